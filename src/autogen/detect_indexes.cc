// Indexes of one name compared whole, as the server keeps them: expressions,
// conditions, methods, operator classes, included columns, lengths, order.
#include "autogen/named_thing.h"
#include "base/text.h"
#include "dialects/normal_form.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::autogen {

std::string Comparison::index_statement(const schema::Table& table,
                                        schema::Index index) {
  index.name =
      schema::Name(dialects::normal_name(0), schema::Name::Kind::Final);
  index.table = schema::Name(std::string(dialects::kNormalTable));
  index.schema.reset();
  // How it is made, and where it lies, is no part of what it is.
  std::erase_if(index.options.items, [](const auto& item) {
    return item.first.ends_with("_concurrently") ||
           item.first.ends_with("_tablespace");
  });
  sql::CompileOptions options;
  options.literal_binds = true;
  options.paramstyle = sql::ParamStyle::Named;
  return dialect_.compile(
      sql::Ddl(sql::CreateIndex{std::move(index), false,
                                std::make_shared<const schema::Table>(table)}),
      options);
}

Comparison::Outcome Comparison::detect_changed_index(
    TablePair& pair, const NamedThing& model, const NamedThing& reflected) {
  using Kind = Outcome::Kind;
  const std::string statement = index_statement(pair.model->table, model.index);
  const auto forms = dialects::normal_forms(
      sa::connection_of(connection_), *pair.database->reflected,
      new_columns(pair),
      {{dialects::Definition::Kind::Index, reflected.text(), statement}});
  const dialects::NormalForm& form = forms.front();
  if (!form.failure.empty()) return {Kind::Skip, form.failure};
  if (form.model == form.database) return {};
  return {Kind::Different,
          cat(text_repr(form.database), " to ", text_repr(form.model))};
}

bool Comparison::is_expression_index_known(const TablePair& pair,
                                           const schema::Index& index) {
  const auto forms = dialects::normal_forms(
      sa::connection_of(connection_), *pair.database->reflected, {},
      {{dialects::Definition::Kind::Index, index.name.text,
        index_statement(pair.model->table, index)}});
  const dialects::NormalForm& form = forms.front();
  if (!form.database.empty() && form.model != form.database)
    log("constraints",
        cat("Cannot compare index ", text_repr(index.name.text),
            ", assuming equal and skipping. SQLite's reflection "
            "has no expressions; it is ",
            text_repr(form.database), " and would be ", text_repr(form.model)));
  return !form.database.empty();
}

}  // namespace limbeck::autogen
