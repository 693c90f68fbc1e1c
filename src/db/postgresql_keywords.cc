#include "db/postgresql_keywords.h"

#include "base/text.h"
#include "db/connect_options.h"

namespace limbeck::db {
namespace {

// What other drivers take beside libpq's keywords, and it has no use for.
bool is_driver_only(std::string_view name) {
  for (const char* known :
       {"prepared_statement_cache_size", "prepared_statement_name_func",
        "command_timeout", "statement_cache_size", "async_fallback",
        "max_cached_statement_lifetime", "max_cacheable_statement_size",
        "prepare_threshold", "autocommit", "row_factory", "cursor_factory",
        "connection_factory", "async_", "tcp_keepalive", "direct_tls",
        "plugin"})
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
    const std::string option = replace_all(value, "\\", "\\\\");
    const std::string before =
        keywords.has("options") ? keywords.get("options") + " " : "";
    return keywords.set("options", cat(before, "-c ", name.substr(16), "=",
                                       replace_all(option, " ", "\\ ")));
  }
  keywords.set(name, std::move(value));
}

/// libpq has no authorities of its own, as Python's TLS has, and checks all
/// that it is given.
void set_verifying(Keywords& keywords, const std::string& mode) {
  keywords.set("sslmode", mode);
  if (mode == "require") keywords.remove("sslrootcert");
  if (mode == "verify-full" && !keywords.has("sslrootcert"))
    keywords.set("sslrootcert", system_ca_file());
}

/// Of asyncpg's `ssl` or pg8000's `ssl_context`, where it is an ssl.SSLContext:
/// the layer above flattened it to `ssl.ca` and so on.
void add_context(Keywords& keywords, std::string_view part,
                 const std::string& value) {
  if (part == "ca") {  // comes before verify_mode
    keywords.set("sslrootcert", value);
  } else if (part == "cert") {
    keywords.set("sslcert", value);
  } else if (part == "key") {
    keywords.set("sslkey", value);
  } else if (part == "password") {
    keywords.set("sslpassword", value);
  } else if (part == "verify_mode") {
    set_verifying(keywords, value == "none" ? "require" : "verify-full");
  } else if (part == "check_hostname") {
    // Comes behind verify_mode.
    if (!option_is_true(value) && keywords.get("sslmode") == "verify-full")
      keywords.set("sslmode", "verify-ca");
  }
}

/// What only connect_args can say; false for any other argument.
bool add_argument(Keywords& keywords, const std::string& name,
                  const Literal& value) {
  const std::size_t dot = name.find('.');
  const std::string kind = name.substr(0, dot);
  if (kind != "ssl" && kind != "ssl_context") return false;
  if (dot != std::string::npos) {
    add_context(keywords, std::string_view(name).substr(dot + 1),
                option_text(value));
    return true;
  }
  const bool* flag = value.get<bool>();
  if (flag == nullptr) return false;
  set_verifying(keywords, *flag ? "verify-full" : "disable");
  return true;
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

// psycopg gives libpq the address that a name stands for.
std::string without_host_name(std::string message) {
  constexpr std::string_view kBefore = "connection to server at \"";
  const std::size_t name = message.find(kBefore);
  const std::size_t open = message.find("\" (", name);
  const std::size_t close = message.find("), port", open);
  if (name == message.npos || open == message.npos || close == message.npos)
    return message;
  const std::string address = message.substr(open + 3, close - open - 3);
  return cat(message.substr(0, name), kBefore, address, "\"",
             message.substr(close + 1));
}

// psycopg resolves names itself and says so; libpq's words are psycopg2's.
std::string worded_for_psycopg(const std::string& message) {
  constexpr std::string_view kUnknownHost = "could not translate host name \"";
  const std::size_t end = message.find("\" to address: ");
  if (message.starts_with(kUnknownHost) && end != message.npos)
    return cat("failed to resolve host '",
               message.substr(kUnknownHost.size(), end - kUnknownHost.size()),
               "': [Errno -2] ", strip(message.substr(end + 14)));
  // psycopg tells a connection that could not even be started from one that
  // was refused later; a local socket that isn't there is the former.
  const bool bad = contains(message, "Is the server running locally") ||
                   message.starts_with("invalid ");
  return cat(bad ? "connection is bad: " : "connection failed: ",
             strip(without_host_name(message)));
}

}  // namespace

Error refused_connection(std::string message, const Driver& driver) {
  const std::string_view name = driver.name;
  const bool psycopg2 = name == "psycopg2" || name == "psycopg2cffi";
  if (message.starts_with("invalid connection option"))
    return driver_error(DbapiClass::ProgrammingError, driver,
                        psycopg2 ? cat("invalid dsn: ", message) : message);
  if (!psycopg2) message = worded_for_psycopg(message);
  Error error =
      driver_error(DbapiClass::OperationalError, driver, std::move(message));
  error.disconnected = true;
  return error;
}

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
    if (!value.is_null() && !add_argument(keywords, name, value))
      add_keyword(keywords, name, option_text(value), driver);
  if (!keywords.has("client_encoding")) keywords.set("client_encoding", "UTF8");
  return keywords;
}

}  // namespace limbeck::db
