#include "alembic/config.h"

#include <filesystem>

#include "alembic/dotenv.h"
#include "alembic/toml_file.h"
#include "base/error.h"
#include "base/files.h"
#include "base/text.h"

namespace limbeck::alembic {
namespace {

namespace fs = std::filesystem;

// os.path.abspath(os.path.dirname(file)), in POSIX form.
std::string folder_of(const std::string& file) {
  std::error_code ignored;
  const fs::path full = fs::absolute(file, ignored).lexically_normal();
  return full.parent_path().generic_string();
}

// re.split(r", *|(?: +)") and, with `colons`, "|:" too.
std::vector<std::string> split_legacy(std::string_view text, bool colons) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ',' || text[i] == ' ') {
      ++i;
      while (i < text.size() && text[i] == ' ') ++i;
      parts.emplace_back();
    } else if (colons && text[i] == ':') {
      ++i;
      parts.emplace_back();
    } else {
      parts.back() += text[i++];
    }
  }
  return parts;
}

const TomlValue* find(const TomlValue::Table& table, std::string_view name) {
  for (const auto& [key, value] : table)
    if (key == name) return &value;
  return nullptr;
}

}  // namespace

const std::string* PostWriteHook::find(std::string_view key) const {
  for (const auto& [name, value] : options)
    if (name == key) return &value;
  return nullptr;
}

Config::Config(ConfigSource source, Warn warn, Warn deprecated)
    : source_(std::move(source)),
      warn_(std::move(warn)),
      deprecated_(std::move(deprecated)) {}

IniFile& Config::ini() {
  if (ini_) return *ini_;
  std::string here = ".";
  std::optional<std::string> text;
  if (!source_.ini_file.empty()) {
    here = folder_of(source_.ini_file);
    text = read_file_if_exists(source_.ini_file);
  }
  ini_ = IniFile::parse(text.value_or(""), source_.ini_file);
  if (!text) ini_->add_section(source_.section);
  for (const auto& [name, value] : source_.arguments)
    ini_->set_default(name, value);
  // `here` may hold a percent sign.
  ini_->set_default("here", replace_all(here, "%", "%%"));
  ini_->on_warning(warn_);
  return *ini_;
}

const TomlValue::Table& Config::toml() {
  if (toml_) return *toml_;
  toml_.emplace();
  own_.emplace();
  if (source_.toml_file.empty()) return *toml_;
  toml_here_ = folder_of(source_.toml_file);
  const auto text = read_file_if_exists(source_.toml_file);
  if (!text) return *toml_;
  const TomlValue::Table file = parse_toml(*text, source_.toml_file);
  const TomlValue* tool = find(file, "tool");
  const auto* tools =
      tool ? std::get_if<TomlValue::Table>(&tool->value) : nullptr;
  if (!tools) return *toml_;
  if (const TomlValue* mine = find(*tools, "limbeck"))
    if (const auto* table = std::get_if<TomlValue::Table>(&mine->value))
      own_ = *table;
  if (const TomlValue* alembic = find(*tools, "alembic")) {
    const auto* table = std::get_if<TomlValue::Table>(&alembic->value);
    if (!table) throw Error(ErrorKind::Command, "Incorrect TOML format");
    toml_ = *table;
  }
  return *toml_;
}

std::optional<std::string> Config::own_option(std::string_view name) {
  if (auto value = ini().get("limbeck", name);
      value && ini().has_section("limbeck"))
    return value;
  toml();
  const TomlValue* value = find(*own_, name);
  if (!value) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(&value->value)) return *text;
  if (const auto* flag = std::get_if<bool>(&value->value))
    return *flag ? "true" : "false";
  if (const auto* number = std::get_if<std::int64_t>(&value->value))
    return cat(*number);
  if (const auto* list = std::get_if<std::vector<TomlValue>>(&value->value)) {
    std::vector<std::string> texts;
    for (const TomlValue& one : *list)
      if (const auto* text = std::get_if<std::string>(&one.value))
        texts.push_back(*text);
    return join(texts, " ");
  }
  return std::nullopt;
}

std::optional<std::string> Config::main_option(std::string_view name) {
  return section_option(source_.section, name);
}

std::optional<std::string> Config::section_option(std::string_view section,
                                                  std::string_view name) {
  if (!ini().has_section(section))
    throw Error(ErrorKind::Command,
                cat("No config file '", source_.ini_file,
                    "' found, or file has no '[", section, "]' section"));
  return ini().get(section, name);
}

void Config::set_section_option(std::string_view section, std::string_view name,
                                const std::string& value) {
  ini().set(section, name, value);
}

std::optional<std::string> Config::option(std::string_view name) {
  if (ini().has_section(source_.section))
    if (auto value = ini().get(source_.section, name)) return value;
  const TomlValue value = toml_option(name);
  if (const auto* text = std::get_if<std::string>(&value.value)) return *text;
  // What int() and the words for true and false both take.
  if (const auto* flag = std::get_if<bool>(&value.value))
    return *flag ? "1" : "0";
  if (const auto* number = std::get_if<std::int64_t>(&value.value))
    return cat(*number);
  return std::nullopt;
}

TomlValue Config::toml_option(std::string_view name) {
  const TomlValue* value = find(toml(), name);
  if (!value) return {};
  if (std::holds_alternative<double>(value->value))
    throw Error(ErrorKind::Command,
                cat("unsupported TOML value type for key: '", name, "'"));
  return interpolate_toml(*value);
}

// `%(here)s` as Python's % with a mapping.
std::string Config::interpolate_toml(const std::string& text) const {
  std::string out;
  std::string_view rest = text;
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
    const std::string_view name = rest.starts_with('(') && end != rest.npos
                                      ? rest.substr(1, end - 1)
                                      : std::string_view();
    const std::string* found = name == "here" ? &toml_here_ : nullptr;
    for (const auto& [key, value] : source_.arguments)
      if (key == name) found = &value;
    if (!found)
      throw Error(ErrorKind::Config,
                  cat("'", text, "' has a % that is neither %% nor %(here)s"))
          .at({source_.toml_file, 0, 0});
    out += *found;
    rest.remove_prefix(end + 2);
  }
  return out += rest;
}

TomlValue Config::interpolate_toml(const TomlValue& value) const {
  TomlValue result = value;
  if (auto* text = std::get_if<std::string>(&result.value)) {
    *text = interpolate_toml(*text);
  } else if (auto* list = std::get_if<std::vector<TomlValue>>(&result.value)) {
    for (TomlValue& item : *list) item = interpolate_toml(item);
  } else if (auto* table = std::get_if<TomlValue::Table>(&result.value)) {
    for (auto& [name, item] : *table) item = interpolate_toml(item);
  }
  return result;
}

bool Config::boolean_option(std::string_view name) {
  if (ini().has_section(source_.section))
    if (const auto value = ini().get(source_.section, name))
      return *value == "true";
  const TomlValue* value = find(toml(), name);
  if (!value) return false;
  const auto* flag = std::get_if<bool>(&value->value);
  if (!flag)
    throw Error(ErrorKind::Command,
                cat("boolean value expected for TOML parameter '", name, "'"));
  return *flag;
}

// Alembic: Config._get_file_separator_char, get_version_locations_list
std::optional<std::vector<std::string>> Config::path_list(
    std::string_view option, const std::vector<std::string>& separator_keys,
    bool split_colons) {
  const auto text = ini().get(source_.section, option);
  if (!text || text->empty()) {
    const TomlValue value = toml_option(option);
    std::vector<std::string> paths;
    // A text where a list is meant is a list of its letters in Python.
    if (const auto* letters = std::get_if<std::string>(&value.value))
      for (char c : *letters) paths.emplace_back(1, c);
    if (!paths.empty()) return paths;
    const auto* list = std::get_if<std::vector<TomlValue>>(&value.value);
    if (!list) return std::nullopt;
    for (const TomlValue& item : *list)
      if (const auto* path = std::get_if<std::string>(&item.value))
        paths.push_back(*path);
    return paths;
  }
  for (const std::string& key : separator_keys) {
    const auto name = ini().get(source_.section, key);
    if (!name) continue;
    if (key != separator_keys[0] && deprecated_)
      deprecated_(cat("The ", key,
                      " configuration parameter is deprecated; please use ",
                      separator_keys[0]));
    char separator = 0;
    if (*name == "space") separator = ' ';
    if (*name == "newline") separator = '\n';
    if (*name == "os" || *name == ":") separator = ':';
    if (*name == ";") separator = ';';
    if (!separator)
      throw Error(ErrorKind::Config,
                  cat("'", *name, "' is not a valid value for ", key,
                      "; expected 'space', 'newline', 'os', ':', ';'"))
          .at({source_.ini_file, ini().line_of(source_.section, key), 1});
    std::vector<std::string> paths;
    for (const std::string& part : split(*text, separator))
      if (!part.empty()) paths.emplace_back(strip(part));
    return paths;
  }
  if (deprecated_)
    deprecated_(
        cat("No ", separator_keys[0],
            " found in configuration; falling back to legacy splitting on ",
            split_colons ? "spaces, commas, and colons" : "spaces/commas",
            " for ", option, ".  Consider adding ", separator_keys[0],
            "=os to Alembic config."));
  return split_legacy(*text, split_colons);
}

std::optional<std::vector<std::string>> Config::version_locations() {
  return path_list("version_locations",
                   {"path_separator", "version_path_separator"}, false);
}

std::vector<std::string> Config::prepend_sys_path() {
  return path_list("prepend_sys_path", {"path_separator"}, true)
      .value_or(std::vector<std::string>{});
}

// Alembic: Config.get_hooks_list
std::vector<PostWriteHook> Config::post_write_hooks() {
  std::vector<PostWriteHook> hooks;
  if (!ini().has_section("post_write_hooks")) {
    const TomlValue value = toml_option("post_write_hooks");
    const auto* list = std::get_if<std::vector<TomlValue>>(&value.value);
    if (!list) return hooks;
    for (const TomlValue& item : *list) {
      const auto* table = std::get_if<TomlValue::Table>(&item.value);
      if (!table) continue;
      PostWriteHook hook;
      bool named = false;
      for (const auto& [key, entry] : *table) {
        const auto* text = std::get_if<std::string>(&entry.value);
        if (!text) continue;
        if (key == "name") {
          hook.name = *text;
          named = true;
        } else {
          hook.options.emplace_back(key, *text);
        }
      }
      if (!named)
        throw Error(ErrorKind::Config,
                    "a [[tool.alembic.post_write_hooks]] table has no 'name'")
            .at({source_.toml_file, 0, 0});
      hooks.push_back(std::move(hook));
    }
    return hooks;
  }
  const auto names = ini().get("post_write_hooks", "hooks");
  if (!names) return hooks;
  for (const std::string& name : split_legacy(*names, false)) {
    if (name.empty()) continue;
    PostWriteHook hook;
    hook.name = name;
    const std::string head = name + ".";
    for (const auto& [key, value] : ini().items("post_write_hooks"))
      if (key.starts_with(head))
        hook.options.emplace_back(key.substr(head.size()), value);
    hooks.push_back(std::move(hook));
  }
  return hooks;
}

void load_environment_files(const ConfigSource& source) {
  std::error_code ignored;
  const std::string file =
      !source.ini_file.empty() && fs::exists(source.ini_file, ignored)
          ? source.ini_file
          : source.toml_file;
  const std::string folder = file.empty() ? std::string(".") : folder_of(file);
  load_dotenv(folder + "/.env");
}

}  // namespace limbeck::alembic
