#include "db/mysql_options.h"

#include <algorithm>

#include "base/text.h"
#include "db/connect_options.h"

namespace limbeck::db {
namespace {

std::string option_name(std::string name) {
  if (name == "db") return "database";
  if (name == "passwd") return "password";
  if (name == "username") return "user";
  return replace_all(name, "-", "_");
}

bool is_one_of(std::string_view word,
               std::initializer_list<std::string_view> list) {
  for (std::string_view one : list)
    if (word == one) return true;
  return false;
}

/// PyMySQL and those that took its parameters over.
bool is_pymysql(const Driver& driver) {
  return is_one_of(driver.name, {"pymysql", "aiomysql", "asyncmy", "cymysql"});
}

// SQLAlchemy: MySQLDialect_mysqldb.create_connect_args
bool goes_into_ssl(std::string_view name, const Driver& driver) {
  return (is_pymysql(driver) || driver.name == std::string_view("mysqldb")) &&
         is_one_of(name, {"ssl_ca", "ssl_key", "ssl_cert", "ssl_capath",
                          "ssl_cipher", "ssl_check_hostname"});
}

void fill_values(MysqlOptions& options, const Url& url, const Driver& driver,
                 const ConnectOptions& connect) {
  auto& values = options.values;
  for (auto& [name, value] : url.translate_connect_args({{"username", "user"}}))
    values[name] = value;
  for (const auto& [name, value] : url.query) {
    if (value.values.empty()) continue;
    const std::string known = option_name(name);
    if (goes_into_ssl(known, driver))
      values[cat("ssl.", known.substr(4))] = value.values.back();
    else
      values[known] = value.values.back();
  }
  const auto is_ssl = [](const auto& one) {
    return one.first.starts_with("ssl.");
  };
  // The URL's dict is replaced as a whole.
  if (std::ranges::any_of(connect.connect_args, is_ssl))
    std::erase_if(values, is_ssl);
  for (const auto& [name, value] : connect.connect_args)
    if (!value.is_null()) values[option_name(name)] = option_text(value);
}

/// `first` of the parameters that has a value, `then` otherwise.
std::string either(const MysqlOptions& options, const char* first,
                   const char* then) {
  const char* found = options.find(first);
  if (found == nullptr) found = options.find(then);
  return found == nullptr ? "" : found;
}

bool asks_for_ssl(const MysqlOptions& options) {
  const char* plain = options.find("ssl");
  if (plain != nullptr && *plain != '0') return true;
  for (const auto& [name, value] : options.values)
    if (name.starts_with("ssl.")) return true;
  return false;
}

/// Of `ssl=`: a dict or an ssl.SSLContext.
// PyMySQL: Connection._create_ssl_ctx
TlsMode mode_of_ssl(const MysqlOptions& options) {
  const bool context = options.is_true("ssl.context");
  const bool authorities =
      context || options.find("ssl.ca") || options.find("ssl.capath");
  const char* given = options.find("ssl.verify_mode");
  const std::string verify = given == nullptr ? "" : lower(given);
  bool verifies = authorities;
  if (is_one_of(verify, {"none", "0", "false", "no"})) verifies = false;
  if (is_one_of(verify, {"required", "1", "2", "true", "yes"})) verifies = true;
  if (!verifies) return TlsMode::Required;
  const bool host = authorities && (!options.find("ssl.check_hostname") ||
                                    options.is_true("ssl.check_hostname"));
  return host ? TlsMode::VerifyFull : TlsMode::VerifyCa;
}

// PyMySQL: Connection.__init__
TlsMode pymysql_mode(const MysqlOptions& options) {
  if (options.is_true("ssl_disabled")) return TlsMode::Disabled;
  if (options.is_true("ssl_verify_identity")) return TlsMode::VerifyFull;
  if (options.is_true("ssl_verify_cert")) return TlsMode::VerifyCa;
  if (options.find("ssl_ca") || options.find("ssl_cert") ||
      options.find("ssl_key"))
    return TlsMode::Required;
  return asks_for_ssl(options) ? mode_of_ssl(options) : TlsMode::Preferred;
}

/// mysqlclient, MySQL Connector/Python, MariaDB Connector/Python: the client
/// library's own words.
TlsMode client_mode(const MysqlOptions& options) {
  const char* given = options.find("ssl_mode");
  const std::string mode = given == nullptr ? "" : upper(given);
  if (mode == "DISABLED" || options.is_true("ssl_disabled"))
    return TlsMode::Disabled;
  if (mode == "PREFERRED") return TlsMode::Preferred;
  if (mode == "REQUIRED") return TlsMode::Required;
  if (mode == "VERIFY_IDENTITY" || options.is_true("ssl_verify_identity"))
    return TlsMode::VerifyFull;
  if (mode == "VERIFY_CA" || options.is_true("ssl_verify_cert") ||
      options.find("ssl.ca") || options.find("ssl_ca"))
    return TlsMode::VerifyCa;
  const bool named = options.find("ssl_cert") || options.find("ssl_key") ||
                     options.find("ssl_cipher") || options.find("ssl_capath");
  return named || asks_for_ssl(options) ? TlsMode::Required
                                        : TlsMode::Preferred;
}

MysqlTls tls_of(const MysqlOptions& options, const Driver& driver) {
  MysqlTls tls;
  tls.mode = is_pymysql(driver) ? pymysql_mode(options) : client_mode(options);
  tls.ca = either(options, "ssl_ca", "ssl.ca");
  tls.capath = either(options, "ssl_capath", "ssl.capath");
  tls.cert = either(options, "ssl_cert", "ssl.cert");
  tls.key = either(options, "ssl_key", "ssl.key");
  tls.cipher = either(options, "ssl_cipher", "ssl.cipher");
  tls.password = either(options, "ssl_key_password", "ssl.password");
  if (tls.mode == TlsMode::VerifyCa && tls.ca.empty() && tls.capath.empty())
    tls.ca = system_ca_file();
  // Nobody listens on a socket.
  if (tls.mode == TlsMode::Preferred && options.find("unix_socket"))
    tls.mode = TlsMode::Disabled;
  return tls;
}

}  // namespace

const char* MysqlOptions::find(const char* name) const {
  const auto found = values.find(name);
  return found == values.end() || found->second.empty() ? nullptr
                                                        : found->second.c_str();
}

bool MysqlOptions::is_true(const char* name) const {
  const char* text = find(name);
  return text != nullptr && option_is_true(text);
}

MysqlOptions mysql_options_of(const Url& url, const Driver& driver,
                              const ConnectOptions& connect) {
  MysqlOptions options;
  fill_values(options, url, driver, connect);
  options.tls = tls_of(options, driver);
  options.tcp =
      options.find("unix_socket") == nullptr &&
      (is_pymysql(driver) || driver.name == std::string_view("mysqlconnector"));
  return options;
}

}  // namespace limbeck::db
