// The order of comparisons: the built-in ones, which are native, stand in the
// same dispatcher as those that projects and plugins add to it.
#include <algorithm>

#include "autogen/comparison.h"
#include "base/text.h"

namespace limbeck::autogen {

const std::vector<Comparison::Step>& Comparison::steps(
    const std::string& target) {
  const auto known = steps_.find(target);
  if (known != steps_.end()) return known->second;
  std::vector<Step>& steps = steps_[target];
  const Value comparators = py::get_attribute(context_, "comparators");
  for (const Value& pair : py::collect(py::call_method(
           comparators, "functions",
           {py::make_str(target), py::make_str(dialect_.name())}))) {
    Step step;
    step.function = py::get_item(pair, py::make_int(0));
    const Value subgroup = py::get_item(pair, py::make_int(1));
    step.subgroup = subgroup.is_none() ? "" : py::str(subgroup);
    const Value native = py::find_attribute(step.function, "_native");
    if (native && py::is_str(native)) step.native = py::str(native);
    steps.push_back(std::move(step));
  }
  return steps;
}

bool Comparison::is_hooked(const std::string& target) {
  const std::vector<Step>& all = steps(target);
  return std::any_of(all.begin(), all.end(),
                     [](const Step& step) { return step.native.empty(); });
}

// Alembic: PriorityDispatcher.dispatch. Who answers STOP ends its subgroup.
void Comparison::run_steps(
    const std::string& target,
    const std::function<std::vector<Value>()>& arguments,
    const std::function<Next(std::string_view)>& native) {
  std::set<std::string> stopped;
  for (const Step& step : steps(target)) {
    if (stopped.contains(step.subgroup)) continue;
    Next next = Next::Go;
    if (!step.native.empty()) {
      next = native(step.native);
    } else {
      const std::vector<Value> values = arguments();
      const Value answer = py::call(
          step.function, py::Call{values.data(), values.size(), nullptr, 0});
      if (answer && py::is_str(answer) && py::text_of(answer) == "stop")
        next = Next::Stop;
    }
    if (next == Next::Stop) stopped.insert(step.subgroup);
  }
}

void Comparison::compare_parts(TablePair& pair, const Value& modify_ops) {
  const auto arguments = [&] {
    return std::vector<Value>{
        context_,
        modify_ops,
        name_value(pair.schema),
        py::make_str(pair.name),
        pair.database ? live(*pair.database) : Value::none(),
        pair.model ? pair.model->live : Value::none()};
  };
  run_steps("table", arguments, [&](std::string_view step) {
    // A new table brings all but its indexes along.
    if (step == "indexes")
      compare_indexes(pair, modify_ops);
    else if (!pair.model || !pair.database)
      return Next::Go;
    else if (step == "foreignkeys")
      compare_foreign_keys(pair, modify_ops);
    else if (step == "comments")
      compare_table_comment(pair, modify_ops);
    else if (step == "checkconstraints")
      compare_checks(pair, modify_ops);
    return Next::Go;
  });
}

}  // namespace limbeck::autogen
