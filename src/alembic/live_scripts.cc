// alembic.script.ScriptDirectory and Script as Python sees them, and the
// MigrationInfo of on_version_apply callbacks.
#include "alembic/environment.h"
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

struct ScriptObject : py::Instance {
  std::shared_ptr<ScriptDirectory> scripts;  // owns the graph
  const Revision* revision = nullptr;
  using py::Instance::Instance;
};

struct InfoObject : py::Instance {
  revision::Step step;
  std::shared_ptr<ScriptDirectory> scripts;
  using py::Instance::Instance;
};

// None, one text or a tuple, as a script's down_revision.
Value scalar(const std::vector<std::string>& texts) {
  if (texts.empty()) return Value::none();
  return texts.size() == 1 ? py::make_str(texts[0]) : text_tuple(texts);
}

Specifier specifier(const Value& value) {
  if (value.is_none()) return {};
  if (py::is_str(value)) return Specifier(py::text_of(value));
  std::vector<std::string> ids;
  for (const Value& item : py::collect(value))
    if (!item.is_none()) ids.push_back(py::str(item));
  return Specifier(std::move(ids));
}

std::vector<std::string> texts(const Value& value) {
  if (!value || value.is_none()) return {};
  return specifier(value).list();
}

Value scripts_list(const std::shared_ptr<ScriptDirectory>& scripts,
                   const Links& revisions) {
  std::vector<Value> items;
  for (const Revision* revision : revisions)
    items.push_back(wrap_script(scripts, *revision));
  return py::make_list(std::move(items));
}

Value generate(ScriptsObject& self, py::Args& args) {
  NewRevision wanted;
  wanted.id = args.text("revid");
  wanted.message = args.optional_text("message");
  if (!args.none("head")) wanted.head = specifier(args["head"]);
  wanted.splice = args.flag("splice");
  wanted.branch_labels = texts(args["branch_labels"]);
  if (!args.none("version_path"))
    wanted.version_path = py::str(args["version_path"]);
  wanted.depends_on = texts(args["depends_on"]);
  wanted.template_arguments = args["kw"];
  const Revision* made = self.scripts->generate_revision(wanted);
  return made ? wrap_script(self.scripts, *made) : Value::none();
}

// A step of a plan, as functions of an EnvironmentContext return them.
struct StepObject : py::Instance {
  revision::Step step;
  using py::Instance::Instance;
};

struct StepType {
  py::Type* type =
      py::NativeType<StepObject>("RevisionStep", "alembic.runtime.migration")
          .property("is_upgrade",
                    [](StepObject& self) {
                      return Value::boolean(self.step.is_upgrade());
                    })
          .property("short_log",
                    [](StepObject& self) {
                      return py::make_str(self.step.short_log());
                    })
          .ready();
};

Value wrap_step(const revision::Step& step) {
  auto object =
      py::allocate_as<StepObject>(py::interpreter_state<StepType>().type);
  object->step = step;
  return object.value();
}

struct ScriptTypes {
  py::Type* scripts;
  py::Type* script;
  py::Type* info;
  ScriptTypes();
  void make_scripts();
  void make_script();
  void make_info();
};

void ScriptTypes::make_scripts() {
  using Object = ScriptsObject;
  py::NativeType<Object> type("ScriptDirectory", "alembic.script.base");
  type.class_method("from_config(cls, config)", [](py::Args& args) {
    return wrap_scripts(scripts_for(*args["config"].as<ConfigObject>()));
  });
  type.method("get_revision(self, id_)", [](Object& self, py::Args& args) {
    return revision::with_wording({}, [&] {
      const Specifier id = specifier(args["id_"]);
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
                                                specifier(args["id_"])));
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
  type.method(
      "iterate_revisions(self, upper, lower, **kw)",
      [](Object& self, py::Args& args) {
        return py::iterate(scripts_list(
            self.scripts, revision::iterate_revisions(
                              self.scripts->graph(), specifier(args["upper"]),
                              specifier(args["lower"]), {})));
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
  const auto ids_of = [](const Value& rows) { return specifier(rows); };
  type.method("_upgrade_revs(self, destination, current_rev)",
              [ids_of](Object& self, py::Args& args) {
                std::vector<Value> steps;
                for (const Revision* link : revision::upgrade_path(
                         self.scripts->graph(), specifier(args["destination"]),
                         ids_of(args["current_rev"])))
                  steps.push_back(wrap_step(revision::upgrade_step(*link)));
                return py::make_list(std::move(steps));
              });
  type.method("_downgrade_revs(self, destination, current_rev)",
              [ids_of](Object& self, py::Args& args) {
                std::vector<Value> steps;
                for (const Revision* link : revision::downgrade_path(
                         self.scripts->graph(), specifier(args["destination"]),
                         ids_of(args["current_rev"])))
                  steps.push_back(wrap_step(revision::downgrade_step(*link)));
                return py::make_list(std::move(steps));
              });
  type.method("_stamp_revs(self, revision, heads)",
              [](Object& self, py::Args& args) {
                std::vector<Value> steps;
                for (const revision::Step& step : revision::stamp_steps(
                         self.scripts->graph(), specifier(args["revision"]),
                         texts(args["heads"])))
                  steps.push_back(wrap_step(step));
                return py::make_list(std::move(steps));
              });
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
  type.property("truncate_slug_length", [](Object& self) {
    return py::make_int(self.scripts->settings().truncate_slug_length);
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
  py::NativeType<Object> type("Script", "alembic.script.base");
  type.property("revision",
                [](Object& self) { return py::make_str(self.revision->id); });
  type.property("down_revision", [](Object& self) {
    return scalar(self.revision->down_revisions);
  });
  type.property("dependencies", [](Object& self) {
    return scalar(self.revision->dependencies);
  });
  type.property("branch_labels", [](Object& self) {
    std::vector<Value> labels;
    for (const std::string& label : self.revision->branch_labels)
      labels.push_back(py::make_str(label));
    return py::make_set(std::move(labels));
  });
  type.property("nextrev", [](Object& self) {
    return py::call(
        Value(static_cast<py::Object*>(py::builtin_types().frozenset)),
        {text_tuple(revision::ids(self.revision->next))});
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
  type.property("is_head", [](Object& self) {
    return Value::boolean(self.revision->is_head());
  });
  type.property("_is_real_head", [](Object& self) {
    return Value::boolean(self.revision->is_real_head());
  });
  type.property("_all_down_revisions", [](Object& self) {
    return text_tuple(revision::ids(self.revision->all_down));
  });
  type.property("_versioned_down_revisions", [](Object& self) {
    return text_tuple(self.revision->down_revisions);
  });
  type.property("is_base", [](Object& self) {
    return Value::boolean(self.revision->is_base());
  });
  type.property("is_branch_point", [](Object& self) {
    return Value::boolean(self.revision->is_branch_point());
  });
  type.property("is_merge_point", [](Object& self) {
    return Value::boolean(self.revision->is_merge_point());
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
  type.slots().repr = [](const Value& self) {
    const Revision& revision = *self.as<Object>()->revision;
    return py::make_str(cat("Revision('", revision.id, "', ",
                            py::repr(scalar(revision.down_revisions)), ")"));
  };
  type.slots().hash = [](const Value& self) {
    return static_cast<std::int64_t>(
        reinterpret_cast<std::intptr_t>(self.as<Object>()->revision) >> 4);
  };
  type.slots().compare = [](const Value& self, const Value& other,
                            py::Compare op) {
    if (py::type_of(self) != py::type_of(other))
      return Value::not_implemented();
    const bool same =
        self.as<Object>()->revision == other.as<Object>()->revision;
    if (op == py::Compare::Eq) return Value::boolean(same);
    if (op == py::Compare::Ne) return Value::boolean(!same);
    return Value::not_implemented();
  };
  script = type.ready();
}

// Alembic: alembic.runtime.migration.MigrationInfo
void ScriptTypes::make_info() {
  using Object = InfoObject;
  py::NativeType<Object> type("MigrationInfo", "alembic.runtime.migration");
  const auto ups = [](Object& self) {
    return self.step.is_upgrade() ? self.step.to_revisions()
                                  : self.step.from_revisions();
  };
  const auto downs = [](Object& self) {
    return self.step.is_upgrade() ? self.step.from_revisions()
                                  : self.step.to_revisions();
  };
  const auto live = [](Object& self, const std::vector<std::string>& ids) {
    std::vector<Value> items;
    for (const std::string& id : ids)
      if (const Revision* found = self.scripts->graph().find(id))
        items.push_back(wrap_script(self.scripts, *found));
    return items;
  };
  type.property("is_upgrade", [](Object& self) {
    return Value::boolean(self.step.is_upgrade());
  });
  type.property("is_stamp", [](Object& self) {
    return Value::boolean(self.step.kind == revision::Step::Kind::Stamp);
  });
  type.property("is_migration", [](Object& self) {
    return Value::boolean(self.step.kind == revision::Step::Kind::Migration);
  });
  type.property("up_revision_id", [ups](Object& self) {
    const auto ids = ups(self);
    return ids.empty() ? Value::none() : py::make_str(ids[0]);
  });
  type.property("up_revision_ids",
                [ups](Object& self) { return text_tuple(ups(self)); });
  type.property("down_revision_ids",
                [downs](Object& self) { return text_tuple(downs(self)); });
  type.property("up_revision", [ups, live](Object& self) {
    const auto items = live(self, ups(self));
    return items.empty() ? Value::none() : items[0];
  });
  type.property("up_revisions", [ups, live](Object& self) {
    return py::make_tuple(live(self, ups(self)));
  });
  type.property("down_revisions", [downs, live](Object& self) {
    return py::make_tuple(live(self, downs(self)));
  });
  type.property("source_revision_ids", [](Object& self) {
    return text_tuple(self.step.from_revisions());
  });
  type.property("destination_revision_ids", [](Object& self) {
    return text_tuple(self.step.to_revisions());
  });
  type.property("source_revisions", [live](Object& self) {
    return py::make_tuple(live(self, self.step.from_revisions()));
  });
  type.property("revision_map",
                [](Object& self) { return wrap_revision_map(self.scripts); });
  type.property("destination_revisions", [live](Object& self) {
    return py::make_tuple(live(self, self.step.to_revisions()));
  });
  info = type.ready();
}

ScriptTypes::ScriptTypes() {
  make_scripts();
  make_script();
  make_info();
}

ScriptTypes& types() { return py::interpreter_state<ScriptTypes>(); }

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
  object->revision = &revision;
  return object.value();
}

std::vector<revision::Step> steps_of(const Value& list) {
  std::vector<revision::Step> steps;
  for (const Value& item : py::collect(list)) {
    if (!py::is_instance(item, py::interpreter_state<StepType>().type))
      py::raise_type_error(
          cat("a migration step is expected here, not ", py::repr(item)));
    steps.push_back(item.as<StepObject>()->step);
  }
  return steps;
}

Value make_migration_info(const revision::Step& step,
                          ScriptDirectory& scripts) {
  auto object = py::allocate_as<InfoObject>(types().info);
  object->step = step;
  object->scripts = scripts.shared_from_this();
  return object.value();
}

void init_script_module(py::Module& module) {
  module.set(types().scripts);
  module.set(types().script);
  module.set(revision_map_type());
}

void init_migration_module(py::Module& module) {
  module.set(MigrationContext::type());
  module.set("_Impl", Value(static_cast<py::Object*>(impl_type())));
  module.set(types().info);
  module.set(py::interpreter_state<StepType>().type);
}

}  // namespace limbeck::alembic
