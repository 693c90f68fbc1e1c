// sqlalchemy.event: who listens to what. Events of schema objects are fired by
// this folder; those of sessions, engines and attributes are only kept.
#include "sqlalchemy/calls.h"
#include "sqlalchemy/inspector.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/table_events.h"

namespace limbeck::sa {
namespace {

struct Listener {
  std::string event;
  Value target, function;
};
struct Events {
  std::vector<Listener> listeners;
};
Events &events() { return py::interpreter_state<Events>(); }

bool applies(const Listener &listener, const Value &target) {
  if (listener.target.is(target))
    return true;
  return py::is_type(listener.target) &&
         py::is_instance(target, listener.target.as<Type>());
}

Value listen_native(Args &args) {
  listen(args["target"], py::text_of(args["identifier"]), args["fn"]);
  return Value::none();
}

Value listens_for(Args &args) {
  Value target = args["target"];
  std::string event(py::text_of(args["identifier"]));
  return py::make_function("decorate(fn)", [target, event](Args &inner) {
    listen(target, event, inner[0]);
    return inner[0];
  });
}

} // namespace

void listen(const Value &target, std::string_view event,
            const Value &function) {
  events().listeners.push_back({std::string(event), target, function});
}

void fire(std::string_view event, const Value &target,
          const std::vector<Value> &arguments,
          const std::vector<std::pair<std::string_view, Value>> &keywords) {
  if (events().listeners.empty())
    return;
  // A listener may add listeners.
  for (std::size_t i = 0; i < events().listeners.size(); ++i) {
    Listener listener = events().listeners[i];
    if (listener.event == event && applies(listener, target))
      call_with(listener.function, arguments, keywords);
  }
}

bool has_table_events() { return !events().listeners.empty(); }

void fire_table_event(std::string_view event, const Value &table,
                      const Value &bind) {
  fire(event, table, {table, bind}, {{"checkfirst", Value::boolean(false)}});
}

void init_event(py::Module &module) {
  module.def("listen(target, identifier, fn, *args, **kw)", listen_native);
  module.def("listens_for(target, identifier, *args, **kw)", listens_for);
  module.def("remove(target, identifier, fn)", [](Args &args) {
    auto &list = events().listeners;
    for (std::size_t i = 0; i < list.size(); ++i)
      if (list[i].function.is(args["fn"]) &&
          list[i].target.is(args["target"]) &&
          list[i].event == py::text_of(args["identifier"])) {
        list.erase(list.begin() + i);
        break;
      }
    return Value::none();
  });
  module.def("contains(target, identifier, fn)", [](Args &args) {
    for (const Listener &listener : events().listeners)
      if (listener.function.is(args["fn"]) &&
          listener.target.is(args["target"]) &&
          listener.event == py::text_of(args["identifier"]))
        return Value::boolean(true);
    return Value::boolean(false);
  });
}

} // namespace limbeck::sa
