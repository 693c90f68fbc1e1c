// Reads what a revision file says of itself without executing it: the literal
// assignments `revision`, `down_revision`, `branch_labels` and `depends_on` at
// its top level, and its docstring. No tokens, no tree: this looks at bytes, so
// that ten thousand files are a matter of milliseconds.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace limbeck::py {

/// A value that is None, a text, or a tuple, list or set of texts.
struct HeaderValue {
  enum class Kind { None, Text, Tuple, List, Set };
  Kind kind = Kind::None;
  std::vector<std::string> texts;  // exactly one for Text
  bool operator==(const HeaderValue&) const = default;
};

struct RevisionHeader {
  /// Whether executing the module would give the same. If not, `reason` says
  /// what stood in the way, at `line`, and the rest is not to be used.
  bool sure = true;
  std::string reason;
  int line = 0;

  std::optional<std::string> docstring;
  /// Not set: the file does not assign the name.
  std::optional<HeaderValue> revision, down_revision, branch_labels, depends_on;
  bool has_upgrade = false, has_downgrade = false;

  /// It imports what changes SQLAlchemy for other scripts too: @compiles,
  /// event listeners.
  bool reaches_far = false;
  /// The other modules that it imports at its top level, without alembic and
  /// sqlalchemy; of `from a import b` both "a" and "a.b".
  std::vector<std::string> imports;
};

/// `source` are the file's bytes. Does not throw; what is no Python in places
/// that it must understand makes it not sure.
RevisionHeader scan_header(std::string_view source);

}  // namespace limbeck::py
