#include "db/postgresql_keywords.h"

#include "base/text.h"

namespace limbeck::db {
namespace {

std::string text_of(const Literal& value) {
  if (const auto* text = value.get<std::string>()) return *text;
  if (const auto* number = value.get<std::int64_t>())
    return std::to_string(*number);
  if (const auto* number = value.get<double>())
    return std::to_string(static_cast<std::int64_t>(*number));
  if (const bool* flag = value.get<bool>()) return *flag ? "1" : "0";
  return "";
}

// What other drivers take beside libpq's keywords, and it has no use for.
bool is_driver_only(std::string_view name) {
  for (const char* known :
       {"prepared_statement_cache_size", "prepared_statement_name_func",
        "command_timeout", "statement_cache_size", "async_fallback",
        "max_cached_statement_lifetime", "max_cacheable_statement_size",
        "prepare_threshold", "autocommit", "row_factory", "cursor_factory",
        "connection_factory", "async_", "tcp_keepalive", "ssl_context",
        "direct_tls", "plugin"})
    if (name == known) return true;
  return false;
}

void add_keyword(Keywords& keywords, const std::string& name, std::string value,
                 const Driver& driver) {
  bool asyncpg = driver.name == std::string_view("asyncpg");
  if (is_driver_only(name)) return;
  if (name == "ssl" && asyncpg) {
    std::string mode = value == "1" || lower(value) == "true"    ? "require"
                       : value == "0" || lower(value) == "false" ? "disable"
                                                                 : value;
    return keywords.set("sslmode", mode);
  }
  if (name == "timeout") return keywords.set("connect_timeout", value);
  if (name == "database") return keywords.set("dbname", value);
  if (name.substr(0, 16) == "server_settings.") {
    std::string option = replace_all(value, "\\", "\\\\");
    return keywords.set("options", cat("-c ", name.substr(16), "=",
                                       replace_all(option, " ", "\\ ")));
  }
  keywords.set(name, std::move(value));
}

// SQLAlchemy: PGDialect._split_multihost_from_url
void set_hosts(Keywords& keywords, const QueryValue& value) {
  std::vector<std::string> hosts, ports;
  bool any_port = false;
  for (const std::string& one : value.values) {
    std::size_t colon = one.rfind(':');
    bool split = colon != std::string::npos && one[0] != '/' &&
                 one.find(',') == std::string::npos;
    hosts.push_back(one.substr(0, split ? colon : one.size()));
    ports.push_back(split ? one.substr(colon + 1) : "");
    any_port |= split && !ports.back().empty();
  }
  keywords.set("host", join(hosts, ","));
  if (any_port) keywords.set("port", join(ports, ","));
}

}  // namespace

Keywords keywords_of(const Url& url, const Driver& driver,
                     const ConnectOptions& options) {
  Keywords keywords;
  for (auto& [name, value] : url.translate_connect_args(
           {{"username", "user"}, {"database", "dbname"}}))
    keywords.set(name, value);
  for (const auto& [name, value] : url.query) {
    if (name == "host")
      set_hosts(keywords, value);
    else
      add_keyword(keywords, name, join(value.values, ","), driver);
  }
  for (const auto& [name, value] : options.connect_args)
    if (!value.is_null()) add_keyword(keywords, name, text_of(value), driver);
  if (!keywords.has("client_encoding")) keywords.set("client_encoding", "UTF8");
  return keywords;
}

}  // namespace limbeck::db
