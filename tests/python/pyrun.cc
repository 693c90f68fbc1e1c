// Runs one Python file as python3 does: arguments, output, traceback, status.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#ifdef LIMBECK_ALL_MODULES
#include "companions/modules.h"
#endif
#include "python/native.h"

using namespace limbeck;

namespace {

int exit_status(const py::Value& exception) {
  py::Value code = py::get_attribute(exception, "code");
  if (code.is_none()) return 0;
  if (auto number = py::int_of(code)) return static_cast<int>(*number);
  std::fprintf(stderr, "%s\n", py::str(code).c_str());
  return 1;
}

int run(py::Interpreter& interpreter, const std::string& path) {
  py::Enter enter(interpreter);
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  try {
    interpreter.run_source(text.str(), path, "__main__", true);
    return 0;
  } catch (py::Raised& raised) {
    if (py::matches(raised, "SystemExit"))
      return exit_status(raised.exception());
    std::fflush(stdout);
    std::cerr << interpreter.format_exception(raised.exception());
    return 1;
  } catch (Error& error) {
    std::fflush(stdout);
    std::cerr << "limbeck: " << error.message() << "\n";
    return 2;
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "usage: pyrun FILE [ARGUMENTS]\n");
    return 2;
  }
  py::Interpreter interpreter;
#ifdef LIMBECK_ALL_MODULES
  {
    py::Enter enter(interpreter);
    companions::add_all_modules(interpreter);
  }
#endif
  std::string path = std::filesystem::absolute(arguments[1]).string();
  std::size_t slash = path.rfind('/');
  interpreter.search_path().push_back(
      slash == std::string::npos ? "." : path.substr(0, slash));
  interpreter.set_arguments({arguments + 1, arguments + count});
  int status = run(interpreter, path);
  std::fflush(stdout);
  return status;
}
