#include "ops/impl.h"

#include "base/text.h"
#include "sql/unsupported.h"
#include "sqlalchemy/bridge.h"
#include "sqlalchemy/live_ddl.h"

namespace limbeck::ops {
namespace {

struct MockConnection : py::Instance {
  Impl* impl = nullptr;  // borrowed; null once the Impl is gone
  using py::Instance::Instance;
};

Impl& impl_of(MockConnection& self) {
  if (!self.impl)
    py::raise("RuntimeError", "this migration's connection is no longer valid");
  return *self.impl;
}

// SQLAlchemy: MockConnection, with Alembic's dump function.
struct ImplTypes {
  py::Type* mock_connection;
  ImplTypes() {
    mock_connection =
        py::NativeType<MockConnection>("MockConnection",
                                       "sqlalchemy.engine.mock")
            .method(
                // Parameters are not written: the reference drops them here.
                "execute(self, statement, parameters=None, "
                "execution_options=None)",
                [](MockConnection& self, py::Args& args) {
                  return impl_of(self).execute(args["statement"], Value(),
                                               Value());
                })
            .method("connect(self, **kw)",
                    [](MockConnection& self, py::Args& args) {
                      (void)self;
                      return args[0];
                    })
            .method(
                "exec_driver_sql(self, statement, parameters=None, "
                "execution_options=None)",
                [](MockConnection& self, py::Args& args) {
                  return impl_of(self).execute_text(args.text("statement"));
                })
            .method("execution_options(self, **kw)",
                    [](MockConnection& self, py::Args& args) {
                      (void)self;
                      return args[0];
                    })
            .property("engine",
                      [](MockConnection& self) {
                        return Value(static_cast<py::Object*>(&self));
                      })
            .property("dialect",
                      [](MockConnection& self) {
                        return impl_of(self).live_dialect();
                      })
            .property("name",
                      [](MockConnection& self) {
                        return py::make_str(impl_of(self).dialect().name());
                      })
            .ready();
  }
};

// sqlalchemy.text(sql)
Value text_clause(const Value& sql) {
  return py::call_method(py::Interpreter::current().import("sqlalchemy"),
                         "text", {sql});
}

struct Frame {
  Impl* impl;
  Value context;
};
struct ActiveStack {
  std::vector<Frame> frames;
  Frame installed;
  FindInstalled find_installed = nullptr;
};

Frame& active_frame(std::string_view function) {
  auto& stack = py::interpreter_state<ActiveStack>();
  auto& frames = stack.frames;
  if (frames.empty() && stack.find_installed) {
    if (Impl* impl = stack.find_installed(stack.installed.context)) {
      stack.installed.impl = impl;
      return stack.installed;
    }
  }
  if (frames.empty())
    py::raise("NameError",
              cat("Can't invoke function '", function,
                  "', as the proxy object has not yet been established for "
                  "the Alembic 'Operations' class.  Try placing this code "
                  "inside a callable."));
  return frames.back();
}

}  // namespace

Impl::Impl(const sql::Dialect& dialect, Value live_dialect, Value bind,
           ImplOptions options, Output output, Warn warn)
    : dialect_(dialect),
      live_dialect_(std::move(live_dialect)),
      bind_(std::move(bind)),
      options_(std::move(options)),
      transactional_ddl_(options_.transactional_ddl.value_or(
          dialect.traits().transactional_ddl)),
      output_(std::move(output)),
      warn_(std::move(warn)) {
  if (options_.as_sql) {
    auto mock = py::allocate_as<MockConnection>(
        py::interpreter_state<ImplTypes>().mock_connection);
    mock->impl = this;
    bind_ = mock.value();
  }
}

Impl::~Impl() {
  if (options_.as_sql) bind_.as<MockConnection>()->impl = nullptr;
}

sql::CompileOptions Impl::compile_options() const {
  sql::CompileOptions options;
  options.paramstyle = options_.paramstyle;
  options.literal_binds = options_.literal_binds;
  if (!options_.as_sql)
    options.schema_translate = sa::schema_translate_map(bind_);
  return options;
}

std::string_view Impl::batch_separator() const {
  if (options_.batch_separator) return *options_.batch_separator;
  return dialect_.traits().batch_separator;
}

// Alembic: DefaultImpl._exec, MSSQLImpl._exec, OracleImpl._exec
void Impl::write_statement(std::string_view sql) {
  std::string text = replace_all(sql, "\t", "    ");
  static_output(cat(strip(text), dialect_.traits().command_terminator));
  if (!batch_separator().empty()) static_output(batch_separator());
}

void Impl::static_output(std::string_view text) { output_(cat(text, "\n\n")); }

// Alembic: DefaultImpl.emit_begin and its overrides
void Impl::emit_begin() {
  const auto& traits = dialect_.traits();
  if (traits.name == "mssql") {
    static_output(cat("BEGIN TRANSACTION", traits.command_terminator));
  } else if (traits.name == "oracle") {
    static_output("SET TRANSACTION READ WRITE");
    if (!batch_separator().empty()) static_output(batch_separator());
  } else {
    static_output(cat("BEGIN", traits.command_terminator));
  }
}

void Impl::emit_commit() {
  static_output(cat("COMMIT", dialect_.traits().command_terminator));
  if (!batch_separator().empty()) static_output(batch_separator());
}

bool Impl::has_foreign_bind() const {
  return !options_.as_sql && !sa::is_a(bind_, "Connection");
}

Value Impl::execute_text(std::string_view sql) {
  if (options_.as_sql) {
    write_statement(sql);
    return Value::none();
  }
  if (has_foreign_bind())
    return py::call_method(
        bind_, "execute",
        {text_clause(py::make_str(replace_all(sql, ":", "\\:")))});
  return py::call_method(bind_, "exec_driver_sql", {py::make_str(sql)});
}

std::string Impl::compile(const sql::Ddl& statement) const {
  try {
    return dialect_.compile(statement, compile_options());
  } catch (const sql::Unsupported& error) {
    sa::raise_sa("UnsupportedCompilationError", error.message());
  }
}

void Impl::execute(const sql::Ddl& statement) {
  if (has_foreign_bind()) {
    py::call_method(bind_, "execute", {sa::wrap_ddl(statement)});
    return;
  }
  execute_text(compile(statement));
}

void Impl::execute(const sql::Lowered& lowered) {
  // PostgreSQL's new type is written before the rest is looked at.
  // Alembic: PostgresqlImpl.alter_column
  auto next = lowered.statements.begin();
  if (dialect_.name() == "postgresql" && next != lowered.statements.end() &&
      std::holds_alternative<sql::ColumnType>(*next))
    execute(*next++);
  // A table that cannot be made is an error without warnings.
  if (!lowered.warnings.empty() && next != lowered.statements.end() &&
      std::holds_alternative<sql::CreateTable>(*next))
    compile(*next);
  for (const std::string& warning : lowered.warnings) warn_(warning);
  for (; next != lowered.statements.end(); ++next) execute(*next);
}

std::int64_t Impl::execute(const sql::Node& statement) {
  sql::CompileOptions options = compile_options();
  options.literal_binds = true;
  // The driver gets the text as it is, with each % once.
  if (!options_.as_sql) options.paramstyle = sql::ParamStyle::Named;
  const Value result = execute_text(dialect_.compile(statement, options).sql);
  if (options_.as_sql) return -1;
  return py::int_of(py::get_attribute(result, "rowcount")).value_or(-1);
}

Value Impl::execute(const Value& statement, const Value& parameters,
                    const Value& execution_options) {
  const bool has_parameters = parameters && !parameters.is_none();
  if (!options_.as_sql) {
    const Value element =
        py::is_str(statement) ? text_clause(statement) : statement;
    const bool has_options = execution_options && !execution_options.is_none();
    if (has_options)
      return py::call_method(
          bind_, "execute",
          {element, has_parameters ? parameters : Value::none(),
           execution_options});
    if (has_parameters)
      return py::call_method(bind_, "execute", {element, parameters});
    return py::call_method(bind_, "execute", {element});
  }
  if (has_parameters)
    py::raise_type_error("SQL parameters not allowed with as_sql");
  if (py::is_str(statement)) {
    const std::string_view text = py::text_of(statement);
    // Nothing for the text() rules to find: the common case.
    if (text.find_first_of(":\\%") == std::string_view::npos) {
      write_statement(text);
      return Value::none();
    }
  }
  const Value element =
      py::is_str(statement) ? text_clause(statement) : statement;
  const Value keywords = py::make_dict();
  if (options_.literal_binds)
    py::dict_set(keywords, "literal_binds", Value::boolean(true));
  const Value values[] = {live_dialect_, keywords};
  const Value names[] = {py::make_str("dialect"),
                         py::make_str("compile_kwargs")};
  const Value compiled = py::call(py::get_attribute(element, "compile"),
                                  py::Call{values, 0, names, 2});
  write_statement(py::str(compiled));
  return Value::none();
}

std::string_view impl_class_name(const sql::Dialect& dialect) {
  const std::string_view name = dialect.name();
  if (name == "postgresql") return "PostgresqlImpl";
  if (name == "sqlite") return "SQLiteImpl";
  if (name == "mysql") return "MySQLImpl";
  if (name == "mariadb") return "MariaDBImpl";
  if (name == "mssql") return "MSSQLImpl";
  if (name == "oracle") return "OracleImpl";
  return "DefaultImpl";
}

Active::Active(Impl& impl, Value migration_context) {
  py::interpreter_state<ActiveStack>().frames.push_back(
      {&impl, std::move(migration_context)});
}

Active::~Active() { py::interpreter_state<ActiveStack>().frames.pop_back(); }

void set_find_installed(FindInstalled function) {
  py::interpreter_state<ActiveStack>().find_installed = function;
}

Impl& active_impl(std::string_view function) {
  return *active_frame(function).impl;
}

Value active_context(std::string_view function) {
  return active_frame(function).context;
}

}  // namespace limbeck::ops
