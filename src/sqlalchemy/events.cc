// sqlalchemy.event: who listens to what. Events of schema objects are fired by
// this folder; those of statements by execute.cc; those
// of sessions and attributes are only kept.
#include "sqlalchemy/calls.h"
#include "sqlalchemy/inspector.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/table_events.h"

namespace limbeck::sa {
namespace {

struct Listener {
  std::string event;
  Value target, function;
  bool returns = false;  // retval=True
};
struct Events {
  std::vector<Listener> listeners;
};
Events& events() { return py::interpreter_state<Events>(); }

bool applies(const Listener& listener, const Value& target) {
  if (listener.target.is(target)) return true;
  return py::is_type(listener.target) &&
         py::is_instance(target, listener.target.as<Type>());
}

bool wants_return(const Value& keywords) {
  const Value flag = py::dict_get(keywords, "retval");
  return flag && py::truth(flag);
}

Value listen_native(Args& args) {
  events().listeners.push_back({std::string(py::text_of(args["identifier"])),
                                args["target"], args["fn"],
                                wants_return(args["kw"])});
  return Value::none();
}

Value listens_for(Args& args) {
  Value target = args["target"];
  std::string event(py::text_of(args["identifier"]));
  const bool returns = wants_return(args["kw"]);
  return py::make_function(
      "decorate(fn)", [target, event, returns](Args& inner) {
        events().listeners.push_back({event, target, inner[0], returns});
        return inner[0];
      });
}

}  // namespace

void listen(const Value& target, std::string_view event,
            const Value& function) {
  events().listeners.push_back({std::string(event), target, function});
}

void fire(std::string_view event, const Value& target,
          const std::vector<Value>& arguments,
          const std::vector<std::pair<std::string_view, Value>>& keywords) {
  if (events().listeners.empty()) return;
  // A listener may add listeners.
  for (std::size_t i = 0; i < events().listeners.size(); ++i) {
    Listener listener = events().listeners[i];
    if (listener.event == event && applies(listener, target))
      call_with(listener.function, arguments, keywords);
  }
}

bool any_listens(std::string_view event) {
  for (const Listener& listener : events().listeners)
    if (listener.event == event) return true;
  return false;
}

std::string fire_before_execute(const Value& connection, const Value& engine,
                                std::string sql, const Value& parameters,
                                const Value& context, bool many) {
  // Those of the connection come first.
  for (const Value& target : {connection, engine})
    for (std::size_t i = 0; i < events().listeners.size(); ++i) {
      Listener listener = events().listeners[i];
      if (listener.event != "before_cursor_execute" ||
          !applies(listener, target))
        continue;
      const Value made = py::call(listener.function,
                                  {connection, Value::none(), py::make_str(sql),
                                   parameters, context, Value::boolean(many)});
      if (listener.returns && py::is_tuple(made) && py::length(made) == 2)
        sql = py::str(py::get_item(made, py::make_int(0)));
    }
  return sql;
}

void fire_after_execute(const Value& connection, const Value& engine,
                        const std::string& sql, const Value& parameters,
                        const Value& context, bool many) {
  const std::vector<Value> arguments{connection,        Value::none(),
                                     py::make_str(sql), parameters,
                                     context,           Value::boolean(many)};
  fire("after_cursor_execute", connection, arguments);
  fire("after_cursor_execute", engine, arguments);
}

bool has_table_events() { return !events().listeners.empty(); }

void fire_table_event(std::string_view event, const Value& table,
                      const Value& bind) {
  fire(event, table, {table, bind}, {{"checkfirst", Value::boolean(false)}});
}

void init_event(py::Module& module) {
  module.def("listen(target, identifier, fn, *args, **kw)", listen_native);
  module.def("listens_for(target, identifier, *args, **kw)", listens_for);
  module.def("remove(target, identifier, fn)", [](Args& args) {
    auto& list = events().listeners;
    for (std::size_t i = 0; i < list.size(); ++i)
      if (list[i].function.is(args["fn"]) &&
          list[i].target.is(args["target"]) &&
          list[i].event == py::text_of(args["identifier"])) {
        list.erase(list.begin() + i);
        break;
      }
    return Value::none();
  });
  module.def("contains(target, identifier, fn)", [](Args& args) {
    for (const Listener& listener : events().listeners)
      if (listener.function.is(args["fn"]) &&
          listener.target.is(args["target"]) &&
          listener.event == py::text_of(args["identifier"]))
        return Value::boolean(true);
    return Value::boolean(false);
  });
}

}  // namespace limbeck::sa
