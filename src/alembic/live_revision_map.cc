// ScriptDirectory.revision_map as Python sees it. Unlike the ScriptDirectory's
// own methods these raise the graph's errors, not the command's.
#include "alembic/environment.h"
#include "alembic/error_classes.h"
#include "alembic/values.h"
#include "revision/path.h"

namespace limbeck::alembic {
namespace {

using revision::Links;
using revision::Revision;
using revision::Specifier;

struct MapObject : py::Instance {
  std::shared_ptr<ScriptDirectory> scripts;
  using py::Instance::Instance;
};

Specifier specifier(const Value& value) {
  if (value.is_none()) return {};
  if (py::is_str(value)) return Specifier(py::text_of(value));
  std::vector<std::string> ids;
  for (const Value& item : py::collect(value))
    if (!item.is_none()) ids.push_back(py::str(item));
  return Specifier(std::move(ids));
}

// What `look` finds in the graph.
template <class Look>
auto ask(MapObject& self, Look look)
    -> decltype(look(self.scripts->load_graph())) {
  try {
    return look(self.scripts->load_graph());
  } catch (const revision::RevisionError& error) {
    raise_as_class(error);
  }
}

Value scripts_of_links(MapObject& self, const Links& links) {
  std::vector<Value> items;
  for (const Revision* link : links)
    items.push_back(wrap_script(self.scripts, *link));
  return py::make_tuple(std::move(items));
}

template <class Member>
auto ids_of(Member member) {
  return [member](MapObject& self) {
    return ask(self, [&](const revision::RevisionGraph& graph) {
      return text_tuple(revision::ids((graph.*member)()));
    });
  };
}

Value iterate(MapObject& self, py::Args& args) {
  const Links links = ask(self, [&](const revision::RevisionGraph& graph) {
    revision::PathOptions options;
    options.implicit_base = args.flag("implicit_base");
    options.inclusive = args.flag("inclusive");
    const Specifier upper = specifier(args["upper"]);
    const Specifier lower = specifier(args["lower"]);
    return args.flag("select_for_downgrade")
               ? revision::iterate_for_downgrade(graph, upper, lower, options)
               : revision::iterate_revisions(graph, upper, lower, options);
  });
  return py::iterate(scripts_of_links(self, links));
}

struct MapType {
  py::Type* type;
  MapType();
};

MapType::MapType() {
  using Object = MapObject;
  using revision::RevisionGraph;
  py::NativeType<Object> made("RevisionMap", "alembic.script.revision");
  made.property("heads", ids_of(&RevisionGraph::heads));
  made.property("bases", ids_of(&RevisionGraph::bases));
  made.property("_real_heads", ids_of(&RevisionGraph::real_heads));
  made.property("_real_bases", ids_of(&RevisionGraph::real_bases));
  made.property("_revision_map", [](Object& self) {
    const Value result = py::make_dict();
    ask(self, [&](const RevisionGraph& graph) {
      for (const std::string_view name : graph.names())
        py::dict_set(result, std::string(name),
                     wrap_script(self.scripts, *graph.find(name)));
      return 0;
    });
    return result;
  });
  made.method("get_revision(self, id_)", [](Object& self, py::Args& args) {
    const Specifier id = specifier(args["id_"]);
    const Revision* found = ask(self, [&](const RevisionGraph& graph) {
      return revision::get_revision(
          graph, id.list().empty() ? std::nullopt
                                   : std::optional<std::string>(id.list()[0]));
    });
    return found ? wrap_script(self.scripts, *found) : Value::none();
  });
  made.method("get_revisions(self, id_)", [](Object& self, py::Args& args) {
    return scripts_of_links(self, ask(self, [&](const RevisionGraph& graph) {
                              return revision::get_revisions(
                                  graph, specifier(args["id_"]));
                            }));
  });
  made.method("get_current_head(self, branch_label=None)", [](Object& self,
                                                              py::Args& args) {
    const Revision* head = ask(self, [&](const RevisionGraph& graph) {
      return revision::get_current_head(graph,
                                        args.optional_text("branch_label"));
    });
    return head ? py::make_str(head->id) : Value::none();
  });
  made.method(
      "iterate_revisions(self, upper, lower, implicit_base=False, "
      "inclusive=False, assert_relative_length=True, "
      "select_for_downgrade=False)",
      iterate);
  type = made.ready();
}

}  // namespace

py::Type* revision_map_type() { return py::interpreter_state<MapType>().type; }

Value wrap_revision_map(std::shared_ptr<ScriptDirectory> scripts) {
  auto object = py::allocate_as<MapObject>(revision_map_type());
  object->scripts = std::move(scripts);
  return object.value();
}

}  // namespace limbeck::alembic
