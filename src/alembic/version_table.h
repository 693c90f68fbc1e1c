// The table that holds the applied revisions: its name, its DDL and the
// statements that a run issues on it.
// Alembic: DefaultImpl.version_table_impl, HeadMaintainer
#pragma once
#include <optional>
#include <string>

#include "revision/step.h"
#include "sql/dialect.h"

namespace limbeck::alembic {

struct VersionTable {
  std::string name = "alembic_version";
  std::optional<std::string> schema;
  bool primary_key = true;

  sql::CreateTable create(bool if_not_exists = false) const;
  std::string select(const sql::Dialect& dialect) const;
  std::string delete_all(const sql::Dialect& dialect) const;
  /// One INSERT, UPDATE or DELETE, as the reference writes it.
  std::string change(const sql::Dialect& dialect,
                     const revision::RowChange& change) const;
};

}  // namespace limbeck::alembic
