#include "alembic/ini_file.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/quote.h"
#include "base/text.h"

namespace limbeck::alembic {
namespace {

// configparser.MAX_INTERPOLATION_DEPTH
constexpr int kMaxInterpolationDepth = 10;

const IniValue* value_in(const IniFile::Section& section,
                         std::string_view option) {
  for (const auto& [name, value] : section)
    if (name == option) return &value;
  return nullptr;
}

IniValue& ensure_value(IniFile::Section& section, std::string_view option) {
  for (auto& [name, value] : section)
    if (name == option) return value;
  section.emplace_back(option, IniValue{});
  return section.back().second;
}

// configparser.RawConfigParser._read, with its defaults.
class Reader {
 public:
  Reader(std::string_view text, const std::string& file)
      : text_(text), file_(file) {}

  void run(std::vector<std::pair<std::string, IniFile::Section>>& sections,
           IniFile::Section& defaults) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    sections_ = &sections;
    defaults_ = &defaults;
    std::vector<std::string> lines = split(text_, '\n');
    const bool ends = lines.back().empty();
    if (ends) lines.pop_back();
    for (const std::string& line : lines) {
      last_without_end_ = !ends && ++line_ == static_cast<int>(lines.size());
      if (ends) ++line_;
      read_line(line);
    }
    for (auto& [name, section] : sections) trim(section);
    trim(defaults);
    if (!bad_lines_.empty())
      throw Error(ErrorKind::Config, cat("Source contains parsing errors: ",
                                         python_quoted(file_), bad_lines_))
          .at({file_, first_bad_line_, 1});
  }

 private:
  static void trim(IniFile::Section& section) {
    for (auto& [name, value] : section) {
      const auto end = value.text.find_last_not_of(" \t\r\n");
      value.text.resize(end == std::string::npos ? 0 : end + 1);
    }
  }

  [[noreturn]] void fail(std::string message) const {
    throw Error(ErrorKind::Config, std::move(message)).at({file_, line_, 1});
  }

  void read_line(const std::string& line) {
    const std::string_view text = strip(line);
    if (text.empty()) {
      if (option_) option_->text += '\n';
      return;
    }
    if (text[0] == '#' || text[0] == ';') return;
    const int indent = static_cast<int>(line.find_first_not_of(" \t"));
    if (section_ && option_ && indent > indent_) {
      cat_to(option_->text, "\n", text);
      return;
    }
    indent_ = indent;
    const auto close = text.rfind(']');
    if (text[0] == '[' && close != std::string_view::npos && close > 1) {
      open_section(text.substr(1, close - 1));
      return;
    }
    if (!section_)
      fail(cat("File contains no section headers.\nfile: ",
               python_quoted(file_), ", line: ", line_, "\n", shown(line)));
    read_option(line, text);
  }

  std::string shown(const std::string& line) const {
    return python_quoted(last_without_end_ ? line : line + "\n");
  }

  void open_section(std::string_view name) {
    option_ = nullptr;
    section_name_ = name;
    if (name == "DEFAULT") {
      section_ = defaults_;
      return;
    }
    for (auto& [existing, section] : *sections_)
      if (existing == name)
        fail(cat("While reading from ", python_quoted(file_), " [line ",
                 line_ < 10 ? " " : "", line_, "]: section ",
                 python_quoted(name), " already exists"));
    sections_->emplace_back(name, IniFile::Section{});
    section_ = &sections_->back().second;
  }

  void read_option(const std::string& line, std::string_view text) {
    const auto mark = text.find_first_of("=:");
    if (mark == std::string_view::npos || mark == 0) {
      if (bad_lines_.empty()) first_bad_line_ = line_;
      cat_to(bad_lines_, "\n\t[line ", line_ < 10 ? " " : "", line_,
             "]: ", shown(line));
      // One without a name is kept until the end, as configparser does.
      if (mark == std::string_view::npos) return;
    }
    const std::string name = lower(strip(text.substr(0, mark)));
    if (const IniValue* known = value_in(*section_, name); known)
      fail(cat("While reading from ", python_quoted(file_), " [line ",
               line_ < 10 ? " " : "", line_, "]: option ", python_quoted(name),
               " in section ", python_quoted(section_name_),
               " already exists"));
    section_->emplace_back(
        name, IniValue{std::string(strip(text.substr(mark + 1))), line_});
    option_ = name.empty() ? nullptr : &section_->back().second;
  }

  std::string_view text_;
  const std::string& file_;
  std::vector<std::pair<std::string, IniFile::Section>>* sections_ = nullptr;
  IniFile::Section* defaults_ = nullptr;
  IniFile::Section* section_ = nullptr;
  std::string section_name_;
  IniValue* option_ = nullptr;  // that continuation lines go to
  int line_ = 0;
  int indent_ = 0;
  bool last_without_end_ = false;
  std::string bad_lines_;
  int first_bad_line_ = 0;
};

}  // namespace

IniFile IniFile::parse(std::string_view text, std::string file_name) {
  IniFile file;
  file.file_name_ = std::move(file_name);
  std::string lines;
  if (text.find('\r') != std::string_view::npos) {
    lines = replace_all(replace_all(text, "\r\n", "\n"), "\r", "\n");
    text = lines;
  }
  Reader(text, file.file_name_).run(file.sections_, file.defaults_);
  return file;
}

std::vector<std::string> IniFile::sections() const {
  std::vector<std::string> names;
  for (const auto& [name, section] : sections_) names.push_back(name);
  return names;
}

IniFile::Section* IniFile::find(std::string_view section) {
  for (auto& [name, content] : sections_)
    if (name == section) return &content;
  return nullptr;
}

const IniFile::Section* IniFile::find(std::string_view section) const {
  return const_cast<IniFile*>(this)->find(section);
}

bool IniFile::has_section(std::string_view section) const {
  return find(section) != nullptr;
}

void IniFile::add_section(std::string_view section) {
  if (!has_section(section)) sections_.emplace_back(section, Section{});
}

void IniFile::set_default(const std::string& name, std::string value) {
  if (const IniValue* known = value_in(defaults_, name)) {
    if (known->line != 0) return;
    ensure_value(defaults_, name).text = std::move(value);
    return;
  }
  auto from_file =
      std::find_if(defaults_.begin(), defaults_.end(),
                   [](const auto& item) { return item.second.line != 0; });
  defaults_.insert(from_file, {name, IniValue{std::move(value), 0}});
}

const IniValue* IniFile::find_value(const Section* own,
                                    std::string_view option) const {
  if (own)
    if (const IniValue* value = value_in(*own, option)) return value;
  return value_in(defaults_, option);
}

std::optional<std::string> IniFile::get(std::string_view section,
                                        std::string_view option) const {
  const Section* own = find(section);
  if (!own && section != "DEFAULT") return std::nullopt;
  const std::string name = lower(option);
  const IniValue* value = find_value(own, name);
  if (!value) return std::nullopt;
  return interpolate(own, section, name, *value, Percent::Strict, 1);
}

int IniFile::line_of(std::string_view section, std::string_view option) const {
  const IniValue* value = find_value(find(section), lower(option));
  return value ? value->line : 0;
}

namespace {

// InterpolationSyntaxError or InterpolationMissingOptionError; `rest` is what
// follows the percent sign.
std::string refusal(std::string_view rest, std::string_view section,
                    std::string_view option, std::string_view raw) {
  if (!rest.starts_with('('))
    return cat("'%' must be followed by '%' or '(', found: ",
               python_quoted(cat("%", rest)));
  const auto end = rest.find(")s");
  if (end == std::string_view::npos)
    return cat("bad interpolation variable reference ",
               python_quoted(cat("%", rest)));
  return cat(
      "Bad value substitution: option ", python_quoted(option), " in section ",
      python_quoted(section), " contains an interpolation key ",
      python_quoted(lower(rest.substr(1, end - 1))),
      " which is not a valid option name. Raw value: ", python_quoted(raw));
}

}  // namespace

// configparser.BasicInterpolation._interpolate_some
std::string IniFile::interpolate(const Section* own, std::string_view section,
                                 std::string_view option, const IniValue& value,
                                 Percent percent, int depth) const {
  if (depth > kMaxInterpolationDepth)
    throw Error(
        ErrorKind::Config,
        cat("Recursion limit exceeded in value substitution: option ",
            python_quoted(option), " in section ", python_quoted(section),
            " contains an interpolation key which cannot be "
            "substituted in 10 steps. Raw value: ",
            python_quoted(value.text)))
        .at({file_name_, value.line, 1});
  std::string out;
  std::string_view rest = value.text;
  bool lenient = false;
  for (auto at = rest.find('%'); at != std::string_view::npos;
       at = rest.find('%')) {
    out += rest.substr(0, at);
    rest.remove_prefix(at + 1);
    if (rest.starts_with('%')) {
      out += '%';
      rest.remove_prefix(1);
      continue;
    }
    const auto end = rest.find(")s");
    if (rest.starts_with('(') && end != std::string_view::npos) {
      const std::string name = lower(rest.substr(1, end - 1));
      if (const IniValue* inner = find_value(own, name)) {
        out += interpolate(own, section, name, *inner, percent, depth + 1);
        rest.remove_prefix(end + 2);
        continue;
      }
    }
    if (percent == Percent::Strict)
      throw Error(ErrorKind::Config, refusal(rest, section, option, value.text))
          .at({file_name_, value.line, 1});
    out += '%';
    lenient = true;
  }
  out += rest;
  if (lenient && warn_)
    warn_(cat(file_name_, ":", value.line, ": the value of '", option,
              "' in section [", section,
              "] has a % that is not written %%; it is taken as it is"));
  return out;
}

std::vector<std::string> IniFile::options(std::string_view section) const {
  std::vector<std::string> names;
  const Section* own = find(section);
  if (own)
    for (const auto& [name, value] : *own) names.push_back(name);
  for (const auto& [name, value] : defaults_)
    if (!own || !value_in(*own, name)) names.push_back(name);
  return names;
}

std::vector<std::pair<std::string, std::string>> IniFile::items(
    std::string_view section) const {
  std::vector<std::pair<std::string, std::string>> result;
  const Section* own = find(section);
  for (const auto& [name, value] : defaults_)
    if (!own || !value_in(*own, name))
      result.emplace_back(
          name, interpolate(own, section, name, value, Percent::Lenient, 1));
  if (own)
    for (const auto& [name, value] : *own)
      result.emplace_back(
          name, interpolate(own, section, name, value, Percent::Lenient, 1));
  return result;
}

std::vector<std::pair<std::string, std::string>> IniFile::raw_items(
    std::string_view section) const {
  const Section* own = section == "DEFAULT" ? &defaults_ : find(section);
  std::vector<std::pair<std::string, std::string>> result;
  if (own)
    for (const auto& [name, value] : *own)
      result.emplace_back(name, value.text);
  return result;
}

void IniFile::set(std::string_view section, std::string_view option,
                  std::string raw_value) {
  add_section(section);
  ensure_value(*find(section), lower(option)).text = std::move(raw_value);
}

bool IniFile::remove(std::string_view section, std::string_view option) {
  Section* own = find(section);
  if (!own) return false;
  const std::string name = lower(option);
  return std::erase_if(
             *own, [&](const auto& item) { return item.first == name; }) > 0;
}

}  // namespace limbeck::alembic
