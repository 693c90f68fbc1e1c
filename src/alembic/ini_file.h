// An ini file as Python's configparser reads it, with the position of every
// value so that messages can name it.
// Source: https://docs.python.org/3/library/configparser.html
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace limbeck::alembic {

struct IniValue {
  std::string text;  // raw, lines joined by \n
  int line = 0;      // 0: set by a program
};

/// Hears of an unescaped % that configparser would refuse: the message names
/// file, line and key. Called once per value.
using IniWarning = std::function<void(const std::string& message)>;

class IniFile {
 public:
  using Section = std::vector<std::pair<std::string, IniValue>>;

  /// Throws ErrorKind::Config in configparser's words (no section header,
  /// duplicate section or option, a line that is neither).
  static IniFile parse(std::string_view text, std::string file_name);

  const std::string& file_name() const { return file_name_; }
  std::vector<std::string> sections() const;
  bool has_section(std::string_view section) const;
  void add_section(std::string_view section);

  /// Names that `%(name)s` finds everywhere, such as `here`. They stand before
  /// what [DEFAULT] has, which wins.
  void set_default(const std::string& name, std::string value);

  /// The interpolated value, from the section or [DEFAULT]; none if missing.
  /// `%%` is a percent sign. A lone % or an unknown %(name)s is refused in
  /// configparser's words (ErrorKind::Config).
  std::optional<std::string> get(std::string_view section,
                                 std::string_view option) const;
  /// Where the value stands; 0 if it is not in the file.
  int line_of(std::string_view section, std::string_view option) const;
  /// The names of the section's options and then of those of [DEFAULT].
  std::vector<std::string> options(std::string_view section) const;
  /// The section's options and those of [DEFAULT], in file order, interpolated.
  /// Nobody asked for each of them, so that a lone % stays as it is and `warn`
  /// hears of it.
  std::vector<std::pair<std::string, std::string>> items(
      std::string_view section) const;
  /// What stands in a section itself ([DEFAULT] with set_default's names), as
  /// it was written.
  std::vector<std::pair<std::string, std::string>> raw_items(
      std::string_view section) const;
  void set(std::string_view section, std::string_view option,
           std::string raw_value);
  bool remove(std::string_view section, std::string_view option);

  void on_warning(IniWarning warn) { warn_ = std::move(warn); }

 private:
  enum class Percent { Strict, Lenient };

  Section* find(std::string_view section);
  const Section* find(std::string_view section) const;
  const IniValue* find_value(const Section* own, std::string_view option) const;
  std::string interpolate(const Section* own, std::string_view section,
                          std::string_view option, const IniValue& value,
                          Percent percent, int depth) const;

  std::string file_name_;
  std::vector<std::pair<std::string, Section>> sections_;
  Section defaults_;
  IniWarning warn_;
};

}  // namespace limbeck::alembic
