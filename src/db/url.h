// A database URL as SQLAlchemy reads and writes it, and the table of the
// driver names that stand in such URLs.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace limbeck::db {

/// A query parameter's values; `repeated` tells `?a=1` (a string in Python)
/// from `?a=1&a=2` (a tuple of strings).
struct QueryValue {
  std::vector<std::string> values;
  bool repeated = false;
  bool operator==(const QueryValue&) const = default;
};

using QueryPairs = std::vector<std::pair<std::string, std::string>>;

/// What the last part of a URL's scheme, or its lack, stands for.
enum class Backend { PostgreSql, Sqlite, MySql, Unsupported };

/// One known `dialect+driver`. Every driver of a backend is served by the same
/// native client; the name decides how errors are spelled.
struct Driver {
  const char* dialect;  // "postgresql", "mysql", "mariadb", …
  const char* name;     // "psycopg2", "pymysql", …
  Backend backend;
  bool is_default;         // the dialect's driver when the URL names none
  const char* errors;      // module of the exceptions: "pymysql.err"
  const char* paramstyle;  // as DB-API names it
};

struct Url {
  std::string drivername;
  std::optional<std::string> username;
  std::optional<std::string> password;
  std::optional<std::string> host;
  std::optional<int> port;
  std::optional<std::string> database;
  std::vector<std::pair<std::string, QueryValue>> query;  // in source order

  bool operator==(const Url& other) const;

  /// Throws ErrorKind::Argument with SQLAlchemy's text, or with Python's for a
  /// port that is no number; neither holds any part of the URL but the port.
  static Url parse(std::string_view text, bool keep_blank_values = false);

  /// With `hide_password` a password is written as `***`.
  std::string render_as_string(bool hide_password = true) const;

  /// The part of the driver name before `+`.
  std::string get_backend_name() const;
  /// The part after `+`, else the dialect's default driver.
  std::string get_driver_name() const;
  /// Throws ErrorKind::NoSuchModule where SQLAlchemy has no such plugin.
  const Driver& driver() const;

  /// The first value of a query parameter.
  std::optional<std::string> query_value(std::string_view name) const;
  void set_query_value(std::string name, QueryValue value);

  /// SQLAlchemy: URL.update_query_pairs, update_query_string,
  /// difference_update_query. Each returns a changed copy.
  Url update_query_pairs(const QueryPairs& pairs, bool append = false) const;
  Url update_query_string(std::string_view query, bool append = false,
                          bool keep_blank_values = false) const;
  Url difference_update_query(const std::vector<std::string>& names) const;

  /// The parts that are set and not empty, as name and text; `names` renames
  /// ("username" -> "user"); an empty new name leaves the part out.
  QueryPairs translate_connect_args(const QueryPairs& names = {}) const;
};

/// Python: urllib.parse.parse_qsl.
QueryPairs parse_query(std::string_view query, bool keep_blank_values = false);

/// `%xx` escapes resolved; bytes that are no UTF-8 become U+FFFD.
std::string unquote(std::string_view text);

/// Everything but letters, digits, `_.-~` and `safe` as `%XX`.
std::string quote(std::string_view text, std::string_view safe);

/// The known driver of that name; nullptr if SQLAlchemy has none. An empty
/// `name` asks for the dialect's default.
const Driver* find_driver(std::string_view dialect, std::string_view name);

}  // namespace limbeck::db
