// limbeck as a library: open a project of migrations, run commands with their
// output captured, read the graph of its revisions.
//
//   limbeck::Project project("service/alembic.ini");
//   limbeck::Outcome done = project.run({"upgrade", "head"});
//   if (done.exit_code) std::cerr << done.err;
//   for (const limbeck::RevisionInfo& revision : project.revisions()) …
//
// Runs share nothing: every call has an interpreter of its own. Paths that are
// not absolute are relative to the process's current directory, as on the
// command line.
#pragma once
#include <stdexcept>
#include <string>
#include <vector>

namespace limbeck {

/// What a command left behind.
struct Outcome {
  int exit_code = 0;  // 0, 1 (an exception), 2 (usage), 255 (FAILED)
  std::string out;    // standard output
  std::string err;    // standard error
};

/// One revision as its file declares it, with what the graph says of it.
struct RevisionInfo {
  std::string id;
  std::vector<std::string> down_revisions;  // empty at a base
  std::vector<std::string> depends_on;
  std::vector<std::string> branch_labels;  // own and inherited
  std::string message;                     // the docstring's first paragraph
  std::string path;
  bool is_head = false;
};

/// The project cannot be read; what() is the message that a command shows.
class ProjectError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Project {
 public:
  /// `configuration` is an ini file or a pyproject.toml. Nothing is read yet.
  explicit Project(std::string configuration);

  /// Runs one command line, without the program's name and without -c.
  /// Programs that the command starts (edit, hooks) write to the process's own
  /// streams.
  Outcome run(const std::vector<std::string>& arguments) const;

  /// All revisions in the order of their files. Throws ProjectError.
  std::vector<RevisionInfo> revisions() const;

  /// The ids that no other revision follows. Throws ProjectError.
  std::vector<std::string> heads() const;

 private:
  std::string configuration_;
};

/// The version of the library.
const char* version();

}  // namespace limbeck
