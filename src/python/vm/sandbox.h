// Which files scripts may change: temporary ones that this run has made, those
// that the work at hand is about (a log that is configured, the SQL scripts of
// offline mode, a revision file for its hooks), and nothing else. A migration
// can reach the database and read the project.
#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "python/native.h"

namespace limbeck::py {

/// OSError (or the class of its family) for errno `code`.
[[noreturn]] void raise_os_error(int code, const std::string& path);

/// What one run has made for itself; removed with it.
class Sandbox {
 public:
  Sandbox() = default;
  Sandbox(const Sandbox&) = delete;
  ~Sandbox();

  /// A new empty folder `parent`/`prefix`XXXXXX`suffix`.
  std::string make_folder(const std::string& parent, std::string_view prefix,
                          std::string_view suffix);
  /// A new empty file; the descriptor is the caller's until close().
  int make_file(const std::string& parent, std::string_view prefix,
                std::string_view suffix, std::string* path);

  /// Lets scripts write this file, which stays after the run.
  void allow(const std::string& path);
  /// The same for every file whose name ends so, such as ".sql".
  void allow_ending(std::string ending);

  /// Lets scripts write `path` while the value lives.
  class Passing {
   public:
    Passing(Sandbox& sandbox, const std::string& path);
    ~Passing();
    Passing(const Passing&) = delete;
    Passing& operator=(const Passing&) = delete;

   private:
    Sandbox& sandbox_;
    std::string entry_;
    bool new_;
  };

  /// Raises PermissionError unless a log handler may open `path` in open()'s
  /// `mode`: it creates and goes on with files, empties those whose name says
  /// that they are logs, and leaves code, hidden files and programs alone.
  void check_log(const std::string& path, std::string_view mode) const;

  /// Raises PermissionError unless `path` is that log or a backup beside it,
  /// which the handler may rename, replace or remove when it rotates.
  void check_backup(const std::string& log, const std::string& path) const;
  /// A file has got another name: what may be done to it, stays.
  void follow(const std::string& path, const std::string& renamed);

  /// Raises PermissionError unless writing to `path` ends in what this run has
  /// made (or in /dev/null), wherever links lead.
  void check_write(const std::string& path) const;
  /// The same for the entry itself, for removing and renaming it.
  void check_entry(const std::string& path) const;
  bool may_write(const std::string& path) const;
  /// It was removed; what stands there later is somebody else's.
  void forget(const std::string& path);

  /// Descriptors opened here are the only ones that scripts may use; `path`
  /// is absent (null) for one that scripts did not open.
  int open(const std::string& path, int flags, int mode);
  const std::string* path_of(int descriptor) const;
  void close(int descriptor);

 private:
  bool inside(const std::string& path) const;
  bool allowed(const std::string& path) const;

  std::set<std::string> made_;     // resolved paths
  std::set<std::string> former_;   // made and removed by the run
  std::set<std::string> allowed_;  // likewise
  std::set<std::string> allowed_endings_;
  std::map<int, std::string> descriptors_;
};

Sandbox& sandbox();

}  // namespace limbeck::py
