// What connections say about their work through the loggers below
// `sqlalchemy.engine`, with echo=True or when logging is configured so.
#pragma once
#include <string>

#include "sqlalchemy/engine.h"

namespace limbeck::sa {

/// As Engine decides when a connection is opened.
LogDetail log_detail(EngineObject& engine);

/// BEGIN (implicit), COMMIT, ROLLBACK and their like.
void log_transaction(ConnectionObject& connection, std::string_view text);

void log_begin(ConnectionObject& connection);

/// Where the text of a statement came from.
enum class StatementSource : unsigned char {
  Raw,      // the caller's own text
  NoKey,    // compiled, such as DDL, and not kept
  Compiled  // compiled, and kept for the next time
};

/// `parameters` are the driver's, a list of them with `many`.
void log_statement(ConnectionObject& connection, const std::string& sql,
                   StatementSource source, const Value& parameters,
                   bool many = false);

/// The names of a result's columns and its rows, with LogDetail::Rows.
void log_columns(const Value& connection,
                 const std::vector<std::string>& names);
void log_row(const Value& connection, const Value& row);

}  // namespace limbeck::sa
