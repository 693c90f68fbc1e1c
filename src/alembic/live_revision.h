// Revisions, maps of them and steps as Python sees them: the modules
// alembic.script.revision and, in part, alembic.runtime.migration.
#pragma once
#include <memory>

#include "python/native.h"
#include "revision/step.h"

namespace limbeck::alembic {

/// alembic.script.revision.Revision; a Script derives from it. Of a revision
/// that is in no map yet only what it declares is known.
struct RevisionObject : py::Instance {
  std::shared_ptr<const revision::Revision> revision;  // keeps its graph
  using py::Instance::Instance;
};
py::Type* revision_type();

/// The graph behind a RevisionMap, whether scripts or a program's own
/// revisions. Throws the graph's errors as Python's exceptions.
const revision::RevisionGraph& graph_of_map(const py::Value& map);
/// The Python object of a revision of that graph.
py::Value wrap_of_map(const py::Value& map, const revision::Revision& revision);

/// MigrationStep, RevisionStep, StampStep, HeadMaintainer and MigrationInfo.
void add_step_types(py::Module& module);
/// A RevisionStep or StampStep; `map` is a RevisionMap.
py::Value wrap_step(const revision::Step& step, const py::Value& map);

}  // namespace limbeck::alembic
