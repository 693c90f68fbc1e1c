// Where a migration's statements go: to a connection, or as text to a script
// (offline mode, --sql). One Impl belongs to one MigrationContext.
// Alembic: alembic.ddl.impl.DefaultImpl
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "python/native.h"
#include "sql/dialect.h"

namespace limbeck::ops {

using py::Value;

struct ImplOptions {
  bool as_sql = false;
  bool literal_binds = false;
  std::optional<bool> transactional_ddl;      // none: the dialect's own
  std::optional<sql::ParamStyle> paramstyle;  // dialect_opts={"paramstyle": …}
  /// mssql_batch_separator, oracle_batch_separator; none: the dialect's own.
  std::optional<std::string> batch_separator;
};

class Impl {
 public:
  using Output = std::function<void(std::string_view)>;
  using Warn = std::function<void(const std::string&)>;

  /// `live_dialect`: the sqlalchemy Dialect object. `bind`: the live
  /// Connection (online); offline the Impl makes its own stand-in. `output`
  /// takes offline SQL, `warn` what the user should hear of.
  Impl(const sql::Dialect& dialect, Value live_dialect, Value bind,
       ImplOptions options, Output output, Warn warn);
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl();

  const sql::Dialect& dialect() const { return dialect_; }
  const Value& live_dialect() const { return live_dialect_; }
  bool as_sql() const { return options_.as_sql; }
  bool transactional_ddl() const { return transactional_ddl_; }
  sql::CompileOptions compile_options() const;
  /// The live Connection; offline the stand-in whose execute() writes SQL.
  /// What op.get_bind() gives.
  const Value& bind() const { return bind_; }
  /// autocommit_block() works on another Connection for a while.
  void set_bind(Value bind) { bind_ = std::move(bind); }
  void warn(const std::string& text) const { warn_(text); }

  /// Runs or writes one DDL statement.
  /// Its text, or the exception of SQLAlchemy that says why there is none.
  std::string compile(const sql::Ddl& statement) const;
  void execute(const sql::Ddl& statement);
  /// Runs or writes all of them, after showing the warnings.
  void execute(const sql::Lowered& lowered);
  /// Runs or writes a statement tree, its values as literals; online the row
  /// count, offline -1.
  std::int64_t execute(const sql::Node& statement);
  /// A str (taken as text()), text() or any executable element. Online a
  /// Result, offline None.
  Value execute(const Value& statement, const Value& parameters = Value(),
                const Value& execution_options = Value());
  /// Runs or writes verbatim SQL; online the driver gets it as it is.
  Value execute_text(std::string_view sql);

  /// False if this run has created the named type (an enum) already.
  bool remember_type(const std::string& name) {
    return created_types_.insert(name).second;
  }

  // Offline only.
  void static_output(std::string_view text);  // and an empty line
  void emit_begin();
  void emit_commit();

 private:
  void write_statement(std::string_view sql);
  /// A bind of the program's own (a mock engine's connection): it is given
  /// statements, and turns them into text itself.
  bool has_foreign_bind() const;
  std::string_view batch_separator() const;

  const sql::Dialect& dialect_;  // of the registry
  Value live_dialect_;
  Value bind_;
  ImplOptions options_;
  bool transactional_ddl_;
  Output output_;
  Warn warn_;
  std::set<std::string> created_types_;
};

/// Alembic's name for the implementation: "PostgresqlImpl", "SQLiteImpl" …
std::string_view impl_class_name(const sql::Dialect& dialect);

/// Makes an Impl and its MigrationContext what `op` works on, for a scope.
/// Nested ones stack up.
class Active {
 public:
  Active(Impl& impl, Value migration_context);
  ~Active();
  Active(const Active&) = delete;
  Active& operator=(const Active&) = delete;
};

/// What `op` works on outside of a migration: the Impl of an Operations object
/// that a program put there (and its context), or null.
using FindInstalled = Impl* (*)(Value& context);
void set_find_installed(FindInstalled function);

/// The innermost Impl. Outside of a migration raises NameError in Alembic's
/// words, naming the `op` function that was called.
Impl& active_impl(std::string_view function);
/// Its MigrationContext object (op.get_context()).
Value active_context(std::string_view function);

}  // namespace limbeck::ops
