// alembic.script.ScriptDirectory and Script as Python sees them.
#include "alembic/environment.h"
#include "alembic/error_classes.h"
#include "alembic/live_revision.h"
#include "alembic/values.h"
#include "base/error.h"
#include "base/text.h"
#include "revision/failure.h"
#include "revision/format.h"
#include "revision/path.h"

namespace limbeck::alembic {
namespace {

using revision::Links;
using revision::Revision;
using revision::Specifier;

struct ScriptsObject : py::Instance {
  std::shared_ptr<ScriptDirectory> scripts;
  using py::Instance::Instance;
};

struct ScriptObject : RevisionObject {
  std::shared_ptr<ScriptDirectory> scripts;
  using RevisionObject::RevisionObject;
};

Value scripts_list(const std::shared_ptr<ScriptDirectory>& scripts,
                   const Links& revisions) {
  std::vector<Value> items;
  for (const Revision* revision : revisions)
    items.push_back(wrap_script(scripts, *revision));
  return py::make_list(std::move(items));
}

Value steps_list(const std::shared_ptr<ScriptDirectory>& scripts,
                 const std::vector<revision::Step>& steps) {
  const Value map = wrap_revision_map(scripts);
  std::vector<Value> items;
  for (const revision::Step& step : steps)
    items.push_back(wrap_step(step, map));
  return py::make_list(std::move(items));
}

Value generate(ScriptsObject& self, py::Args& args) {
  NewRevision wanted;
  wanted.id = args.text("revid");
  wanted.message = args.optional_text("message");
  if (!args.none("head")) wanted.head = specifier_of(args["head"]);
  wanted.splice = args.flag("splice");
  wanted.branch_labels = texts_of(args["branch_labels"]);
  if (!args.none("version_path"))
    wanted.version_path = py::str(args["version_path"]);
  wanted.depends_on = texts_of(args["depends_on"]);
  wanted.template_arguments = args["kw"];
  const Revision* made = self.scripts->generate_revision(wanted);
  return made ? wrap_script(self.scripts, *made) : Value::none();
}

struct ScriptTypes {
  py::Type* scripts;
  py::Type* script;
  ScriptTypes();
  void make_scripts();
  void make_script();
};

ScriptTypes& types() { return py::interpreter_state<ScriptTypes>(); }

// What commands would run: _upgrade_revs, _downgrade_revs, _stamp_revs.
void add_plans(py::NativeType<ScriptsObject>& type) {
  using Object = ScriptsObject;
  const auto path = [](auto plan, auto step_of) {
    return [plan, step_of](Object& self, py::Args& args) {
      std::vector<revision::Step> steps;
      for (const Revision* link :
           plan(self.scripts->graph(), specifier_of(args["destination"]),
                specifier_of(args["current_rev"])))
        steps.push_back(step_of(*link));
      return steps_list(self.scripts, steps);
    };
  };
  type.method("_upgrade_revs(self, destination, current_rev)",
              path(revision::upgrade_path, revision::upgrade_step));
  type.method("_downgrade_revs(self, destination, current_rev)",
              path(revision::downgrade_path, revision::downgrade_step));
  type.method(
      "_stamp_revs(self, revision, heads)", [](Object& self, py::Args& args) {
        return steps_list(self.scripts,
                          revision::stamp_steps(self.scripts->graph(),
                                                specifier_of(args["revision"]),
                                                texts_of(args["heads"])));
      });
}

void ScriptTypes::make_scripts() {
  using Object = ScriptsObject;
  py::NativeType<Object> type("ScriptDirectory", "alembic.script.base");
  type.init(
      "__init__(self, dir, file_template='%(rev)s_%(slug)s', "
      "truncate_slug_length=40, version_locations=None, sourceless=False, "
      "output_encoding='utf-8', timezone=None, hooks=None, "
      "recursive_version_locations=False, messaging_opts=None)",
      [](Object& self, py::Args& args) {
        ScriptDirectory::Settings settings;
        settings.file_template = py::str(args["file_template"]);
        settings.truncate_slug_length =
            py::int_of(args["truncate_slug_length"]).value_or(40);
        settings.sourceless = py::truth(args["sourceless"]);
        settings.output_encoding = py::str(args["output_encoding"]);
        settings.timezone = args.optional_text("timezone");
        settings.recursive = py::truth(args["recursive_version_locations"]);
        const Value quiet = args.none("messaging_opts")
                                ? Value()
                                : py::dict_get(args["messaging_opts"], "quiet");
        self.scripts = ScriptDirectory::in_folder(
            py::str(args["dir"]), texts_of(args["version_locations"]),
            std::move(settings), quiet && py::truth(quiet));
      });
  type.class_method("from_config(cls, config)", [](py::Args& args) {
    return wrap_scripts(scripts_for(*args["config"].as<ConfigObject>()));
  });
  type.method("get_revision(self, id_)", [](Object& self, py::Args& args) {
    return revision::with_wording({}, [&] {
      const Specifier id = specifier_of(args["id_"]);
      const Revision* found = revision::get_revision(
          self.scripts->graph(),
          id.is_none() ? std::nullopt
                       : std::optional<std::string>(id.list().at(0)));
      return found ? wrap_script(self.scripts, *found) : Value::none();
    });
  });
  type.method("get_revisions(self, id_)", [](Object& self, py::Args& args) {
    return revision::with_wording({}, [&] {
      const Value list = scripts_list(
          self.scripts, revision::get_revisions(self.scripts->graph(),
                                                specifier_of(args["id_"])));
      return py::make_tuple(py::collect(list));
    });
  });
  type.method("walk_revisions(self, base='base', head='heads')",
              [](Object& self, py::Args& args) {
                return py::iterate(scripts_list(
                    self.scripts, revision::walk_revisions(
                                      self.scripts->graph(), args.text("base"),
                                      args.text("head"))));
              });
  type.method("iterate_revisions(self, upper, lower, **kw)",
              [](Object& self, py::Args& args) {
                const auto scripts = self.scripts;
                const Value upper = args["upper"], lower = args["lower"];
                return lazily([=] {
                  return with_error_classes([&] {
                    return scripts_list(
                        scripts, revision::iterate_revisions(
                                     scripts->graph(), specifier_of(upper),
                                     specifier_of(lower), {}));
                  });
                });
              });
  type.method("get_current_head(self)", [](Object& self, py::Args&) {
    revision::Wording wording;
    wording.multiple_heads =
        "The script directory has multiple heads (due to branching)."
        "Please use get_heads(), or merge the branches using alembic merge.";
    return revision::with_wording(wording, [&] {
      const Revision* head = revision::get_current_head(self.scripts->graph());
      return head ? py::make_str(head->id) : Value::none();
    });
  });
  type.method("get_heads(self, consider_depends_on=False)", [](Object& self,
                                                               py::Args& args) {
    const auto& graph = self.scripts->graph();
    return text_list(revision::ids(
        args.flag("consider_depends_on") ? graph.real_heads() : graph.heads()));
  });
  type.method("get_bases(self)", [](Object& self, py::Args&) {
    return text_list(revision::ids(self.scripts->graph().bases()));
  });
  type.method("get_base(self)", [](Object& self, py::Args&) {
    const auto bases = revision::ids(self.scripts->graph().bases());
    if (bases.size() > 1)
      throw Error(ErrorKind::Command,
                  "The script directory has multiple bases. Please use "
                  "get_bases().");
    return bases.empty() ? Value::none() : py::make_str(bases[0]);
  });
  type.method("as_revision_number(self, id_)", [](Object& self,
                                                  py::Args& args) {
    return revision::with_wording({}, [&] {
      if (args.none("id_")) return Value::none();
      const std::string id = args.text("id_");
      const auto ids = revision::as_revision_number(self.scripts->graph(), id);
      if (ids.empty()) return Value::none();
      return id == "heads" ? text_tuple(ids) : py::make_str(ids[0]);
    });
  });
  type.method(
      "generate_revision(self, revid, message, head=None, "
      "splice=False, branch_labels=None, version_path=None, "
      "file_template=None, depends_on=None, **kw)",
      generate);
  add_plans(type);
  type.method("run_env(self)", [](Object& self, py::Args&) {
    self.scripts->run_env();
    return Value::none();
  });
  type.property(
      "dir", [](Object& self) { return py::make_str(self.scripts->folder()); });
  type.property("env_py_location", [](Object& self) {
    return py::make_str(cat(self.scripts->folder(), "/env.py"));
  });
  type.property("version_locations", [](Object& self) {
    return text_list(self.scripts->given_version_locations());
  });
  type.property("file_template", [](Object& self) {
    return py::make_str(self.scripts->settings().file_template);
  });
  type.property(
      "truncate_slug_length",
      [](Object& self) {
        return py::make_int(self.scripts->settings().truncate_slug_length);
      },
      [](Object& self, const Value& length) {
        self.scripts->settings().truncate_slug_length =
            py::int_of(length).value_or(40);
      });
  type.property("output_encoding", [](Object& self) {
    return py::make_str(self.scripts->settings().output_encoding);
  });
  type.property("timezone", [](Object& self) {
    const auto& zone = self.scripts->settings().timezone;
    return zone ? py::make_str(*zone) : Value::none();
  });
  type.property("sourceless", [](Object& self) {
    return Value::boolean(self.scripts->settings().sourceless);
  });
  type.property("recursive_version_locations", [](Object& self) {
    return Value::boolean(self.scripts->settings().recursive);
  });
  type.property("messaging_opts", [](Object& self) {
    const Value result = py::make_dict();
    py::dict_set(result, "quiet", Value::boolean(self.scripts->quiet()));
    return result;
  });
  type.property("revision_map",
                [](Object& self) { return wrap_revision_map(self.scripts); });
  type.property("_version_locations", [](Object& self) {
    const Value pathlib = py::Interpreter::current().import("pathlib");
    std::vector<Value> paths;
    for (const std::string& place : self.scripts->version_locations())
      paths.push_back(py::call_method(pathlib, "Path", {py::make_str(place)}));
    return py::make_list(std::move(paths));
  });
  type.property("versions", [](Object& self) {
    const auto& places = self.scripts->version_locations();
    if (places.size() > 1)
      throw Error(ErrorKind::Command, "Multiple version_locations present");
    return py::make_str(places[0]);
  });
  scripts = type.ready();
}

void ScriptTypes::make_script() {
  using Object = ScriptObject;
  py::NativeType<Object> type("Script", "alembic.script.base",
                              {revision_type()});
  type.class_method("_from_path(cls, scriptdir, path)", [](py::Args& args) {
    const auto scripts = scripts_of(args["scriptdir"]);
    auto found = scripts->load(py::str(args["path"]));
    if (!found) return Value::none();
    auto object = py::allocate_as<ScriptObject>(types().script);
    object->scripts = scripts;
    object->revision = std::make_shared<const Revision>(std::move(*found));
    return object.value();
  });
  type.property(
      "doc", [](Object& self) { return py::make_str(self.revision->doc()); });
  type.property("longdoc", [](Object& self) {
    return py::make_str(self.revision->long_doc);
  });
  type.property("path",
                [](Object& self) { return py::make_str(self.revision->path); });
  type.property("module", [](Object& self) {
    return self.scripts->module_of(*self.revision);
  });
  type.property("log_entry", [](Object& self) {
    return py::make_str(revision::log_entry(*self.revision));
  });
  type.method(
      "cmd_format(self, verbose, include_branches=False, "
      "include_doc=False, include_parents=False, tree_indicators=True)",
      [](Object& self, py::Args& args) {
        revision::LineOptions options;
        options.branches = args.flag("include_branches");
        options.doc = args.flag("include_doc");
        options.parents = args.flag("include_parents");
        options.tree_indicators = args.flag("tree_indicators");
        return py::make_str(revision::command_format(
            *self.revision,
            args.flag("verbose") ? revision::Verbose::Yes
                                 : revision::Verbose::No,
            options));
      });
  type.slots().str = [](const Value& self) {
    return py::make_str(self.as<Object>()->revision->line());
  };
  script = type.ready();
}

ScriptTypes::ScriptTypes() {
  make_scripts();
  make_script();
}

}  // namespace

Value wrap_scripts(std::shared_ptr<ScriptDirectory> scripts) {
  auto object = py::allocate_as<ScriptsObject>(types().scripts);
  object->scripts = std::move(scripts);
  return object.value();
}

std::shared_ptr<ScriptDirectory> scripts_of(const Value& live) {
  if (!py::is_instance(live, types().scripts))
    py::raise_type_error("a ScriptDirectory is expected here");
  return live.as<ScriptsObject>()->scripts;
}

Value wrap_script(const std::shared_ptr<ScriptDirectory>& scripts,
                  const Revision& revision) {
  auto object = py::allocate_as<ScriptObject>(types().script);
  object->scripts = scripts;
  object->revision = std::shared_ptr<const Revision>(scripts, &revision);
  return object.value();
}

void init_script_module(py::Module& module) {
  module.set(types().scripts);
  module.set(types().script);
  module.set(revision_type());
  module.set(revision_map_type());
}

void init_migration_module(py::Module& module) {
  module.set(MigrationContext::type());
  module.set("_Impl", Value(static_cast<py::Object*>(impl_type())));
  add_step_types(module);
}

}  // namespace limbeck::alembic
