// The commands and their options, as constants.
#pragma once
#include <span>
#include <string_view>

namespace limbeck::cli {

enum class OptionKind { Help, Version, Flag, Text, Append };

struct Option {
  std::string_view short_form;  // "-m", or empty
  std::string_view long_form;   // "--message", or empty
  std::string_view name;        // of its value: "message"
  OptionKind kind;
  std::string_view help;
  std::string_view initial = {};  // Text: the value when it is not given

  bool takes_value() const {
    return kind == OptionKind::Text || kind == OptionKind::Append;
  }
};

struct Positional {
  std::string_view name;
  std::string_view help;
  bool several = false;  // one or more
};

struct CommandSpec {
  std::string_view name;
  std::string_view help;
  std::span<const Option> options;
  std::span<const Positional> positionals;  // none or one
};

/// Options before the command.
std::span<const Option> global_options();
/// The reference's, in alphabetical order.
std::span<const CommandSpec> commands();
/// Those that the reference does not have.
std::span<const CommandSpec> own_commands();
/// nullptr if there is none of that name.
const CommandSpec* find_command(std::string_view name);

}  // namespace limbeck::cli
