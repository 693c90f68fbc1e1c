#include "python/vm/sandbox.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "base/text.h"
#include "python/permission.h"

namespace limbeck::py {

namespace {

/// Without links; empty where a part of it does not exist.
std::string resolved(const std::string& path) {
  char* found = ::realpath(path.c_str(), nullptr);
  if (!found) return "";
  std::string result = found;
  std::free(found);
  return result;
}

/// The entry itself under its resolved folder.
std::string resolved_entry(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  std::size_t slash = path.rfind('/');
  std::string name = path.substr(slash == std::string::npos ? 0 : slash + 1);
  if (name.empty() || name == "." || name == "..") return resolved(path);
  std::string folder = slash == std::string::npos ? "."
                       : slash == 0               ? "/"
                                                  : path.substr(0, slash);
  folder = resolved(folder);
  return folder.empty() ? "" : cat(folder, "/", name);
}

[[noreturn]] void refuse(
    const std::string& path,
    std::string_view why = "limbeck lets scripts write temporary files only") {
  throw Raised(call(Value(exception_type("PermissionError")),
                    {make_int(EPERM), make_str(why), make_str(path)}));
}

std::string_view name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

bool has_ending(std::string_view name,
                std::initializer_list<std::string_view> endings) {
  for (const std::string_view ending : endings)
    if (name.ends_with(ending)) return true;
  return false;
}

/// Whether the name says that the file is a log: "migration.log.1", "out.txt".
bool names_log(std::string_view name) {
  const std::string small = lower(name);
  return small.starts_with("log") || small.find(".log") != small.npos ||
         has_ending(small, {".txt", ".out", ".err"});
}

/// Code and settings, which no handler has to do with.
bool names_source(std::string_view name) {
  return name.starts_with(".") ||
         has_ending(name, {".py", ".ini", ".toml", ".cfg", ".mako", ".sh"});
}

}  // namespace

void raise_os_error(int code, const std::string& path) {
  throw Raised(
      call(Value(exception_type("OSError")),
           {make_int(code), make_str(std::strerror(code)), make_str(path)}));
}

void allow_writing(const std::string& path) { sandbox().allow(path); }

void allow_writing_ending(std::string ending) {
  sandbox().allow_ending(std::move(ending));
}

Sandbox& sandbox() { return interpreter_state<Sandbox>(); }

Sandbox::~Sandbox() {
  for (auto& [descriptor, path] : descriptors_) ::close(descriptor);
  std::error_code ignored;
  for (const std::string& path : made_)
    std::filesystem::remove_all(path, ignored);
}

std::string Sandbox::make_folder(const std::string& parent,
                                 std::string_view prefix,
                                 std::string_view suffix) {
  // mkdtemp() takes no suffix: the name is made here.
  for (int attempt = 0; attempt < 100; ++attempt) {
    std::uint64_t random = 0;
    if (::getentropy(&random, sizeof random) != 0) raise_os_error(errno, "");
    static constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    std::string name;
    for (int i = 0; i < 8; ++i, random /= 37) name += kLetters[random % 37];
    std::string path = cat(parent, "/", prefix, name, suffix);
    if (::mkdir(path.c_str(), 0700) == 0) {
      Interpreter::current().expect_endings();
      made_.insert(resolved(path));
      return path;
    }
    if (errno != EEXIST) raise_os_error(errno, path);
  }
  raise_os_error(EEXIST, parent);
}

int Sandbox::make_file(const std::string& parent, std::string_view prefix,
                       std::string_view suffix, std::string* path) {
  std::string pattern = cat(parent, "/", prefix, "XXXXXX", suffix);
  int descriptor =
      ::mkostemps(pattern.data(), static_cast<int>(suffix.size()), O_CLOEXEC);
  if (descriptor < 0) raise_os_error(errno, pattern);
  Interpreter::current().expect_endings();
  made_.insert(resolved(pattern));
  descriptors_[descriptor] = pattern;
  *path = pattern;
  return descriptor;
}

bool Sandbox::inside(const std::string& path) const {
  if (path == "/dev/null") return true;
  for (std::string at = path; at.size() > 1;) {
    if (made_.count(at) || former_.count(at)) return true;
    at.resize(at.rfind('/') == std::string::npos ? 0 : at.rfind('/'));
  }
  return false;
}

void Sandbox::allow(const std::string& path) {
  allowed_.insert(resolved_entry(path));
}

void Sandbox::allow_ending(std::string ending) {
  allowed_endings_.insert(std::move(ending));
}

Sandbox::Passing::Passing(Sandbox& sandbox, const std::string& path)
    : sandbox_(sandbox),
      entry_(resolved_entry(path)),
      new_(sandbox.allowed_.insert(entry_).second) {}

Sandbox::Passing::~Passing() {
  if (new_) sandbox_.allowed_.erase(entry_);
}

void Sandbox::check_log(const std::string& path, std::string_view mode) const {
  if (may_write(path)) return;
  const std::string target = resolved(path);
  const std::string entry = target.empty() ? resolved_entry(path) : target;
  const std::string_view name = name_of(entry.empty() ? path : entry);
  struct stat about {};
  const bool there = ::stat(entry.c_str(), &about) == 0;
  if (there && S_ISCHR(about.st_mode)) return;  // /dev/stderr, a terminal
  const bool program = there && (about.st_mode & 0111) != 0;
  if (names_source(name) || program)
    refuse(path, "limbeck lets log handlers write logs only");
  const bool empties = mode.find('a') == mode.npos;
  if (there && empties && about.st_size > 0 && !names_log(name))
    refuse(path, "limbeck lets log handlers empty files only that are logs");
}

void Sandbox::check_backup(const std::string& log,
                           const std::string& path) const {
  const std::string of = resolved_entry(log), entry = resolved_entry(path);
  if (inside(of) && inside(entry)) return;
  const std::string_view name = name_of(entry);
  const std::string stem = of.substr(0, of.find('.', of.rfind('/') + 2));
  struct stat about {};
  const bool there = ::lstat(entry.c_str(), &about) == 0;
  const bool backup = entry == of || entry.starts_with(of + ".") ||
                      (entry.starts_with(stem) && names_log(name));
  if (!names_log(name_of(of)) || !backup || names_source(name) ||
      entry.rfind('/') != of.rfind('/') ||
      (there && (!S_ISREG(about.st_mode) || (about.st_mode & 0111) != 0)))
    refuse(path, "limbeck lets log handlers rotate their own logs only");
}

void Sandbox::follow(const std::string& path, const std::string& renamed) {
  if (inside(resolved_entry(path))) former_.insert(resolved_entry(renamed));
}

bool Sandbox::allowed(const std::string& path) const {
  if (inside(path) || allowed_.count(path)) return true;
  for (const std::string& ending : allowed_endings_)
    if (path.ends_with(ending)) return true;
  return false;
}

bool Sandbox::may_write(const std::string& path) const {
  std::string entry = resolved_entry(path);
  if (entry.empty()) return allowed(path);  // the system says what is missing
  char link[PATH_MAX];
  if (::readlink(entry.c_str(), link, sizeof link) < 0) return allowed(entry);
  std::string target = resolved(entry);
  return !target.empty() && allowed(target);
}

void Sandbox::check_write(const std::string& path) const {
  if (!may_write(path)) refuse(path);
}

void Sandbox::check_entry(const std::string& path) const {
  if (!inside(resolved_entry(path))) refuse(path);
}

void Sandbox::forget(const std::string& path) {
  const std::string entry = resolved_entry(path);
  if (made_.erase(entry)) former_.insert(entry);
}

int Sandbox::open(const std::string& path, int flags, int mode) {
  bool changes = (flags & O_ACCMODE) != O_RDONLY ||
                 (flags & (O_CREAT | O_TRUNC | O_APPEND)) != 0;
  if (changes) check_write(path);
  int descriptor =
      ::open(path.c_str(), flags | O_CLOEXEC, static_cast<mode_t>(mode));
  if (descriptor < 0) raise_os_error(errno, path);
  descriptors_[descriptor] = path;
  return descriptor;
}

const std::string* Sandbox::path_of(int descriptor) const {
  auto found = descriptors_.find(descriptor);
  return found == descriptors_.end() ? nullptr : &found->second;
}

void Sandbox::close(int descriptor) {
  if (!descriptors_.erase(descriptor)) raise_os_error(EBADF, "");
  ::close(descriptor);
}

}  // namespace limbeck::py
