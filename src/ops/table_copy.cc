// Move and copy: a table's new form, its rows, its name.
// Alembic: alembic.operations.batch.ApplyBatchImpl
#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "ops/batch.h"
#include "schema/naming.h"
#include "sql/build.h"

namespace limbeck::ops {
namespace {

const schema::Name& name_of(const schema::Constraint& constraint) {
  return std::visit(
      [](const auto& one) -> const schema::Name& { return one.name; },
      constraint);
}

// The columns that must still be there for the constraint to make sense.
std::vector<std::string> columns_of(const schema::Constraint& constraint) {
  if (const auto* key = std::get_if<schema::PrimaryKey>(&constraint))
    return key->columns;
  if (const auto* key = std::get_if<schema::ForeignKey>(&constraint))
    return key->columns;
  if (const auto* unique = std::get_if<schema::Unique>(&constraint))
    return unique->columns;
  if (const auto* check = std::get_if<schema::Check>(&constraint))
    return check->type_bound_column.empty()
               ? check->columns
               : std::vector<std::string>{check->type_bound_column};
  return {};
}

// Names what waits for itself: of what is left, what others wait for, too.
[[noreturn]] void refuse_cycle(
    const std::vector<std::pair<std::string, std::string>>& pairs,
    std::vector<std::string> items) {
  for (bool trimmed = true; trimmed;) {
    const std::set<std::string> left(items.begin(), items.end());
    trimmed = std::erase_if(items, [&](const std::string& item) {
                return std::none_of(pairs.begin(), pairs.end(), [&](auto& p) {
                  return p.first == item && left.contains(p.second);
                });
              }) > 0;
  }
  std::vector<Value> cycle;
  for (const std::string& item : items) cycle.push_back(py::make_str(item));
  const Value errors = py::Interpreter::current().import("sqlalchemy.exc");
  throw py::Raised(
      py::call_method(errors, "CircularDependencyError",
                      {py::make_str("Circular dependency detected."),
                       py::make_list(cycle), py::make_list()}));
}

// SQLAlchemy: topological.sort, deterministic: each pair's first comes before
// its second, otherwise `items` keep their order.
std::vector<std::string> sorted(
    const std::vector<std::pair<std::string, std::string>>& pairs,
    std::vector<std::string> items) {
  std::vector<std::string> result;
  while (!items.empty()) {
    const std::set<std::string> left(items.begin(), items.end());
    std::vector<std::string> free, rest;
    for (const std::string& item : items) {
      const bool waits = std::any_of(pairs.begin(), pairs.end(), [&](auto& p) {
        return p.second == item && left.contains(p.first);
      });
      (waits ? rest : free).push_back(item);
    }
    if (free.empty()) {
      refuse_cycle(pairs, items);
    }
    result.insert(result.end(), free.begin(), free.end());
    items = std::move(rest);
  }
  return result;
}

}  // namespace

TableCopy::TableCopy(Impl& impl, schema::Table table, bool reflected,
                     const BatchOptions& options)
    : impl_(impl),
      table_(std::move(table)),
      reflected_(reflected),
      options_(options) {
  for (const schema::Column& column : table_.columns) {
    Entry entry{column.name.text, column, true, {}};
    entry.column.unique.reset();
    entry.column.index.reset();
    entry.column.foreign_keys.clear();
    columns_.push_back(std::move(entry));
    existing_order_.push_back(column.name.text);
  }
  bool warned = false;
  for (const schema::Constraint& constraint : table_.constraints) {
    const auto* check = std::get_if<schema::Check>(&constraint);
    if (reflected_ && check && !check->name) {
      // Nobody can tell which column or type it belongs to.
      if (!warned && py::collect(options_.table_args).empty())
        impl_.warn(cat(
            "Unnamed CHECK constraint on reflected table '", table_.name.text,
            "' is being omitted from the table recreate; pass the constraint "
            "explicitly using batch_alter_table.table_args.  Naming CHECK "
            "constraints avoids this going forward."));
      warned = true;
      continue;
    }
    (name_of(constraint) ? named_ : unnamed_).push_back(constraint);
  }
  indexes_ = table_.indexes;
}

TableCopy::Entry& TableCopy::entry(const std::string& key) {
  for (Entry& candidate : columns_)
    if (candidate.key == key) return candidate;
  py::raise_key_error(py::make_str(key));
}

bool TableCopy::has(const std::string& key) const {
  return std::any_of(columns_.begin(), columns_.end(),
                     [&](const Entry& e) { return e.key == key; });
}

std::string TableCopy::new_name(const std::string& key) const {
  for (const Entry& candidate : columns_)
    if (candidate.key == key) return candidate.column.name.text;
  return key;
}

void TableCopy::alter_column(const sql::AlterColumn& change) {
  Entry& target = entry(change.column.text);
  schema::Column& column = target.column;
  if (change.new_name && change.new_name->text != change.column.text) {
    column.name = *change.new_name;
    if (change.existing.type && change.existing.type->type_name)
      std::erase_if(named_, [&](const schema::Constraint& constraint) {
        return name_of(constraint) == change.existing.type->type_name;
      });
  }
  if (change.type) {
    // Alembic: DefaultImpl.cast_for_batch_migrate, SQLiteImpl's
    const bool json = change.type->is(schema::TypeKind::JSON);
    if (column.type.affinity() != change.type->affinity() &&
        !(json && impl_.dialect().name() == "sqlite"))
      target.cast = change.type;
    column.type = *change.type;
  }
  // A primary key that asks for NOT NULL still does.
  if (change.nullable) column.nullable = *change.nullable;
  if (change.server_default) {
    const bool identity =
        std::holds_alternative<schema::Identity>(*change.server_default);
    if (identity ||
        std::holds_alternative<schema::Computed>(*change.server_default))
      sa::raise_sa(
          "ArgumentError",
          cat("Argument 'arg' is expected to be one of type '<class 'str'>' or "
              "'<class 'sqlalchemy.sql.elements.ClauseElement'>' or '<class "
              "'sqlalchemy.sql.elements.TextClause'>', got '<class "
              "'sqlalchemy.sql.schema.",
              identity ? "Identity" : "Computed", "'>'"));
    column.server_default = *change.server_default;
  }
  if (change.autoincrement)
    column.autoincrement = *change.autoincrement ? schema::Autoincrement::True
                                                 : schema::Autoincrement::False;
  if (change.comment) column.comment = *change.comment;
}

// Alembic: ApplyBatchImpl._setup_dependencies_for_add_column
void TableCopy::add_column(const sql::AddColumn& add,
                           const std::optional<std::string>& given_before,
                           const std::optional<std::string>& given_after) {
  const std::string& name = add.column.name.text;
  std::optional<std::string> before = given_before, after = given_after;
  const auto place = [&](const std::string& key) {
    return std::find(existing_order_.begin(), existing_order_.end(), key);
  };
  if (options_.partial_reordering.empty()) {
    if (after && !before) {
      const auto at = place(*after);
      if (at != existing_order_.end()) {
        if (at + 1 != existing_order_.end()) before = *(at + 1);
      } else {
        for (const auto& [first, second] : new_order_)
          if (first == *after) before = second;
      }
    } else if (before && !after) {
      const auto at = place(*before);
      if (at != existing_order_.end()) {
        if (at != existing_order_.begin()) after = *(at - 1);
      } else {
        for (const auto& [first, second] : new_order_)
          if (second == *before) after = first;
      }
    }
  }
  if (before) new_order_.emplace_back(name, *before);
  if (after) new_order_.emplace_back(*after, name);
  if (options_.partial_reordering.empty() && !before && !after &&
      !existing_order_.empty())
    new_order_.emplace_back(existing_order_.back(), name);
  Entry added{name, add.column, false, {}};
  added.column.unique.reset();
  added.column.index.reset();
  added.column.foreign_keys.clear();
  // One that is there already gives way to it, where it stands.
  if (has(name))
    entry(name) = std::move(added);
  else
    columns_.push_back(std::move(added));
}

void TableCopy::drop_column(const sql::DropColumn& drop,
                            const schema::Options&) {
  entry(drop.column.text);  // or KeyError
  for (std::vector<schema::Constraint>* list : {&named_, &unnamed_})
    for (schema::Constraint& constraint : *list)
      if (auto* key = std::get_if<schema::PrimaryKey>(&constraint))
        std::erase(key->columns, drop.column.text);
  std::erase_if(columns_,
                [&](const Entry& e) { return e.key == drop.column.text; });
  std::erase(existing_order_, drop.column.text);
}

void TableCopy::add_constraint(const sql::AddConstraint& add) {
  const auto* check = std::get_if<schema::Check>(&add.constraint);
  if (check && !impl_.dialect().wants_check(*check)) return;
  const bool type_bound = check && check->bound_type;
  const schema::Name& name = name_of(add.constraint);
  if (!name && !type_bound)
    py::raise_value_error("Constraint must have a name");
  if (std::holds_alternative<schema::PrimaryKey>(add.constraint)) {
    std::erase_if(unnamed_, [](const schema::Constraint& constraint) {
      return std::holds_alternative<schema::PrimaryKey>(constraint);
    });
  }
  if (name) {
    const auto same = std::ranges::find(named_, name, name_of);
    if (same != named_.end()) {
      *same = add.constraint;
      return;
    }
  }
  (name ? named_ : unnamed_).push_back(add.constraint);
}

void TableCopy::drop_constraint(const sql::DropConstraint& drop) {
  const schema::Name& name = name_of(drop.constraint);
  const auto* check = std::get_if<schema::Check>(&drop.constraint);
  const bool type_bound = check && check->bound_type;
  if (!name && type_bound) return;
  if (!name) py::raise_value_error("Constraint must have a name");
  const auto found = std::find_if(
      named_.begin(), named_.end(),
      [&](const schema::Constraint& c) { return name_of(c) == name; });
  if (found == named_.end()) {
    if (type_bound) return;
    py::raise_value_error(cat("No such constraint: '", name.text, "'"));
  }
  if (std::holds_alternative<schema::PrimaryKey>(*found))
    for (const std::string& key : columns_of(*found))
      if (has(key)) entry(key).column.primary_key = false;
  named_.erase(found);
}

void TableCopy::create_index(const sql::CreateIndex& create) {
  new_indexes_.push_back(create.index);
  // A convention names it in the table that the batch is about.
  if (!create.index.name && create.table)
    new_indexes_.back().name =
        schema::conventional_name(create.index, *create.table);
}

void TableCopy::drop_index(const sql::DropIndex& drop) {
  const auto found = std::find_if(indexes_.begin(), indexes_.end(),
                                  [&](const schema::Index& index) {
                                    return index.name == drop.index.name;
                                  });
  if (found == indexes_.end())
    py::raise_value_error(cat("No such index: '", drop.index.name.text, "'"));
  indexes_.erase(found);
}

// The new table is not told, in the reference either.
void TableCopy::set_table_comment(const sql::SetTableComment&) {}
void TableCopy::drop_table_comment(const sql::DropTableComment&) {}

// The column carries its comment already.
void TableCopy::set_column_comment(const sql::SetColumnComment&) {}

// Alembic: ApplyBatchImpl._adjust_self_columns_for_partial_reordering
void TableCopy::order_columns() {
  if (options_.partial_reordering.empty() && new_order_.empty()) return;
  std::vector<std::pair<std::string, std::string>> pairs;
  std::vector<std::string> keys;
  for (const Entry& candidate : columns_) keys.push_back(candidate.key);
  if (!options_.partial_reordering.empty()) {
    for (const auto& run : options_.partial_reordering)
      for (std::size_t i = 1; i < run.size(); ++i)
        pairs.emplace_back(run[i - 1], run[i]);
  } else {
    for (std::size_t i = 1; i < existing_order_.size(); ++i)
      pairs.emplace_back(keys[i - 1], existing_order_[i]);
  }
  pairs.insert(pairs.end(), new_order_.begin(), new_order_.end());
  std::erase_if(pairs,
                [](const auto& pair) { return pair.first == pair.second; });
  std::vector<Entry> ordered;
  for (const std::string& key : sorted(pairs, keys))
    ordered.push_back(entry(key));
  columns_ = std::move(ordered);
}

void TableCopy::rename_in(schema::Constraint& constraint) const {
  const auto rename = [&](std::vector<std::string>& columns) {
    for (std::string& column : columns) column = new_name(column);
  };
  if (auto* key = std::get_if<schema::PrimaryKey>(&constraint))
    rename(key->columns);
  if (auto* key = std::get_if<schema::ForeignKey>(&constraint))
    rename(key->columns);
  if (auto* unique = std::get_if<schema::Unique>(&constraint))
    rename(unique->columns);
}

// Each primary key is attached twice: as the copy is made of the new table's
// columns, and as it is added to the table.
// SQLAlchemy: PrimaryKeyConstraint._set_parent
void TableCopy::attach_primary_keys(schema::Table& copy) const {
  if (!copy.primary_key()) {
    // What is flagged is the key where nothing else is.
    schema::PrimaryKey own;
    own.implicit = true;
    for (const schema::Column& column : copy.columns)
      if (column.primary_key) own.columns.push_back(column.name.text);
    if (!own.columns.empty())
      copy.constraints.insert(copy.constraints.begin(), std::move(own));
    return;
  }
  const auto quoted = [](const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names)
      cat_to(out, out.empty() ? "'" : ", '", name, "'");
    return out;
  };
  for (std::size_t i = 0; i < copy.constraints.size(); ++i) {
    const auto* key = std::get_if<schema::PrimaryKey>(&copy.constraints[i]);
    if (!key) continue;
    for (int time = 0; time < 2; ++time) {
      std::vector<std::string> flagged;
      for (const schema::Column& column : copy.columns)
        if (column.primary_key) flagged.push_back(column.name.text);
      const std::set<std::string> marked(flagged.begin(), flagged.end());
      if (!flagged.empty() &&
          marked !=
              std::set<std::string>(key->columns.begin(), key->columns.end()))
        impl_.warn(cat(
            "Table '", copy.name.text, "' specifies columns ", quoted(flagged),
            " as primary_key=True, not matching locally specified columns ",
            quoted(key->columns),
            "; setting the current primary key columns to ",
            quoted(key->columns),
            ". This warning may become an exception in a future release"));
      for (schema::Column& column : copy.columns)
        if (std::find(key->columns.begin(), key->columns.end(),
                      column.name.text) != key->columns.end()) {
          column.primary_key = true;
          if (!column.nullable_given) column.nullable = false;
        }
    }
  }
}

// A type's CHECK without a name stays so where the convention asks for one.
// Alembic: sqla_compat._name_type_bound_constraints
void TableCopy::name_type_bound(schema::Table& copy) const {
  for (schema::Constraint& constraint : copy.constraints) {
    auto* check = std::get_if<schema::Check>(&constraint);
    if (!check || !check->bound_type || !table_.naming) continue;
    if (check->name.kind != schema::Name::Kind::Deferred) continue;
    try {
      check->name = schema::conventional_name(constraint, table_);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::InvalidRequest) throw;
      impl_.warn(cat(
          "The CHECK constraint generated by the type of column '",
          table_.name.text, ".", check->type_bound_column,
          "' has no name, while the naming convention in use requires one; the "
          "constraint is emitted without a name.  Boolean and Enum datatypes "
          "should be given a name, e.g. Boolean(name='...'), in order for "
          "their CHECK constraints to participate fully in batch mode."));
      check->name = schema::Name();
    }
  }
}

// What a foreign key refers to stands in for its table, each column once.
// Alembic: ApplyBatchImpl._setup_referent
void TableCopy::refuse_referent_twice(const schema::ForeignKey& key,
                                      std::set<std::string>& tables) const {
  const std::string schema =
      key.referred_schema ? key.referred_schema->text + "." : "";
  if (!tables.insert(schema + key.referred_table.text).second) return;
  std::set<std::string> columns;
  for (const std::string& column : key.referred_columns)
    if (!columns.insert(column).second)
      sa::raise_sa(
          "DuplicateColumnError",
          cat("A column with name '", column, "' is already present in table '",
              key.referred_table.text, "'."));
}

// Alembic: ApplyBatchImpl._transfer_elements_to_new_table
schema::Table TableCopy::build(const schema::Table& additions) {
  order_columns();
  schema::Table copy;
  // The reference cuts at 50 characters.
  std::string temporary = cat("_alembic_tmp_", table_.name.text);
  std::size_t end = 0;
  for (std::size_t points = 0; end < temporary.size(); ++end)
    if ((temporary[end] & 0xC0) != 0x80 && ++points > 50) break;
  temporary.resize(end);
  copy.name = schema::Name(temporary);
  copy.schema = table_.schema;
  copy.comment = table_.comment;
  copy.options = table_.options;
  for (const auto& [name, value] : additions.options.items)
    copy.options.set(name, value);
  if (additions.comment) copy.comment = additions.comment;
  for (const Entry& candidate : columns_)
    copy.columns.push_back(candidate.column);
  for (const schema::Column& column : additions.columns)
    copy.columns.push_back(column);
  for (const schema::Constraint& constraint : additions.constraints) {
    const auto* key = std::get_if<schema::PrimaryKey>(&constraint);
    if (!key || !key->columns.empty()) copy.constraints.push_back(constraint);
  }
  std::set<std::string> referents;
  for (const auto* list : {&named_, &unnamed_})
    for (const schema::Constraint& constraint : *list) {
      const std::vector<std::string> columns = columns_of(constraint);
      const bool whole =
          std::all_of(columns.begin(), columns.end(),
                      [&](const std::string& key) { return has(key); });
      const auto* key = std::get_if<schema::PrimaryKey>(&constraint);
      if (!whole || (key && key->columns.empty())) continue;
      if (const auto* link = std::get_if<schema::ForeignKey>(&constraint))
        if (link->referred_table.text != copy.name.text)
          refuse_referent_twice(*link, referents);
      copy.constraints.push_back(constraint);
      rename_in(copy.constraints.back());
      // A copy of it counts as written.
      if (auto* own = std::get_if<schema::PrimaryKey>(&copy.constraints.back()))
        own->implicit = false;
    }
  name_type_bound(copy);
  attach_primary_keys(copy);
  return copy;
}

// INSERT INTO copy (…) SELECT … FROM old
std::string TableCopy::transfer(const schema::Table& copy) const {
  const sql::Dialect& dialect = impl_.dialect();
  const auto qualified = [&](const schema::Name& name) {
    return table_.schema
               ? cat(dialect.quote(*table_.schema), ".", dialect.quote(name))
               : dialect.quote(name);
  };
  const std::string old = qualified(table_.name);
  std::string names, values;
  for (const Entry& candidate : columns_) {
    if (!candidate.transferred) continue;
    if (std::holds_alternative<schema::Computed>(
            candidate.column.server_default))
      continue;  // the database computes it
    const schema::Name key(candidate.key);
    const std::string source = cat(old, ".", dialect.quote(key));
    if (!names.empty()) {
      names += ", ";
      values += ", ";
    }
    names += dialect.quote(candidate.column.name);
    if (!candidate.cast) {
      values += source;
      continue;
    }
    const sql::Cast cast(sql::literal_column(source), *candidate.cast);
    cat_to(values, dialect.compile(cast, impl_.compile_options()).sql, " AS ",
           dialect.quote(key));
  }
  return cat("INSERT INTO ", qualified(copy.name), " (", names, ") SELECT ",
             values, " \nFROM ", old);
}

// Alembic: ApplyBatchImpl._create
void TableCopy::execute(const schema::Table& additions) {
  const sql::Dialect& dialect = impl_.dialect();
  const schema::Table copy = build(additions);
  const sql::TableName old(table_.name, table_.schema);
  const sql::TableName made(copy.name, copy.schema);
  if (dialect.name() == "postgresql")
    for (const schema::Constraint& constraint : table_.constraints)
      if (name_of(constraint) &&
          std::any_of(named_.begin(), named_.end(), [&](const auto& kept) {
            return name_of(kept) == name_of(constraint);
          })) {
        sql::DropConstraint drop;
        drop.table = old;
        drop.constraint = constraint;
        impl_.execute(dialect.drop_constraint(drop));
      }
  impl_.execute(dialect.create_table(sql::CreateTable{copy, false}));
  try {
    impl_.execute_text(transfer(copy));
    impl_.execute(sql::Ddl(sql::DropTable{old, false}));
  } catch (const py::Raised&) {
    // Nothing is lost: the old table is still there.
    try {
      impl_.execute(sql::Ddl(sql::DropTable{made, false}));
    } catch (const py::Raised&) {
    }
    throw;
  }
  impl_.execute(sql::Ddl(sql::RenameTable{made, table_.name}));
  schema::Table finished = copy;
  finished.name = table_.name;
  const auto context = std::make_shared<const schema::Table>(finished);
  for (schema::Index index : indexes_) {
    if (index.column_flag) continue;
    for (schema::Index::Element& element : index.elements)
      if (!element.column.empty()) element.column = new_name(element.column);
    index.table = table_.name;
    impl_.execute(sql::Ddl(sql::CreateIndex{index, false, context}));
  }
  for (schema::Index index : new_indexes_) {
    for (schema::Index::Element& element : index.elements)
      if (!element.column.empty()) element.column = new_name(element.column);
    index.schema = table_.schema;
    impl_.execute(sql::Ddl(sql::CreateIndex{index, false, context}));
  }
}

}  // namespace limbeck::ops
