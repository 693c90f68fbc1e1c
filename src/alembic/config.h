// The configuration of a project: an ini file, a pyproject.toml, or both.
// Source: https://alembic.sqlalchemy.org/en/latest/api/config.html
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "alembic/ini_file.h"

namespace limbeck::alembic {

/// A value of [tool.alembic]; tables are lists of entries.
struct TomlEntry;
struct TomlValue {
  using Table = std::vector<TomlEntry>;
  std::variant<std::monostate, std::string, bool, std::int64_t, double,
               std::vector<TomlValue>, Table>
      value;
};

struct TomlEntry {
  std::string name;
  TomlValue value;
};

/// One program that runs on a new revision file: `name` and its settings in
/// order ("type", "executable", "options", "cwd" …).
struct PostWriteHook {
  std::string name;
  std::vector<std::pair<std::string, std::string>> options;
  const std::string* find(std::string_view key) const;
};

/// What a configuration is made of.
struct ConfigSource {
  std::string ini_file;   // as given; empty: none
  std::string toml_file;  // as given; empty: none
  std::string section = "alembic";
  /// Config(config_args=…): further names for %(name)s.
  std::vector<std::pair<std::string, std::string>> arguments;
};

class Config {
 public:
  using Warn = std::function<void(const std::string& message)>;

  /// Files are read at the first question; a missing one is empty. Reading
  /// throws ErrorKind::Config with file and line. `.env` files beside the
  /// configuration files (or in the current directory) are loaded.
  /// `deprecated` hears of spellings that Alembic wants to give up.
  explicit Config(ConfigSource source, Warn warn = {}, Warn deprecated = {});

  const std::string& ini_file() const { return source_.ini_file; }
  const std::string& toml_file() const { return source_.toml_file; }
  const std::string& section() const { return source_.section; }
  /// As programs rename them; what was read stays.
  void set_ini_file(std::string file) { source_.ini_file = std::move(file); }
  void set_section(std::string name) { source_.section = std::move(name); }

  IniFile& ini();
  const TomlValue::Table& toml();  // [tool.alembic]
  /// [tool.limbeck] of the toml, or [limbeck] of the ini, by name.
  std::optional<std::string> own_option(std::string_view name);

  // Alembic: Config.get_main_option, get_section_option …
  std::optional<std::string> main_option(std::string_view name);
  /// Throws ErrorKind::Command when the section is missing.
  std::optional<std::string> section_option(std::string_view section,
                                            std::string_view name);
  void set_section_option(std::string_view section, std::string_view name,
                          const std::string& value);
  /// Config.get_alembic_option as text; none when absent.
  std::optional<std::string> option(std::string_view name);
  TomlValue toml_option(std::string_view name);
  bool boolean_option(std::string_view name);
  std::optional<std::vector<std::string>> version_locations();
  std::vector<std::string> prepend_sys_path();
  std::vector<PostWriteHook> post_write_hooks();

 private:
  std::optional<std::vector<std::string>> path_list(
      std::string_view option, const std::vector<std::string>& separator_keys,
      bool split_colons);
  std::string interpolate_toml(const std::string& text) const;
  TomlValue interpolate_toml(const TomlValue& value) const;

  ConfigSource source_;
  Warn warn_, deprecated_;
  std::optional<IniFile> ini_;
  std::optional<TomlValue::Table> toml_, own_;
  std::string toml_here_;
};

/// Loads `.env` beside the configuration files, else in the current directory.
void load_environment_files(const ConfigSource& source);

}  // namespace limbeck::alembic
