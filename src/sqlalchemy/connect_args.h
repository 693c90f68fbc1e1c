// create_engine(connect_args={…}).
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "schema/literal.h"
#include "sqlalchemy/core.h"

namespace limbeck::sa {

/// Flat: an entry of a dict in it is `ssl.ca`, and an ssl.SSLContext is what it
/// was set up with: first `ssl.context`, then the files, then
/// `ssl.verify_mode` and `ssl.check_hostname`.
std::vector<std::pair<std::string, schema::Literal>> connect_args_of(
    const Value& dict);

}  // namespace limbeck::sa
