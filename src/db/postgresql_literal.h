// Values as PostgreSQL literals, in the forms that psycopg2 writes.
#pragma once
#include <string>

#include "db/url.h"
#include "schema/literal.h"

namespace limbeck::db {

/// `standard_strings`: the server takes backslashes in '…' as they are.
void write_postgresql_literal(std::string& out, const schema::Literal& value,
                              bool standard_strings, const Driver& driver);

}  // namespace limbeck::db
