// The parts of running a statement that execute.cc and execute_many.cc share.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/connection.h"
#include "sql/dialect.h"
#include "sqlalchemy/engine.h"

namespace limbeck::sa {

/// The live types of columns whose values come as parameters: an Enum knows its
/// Python class, which a lowered type does not.
class LiveTypes {
 public:
  void add(std::string name, Value type) {
    types_.emplace_back(std::move(name), std::move(type));
  }
  /// Absent where the type is not known.
  Value of(const std::string& name) const;

 private:
  std::vector<std::pair<std::string, Value>> types_;
};

/// How a script sees the values of one execution: a dict or a tuple.
Value parameter_value(const db::Parameters& parameters);

/// The place of a parameter set among those of an executemany; none of one set.
struct SetPlace {
  std::span<const Value> all;
  std::size_t index = 0;
};

/// One parameter set: the statement's own values under what was given.
db::Parameters bind_values(const sql::Compiled& compiled, const Value& given,
                           const sql::Dialect& dialect, const std::string& sql,
                           const LiveTypes& live, const SetPlace& place = {});
/// Another mapping than a dict (a RowMapping, say) as a dict; anything else as
/// it is.
Value dict_of_mapping(const Value& value);
/// What goes to the driver as it is, by place or by name.
db::Parameters raw_parameters(const Value& given);

/// The statement with the parameters' names as columns and defaults added.
sql::Expression completed(const Value& statement, const Value& parameters,
                          std::string_view dialect, LiveTypes* live);
/// `given`, and what default=function brings for the columns that it lacks; the
/// same object where there are none. For the second and later parameter sets.
Value with_called_defaults(const Value& statement, const Value& given);
bool has_value(const sql::Assignments& values, const std::string& name);

/// How the driver of the URL wants a statement's parameters marked.
/// Then what the call's execution options and the connection's say.
sql::CompileOptions options_of(const ConnectionObject& connection,
                               const Value& options = Value());
/// The root transaction object that autobegin makes.
void note_transaction(ConnectionObject& connection);
/// Takes over what an execution brought.
void take_rows(ResultState& state, std::unique_ptr<db::Rows> rows);
/// Live types of result columns, for what the driver cannot know.
void set_types(ResultState& state, const Value& statement,
               const sql::Compiled& compiled);

/// A Core statement for each of the parameter sets.
Value run_many(ConnectionObject& connection, const Value& statement,
               const std::vector<Value>& sets, const Value& options);

}  // namespace limbeck::sa
