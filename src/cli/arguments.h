// The command line: from arguments to a command and its options, by the rules
// of Python's argparse that users rely on.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/command_table.h"

namespace limbeck::cli {

/// The value of one option or positional argument.
struct OptionValue {
  enum class Kind { None, Flag, Text, List };
  Kind kind = Kind::None;
  bool flag = false;
  std::string text;
  std::vector<std::string> list;
  bool operator==(const OptionValue&) const = default;
};

/// What was given, with the defaults of the rest: argparse's namespace.
class Options {
 public:
  const CommandSpec* command = nullptr;

  bool flag(std::string_view name) const;
  /// nullptr if it was not given and has no default.
  const std::string* text(std::string_view name) const;
  /// Empty if it was not given.
  const std::vector<std::string>& list(std::string_view name) const;

  /// By name, in the order in which argparse has them.
  const std::vector<std::pair<std::string, OptionValue>>& values() const {
    return values_;
  }
  OptionValue& set(std::string_view name);

 private:
  const OptionValue* find(std::string_view name) const;
  std::vector<std::pair<std::string, OptionValue>> values_;
};

/// Either options, or text to print and the code to exit with.
struct ParsedArguments {
  std::optional<Options> options;
  std::string out;  // for standard output
  std::string err;  // for standard error
  int exit_code = 0;
};

/// `arguments` without the program's name. Help is laid out for `columns`.
ParsedArguments parse_arguments(const std::string& program,
                                const std::string& version,
                                const std::vector<std::string>& arguments,
                                int columns);

}  // namespace limbeck::cli
