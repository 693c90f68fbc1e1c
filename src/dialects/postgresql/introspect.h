// Reflection of what a connection to this database shows; see reflection.h.
#pragma once
#include <memory>

#include "dialects/reflection.h"

namespace limbeck::dialects {

std::unique_ptr<Introspector> postgresql_introspector(
    db::Connection& connection);

}  // namespace limbeck::dialects
