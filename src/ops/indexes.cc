// Directives on indexes.
#include <set>

#include "base/text.h"
#include "ops/directive.h"
#include "schema/naming.h"
#include "sql/build.h"
#include "sqlalchemy/expression_walk.h"

namespace limbeck::ops {
namespace {

// A column's name, text() or an expression.
// Alembic: sqla_compat._textual_index_column
schema::Index::Element element(const Value& item) {
  schema::Index::Element result;
  if (py::is_str(item)) {
    result.column = py::text_of(item);
    const schema::Name name = sa::lower_name(item);
    // quoted_name(…, True)
    if (name.quote)
      result.expression.expression =
          sql::make<sql::ColumnRef>(name, schema::Type());
  } else if (sa::is_a(item, "ClauseElement")) {
    result.expression = sa::lower_clause(item);
  } else {
    py::raise_value_error("String or text() construct expected");
  }
  return result;
}

// SQLAlchemy: ReadOnlyColumnCollection, as Alembic's stand-in table has it
[[noreturn]] void refuse_repeated(const schema::Table& table,
                                  const std::string& column) {
  sa::raise_sa("DuplicateColumnError",
               cat("A column with name '", column,
                   "' is already present in table '", table.name.text,
                   "'. Specify replace_existing=True to Table.append_column() "
                   "or Table.insert_column() to replace an existing column."));
}

void refuse_twice(const schema::Table& table, const std::string& column) {
  if (table.find_column(column)) refuse_repeated(table, column);
}

// Alembic: SchemaObjects.index, whose parameter has that name
void refuse_table_name(const Value& keywords) {
  if (py::dict_get(keywords, "tablename"))
    py::raise_type_error(
        "SchemaObjects.index() got multiple values for argument 'tablename'");
}

// Text counts as a column of the table for the name; without any column the
// stand-in table does not get the index.
// Alembic: sqla_compat._textual_index_column
schema::Name generated_name(schema::Index index, schema::Table table) {
  for (schema::Index::Element& element : index.elements)
    if (const auto* text =
            sql::try_as<sql::Text>(element.expression.expression)) {
      add_columns(table, {text->text});
      element = {text->text, {}};
    }
  if (table.columns.empty()) py::raise("AssertionError", "");
  return sa::generated_name(index, table);
}

Value create_index(DirectiveCall& call) {
  py::Args& args = call.args;
  sql::TableName name = table_argument(call);
  schema::Table table = context_table(call, name);
  schema::Index index;
  index.name = args.none("index_name") ? schema::Name::deferred()
                                       : sa::lower_name(args["index_name"]);
  if (const Value quote = py::dict_get(args["kw"], "quote");
      quote && !quote.is_none())
    index.name.quote = py::truth(quote);
  index.table = name.table;
  index.schema = name.schema;
  std::set<std::string> texts;
  for (const Value& item : py::is_str(args["columns"])
                               ? std::vector<Value>{args["columns"]}
                               : py::collect(args["columns"])) {
    index.elements.push_back(element(item));
    const std::string& column = index.elements.back().column;
    // A text counts as a column of that name.
    if (const auto* text =
            sql::try_as<sql::Text>(index.elements.back().expression.expression))
      if (!texts.insert(text->text).second) refuse_repeated(table, text->text);
    if (column.empty()) continue;
    refuse_twice(table, column);
    add_columns(table, {column});
  }
  if (!index.name) index.name = generated_name(index, table);
  index.unique = args.flag("unique");
  refuse_table_name(args["kw"]);
  index.options = dialect_options(args["kw"], "Index", {"quote", "info"});
  table.indexes.push_back(index);
  schema::complete(table);
  sql::CreateIndex create{table.indexes.back(),
                          flag_argument(args, "if_not_exists").value_or(false),
                          std::make_shared<const schema::Table>(table)};
  call.actions.create_index(create);
  return Value::none();
}

Value drop_index(DirectiveCall& call) {
  py::Args& args = call.args;
  schema::Index index;
  index.name = sa::lower_name(args["index_name"]);
  if (call.batch_table) {
    index.table = call.batch_table->table;
    index.schema = call.batch_table->schema;
  } else {
    index.table = args.none("table_name") ? schema::Name("no_table")
                                          : sa::lower_name(args["table_name"]);
    index.schema = schema_argument(args);
  }
  refuse_table_name(args["kw"]);
  index.options = dialect_options(args["kw"], "Index", {"column", "columns"});
  // Without a name it is the one that a column "x" would have.
  // Alembic: DropIndexOp.to_index
  if (!index.name) {
    schema::Table table = context_table(call, {index.table, index.schema});
    add_columns(table, {"x"});
    index.elements.push_back({"x", {}});
    index.name = schema::conventional_name(index, table);
  }
  sql::DropIndex drop{index, flag_argument(args, "if_exists").value_or(false)};
  call.actions.drop_index(drop);
  return Value::none();
}

}  // namespace

const Directive kIndexDirectives[] = {
    {"create_index",
     "index_name, table_name, columns, *, schema=None, unique=False, "
     "if_not_exists=None, **kw",
     create_index,
     "index_name, columns, *, unique=False, if_not_exists=None, **kw"},
    {"drop_index",
     "index_name, table_name=None, *, schema=None, if_exists=None, **kw",
     drop_index, "index_name, *, if_exists=None, **kw"},
    {{}, {}, nullptr},
};

}  // namespace limbeck::ops
