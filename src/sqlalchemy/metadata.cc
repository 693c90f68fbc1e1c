// MetaData: the tables of a schema by name; reflection and creation of all.
#include <algorithm>
#include <functional>
#include <unordered_map>

#include "base/text.h"
#include "schema/naming.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/inspector.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/warning.h"

namespace limbeck::sa {

void MetaData::clear() {
  for (Value* value : {&tables, &schema, &naming_convention, &info, &bind})
    *value = Value();
  sequences.clear();
  named_types.clear();
}

// -- foreign keys' targets ---------------------------------------------------

ColumnSpec parse_colspec(const ForeignKey& key) {
  ColumnSpec spec;
  if (isa(key.colspec, Cls::Column)) {
    auto& column = *key.colspec.as<Column>();
    spec.column = column.key_text();
    if (column.table && isa(column.table, Cls::Table)) {
      auto& table = *column.table.as<Table>();
      spec.table = text_or_empty(table.name);
      std::string schema = text_or_empty(table.schema);
      if (!schema.empty()) spec.schema = schema;
    }
    return spec;
  }
  std::vector<std::string> parts = split(text_or_empty(key.colspec), '.');
  if (parts.size() == 1) {
    spec.table = parts[0];
    return spec;
  }
  spec.column = parts.back();
  parts.pop_back();
  spec.table = parts.back();
  parts.pop_back();
  if (!parts.empty()) {
    spec.schema = join(parts, ".");
  } else if (key.parent && isa(key.parent, Cls::Column)) {
    const Value& table = key.parent.as<Column>()->table;
    if (table && isa(table, Cls::Table)) {
      const Value& metadata = table.as<Table>()->metadata;
      if (metadata && isa(metadata, Cls::MetaData)) {
        std::string schema = text_or_empty(metadata.as<MetaData>()->schema);
        if (!schema.empty()) spec.schema = schema;
      }
    }
  }
  return spec;
}

Value referred_column(const ForeignKey& key) {
  if (isa(key.colspec, Cls::Column)) return key.colspec;
  if (!key.parent || !isa(key.parent, Cls::Column)) return Value();
  const Value& table = key.parent.as<Column>()->table;
  if (!table || !isa(table, Cls::Table)) return Value();
  const Value& metadata = table.as<Table>()->metadata;
  if (!metadata || !isa(metadata, Cls::MetaData)) return Value();
  ColumnSpec spec = parse_colspec(key);
  std::string name =
      spec.schema ? cat(*spec.schema, ".", spec.table) : spec.table;
  Value target = py::dict_get(metadata.as<MetaData>()->tables, name);
  if (!target) return Value();
  std::string column =
      spec.column.empty() ? key.parent.as<Column>()->key_text() : spec.column;
  auto& columns = *target.as<Table>()->columns;
  if (key.link_to_name)
    for (const auto& [k, c] : columns.columns)
      if (text_or_empty(c.as<Column>()->name) == column) return c;
  return columns.find(column);
}

// -- order -------------------------------------------------------------------

namespace {

std::vector<Value> tables_of(const MetaData& self) {
  std::vector<Value> tables;
  py::dict_each(self.tables, [&](const Value&, const Value& table) {
    tables.push_back(table);
  });
  return tables;
}

/// The tables that must be there before this one.
std::vector<std::string> dependencies(const Table& table) {
  std::vector<std::string> names;
  for (const Value& item : table.constraints) {
    auto& constraint = *item.as<Constraint>();
    if (constraint.kind != ConstraintKind::ForeignKey || constraint.use_alter ||
        constraint.elements.empty())
      continue;
    ColumnSpec spec = parse_colspec(*constraint.elements[0].as<ForeignKey>());
    names.push_back(spec.schema ? cat(*spec.schema, ".", spec.table)
                                : spec.table);
  }
  return names;
}

}  // namespace

namespace {

/// Which tables wait for which; by their places in the sorted list.
struct Waiting {
  std::vector<std::vector<std::size_t>> children;
  std::vector<std::vector<std::size_t>> parents;
};

Waiting who_waits(const std::vector<Value>& tables) {
  std::unordered_map<std::string, std::size_t> index;
  for (std::size_t i = 0; i < tables.size(); ++i)
    index.emplace(full_name(*tables[i].as<Table>()), i);
  Waiting waiting{std::vector<std::vector<std::size_t>>(tables.size()),
                  std::vector<std::vector<std::size_t>>(tables.size())};
  for (std::size_t i = 0; i < tables.size(); ++i)
    for (const std::string& name : dependencies(*tables[i].as<Table>())) {
      auto found = index.find(name);
      if (found == index.end() || found->second == i) continue;
      auto& parents = waiting.parents[i];
      if (std::find(parents.begin(), parents.end(), found->second) !=
          parents.end())
        continue;
      parents.push_back(found->second);
      waiting.children[found->second].push_back(i);
    }
  return waiting;
}

/// Rounds of what no longer waits for another; what waits for ever is left out.
// SQLAlchemy: topological.sort_as_subsets
std::vector<std::size_t> in_rounds(const Waiting& waiting) {
  std::vector<std::size_t> missing, sorted, round;
  for (const auto& parents : waiting.parents) missing.push_back(parents.size());
  for (std::size_t i = 0; i < missing.size(); ++i)
    if (missing[i] == 0) round.push_back(i);
  while (!round.empty()) {
    std::vector<std::size_t> next;
    sorted.insert(sorted.end(), round.begin(), round.end());
    for (std::size_t i : round)
      for (std::size_t child : waiting.children[i])
        if (--missing[child] == 0) next.push_back(child);
    std::sort(next.begin(), next.end());
    round.swap(next);
  }
  return sorted;
}

/// The tables that wait for themselves: a walk along the children, each cycle
/// noted when it closes.
// SQLAlchemy: topological.find_cycles
std::vector<bool> in_cycles(const Waiting& waiting,
                            const std::vector<std::size_t>& sorted) {
  const std::size_t count = waiting.children.size();
  std::vector<bool> done(count, false), result(count, false);
  for (std::size_t i : sorted) done[i] = true;
  for (std::size_t start = 0; start < count; ++start) {
    if (done[start] || result[start]) continue;
    std::vector<bool> seen = done;
    std::vector<std::size_t> todo{start};
    while (!todo.empty()) {
      const std::size_t top = todo.back();
      todo.pop_back();
      for (std::size_t child : waiting.children[top]) {
        if (child == start) result[start] = true;
        if (seen[child]) continue;
        seen[child] = true;
        todo.push_back(child);
      }
    }
  }
  return result;
}

void warn_of_cycles(const std::vector<Value>& tables,
                    const std::vector<bool>& cycles) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < tables.size(); ++i)
    if (cycles[i]) names.push_back(full_name(*tables[i].as<Table>()));
  warn(
      cat("Cannot correctly sort tables; there are unresolvable cycles between "
          "tables \"",
          join(names, ", "),
          "\", which is usually caused by mutually dependent foreign key "
          "constraints.  Foreign key constraints involving these tables will "
          "not be considered; this warning may raise an error in a future "
          "release."));
}

/// The first column that a foreign key refers to must be there.
void check_column(const Table& table, const ForeignKey& key,
                  const Table& referred, const ColumnSpec& spec,
                  const std::string& own) {
  const std::string wanted = spec.column.empty() ? own : spec.column;
  bool there = bool(referred.columns->find(wanted));
  if (key.link_to_name)
    there = std::any_of(
        referred.columns->columns.begin(), referred.columns->columns.end(),
        [&](const auto& one) {
          return text_or_empty(one.second.template as<Column>()->name) ==
                 wanted;
        });
  if (there) return;
  const std::string name = text_or_empty(referred.name);
  const std::string message =
      cat("Could not initialize target column for ForeignKey '",
          py::str(key.colspec), "' on table '", text_or_empty(table.name),
          "': table '", name, "' has no column named '", wanted, "'");
  throw py::Raised(
      py::call(Value(exception_class("NoReferencedColumnError")),
               {str_value(message), str_value(name), str_value(wanted)}));
}

/// Foreign keys given by name must lead somewhere.
// SQLAlchemy: ForeignKey._resolve_column, _link_to_col_by_colstring
void check_references(const MetaData& metadata, const Table& table) {
  for (const Value& item : table.constraints) {
    auto& constraint = *item.as<Constraint>();
    if (constraint.kind != ConstraintKind::ForeignKey || constraint.use_alter)
      continue;
    for (std::size_t i = 0; i < constraint.elements.size(); ++i) {
      auto& key = *constraint.elements[i].as<ForeignKey>();
      if (!py::is_str(key.colspec) || i >= constraint.columns.size()) continue;
      const ColumnSpec spec = parse_colspec(key);
      const std::string target =
          spec.schema ? cat(*spec.schema, ".", spec.table) : spec.table;
      const Value own = constraint.columns[i];
      const std::string column = isa(own, Cls::Column)
                                     ? text_or_empty(own.as<Column>()->name)
                                     : text_or_empty(own);
      const Value found = py::dict_get(metadata.tables, target);
      if (found) {
        if (i == 0) check_column(table, key, *found.as<Table>(), spec, column);
        continue;
      }
      const std::string message =
          cat("Foreign key associated with column '", text_or_empty(table.name),
              ".", column, "' could not find table '", target,
              "' with which to generate a foreign key to target column '",
              spec.column.empty() ? column : spec.column, "'");
      throw py::Raised(
          py::call(Value(exception_class("NoReferencedTableError")),
                   {str_value(message), str_value(target)}));
    }
  }
}

}  // namespace

// By name, then by dependency. Where tables depend on each other, none of
// their foreign keys counts.
// SQLAlchemy: ddl.sort_tables_and_constraints
std::vector<Value> sorted_tables(std::vector<Value> tables, bool warn) {
  std::sort(tables.begin(), tables.end(), [](const Value& a, const Value& b) {
    return full_name(*a.as<Table>()) < full_name(*b.as<Table>());
  });
  Waiting waiting = who_waits(tables);
  std::vector<std::size_t> order = in_rounds(waiting);
  if (order.size() < tables.size()) {
    const std::vector<bool> cycles = in_cycles(waiting, order);
    if (warn) warn_of_cycles(tables, cycles);
    for (std::size_t i = 0; i < tables.size(); ++i) {
      if (!cycles[i]) continue;
      for (std::size_t parent : waiting.parents[i])
        std::erase(waiting.children[parent], i);
      waiting.parents[i].clear();
    }
    order = in_rounds(waiting);
  }
  std::vector<Value> sorted;
  for (std::size_t i : order) sorted.push_back(tables[i]);
  return sorted;
}

std::vector<schema::Table> lower_metadata(const Value& metadata) {
  std::vector<schema::Table> lowered;
  for (const Value& table : sorted_tables(tables_of(*metadata.as<MetaData>())))
    lowered.push_back(lower_table(table));
  return lowered;
}

namespace {

void set_naming(MetaData& self, const Value& convention) {
  self.naming_convention = convention;
  if (is_true(convention)) {
    Value merged = convention;
    if (!py::dict_get(convention, "ix")) {
      merged = py::make_dict();
      py::dict_set(merged, "ix", str_value("ix_%(column_0_label)s"));
      py::dict_each(convention, [&](const Value& k, const Value& v) {
        py::dict_set(merged, k, v);
      });
      self.naming_convention = merged;
    }
    self.naming = lower_naming_convention(merged);
  } else {
    Value standard = py::make_dict();
    py::dict_set(standard, "ix", str_value("ix_%(column_0_label)s"));
    self.naming_convention = standard;
    self.naming = schema::NamingConvention::standard();
  }
}

void metadata_init(MetaData& self, Args& args) {
  self.tables = py::make_dict();
  self.bind = args["bind"];
  self.schema = args["schema"];
  if (!self.schema.is_none() && !py::is_str(self.schema)) {
    // 1.x: MetaData(engine)
    if (attribute(self.schema, "dialect")) {
      self.bind = self.schema;
      self.schema = Value::none();
    } else {
      raise_argument_error("expected schema argument to be a string, got " +
                           py::repr(Value(py::type_of(self.schema))) + ".");
    }
  }
  Value quote = args["quote_schema"];
  if (!quote.is_none() && !self.schema.is_none())
    self.schema = make("quoted_name", {self.schema, quote});
  if (!args.none("info")) self.info = args["info"];
  set_naming(self, args["naming_convention"]);
}

Value bind_of(MetaData& self, const Value& given) {
  if (!given.is_none()) return given;
  if (self.bind && !self.bind.is_none()) return self.bind;
  raise_sa("UnboundExecutionError",
           "MetaData object is not bound to an Engine or Connection.  "
           "Execution can not proceed without a database to execute against.");
}

Value create_or_drop(MetaData& self, Args& args, bool create) {
  std::vector<Value> tables;
  if (args.none("tables")) {
    tables = sorted_tables(tables_of(self));
  } else {
    for (const Value& table : py::collect(args["tables"])) {
      Value clause = clause_element(table);
      tables.push_back(clause ? clause : table);
    }
    tables = sorted_tables(tables);
  }
  Value own(&self);
  Value bind = bind_of(self, args["bind"]);
  std::vector<std::pair<std::string_view, Value>> keywords{
      {"tables", py::make_list(tables)},
      {"checkfirst", args["checkfirst"]},
      {"_is_metadata_operation", Value::boolean(true)}};
  with_connection(bind, [&](const Value& connection) {
    fire(create ? "before_create" : "before_drop", own, {own, connection},
         keywords);
    // Named types belong to the MetaData: they are there before its tables
    // and go after them.
    const bool check_first = args.flag("checkfirst");
    const auto types = [&] {
      create_types(connection, self.named_types, tables_of(self), check_first,
                   create);
    };
    if (create) types();
    create_tables(connection, tables, check_first, create, false);
    if (!create) types();
    fire(create ? "after_create" : "after_drop", own, {own, connection},
         keywords);
  });
  return Value::none();
}

Value reflect(MetaData& self, Args& args) {
  reflect_all(Value(&self), bind_of(self, args["bind"]), args["schema"],
              args.flag("views"), args["only"], args.flag("extend_existing"),
              args.flag("resolve_fks"));
  return Value::none();
}

}  // namespace

Type* make_metadata_class() {
  py::NativeType<MetaData> type("MetaData", "sqlalchemy.sql.schema",
                                {cls(Cls::SchemaItem)});
  type.slots().clear = [](py::Object* o) {
    static_cast<MetaData*>(o)->clear();
  };
  type.slots().repr = [](const Value&) { return str_value("MetaData()"); };
  type.slots().contains = [](const Value& self, const Value& item) {
    if (!py::is_str(item))
      return py::contains(py::make_list(tables_of(*self.as<MetaData>())), item);
    return static_cast<bool>(
        py::dict_get(self.as<MetaData>()->tables, py::text_of(item)));
  };
  type.init(
          "__init__(self, schema=None, quote_schema=None, "
          "naming_convention=None, info=None, bind=None, reflect=False)",
          metadata_init)
      .property("tables", [](MetaData& self) { return self.tables; })
      .property("sorted_tables",
                [](MetaData& self) {
                  const std::vector<Value> tables = tables_of(self);
                  for (const Value& table : tables)
                    check_references(self, *table.as<Table>());
                  return py::make_list(sorted_tables(tables, true));
                })
      .property(
          "naming_convention",
          [](MetaData& self) { return or_none(self.naming_convention); },
          [](MetaData& self, const Value& value) { set_naming(self, value); })
      .property(
          "info",
          [](MetaData& self) {
            if (!self.info) self.info = py::make_dict();
            return self.info;
          },
          [](MetaData& self, const Value& value) { self.info = value; })
      .method("create_all(self, bind=None, tables=None, checkfirst=True)",
              [](MetaData& self, Args& args) {
                return create_or_drop(self, args, true);
              })
      .method("drop_all(self, bind=None, tables=None, checkfirst=True)",
              [](MetaData& self, Args& args) {
                return create_or_drop(self, args, false);
              })
      .method(
          "reflect(self, bind=None, schema=None, views=False, only=None, "
          "extend_existing=False, autoload_replace=True, resolve_fks=True, "
          "**dialect_kwargs)",
          reflect)
      .method("clear(self)",
              [](MetaData& self, Args&) {
                self.tables = py::make_dict();
                self.named_types.clear();
                return Value::none();
              })
      .method("_add_table(self, name, schema, table)",
              [](MetaData& self, Args& args) {
                std::string key = args.text("name");
                if (!args.none("schema") && py::truth(args["schema"]))
                  key = cat(args.text("schema"), ".", key);
                py::dict_set(self.tables, str_value(key), args["table"]);
                return Value::none();
              })
      .method("_remove_table(self, name, schema)",
              [](MetaData& self, Args& args) {
                std::string key = args.text("name");
                if (!args.none("schema") && py::truth(args["schema"]))
                  key = cat(args.text("schema"), ".", key);
                py::dict_remove(self.tables, str_value(key));
                return Value::none();
              })
      .method("remove(self, table)",
              [](MetaData& self, Args& args) {
                py::dict_remove(self.tables,
                                str_value(full_name(*args[1].as<Table>())));
                return Value::none();
              })
      .method("is_bound(self)",
              [](MetaData& self, Args&) {
                return Value::boolean(self.bind && !self.bind.is_none());
              })
      .method("_add_named_type(self, type_)",
              [](MetaData& self, Args& args) {
                self.named_types.push_back(args[1]);
                return Value::none();
              })
      .property("_sequences",
                [](MetaData& self) {
                  Value dict = py::make_dict();
                  for (const Value& sequence : self.sequences)
                    py::dict_set(dict, py::get_attribute(sequence, "name"),
                                 sequence);
                  return dict;
                })
      .attribute("__visit_name__", str_value("metadata"));
  member(type, "schema", &MetaData::schema);
  member(type, "bind", &MetaData::bind);
  return type.ready();
}

}  // namespace limbeck::sa
