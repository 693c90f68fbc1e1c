// alembic.script.revision.RevisionMap: that of a ScriptDirectory, or one of a
// program's own revisions. Unlike the ScriptDirectory's own methods these raise
// the graph's errors, not the command's.
#include <unordered_map>

#include "alembic/console.h"
#include "alembic/environment.h"
#include "alembic/error_classes.h"
#include "alembic/live_revision.h"
#include "alembic/values.h"
#include "revision/path.h"
#include "revision/traverse.h"

namespace limbeck::alembic {
namespace {

using revision::Links;
using revision::Revision;
using revision::RevisionGraph;
using revision::Specifier;

// Built from what a program's generator gives, when first asked.
struct OwnGraph {
  Value generator;
  std::shared_ptr<RevisionGraph> graph;
  std::unordered_map<const Revision*, Value> objects;
};

struct MapObject : py::Instance {
  std::shared_ptr<ScriptDirectory> scripts;
  OwnGraph own;
  using py::Instance::Instance;
};

// From now on the object speaks of the revision in the graph.
void adopt(OwnGraph& own, const Value& object, const Revision& revision) {
  object.as<RevisionObject>()->revision =
      std::shared_ptr<const Revision>(own.graph, &revision);
  own.objects[&revision] = object;
}

// Without what another graph derived.
Revision declared_by(const Value& object) {
  if (!py::is_instance(object, revision_type()))
    py::raise_type_error("a RevisionMap takes Revision objects");
  const Revision& given = *object.as<RevisionObject>()->revision;
  Revision copy;
  copy.id = given.id;
  copy.down_revisions = given.down_revisions;
  copy.dependencies = given.dependencies;
  copy.own_labels = given.own_labels;
  return copy;
}

void build(OwnGraph& own) {
  std::vector<Revision> declared;
  std::unordered_map<std::string, Value> by_id;
  for (const Value& object : py::collect(py::call(own.generator))) {
    declared.push_back(declared_by(object));
    by_id[declared.back().id] = object;
  }
  own.graph = std::make_shared<RevisionGraph>(
      std::move(declared), [](const std::string& text) { warn(text); });
  for (const Revision* revision : own.graph->revisions())
    adopt(own, by_id.at(revision->id), *revision);
}

const RevisionGraph& graph_of(MapObject& self) {
  if (self.scripts) return self.scripts->load_graph();
  if (!self.own.graph) build(self.own);
  return *self.own.graph;
}

Value wrap(MapObject& self, const Revision& revision) {
  if (self.scripts) return wrap_script(self.scripts, revision);
  return self.own.objects.at(&revision);
}

// What `look` finds in the graph.
template <class Look>
auto ask(MapObject& self, Look look) -> decltype(look(graph_of(self))) {
  return with_error_classes([&] { return look(graph_of(self)); });
}

std::vector<Value> wrap_all(MapObject& self, const Links& links) {
  std::vector<Value> items;
  for (const Revision* link : links) items.push_back(wrap(self, *link));
  return items;
}

template <class Member>
auto ids_of(Member member) {
  return [member](MapObject& self) {
    return ask(self, [&](const RevisionGraph& graph) {
      return text_tuple(revision::ids((graph.*member)()));
    });
  };
}

// Like the reference's generators, it looks when the first is wanted.
Value iterate(MapObject& self, py::Args& args) {
  const Value map(static_cast<py::Object*>(&self));
  revision::PathOptions options;
  options.implicit_base = args.flag("implicit_base");
  options.inclusive = args.flag("inclusive");
  const bool down = args.flag("select_for_downgrade");
  const Value upper = args["upper"], lower = args["lower"];
  return lazily([=] {
    MapObject& self = *map.as<MapObject>();
    return py::make_tuple(
        wrap_all(self, ask(self, [&](const RevisionGraph& graph) {
                   const Specifier above = specifier_of(upper);
                   const Specifier below = specifier_of(lower);
                   return down ? revision::iterate_for_downgrade(graph, above,
                                                                 below, options)
                               : revision::iterate_revisions(graph, above,
                                                             below, options);
                 })));
  });
}

// The revisions behind Revision objects or what names them.
Links links_of(const RevisionGraph& graph, const Value& given) {
  Links links;
  for (const Value& item : py::collect(given)) {
    if (py::is_instance(item, revision_type()))
      links.push_back(item.as<RevisionObject>()->revision.get());
    else if (!item.is_none())
      for (const Revision* found :
           revision::get_revisions(graph, specifier_of(item)))
        links.push_back(found);
  }
  return links;
}

Value related(MapObject& self, py::Args& args, revision::Follow follow,
              revision::Follow with_dependencies) {
  const Links found = ask(self, [&](const RevisionGraph& graph) {
    const Links from = links_of(graph, args["targets"]);
    return revision::reached(
        graph, from,
        args.flag("include_dependencies") ? with_dependencies : follow);
  });
  return py::iterate(py::make_tuple(wrap_all(self, found)));
}

Value add_revision(MapObject& self, py::Args& args) {
  const Value object = args["revision"];
  Revision copy = declared_by(object);
  const std::string id = copy.id;
  ask(self, [](const RevisionGraph&) { return 0; });
  if (self.scripts) {
    // Its file says the rest.
    self.scripts->forget();
    return Value::none();
  }
  if (!args.flag("_replace")) {
    with_error_classes([&] {
      const Revision* added = self.own.graph->add_revision(std::move(copy));
      if (added && added->id == id) adopt(self.own, object, *added);
      return 0;
    });
    return Value::none();
  }
  // The whole map again, with this one in the other's place.
  std::vector<Value> objects;
  bool placed = false;
  for (const Revision* revision : self.own.graph->revisions()) {
    const bool same = revision->id == id;
    objects.push_back(same ? object : self.own.objects.at(revision));
    placed |= same;
  }
  if (!placed) objects.push_back(object);
  OwnGraph again;
  const Value list = py::make_list(std::move(objects));
  again.generator = py::get_attribute(list, "copy");
  with_error_classes([&] {
    build(again);
    return 0;
  });
  self.own = std::move(again);
  return Value::none();
}

void add_lookups(py::NativeType<MapObject>& type) {
  using Object = MapObject;
  type.property("_revision_map", [](Object& self) {
    const Value result = py::make_dict();
    ask(self, [&](const RevisionGraph& graph) {
      for (const std::string_view name : graph.names())
        py::dict_set(result, std::string(name), wrap(self, *graph.find(name)));
      return 0;
    });
    py::dict_set(result, Value::none(), Value::none());
    py::dict_set(result, py::make_tuple({}), Value::none());
    return result;
  });
  type.method("get_revision(self, id_)", [](Object& self, py::Args& args) {
    const Specifier id = specifier_of(args["id_"]);
    const Revision* found = ask(self, [&](const RevisionGraph& graph) {
      return revision::get_revision(
          graph, id.list().empty() ? std::nullopt
                                   : std::optional<std::string>(id.list()[0]));
    });
    return found ? wrap(self, *found) : Value::none();
  });
  type.method("get_revisions(self, id_)", [](Object& self, py::Args& args) {
    return py::make_tuple(wrap_all(
        self, ask(self, [&](const RevisionGraph& graph) {
          return revision::get_revisions(graph, specifier_of(args["id_"]));
        })));
  });
  type.method("get_current_head(self, branch_label=None)", [](Object& self,
                                                              py::Args& args) {
    const Revision* head = ask(self, [&](const RevisionGraph& graph) {
      return revision::get_current_head(graph,
                                        args.optional_text("branch_label"));
    });
    return head ? py::make_str(head->id) : Value::none();
  });
  type.method(
      "filter_for_lineage(self, targets, check_against, "
      "include_dependencies=False)",
      [](Object& self, py::Args& args) {
        // What was given comes back, be it ids or revisions.
        const std::vector<Value> given = py::collect(args["targets"]);
        std::vector<Value> kept;
        ask(self, [&](const RevisionGraph& graph) {
          const auto against = args.optional_text("check_against");
          const auto with = args.flag("include_dependencies")
                                ? revision::Dependencies::Yes
                                : revision::Dependencies::No;
          for (const Value& item : given) {
            const Links links = links_of(graph, py::make_tuple({item}));
            if (!against ||
                !revision::filter_for_lineage(graph, links, *against, with)
                     .empty())
              kept.push_back(item);
          }
          return 0;
        });
        return py::make_tuple(std::move(kept));
      });
}

struct MapType {
  py::Type* type;
  MapType();
};

MapType::MapType() {
  using Object = MapObject;
  using revision::Follow;
  py::NativeType<Object> made("RevisionMap", "alembic.script.revision");
  made.slots().clear = [](py::Object* object) {
    static_cast<MapObject*>(object)->own = {};
  };
  made.init("__init__(self, generator)", [](Object& self, py::Args& args) {
    self.own.generator = args["generator"];
  });
  made.property("heads", ids_of(&RevisionGraph::heads));
  made.property("bases", ids_of(&RevisionGraph::bases));
  made.property("_real_heads", ids_of(&RevisionGraph::real_heads));
  made.property("_real_bases", ids_of(&RevisionGraph::real_bases));
  add_lookups(made);
  made.method("add_revision(self, revision, _replace=False)", add_revision);
  made.method(
      "iterate_revisions(self, upper, lower, implicit_base=False, "
      "inclusive=False, assert_relative_length=True, "
      "select_for_downgrade=False)",
      iterate);
  made.method(
      "_get_ancestor_nodes(self, targets, include_dependencies=True, "
      "check=False)",
      [](Object& self, py::Args& args) {
        return related(self, args, Follow::Down, Follow::AllDown);
      });
  made.method(
      "_get_descendant_nodes(self, targets, check=False, "
      "omit_immediate_dependencies=False, include_dependencies=True)",
      [](Object& self, py::Args& args) {
        return related(self, args, Follow::Next, Follow::AllNext);
      });
  made.method("_get_base_revisions(self, identifier)",
              [](Object& self, py::Args& args) {
                return ask(self, [&](const RevisionGraph& graph) {
                  return text_tuple(revision::ids(revision::filter_for_lineage(
                      graph, graph.bases(), args.text("identifier"))));
                });
              });
  made.method("_topological_sort(self, revisions, heads)",
              [](Object& self, py::Args& args) {
                const Links sorted = ask(self, [&](const RevisionGraph& graph) {
                  return revision::topological_sort(
                      graph, links_of(graph, args["revisions"]),
                      links_of(graph, args["heads"]));
                });
                return text_list(revision::ids(sorted));
              });
  type = made.ready();
}

}  // namespace

py::Type* revision_map_type() { return py::interpreter_state<MapType>().type; }

Value wrap_revision_map(std::shared_ptr<ScriptDirectory> scripts) {
  auto object = py::allocate_as<MapObject>(revision_map_type());
  object->scripts = std::move(scripts);
  return object.value();
}

const RevisionGraph& graph_of_map(const Value& map) {
  if (!py::is_instance(map, revision_map_type()))
    py::raise_type_error("a RevisionMap is expected here");
  return with_error_classes(
      [&]() -> const RevisionGraph& { return graph_of(*map.as<MapObject>()); });
}

Value wrap_of_map(const Value& map, const Revision& revision) {
  return wrap(*map.as<MapObject>(), revision);
}

}  // namespace limbeck::alembic
