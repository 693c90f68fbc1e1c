// Regular expressions (PCRE2) for the texts that databases keep of statements.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace limbeck::dialects {

/// The groups of one match; [0] is all of it. A group that took no part has no
/// value.
struct Match {
  std::vector<std::optional<std::string_view>> groups;
  std::size_t begin = 0, end = 0;
  bool has(std::size_t group) const { return groups[group].has_value(); }
  std::string text(std::size_t group) const {
    return groups[group] ? std::string(*groups[group]) : std::string();
  }
};

/// A compiled expression; letters match in either case. `\w` and `\s` know
/// ASCII only.
class Pattern {
 public:
  /// The expression is ours, so a mistake in it is a bug.
  explicit Pattern(std::string_view expression);
  ~Pattern();
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  /// The first match at or after `start`; its views point into `text`.
  std::optional<Match> search(std::string_view text,
                              std::size_t start = 0) const;
  /// All matches that don't overlap, from left to right.
  std::vector<Match> all(std::string_view text) const;

 private:
  void* code_;
};

}  // namespace limbeck::dialects
