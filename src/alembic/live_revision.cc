// alembic.script.revision.Revision: what a revision declares, and what the map
// derives from it.
#include "alembic/live_revision.h"

#include <algorithm>

#include "alembic/error_classes.h"
#include "alembic/values.h"
#include "base/text.h"

namespace limbeck::alembic {
namespace {

using py::Value;
using revision::Revision;
using Object = RevisionObject;

std::vector<std::string> together(std::vector<std::string> first,
                                  const std::vector<std::string>& second) {
  for (const std::string& text : second)
    if (std::find(first.begin(), first.end(), text) == first.end())
      first.push_back(text);
  return first;
}

// The graph has resolved them; before that they stand as declared.
std::vector<std::string> all_down(const Revision& revision) {
  return revision.all_down.empty()
             ? together(revision.down_revisions, revision.dependencies)
             : revision::ids(revision.all_down);
}

std::vector<std::string> labels(const Revision& revision) {
  return revision.branch_labels.empty() ? revision.own_labels
                                        : revision.branch_labels;
}

Value frozen(const std::vector<std::string>& texts) {
  const Value frozenset(
      static_cast<py::Object*>(py::builtin_types().frozenset));
  return py::call(frozenset, {text_tuple(texts)});
}

std::string words(const Revision& revision) {
  std::string text = cat("Revision(", py::repr(py::make_str(revision.id)), ", ",
                         py::repr(scalar(revision.down_revisions)));
  if (!revision.dependencies.empty())
    text += cat(", dependencies=", py::repr(scalar(revision.dependencies)));
  if (const auto own = labels(revision); !own.empty()) {
    text += cat(", branch_labels=", py::repr(text_set(own)));
  }
  return text + ")";
}

void construct(Object& self, py::Args& args) {
  auto made = std::make_shared<Revision>();
  made->id = py::str(args["revision"]);
  made->down_revisions = texts_of(args["down_revision"]);
  made->dependencies = texts_of(args["dependencies"]);
  made->own_labels = texts_of(args["branch_labels"]);
  with_error_classes([&] {
    revision::verify(*made);
    return 0;
  });
  self.revision = std::move(made);
}

void add_lists(py::NativeType<Object>& type) {
  type.property("down_revision", [](Object& self) {
    return scalar(self.revision->down_revisions);
  });
  type.property("dependencies", [](Object& self) {
    return scalar(self.revision->dependencies);
  });
  type.property("branch_labels",
                [](Object& self) { return text_set(labels(*self.revision)); });
  type.property("_orig_branch_labels", [](Object& self) {
    return text_set(self.revision->own_labels);
  });
  type.property("nextrev", [](Object& self) {
    return frozen(revision::ids(self.revision->next));
  });
  type.property("_all_nextrev", [](Object& self) {
    return frozen(revision::ids(self.revision->all_next));
  });
  type.property("_all_down_revisions", [](Object& self) {
    return text_tuple(all_down(*self.revision));
  });
  type.property("_normalized_down_revisions", [](Object& self) {
    return text_tuple(
        together(self.revision->down_revisions,
                 revision::ids(self.revision->normalized_dependencies)));
  });
  type.property("_versioned_down_revisions", [](Object& self) {
    return text_tuple(self.revision->down_revisions);
  });
  type.property("_resolved_dependencies", [](Object& self) {
    return text_tuple(revision::ids(self.revision->resolved_dependencies));
  });
  type.property("_normalized_resolved_dependencies", [](Object& self) {
    return text_tuple(revision::ids(self.revision->normalized_dependencies));
  });
}

template <class Ask>
auto flag(Ask ask) {
  return
      [ask](Object& self) { return Value::boolean((*self.revision.*ask)()); };
}

struct RevisionType {
  py::Type* type;
  RevisionType() {
    py::NativeType<Object> made("Revision", "alembic.script.revision");
    made.init(
        "__init__(self, revision, down_revision, dependencies=None, "
        "branch_labels=None)",
        construct);
    made.class_method("verify_rev_id(cls, revision)", [](py::Args& args) {
      with_error_classes([&] {
        revision::verify_id(py::str(args["revision"]));
        return 0;
      });
      return Value::none();
    });
    made.property("revision",
                  [](Object& self) { return py::make_str(self.revision->id); });
    add_lists(made);
    made.property("is_head", flag(&Revision::is_head));
    made.property("_is_real_head", flag(&Revision::is_real_head));
    made.property("is_base", flag(&Revision::is_base));
    made.property("_is_real_base", flag(&Revision::is_real_base));
    made.property("is_branch_point", flag(&Revision::is_branch_point));
    made.property("_is_real_branch_point",
                  flag(&Revision::is_real_branch_point));
    made.property("is_merge_point", flag(&Revision::is_merge_point));
    made.slots().repr = [](const Value& self) {
      return py::make_str(words(*self.as<Object>()->revision));
    };
    made.slots().hash = [](const Value& self) {
      return static_cast<std::int64_t>(
          reinterpret_cast<std::intptr_t>(self.as<Object>()->revision.get()) >>
          4);
    };
    made.slots().compare = [](const Value& self, const Value& other,
                              py::Compare op) {
      if (py::type_of(self) != py::type_of(other))
        return Value::not_implemented();
      const bool same =
          self.as<Object>()->revision == other.as<Object>()->revision;
      if (op == py::Compare::Eq) return Value::boolean(same);
      if (op == py::Compare::Ne) return Value::boolean(!same);
      return Value::not_implemented();
    };
    type = made.ready();
  }
};

}  // namespace

py::Type* revision_type() { return py::interpreter_state<RevisionType>().type; }

}  // namespace limbeck::alembic
