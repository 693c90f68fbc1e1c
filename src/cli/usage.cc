#include "cli/usage.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "base/text.h"
#include "base/wrap.h"

namespace limbeck::cli {

namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kPrefix = "usage: ";
constexpr int kMostHelpColumn = 24;
constexpr int kLeastHelpWidth = 11;

std::string value_name(const Option& option) { return upper(option.name); }

std::string first_form(const Option& option) {
  return std::string(option.short_form.empty() ? option.long_form
                                               : option.short_form);
}

// "-m MESSAGE, --message MESSAGE"
std::string invocation(const Option& option) {
  Texts forms;
  for (std::string_view form : {option.short_form, option.long_form}) {
    if (form.empty()) continue;
    forms.push_back(option.takes_value() ? cat(form, " ", value_name(option))
                                         : std::string(form));
  }
  return join(forms, ", ");
}

Texts option_parts(std::span<const Option> options) {
  Texts parts;
  for (const Option& option : options) {
    std::string form = first_form(option);
    parts.push_back(option.takes_value()
                        ? cat("[", form, " ", value_name(option), "]")
                        : cat("[", form, "]"));
  }
  return parts;
}

Texts positional_parts(const CommandSpec* command) {
  if (!command) return {command_choices(), "..."};
  Texts parts;
  for (const Positional& positional : command->positionals) {
    parts.emplace_back(positional.name);
    if (positional.several) parts.push_back(cat("[", positional.name, " ...]"));
  }
  return parts;
}

std::span<const Option> options_of(const CommandSpec* command) {
  return command ? command->options : global_options();
}

std::string full_name(const std::string& program, const CommandSpec* command) {
  return command ? cat(program, " ", command->name) : program;
}

int width_of(std::string_view text) {
  return static_cast<int>(count_code_points(text));
}

// Parts filled into lines of `width`; the first line begins after `taken`
// columns that somebody else writes.
Texts fill(const Texts& parts, int indent, int taken, int width) {
  Texts lines;
  std::string line;
  std::string blanks(indent, ' ');
  int length = taken - 1;
  bool first = true;
  for (const std::string& part : parts) {
    if (length + 1 + width_of(part) > width && !first) {
      lines.push_back(blanks + line);
      line.clear();
      length = indent - 1;
      first = true;
    }
    if (!first) line += ' ';
    line += part;
    length += width_of(part) + 1;
    first = false;
  }
  if (!first) lines.push_back(blanks + line);
  return lines;
}

void append(Texts& lines, Texts more) {
  for (std::string& line : more) lines.push_back(std::move(line));
}

// Python: HelpFormatter._format_usage
Texts wrapped_usage(const std::string& name, Texts options,
                    const Texts& positionals, int width) {
  int prefix = static_cast<int>(kPrefix.size());
  // Every parser has at least -h, so that there are options to follow.
  if (prefix + width_of(name) <= 0.75 * width) {
    int indent = prefix + width_of(name) + 1;
    options.insert(options.begin(), name);
    Texts lines = fill(options, indent, prefix, width);
    lines[0].erase(0, indent);
    append(lines, fill(positionals, indent, indent, width));
    return lines;
  }
  Texts all = options;
  append(all, positionals);
  Texts lines = fill(all, prefix, prefix, width);
  if (lines.size() > 1) {
    lines = fill(options, prefix, prefix, width);
    append(lines, fill(positionals, prefix, prefix, width));
  }
  lines.insert(lines.begin(), name);
  return lines;
}

struct Item {
  int indent;
  std::string header;
  std::string help;
};

// Python: HelpFormatter._format_action
void format_item(std::string& out, const Item& item, int column, int width) {
  int room = column - item.indent - 2;
  std::string blanks(item.indent, ' ');
  if (item.help.empty()) {
    cat_to(out, blanks, item.header, "\n");
    return;
  }
  std::string rest(column, ' ');
  int header = width_of(item.header);
  cat_to(out, blanks, item.header);
  if (header <= room) {
    out.append(room - header + 2, ' ');
  } else {
    cat_to(out, "\n", rest);
  }
  Texts words = split(item.help, ' ');
  words.erase(std::remove(words.begin(), words.end(), ""), words.end());
  Texts lines =
      wrap_text(join(words, " "), std::max(width - column, kLeastHelpWidth));
  cat_to(out, join(lines, "\n" + rest), "\n");
}

std::vector<Item> positional_items(const CommandSpec* command) {
  std::vector<Item> items;
  if (command) {
    for (const Positional& positional : command->positionals) {
      items.push_back(
          {2, std::string(positional.name), std::string(positional.help)});
    }
    return items;
  }
  items.push_back({2, command_choices(), ""});
  for (const CommandSpec& each : commands()) {
    items.push_back({4, std::string(each.name), std::string(each.help)});
  }
  return items;
}

}  // namespace

int help_columns() {
  if (const char* text = std::getenv("COLUMNS")) {
    char* end = nullptr;
    long columns = std::strtol(text, &end, 10);
    if (end != text && *end == '\0' && columns > 0) {
      return static_cast<int>(std::min(columns, 1000000L));
    }
  }
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  return 80;
}

std::string command_choices() {
  Texts names;
  for (const CommandSpec& command : commands()) {
    names.emplace_back(command.name);
  }
  return cat("{", join(names, ","), "}");
}

std::string usage_text(const std::string& program, const CommandSpec* command,
                       int columns) {
  int width = columns - 2;
  std::string name = full_name(program, command);
  Texts options = option_parts(options_of(command));
  Texts positionals = positional_parts(command);
  Texts all{name};
  append(all, options);
  append(all, positionals);
  std::string line = join(all, " ");
  if (static_cast<int>(kPrefix.size()) + width_of(line) > width) {
    line = join(wrapped_usage(name, options, positionals, width), "\n");
  }
  return cat(kPrefix, line, "\n");
}

std::string help_text(const std::string& program, const CommandSpec* command,
                      int columns) {
  int width = columns - 2;
  std::vector<Item> positionals = positional_items(command);
  std::vector<Item> options;
  for (const Option& option : options_of(command)) {
    options.push_back({2, invocation(option), std::string(option.help)});
  }
  int longest = 0;
  for (const auto& items : {positionals, options}) {
    for (const Item& item : items) {
      longest = std::max(longest, width_of(item.header) + 2);
    }
  }
  int column =
      std::min(longest + 2, std::min(kMostHelpColumn, std::max(width - 20, 4)));
  std::string out = usage_text(program, command, columns);
  auto section = [&](std::string_view title, const std::vector<Item>& items) {
    if (items.empty()) return;
    cat_to(out, "\n", title, ":\n");
    for (const Item& item : items) format_item(out, item, column, width);
  };
  section("positional arguments", positionals);
  section("options", options);
  if (!command && program != "alembic") {
    std::vector<Item> own;
    for (const CommandSpec& each : own_commands())
      own.push_back({4, std::string(each.name), std::string(each.help)});
    section("limbeck's own commands", own);
  }
  return out;
}

std::string version_text(const std::string& program, const std::string& version,
                         int columns) {
  return cat(join(wrap_text(cat(program, " ", version),
                            std::max(columns - 2, kLeastHelpWidth)),
                  "\n"),
             "\n");
}

}  // namespace limbeck::cli
