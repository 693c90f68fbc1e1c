// What default= and onupdate= of a table's columns add to INSERT and UPDATE.
#pragma once
#include <string_view>

#include "python/native.h"
#include "sql/dialect.h"
#include "sql/expression.h"

namespace limbeck::sa {

enum class DefaultValues {
  Called,   // the values themselves: the statement is about to run
  Unknown,  // a parameter that is NULL so far: the statement is only compiled
};

/// The value of default=function, which takes nothing or the execution context.
py::Value called_default(const py::Value& function);

/// What a row gets by the Column's default=, where it has one here.
sql::Expression column_default(const py::Value& column,
                               std::string_view dialect, DefaultValues values);

/// Adds the columns of the statement's Table that it gives no value.
// SQLAlchemy: crud._scan_cols, crud._append_param_insert_select_hasdefault
void add_column_defaults(sql::Insert& node, const py::Value& statement,
                         std::string_view dialect, DefaultValues values);
void add_column_defaults(sql::Update& node, const py::Value& statement,
                         std::string_view dialect, DefaultValues values);

/// Asks for those columns of the primary key that the database fills, as the
/// reference does wherever it compiles an INSERT of one row into a Table.
// SQLAlchemy: crud._get_crud_params, crud._append_param_insert_pk_returning
void add_key_returning(sql::Insert& node, const py::Value& statement,
                       const sql::Dialect& dialect);

}  // namespace limbeck::sa
