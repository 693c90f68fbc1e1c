// Feeds any bytes to the reader of headers and to the parser. They may find
// fault with them, but must come back, and what they agree on must be true.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "python/syntax/dump.h"
#include "python/syntax/header_scan.h"
#include "python/syntax/parser.h"

namespace {

using namespace limbeck::py;

void parse_bodies(Tree& tree, ast::Seq<ast::Stmt> statements) {
  for (ast::Stmt* statement : statements) {
    if (statement->kind == ast::NodeKind::FunctionDef ||
        statement->kind == ast::NodeKind::AsyncFunctionDef)
      parse_body(tree, ast::as<ast::FunctionDef>(*statement));
    if (auto* definition =
            ast::if_is<ast::ClassDef>(static_cast<ast::Node*>(statement)))
      parse_bodies(tree, definition->body);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::string_view source(reinterpret_cast<const char*>(data), size);
  scan_header(source);
  std::string whole;
  bool parsed = false;
  try {
    Tree tree = parse(source, "fuzz.py");
    parsed = true;
    whole = dump(*tree.module);
  } catch (const SyntaxFailure&) {
  }
  try {
    Tree tree = parse(source, "fuzz.py", ast::Mode::Exec, Bodies::Skip);
    parse_bodies(tree, tree.module->body);
    if (!parsed) return 0;  // other statements hold bodies that stay skipped
    if (whole.find("TypeVar") == whole.npos && whole != dump(*tree.module) &&
        whole.find("If(") == whole.npos && whole.find("For(") == whole.npos &&
        whole.find("With(") == whole.npos && whole.find("Try") == whole.npos &&
        whole.find("While(") == whole.npos &&
        whole.find("Match(") == whole.npos)
      std::abort();
  } catch (const SyntaxFailure&) {
    if (parsed) std::abort();
  }
  try {
    parse(source, "fuzz.py", ast::Mode::Eval);
  } catch (const SyntaxFailure&) {
  }
  return 0;
}
