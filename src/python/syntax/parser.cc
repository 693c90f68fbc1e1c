#include "python/syntax/parser.h"

#include <algorithm>

#include "base/text.h"
#include "python/syntax/parser_state.h"
#include "python/syntax/scanner.h"
#include "python/syntax/source.h"

namespace limbeck::py {

using namespace ast;

void Parser::mismatch() {
  saw(pos_);
  throw Mismatch{};
}

void Parser::force(Tok wanted, const char* shown) {
  if (accept(wanted)) return;
  saw(pos_);
  if (is(Tok::Error)) throw Mismatch{};
  raise(cat("expected '", shown, "'"), place(token()));
}

void Parser::too_deep() {
  SyntaxFailure failure;
  failure.type = "MemoryError";
  failure.message = "Parser stack overflowed - Memory Error";
  failure.file_name = tree_.file_name;
  failure.line = token().line;
  throw failure;
}

// The first pass, and where it fails the second, which must end in an error.
template <class F>
auto Parser::run(F rule) {
  try {
    return rule();
  } catch (const Mismatch&) {
  }
  generic_ = furthest_;
  if (tokens_[generic_].kind == Tok::Error) throw *deferred_;
  pos_ = 0;
  depth_ = 0;
  scratch_.clear();
  diagnose_ = second_pass_ = true;
  try {
    rule();
  } catch (const Mismatch&) {
  }
  raise_generic();
}

Module* Parser::module(Mode mode) {
  return run([&] {
    auto* module = make<Module>();
    module->mode = mode;
    if (mode == Mode::Eval) {
      module->expression = expressions();
      while (accept(Tok::Newline)) {
      }
      expect(Tok::End);
      return module;
    }
    Collect<Stmt> statements(*this);
    if (mode == Mode::Single) {
      if (is(Tok::End)) mismatch();
      statement(statements);
      while (accept(Tok::Newline)) {
      }
    } else {
      while (!is(Tok::End)) {
        if (is(Tok::Error)) mismatch();
        statement(statements);
      }
    }
    expect(Tok::End);
    module->body = statements.take();
    return module;
  });
}

Seq<Stmt> Parser::function_body() {
  return run([&] {
    expect(Tok::Indent);
    Seq<Stmt> statements = statements_to_dedent();
    expect(Tok::Dedent);
    expect(Tok::End);
    return statements;
  });
}

Tree parse(std::string_view source, std::string file_name, Mode mode,
           Bodies bodies) {
  Tree tree;
  tree.file_name = std::move(file_name);
  tree.source = read_source(source, *tree.arena, tree.file_name);
  tree.module =
      Parser(tree,
             scan(tree.source, tree.file_name, {}, bodies == Bodies::Leap),
             bodies)
          .module(mode);
  std::stable_sort(
      tree.notes.begin(), tree.notes.end(),
      [](const SyntaxNote& a, const SyntaxNote& b) { return a.line < b.line; });
  return tree;
}

void parse_body(Tree& tree, FunctionDef& function) {
  if (!function.skipped) return;
  const SkippedBody& skipped = *function.skipped;
  ScanResult scanned = scan(tree.source.substr(0, skipped.end), tree.file_name,
                            {skipped.offset, skipped.line});
  Parser parser(tree, std::move(scanned), Bodies::Parse);
  function.body = parser.function_body();
  function.skipped = nullptr;
}

}  // namespace limbeck::py
