// Isolation levels of connections, AUTOCOMMIT among them.
#pragma once
#include <string>

#include "sqlalchemy/engine.h"

namespace limbeck::sa {

/// "SERIALIZABLE" and so on: what a session of that database begins with.
std::string default_isolation_level(const ConnectionObject& connection);

/// Tells the server; `level` is none but AUTOCOMMIT. Raises sqlalchemy.exc
/// errors.
void set_isolation_level(ConnectionObject& connection,
                         const std::string& level);

/// connection.execution_options(…): keeps them, and an isolation_level holds
/// from here on. That is refused while a transaction runs.
void apply_execution_options(ConnectionObject& connection,
                             const Value& options);

}  // namespace limbeck::sa
