// FetchedValue, DefaultClause, Computed, Identity, Sequence, ColumnDefault.
#include "base/text.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/expressions.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/types.h"
#include "sqlalchemy/warning.h"

namespace limbeck::sa {

void DefaultItem::clear() {
  for (Value* value :
       {&arg, &column, &name, &schema, &metadata, &persisted, &always, &on_null,
        &data_type, &start, &increment, &minvalue, &maxvalue, &nominvalue,
        &nomaxvalue, &cycle, &cache, &order, &optional})
    *value = Value();
}

namespace {

using Item = py::NativeType<DefaultItem>;

void common(Item& type) {
  type.slots().clear = [](py::Object* o) {
    static_cast<DefaultItem*>(o)->clear();
  };
  member(type, "column", &DefaultItem::column);
  flag_member(type, "for_update", &DefaultItem::for_update);
}

constexpr std::pair<const char*, Value DefaultItem::*> kSequenceFields[] = {
    {"start", &DefaultItem::start},
    {"increment", &DefaultItem::increment},
    {"minvalue", &DefaultItem::minvalue},
    {"maxvalue", &DefaultItem::maxvalue},
    {"nominvalue", &DefaultItem::nominvalue},
    {"nomaxvalue", &DefaultItem::nomaxvalue},
    {"cycle", &DefaultItem::cycle},
    {"cache", &DefaultItem::cache},
    {"order", &DefaultItem::order}};

void set_sequence_fields(DefaultItem& self, Args& args) {
  for (auto [name, field] : kSequenceFields) self.*field = args[name];
  if (const Value order = py::dict_get(args["dialect_kw"], "oracle_order"))
    self.order = order;
}

/// Identity and Sequence: what only Oracle takes.
Value oracle_keywords(DefaultItem& self) {
  const Value keywords = py::make_dict();
  if (self.on_null && !self.on_null.is_none())
    py::dict_set(keywords, "oracle_on_null", self.on_null);
  if (self.order && !self.order.is_none())
    py::dict_set(keywords, "oracle_order", self.order);
  return keywords;
}

void add_sequence_members(Item& type) {
  for (auto [name, field] : kSequenceFields) member(type, name, field);
  type.property("dialect_kwargs", oracle_keywords)
      .property("kwargs", oracle_keywords);
}

/// "start=3, increment=2" of what differs from None.
std::string sequence_parts(DefaultItem& self) {
  std::vector<std::string> parts;
  for (auto [name, field] : kSequenceFields)
    if (self.*field && !(self.*field).is_none())
      parts.push_back(cat(name, "=", py::repr(self.*field)));
  return join(parts, ", ");
}

void attach_option(const Value& self, Args& args) {
  if (!args.none("metadata"))
    args["metadata"].as<MetaData>()->sequences.push_back(self);
}

Value sequence_ddl(DefaultItem& self, Args& args, const char* element,
                   const char* flag) {
  py::call_method(make(element, {Value(&self)}, {{flag, args["checkfirst"]}}),
                  "_execute_on", {args["bind"]});
  return Value::none();
}

/// One that is not attached to a column.
Value copied(DefaultItem& self, Args&) {
  const Value made = py::allocate(py::type_of(Value(&self)));
  auto& to = *made.as<DefaultItem>();
  to.arg = self.arg;
  to.persisted = self.persisted;
  to.always = self.always;
  to.on_null = self.on_null;
  for (auto [name, field] : kSequenceFields) to.*field = self.*field;
  return made;
}

}  // namespace

Type* make_fetched_value_class() {
  Item type("FetchedValue", "sqlalchemy.sql.schema", {cls(Cls::SchemaItem)});
  common(type);
  type.init("__init__(self, for_update=False)",
            [](DefaultItem& self, Args& args) {
              self.for_update = args.flag("for_update");
            })
      .attribute("is_server_default", Value::boolean(true))
      .attribute("reflected", Value::boolean(false))
      .attribute("has_argument", Value::boolean(false));
  return type.ready();
}

Type* make_default_clause_class() {
  Item type("DefaultClause", "sqlalchemy.sql.schema", {cls(Cls::FetchedValue)});
  common(type);
  type.slots().repr = [](const Value& self) {
    auto& item = *self.as<DefaultItem>();
    return str_value(cat("DefaultClause(", py::repr(item.arg), ", for_update=",
                         item.for_update ? "True" : "False", ")"));
  };
  type.init("__init__(self, arg, for_update=False, _reflected=False)",
            [](DefaultItem& self, Args& args) {
              Value arg = args["arg"];
              if (!py::is_str(arg)) {
                Value clause = clause_element(arg);
                if (!clause)
                  raise_argument_error(
                      cat("Argument 'arg' is expected to be one of type "
                          "'<class 'str'>' or '<class "
                          "'sqlalchemy.sql.elements.ClauseElement'>' or "
                          "'<class 'sqlalchemy.sql.elements.TextClause'>', "
                          "got '",
                          py::repr(Value(py::type_of(arg))), "'"));
                arg = clause;
              }
              self.arg = arg;
              self.for_update = args.flag("for_update");
            })
      .attribute("has_argument", Value::boolean(true));
  member(type, "arg", &DefaultItem::arg);
  return type.ready();
}

Type* make_computed_class() {
  Item type("Computed", "sqlalchemy.sql.schema", {cls(Cls::FetchedValue)});
  common(type);
  type.slots().repr = [](const Value& self) {
    auto& item = *self.as<DefaultItem>();
    return str_value(cat("Computed(", py::repr(item.arg),
                         item.persisted && !item.persisted.is_none()
                             ? cat(", persisted=", py::repr(item.persisted))
                             : "",
                         ")"));
  };
  type.init("__init__(self, sqltext, persisted=None)",
            [](DefaultItem& self, Args& args) {
              Value arg = args["sqltext"];
              self.arg = py::is_str(arg) ? wrap_expression(sql::make<sql::Text>(
                                               std::string(py::text_of(arg))))
                                         : clause_element(arg);
              self.persisted = args["persisted"];
            })
      .method("_copy(self, **kw)", copied)
      .method("copy(self, **kw)", [](DefaultItem& self, Args& args) {
        warn_deprecated_copy("Computed");
        return copied(self, args);
      });
  member(type, "sqltext", &DefaultItem::arg);
  member(type, "persisted", &DefaultItem::persisted);
  return type.ready();
}

Type* make_identity_class() {
  Item type("Identity", "sqlalchemy.sql.schema", {cls(Cls::FetchedValue)});
  common(type);
  type.slots().repr = [](const Value& self) {
    auto& item = *self.as<DefaultItem>();
    std::string parts = sequence_parts(item);
    if (is_true(item.always))
      parts = parts.empty() ? "always=True" : "always=True, " + parts;
    return str_value(cat("Identity(", parts, ")"));
  };
  type.init(
          "__init__(self, always=False, on_null=None, start=None, "
          "increment=None, minvalue=None, maxvalue=None, nominvalue=None, "
          "nomaxvalue=None, cycle=None, cache=None, order=None, **dialect_kw)",
          [](DefaultItem& self, Args& args) {
            set_sequence_fields(self, args);
            self.always = args["always"];
            self.on_null = args["on_null"];
            if (const Value on_null =
                    py::dict_get(args["dialect_kw"], "oracle_on_null"))
              self.on_null = on_null;
          })
      .method("_copy(self, **kw)", copied)
      .method("copy(self, **kw)", [](DefaultItem& self, Args& args) {
        warn_deprecated_copy("Identity");
        return copied(self, args);
      });
  add_sequence_members(type);
  member(type, "always", &DefaultItem::always);
  member(type, "on_null", &DefaultItem::on_null);
  return type.ready();
}

Type* make_sequence_class() {
  Item type("Sequence", "sqlalchemy.sql.schema", {cls(Cls::SchemaItem)});
  common(type);
  type.slots().repr = [](const Value& self) {
    auto& item = *self.as<DefaultItem>();
    std::string parts = sequence_parts(item);
    return str_value(cat("Sequence(", py::repr(item.name),
                         parts.empty() ? "" : ", ", parts, ")"));
  };
  type.init(
          "__init__(self, name, start=None, increment=None, minvalue=None, "
          "maxvalue=None, nominvalue=None, nomaxvalue=None, cycle=None, "
          "schema=None, cache=None, order=None, data_type=None, "
          "optional=False, quote=None, metadata=None, quote_schema=None, "
          "for_update=False, **dialect_kw)",
          [](DefaultItem& self, Args& args) {
            set_sequence_fields(self, args);
            self.name = args["name"];
            self.schema = args["schema"];
            self.metadata = args["metadata"];
            self.optional = args["optional"];
            self.for_update = args.flag("for_update");
            if (!args.none("data_type"))
              self.data_type = to_instance(args["data_type"]);
            if (self.schema.is_none() && !self.metadata.is_none())
              self.schema = or_none(self.metadata.as<MetaData>()->schema);
            attach_option(Value(&self), args);
          })
      .method("_set_metadata(self, metadata)",
              [](DefaultItem& self, Args& args) {
                self.metadata = args["metadata"];
                attach_option(Value(&self), args);
                return Value::none();
              })
      .method("next_value(self)",
              [](DefaultItem& self, Args&) {
                return wrap_expression(sequence_next_value(Value(&self)));
              })
      .method("create(self, bind, checkfirst=True)",
              [](DefaultItem& self, Args& args) {
                return sequence_ddl(self, args, "CreateSequence",
                                    "if_not_exists");
              })
      .method("drop(self, bind, checkfirst=True)",
              [](DefaultItem& self, Args& args) {
                return sequence_ddl(self, args, "DropSequence", "if_exists");
              })
      .property("next",
                [](DefaultItem& self) {
                  return py::get_attribute(Value(&self), "next_value");
                })
      .attribute("is_sequence", Value::boolean(true))
      .attribute("__visit_name__", str_value("sequence"));
  add_sequence_members(type);
  member(type, "name", &DefaultItem::name);
  member(type, "schema", &DefaultItem::schema);
  member(type, "metadata", &DefaultItem::metadata);
  member(type, "optional", &DefaultItem::optional);
  member(type, "data_type", &DefaultItem::data_type);
  return type.ready();
}

Type* make_column_default_class() {
  Item type("ColumnDefault", "sqlalchemy.sql.schema", {cls(Cls::SchemaItem)});
  common(type);
  type.slots().repr = [](const Value& self) {
    auto& item = *self.as<DefaultItem>();
    const char* name = py::is_callable(item.arg) ? "CallableColumnDefault"
                       : is_clause(item.arg)     ? "ColumnElementColumnDefault"
                                                 : "ScalarElementColumnDefault";
    return str_value(cat(name, "(", py::repr(item.arg), ")"));
  };
  type.init("__init__(self, arg, for_update=False)",
            [](DefaultItem& self, Args& args) {
              Value clause = clause_element(args["arg"]);
              self.arg = clause ? clause : args["arg"];
              self.for_update = args.flag("for_update");
            })
      .property("is_callable",
                [](DefaultItem& self) {
                  return Value::boolean(!is_clause(self.arg) &&
                                        py::is_callable(self.arg));
                })
      .property(
          "is_clause_element",
          [](DefaultItem& self) { return Value::boolean(is_clause(self.arg)); })
      .property("is_scalar",
                [](DefaultItem& self) {
                  return Value::boolean(!is_clause(self.arg) &&
                                        !py::is_callable(self.arg));
                })
      .attribute("is_sequence", Value::boolean(false));
  member(type, "arg", &DefaultItem::arg);
  return type.ready();
}

}  // namespace limbeck::sa
