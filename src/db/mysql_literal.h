// Values as MySQL literals, in the forms that pymysql writes.
#pragma once
#include <string>

#include "db/url.h"
#include "schema/literal.h"

namespace limbeck::db {

/// `backslashes`: the server takes them as escapes (no NO_BACKSLASH_ESCAPES).
void write_mysql_literal(std::string& out, const schema::Literal& value,
                         bool backslashes, const Driver& driver);

}  // namespace limbeck::db
