// Shows what the parser makes of Python files, for ast_compare.py and
// syntax_errors.py. It reads file names, one a line, and answers each with a
// line "<status> <bytes>" and that many bytes: `ok` and the dump, or `error`
// and the fields of the SyntaxError, one a line.
//
//   ast_dump [--eval | --single]   from names on standard input
//   ast_dump --header              shows what scan_header reads instead
//   ast_dump --time [--skip | --headers]
//                                  only parses, then tells how fast that was
#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "base/text.h"
#include "python/syntax/dump.h"
#include "python/syntax/header_scan.h"
#include "python/syntax/parser.h"

namespace {

using namespace limbeck;

std::string read(const std::string& name) {
  std::ifstream in(name, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

std::string describe(const py::SyntaxFailure& failure) {
  return cat(failure.type, "\n", failure.message, "\n", failure.line, "\n",
             failure.offset, "\n", failure.end_line, "\n", failure.end_offset,
             "\n");
}

void show(std::string& out, const char* name,
          const std::optional<py::HeaderValue>& value) {
  if (!value) return;
  cat_to(out, name, '\0', static_cast<int>(value->kind));
  for (const auto& text : value->texts) cat_to(out, '\0', text);
  out += '\1';
}

std::string describe(const py::RevisionHeader& header) {
  std::string out;
  if (header.docstring)
    cat_to(out, "__doc__", '\0', 1, '\0', *header.docstring, '\1');
  show(out, "revision", header.revision);
  show(out, "down_revision", header.down_revision);
  show(out, "branch_labels", header.branch_labels);
  show(out, "depends_on", header.depends_on);
  if (header.has_upgrade) cat_to(out, "upgrade", '\1');
  if (header.has_downgrade) cat_to(out, "downgrade", '\1');
  return out;
}

void answer_header(const std::string& name) {
  py::RevisionHeader header = py::scan_header(read(name));
  std::string text = header.sure ? describe(header) : header.reason;
  std::cout << (header.sure ? "ok " : "unsure ") << text.size() << '\n'
            << text << std::flush;
}

void answer(const std::string& name, py::ast::Mode mode) {
  std::string status = "ok", text;
  try {
    text = py::dump(*py::parse(read(name), name, mode).module);
  } catch (const py::SyntaxFailure& failure) {
    status = "error";
    text = describe(failure);
  }
  std::cout << status << ' ' << text.size() << '\n' << text << std::flush;
}

void measure(const std::vector<std::string>& names, py::Bodies bodies,
             bool headers) {
  std::vector<std::string> sources;
  std::size_t lines = 0, bytes = 0, failed = 0;
  for (const auto& name : names) {
    sources.push_back(read(name));
    bytes += sources.back().size();
    for (char c : sources.back()) lines += c == '\n';
  }
  auto begin = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (headers) {
      failed += !py::scan_header(sources[i]).sure;
      continue;
    }
    try {
      py::parse(sources[i], names[i], py::ast::Mode::Exec, bodies);
    } catch (const py::SyntaxFailure&) {
      ++failed;
    }
  }
  std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::cout << names.size() << " files (" << failed << " with errors), "
            << lines << " lines, " << bytes << " bytes in "
            << took.count() * 1000
            << " ms: " << static_cast<double>(lines) / took.count() / 1e6
            << " million lines/s\n";
}

}  // namespace

int main(int argc, char** argv) {
  auto mode = py::ast::Mode::Exec;
  auto bodies = py::Bodies::Parse;
  bool time = false, headers = false, header = false;
  for (int i = 1; i < argc; ++i) {
    std::string option = argv[i];
    if (option == "--eval") mode = py::ast::Mode::Eval;
    if (option == "--single") mode = py::ast::Mode::Single;
    if (option == "--time") time = true;
    if (option == "--header") header = true;
    if (option == "--headers") headers = true;
    if (option == "--skip") bodies = py::Bodies::Skip;
  }
  std::vector<std::string> names;
  for (std::string name; std::getline(std::cin, name);)
    if (time)
      names.push_back(name);
    else if (header)
      answer_header(name);
    else
      answer(name, mode);
  if (time) measure(names, bodies, headers);
}
