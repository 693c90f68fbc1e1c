#include "alembic/migration_context.h"

#include "alembic/console.h"
#include "alembic/environment.h"
#include "alembic/half_done.h"
#include "alembic/migration_lock.h"
#include "alembic/values.h"
#include "base/error.h"
#include "base/text.h"
#include "ops/modules.h"
#include "revision/path.h"
#include "sqlalchemy/bridge.h"
#include "sqlalchemy/live_dialect.h"

namespace limbeck::alembic {
namespace {

using revision::RowChange;
using revision::Step;

constexpr std::string_view kLogger = "alembic.runtime.migration";

// Enters a context manager for a C++ scope. `leave` is for the good end;
// an exception on its way is given to __exit__ by `leave_with`.
class With {
 public:
  explicit With(Value manager) : manager_(std::move(manager)) {
    py::call_method(manager_, "__enter__");
  }
  void leave() {
    py::call_method(manager_, "__exit__",
                    {Value::none(), Value::none(), Value::none()});
  }
  /// Never throws: the exception that is on its way matters more.
  void leave_with(const Value& exception) noexcept {
    try {
      const Value type(static_cast<py::Object*>(py::type_of(exception)));
      py::call_method(manager_, "__exit__", {type, exception, Value::none()});
    } catch (...) {
    }
  }

 private:
  Value manager_;
};

// Runs `work` inside a context manager; whatever is thrown (Python exceptions
// and limbeck's own errors) leaves it as a failure.
template <class Work>
void within(Value manager, Work work) {
  With scope(std::move(manager));
  try {
    work();
  } catch (const py::Raised& raised) {
    scope.leave_with(raised.exception());
    throw;
  } catch (...) {
    scope.leave_with(py::call(
        Value(static_cast<py::Object*>(py::exception_type("BaseException"))),
        {}));
    throw;
  }
  scope.leave();
}

sql::ParamStyle paramstyle(std::string_view name) {
  if (name == "pyformat") return sql::ParamStyle::PyFormat;
  if (name == "format") return sql::ParamStyle::Format;
  if (name == "qmark") return sql::ParamStyle::QMark;
  if (name == "numeric") return sql::ParamStyle::Numeric;
  if (name == "numeric_dollar") return sql::ParamStyle::Dollar;
  return sql::ParamStyle::Named;
}

// The project's own class for a dialect, if a module of it declared one.
Value own_impl(const std::string& dialect) {
  const Value modules =
      py::get_attribute(py::Interpreter::current().import("sys"), "modules");
  const Value module = py::dict_get(modules, "alembic.ddl.impl");
  if (!module) return Value();
  const Value found =
      py::call_method(module, "own_class", {py::make_str(dialect)});
  return found.is_none() ? Value() : found;
}

// What turns text into bytes for a buffer of bytes.
// Alembic: util.compat.EncodedIO
Value encoded_io(const Value& options, const Value& encoding) {
  Value buffer = py::dict_get(options, "output_buffer");
  if (!buffer || buffer.is_none())
    buffer =
        py::get_attribute(py::Interpreter::current().import("sys"), "stdout");
  return py::call_method(py::Interpreter::current().import("io"),
                         "TextIOWrapper", {buffer, encoding});
}

// Asked for at each text: a program may put another buffer there.
ops::Impl::Output script_output(const Value& options) {
  if (const Value encoding = py::dict_get(options, "output_encoding"))
    return [stream = encoded_io(options, encoding)](std::string_view text) {
      py::call_method(stream, "write", {py::make_str(text)});
      py::call_method(stream, "flush");
    };
  return [options](std::string_view text) {
    const Value buffer = py::dict_get(options, "output_buffer");
    if (!buffer || buffer.is_none()) {
      if (console().out) console().out(text);
      return;
    }
    py::call_method(buffer, "write", {py::make_str(text)});
    if (const Value flush = py::find_attribute(buffer, "flush"))
      py::call(flush);
  };
}

}  // namespace

// A transaction as `with` sees it: nothing, the script's BEGIN and COMMIT, or
// the context's database transaction.
// Alembic: nullcontext, begin_commit, _ProxyTransaction
struct TransactionScope : py::Instance {
  enum class Kind { Nothing, Script, Database };
  Kind kind = Kind::Nothing;
  py::Ref<MigrationContext> context;
  using py::Instance::Instance;

  void enter() {
    if (kind == Kind::Script) context->impl().emit_begin();
    if (kind == Kind::Database)
      py::call_method(context->transaction_, "__enter__");
  }
  bool is_active() const {
    return kind == Kind::Database && !context->transaction_.is_none() &&
           py::truth(py::get_attribute(context->transaction_, "is_active"));
  }
  // Of the database's transaction, and the context has none any more.
  Value end(const char* how) {
    if (kind != Kind::Database) return Value::none();
    const Value transaction =
        std::exchange(context->transaction_, Value::none());
    if (transaction.is_none()) return Value::none();
    return py::call_method(transaction, how);
  }
  void exit(const Value& type, const Value& value, const Value& traceback) {
    if (kind == Kind::Script && type.is_none()) context->impl().emit_commit();
    if (kind != Kind::Database) return;
    const Value transaction =
        std::exchange(context->transaction_, Value::none());
    if (!transaction.is_none())
      py::call_method(transaction, "__exit__", {type, value, traceback});
  }
};

// Alembic: MigrationContext.autocommit_block
struct AutocommitScope : py::Instance {
  py::Ref<MigrationContext> context;
  bool had_transaction = false;
  Value level, base, block_transaction;
  using py::Instance::Instance;

  void enter() {
    MigrationContext& self = *context;
    had_transaction = self.in_transaction();
    if (self.as_sql()) {
      if (self.impl().transactional_ddl()) self.impl().emit_commit();
      return;
    }
    if (had_transaction) {
      if (self.transaction_.is_none()) py::raise("AssertionError", "");
      py::call_method(self.transaction_, "commit");
      self.transaction_ = Value::none();
    }
    level = py::call_method(self.connection_, "get_isolation_level");
    base = self.connection_;
    self.connection_ = with_level(base, py::make_str("AUTOCOMMIT"));
    self.impl().set_bind(self.connection_);
    block_transaction = py::call_method(self.connection_, "begin");
  }
  void exit() {
    MigrationContext& self = *context;
    if (self.as_sql()) {
      if (self.impl().transactional_ddl()) self.impl().emit_begin();
      return;
    }
    py::call_method(block_transaction, "commit");
    with_level(self.connection_, level);
    self.connection_ = base;
    self.impl().set_bind(base);
    if (had_transaction)
      self.transaction_ = py::call_method(self.connection_, "begin");
  }
  static Value with_level(const Value& connection, const Value& level) {
    const Value values[] = {level};
    const Value names[] = {py::make_str("isolation_level")};
    return py::call(py::get_attribute(connection, "execution_options"),
                    py::Call{values, 0, names, 1});
  }
};

namespace {

struct ScopeTypes {
  py::Type* transaction;
  py::Type* autocommit;
  ScopeTypes() {
    transaction =
        py::NativeType<TransactionScope>("TransactionScope",
                                         "alembic.runtime.migration")
            .method("commit(self)",
                    [](TransactionScope& self, py::Args&) {
                      return self.end("commit");
                    })
            .method("rollback(self)",
                    [](TransactionScope& self, py::Args&) {
                      return self.end("rollback");
                    })
            .property("is_active",
                      [](TransactionScope& self) {
                        return Value::boolean(self.is_active());
                      })
            .method("__enter__(self)",
                    [](TransactionScope& self, py::Args& args) {
                      self.enter();
                      return self.kind == TransactionScope::Kind::Database
                                 ? args[0]
                                 : Value::none();
                    })
            .method("__exit__(self, type, value, traceback)",
                    [](TransactionScope& self, py::Args& args) {
                      self.exit(args[1], args[2], args[3]);
                      return Value::boolean(false);
                    })
            .ready();
    autocommit = py::NativeType<AutocommitScope>("AutocommitScope",
                                                 "alembic.runtime.migration")
                     .method("__enter__(self)",
                             [](AutocommitScope& self, py::Args&) {
                               self.enter();
                               return Value::none();
                             })
                     .method("__exit__(self, type, value, traceback)",
                             [](AutocommitScope& self, py::Args&) {
                               self.exit();
                               return Value::boolean(false);
                             })
                     .ready();
  }
};

}  // namespace

Value MigrationContext::option(std::string_view name) const {
  const Value value = py::dict_get(options_, name);
  return value ? value : Value::none();
}

bool MigrationContext::flag_option(std::string_view name) const {
  return py::truth(option(name));
}

py::Ref<MigrationContext> MigrationContext::configure(
    const Target& target, Value options, Value environment,
    std::shared_ptr<ScriptDirectory> scripts, StepsFunction steps) {
  Value live_dialect;
  const Value& connection = target.connection;
  if (!connection.is_none() && py::truth(connection)) {
    if (sa::is_a(connection, "Engine"))
      throw Error(ErrorKind::Command,
                  cat("'connection' argument to configure() is expected to be "
                      "a sqlalchemy.engine.Connection instance, got ",
                      py::repr(connection)));
    live_dialect = py::get_attribute(connection, "dialect");
  } else {
    Value url = target.url;
    if (url.is_none() && !target.dialect_name.is_none())
      url = py::make_str(cat(py::str(target.dialect_name), "://"));
    if (!url.is_none()) {
      const Value parsed = sa::wrap_url(sa::lower_url(url));
      live_dialect = py::call(py::call_method(parsed, "get_dialect"));
      if (py::is_dict(target.dialect_options))
        if (const Value style =
                py::dict_get(target.dialect_options, "paramstyle"))
          py::set_attribute(live_dialect, "paramstyle", style);
    } else if (!target.dialect.is_none()) {
      live_dialect = target.dialect;
    } else {
      py::raise("Exception", "Connection, url, or dialect_name is required.");
    }
  }
  auto self = py::allocate_as<MigrationContext>(type());
  self->scripts_ = std::move(scripts);
  self->steps_ = std::move(steps);
  Target resolved = target;
  resolved.dialect = live_dialect;
  // A Dialect object's own style counts only where it was given as such.
  resolved.own_paramstyle = !target.dialect.is_none();
  self->set_up(resolved, std::move(options), std::move(environment));
  return self;
}

void MigrationContext::set_up(const Target& target, Value options,
                              Value environment) {
  const Value& connection = target.connection;
  const Value& live_dialect = target.dialect;
  const std::string dialect_name =
      py::str(py::get_attribute(live_dialect, "name"));
  ops::set_impl_of_context([](const Value& context) -> ops::Impl& {
    if (!py::is_instance(context, type()) ||
        !context.as<MigrationContext>()->impl_)
      py::raise_type_error(
          cat("a MigrationContext is expected here, not ", py::repr(context)));
    return context.as<MigrationContext>()->impl();
  });
  options_ = std::move(options);
  environment_ = std::move(environment);
  per_migration_ = flag_option("transaction_per_migration");

  ops::ImplOptions impl_options;
  impl_options.as_sql = flag_option("as_sql");
  impl_options.literal_binds = flag_option("literal_binds");
  if (impl_options.literal_binds && !impl_options.as_sql)
    throw Error(ErrorKind::Command,
                "Can't use literal_binds setting without as_sql mode");
  if (const Value transactional = option("transactional_ddl");
      !transactional.is_none())
    impl_options.transactional_ddl = py::truth(transactional);
  if (py::is_dict(target.dialect_options))
    if (const Value style = py::dict_get(target.dialect_options, "paramstyle"))
      impl_options.paramstyle = paramstyle(py::str(style));
  if (!impl_options.paramstyle && target.own_paramstyle)
    if (const Value style = py::find_attribute(target.dialect, "paramstyle");
        style && py::is_str(style))
      impl_options.paramstyle = paramstyle(py::str(style));
  const Value separator =
      py::dict_get(options_, cat(dialect_name, "_batch_separator"));
  if (separator)
    impl_options.batch_separator =
        py::truth(separator) ? py::str(separator) : std::string();

  const Value own = own_impl(dialect_name);
  if (own && !impl_options.transactional_ddl)
    impl_options.transactional_ddl =
        py::truth(py::get_attribute(own, "transactional_ddl"));

  version_table_.name = py::str(py::dict_get(options_, "version_table")
                                    ? option("version_table")
                                    : py::make_str("alembic_version"));
  if (const Value schema = option("version_table_schema"); !schema.is_none())
    version_table_.schema = py::str(schema);
  if (const Value key = py::dict_get(options_, "version_table_pk"))
    version_table_.primary_key = py::truth(key);

  impl_ = std::make_unique<ops::Impl>(
      sa::dialect_of(live_dialect), live_dialect, connection, impl_options,
      script_output(options_), [](const std::string& text) { warn(text); });
  connection_ = impl_options.as_sql ? impl_->bind() : connection;
  if (!impl_options.as_sql && !connection.is_none())
    in_external_transaction_ = in_transaction();

  log(kLogger, "info",
      cat("Context impl ",
          own ? py::str(py::get_attribute(own, "__name__"))
              : std::string(ops::impl_class_name(impl_->dialect())),
          "."));
  if (impl_options.as_sql) log(kLogger, "info", "Generating static SQL");
  log(kLogger, "info",
      cat("Will assume ",
          impl_->transactional_ddl() ? "transactional" : "non-transactional",
          " DDL."));
}

bool MigrationContext::in_transaction() const {
  const Value method = py::find_attribute(connection_, "in_transaction");
  return method && py::truth(py::call(method));
}

// Alembic: sqla_compat._safe_begin_connection_transaction
Value MigrationContext::safe_begin() {
  const Value running = py::call_method(connection_, "get_transaction");
  return running.is_none() ? py::call_method(connection_, "begin") : running;
}

Value MigrationContext::begin_transaction(Scope scope) {
  auto result = py::allocate_as<TransactionScope>(
      py::interpreter_state<ScopeTypes>().transaction);
  result->context = py::Ref<MigrationContext>(this);
  using Kind = TransactionScope::Kind;
  const bool migration = scope == Scope::Migration;
  const bool now =
      impl_->transactional_ddl() ? migration == per_migration_ : migration;
  if (in_external_transaction_ || !now) return result.value();
  if (as_sql()) {
    if (impl_->transactional_ddl()) result->kind = Kind::Script;
    return result.value();
  }
  if (!impl_->transactional_ddl() && !transaction_.is_none())
    return result.value();
  transaction_ = safe_begin();
  result->kind = Kind::Database;
  return result.value();
}

Value MigrationContext::autocommit_block() {
  auto result = py::allocate_as<AutocommitScope>(
      py::interpreter_state<ScopeTypes>().autocommit);
  result->context = py::Ref<MigrationContext>(this);
  return result.value();
}

VersionTable MigrationContext::effective_version_table() const {
  VersionTable table = version_table_;
  if (as_sql()) return table;
  const Value options = py::call_method(connection_, "get_execution_options");
  const Value map = py::dict_get(options, "schema_translate_map");
  if (!map || !py::is_dict(map)) return table;
  const Value key = table.schema ? py::make_str(*table.schema) : Value::none();
  if (const Value target = py::dict_get(map, key)) {
    table.schema.reset();
    if (!target.is_none()) table.schema = py::str(target);
  }
  return table;
}

bool MigrationContext::has_version_table() {
  const VersionTable table = effective_version_table();
  const Value sqlalchemy = py::Interpreter::current().import("sqlalchemy");
  const Value inspector = py::call_method(sqlalchemy, "inspect", {connection_});
  return py::truth(py::call_method(
      inspector, "has_table",
      {py::make_str(table.name),
       table.schema ? py::make_str(*table.schema) : Value::none()}));
}

// Alembic: MigrationContext.get_current_heads
std::vector<std::string> MigrationContext::current_heads() {
  const Value start = option("starting_rev");
  std::vector<std::string> heads;
  if (as_sql()) {
    if (start.is_none()) return heads;
    const std::vector<Value> wanted =
        py::is_str(start) ? std::vector<Value>{start} : py::collect(start);
    for (const Value& item : wanted) {
      if (item.is_none() || py::str(item) == "base") continue;
      if (!scripts_) {
        heads.push_back(py::str(item));
        continue;
      }
      revision::with_wording({}, [&] {
        const revision::Revision* found =
            revision::get_revision(scripts_->graph(), py::str(item));
        if (found) heads.push_back(found->id);
      });
    }
    return heads;
  }
  if (py::truth(start))
    throw Error(ErrorKind::Command,
                "Can't specify current_rev to context when using a database "
                "connection");
  if (!has_version_table()) return heads;
  const Value rows =
      impl_->execute_text(effective_version_table().select(impl_->dialect()));
  for (const Value& row : py::collect(rows)) {
    const Value id = py::get_item(row, py::make_int(0));
    if (py::is_bytes(id)) revision::with_wording({}, [&] { not_a_text(id); });
    heads.push_back(py::str(id));
  }
  return heads;
}

std::optional<std::string> MigrationContext::current_revision() {
  const std::vector<std::string> heads = current_heads();
  if (heads.empty()) return std::nullopt;
  if (heads.size() > 1)
    throw Error(ErrorKind::Command,
                cat("Version table '", version_table_.name,
                    "' has more than one head present; please use "
                    "get_current_heads()"));
  return heads[0];
}

// Alembic: MigrationContext._ensure_version_table, with
// sqla_compat._ensure_scope_for_ddl: what is not inside a transaction gets its
// own.
void MigrationContext::ensure_version_table(bool purge) {
  const VersionTable table = effective_version_table();
  if (as_sql()) {
    impl_->execute(table.create());
    return;
  }
  const auto work = [&] {
    if (!has_version_table()) impl_->execute(table.create());
    if (purge) impl_->execute_text(table.delete_all(impl_->dialect()));
  };
  if (in_transaction())
    work();
  else
    within(py::call_method(connection_, "begin"), work);
}

// Alembic: HeadMaintainer._insert_version and its kin
void MigrationContext::apply(const revision::RowChanges& changes) {
  if (!changes.log.empty()) log(kLogger, "debug", changes.log);
  if (changes.changes.empty()) return;
  const VersionTable table = effective_version_table();
  for (const RowChange& change : changes.changes) {
    const Value result =
        impl_->execute_text(table.change(impl_->dialect(), change));
    if (as_sql() || change.kind == RowChange::Kind::Insert) continue;
    const auto count =
        py::int_of(py::get_attribute(result, "rowcount")).value_or(-1);
    if (count == 1 || count < 0) continue;
    const bool update = change.kind == RowChange::Kind::Update;
    throw Error(
        ErrorKind::Command,
        cat("Online migration expected to match one row when ",
            update ? cat("updating '", change.from, "' to '", change.to, "'")
                   : cat("deleting '", change.from, "'"),
            " in '", table.name, "'; ", count, " found"));
  }
}

void MigrationContext::stamp(ScriptDirectory& scripts,
                             const std::string& target) {
  const std::vector<std::string> rows = current_heads();
  if (!as_sql() && rows.empty()) ensure_version_table();
  revision::HeadMaintainer heads(scripts.graph(), rows);
  for (const Step& step : revision::stamp_steps(
           scripts.graph(), revision::Specifier(target), rows))
    apply(heads.update_to_step(step));
}

// Nobody waits while nothing is to be done, and nobody acts on what was read
// before another deploy ended.
std::vector<Step> MigrationContext::locked_steps(
    std::vector<std::string>& rows) {
  const bool idle =
      as_sql() || !sa::connection_of(connection_).in_transaction();
  const bool changes = !as_sql() && !flag_option("dont_mutate");
  const auto lock = [&] {
    if (!changes) return false;
    // What only read may not be open while we wait.
    db::Connection& session = sa::connection_of(connection_);
    if (idle && session.in_transaction()) session.rollback();
    return lock_database(connection_) == Locked::Now;
  };
  if (flag_option("purge")) {
    if (as_sql())
      throw Error(ErrorKind::Command, "Can't use --purge with --sql mode");
    lock();
    ensure_version_table(true);
    return steps_(rows, *this);
  }
  rows = current_heads();
  // Asking ends what only read, so never again after the table was made.
  const bool asked = rows.empty() && changes;
  if (asked) {
    if (lock()) rows = current_heads();
    if (rows.empty()) ensure_version_table();
  }
  std::vector<Step> steps = steps_(rows, *this);
  if (steps.empty() || asked || !lock()) return steps;
  const std::vector<std::string> before = std::exchange(rows, current_heads());
  return rows == before ? steps : steps_(rows, *this);
}

void MigrationContext::run_migrations(const Value& arguments) {
  if (!steps_) py::raise("AssertionError", "");
  // Scripts may use op while they are imported.
  const ops::Active active(*impl_, Value(static_cast<py::Object*>(this)));
  std::vector<std::string> rows;
  std::vector<Step> steps = locked_steps(rows);
  if (steps.empty()) return;
  // A script without the function is noticed before the first one runs.
  for (Step& step : steps)
    if (step.kind != Step::Kind::Stamp)
      step.function = function_name(migration_function(step));
  revision::HeadMaintainer heads(scripts_->graph(), rows);
  for (const Step& step : steps) {
    try {
      within(begin_transaction(Scope::Migration),
             [&] { run_step(step, heads, arguments); });
    } catch (...) {
      if (step.revision) {
        const std::string name =
            cat(step.is_upgrade() ? "upgrade" : "downgrade", "() of revision ",
                step.revision->id);
        console().failed_migration = cat(name, " (", step.revision->path, ")");
        if (!as_sql() && step.kind != Step::Kind::Stamp)
          look_for_half_done(connection_, migration_function(step), name);
      }
      throw;
    }
  }
}

void MigrationContext::run_step(const Step& step,
                                revision::HeadMaintainer& heads,
                                const Value& arguments) {
  if (as_sql() && heads.heads().empty())
    impl_->execute(version_table_.create());
  log(kLogger, "info", cat("Running ", step.log()));
  if (as_sql()) impl_->static_output(cat("-- Running ", step.short_log()));
  call_migration(step, arguments);
  apply(heads.update_to_step(step));
  const Value callbacks = option("on_version_apply");
  if (callbacks.is_none() || !py::truth(callbacks)) return;
  std::vector<Value> rows;
  for (const std::string& row : heads.heads())
    rows.push_back(py::make_str(row));
  const Value info = make_migration_info(step, *scripts_);
  for (const Value& callback : py::collect(callbacks)) {
    const Value values[] = {Value(static_cast<py::Object*>(this)), info,
                            py::make_set(rows), arguments};
    const Value names[] = {py::make_str("ctx"), py::make_str("step"),
                           py::make_str("heads"), py::make_str("run_args")};
    py::call(callback, py::Call{values, 0, names, 4});
  }
}

std::string function_name(const Value& function) {
  const Value name = py::get_attribute(function, "__name__");
  return py::is_str(name) ? std::string(py::text_of(name)) : "";
}

Value MigrationContext::migration_function(const Step& step) {
  return py::get_attribute(scripts_->module_of(*step.revision),
                           step.is_upgrade() ? "upgrade" : "downgrade");
}

void MigrationContext::call_migration(const Step& step,
                                      const Value& arguments) {
  if (step.kind == Step::Kind::Stamp) return;
  const Value function = migration_function(step);
  std::vector<Value> values, names;
  if (arguments && py::is_dict(arguments))
    py::dict_each(arguments, [&](const Value& key, const Value& value) {
      names.push_back(key);
      values.push_back(value);
    });
  py::Interpreter& interpreter = py::Interpreter::current();
  interpreter.set_strict_opaque(cat(step.is_upgrade() ? "upgrade" : "downgrade",
                                    "() of revision ", step.revision->id));
  try {
    py::call(function, py::Call{values.data(), 0, names.data(), names.size()});
  } catch (...) {
    interpreter.set_strict_opaque("");
    throw;
  }
  interpreter.set_strict_opaque("");
}

}  // namespace limbeck::alembic
