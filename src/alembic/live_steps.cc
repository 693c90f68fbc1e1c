// The steps of a run as Python sees them: RevisionStep, StampStep, the
// HeadMaintainer that applies them, and the MigrationInfo of on_version_apply
// callbacks.
#include "alembic/environment.h"
#include "alembic/live_revision.h"
#include "alembic/values.h"
#include "base/error.h"
#include "base/text.h"

namespace limbeck::alembic {
namespace {

using revision::Revision;
using revision::RowChange;
using revision::Step;

struct StepObject : py::Instance {
  Step step;
  Value map = Value::none();
  std::shared_ptr<const Revision> revision;  // keeps the graph
  using py::Instance::Instance;
};

struct InfoObject : py::Instance {
  bool upgrade = true, stamp = false;
  std::vector<std::string> ups, downs;
  Value map = Value::none();
  using py::Instance::Instance;
};

struct MaintainerObject : py::Instance {
  Value context = Value::none();
  std::vector<std::string> heads;
  using py::Instance::Instance;
};

struct StepTypes {
  py::Type* step;
  py::Type* revision_step;
  py::Type* stamp_step;
  py::Type* maintainer;
  py::Type* info;
  StepTypes();
  void make_step();
  void make_steps();
  void make_maintainer();
  void make_info();
};

StepTypes& types() { return py::interpreter_state<StepTypes>(); }

Step step_of(const Value& value) {
  if (!py::is_instance(value, types().step))
    py::raise_type_error(
        cat("a migration step is expected here, not ", py::repr(value)));
  return value.as<StepObject>()->step;
}

// Steps that stamp name no revision: any graph will do.
revision::HeadMaintainer maintain(const StepObject& step,
                                  std::vector<std::string> rows) {
  static const revision::RevisionGraph kNone;
  return {step.map.is_none() ? kNone : graph_of_map(step.map), std::move(rows)};
}

std::vector<RowChange> changes(const StepObject& step, const Value& heads) {
  return maintain(step, texts_of(heads)).update_to_step(step.step).changes;
}

// The rows that a step adds or takes, and the one that it changes.
struct Moves {
  std::vector<std::string> others;
  std::string from, to;
};

Moves moves_of(const StepObject& step, const Value& heads) {
  Moves moves;
  for (const RowChange& change : changes(step, heads)) {
    if (change.kind == RowChange::Kind::Update) {
      moves.from = change.from;
      moves.to = change.to;
    } else {
      moves.others.push_back(
          change.kind == RowChange::Kind::Insert ? change.to : change.from);
    }
  }
  return moves;
}

// Whether the step does these kinds of changes and no others.
bool does(const StepObject& step, const Value& heads, RowChange::Kind kind,
          bool with_update) {
  bool other = false, update = false;
  for (const RowChange& change : changes(step, heads)) {
    update |= change.kind == RowChange::Kind::Update;
    other |= change.kind == kind;
  }
  return other && update == with_update;
}

auto question(RowChange::Kind kind, bool with_update) {
  return [kind, with_update](StepObject& self, py::Args& args) {
    return Value::boolean(does(self, args["heads"], kind, with_update));
  };
}

template <class Ask>
auto list(Ask ask) {
  return [ask](StepObject& self) { return text_tuple((self.step.*ask)()); };
}

Value script_of(const StepObject& self) {
  if (!self.step.revision || self.map.is_none()) return Value::none();
  return wrap_of_map(self.map, *self.step.revision);
}

Value function_of(const StepObject& self) {
  return py::get_attribute(py::get_attribute(script_of(self), "module"),
                           self.step.is_upgrade() ? "upgrade" : "downgrade");
}

// The step as it is called in messages.
Step named(const StepObject& self) {
  Step step = self.step;
  if (step.revision && !self.map.is_none())
    step.function = function_name(function_of(self));
  return step;
}

Value make_revision_step(py::Type* type, const Value& map,
                         const Value& revision, bool up) {
  if (!py::is_instance(revision, revision_type()))
    py::raise_type_error("a RevisionStep is made from a Revision");
  auto object = py::allocate_as<StepObject>(type);
  object->map = map;
  object->revision = revision.as<RevisionObject>()->revision;
  object->step = up ? revision::upgrade_step(*object->revision)
                    : revision::downgrade_step(*object->revision);
  return object.value();
}

Value info_of(const Step& step, const Value& map) {
  auto object = py::allocate_as<InfoObject>(types().info);
  object->upgrade = step.is_upgrade();
  object->stamp = step.kind == Step::Kind::Stamp;
  object->ups = step.is_upgrade() ? step.to_revisions() : step.from_revisions();
  object->downs =
      step.is_upgrade() ? step.from_revisions() : step.to_revisions();
  object->map = map;
  return object.value();
}

void StepTypes::make_step() {
  using Object = StepObject;
  py::NativeType<Object> type("MigrationStep", "alembic.runtime.migration");
  for (const bool up : {true, false})
    type.class_method(up ? "upgrade_from_script(cls, revision_map, script)"
                         : "downgrade_from_script(cls, revision_map, script)",
                      [up](py::Args& args) {
                        return make_revision_step(types().revision_step,
                                                  args["revision_map"],
                                                  args["script"], up);
                      });
  type.property("is_upgrade", [](Object& self) {
    return Value::boolean(self.step.is_upgrade());
  });
  type.property("is_downgrade", [](Object& self) {
    return Value::boolean(!self.step.is_upgrade());
  });
  type.property("is_migration", [](Object& self) {
    return Value::boolean(self.step.kind == Step::Kind::Migration);
  });
  type.property("is_stamp", [](Object& self) {
    return Value::boolean(self.step.kind == Step::Kind::Stamp);
  });
  type.property("name",
                [](Object& self) { return py::make_str(named(self).name()); });
  type.property("doc", [](Object& self) {
    return self.step.revision ? py::make_str(self.step.revision->doc())
                              : Value::none();
  });
  type.property("short_log", [](Object& self) {
    return py::make_str(named(self).short_log());
  });
  type.property("revision_map", [](Object& self) { return self.map; });
  type.property("from_revisions", list(&Step::from_revisions));
  type.property("to_revisions", list(&Step::to_revisions));
  type.property("from_revisions_no_deps", list(&Step::from_revisions_no_deps));
  type.property("to_revisions_no_deps", list(&Step::to_revisions_no_deps));
  type.property("info",
                [](Object& self) { return info_of(self.step, self.map); });
  using Kind = RowChange::Kind;
  type.method("should_delete_branch(self, heads)",
              question(Kind::Delete, false));
  type.method("should_create_branch(self, heads)",
              question(Kind::Insert, false));
  type.method("should_merge_branches(self, heads)",
              question(Kind::Delete, true));
  type.method("should_unmerge_branches(self, heads)",
              question(Kind::Insert, true));
  type.method("merge_branch_idents(self, heads)", [](Object& self,
                                                     py::Args& args) {
    const Moves moves = moves_of(self, args["heads"]);
    return py::make_tuple({text_list(moves.others), py::make_str(moves.from),
                           py::make_str(moves.to)});
  });
  type.method(
      "unmerge_branch_idents(self, heads)", [](Object& self, py::Args& args) {
        const Moves moves = moves_of(self, args["heads"]);
        return py::make_tuple({py::make_str(moves.from), py::make_str(moves.to),
                               text_tuple(moves.others)});
      });
  type.method("update_version_num(self, heads)", [](Object& self,
                                                    py::Args& args) {
    const Moves moves = moves_of(self, args["heads"]);
    return py::make_tuple({py::make_str(moves.from), py::make_str(moves.to)});
  });
  type.slots().str = [](const Value& self) {
    return py::make_str(named(*self.as<Object>()).log());
  };
  step = type.ready();
}

void StepTypes::make_steps() {
  using Object = StepObject;
  py::NativeType<Object> of_revision("RevisionStep",
                                     "alembic.runtime.migration", {step});
  of_revision.init("__init__(self, revision_map, revision, is_upgrade)",
                   [](Object& self, py::Args& args) {
                     const Value made = make_revision_step(
                         types().revision_step, args["revision_map"],
                         args["revision"], py::truth(args["is_upgrade"]));
                     self.map = made.as<Object>()->map;
                     self.revision = made.as<Object>()->revision;
                     self.step = made.as<Object>()->step;
                   });
  of_revision.property("revision",
                       [](Object& self) { return script_of(self); });
  of_revision.property("migration_fn", function_of);
  of_revision.property("delete_version_num", [](Object& self) {
    return py::make_str(self.step.revision->id);
  });
  of_revision.property("insert_version_num", [](Object& self) {
    return py::make_str(self.step.revision->id);
  });
  of_revision.slots().repr = [](const Value& self) {
    const Step& step = self.as<Object>()->step;
    return py::make_str(
        cat("RevisionStep(", py::repr(py::make_str(step.revision->id)),
            ", is_upgrade=", step.is_upgrade() ? "True" : "False", ")"));
  };
  of_revision.slots().compare = [](const Value& self, const Value& other,
                                   py::Compare op) {
    if (op != py::Compare::Eq && op != py::Compare::Ne)
      return Value::not_implemented();
    const Step& one = self.as<Object>()->step;
    const bool same = py::is_instance(other, types().revision_step) &&
                      other.as<Object>()->step.revision == one.revision &&
                      other.as<Object>()->step.is_upgrade() == one.is_upgrade();
    return Value::boolean(same == (op == py::Compare::Eq));
  };
  of_revision.slots().hash = [](const Value& self) {
    return static_cast<std::int64_t>(
        reinterpret_cast<std::intptr_t>(self.as<Object>()->step.revision));
  };
  revision_step = of_revision.ready();

  py::NativeType<Object> of_stamp("StampStep", "alembic.runtime.migration",
                                  {step});
  of_stamp.init(
      "__init__(self, from_, to_, is_upgrade, branch_move, revision_map=None)",
      [](Object& self, py::Args& args) {
        self.step.kind = Step::Kind::Stamp;
        self.step.direction = py::truth(args["is_upgrade"])
                                  ? revision::Direction::Upgrade
                                  : revision::Direction::Downgrade;
        self.step.from = texts_of(args["from_"]);
        self.step.to = texts_of(args["to_"]);
        self.step.branch_move = py::truth(args["branch_move"]);
        self.map = args["revision_map"];
      });
  of_stamp.property("delete_version_num", [](Object& self) {
    return py::make_str(self.step.from.at(0));
  });
  of_stamp.property("insert_version_num", [](Object& self) {
    return py::make_str(self.step.to.at(0));
  });
  of_stamp.method("stamp_revision(self, **kw)",
                  [](Object&, py::Args&) { return Value::none(); });
  of_stamp.slots().compare = [](const Value& self, const Value& other,
                                py::Compare op) {
    if (op != py::Compare::Eq && op != py::Compare::Ne)
      return Value::not_implemented();
    const Step& one = self.as<Object>()->step;
    bool same = py::is_instance(other, types().stamp_step);
    if (same) {
      const Step& two = other.as<Object>()->step;
      same = one.from == two.from && one.to == two.to &&
             one.branch_move == two.branch_move &&
             one.direction == two.direction;
    }
    return Value::boolean(same == (op == py::Compare::Eq));
  };
  stamp_step = of_stamp.ready();
}

void StepTypes::make_maintainer() {
  using Object = MaintainerObject;
  py::NativeType<Object> type("HeadMaintainer", "alembic.runtime.migration");
  type.slots().clear = [](py::Object* object) {
    static_cast<Object*>(object)->context = Value::none();
  };
  type.init("__init__(self, context, heads)", [](Object& self, py::Args& args) {
    self.context = args["context"];
    self.heads = texts_of(args["heads"]);
  });
  type.property("context", [](Object& self) { return self.context; });
  type.property("heads", [](Object& self) { return text_set(self.heads); });
  type.method("update_to_step(self, step)", [](Object& self, py::Args& args) {
    step_of(args["step"]);
    const StepObject& step = *args["step"].as<StepObject>();
    revision::HeadMaintainer rows = maintain(step, self.heads);
    const revision::RowChanges done = rows.update_to_step(step.step);
    self.heads = rows.heads();
    // Another context than ours keeps no rows.
    if (py::is_instance(self.context, MigrationContext::type()))
      self.context.as<MigrationContext>()->apply(done);
    return Value::none();
  });
  maintainer = type.ready();
}

// Alembic: alembic.runtime.migration.MigrationInfo
void StepTypes::make_info() {
  using Object = InfoObject;
  using Ids = std::vector<std::string>;
  py::NativeType<Object> type("MigrationInfo", "alembic.runtime.migration");
  const auto source = [](Object& self) -> const Ids& {
    return self.upgrade ? self.downs : self.ups;
  };
  const auto target = [](Object& self) -> const Ids& {
    return self.upgrade ? self.ups : self.downs;
  };
  const auto live = [](Object& self, const Ids& ids) {
    std::vector<Value> items;
    const revision::RevisionGraph& graph = graph_of_map(self.map);
    for (const std::string& id : ids)
      if (const Revision* found = graph.find(id))
        items.push_back(wrap_of_map(self.map, *found));
    return items;
  };
  type.init(
      "__init__(self, revision_map, is_upgrade, is_stamp, up_revisions, "
      "down_revisions)",
      [](Object& self, py::Args& args) {
        self.map = args["revision_map"];
        self.upgrade = py::truth(args["is_upgrade"]);
        self.stamp = py::truth(args["is_stamp"]);
        self.ups = texts_of(args["up_revisions"]);
        self.downs = texts_of(args["down_revisions"]);
      });
  type.property("is_upgrade",
                [](Object& self) { return Value::boolean(self.upgrade); });
  type.property("is_stamp",
                [](Object& self) { return Value::boolean(self.stamp); });
  type.property("is_migration",
                [](Object& self) { return Value::boolean(!self.stamp); });
  type.property("up_revision_id", [](Object& self) {
    return self.ups.empty() ? Value::none() : py::make_str(self.ups[0]);
  });
  type.property("up_revision_ids",
                [](Object& self) { return text_tuple(self.ups); });
  type.property("down_revision_ids",
                [](Object& self) { return text_tuple(self.downs); });
  type.property("up_revision", [live](Object& self) {
    const auto items = live(self, self.ups);
    return items.empty() ? Value::none() : items[0];
  });
  type.property("up_revisions", [live](Object& self) {
    return py::make_tuple(live(self, self.ups));
  });
  type.property("down_revisions", [live](Object& self) {
    return py::make_tuple(live(self, self.downs));
  });
  type.property("source_revision_ids",
                [source](Object& self) { return text_tuple(source(self)); });
  type.property("destination_revision_ids",
                [target](Object& self) { return text_tuple(target(self)); });
  type.property("source_revisions", [live, source](Object& self) {
    return py::make_tuple(live(self, source(self)));
  });
  type.property("destination_revisions", [live, target](Object& self) {
    return py::make_tuple(live(self, target(self)));
  });
  type.property("revision_map", [](Object& self) { return self.map; });
  info = type.ready();
}

StepTypes::StepTypes() {
  make_step();
  make_steps();
  make_maintainer();
  make_info();
}

}  // namespace

Value wrap_step(const Step& step, const Value& map) {
  const bool stamp = step.kind == Step::Kind::Stamp;
  auto object = py::allocate_as<StepObject>(stamp ? types().stamp_step
                                                  : types().revision_step);
  object->step = step;
  object->map = map;
  return object.value();
}

std::vector<Step> steps_of(const Value& list) {
  std::vector<Step> steps;
  for (const Value& item : py::collect(list)) steps.push_back(step_of(item));
  return steps;
}

Value make_migration_info(const Step& step, ScriptDirectory& scripts) {
  return info_of(step, wrap_revision_map(scripts.shared_from_this()));
}

void add_step_types(py::Module& module) {
  for (py::Type* type : {types().step, types().revision_step,
                         types().stamp_step, types().maintainer, types().info})
    module.set(type);
}

}  // namespace limbeck::alembic
