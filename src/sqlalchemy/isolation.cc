#include "sqlalchemy/isolation.h"

#include <algorithm>

#include "base/text.h"
#include "sqlalchemy/errors.h"

namespace limbeck::sa {
namespace {

// SQLAlchemy: get_isolation_level_values of the dialects
std::vector<std::string> known_levels(db::Backend backend) {
  switch (backend) {
    case db::Backend::Sqlite:
      return {"READ UNCOMMITTED", "SERIALIZABLE", "AUTOCOMMIT"};
    case db::Backend::MySql:
      return {"SERIALIZABLE", "READ UNCOMMITTED", "READ COMMITTED",
              "REPEATABLE READ", "AUTOCOMMIT"};
    case db::Backend::PostgreSql:
    case db::Backend::Unsupported:
      break;
  }
  return {"AUTOCOMMIT", "READ COMMITTED", "READ UNCOMMITTED", "REPEATABLE READ",
          "SERIALIZABLE"};
}

// SQLAlchemy: DefaultDialect._assert_and_set_isolation_level
void refuse_unknown(const ConnectionObject& self, const std::string& level) {
  const db::Driver& driver = self.session->driver();
  const auto known = known_levels(driver.backend);
  if (std::ranges::find(known, level) != known.end()) return;
  raise_sa("ArgumentError",
           cat("Invalid value '", level,
               "' for isolation_level. Valid isolation levels for '",
               driver.dialect, "' are ", join(known, ", ")));
}

// SQLAlchemy: DefaultDialect._set_connection_characteristics
void refuse_within_transaction(const ConnectionObject& self) {
  if (self.transactions.empty()) return;
  raise_invalid_request(
      "This connection has already initialized a SQLAlchemy Transaction() "
      "object via begin() or autobegin; isolation_level may not be altered "
      "unless rollback() or commit() is called first.");
}

void choose_level(ConnectionObject& self, const Value& value) {
  refuse_within_transaction(self);
  const std::string level = replace_all(upper(py::str(value)), "_", " ");
  refuse_unknown(self, level);
  const bool autocommit = level == "AUTOCOMMIT";
  if (autocommit && self.session->in_transaction()) self.session->commit();
  self.session->set_autocommit(autocommit);
  if (!autocommit) set_isolation_level(self, level);
}

}  // namespace

// SQLAlchemy: get_default_isolation_level of the dialects
std::string default_isolation_level(const ConnectionObject& self) {
  switch (self.session->driver().backend) {
    case db::Backend::Sqlite:
      return "SERIALIZABLE";
    case db::Backend::MySql:
      return "REPEATABLE READ";
    case db::Backend::PostgreSql:
    case db::Backend::Unsupported:
      break;
  }
  return "READ COMMITTED";
}

// SQLAlchemy: set_isolation_level of the dialects
void set_isolation_level(ConnectionObject& self, const std::string& level) {
  const std::string before =
      self.level.empty() ? default_isolation_level(self) : self.level;
  if (level == before) return;
  refuse_unknown(self, level);
  std::string sql;
  switch (self.session->driver().backend) {
    case db::Backend::Sqlite:
      sql = cat("PRAGMA read_uncommitted = ",
                level == "READ UNCOMMITTED" ? 1 : 0);
      break;
    case db::Backend::MySql:
      sql = cat("SET SESSION TRANSACTION ISOLATION LEVEL ", level);
      break;
    case db::Backend::PostgreSql:
    case db::Backend::Unsupported:
      sql = cat("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL ",
                level);
  }
  try {
    self.session->execute(sql);
  } catch (const db::Error& error) {
    raise_database_error(error, sql, Value::none(), false);
  }
  self.level = level;
}

void apply_execution_options(ConnectionObject& self, const Value& options) {
  if (options.absent() || options.is_none()) return;
  if (!self.execution_options) self.execution_options = py::make_dict();
  if (const Value level = py::dict_get(options, "isolation_level"))
    choose_level(self, level);
  py::dict_each(options, [&](const Value& key, const Value& value) {
    py::dict_set(self.execution_options, key, value);
  });
}

}  // namespace limbeck::sa
