// Commands that change a database, or write the SQL for it: upgrade,
// downgrade, stamp, ensure_version.
#include "alembic/commands/commands.h"
#include "base/error.h"
#include "base/text.h"
#include "revision/path.h"

namespace limbeck::alembic {
namespace {

using revision::Specifier;
using revision::Step;

// "from:to" in offline mode; the first part is none where there is no colon.
// str.split(":", 2) with two targets: a third part is Python's ValueError.
std::optional<std::string> split_start(std::string& target) {
  if (!contains(target, ":")) return std::nullopt;
  const std::vector<std::string> parts = split(target, ':');
  if (parts.size() > 2)
    py::raise_value_error("too many values to unpack (expected 2)");
  target = parts[1];
  return parts[0];
}

EnvironmentRequest request(bool sql, const std::optional<std::string>& start,
                           Value destination,
                           const std::optional<std::string>& tag) {
  EnvironmentRequest result;
  result.as_sql = sql;
  result.moves = true;
  if (start) result.starting_rev = py::make_str(*start);
  result.destination_rev = std::move(destination);
  result.tag = tag;
  return result;
}

}  // namespace

// Alembic: command.upgrade
void upgrade(ConfigObject& config, std::string target, bool sql,
             const std::optional<std::string>& tag) {
  const auto scripts = scripts_for(config);
  if (contains(target, ":") && !sql)
    throw Error(ErrorKind::Command, "Range revision not allowed");
  const auto start = split_start(target);
  EnvironmentRequest wanted = request(sql, start, py::make_str(target), tag);
  wanted.steps = [&](const std::vector<std::string>& rows, MigrationContext&) {
    // Steps down are refused before the scripts are looked at.
    const auto relative = revision::parse_relative(target);
    if (relative && !relative->symbol && relative->steps <= 0)
      revision::upgrade_path({}, Specifier(target), Specifier(rows));
    std::vector<Step> steps;
    for (const revision::Revision* link : revision::upgrade_path(
             scripts->graph(), Specifier(target), Specifier(rows)))
      steps.push_back(revision::upgrade_step(*link));
    return steps;
  };
  run_environment(config, scripts, std::move(wanted));
}

// Alembic: command.downgrade
void downgrade(ConfigObject& config, std::string target, bool sql,
               const std::optional<std::string>& tag) {
  const auto scripts = scripts_for(config);
  if (contains(target, ":") && !sql)
    throw Error(ErrorKind::Command, "Range revision not allowed");
  const auto start = split_start(target);
  if (!start && sql)
    throw Error(ErrorKind::Command,
                "downgrade with --sql requires <fromrev>:<torev>");
  EnvironmentRequest wanted = request(sql, start, py::make_str(target), tag);
  wanted.steps = [&](const std::vector<std::string>& rows, MigrationContext&) {
    // Steps down from nowhere are refused before the scripts are looked at.
    const auto relative = revision::parse_relative(target);
    if (relative && !relative->symbol &&
        (relative->steps >= 0 || (rows.empty() && !relative->label)))
      revision::downgrade_path({}, Specifier(target), Specifier(rows));
    std::vector<Step> steps;
    for (const revision::Revision* link : revision::downgrade_path(
             scripts->graph(), Specifier(target), Specifier(rows)))
      steps.push_back(revision::downgrade_step(*link));
    return steps;
  };
  run_environment(config, scripts, std::move(wanted));
}

// Alembic: command.stamp
void stamp(ConfigObject& config, const std::vector<std::string>& revisions,
           bool sql, const std::optional<std::string>& tag, bool purge) {
  const auto scripts = scripts_for(config);
  std::optional<std::string> start;
  std::vector<std::string> destinations;
  for (std::string target : revisions) {
    if (sql) {
      const auto from = split_start(target);
      if (from && start != from) {
        if (start)
          throw Error(ErrorKind::Command,
                      "Stamp operation with --sql only supports a single "
                      "starting revision at a time");
        start = from;
      }
    }
    destinations.push_back(target);
  }
  std::vector<Value> live;
  for (const std::string& target : destinations)
    live.push_back(py::make_str(target));
  EnvironmentRequest wanted =
      request(sql, start, py::make_tuple(std::move(live)), tag);
  wanted.purge = purge;
  wanted.steps = [&](const std::vector<std::string>& rows, MigrationContext&) {
    return revision::stamp_steps(scripts->graph(), Specifier(destinations),
                                 rows);
  };
  run_environment(config, scripts, std::move(wanted));
}

// Alembic: command.ensure_version
void ensure_version(ConfigObject& config, bool sql) {
  const auto scripts = scripts_for(config);
  EnvironmentRequest wanted;
  wanted.as_sql = sql;
  wanted.steps = [&](const std::vector<std::string>&,
                     MigrationContext& context) {
    context.ensure_version_table();
    return std::vector<Step>{};
  };
  run_environment(config, scripts, std::move(wanted));
}

}  // namespace limbeck::alembic
