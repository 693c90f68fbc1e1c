#include "companions/modules.h"

#include "alembic/environment.h"
#include "autogen/modules.h"
#include "base/embedded.h"
#include "ops/modules.h"
#include "python/native.h"
#include "sqlalchemy/bridge.h"

namespace limbeck {
extern const EmbeddedModule kAlembicModules[];
extern const EmbeddedModule kAutogenModules[];
extern const EmbeddedModule kOpsModules[];

namespace companions {

void add_all_modules(py::Interpreter& interpreter) {
  interpreter.add_modules(sa::kNativeModules);
  interpreter.add_modules(sa::embedded_modules());
  interpreter.add_modules(ops::kNativeModules);
  interpreter.add_modules(kOpsModules);
  interpreter.add_modules(autogen::kNativeModules);
  interpreter.add_modules(kAutogenModules);
  interpreter.add_modules(alembic::kNativeModules);
  interpreter.add_modules(kAlembicModules);
}

}  // namespace companions
}  // namespace limbeck
