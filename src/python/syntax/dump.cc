#include "python/syntax/dump.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "base/text.h"
#include "python/syntax/describe.h"
#include "python/syntax/source.h"

namespace limbeck::py {

using namespace ast;

namespace {

void hex(std::string& out, char32_t c, int digits) {
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
    out += "0123456789abcdef"[c >> shift & 15];
}

// Python: repr(str) and repr(bytes).
std::string quoted(std::string_view text, bool bytes) {
  bool single = text.find('\'') != text.npos && text.find('"') == text.npos;
  char quote = single ? '"' : '\'';
  std::string out = bytes ? "b" : "";
  out += quote;
  while (!text.empty()) {
    char32_t c;
    if (bytes) {
      c = static_cast<unsigned char>(text[0]);
      text.remove_prefix(1);
    } else {
      c = take_code_point(text);
    }
    if (c == static_cast<char32_t>(quote) || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c < 0x20 || c == 0x7F || (bytes && c >= 0x80)) {
      out += "\\x";
      hex(out, c, 2);
    } else if (c < 0x7F || is_printable(c)) {
      append_utf8(out, c);
    } else {
      out += c < 0x100 ? "\\x" : c < 0x10000 ? "\\u" : "\\U";
      hex(out, c, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
    }
  }
  return out + quote;
}

// Python: repr(float).
std::string float_text(double number) {
  if (std::isinf(number)) return "inf";
  char buffer[64];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, number,
                           std::chars_format::scientific)
                 .ptr;
  std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
  std::size_t e = text.find('e');
  std::string digits(1, text[0]);
  if (e > 2) digits += text.substr(2, e - 2);
  int exponent = std::atoi(std::string(text.substr(e + 1)).c_str());
  if (exponent < -4 || exponent >= 16) {
    std::string out(1, digits[0]);
    if (digits.size() > 1) cat_to(out, ".", digits.substr(1));
    cat_to(out, "e", exponent < 0 ? "-" : "+",
           std::abs(exponent) < 10 ? "0" : "", std::abs(exponent));
    return out;
  }
  if (exponent < 0)
    return cat("0.", std::string(static_cast<std::size_t>(-exponent - 1), '0'),
               digits);
  auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() < whole) digits.resize(whole, '0');
  std::string rest = digits.substr(whole);
  return cat(digits.substr(0, whole), ".", rest.empty() ? "0" : rest);
}

// The decimal digits of 0x…, 0o…, 0b… or decimal text of any length.
std::string decimal(std::string_view text) {
  int base = 10;
  if (text.size() > 2 && text[0] == '0' && text[1] > '9') {
    base = text[1] == 'x' ? 16 : text[1] == 'o' ? 8 : 2;
    text.remove_prefix(2);
  }
  if (base == 10) {
    std::size_t first = text.find_first_not_of('0');
    return std::string(first == text.npos ? "0" : text.substr(first));
  }
  std::vector<std::uint32_t> limbs{0};  // base 10^9, least first
  for (char c : text) {
    std::uint64_t carry =
        static_cast<std::uint64_t>(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
    for (auto& limb : limbs) {
      carry +=
          static_cast<std::uint64_t>(limb) * static_cast<std::uint64_t>(base);
      limb = static_cast<std::uint32_t>(carry % 1'000'000'000);
      carry /= 1'000'000'000;
    }
    if (carry) limbs.push_back(static_cast<std::uint32_t>(carry));
  }
  std::string out = cat(limbs.back());
  for (std::size_t i = limbs.size() - 1; i-- > 0;) {
    std::string part = cat(limbs[i]);
    cat_to(out, std::string(9 - part.size(), '0'), part);
  }
  return out;
}

std::string value_text(const Constant& node) {
  switch (node.type) {
    case ConstantType::None:
      return "None";
    case ConstantType::False:
      return "False";
    case ConstantType::True:
      return "True";
    case ConstantType::Ellipsis:
      return "Ellipsis";
    case ConstantType::Int:
      return cat(node.integer);
    case ConstantType::BigInt:
      return decimal(node.text);
    case ConstantType::Float:
      return float_text(node.number);
    case ConstantType::Imaginary: {
      std::string text = float_text(node.number);
      if (text.size() > 2 && text.substr(text.size() - 2) == ".0")
        text.resize(text.size() - 2);
      return text + "j";
    }
    case ConstantType::Text:
      return quoted(node.text, false);
    case ConstantType::Bytes:
      return quoted(node.text, true);
  }
  return {};
}

class Dumper {
 public:
  std::string take() { return std::move(out_); }

  void node(const Node& node) { Describer<Dumper>(*this).node(node); }
  void begin(const char* name) {
    out_ += name;
    out_ += '(';
    first_ = true;
  }
  void one(const char* name, const Node* node) {
    if (!node) return;
    field(name);
    this->node(*node);
    first_ = false;
  }
  template <class T>
  void list(const char* name, Seq<T> nodes) {
    if (nodes.empty()) return;
    field(name);
    out_ += '[';
    bool first = true;
    for (const T* item : nodes) {
      if (!first) out_ += ", ";
      first = false;
      if (item)
        node(*item);
      else
        out_ += "None";
    }
    out_ += ']';
    first_ = false;
  }
  void names(const char* name, std::span<const Identifier> names) {
    if (names.empty()) return;
    field(name);
    out_ += '[';
    for (std::size_t i = 0; i < names.size(); ++i)
      cat_to(out_, i ? ", " : "", quoted(names[i], false));
    out_ += ']';
  }
  void name(const char* name, Identifier value) {
    if (value.data()) text(name, value);
  }
  void text(const char* name, std::string_view value) {
    raw(name, quoted(value, false));
  }
  void constant(const char* name, const Constant& node) {
    raw(name, value_text(node));
  }
  void number(const char* name, int value) { raw(name, cat(value)); }
  void enumerator(const char* name, const char* value) {
    raw(name, cat(value, "()"));
  }
  void enumerators(const char* name, std::span<const CompareOperator> values) {
    std::string texts;
    for (CompareOperator value : values)
      cat_to(texts, texts.empty() ? "" : ", ",
             ast_names::kCompareNames[static_cast<int>(value)], "()");
    raw(name, cat("[", texts, "]"));
  }
  void end(const Node& node) {
    number("lineno", node.line);
    number("col_offset", node.col);
    number("end_lineno", node.end_line);
    number("end_col_offset", node.end_col);
    out_ += ')';
    first_ = false;
  }
  void end_bare() {
    out_ += ')';
    first_ = false;
  }

 private:
  void field(const char* name) {
    if (!first_) out_ += ", ";
    first_ = false;
    cat_to(out_, name, "=");
  }
  void raw(const char* name, std::string_view value) {
    field(name);
    out_ += value;
  }

  std::string out_;
  bool first_ = true;
};

}  // namespace

std::string dump(const Module& module) {
  Dumper dumper;
  dumper.node(module);
  return dumper.take();
}

}  // namespace limbeck::py
