// What a step that was ended early left in a database that cannot take back
// DDL.
#pragma once
#include <string>

#include "python/native.h"

namespace limbeck::alembic {

/// Finds out what of `function`, the upgrade() or downgrade() that `name`
/// names, the database has already. Never throws.
void look_for_half_done(const py::Value& connection, const py::Value& function,
                        const std::string& name) noexcept;

/// The lines that tell it. Empty where the database has nothing of it, where a
/// transaction took it back, or where there is no telling.
const std::string& half_done_report();

}  // namespace limbeck::alembic
