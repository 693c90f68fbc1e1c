// Expressions of computed columns. No database alters them everywhere, but the
// values are there to be computed again: the column is dropped and added, and
// what hangs on it is made anew.
#include <algorithm>

#include "autogen/comparison.h"
#include "base/text.h"
#include "dialects/normal_form.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::autogen {

namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether the name stands in the text as a word.
bool mentions(const std::string& text, const std::string& name) {
  for (const std::string& word : split(dialects::word_form(text), ' '))
    if (word == lower(name)) return true;
  return contains(text, cat("\"", name, "\""));
}

}  // namespace

Comparison::Recomputed Comparison::detect_computed(
    TablePair& pair, const schema::Column& model,
    const schema::Column& reflected, const Value& modify_ops) {
  const auto* now = std::get_if<schema::Computed>(&model.server_default);
  const auto* old = std::get_if<schema::Computed>(&reflected.server_default);
  if (!now || !old) return Recomputed::No;
  const std::string& name = model.name.text;
  dialects::Definition asked{dialects::Definition::Kind::Computed, name,
                             default_text(now->sqltext).value_or("")};
  asked.persisted =
      dialect_.name() == "postgresql" || now->persisted.value_or(false);
  if (dialects::word_form(asked.text) ==
          dialects::word_form(old->sqltext.text) &&
      asked.persisted == old->persisted.value_or(false))
    return Recomputed::Same;
  const auto forms = dialects::normal_forms(sa::connection_of(connection_),
                                            *pair.database->reflected,
                                            new_columns(pair), {asked});
  const dialects::NormalForm& form = forms.front();
  if (!form.failure.empty()) {
    log("server_defaults",
        cat("Cannot compare computed column ",
            text_repr(cat(pair.name, ".", name)),
            ", assuming equal and skipping. ", form.failure));
    return Recomputed::Same;
  }
  if (form.model == form.database) return Recomputed::Same;
  append_dependents(pair, name, true, modify_ops);
  append(modify_ops, from("DropColumnOp", "from_column_and_tablename",
                          {name_value(pair.schema), py::make_str(pair.name),
                           live_column(pair, name, false)}));
  append(modify_ops, from("AddColumnOp", "from_column_and_tablename",
                          {name_value(pair.schema), py::make_str(pair.name),
                           live_column(pair, name, true)}));
  append_dependents(pair, name, false, modify_ops);
  log("server_defaults",
      cat("Detected changed expression of computed column ",
          text_repr(cat(pair.name, ".", name)), ": ", text_repr(form.database),
          " to ", text_repr(form.model)));
  return Recomputed::Yes;
}

// As the database has them; what else changes about them is found later.
void Comparison::append_dependents(TablePair& pair, const std::string& column,
                                   bool drop, const Value& modify_ops) {
  const auto& constraints = pair.database->table.constraints;
  for (std::size_t i = 0; i < constraints.size(); ++i) {
    bool hangs = false;
    if (const auto* unique = std::get_if<schema::Unique>(&constraints[i]))
      hangs = has(unique->columns, column);
    if (const auto* check = std::get_if<schema::Check>(&constraints[i]))
      hangs = mentions(check->sqltext.text, column);
    if (!hangs || !name_of(constraints[i])) continue;
    const Value live = live_constraint(pair, false, i);
    append(modify_ops, from(drop ? "DropConstraintOp" : "AddConstraintOp",
                            "from_constraint", {live}));
  }
  const dialects::ReflectedTable& reflected = *pair.database->reflected;
  for (const dialects::ReflectedIndex& one : reflected.indexes) {
    if (one.duplicates_constraint) continue;
    bool hangs = false;
    for (const auto& name : one.column_names) hangs = hangs || name == column;
    for (const std::string& text : one.expressions)
      hangs = hangs || mentions(text, column);
    if (!hangs) continue;
    schema::Index index = dialects::to_index(reflected, one);
    index.name = schema::Name(one.name, schema::Name::Kind::Final);
    omit_empty_include(index.options);
    for (schema::Index::Element& element : index.elements)
      if (!(element.expression == schema::Clause())) element.column.clear();
    const Value live = sa::wrap_index(index, this->live(*pair.database));
    append(modify_ops,
           from(drop ? "DropIndexOp" : "CreateIndexOp", "from_index", {live}));
  }
}

}  // namespace limbeck::autogen
