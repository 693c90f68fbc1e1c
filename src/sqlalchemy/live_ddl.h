// DDL statements as live objects, for the layers above, too.
#pragma once
#include <map>
#include <string>

#include "python/native.h"
#include "sql/ddl.h"

namespace limbeck::sa {

/// An ExecutableDDLElement of the statement.
py::Value wrap_ddl(sql::Ddl ddl);

/// What a dict of options says as schema_translate_map: schema → the one that
/// is meant, "" standing for None.
std::map<std::string, std::string> translate_map(const py::Value& options);
/// That of the connection's execution options. Empty for what is no Connection
/// of ours.
std::map<std::string, std::string> schema_translate_map(
    const py::Value& connection);

}  // namespace limbeck::sa
