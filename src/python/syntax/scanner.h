// Cuts a whole source text into tokens: lines and indentation, names, numbers,
// strings, and the parts of f- and t-strings, whose fields hold ordinary
// tokens. The parser then moves freely in the vector.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "python/syntax/parser.h"
#include "python/syntax/token.h"

namespace limbeck::py {

struct ScanResult {
  std::vector<Token> tokens;  // ends with Tok::End or Tok::Error
  /// Why the scan ended with Tok::Error; raised where the parser gets there.
  std::optional<SyntaxFailure> deferred;
  /// Set when that is a bracket that was never closed: its line. It outranks
  /// what the parser finds wrong on later lines.
  int unclosed_line = 0;
  std::vector<SyntaxNote> notes;
};

/// Where scanning begins, for a part of a file.
struct ScanStart {
  std::size_t offset = 0;
  int line = 1;
};

/// `source` is what read_source returned. Throws SyntaxFailure for text that
/// cannot be cut into tokens.
/// With `leap`, the indented bodies of functions become one Tok::Body each.
ScanResult scan(std::string_view source, const std::string& file_name,
                ScanStart start = {}, bool leap = false);

/// An error at that place; offsets count from 1 in characters. `end_offset`
/// below zero: unknown.
SyntaxFailure failure_at(std::string_view source, const std::string& file_name,
                         std::string type, std::string message, int line,
                         int offset, int end_line, int end_offset);

/// Line `line` of the text (from 1), without its newline.
std::string_view line_of(std::string_view source, int line);

/// Characters in the first `bytes` bytes of the text.
int characters(std::string_view text, std::size_t bytes);

}  // namespace limbeck::py
