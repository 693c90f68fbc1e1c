// Constraint classes, ForeignKey and Index.
#include <algorithm>

#include "base/text.h"
#include "schema/naming.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/expressions.h"
#include "sqlalchemy/names.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/type_checks.h"
#include "sqlalchemy/warning.h"

namespace limbeck::sa {

void Constraint::clear() {
  for (Value* value :
       {&name, &parent, &deferrable, &initially, &info, &comment, &onupdate,
        &ondelete, &match, &sqltext, &where, &using_, &options, &collection})
    *value = Value();
  columns.clear();
  elements.clear();
}

void ForeignKey::clear() {
  for (Value* value :
       {&colspec, &parent, &constraint, &name, &onupdate, &ondelete,
        &deferrable, &initially, &match, &info, &comment, &options})
    *value = Value();
}

void Index::clear() {
  for (Value* value : {&name, &table, &info, &options}) *value = Value();
  expressions.clear();
}

namespace {

template <class T>
Value info_of(T& self) {
  if (!self.info || self.info.is_none()) self.info = py::make_dict();
  return self.info;
}

template <class T>
void common(py::NativeType<T>& type) {
  type.slots().clear = [](py::Object* o) { static_cast<T*>(o)->clear(); };
  type.property("info", info_of<T>,
                [](T& self, const Value& value) { self.info = value; });
  type.property("dialect_kwargs", [](T& self) {
    return self.options ? self.options : py::make_dict();
  });
  type.property("kwargs", [](T& self) {
    return self.options ? self.options : py::make_dict();
  });
  // "postgresql": {"include": …}
  type.property("dialect_options", [](T& self) {
    Value all = py::make_dict();
    for (const char* dialect :
         {"postgresql", "mysql", "sqlite", "mssql", "oracle", "mariadb"})
      py::dict_set(all, dialect, py::make_dict());
    if (self.options)
      py::dict_each(self.options, [&](const Value& key, const Value& value) {
        std::string name(py::text_of(key));
        auto at = name.find('_');
        if (at == std::string::npos) return;
        Value group = py::dict_get(all, name.substr(0, at));
        if (!group) return;
        py::dict_set(group, name.substr(at + 1), value);
      });
    return all;
  });
}

std::string_view convention_kind(const Index&) { return "ix"; }
std::string_view convention_kind(const Constraint& constraint) {
  switch (constraint.kind) {
    case ConstraintKind::PrimaryKey:
      return "pk";
    case ConstraintKind::ForeignKey:
      return "fk";
    case ConstraintKind::Unique:
      return "uq";
    case ConstraintKind::Check:
      return "ck";
    case ConstraintKind::Exclude:
      return "ex";
    case ConstraintKind::Plain:
      break;
  }
  return {};
}

/// The name, with the naming convention of the table's MetaData.
template <class T>
Value name_value(T& self, const Value& parent) {
  const bool given = self.name && !self.name.is_none();
  const Value plain = given ? self.name : Value::none();
  if ((given && is_conv(plain)) || !parent || parent.is_none()) return plain;
  if (!isa(parent, Cls::Table)) return plain;
  auto& table = *parent.template as<Table>();
  if (!table.metadata || !isa(table.metadata, Cls::MetaData)) return plain;
  const auto& naming = table.metadata.template as<MetaData>()->naming;
  if (!naming) return plain;
  // Given names stay unless the convention makes something of them.
  const std::string* pattern = naming->find(convention_kind(self));
  if (!pattern || (given && !contains(*pattern, "constraint_name")))
    return plain;
  return wrap_name(effective_name(self));
}

/// A column given by name, by object, or by a mapped attribute.
Value column_argument(const Value& value) {
  if (py::is_str(value)) return value;
  Value clause = clause_element(value);
  if (!clause) return value;
  if (isa(clause, Cls::Column)) return clause;
  // A mapped attribute is an expression itself, and stands for its column.
  if (const Value mapped = attribute(clause, "__clause_element__"))
    if (Value column = py::call(mapped); isa(column, Cls::Column))
      return column;
  return clause;
}

/// Attaches now where the columns have their table, else once they do.
void attach_with_columns(const Value& self, const std::vector<Value>& columns) {
  Value table;
  Column* waiting = nullptr;
  bool names = false;
  for (const Value& column : columns) {
    if (!isa(column, Cls::Column)) {
      names = names || py::is_str(column);
      continue;
    }
    auto* each = column.as<Column>();
    if (each->table && !each->table.is_none())
      table = each->table;
    else
      waiting = each;
  }
  // Names do without columns that wait for their table.
  if (waiting && names) return;
  if (waiting)
    waiting->waiting.push_back(self);
  else if (table)
    attach_to_table(table, self);
}

void set_common(Constraint& self, Args& args) {
  self.name = args["name"];
  self.deferrable = args["deferrable"];
  self.initially = args["initially"];
  self.info = args["info"];
  self.comment = args["comment"];
}

template <ConstraintKind kind>
void column_constraint_init(Constraint& self, Args& args) {
  self.kind = kind;
  set_common(self, args);
  self.options = take_dialect_options(args["kw"], kind == ConstraintKind::Unique
                                                      ? "UniqueConstraint"
                                                      : "PrimaryKeyConstraint");
  for (const Value& column : rest_of(args, "columns"))
    self.columns.push_back(column_argument(column));
  if (kind == ConstraintKind::Unique)
    attach_with_columns(Value(&self), self.columns);
}

void check_init(Constraint& self, Args& args) {
  self.kind = ConstraintKind::Check;
  set_common(self, args);
  self.options = take_dialect_options(args["kw"], "CheckConstraint");
  Value sqltext = args["sqltext"];
  self.sqltext = py::is_str(sqltext) ? wrap_expression(sql::make<sql::Text>(
                                           std::string(py::text_of(sqltext))))
                                     : clause_element(sqltext);
  if (!self.sqltext)
    raise_argument_error(
        cat("SQL expression for WHERE/HAVING role expected, got ",
            py::repr(sqltext), "."));
  Value own(&self);
  if (!args.none("table")) {
    attach_to_table(args["table"], own);
    return;
  }
  std::vector<Value> columns;
  visit_columns(node_of(self.sqltext),
                [&](Column& column) { columns.push_back(Value(&column)); });
  if (!columns.empty() && args.flag("_autoattach"))
    attach_with_columns(own, columns);
}

void foreign_key_constraint_init(Constraint& self, Args& args) {
  self.kind = ConstraintKind::ForeignKey;
  set_common(self, args);
  self.onupdate = args["onupdate"];
  self.ondelete = args["ondelete"];
  self.match = args["match"];
  self.use_alter = args.flag("use_alter");
  self.link_to_name = args.flag("link_to_name");
  self.options =
      take_dialect_options(args["dialect_kw"], "ForeignKeyConstraint");
  std::vector<Value> columns = py::collect(args["columns"]);
  std::vector<Value> referred = py::collect(args["refcolumns"]);
  if (columns.size() != referred.size())
    raise_argument_error(
        "ForeignKeyConstraint number of constrained columns must match the "
        "number of referenced columns.");
  for (std::size_t i = 0; i < columns.size(); ++i) {
    self.columns.push_back(column_argument(columns[i]));
    Value key = py::allocate(cls(Cls::ForeignKey));
    auto& fk = *key.as<ForeignKey>();
    fk.colspec = column_argument(referred[i]);
    fk.constraint = Value(&self);
    fk.onupdate = self.onupdate;
    fk.ondelete = self.ondelete;
    fk.link_to_name = self.link_to_name;
    fk.name = self.name;
    self.elements.push_back(key);
  }
  attach_with_columns(Value(&self), self.columns);
  if (!args.none("table")) attach_to_table(args["table"], Value(&self));
}

void exclude_init(Constraint& self, Args& args) {
  self.kind = ConstraintKind::Exclude;
  Value kw = args["kw"];
  auto take = [&](std::string_view name) {
    Value value = py::dict_get(kw, name);
    return value ? value : Value::none();
  };
  self.name = take("name");
  self.deferrable = take("deferrable");
  self.initially = take("initially");
  self.where = take("where");
  self.using_ = take("using");
  self.options = take("ops");
  std::vector<Value> columns;
  const auto elements = rest_of(args, "elements");
  // The reference unpacks zip(*elements).
  std::size_t width = elements.empty() ? 0 : 2;
  for (const Value& element : elements)
    width = std::min(width, py::collect(element).size());
  if (width < 2)
    py::raise_value_error(
        cat("not enough values to unpack (expected 2, got ", width, ")"));
  for (const Value& element : elements) {
    const auto pair = py::collect(element);
    Value expression = column_argument(pair.at(0));
    if (isa(expression, Cls::Column)) columns.push_back(expression);
    self.elements.push_back(py::make_tuple({expression, pair.at(1)}));
  }
  attach_with_columns(Value(&self), columns);
}

/// constraint.columns: of Column objects once they are known.
Value columns_of(Constraint& self) {
  auto collection = new_column_collection();
  auto add = [&](const Value& column) {
    if (!isa(column, Cls::Column)) return;
    collection->add(column.as<Column>()->key_text(), column);
  };
  for (const Value& column : self.columns) add(column);
  if (self.kind == ConstraintKind::Check && self.sqltext)
    visit_columns(node_of(self.sqltext),
                  [&](Column& column) { add(Value(&column)); });
  for (const Value& element : self.elements)
    if (py::is_tuple(element)) add(sequence_items(element)[0]);
  return collection.value();
}

std::vector<Value> column_keys(const Constraint& self) {
  std::vector<Value> keys;
  for (const Value& column : self.columns)
    keys.push_back(isa(column, Cls::Column)
                       ? str_value(column.as<Column>()->key_text())
                       : column);
  return keys;
}

Value referred_table(Constraint& self) {
  if (self.elements.empty()) return Value::none();
  Value column = py::get_attribute(self.elements[0], "column");
  return py::get_attribute(column, "table");
}

// SQLAlchemy: util.generic_repr, Constraint.__repr__
std::string constraint_repr(const Value& value) {
  auto& self = *value.as<Constraint>();
  std::vector<std::string> parts;
  if (self.kind == ConstraintKind::Check) {
    parts.push_back(py::repr(or_none(self.sqltext)));
  } else if (self.kind == ConstraintKind::ForeignKey) {
    parts.push_back(py::repr(py::make_list(column_keys(self))));
    std::vector<Value> specs;
    for (const Value& key : self.elements)
      specs.push_back(py::get_attribute(key, "target_fullname"));
    parts.push_back(py::repr(py::make_list(specs)));
  } else {
    for (const Value& column : self.columns) parts.push_back(py::repr(column));
  }
  if (self.name && !self.name.is_none())
    parts.push_back("name=" + py::repr(self.name));
  return cat(py::type_of(value)->name, "(", join(parts, ", "), ")");
}

Value copy_method(Constraint& self, Args& args) {
  return copy_constraint(Value(&self), args["schema"], args["target_table"]);
}

Value deprecated_copy(Constraint& self, Args& args) {
  const Value value(&self);
  warn_deprecated_copy(isa(value, Cls::CheckConstraint) ? "CheckConstraint"
                       : isa(value, Cls::ForeignKeyConstraint)
                           ? "ForeignKeyConstraint"
                           : "ColumnCollectionConstraint");
  return copy_method(self, args);
}

Value ddl_if(Constraint& self, Args&) { return Value(&self); }

void add_constraint_members(py::NativeType<Constraint>& type) {
  common(type);
  type.slots().repr = [](const Value& self) {
    return str_value(constraint_repr(self));
  };
  type.slots().hash = [](const Value& self) {
    return static_cast<std::int64_t>(self.bits() >> 4);
  };
  type.init(
          "__init__(self, name=None, deferrable=None, initially=None, "
          "info=None, comment=None, _create_rule=None, _type_bound=False, "
          "**dialect_kw)",
          set_common)
      .property(
          "name",
          [](Constraint& self) { return name_value(self, self.parent); },
          [](Constraint& self, const Value& value) { self.name = value; })
      .property("columns", columns_of)
      .property("c", columns_of)
      .property("table",
                [](Constraint& self) -> Value {
                  if (self.parent && !self.parent.is_none()) return self.parent;
                  raise_invalid_request(
                      "This constraint is not bound to a table.  Did you mean "
                      "to call table.append_constraint(constraint) ?");
                })
      .property(
          "_type_bound",
          [](Constraint& self) { return Value::boolean(is_type_bound(self)); })
      .property("_implicit_generated",
                [](Constraint& self) { return Value::boolean(self.implicit); })
      .method("_copy(self, *, schema=None, target_table=None, **kw)",
              copy_method)
      .method("copy(self, *, schema=None, target_table=None, **kw)",
              deprecated_copy)
      .method("ddl_if(self, dialect=None, callable_=None, state=None)", ddl_if)
      .method("contains_column(self, col)", [](Constraint& self, Args& args) {
        for (const Value& column : self.columns)
          if (column.is(args["col"])) return Value::boolean(true);
        return Value::boolean(false);
      });
  member(type, "parent", &Constraint::parent);
  member(type, "deferrable", &Constraint::deferrable);
  member(type, "initially", &Constraint::initially);
  member(type, "comment", &Constraint::comment);
}

void add_check_members(py::NativeType<Constraint>& type) {
  type.property(
      "sqltext", [](Constraint& self) { return or_none(self.sqltext); },
      [](Constraint& self, const Value& value) { self.sqltext = value; });
}

void add_foreign_key_members(py::NativeType<Constraint>& type) {
  type.property(
          "column_keys",
          [](Constraint& self) { return py::make_list(column_keys(self)); })
      .property("elements",
                [](Constraint& self) { return py::make_list(self.elements); })
      .property("referred_table", referred_table);
  member(type, "onupdate", &Constraint::onupdate);
  member(type, "ondelete", &Constraint::ondelete);
  member(type, "match", &Constraint::match);
  flag_member(type, "use_alter", &Constraint::use_alter);
  flag_member(type, "link_to_name", &Constraint::link_to_name);
}

/// (expression, its name or None, operator) each.
Value exclude_parts(Constraint& self) {
  std::vector<Value> parts;
  for (const Value& element : self.elements) {
    const auto pair = py::collect(element);
    parts.push_back(py::make_tuple(
        {pair[0], or_none(attribute(pair[0], "name")), pair[1]}));
  }
  return py::make_list(std::move(parts));
}

void add_exclude_members(py::NativeType<Constraint>& type) {
  type.property("_render_exprs", exclude_parts);
  member(type, "where", &Constraint::where);
  member(type, "using", &Constraint::using_);
}

Type* subclass(const char* name, const char* module, const char* visit_name,
               const char* signature, void (*init)(Constraint&, Args&),
               void (*add_members)(py::NativeType<Constraint>&) = nullptr) {
  py::NativeType<Constraint> type(name, module,
                                  {cls(Cls::ColumnCollectionConstraint)});
  type.init(signature, init);
  type.attribute("__visit_name__", str_value(visit_name));
  if (add_members) add_members(type);
  return type.ready();
}

}  // namespace

Type* make_schema_item_class() {
  py::NativeType<py::Instance> type("SchemaItem", "sqlalchemy.sql.schema",
                                    {cls(Cls::Visitable)});
  type.attribute("__visit_name__", str_value("schema_item"));
  return type.ready();
}

Type* make_constraint_class() {
  py::NativeType<Constraint> type("Constraint", "sqlalchemy.sql.schema",
                                  {cls(Cls::SchemaItem)});
  add_constraint_members(type);
  type.attribute("__visit_name__", str_value("constraint"));
  return type.ready();
}

Type* make_column_constraint_class() {
  py::NativeType<Constraint> type("ColumnCollectionConstraint",
                                  "sqlalchemy.sql.schema",
                                  {cls(Cls::Constraint)});
  type.slots().iterate = [](const Value& self) {
    return py::iterate(py::get_attribute(self, "columns"));
  };
  type.slots().length = [](const Value& self) {
    return static_cast<std::ptrdiff_t>(self.as<Constraint>()->columns.size());
  };
  type.slots().truth = [](const Value& self) {
    return !self.as<Constraint>()->columns.empty();
  };
  type.slots().contains = [](const Value& self, const Value& item) {
    return py::contains(py::get_attribute(self, "columns"), item);
  };
  return type.ready();
}

constexpr const char* kColumnSignature =
    "__init__(self, *columns, name=None, deferrable=None, initially=None, "
    "info=None, comment=None, _autoattach=True, _implicit_generated=False, "
    "_column_flag=False, **kw)";

Type* make_primary_key_class() {
  return subclass("PrimaryKeyConstraint", "sqlalchemy.sql.schema",
                  "primary_key_constraint", kColumnSignature,
                  column_constraint_init<ConstraintKind::PrimaryKey>);
}

Type* make_unique_class() {
  return subclass("UniqueConstraint", "sqlalchemy.sql.schema",
                  "unique_constraint", kColumnSignature,
                  column_constraint_init<ConstraintKind::Unique>);
}

Type* make_check_class() {
  return subclass(
      "CheckConstraint", "sqlalchemy.sql.schema",
      "table_or_column_check_constraint",
      "__init__(self, sqltext, name=None, deferrable=None, initially=None, "
      "table=None, info=None, comment=None, _create_rule=None, "
      "_autoattach=True, "
      "_type_bound=False, **kw)",
      check_init, add_check_members);
}

Type* make_foreign_key_constraint_class() {
  return subclass(
      "ForeignKeyConstraint", "sqlalchemy.sql.schema", "foreign_key_constraint",
      "__init__(self, columns, refcolumns, name=None, onupdate=None, "
      "ondelete=None, deferrable=None, initially=None, use_alter=False, "
      "link_to_name=False, match=None, table=None, info=None, comment=None, "
      "**dialect_kw)",
      foreign_key_constraint_init, add_foreign_key_members);
}

Type* make_exclude_class() {
  return subclass("ExcludeConstraint", "sqlalchemy.dialects.postgresql.ext",
                  "exclude_constraint", "__init__(self, *elements, **kw)",
                  exclude_init, add_exclude_members);
}

Value copy_constraint(const Value& value, const Value&, const Value& target) {
  auto& from = *value.as<Constraint>();
  Value made = py::allocate(py::type_of(value));
  auto& to = *made.as<Constraint>();
  to.kind = from.kind;
  // What a table's convention named keeps that name.
  const Value name = name_value(from, from.parent);
  to.name = name.is_none() ? from.name : name;
  to.deferrable = from.deferrable;
  to.initially = from.initially;
  to.info = from.info;
  to.comment = from.comment;
  to.onupdate = from.onupdate;
  to.ondelete = from.ondelete;
  to.match = from.match;
  to.sqltext = from.sqltext;
  to.where = from.where;
  to.using_ = from.using_;
  to.options = from.options;
  to.use_alter = from.use_alter;
  to.link_to_name = from.link_to_name;
  to.implicit = from.implicit;
  to.column_flag = from.column_flag;
  auto by_key = [](const Value& column) {
    return isa(column, Cls::Column) ? str_value(column.as<Column>()->key_text())
                                    : column;
  };
  for (const Value& column : from.columns) to.columns.push_back(by_key(column));
  for (const Value& element : from.elements) {
    if (py::is_tuple(element)) {
      const auto& pair = sequence_items(element);
      to.elements.push_back(py::make_tuple({by_key(pair[0]), pair[1]}));
      continue;
    }
    Value key = py::call_method(element, "_copy");
    key.as<ForeignKey>()->constraint = made;
    to.elements.push_back(key);
  }
  if (target && !target.is_none()) attach_to_table(target, made);
  return made;
}

// ---------------------------------------------------------------------------

namespace {

void foreign_key_init(ForeignKey& self, Args& args) {
  Value column = args["column"];
  self.colspec = py::is_str(column) ? column : column_argument(column);
  if (!py::is_str(self.colspec) && !isa(self.colspec, Cls::Column)) {
    Value method = attribute(column, "column");
    if (method && isa(method, Cls::Column))
      self.colspec = method;
    else
      raise_argument_error(
          cat("String column name or Column object for DDL foreign key "
              "constraint expected, got ",
              py::repr(column), "."));
  }
  self.constraint = args["_constraint"];
  for (auto [name, field] :
       std::initializer_list<std::pair<std::string_view, Value ForeignKey::*>>{
           {"name", &ForeignKey::name},
           {"onupdate", &ForeignKey::onupdate},
           {"ondelete", &ForeignKey::ondelete},
           {"deferrable", &ForeignKey::deferrable},
           {"initially", &ForeignKey::initially},
           {"match", &ForeignKey::match},
           {"info", &ForeignKey::info},
           {"comment", &ForeignKey::comment}})
    self.*field = args[name];
  self.use_alter = args.flag("use_alter");
  self.link_to_name = args.flag("link_to_name");
  self.options =
      take_dialect_options(args["dialect_kw"], "ForeignKeyConstraint");
}

std::string target_full_name(const ForeignKey& self) {
  ColumnSpec spec = parse_colspec(self);
  std::string text;
  if (spec.schema) text = cat(*spec.schema, ".");
  text += spec.table;
  if (!spec.column.empty()) text += cat(".", spec.column);
  return text;
}

Value resolved_column(ForeignKey& self) {
  Value found = referred_column(self);
  if (found) return found;
  ColumnSpec spec = parse_colspec(self);
  std::string parent = self.parent && isa(self.parent, Cls::Column)
                           ? py::str(self.parent)
                           : "(none)";
  std::string table =
      spec.schema ? cat(*spec.schema, ".", spec.table) : spec.table;
  Type* type = exception_class("NoReferencedTableError");
  std::string message =
      cat("Foreign key associated with column '", parent,
          "' could not find table '", table,
          "' with which to generate a foreign key to target column '",
          spec.column.empty() ? "None" : spec.column, "'");
  throw py::Raised(
      py::call(Value(type), {str_value(message), str_value(table)}));
}

Value copy_foreign_key(ForeignKey& self, Args&) {
  Value made = py::allocate(py::type_of(Value(&self)));
  auto& to = *made.as<ForeignKey>();
  // By name, so that a copy refers within its own MetaData.
  to.colspec = isa(self.colspec, Cls::Column) &&
                       !self.colspec.as<Column>()->table.absent() &&
                       !self.colspec.as<Column>()->table.is_none()
                   ? str_value(target_full_name(self))
                   : self.colspec;
  to.name = self.name;
  to.onupdate = self.onupdate;
  to.ondelete = self.ondelete;
  to.deferrable = self.deferrable;
  to.initially = self.initially;
  to.match = self.match;
  to.info = self.info;
  to.comment = self.comment;
  to.options = self.options;
  to.use_alter = self.use_alter;
  to.link_to_name = self.link_to_name;
  return made;
}

}  // namespace

Type* make_foreign_key_class() {
  py::NativeType<ForeignKey> type("ForeignKey", "sqlalchemy.sql.schema",
                                  {cls(Cls::SchemaItem)});
  common(type);
  type.slots().repr = [](const Value& self) {
    return str_value(cat(
        "ForeignKey(",
        py::repr(str_value(target_full_name(*self.as<ForeignKey>()))), ")"));
  };
  type.init(
          "__init__(self, column, _constraint=None, use_alter=False, "
          "name=None, "
          "onupdate=None, ondelete=None, deferrable=None, initially=None, "
          "link_to_name=False, match=None, info=None, comment=None, "
          "_unresolvable=False, **dialect_kw)",
          foreign_key_init)
      .property(
          "target_fullname",
          [](ForeignKey& self) { return str_value(target_full_name(self)); })
      .property("_colspec", [](ForeignKey& self) { return self.colspec; })
      .property("column", resolved_column)
      .method("_get_colspec(self, *args, **kw)",
              [](ForeignKey& self, Args&) {
                return str_value(target_full_name(self));
              })
      .method("_copy(self, *, schema=None, **kw)", copy_foreign_key)
      .method("copy(self, *, schema=None, **kw)",
              [](ForeignKey& self, Args& args) {
                warn_deprecated_copy("ForeignKey");
                return copy_foreign_key(self, args);
              })
      .method("references(self, table)",
              [](ForeignKey& self, Args& args) {
                Value column = referred_column(self);
                return Value::boolean(column &&
                                      column.as<Column>()->table.is(args[1]));
              })
      .attribute("__visit_name__", str_value("foreign_key"));
  member(type, "parent", &ForeignKey::parent);
  member(type, "constraint", &ForeignKey::constraint);
  member(type, "name", &ForeignKey::name);
  member(type, "onupdate", &ForeignKey::onupdate);
  member(type, "ondelete", &ForeignKey::ondelete);
  member(type, "deferrable", &ForeignKey::deferrable);
  member(type, "initially", &ForeignKey::initially);
  member(type, "match", &ForeignKey::match);
  member(type, "comment", &ForeignKey::comment);
  flag_member(type, "use_alter", &ForeignKey::use_alter);
  flag_member(type, "link_to_name", &ForeignKey::link_to_name);
  return type.ready();
}

// ---------------------------------------------------------------------------

namespace {

void index_init(Index& self, Args& args) {
  self.name = args["name"];
  self.unique = args.flag("unique");
  self.info = args["info"];
  self.column_flag = args.flag("_column_flag");
  self.options = take_dialect_options(args["dialect_kw"], "Index");
  std::vector<Value> columns;
  for (const Value& expression : rest_of(args, "expressions")) {
    Value item = column_argument(expression);
    self.expressions.push_back(item);
    if (py::is_str(item) || isa(item, Cls::Column)) {
      columns.push_back(item);
    } else if (is_clause(item)) {
      visit_columns(node_of(item),
                    [&](Column& column) { columns.push_back(Value(&column)); });
    } else {
      raise_argument_error(
          cat("String column name or column expression for DDL constraint "
              "expected, got ",
              py::repr(item), "."));
    }
  }
  Value own(&self);
  if (!args.none("_table"))
    attach_to_table(args["_table"], own);
  else
    attach_with_columns(own, columns);
}

// SQLAlchemy: Index.__repr__
std::string index_repr(Index& self) {
  std::vector<std::string> parts{py::repr(name_value(self, self.table))};
  for (const Value& item : self.expressions)
    parts.push_back(py::is_str(item) || isa(item, Cls::Column)
                        ? py::repr(item)
                        : py::repr(item));
  if (self.unique) parts.push_back("unique=True");
  return cat("Index(", join(parts, ", "), ")");
}

Value index_columns(Index& self) {
  auto collection = new_column_collection();
  for (const Value& item : self.expressions) {
    auto add = [&](Column& column) {
      collection->add(column.key_text(), Value(&column));
    };
    if (isa(item, Cls::Column))
      add(*item.as<Column>());
    else if (!py::is_str(item))
      visit_columns(node_of(item), add);
  }
  return collection.value();
}

Value index_ddl(Index& self, Args& args, bool create) {
  return py::call_method(
      make(create ? "CreateIndex" : "DropIndex", {Value(&self)},
           {{create ? "if_not_exists" : "if_exists", args["checkfirst"]}}),
      "_execute_on", {args["bind"]});
}

}  // namespace

Type* make_index_class() {
  py::NativeType<Index> type("Index", "sqlalchemy.sql.schema",
                             {cls(Cls::SchemaItem)});
  common(type);
  type.slots().repr = [](const Value& self) {
    return str_value(index_repr(*self.as<Index>()));
  };
  type.init(
          "__init__(self, name, *expressions, unique=False, quote=None, "
          "info=None, _table=None, _column_flag=False, **dialect_kw)",
          index_init)
      .property(
          "name", [](Index& self) { return name_value(self, self.table); },
          [](Index& self, const Value& value) { self.name = value; })
      .property("columns", index_columns)
      .property("c", index_columns)
      .property("expressions",
                [](Index& self) { return py::make_list(self.expressions); })
      .method("create(self, bind, checkfirst=False)",
              [](Index& self, Args& args) {
                index_ddl(self, args, true);
                return Value(&self);
              })
      .method("drop(self, bind, checkfirst=False)",
              [](Index& self, Args& args) {
                index_ddl(self, args, false);
                return Value::none();
              })
      .method("ddl_if(self, dialect=None, callable_=None, state=None)",
              [](Index& self, Args&) { return Value(&self); })
      .attribute("__visit_name__", str_value("index"));
  member(type, "table", &Index::table);
  flag_member(type, "unique", &Index::unique);
  return type.ready();
}

}  // namespace limbeck::sa
