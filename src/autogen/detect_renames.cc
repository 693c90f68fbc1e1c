// Columns and tables that may have got a new name. They are dropped and made
// anew, as the reference does it, below a comment that says what speaks for the
// rename and how to write it: only who changed the models knows.
#include <algorithm>
#include <set>
#include <tuple>

#include "autogen/comparison.h"
#include "base/text.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::autogen {

namespace {

/// What speaks for a rename, and how much.
struct Evidence {
  int weight = 0;
  std::vector<std::string> reasons;
  void add(int more, std::string reason) {
    weight += more;
    reasons.push_back(std::move(reason));
  }
};

/// A pair of places in two lists that may be one thing.
struct Candidate {
  std::size_t old, now;
  Evidence evidence;
};

/// The best pairs, each place in one of them.
std::vector<Candidate> best(std::vector<Candidate> candidates) {
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) {
                     return a.evidence.weight > b.evidence.weight;
                   });
  std::set<std::size_t> old, now;
  std::vector<Candidate> chosen;
  for (Candidate& one : candidates) {
    if (old.contains(one.old) || now.contains(one.now)) continue;
    old.insert(one.old);
    now.insert(one.now);
    chosen.push_back(std::move(one));
  }
  return chosen;
}

/// The names of the columns before and behind one.
std::pair<std::string, std::string> neighbours(const schema::Table& table,
                                               const schema::Column& column) {
  const auto at = static_cast<std::size_t>(&column - table.columns.data());
  return {at ? table.columns[at - 1].name.text : "",
          at + 1 < table.columns.size() ? table.columns[at + 1].name.text : ""};
}

bool same_place(const schema::Table& old_table, const schema::Column& old,
                const schema::Table& table, const schema::Column& column) {
  const auto a = neighbours(old_table, old), b = neighbours(table, column);
  return a.first == b.first || a.second == b.second;
}

/// Whether one name is part of the other, or most of their letters agree.
bool alike(const std::string& a, const std::string& b) {
  if (contains(a, b) || contains(b, a)) return true;
  std::size_t start = 0, end = 0;
  const std::size_t shorter = std::min(a.size(), b.size());
  while (start < shorter && a[start] == b[start]) ++start;
  while (end < shorter - start &&
         a[a.size() - 1 - end] == b[b.size() - 1 - end])
    ++end;
  return 2 * (start + end) > std::max(a.size(), b.size());
}

const schema::ForeignKey* key_of(const schema::Table& table,
                                 const std::string& column) {
  for (const schema::Constraint& constraint : table.constraints)
    if (const auto* key = std::get_if<schema::ForeignKey>(&constraint))
      if (key->columns == std::vector<std::string>{column}) return key;
  return nullptr;
}

std::string shown_type(const sql::Dialect& dialect, const schema::Type& type) {
  try {
    return dialect.compile(type);
  } catch (const Error&) {
    return schema::python_repr(type);
  }
}

Value lines(const std::vector<std::string>& texts) {
  std::vector<Value> values;
  for (const std::string& text : texts) values.push_back(py::make_str(text));
  return py::make_list(std::move(values));
}

Value note(const std::vector<std::string>& words, const Value& operation,
           const std::vector<std::string>& back_words, const Value& back) {
  const Value module =
      py::Interpreter::current().import("alembic.autogenerate._detected");
  return py::call_method(
      module, "Note",
      {lines(words), operation, py::make_tuple({lines(back_words), back})});
}

}  // namespace

void Comparison::detect_renamed_columns(TablePair& pair,
                                        const Value& modify_ops) {
  const schema::Table &table = pair.model->table,
                      &database = pair.database->table;
  std::vector<const schema::Column*> added, removed;
  for (const schema::Column& column : table.columns)
    if (!column.system && !database.find_column(column.name.text))
      added.push_back(&column);
  for (const schema::Column& column : database.columns)
    if (!table.find_column(column.name.text)) removed.push_back(&column);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < removed.size(); ++i)
    for (std::size_t j = 0; j < added.size(); ++j) {
      const schema::Column &old = *removed[i], &now = *added[j];
      if (types_differ(old.type, now.type)) continue;
      Evidence evidence;
      evidence.add(1, cat("same type ", shown_type(dialect_, old.type)));
      if (same_place(database, old, table, now))
        evidence.add(2, "same place in the table");
      const auto *old_key = key_of(database, old.name.text),
                 *new_key = key_of(table, now.name.text);
      if (old_key && new_key &&
          old_key->referred_table.text == new_key->referred_table.text)
        evidence.add(2, cat("both refer to ", old_key->referred_table.text));
      if (alike(old.name.text, now.name.text))
        evidence.add(2, "names that are alike");
      if (evidence.weight < 3) continue;
      if (old.nullable == now.nullable)
        evidence.add(1, old.nullable ? "both nullable" : "both NOT NULL");
      candidates.push_back({i, j, std::move(evidence)});
    }
  for (const Candidate& one : best(std::move(candidates))) {
    const schema::Column &old = *removed[one.old], &now = *added[one.now];
    const auto rename = [&](const schema::Column& from, bool model,
                            const std::string& to) {
      const Value values[] = {
          py::make_str(pair.name),
          py::make_str(from.name.text),
          name_value(pair.schema),
          py::make_str(to),
          py::get_attribute(live_column(pair, from.name.text, model), "type"),
          Value::boolean(from.nullable)};
      const Value names[] = {
          py::make_str("schema"), py::make_str("modify_name"),
          py::make_str("existing_type"), py::make_str("existing_nullable")};
      return py::call(operation_class("AlterColumnOp"),
                      py::Call{values, 2, names, 4});
    };
    const auto words = [&](const std::string& from, const std::string& to) {
      return std::vector<std::string>{
          cat("Perhaps ", text_repr(cat(pair.name, ".", from)),
              " got the name ", text_repr(to), ": ",
              join(one.evidence.reasons, ", "), "."),
          "If so, write this in place of adding one and dropping the other; "
          "it keeps the data:"};
    };
    append(modify_ops, note(words(old.name.text, now.name.text),
                            rename(old, false, now.name.text),
                            words(now.name.text, old.name.text),
                            rename(now, true, old.name.text)));
    log("renames",
        cat("Column ", text_repr(cat(pair.name, ".", now.name.text)),
            " may be ", text_repr(cat(pair.name, ".", old.name.text)),
            " renamed: ", join(one.evidence.reasons, ", ")));
  }
}

void Comparison::detect_renamed_tables(
    const std::vector<ModelTable*>& added,
    const std::vector<DatabaseTable*>& removed) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < removed.size(); ++i)
    for (std::size_t j = 0; j < added.size(); ++j) {
      const dialects::ReflectedTable& old = *removed[i]->reflected;
      const schema::Table& now = added[j]->table;
      if (old.schema != added[j]->schema) continue;
      std::size_t same = 0;
      for (const dialects::ReflectedColumn& column : old.columns)
        if (const auto* model = now.find_column(column.column.name.text))
          same += types_differ(column.column.type, model->type) ? 0 : 1;
      const std::size_t all = std::max(old.columns.size(), now.columns.size());
      if (same < 2 || 3 * same < 2 * all) continue;
      Evidence evidence;
      evidence.add(
          static_cast<int>(100 * same / all),
          cat(same, " of ", all, " columns have the same name and type"));
      if (alike(old.name, now.name.text))
        evidence.add(10, "the names are alike");
      candidates.push_back({i, j, std::move(evidence)});
    }
  for (const Candidate& one : best(std::move(candidates))) {
    const std::string &old = removed[one.old]->reflected->name,
                      &now = added[one.now]->table.name.text;
    const std::optional<std::string>& schema = added[one.now]->schema;
    const auto rename = [&](const std::string& from, const std::string& to) {
      const Value values[] = {py::make_str(from), py::make_str(to),
                              name_value(schema)};
      const Value names[] = {py::make_str("schema")};
      return py::call(operation_class("RenameTableOp"),
                      py::Call{values, 2, names, 1});
    };
    const auto words = [&](const std::string& from, const std::string& to) {
      return std::vector<std::string>{
          cat("Perhaps the table ", text_repr(from), " got the name ",
              text_repr(to), ": ", join(one.evidence.reasons, ", "), "."),
          "If so, write this in place of creating one and dropping the other; "
          "it keeps the data:"};
    };
    append(upgrade_ops_, note(words(old, now), rename(old, now),
                              words(now, old), rename(now, old)));
    log("renames", cat("Table ", text_repr(now), " may be ", text_repr(old),
                       " renamed: ", join(one.evidence.reasons, ", ")));
  }
}

}  // namespace limbeck::autogen
