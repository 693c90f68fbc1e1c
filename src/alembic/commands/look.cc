// Commands that only look: heads, branches, history, show, current, edit.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <set>

#include "alembic/commands/commands.h"
#include "alembic/error_classes.h"
#include "base/error.h"
#include "base/text.h"
#include "db/url.h"
#include "revision/failure.h"
#include "revision/format.h"
#include "revision/path.h"
#include "sqlalchemy/bridge.h"

extern char** environ;

namespace limbeck::alembic {
namespace {

using revision::Links;
using revision::Revision;
using revision::Specifier;
using revision::Verbose;

Verbose verbosity(bool verbose) { return verbose ? Verbose::Yes : Verbose::No; }

// Results come as whole texts with their line ends.
void print(ConfigObject& config, std::string text) {
  if (text.empty()) return;
  text.pop_back();
  config.print(text);
}

// An end of a range that is left out, or a database without rows.
Specifier or_else(const Specifier& end, const char* otherwise) {
  const auto list = end.list();
  return list.empty() || list[0].empty() ? Specifier(otherwise) : end;
}

// Runs env.py and hands the rows of the version table to `look`.
template <class Look>
void with_rows(ConfigObject& config,
               const std::shared_ptr<ScriptDirectory>& scripts, Look look,
               bool dont_mutate = false) {
  EnvironmentRequest request;
  request.dont_mutate = dont_mutate;
  request.steps = [&](const std::vector<std::string>& rows,
                      MigrationContext& context) {
    look(rows, context);
    return std::vector<revision::Step>{};
  };
  run_environment(config, scripts, std::move(request));
}

}  // namespace

bool runs_environment(ConfigObject& config) {
  const auto value = config.config->option("revision_environment");
  if (!value) return false;
  const std::string text = lower(strip(*value));
  for (const char* yes : {"true", "yes", "on", "y", "t", "1"})
    if (text == yes) return true;
  for (const char* no : {"false", "no", "off", "n", "f", "0"})
    if (text == no) return false;
  py::raise_value_error(cat("String is not true/false: '", text, "'"));
}

// Alembic: command.heads
void heads(ConfigObject& config, bool verbose, bool resolve_dependencies) {
  const auto scripts = scripts_for(config);
  const Links links =
      resolve_dependencies
          ? revision::with_wording({},
                                   [&] {
                                     return revision::get_revisions(
                                         scripts->graph(), "heads");
                                   })
          : with_error_classes([&] { return scripts->load_graph().heads(); });
  print(config, revision::heads_text(links, verbosity(verbose)));
}

// Alembic: command.branches
void branches(ConfigObject& config, bool verbose) {
  const auto scripts = scripts_for(config);
  print(config, revision::branches_text(scripts->graph(), verbosity(verbose)));
}

// Alembic: command.history
void history(ConfigObject& config, const std::optional<std::string>& range,
             bool verbose, bool indicate_current) {
  const auto scripts = scripts_for(config);
  std::string base, head;
  if (range) std::tie(base, head) = revision::split_range(*range);
  const auto walk = [&](const Specifier& from, const Specifier& to,
                        const std::vector<std::string>& rows) {
    const Links links = revision::walk_revisions(
        scripts->graph(), or_else(from, "base"), or_else(to, "heads"));
    print(config, revision::history_text(
                      links, verbosity(verbose),
                      indicate_current ? rows : std::vector<std::string>{}));
  };
  if (base != "current" && head != "current" && !indicate_current &&
      !runs_environment(config))
    return walk(base, head, {});
  with_rows(config, scripts, [&](const auto& rows, MigrationContext&) {
    // Only one end can be `current`, as in the reference.
    if (head == "current") return walk(base, Specifier(rows), rows);
    if (base == "current") return walk(Specifier(rows), head, rows);
    walk(base, head, rows);
  });
}

// Alembic: command.show
void show(ConfigObject& config, const std::string& symbol) {
  const auto scripts = scripts_for(config);
  const auto show_all = [&](const Specifier& wanted) {
    const Links links = revision::with_wording(
        {}, [&] { return revision::get_revisions(scripts->graph(), wanted); });
    print(config, revision::show_text(links));
  };
  if (symbol != "current") return show_all(Specifier(symbol));
  with_rows(config, scripts, [&](const auto& rows, MigrationContext&) {
    show_all(Specifier(rows));
  });
}

// Alembic: command.current
void current(ConfigObject& config, bool check_heads, bool verbose) {
  const auto scripts = scripts_for(config);
  with_rows(
      config, scripts,
      [&](const std::vector<std::string>& rows, MigrationContext& context) {
        if (verbose) {
          const Value engine =
              py::get_attribute(context.connection(), "engine");
          const db::Url url = sa::lower_url(py::get_attribute(engine, "url"));
          config.print(
              cat("Current revision(s) for ", url.render_as_string(true), ":"));
        }
        if (check_heads) {
          const auto at = context.current_heads();
          const auto all = revision::ids(scripts->graph().heads());
          if (std::set<std::string>(at.begin(), at.end()) !=
              std::set<std::string>(all.begin(), all.end()))
            throw py::Raised(py::call(
                py::get_attribute(
                    py::Interpreter::current().import("alembic.util.exc"),
                    "DatabaseNotAtHead"),
                {py::make_str("Database is not on all head revisions")}));
        }
        const Links links = revision::with_wording({}, [&] {
          return revision::get_all_current(scripts->graph(), Specifier(rows));
        });
        print(config, revision::current_text(links, verbosity(verbose)));
      },
      true);
}

namespace {

std::string found_on_path(const std::string& name) {
  const char* path = std::getenv("PATH");
  for (const std::string& folder : split(path ? path : "/usr/bin:/bin", ':')) {
    const std::string candidate = cat(folder, "/", name);
    if (::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return "";
}

// Alembic: util.editor._find_editor
std::string find_editor() {
  std::vector<std::string> candidates = {"sensible-editor", "editor", "nano",
                                         "vim", "code"};
  int at = 0;
  for (const char* variable : {"EDITOR", "VISUAL"}) {
    const char* value = std::getenv(variable);
    if (!value || !*value) continue;
    if (::access(value, F_OK) == 0) return value;
    if (!contains(value, "/"))
      candidates.insert(candidates.begin() + std::min(at, 1), value);
    ++at;
  }
  for (const std::string& name : candidates)
    if (const auto path = found_on_path(name); !path.empty()) return path;
  throw Error(ErrorKind::Command,
              "Error executing editor (No suitable editor found. Please set "
              "the \"EDITOR\" or \"VISUAL\" environment variables)");
}

void open_in_editor(const std::string& file) {
  const std::string editor = find_editor();
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    char* const words[] = {const_cast<char*>(editor.c_str()),
                           const_cast<char*>(file.c_str()), nullptr};
    ::execve(editor.c_str(), words, environ);
    ::_exit(127);
  }
  int state = 0;
  while (child > 0 && ::waitpid(child, &state, 0) < 0 && errno == EINTR) {
  }
  const int status = WIFEXITED(state) ? WEXITSTATUS(state) : 1;
  if (child < 0 || status != 0)
    throw Error(ErrorKind::Command,
                cat("Error executing editor (Command '['", editor, "', '", file,
                    "']' returned non-zero exit status ", status, ".)"));
}

}  // namespace

// Alembic: command.edit
void edit(ConfigObject& config, const std::string& symbol) {
  const auto scripts = scripts_for(config);
  const auto open_all = [&](const Specifier& wanted) {
    const Links links = revision::with_wording(
        {}, [&] { return revision::get_revisions(scripts->graph(), wanted); });
    if (links.empty())
      throw Error(ErrorKind::Command,
                  cat("No revision files indicated by symbol '", symbol, "'"));
    for (const Revision* link : links) open_in_editor(link->path);
  };
  if (symbol != "current") return open_all(Specifier(symbol));
  with_rows(config, scripts, [&](const auto& rows, MigrationContext&) {
    if (rows.empty()) throw Error(ErrorKind::Command, "No current revisions");
    open_all(Specifier(rows));
  });
}

}  // namespace limbeck::alembic
