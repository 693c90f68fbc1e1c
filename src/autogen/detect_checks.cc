// CHECKs of one name that say something else, compared as the server keeps
// them. Those that types bring (Boolean, Enum) are among them.
#include "autogen/comparison.h"
#include "base/text.h"
#include "dialects/normal_form.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::autogen {

std::vector<std::string> Comparison::new_columns(const TablePair& pair) {
  std::vector<std::string> statements;
  for (const schema::Column& column : pair.model->table.columns) {
    if (column.system || pair.database->table.find_column(column.name.text))
      continue;
    statements.push_back(dialect_.compile(sql::Ddl(sql::AddColumn{
        sql::TableName(schema::Name(std::string(dialects::kNormalTable))),
        schema::Column(column.name, column.type)})));
  }
  return statements;
}

Comparison::Reasons Comparison::detect_changed_checks(
    const TablePair& pair, const std::vector<CheckPair>& checks) {
  const auto condition = [](const std::string& statement) {
    const std::size_t at = statement.find(" CHECK ");
    return at == std::string::npos ? statement : statement.substr(at + 7);
  };
  std::vector<dialects::Definition> asked;
  const auto table = std::make_shared<const schema::Table>(pair.model->table);
  for (const CheckPair& one : checks) {
    schema::Check check = one.model;
    check.name = schema::Name(dialects::normal_name(asked.size()),
                              schema::Name::Kind::Final);
    sql::CompileOptions options;
    options.literal_binds = true;
    options.paramstyle = sql::ParamStyle::Named;
    const std::string statement = dialect_.compile(
        sql::Ddl(sql::AddConstraint{
            sql::TableName(schema::Name(std::string(dialects::kNormalTable))),
            check, table}),
        options);
    if (dialects::word_form(condition(statement)) !=
        dialects::word_form(one.database.sqltext.text))
      asked.push_back({dialects::Definition::Kind::Check, one.name, statement});
  }
  Reasons changed;
  if (asked.empty()) return changed;
  const auto forms = dialects::normal_forms(sa::connection_of(connection_),
                                            *pair.database->reflected,
                                            new_columns(pair), asked);
  for (std::size_t i = 0; i < forms.size(); ++i) {
    if (!forms[i].failure.empty())
      log("alembic.ext.checkconstraint_byname",
          cat("Cannot compare check constraint ", text_repr(asked[i].name),
              ", assuming equal and skipping. ", forms[i].failure));
    else if (forms[i].model != forms[i].database)
      changed.emplace_back(
          asked[i].name,
          cat(text_repr(forms[i].database), " to ", text_repr(forms[i].model)));
  }
  return changed;
}

}  // namespace limbeck::autogen
