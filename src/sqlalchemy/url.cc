// URL objects: make_url, URL.create and what they can do.
#include "db/url.h"
#include "base/text.h"
#include "sqlalchemy/dialect.h"
#include "sqlalchemy/engine.h"
#include "sqlalchemy/errors.h"

namespace limbeck::sa {
namespace {

struct UrlObject : py::Instance {
  db::Url url;
  using Instance::Instance;
};

Value optional_text(const std::optional<std::string>& text) {
  return text ? str_value(*text) : Value::none();
}

std::optional<std::string> text_or_none(const Value& value) {
  if (value.absent() || value.is_none()) return std::nullopt;
  return py::str(value);
}

Value query_value(const db::Url& url) {
  Value dict = py::make_dict();
  for (const auto& [name, value] : url.query) {
    if (!value.repeated && value.values.size() == 1) {
      py::dict_set(dict, name, str_value(value.values[0]));
      continue;
    }
    std::vector<Value> items;
    for (const std::string& text : value.values)
      items.push_back(str_value(text));
    py::dict_set(dict, name, py::make_tuple(items));
  }
  return dict;
}

void set_query(db::Url& url, const Value& query) {
  url.query.clear();
  if (query.absent() || query.is_none()) return;
  py::dict_each(query, [&](const Value& key, const Value& value) {
    db::QueryValue entry;
    if (py::is_list(value) || py::is_tuple(value)) {
      for (const Value& item : sequence_items(value))
        entry.values.push_back(py::str(item));
      entry.repeated = true;
    } else {
      entry.values.push_back(py::str(value));
    }
    url.query.emplace_back(std::string(py::text_of(key)), std::move(entry));
  });
}

Value url_create(Args& args) {
  db::Url url;
  url.drivername = args.text("drivername");
  url.username = text_or_none(args["username"]);
  url.password = text_or_none(args["password"]);
  url.host = text_or_none(args["host"]);
  if (!args.none("port")) {
    auto port = py::int_of(args["port"]);
    url.port =
        port ? static_cast<int>(*port) : std::stoi("0" + py::str(args["port"]));
  }
  url.database = text_or_none(args["database"]);
  set_query(url, args["query"]);
  return wrap_url(url);
}

Value url_set(UrlObject& self, Args& args) {
  db::Url url = self.url;
  auto text = [&](const char* name, std::optional<std::string>& field) {
    if (args.given(name) && !args[name].absent())
      field = text_or_none(args[name]);
  };
  if (!args.none("drivername")) url.drivername = args.text("drivername");
  text("username", url.username);
  text("password", url.password);
  text("host", url.host);
  text("database", url.database);
  if (!args.none("port")) url.port = static_cast<int>(args.integer("port"));
  if (!args.none("query")) set_query(url, args["query"]);
  return wrap_url(url);
}

Value update_query(UrlObject& self, Args& args) {
  db::Url url = self.url;
  Value merged = args.flag("append") ? py::make_dict() : query_value(url);
  if (py::is_str(args["query"]))
    return wrap_url(url.update_query_string(args.text("query")));
  py::dict_each(args["query"], [&](const Value& k, const Value& v) {
    py::dict_set(merged, k, v);
  });
  set_query(url, merged);
  return wrap_url(url);
}

}  // namespace

db::Url lower_url(const Value& value) {
  if (isa(value, Cls::URL)) return value.as<UrlObject>()->url;
  if (!py::is_str(value))
    raise_argument_error(
        cat("Expected string or URL object, got ", py::repr(value)));
  return db::Url::parse(py::text_of(value));
}

Value wrap_url(const db::Url& url) {
  auto made = py::allocate_as<UrlObject>(cls(Cls::URL));
  made->url = url;
  return made.value();
}

Type* make_url_class() {
  py::NativeType<UrlObject> type("URL", "sqlalchemy.engine.url");
  auto& slots = type.slots();
  slots.str = [](const Value& self) {
    return str_value(self.as<UrlObject>()->url.render_as_string(true));
  };
  slots.repr = slots.str;
  slots.hash = [](const Value& self) {
    return py::hash(
        str_value(self.as<UrlObject>()->url.render_as_string(false)));
  };
  slots.compare = [](const Value& self, const Value& other, py::Compare op) {
    if (!isa(other, Cls::URL)) return Value::not_implemented();
    bool same = self.as<UrlObject>()->url == other.as<UrlObject>()->url;
    if (op == py::Compare::Eq) return Value::boolean(same);
    if (op == py::Compare::Ne) return Value::boolean(!same);
    return Value::not_implemented();
  };
  slots.get_item = [](const Value& self, const Value& key) {
    const db::Url& url = self.as<UrlObject>()->url;
    return py::get_item(
        py::make_tuple({str_value(url.drivername), optional_text(url.username),
                        optional_text(url.password), optional_text(url.host),
                        url.port ? py::make_int(*url.port) : Value::none(),
                        optional_text(url.database), query_value(url)}),
        key);
  };
  type.static_method(
          "create(drivername, username=None, password=None, "
          "host=None, port=None, database=None, query=None)",
          url_create)
      .method(
          "set(self, drivername=None, username=..., password=..., host=..., "
          "port=None, database=..., query=None)",
          url_set)
      .method("update_query_dict(self, query, append=False)", update_query)
      .method("update_query_string(self, query, append=False)", update_query)
      .method("update_query_pairs(self, query, append=False)",
              [](UrlObject& self, Args& args) {
                db::QueryPairs pairs;
                for (const Value& pair : py::collect(args["query"]))
                  pairs.emplace_back(py::str(sequence_items(pair)[0]),
                                     py::str(sequence_items(pair)[1]));
                return wrap_url(
                    self.url.update_query_pairs(pairs, args.flag("append")));
              })
      .method("difference_update_query(self, names)",
              [](UrlObject& self, Args& args) {
                std::vector<std::string> names;
                for (const Value& name : py::collect(args["names"]))
                  names.push_back(py::str(name));
                return wrap_url(self.url.difference_update_query(names));
              })
      .method("render_as_string(self, hide_password=True)",
              [](UrlObject& self, Args& args) {
                return str_value(
                    self.url.render_as_string(args.flag("hide_password")));
              })
      .method("__to_string__(self, hide_password=True)",
              [](UrlObject& self, Args& args) {
                return str_value(
                    self.url.render_as_string(args.flag("hide_password")));
              })
      .method("get_backend_name(self)",
              [](UrlObject& self, Args&) {
                return str_value(self.url.get_backend_name());
              })
      .method("get_driver_name(self)",
              [](UrlObject& self, Args&) {
                return str_value(self.url.get_driver_name());
              })
      .method("get_dialect(self)",
              [](UrlObject& self, Args&) {
                const std::string name(self.url.get_backend_name());
                const std::string driver(self.url.get_driver_name());
                dialect_object(name);  // or NoSuchModuleError
                return py::make_function("dialect(**kw)", [=](Args& args) {
                  Value made = make_dialect(name, driver, {});
                  Value style = py::dict_get(args["kw"], "paramstyle");
                  if (style && py::is_str(style))
                    set_paramstyle(made, py::text_of(style));
                  return made;
                });
              })
      .method("translate_connect_args(self, names=None, **kw)",
              [](UrlObject& self, Args& args) {
                db::QueryPairs names;
                py::dict_each(args["kw"], [&](const Value& k, const Value& v) {
                  names.emplace_back(std::string(py::text_of(k)), py::str(v));
                });
                Value dict = py::make_dict();
                for (const auto& [name, text] :
                     self.url.translate_connect_args(names))
                  py::dict_set(dict, name,
                               name == "port" ? py::make_int(std::stoi(text))
                                              : str_value(text));
                return dict;
              })
      .method(
          "_asdict(self)",
          [](UrlObject& self, Args&) {
            Value dict = py::make_dict();
            py::dict_set(dict, "drivername", str_value(self.url.drivername));
            py::dict_set(dict, "username", optional_text(self.url.username));
            py::dict_set(dict, "password", optional_text(self.url.password));
            py::dict_set(dict, "host", optional_text(self.url.host));
            py::dict_set(
                dict, "port",
                self.url.port ? py::make_int(*self.url.port) : Value::none());
            py::dict_set(dict, "database", optional_text(self.url.database));
            py::dict_set(dict, "query", query_value(self.url));
            return dict;
          })
      .property("drivername",
                [](UrlObject& self) { return str_value(self.url.drivername); })
      .property(
          "username",
          [](UrlObject& self) { return optional_text(self.url.username); })
      .property(
          "password",
          [](UrlObject& self) { return optional_text(self.url.password); })
      .property("host",
                [](UrlObject& self) { return optional_text(self.url.host); })
      .property("port",
                [](UrlObject& self) {
                  return self.url.port ? py::make_int(*self.url.port)
                                       : Value::none();
                })
      .property(
          "database",
          [](UrlObject& self) { return optional_text(self.url.database); })
      .property("query", [](UrlObject& self) { return query_value(self.url); })
      .property("normalized_query", [](UrlObject& self) {
        Value dict = py::make_dict();
        for (const auto& [name, value] : self.url.query) {
          std::vector<Value> items;
          for (const std::string& text : value.values)
            items.push_back(str_value(text));
          py::dict_set(dict, name, py::make_tuple(items));
        }
        return dict;
      });
  return type.ready();
}

}  // namespace limbeck::sa
