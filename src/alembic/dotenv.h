// `.env` files, in python-dotenv's syntax.
// Source: https://saurabh-kumar.com/python-dotenv/reference/
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace limbeck::alembic {

/// The assignments of a .env file in order, each name once; a name without `=`
/// has no value. `${NAME}` and `${NAME:-default}` are looked up by `find`, then
/// among the assignments above. Lines that are no assignment are skipped, as
/// python-dotenv does.
std::vector<std::pair<std::string, std::optional<std::string>>> parse_dotenv(
    std::string_view text,
    const std::function<std::optional<std::string>(const std::string&)>& find);

/// Sets each variable that the environment does not have yet.
void load_dotenv(const std::string& path);

}  // namespace limbeck::alembic
