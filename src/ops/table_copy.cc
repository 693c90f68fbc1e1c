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

std::string table_name_of(const std::optional<schema::Name>& schema,
                          const schema::Name& name) {
  return schema ? cat(schema->text, ".", name.text) : name.text;
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
  std::vector<std::string> columns;
  for (const auto& element : std::get<schema::Exclude>(constraint).elements)
    if (element.column) columns.push_back(element.column.text);
  return columns;
}

// The new table's columns of these types make no types of the database.
// Alembic: ApplyBatchImpl, which takes SchemaType._create_events away
void without_events(schema::Type& type) {
  if (type.is(schema::TypeKind::Enum)) type.set("create_type", false);
}

// An ENUM of PostgreSQL is a family of its own.
schema::TypeKind affinity(const schema::Type& type) {
  return type.kind == schema::TypeKind::PgENUM ? type.kind : type.affinity();
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

bool TableCopy::renamed(const std::string& name) const {
  return std::ranges::any_of(columns_, [&](const Entry& candidate) {
    return candidate.column.name.text == name && candidate.key != name;
  });
}

std::string TableCopy::new_name(const std::string& key) const {
  for (const Entry& candidate : columns_)
    if (candidate.key == key) return candidate.column.name.text;
  return key;
}

// The named CHECK of a Boolean or Enum that was reflected; the type itself
// brings it elsewhere.
void TableCopy::drop_named(const schema::Name& name) {
  if (!name) return;
  std::erase_if(named_, [&](const schema::Constraint& constraint) {
    const auto* check = std::get_if<schema::Check>(&constraint);
    return name_of(constraint) == name && !(check && check->bound_type);
  });
}

void TableCopy::alter_column(const sql::AlterColumn& change) {
  Entry& target = entry(change.column.text);
  schema::Column& column = target.column;
  if (change.new_name && change.new_name->text != change.column.text) {
    column.name = *change.new_name;
    if (change.existing.type) drop_named(change.existing.type->type_name);
  }
  if (change.type) {
    // Alembic: DefaultImpl.cast_for_batch_migrate, SQLiteImpl's
    const bool json = change.type->is(schema::TypeKind::JSON);
    if (affinity(column.type) != affinity(*change.type) &&
        !(json && impl_.dialect().name() == "sqlite"))
      target.casts.push_back(*change.type);
    column.type = *change.type;
    without_events(column.type);
    for (std::vector<schema::Constraint>* list : {&named_, &unnamed_})
      std::erase_if(*list, [&](const schema::Constraint& constraint) {
        const auto* check = std::get_if<schema::Check>(&constraint);
        return check && check->bound_type &&
               check->type_bound_column == target.key;
      });
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

void TableCopy::set_default(const std::string& column, const Default& value) {
  if (has(column)) entry(column).default_value = value;
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
        if (!before) py::raise_key_error(py::make_str(*after));
      }
    } else if (before && !after) {
      const auto at = place(*before);
      if (at != existing_order_.end()) {
        if (at != existing_order_.begin()) after = *(at - 1);
      } else {
        for (const auto& [first, second] : new_order_)
          if (second == *before) after = first;
        if (!after) py::raise_key_error(py::make_str(*before));
      }
    }
  }
  if (before) new_order_.emplace_back(name, *before);
  if (after) new_order_.emplace_back(*after, name);
  if (options_.partial_reordering.empty() && !before && !after &&
      !existing_order_.empty())
    new_order_.emplace_back(existing_order_.back(), name);
  Entry added{name, add.column, false, {}};
  added.column.foreign_keys.clear();
  without_events(added.column.type);
  // One that is there already gives way to it, where it stands.
  if (has(name))
    entry(name) = std::move(added);
  else
    columns_.push_back(std::move(added));
}

void TableCopy::drop_column(const sql::DropColumn& drop,
                            const schema::Options& options) {
  entry(drop.column.text);  // or KeyError
  for (std::vector<schema::Constraint>* list : {&named_, &unnamed_})
    for (schema::Constraint& constraint : *list)
      if (auto* key = std::get_if<schema::PrimaryKey>(&constraint))
        std::erase(key->columns, drop.column.text);
  std::erase_if(columns_,
                [&](const Entry& e) { return e.key == drop.column.text; });
  std::erase(existing_order_, drop.column.text);
  if (const auto type = options.text("existing_type")) drop_named(*type);
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
  // One of that name gives way to it.
  std::erase_if(new_indexes_, [&](const schema::Index& index) {
    return index.name == create.index.name;
  });
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
  // A type's CHECK is that of the column as it is now.
  auto* check = std::get_if<schema::Check>(&constraint);
  if (!check || !check->bound_type) return;
  for (const Entry& candidate : columns_) {
    if (candidate.key != check->type_bound_column ||
        candidate.key == candidate.column.name.text)
      continue;
    schema::Check made = sql::type_check(candidate.column);
    made.name = check->name;
    *check = std::move(made);
    return;
  }
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
  if (!tables.insert(table_name_of(key.referred_schema, key.referred_table))
           .second)
    return;
  std::set<std::string> columns;
  for (const std::string& column : key.referred_columns)
    if (!columns.insert(column).second)
      raise_column_twice(column, key.referred_table.text);
}

// table_args and table_kwargs, understood by a Table with the columns of the
// copy.
schema::Table TableCopy::additions(const schema::Table& copy) const {
  std::vector<Value> positional = {py::make_str(copy.name.text),
                                   sa::make("MetaData", {})};
  for (const schema::Column& column : copy.columns)
    positional.push_back(sa::make("Column", {sa::wrap_name(column.name)}));
  for (const Value& item : py::collect(options_.table_args))
    positional.push_back(item);
  std::vector<std::pair<std::string_view, Value>> keywords;
  py::dict_each(options_.table_kwargs,
                [&](const Value& name, const Value& value) {
                  keywords.emplace_back(py::text_of(name), value);
                });
  schema::Table made = sa::lower_table(sa::make("Table", positional, keywords));
  made.columns.erase(made.columns.begin(),
                     made.columns.begin() + copy.columns.size());
  return made;
}

// Alembic: ApplyBatchImpl._transfer_elements_to_new_table
schema::Table TableCopy::build() {
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
  std::vector<schema::ForeignKey> further;  // of table_args
  for (const Entry& candidate : columns_) {
    copy.columns.push_back(candidate.column);
    copy.columns.back().unique.reset();
    copy.columns.back().index.reset();
  }
  if (!py::collect(options_.table_args).empty() ||
      py::truth(options_.table_kwargs)) {
    const schema::Table more = additions(copy);
    for (const auto& [name, value] : more.options.items)
      copy.options.set(name, value);
    if (more.comment) copy.comment = more.comment;
    copy.columns.insert(copy.columns.end(), more.columns.begin(),
                        more.columns.end());
    for (const schema::Constraint& constraint : more.constraints) {
      const auto* key = std::get_if<schema::PrimaryKey>(&constraint);
      if (!key || !key->columns.empty()) copy.constraints.push_back(constraint);
      if (const auto* link = std::get_if<schema::ForeignKey>(&constraint))
        further.push_back(*link);
    }
    copy.indexes = more.indexes;
  }
  // UNIQUE and indexes of added columns, which the copy has before it gets
  // those that the directive adds.
  for (const Entry& candidate : columns_)
    schema::attach_column(copy, candidate.column, {});
  std::set<std::string> referents = {table_name_of(copy.schema, copy.name)};
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
      // A copy of it counts as written, and more than one of table_args.
      if (auto* own =
              std::get_if<schema::PrimaryKey>(&copy.constraints.back())) {
        own->implicit = false;
        copy.constraints.erase(
            std::remove_if(copy.constraints.begin(), copy.constraints.end() - 1,
                           [](const schema::Constraint& other) {
                             return std::holds_alternative<schema::PrimaryKey>(
                                 other);
                           }),
            copy.constraints.end() - 1);
      }
    }
  for (const schema::ForeignKey& key : further)
    if (!referents.contains(
            table_name_of(key.referred_schema, key.referred_table)))
      raise_no_referenced_table(copy, key);
  name_type_bound(copy);
  attach_primary_keys(copy);
  return copy;
}

// INSERT INTO copy (…) SELECT … FROM old
sql::Insert TableCopy::transfer(const schema::Table& copy) const {
  const auto old = sql::make<sql::TableRef>(table_.name, table_.schema);
  const auto made = sql::make<sql::TableRef>(copy.name, copy.schema);
  const auto select = sql::make<sql::Select>();
  select->from = {old};
  sql::Insert insert;
  insert.table = made;
  insert.select = select;
  const auto fill = [&](const Entry& candidate, sql::Expression value) {
    const schema::Column& column = candidate.column;
    made->add_column(column.name, column.type);
    insert.select_columns.push_back(column.name.text);
    select->columns.push_back(std::move(value));
  };
  for (const Entry& candidate : columns_) {
    if (!candidate.transferred) continue;
    if (std::holds_alternative<schema::Computed>(
            candidate.column.server_default))
      continue;  // the database computes it
    const schema::Name key(candidate.key);
    sql::Expression source = sql::column(key, candidate.column.type, old);
    for (const schema::Type& type : candidate.casts)
      source = sql::make<sql::Cast>(source, type);
    fill(candidate,
         candidate.casts.empty() ? source : sql::make<sql::Label>(key, source));
  }
  for (const Entry& candidate : columns_)
    if (candidate.default_value)
      if (sql::Expression value = candidate.default_value())
        fill(candidate, std::move(value));
  return insert;
}

// Alembic: ApplyBatchImpl._create
void TableCopy::execute() {
  const sql::Dialect& dialect = impl_.dialect();
  const schema::Table copy = build();
  const sql::TableName old(table_.name, table_.schema);
  const sql::TableName made(copy.name, copy.schema);
  if (dialect.name() == "postgresql")
    for (const schema::Constraint& constraint : table_.constraints)
      if (name_of(constraint) &&
          std::any_of(named_.begin(), named_.end(), [&](const auto& kept) {
            // A type brings its CHECK with it, where it has one here.
            const auto* check = std::get_if<schema::Check>(&kept);
            return name_of(kept) == name_of(constraint) &&
                   !(check && check->bound_type && kept == constraint);
          })) {
        sql::DropConstraint drop;
        drop.table = old;
        drop.constraint = constraint;
        impl_.execute(dialect.drop_constraint(drop));
      }
  impl_.execute(dialect.create_table(sql::CreateTable{copy, false}));
  try {
    impl_.execute(transfer(copy));
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
  // All of them are understood before the first is made.
  std::vector<schema::Index> indexes;
  for (const schema::Index& index : indexes_) {
    if (index.column_flag) continue;
    indexes.push_back(index);
    indexes.back().table = table_.name;
    for (schema::Index::Element& element : indexes.back().elements)
      if (!element.column.empty()) element.column = new_name(element.column);
  }
  for (const schema::Index& index : new_indexes_) {
    indexes.push_back(index);
    indexes.back().schema = table_.schema;
    // A column that got another name is still asked for by the old one.
    for (schema::Index::Element& element : indexes.back().elements) {
      if (element.column.empty()) continue;
      const std::string name = new_name(element.column);
      if (!copy.find_column(name) || (name == element.column && renamed(name)))
        py::raise_key_error(py::make_str(name));
      element.column = name;
    }
  }
  for (const schema::Index& index : indexes)
    impl_.execute(sql::Ddl(sql::CreateIndex{index, false, context}));
}

}  // namespace limbeck::ops
