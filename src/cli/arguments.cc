#include "cli/arguments.h"

#include <algorithm>

#include "base/quote.h"
#include "base/text.h"
#include "cli/usage.h"

namespace limbeck::cli {

namespace {

using Texts = std::vector<std::string>;

// Ends parsing: help, version, or an error.
struct Exit {
  std::string out, err;
  int code;
};

struct Program {
  std::string name, version;
  int columns;
};

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

// -1, -.5, -1.5
bool is_negative_number(std::string_view text) {
  text.remove_prefix(1);
  std::size_t point = text.find('.');
  if (point == text.npos) return !text.empty() && all_digits(text);
  return point + 1 < text.size() && all_digits(text.substr(0, point)) &&
         all_digits(text.substr(point + 1));
}

// What an argument that begins like an option means.
struct Found {
  const Option* option = nullptr;  // nullptr: no option of this parser
  std::string form;                // as the parser knows it
  std::optional<std::string> value;
};

// One of argparse's parsers: the program's, or a command's.
class Parser {
 public:
  Parser(const Program& program, const CommandSpec* command, Options& options)
      : program_(program),
        command_(command),
        specs_(command ? command->options : global_options()),
        options_(options) {}

  /// Returns the arguments that nobody knew.
  // Python: ArgumentParser._parse_known_args
  Texts parse(Texts arguments);

 private:
  struct Form {
    std::string_view text;
    const Option* option;
  };

  [[noreturn]] void error(const std::string& message) const;
  [[noreturn]] void error(const Option& option,
                          const std::string& message) const;
  std::vector<Form> forms() const;
  const Option* exact(std::string_view form) const;
  std::optional<Found> classify_option(const std::string& argument) const;
  std::vector<Found> abbreviations(const std::string& argument) const;
  void classify();
  void set_defaults();
  std::size_t take_positionals(std::size_t start);
  std::size_t take_option(std::size_t start);
  void take(const Option& option, const std::optional<std::string>& value);
  void take_command(const Texts& values);
  bool wants_positional() const {
    return !positional_taken_ && (!command_ || !command_->positionals.empty());
  }

  const Program& program_;
  const CommandSpec* command_;
  std::span<const Option> specs_;
  Options& options_;
  Texts arguments_;
  std::string pattern_;  // A: argument, O: option, -: "--"
  std::vector<std::optional<Found>> found_;
  bool positional_taken_ = false;
  Texts unknown_, unknown_to_command_;
};

void Parser::error(const std::string& message) const {
  std::string name =
      command_ ? cat(program_.name, " ", command_->name) : program_.name;
  throw Exit{"",
             cat(usage_text(program_.name, command_, program_.columns), name,
                 ": error: ", message, "\n"),
             2};
}

void Parser::error(const Option& option, const std::string& message) const {
  Texts names;
  if (!option.short_form.empty()) names.emplace_back(option.short_form);
  if (!option.long_form.empty()) names.emplace_back(option.long_form);
  error(cat("argument ", join(names, "/"), ": ", message));
}

std::vector<Parser::Form> Parser::forms() const {
  std::vector<Form> out;
  for (const Option& option : specs_) {
    if (!option.short_form.empty()) out.push_back({option.short_form, &option});
    if (!option.long_form.empty()) out.push_back({option.long_form, &option});
  }
  return out;
}

const Option* Parser::exact(std::string_view text) const {
  for (const Form& form : forms()) {
    if (form.text == text) return form.option;
  }
  return nullptr;
}

// Python: ArgumentParser._get_option_tuples
std::vector<Found> Parser::abbreviations(const std::string& argument) const {
  std::vector<Found> out;
  if (argument[1] == '-') {
    std::size_t equals = argument.find('=');
    std::string prefix = argument.substr(0, equals);
    std::optional<std::string> value;
    if (equals != argument.npos) value = argument.substr(equals + 1);
    for (const Form& form : forms()) {
      if (form.text.substr(0, prefix.size()) != prefix) continue;
      out.push_back({form.option, std::string(form.text), value});
    }
    return out;
  }
  for (const Form& form : forms()) {
    if (form.text == std::string_view(argument).substr(0, 2)) {
      out.push_back({form.option, std::string(form.text), argument.substr(2)});
    } else if (form.text.substr(0, argument.size()) == argument) {
      out.push_back({form.option, std::string(form.text), std::nullopt});
    }
  }
  return out;
}

// Nothing if it is a plain argument.
// Python: ArgumentParser._parse_optional
std::optional<Found> Parser::classify_option(
    const std::string& argument) const {
  if (argument.empty() || argument[0] != '-') return std::nullopt;
  if (const Option* option = exact(argument)) {
    return Found{option, argument, std::nullopt};
  }
  if (argument.size() == 1) return std::nullopt;
  if (std::size_t equals = argument.find('='); equals != argument.npos) {
    std::string form = argument.substr(0, equals);
    if (const Option* option = exact(form)) {
      return Found{option, form, argument.substr(equals + 1)};
    }
  }
  std::vector<Found> matches = abbreviations(argument);
  if (matches.size() > 1) {
    Texts names;
    for (const Found& match : matches) names.push_back(match.form);
    error(cat("ambiguous option: ", argument, " could match ",
              join(names, ", ")));
  }
  if (matches.size() == 1) return matches[0];
  if (is_negative_number(argument)) return std::nullopt;
  if (contains(argument, " ")) return std::nullopt;
  return Found{nullptr, argument, std::nullopt};
}

void Parser::classify() {
  bool options_end = false;
  for (const std::string& argument : arguments_) {
    found_.emplace_back();
    if (options_end) {
      pattern_ += 'A';
    } else if (argument == "--") {
      pattern_ += '-';
      options_end = true;
    } else {
      found_.back() = classify_option(argument);
      pattern_ += found_.back() ? 'O' : 'A';
    }
  }
}

void Parser::set_defaults() {
  for (const Option& option : specs_) {
    if (option.kind == OptionKind::Help || option.kind == OptionKind::Version) {
      continue;
    }
    OptionValue& value = options_.set(option.name);
    value = {};
    if (option.kind == OptionKind::Flag) {
      value.kind = OptionValue::Kind::Flag;
    } else if (!option.initial.empty()) {
      value.kind = OptionValue::Kind::Text;
      value.text = option.initial;
    }
  }
  if (!command_) return;
  for (const Positional& positional : command_->positionals) {
    options_.set(positional.name) = {};
  }
}

Texts Parser::parse(Texts arguments) {
  arguments_ = std::move(arguments);
  set_defaults();
  classify();
  std::size_t last = pattern_.rfind('O');
  std::size_t start = 0;
  while (last != pattern_.npos && start <= last) {
    std::size_t next = pattern_.find('O', start);
    if (start != next) {
      std::size_t end = take_positionals(start);
      if (end > start) {
        start = end;
        continue;
      }
      for (; start < next; ++start) unknown_.push_back(arguments_[start]);
    }
    start = take_option(start);
  }
  for (start = take_positionals(start); start < arguments_.size(); ++start) {
    unknown_.push_back(arguments_[start]);
  }
  if (command_ && wants_positional()) {
    error(cat("the following arguments are required: ",
              command_->positionals[0].name));
  }
  unknown_.insert(unknown_.end(), unknown_to_command_.begin(),
                  unknown_to_command_.end());
  return unknown_;
}

// There is one positional at most: the command, or what the command takes.
// Python: ArgumentParser._match_arguments_partial, _get_values
std::size_t Parser::take_positionals(std::size_t start) {
  if (!wants_positional()) return start;
  std::size_t end = start;
  auto skip = [&](std::string_view kinds) {
    while (end < pattern_.size() && contains(kinds, pattern_.substr(end, 1))) {
      ++end;
    }
  };
  skip("-");
  if (end == pattern_.size() || pattern_[end] != 'A') return start;
  ++end;
  bool several = command_ && command_->positionals[0].several;
  skip(!command_ ? "-AO" : several ? "-A" : "-");
  positional_taken_ = true;
  Texts values(arguments_.begin() + start, arguments_.begin() + end);
  if (!command_) {
    take_command(values);
    return end;
  }
  if (auto dashes = std::find(values.begin(), values.end(), "--");
      dashes != values.end()) {
    values.erase(dashes);
  }
  OptionValue& value = options_.set(command_->positionals[0].name);
  value.kind = several ? OptionValue::Kind::List : OptionValue::Kind::Text;
  if (several) {
    value.list = values;
  } else {
    value.text = values[0];
  }
  return end;
}

void Parser::take_command(const Texts& values) {
  const CommandSpec* command = find_command(values[0]);
  if (!command) {
    Texts names;
    for (const CommandSpec& each : commands()) {
      names.push_back(python_quoted(each.name));
    }
    error(cat("argument ", command_choices(),
              ": invalid choice: ", python_quoted(values[0]), " (choose from ",
              join(names, ", "), ")"));
  }
  options_.command = command;
  unknown_to_command_ = Parser(program_, command, options_)
                            .parse(Texts(values.begin() + 1, values.end()));
}

// Python: consume_optional in ArgumentParser._parse_known_args
std::size_t Parser::take_option(std::size_t start) {
  Found found = *found_[start];
  if (!found.option) {
    unknown_.push_back(arguments_[start]);
    return start + 1;
  }
  std::vector<const Option*> flags;  // of a group such as -vi
  while (found.value) {
    if (found.option->takes_value()) break;
    if (found.form[1] == '-' || found.value->empty()) {
      error(*found.option,
            cat("ignored explicit argument ", python_quoted(*found.value)));
    }
    flags.push_back(found.option);
    std::string rest = *found.value;
    found.form = cat('-', rest[0]);
    const Option* next = exact(found.form);
    if (!next) {
      error(*found.option,
            cat("ignored explicit argument ", python_quoted(rest)));
    }
    found.option = next;
    found.value.reset();
    if (rest.size() > 1) found.value = rest.substr(1);
  }
  std::size_t end = start + 1;
  if (found.option->takes_value() && !found.value) {
    if (end == pattern_.size() || pattern_[end] != 'A') {
      error(*found.option, "expected one argument");
    }
    found.value = arguments_[end++];
  }
  for (const Option* flag : flags) take(*flag, std::nullopt);
  take(*found.option, found.value);
  return end;
}

void Parser::take(const Option& option,
                  const std::optional<std::string>& value) {
  switch (option.kind) {
    case OptionKind::Help:
      throw Exit{help_text(program_.name, command_, program_.columns), "", 0};
    case OptionKind::Version:
      throw Exit{
          version_text(program_.name, program_.version, program_.columns), "",
          0};
    case OptionKind::Flag:
      options_.set(option.name).flag = true;
      break;
    case OptionKind::Text: {
      OptionValue& out = options_.set(option.name);
      out.kind = OptionValue::Kind::Text;
      out.text = *value;
      break;
    }
    case OptionKind::Append: {
      OptionValue& out = options_.set(option.name);
      out.kind = OptionValue::Kind::List;
      out.list.push_back(*value);
      break;
    }
  }
}

}  // namespace

const OptionValue* Options::find(std::string_view name) const {
  for (const auto& [known, value] : values_) {
    if (known == name) return &value;
  }
  return nullptr;
}

OptionValue& Options::set(std::string_view name) {
  for (auto& [known, value] : values_) {
    if (known == name) return value;
  }
  values_.emplace_back(name, OptionValue{});
  return values_.back().second;
}

bool Options::flag(std::string_view name) const {
  const OptionValue* value = find(name);
  return value && value->flag;
}

const std::string* Options::text(std::string_view name) const {
  const OptionValue* value = find(name);
  bool given = value && value->kind == OptionValue::Kind::Text;
  return given ? &value->text : nullptr;
}

const std::vector<std::string>& Options::list(std::string_view name) const {
  static const std::vector<std::string> kNone;
  const OptionValue* value = find(name);
  return value ? value->list : kNone;
}

// Python: ArgumentParser.parse_args; Alembic: CommandLine.main
ParsedArguments parse_arguments(const std::string& program,
                                const std::string& version,
                                const std::vector<std::string>& arguments,
                                int columns) {
  Program about{program, version, columns};
  Options options;
  auto fail = [&](const std::string& message) {
    throw Exit{"",
               cat(usage_text(program, nullptr, columns), program,
                   ": error: ", message, "\n"),
               2};
  };
  try {
    Texts unknown = Parser(about, nullptr, options).parse(arguments);
    if (!unknown.empty()) {
      fail(cat("unrecognized arguments: ", join(unknown, " ")));
    }
    if (!options.command) fail("too few arguments");
  } catch (Exit& exit) {
    return {std::nullopt, std::move(exit.out), std::move(exit.err), exit.code};
  }
  return {std::move(options), "", "", 0};
}

}  // namespace limbeck::cli
