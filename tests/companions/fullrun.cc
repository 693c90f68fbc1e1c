// Runs one Python file with all modules that limbeck brings, as the program
// does for env.py and scripts.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include "companions/modules.h"
#include "python/native.h"

using namespace limbeck;

namespace {

int run(py::Interpreter& interpreter, const std::string& path) {
  py::Enter enter(interpreter);
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  try {
    interpreter.run_source(text.str(), path, "__main__", true);
    return 0;
  } catch (py::Raised& raised) {
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
    std::fprintf(stderr, "usage: fullrun FILE [ARGUMENTS]\n");
    return 2;
  }
  py::Interpreter interpreter;
  companions::add_all_modules(interpreter);
  std::string path = arguments[1];
  std::size_t slash = path.rfind('/');
  interpreter.search_path().push_back(
      slash == std::string::npos ? "." : path.substr(0, slash));
  interpreter.set_arguments({arguments + 1, arguments + count});
  int status = run(interpreter, path);
  std::fflush(stdout);
  return status;
}
