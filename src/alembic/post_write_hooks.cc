// Programs that the user configured to run on each new revision file.
// Alembic: alembic.script.write_hooks
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "alembic/console.h"
#include "alembic/script_directory.h"
#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "python/permission.h"

extern char** environ;

namespace limbeck::alembic {
namespace {

constexpr std::string_view kFileToken = "REVISION_SCRIPT_FILENAME";

// shlex.split(text, posix=True)
std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool open = false;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote) {
      if (c == quote)
        quote = 0;
      else if (c == '\\' && quote == '"' && i + 1 < text.size() &&
               (text[i + 1] == '"' || text[i + 1] == '\\'))
        word += text[++i];
      else
        word += c;
    } else if (c == '\'' || c == '"') {
      quote = c;
      open = true;
    } else if (c == '\\' && i + 1 < text.size()) {
      word += text[++i];
      open = true;
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      if (open || !word.empty()) words.push_back(std::move(word));
      word.clear();
      open = false;
    } else {
      word += c;
    }
  }
  if (quote)
    throw Error(ErrorKind::Config,
                "No closing quotation in the options of a post write hook");
  if (open || !word.empty()) words.push_back(std::move(word));
  return words;
}

std::string find_program(const std::string& name) {
  if (contains(name, "/")) return ::access(name.c_str(), X_OK) == 0 ? name : "";
  const char* path = std::getenv("PATH");
  for (const std::string& folder : split(path ? path : "/usr/bin:/bin", ':')) {
    const std::string candidate = cat(folder.empty() ? "." : folder, "/", name);
    if (::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return "";
}

// The project's own Python, for hooks that are Python modules.
std::string find_python() {
  if (const char* environment = std::getenv("VIRTUAL_ENV"))
    if (const auto found = find_program(cat(environment, "/bin/python"));
        !found.empty())
      return found;
  for (const char* name : {"python", "python3"})
    if (const auto found = find_program(name); !found.empty()) return found;
  return "";
}

// Runs `program` with the words, the first of which is its name as the user
// wrote it, and gives its exit status.
int run(const std::string& program, const std::vector<std::string>& command,
        const std::string& folder) {
  std::vector<char*> words;
  for (const std::string& word : command)
    words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  std::fflush(nullptr);  // what was said before the program speaks
  const pid_t child = ::fork();
  if (child == 0) {
    for (int ignored : {SIGPIPE, SIGXFSZ}) std::signal(ignored, SIG_DFL);
    if (!folder.empty() && ::chdir(folder.c_str()) != 0) ::_exit(126);
    ::execve(program.c_str(), words.data(), environ);
    ::_exit(127);
  }
  if (child < 0) throw Error(ErrorKind::File, cat("Can't start ", command[0]));
  int state = 0;
  while (::waitpid(child, &state, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(state) ? WEXITSTATUS(state) : 1;
}

// Whether the project's Python has the module.
bool has_module(const std::string& python, const std::string& name) {
  return run(python,
             {python, "-c",
              "import importlib.util, sys\n"
              "sys.exit(importlib.util.find_spec(sys.argv[1]) is None)",
              name},
             "") == 0;
}

std::string required(const PostWriteHook& hook, std::string_view key) {
  if (const std::string* value = hook.find(key)) return *value;
  throw Error(ErrorKind::Command,
              cat("Key ", hook.name, ".", key,
                  " is required for post write hook '", hook.name, "'"));
}

struct Program {
  std::string path;
  std::vector<std::string> words;
};

Program program_of(const PostWriteHook& hook, const std::string& type) {
  if (type == "exec") {
    const std::string name = required(hook, "executable");
    const std::string program = find_program(name);
    if (program.empty())
      py::raise("FileNotFoundError",
                cat("[Errno 2] No such file or directory: '", name, "'"));
    return {program, {name}};
  }
  const bool module = type == "module";
  const std::string name = required(hook, module ? "module" : "entrypoint");
  if (module) {
    const std::string python = find_python();
    if (python.empty() || !has_module(python, name))
      throw Error(ErrorKind::Command, cat("Could not find module ", name))
          .hint(
              "the Python on PATH must have it; a hook of type exec needs "
              "no Python");
    return {python, {python, "-m", name}};
  }
  // A console script is a program of that name beside the project's Python.
  const std::string program = find_program(name);
  if (program.empty())
    throw Error(ErrorKind::Command,
                cat("Could not find entrypoint console_scripts.", name));
  return {program, {name}};
}

void run_hook(const std::string& path, const PostWriteHook& hook,
              const std::string& type) {
  Program program = program_of(hook, type);
  const std::string* options = hook.find("options");
  std::vector<std::string> words = split_words(options ? *options : "");
  bool named = false;
  for (std::string& word : words) {
    named = named || contains(word, kFileToken);
    word = replace_all(word, kFileToken, path);
  }
  if (!named) words.insert(words.begin(), path);
  program.words.insert(program.words.end(), words.begin(), words.end());
  const std::string* folder = hook.find("cwd");
  // Its exit status is nobody's business, as documented.
  run(program.path, program.words, folder ? *folder : std::string());
}

// A function registered by alembic.script.write_hooks.register(name).
Value registered_hook(const std::string& type) {
  const Value module =
      py::Interpreter::current().import("alembic.script.write_hooks");
  const Value found =
      py::dict_get(py::get_attribute(module, "_registry"), type);
  return found ? found : Value();
}

void run_registered(const Value& function, const std::string& path,
                    const PostWriteHook& hook) {
  const Value options = py::make_dict();
  for (const auto& [key, value] : hook.options)
    py::dict_set(options, key, py::make_str(value));
  py::dict_set(options, "_hook_name", py::make_str(hook.name));
  // Changing the file is what the hook is for.
  py::allow_writing(path);
  py::call(function, {py::make_str(path), options});
}

}  // namespace

void run_post_write_hooks(const std::string& path,
                          const std::vector<PostWriteHook>& hooks) {
  for (const PostWriteHook& hook : hooks) {
    const std::string* type = hook.find("type");
    if (!type)
      throw Error(ErrorKind::Command,
                  cat("Key '", hook.name,
                      ".type' (or 'type' in toml) is required for post write "
                      "hook ",
                      py::repr(py::make_str(hook.name))));
    const bool program =
        *type == "exec" || *type == "console_scripts" || *type == "module";
    const Value function = program ? Value() : registered_hook(*type);
    if (console().out)
      console().out(cat("Running post write hook '", hook.name, "' ...\n"));
    try {
      if (!program && !function)
        throw Error(ErrorKind::Command,
                    cat("No formatter with name '", *type, "' registered"));
      if (program)
        run_hook(path, hook, *type);
      else
        run_registered(function, path, hook);
    } catch (...) {
      if (console().out) console().out("  FAILED\n");
      throw;
    }
    if (console().out) console().out("  done\n");
  }
}

}  // namespace limbeck::alembic
