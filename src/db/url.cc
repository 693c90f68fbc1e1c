#include "db/url.h"

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "base/text.h"

namespace limbeck::db {
namespace {

constexpr Driver kDrivers[] = {
    {"postgresql", "psycopg", Backend::PostgreSql, true, "psycopg.errors",
     "pyformat"},
    {"postgresql", "psycopg2", Backend::PostgreSql, false, "psycopg2.errors",
     "pyformat"},
    {"postgresql", "psycopg2cffi", Backend::PostgreSql, false, "psycopg2cffi",
     "pyformat"},
    {"postgresql", "psycopg_async", Backend::PostgreSql, false,
     "psycopg.errors", "pyformat"},
    {"postgresql", "asyncpg", Backend::PostgreSql, false,
     "sqlalchemy.dialects.postgresql.asyncpg", "numeric_dollar"},
    {"postgresql", "pg8000", Backend::PostgreSql, false, "pg8000.exceptions",
     "format"},
    {"sqlite", "pysqlite", Backend::Sqlite, true, "sqlite3", "qmark"},
    {"sqlite", "aiosqlite", Backend::Sqlite, false, "sqlite3", "qmark"},
    {"sqlite", "pysqlite_numeric", Backend::Sqlite, false, "sqlite3", "qmark"},
    {"sqlite", "pysqlcipher", Backend::Unsupported, false, "sqlcipher3.dbapi2",
     "qmark"},
    {"mysql", "mysqldb", Backend::MySql, true, "MySQLdb", "format"},
    {"mysql", "pymysql", Backend::MySql, false, "pymysql.err", "pyformat"},
    {"mysql", "mysqlconnector", Backend::MySql, false, "mysql.connector.errors",
     "format"},
    {"mysql", "aiomysql", Backend::MySql, false, "pymysql.err", "pyformat"},
    {"mysql", "asyncmy", Backend::MySql, false, "asyncmy.errors", "format"},
    {"mysql", "cymysql", Backend::MySql, false, "cymysql.err", "format"},
    {"mysql", "pyodbc", Backend::Unsupported, false, "pyodbc", "qmark"},
    {"mysql", "mariadbconnector", Backend::MySql, false, "mariadb", "qmark"},
    {"mariadb", "mysqldb", Backend::MySql, true, "MySQLdb", "format"},
    {"mariadb", "pymysql", Backend::MySql, false, "pymysql.err", "pyformat"},
    {"mariadb", "mysqlconnector", Backend::MySql, false,
     "mysql.connector.errors", "format"},
    {"mariadb", "aiomysql", Backend::MySql, false, "pymysql.err", "pyformat"},
    {"mariadb", "asyncmy", Backend::MySql, false, "asyncmy.errors", "format"},
    {"mariadb", "cymysql", Backend::MySql, false, "cymysql.err", "format"},
    {"mariadb", "pyodbc", Backend::Unsupported, false, "pyodbc", "qmark"},
    {"mariadb", "mariadbconnector", Backend::MySql, false, "mariadb", "qmark"},
    {"mssql", "pyodbc", Backend::Unsupported, true, "pyodbc", "qmark"},
    {"mssql", "aioodbc", Backend::Unsupported, false, "pyodbc", "qmark"},
    {"mssql", "pymssql", Backend::Unsupported, false, "pymssql", "pyformat"},
    {"mssql", "mssqlpython", Backend::Unsupported, false, "mssql_python",
     "qmark"},
    {"oracle", "oracledb", Backend::Unsupported, true, "oracledb", "named"},
    {"oracle", "oracledb_async", Backend::Unsupported, false, "oracledb",
     "named"},
    {"oracle", "cx_oracle", Backend::Unsupported, false, "cx_Oracle", "named"},
};

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '+' || (c & 0x80) != 0;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The length of the well-formed UTF-8 sequence at `i`; 0 if there is none, and
// then `bad` is how many bytes one replacement character stands for.
std::size_t utf8_length(std::string_view s, std::size_t i, std::size_t& bad) {
  auto byte = [&](std::size_t k) -> unsigned {
    return k < s.size() ? static_cast<unsigned char>(s[k]) : 0u;
  };
  unsigned lead = byte(i);
  bad = 1;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  std::size_t need = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  unsigned high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  for (std::size_t k = 1; k <= need; ++k) {
    unsigned next = byte(i + k);
    if (next < low || next > high) return 0;
    low = 0x80;
    high = 0xbf;
    bad = k + 1;
  }
  return need + 1;
}

std::string replace_invalid_utf8(std::string raw) {
  std::string out;
  for (std::size_t i = 0; i < raw.size();) {
    std::size_t bad = 1;
    std::size_t length = utf8_length(raw, i, bad);
    if (length == 0) {
      out += "\xef\xbf\xbd";
      i += bad;
    } else {
      out.append(raw, i, length);
      i += length;
    }
  }
  return out;
}

// Python's int(): white space around, a sign, single underscores inside.
int parse_port(std::string_view text) {
  auto refuse = [&]() -> Error {
    return Error(ErrorKind::Argument,
                 cat("invalid literal for int() with base 10: '", text, "'"));
  };
  std::string digits;
  std::string_view body = strip(text);
  bool negative = !body.empty() && body.front() == '-';
  if (!body.empty() && (body.front() == '-' || body.front() == '+'))
    body.remove_prefix(1);
  bool after_digit = false;
  for (char c : body) {
    if (c == '_' && after_digit) {
      after_digit = false;
      continue;
    }
    if (c < '0' || c > '9') throw refuse();
    digits += c;
    after_digit = true;
  }
  int value = 0;
  auto end = digits.data() + digits.size();
  auto result = std::from_chars(digits.data(), end, value);
  if (!after_digit || result.ec != std::errc{} || result.ptr != end)
    throw refuse();
  return negative ? -value : value;
}

// `user[:password]@`, with the backtracking of SQLAlchemy's pattern: the user
// runs to the first `:` or `/` and may hold `@`; the password to the next `@`.
std::string_view take_user_info(std::string_view rest, Url& url) {
  std::size_t run = std::min(rest.find_first_of(":/"), rest.size());
  if (run < rest.size() && rest[run] == ':') {
    std::size_t at = rest.find('@', run);
    if (at != std::string_view::npos) {
      url.username = unquote(rest.substr(0, run));
      url.password = unquote(rest.substr(run + 1, at - run - 1));
      return rest.substr(at + 1);
    }
  }
  std::size_t at = rest.substr(0, run).rfind('@');
  if (at == std::string_view::npos) return rest;
  url.username = unquote(rest.substr(0, at));
  return rest.substr(at + 1);
}

std::string_view take_host(std::string_view rest, Url& url) {
  if (!rest.empty() && rest.front() == '[') {
    std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
    std::size_t close = rest.substr(0, end).rfind(']');
    if (close != std::string_view::npos && close > 1) {
      url.host = std::string(rest.substr(1, close - 1));
      return rest.substr(close + 1);
    }
  }
  std::size_t end = std::min(rest.find_first_of("/:?"), rest.size());
  if (end > 0) url.host = std::string(rest.substr(0, end));
  return rest.substr(end);
}

QueryValue combined(const QueryValue* existing, std::string value) {
  QueryValue result;
  if (existing != nullptr) result = *existing;
  result.values.push_back(std::move(value));
  result.repeated = result.values.size() > 1;
  return result;
}

using Query = std::vector<std::pair<std::string, QueryValue>>;

QueryValue* find_query(Query& query, std::string_view name) {
  for (auto& [key, value] : query)
    if (key == name) return &value;
  return nullptr;
}

Query grouped(const QueryPairs& pairs) {
  Query query;
  for (const auto& [key, value] : pairs) {
    if (QueryValue* known = find_query(query, key))
      *known = combined(known, value);
    else
      query.emplace_back(key, combined(nullptr, value));
  }
  return query;
}

std::string quote_plus(std::string_view text) {
  return replace_all(quote(text, " "), " ", "+");
}

}  // namespace

std::string unquote(std::string_view text) {
  if (text.find('%') == std::string_view::npos) return std::string(text);
  std::string raw;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
        hex_digit(text[i + 2]) >= 0) {
      raw += static_cast<char>(hex_digit(text[i + 1]) * 16 +
                               hex_digit(text[i + 2]));
      i += 2;
    } else {
      raw += text[i];
    }
  }
  return replace_invalid_utf8(std::move(raw));
}

std::string quote(std::string_view text, std::string_view safe) {
  std::string out;
  for (char c : text) {
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                 (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-' ||
                 c == '~' || safe.find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      constexpr char kHex[] = "0123456789ABCDEF";
      auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

QueryPairs parse_query(std::string_view query, bool keep_blank_values) {
  QueryPairs pairs;
  for (const std::string& part : split(query, '&')) {
    if (part.empty()) continue;
    std::size_t equals = part.find('=');
    std::string value;
    if (equals != std::string::npos)
      value = unquote(replace_all(part.substr(equals + 1), "+", " "));
    bool blank = equals == std::string::npos || equals + 1 == part.size();
    if (blank && !keep_blank_values) continue;
    pairs.emplace_back(unquote(replace_all(part.substr(0, equals), "+", " ")),
                       std::move(value));
  }
  return pairs;
}

// SQLAlchemy: engine.url._parse_url
Url Url::parse(std::string_view text, bool keep_blank_values) {
  std::size_t name = 0;
  while (name < text.size() && is_name_byte(text[name])) ++name;
  if (name == 0 || text.substr(name, 3) != "://") {
    throw Error(ErrorKind::Argument,
                "Could not parse SQLAlchemy URL from given URL string");
  }
  Url url;
  url.drivername = std::string(text.substr(0, name));
  std::string_view rest = take_user_info(text.substr(name + 3), url);
  rest = take_host(rest, url);
  std::optional<std::string_view> port;
  if (!rest.empty() && rest.front() == ':') {
    std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
    port = rest.substr(1, end - 1);
    rest.remove_prefix(end);
  }
  if (!rest.empty() && rest.front() == '/') {
    std::size_t end = std::min(rest.find('?'), rest.size());
    url.database = unquote(rest.substr(1, end - 1));
    rest.remove_prefix(end);
  }
  if (!rest.empty() && rest.front() == '?') {
    std::size_t end = std::min(rest.find('\n'), rest.size());
    url.query = grouped(parse_query(rest.substr(1, end - 1),  //
                                    keep_blank_values));
  }
  if (port) url.port = parse_port(*port);
  return url;
}

bool Url::operator==(const Url& other) const {
  auto sorted = [](Query query) {
    std::sort(query.begin(), query.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    return query;
  };
  return drivername == other.drivername && username == other.username &&
         password == other.password && host == other.host &&
         port == other.port && database == other.database &&
         sorted(query) == sorted(other.query);
}

// SQLAlchemy: URL.render_as_string
std::string Url::render_as_string(bool hide_password) const {
  std::string out = cat(drivername, "://");
  if (username) {
    out += quote(*username, " +");
    if (password)
      cat_to(out, ":", hide_password ? "***" : quote(*password, " +"));
    out += '@';
  }
  if (host) {
    if (host->find(':') != std::string::npos)
      cat_to(out, "[", *host, "]");
    else
      out += *host;
  }
  if (port) cat_to(out, ":", *port);
  if (database) cat_to(out, "/", quote(*database, " +/"));
  std::vector<std::string> parts;
  Query sorted = query;
  std::stable_sort(
      sorted.begin(), sorted.end(),
      [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [key, value] : sorted)
    for (const std::string& element : value.values)
      parts.push_back(cat(quote_plus(key), "=", quote_plus(element)));
  if (!query.empty()) cat_to(out, "?", join(parts, "&"));
  return out;
}

std::string Url::get_backend_name() const {
  return drivername.substr(0, drivername.find('+'));
}

std::string Url::get_driver_name() const {
  std::size_t plus = drivername.find('+');
  if (plus == std::string::npos) return driver().name;
  return split(drivername, '+')[1];
}

const Driver& Url::driver() const {
  std::size_t plus = drivername.find('+');
  std::string dialect = drivername.substr(0, plus);
  std::string name =
      plus == std::string::npos ? std::string() : drivername.substr(plus + 1);
  const Driver* found = nullptr;
  if (plus == std::string::npos || !name.empty())
    found = find_driver(dialect, name);
  if (found != nullptr) return *found;
  throw Error(ErrorKind::NoSuchModule,
              cat("Can't load plugin: sqlalchemy.dialects:",
                  replace_all(drivername, "+", ".")))
      .hint(dialect == "postgres"
                ? "Write the URL with postgresql:// instead of postgres://."
                : "");
}

std::optional<std::string> Url::query_value(std::string_view name) const {
  for (const auto& [key, value] : query)
    if (key == name && !value.values.empty()) return value.values.front();
  return std::nullopt;
}

void Url::set_query_value(std::string name, QueryValue value) {
  if (QueryValue* known = find_query(query, name))
    *known = std::move(value);
  else
    query.emplace_back(std::move(name), std::move(value));
}

Url Url::update_query_pairs(const QueryPairs& pairs, bool append) const {
  Url changed = *this;
  for (auto& [key, value] : grouped(pairs)) {
    QueryValue* known = find_query(changed.query, key);
    if (append && known != nullptr) {
      for (std::string& one : value.values)
        known->values.push_back(std::move(one));
      known->repeated = true;
    } else {
      changed.set_query_value(key, std::move(value));
    }
  }
  return changed;
}

Url Url::update_query_string(std::string_view text, bool append,
                             bool keep_blank_values) const {
  return update_query_pairs(parse_query(text, keep_blank_values), append);
}

Url Url::difference_update_query(const std::vector<std::string>& names) const {
  Url changed = *this;
  std::erase_if(changed.query, [&](const auto& entry) {
    return std::find(names.begin(), names.end(), entry.first) != names.end();
  });
  return changed;
}

QueryPairs Url::translate_connect_args(const QueryPairs& names) const {
  QueryPairs out;
  auto add = [&](const char* part, std::string value) {
    if (value.empty()) return;
    std::string name = part;
    for (const auto& [from, to] : names)
      if (from == part) name = to;
    if (!name.empty()) out.emplace_back(name, std::move(value));
  };
  add("host", host.value_or(""));
  add("database", database.value_or(""));
  add("username", username.value_or(""));
  add("password", password.value_or(""));
  add("port", port.value_or(0) != 0 ? std::to_string(*port) : "");
  return out;
}

const Driver* find_driver(std::string_view dialect, std::string_view name) {
  for (const Driver& driver : kDrivers) {
    if (dialect != driver.dialect) continue;
    if (name.empty() ? driver.is_default : name == driver.name) return &driver;
  }
  return nullptr;
}

}  // namespace limbeck::db
