// From source text to a syntax tree. The three parts: scanner.h cuts text into
// tokens (lines, indentation, strings), parser.h here builds ast.h from them,
// header_scan.h reads a revision file's header from tokens alone. What is left
// to the compiler: names and their scopes, and with them errors such as
// "'return' outside function".
#pragma once
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "python/syntax/arena.h"
#include "python/syntax/ast.h"

namespace limbeck::py {

/// A SyntaxError before it is a Python object; the fields are the exception's.
struct SyntaxFailure : std::exception {
  std::string type = "SyntaxError";  // or IndentationError, TabError,
                                     // MemoryError (nested too deeply)
  std::string message, file_name;
  int line = 0, offset = 0;          // from 1, offset in characters
  int end_line = 0, end_offset = 0;  // 0: unknown
  std::string text;                  // the line, with its newline

  const char* what() const noexcept override { return message.c_str(); }
};

/// How deep an expression or a block may nest; input must not reach the end of
/// the C stack.
inline constexpr int kParseDepth = 600;
/// How many brackets may be open at once (CPython's number).
inline constexpr int kOpenBrackets = 200;
/// How many blocks may be open at once (CPython's number).
inline constexpr int kIndents = 100;

enum class Bodies { Parse, Skip, Leap, Check };

/// What deserves a SyntaxWarning, and where.
struct SyntaxNote : ast::Range {
  std::string message;
  SyntaxNote(const ast::Range& range, std::string text)
      : ast::Range(range), message(std::move(text)) {}
};

/// A syntax tree and the memory it lives in. Movable; views stay valid.
struct Tree {
  std::unique_ptr<Arena> arena = std::make_unique<Arena>();
  std::string_view source;  // UTF-8, lines end in '\n', lives in the arena
  std::string file_name;
  ast::Module* module = nullptr;
  std::vector<SyntaxNote> notes;  // of the text; the compiler adds its own
};

/// Parses a whole file's bytes (byte order mark and coding line are heeded).
/// With Bodies::Skip the bodies of functions at the top level and of methods of
/// classes there are passed over at token level; only errors of tokens and
/// indentation show in them. Bodies::Leap is for limbeck's own modules: it
/// passes over their lines, and no error shows in them. Bodies::Check skips
/// bodies when it has parsed them: their errors show, their trees are dropped.
/// Throws SyntaxFailure.
Tree parse(std::string_view source, std::string file_name,
           ast::Mode mode = ast::Mode::Exec, Bodies bodies = Bodies::Parse);

/// Parses a body that was passed over; does nothing if there is none.
/// Throws SyntaxFailure, each time it is called.
void parse_body(Tree& tree, ast::FunctionDef& function);

}  // namespace limbeck::py
