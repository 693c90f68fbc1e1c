// DDL statements as live objects, for the layers above, too.
#pragma once
#include "python/native.h"
#include "sql/ddl.h"

namespace limbeck::sa {

/// An ExecutableDDLElement of the statement.
py::Value wrap_ddl(sql::Ddl ddl);

}  // namespace limbeck::sa
