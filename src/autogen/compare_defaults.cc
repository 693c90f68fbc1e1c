// When two server defaults are the same, by the rules of each database.
#include "autogen/comparison.h"
#include "base/text.h"
#include "db/connection.h"
#include "dialects/pattern.h"
#include "sql/expression.h"
#include "sql/type_compiler.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::autogen {

namespace {

using Text = std::optional<std::string>;

/// Without one quote at the start and one at the end, each if it is there.
std::string without_quotes(std::string text) {
  if (text.starts_with('\'')) text.erase(0, 1);
  if (text.ends_with('\'')) text.pop_back();
  return text;
}

bool wrapped(const std::string& text, char open, char close) {
  return text.size() >= 2 && text.front() == open && text.back() == close;
}

std::string inside(const std::string& text) {
  return text.substr(1, text.size() - 2);
}

// Alembic: SQLiteImpl.compare_server_default
Text sqlite_form(Text text) {
  if (!text) return text;
  if (wrapped(*text, '(', ')') && text->size() > 2) text = inside(*text);
  std::string_view rest = *text;
  if (rest.starts_with('"')) rest.remove_prefix(1);
  if (rest.ends_with('"')) rest.remove_suffix(1);
  if (rest.size() > 2 && rest.front() == '\'' && rest.back() == '\'')
    return std::string(rest.substr(1, rest.size() - 2));
  return text;
}

// Alembic: ddl.mysql._strip_numeric_default
std::string mysql_number(const std::string& text) {
  if (wrapped(text, '\'', '\'') || wrapped(text, '(', ')')) return inside(text);
  return text;
}

// Alembic: ddl.mysql._normalize_expression_default
std::string mysql_expression(const std::string& given) {
  std::string text = lower(given);
  if (wrapped(text, '(', ')')) text = inside(text);
  if (text.ends_with("()")) text.resize(text.size() - 2);
  return text;
}

bool is_number(const schema::Type& type) {
  const schema::TypeKind kind = type.affinity();
  return schema::is_subclass(kind, schema::TypeKind::Integer) ||
         schema::is_subclass(kind, schema::TypeKind::Numeric) ||
         schema::is_subclass(kind, schema::TypeKind::Float);
}

// Alembic: MySQLImpl.compare_server_default
bool mysql_differ(const schema::Column& reflected, const schema::Column& model,
                  const Text& reflected_text, const Text& model_text) {
  const bool has_reflected = reflected_text && !reflected_text->empty();
  const bool has_model = model_text && !model_text->empty();
  if (model.type.affinity() == schema::TypeKind::Integer &&
      reflected.primary_key &&
      reflected.autoincrement == schema::Autoincrement::False && !has_model &&
      reflected_text == "'0'")
    return false;
  if (has_reflected && is_number(reflected.type)) {
    if (model_text &&
        mysql_number(*reflected_text) == mysql_number(*model_text))
      return false;
  } else if (has_model && model.type.affinity() == schema::TypeKind::String) {
    return reflected_text != cat("'", without_quotes(*model_text), "'");
  }
  if (!has_reflected || !has_model) return reflected_text != model_text;
  // The reflected default brings its ON UPDATE along.
  static const dialects::Pattern on_update(R"(^(.*) (on update.*?)(?:\(\))?$)");
  const std::string left = lower(*reflected_text), right = lower(*model_text);
  const auto a = on_update.search(left), b = on_update.search(right);
  if (!a) return mysql_expression(left) != mysql_expression(right);
  if (!b || a->text(2) != b->text(2)) return true;
  return mysql_expression(a->text(1)) != mysql_expression(b->text(1));
}

// Alembic: MSSQLImpl.compare_server_default
Text mssql_form(Text text) {
  if (text)
    std::erase_if(*text, [](char c) {
      return c == '(' || c == ')' || c == ' ' || c == '\'' || c == '"';
    });
  return text;
}

}  // namespace

Text Comparison::default_text(const schema::ServerDefault& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  const auto* clause = std::get_if<schema::Clause>(&value);
  if (!clause) return std::nullopt;
  if (!clause->expression) return clause->text;
  sql::CompileOptions options;
  options.literal_binds = true;
  return dialect_.compile(*clause->expression, options).sql;
}

bool Comparison::defaults_differ(const TablePair& pair,
                                 const schema::Column& reflected,
                                 const schema::Column& model,
                                 const Text& reflected_text,
                                 const Text& model_text) {
  const std::string_view dialect = dialect_.name();
  if (dialect == "postgresql")
    return postgresql_defaults_differ(pair, reflected, model, reflected_text,
                                      model_text);
  if (dialect == "sqlite")
    return sqlite_form(reflected_text) != sqlite_form(model_text);
  if (is_mysql())
    return mysql_differ(reflected, model, reflected_text, model_text);
  if (dialect == "mssql")
    return mssql_form(reflected_text) != mssql_form(model_text);
  if (dialect == "oracle") {
    const auto form = [](const Text& text) -> Text {
      if (!text) return text;
      return sqlite_form(std::string(strip(*text)));
    };
    return form(reflected_text) != form(model_text);
  }
  return reflected_text != model_text;
}

bool Comparison::columns_defaults_differ(const Value& reflected,
                                         const Value& model,
                                         const Text& reflected_text,
                                         const Text& model_text) {
  ModelTable table;
  const Value owner = py::get_attribute(model, "table");
  if (owner.is_none())
    table.table.columns.push_back(sa::lower_column(model));
  else
    table.table = sa::lower_table(owner);
  const std::string name = py::str(py::get_attribute(model, "name"));
  TablePair pair;
  pair.model = &table;
  for (const schema::Column& column : table.table.columns)
    if (column.name.text == name)
      return defaults_differ(
          pair, reflected.is_none() ? column : sa::lower_column(reflected),
          column, reflected_text, model_text);
  return reflected_text != model_text;
}

// Where the texts differ, the server is asked whether the values do.
// Alembic: PostgresqlImpl.compare_server_default
bool Comparison::postgresql_defaults_differ(const TablePair& pair,
                                            const schema::Column& reflected,
                                            const schema::Column& model,
                                            Text reflected_text,
                                            const Text& model_text) {
  if (model.primary_key &&
      schema::autoincrement_column(pair.model->table, sql::type_text) == &model)
    return false;
  static const dialects::Pattern next(R"(^nextval\('(.+?)'::regclass\))");
  if (reflected_text && next.search(*reflected_text))
    reflected_text = replace_all(*reflected_text, "::regclass", "");
  if (reflected_text == model_text) return false;
  if (!reflected_text || !model_text) return true;
  std::string wanted = *model_text;
  if (std::holds_alternative<std::string>(model.server_default) &&
      !reflected.type.is(schema::TypeKind::Numeric) &&
      !reflected.type.is(schema::TypeKind::Float))
    wanted = cat("'", without_quotes(wanted), "'");
  else if (!std::holds_alternative<std::string>(model.server_default))
    // Compiled for a driver that doubles it.
    wanted = replace_all(wanted, "%%", "%");
  // null() is asked for with IS, as == makes it.
  const auto* clause = std::get_if<schema::Clause>(&model.server_default);
  const bool null = clause && clause->expression &&
                    clause->expression->kind == sql::NodeKind::Null;
  // The driver reads %% as % where it looks for placeholders.
  std::string sql = cat("SELECT ", *reflected_text, null ? " IS " : " = ",
                        wanted, " AS anon_1");
  if (std::string_view(sa::connection_of(connection_).driver().paramstyle)
          .ends_with("format"))
    sql = replace_all(sql, "%", "%%");
  const Value result =
      py::call_method(connection_, "exec_driver_sql", {py::make_str(sql)});
  return !py::truth(py::call_method(result, "scalar"));
}

}  // namespace limbeck::autogen
