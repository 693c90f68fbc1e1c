#include "python/objects/str_format.h"

#include "base/text.h"
#include "python/native.h"
#include "python/objects/int.h"
#include "python/objects/internals.h"
#include "python/objects/str_type.h"
#include "python/objects/unicode.h"

namespace limbeck::py {
namespace {

constexpr int kFieldDepth = 2;  // a spec may hold fields, theirs may not

/// The number that all of `text` is, if it consists of digits.
std::optional<std::int64_t> whole_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::int64_t n = 0;
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end) {
    const int digit = unicode::decimal_value(unicode::next(at));
    if (digit < 0) return std::nullopt;
    if (n > (INT64_MAX - digit) / 10)
      raise_value_error("Too many decimal digits in format string");
    n = n * 10 + digit;
  }
  return n;
}

char32_t take_point(std::string_view& text) {
  const char* at = text.data();
  const char32_t point = unicode::next(at);
  text.remove_prefix(at - text.data());
  return point;
}

/// What stands between '{' and its '}'; `text` begins behind the '{'.
void read_field(std::string_view& text, FormatPiece* piece) {
  piece->has_field = true;
  std::size_t end = 0;
  bool in_brackets = false;
  for (; end < text.size(); ++end) {
    const char c = text[end];
    if (c == '{') raise_value_error("unexpected '{' in field name");
    if (c == '[') in_brackets = true;
    if (c == ']') in_brackets = false;
    if (!in_brackets && (c == '}' || c == ':' || c == '!')) break;
  }
  if (end == text.size())
    raise_value_error("expected '}' before end of string");
  piece->field = text.substr(0, end);
  const char mark = text[end];
  text.remove_prefix(end + 1);
  if (mark == '}') return;
  if (mark == '!') {
    if (text.empty())
      raise_value_error("end of string while looking for conversion specifier");
    piece->conversion = take_point(text);
    if (!text.empty()) {
      const char32_t after = take_point(text);
      if (after == '}') return;
      if (after != ':')
        raise_value_error("expected ':' after conversion specifier");
    }
  }
  int depth = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) {
      piece->spec = text.substr(0, i);
      text.remove_prefix(i + 1);
      return;
    }
  }
  raise_value_error("unmatched '{' in format spec");
}

/// One call of str.format: its arguments and how fields are numbered.
class Renderer {
 public:
  Renderer(const Value& positional, const Value& keywords)
      : positional_(positional), keywords_(keywords) {}

  void render(std::string& out, std::string_view text, int depth) {
    if (depth == 0) raise_value_error("Max string recursion exceeded");
    FormatPiece piece;
    while (next_format_piece(text, &piece)) {
      out += piece.literal;
      if (!piece.has_field) continue;
      Value value = field(piece.field);
      if (piece.conversion) value = convert_value(value, piece.conversion);
      if (piece.spec.find('{') == piece.spec.npos) {
        append(out, value, piece.spec);
      } else {
        std::string spec;
        render(spec, piece.spec, depth - 1);
        append(out, value, spec);
      }
    }
  }

 private:
  static void append(std::string& out, const Value& value,
                     std::string_view spec) {
    out += text_of(format_value(value, spec));
  }

  Value field(std::string_view name) {
    const std::size_t end = std::min(name.find_first_of(".["), name.size());
    Value value = first(name.substr(0, end));
    name.remove_prefix(end);
    // Step by step: what is wrong with the rest shows after what works.
    for (FieldName::Step step; next_field_step(name, &step);) {
      if (step.attribute)
        value = get_attribute(value, step.name);
      else
        value = get_item(
            value, step.index ? make_int(*step.index) : make_str(step.name));
    }
    return value;
  }

  Value first(std::string_view name) {
    auto index = whole_number(name);
    if (name.empty()) {
      number(Numbering::Automatic);
      index = next_++;
    } else if (index) {
      number(Numbering::Manual);
    } else {
      if (keywords_.absent()) raise_key_error(make_str(name));
      return get_item(keywords_, make_str(name));
    }
    if (positional_.absent())
      raise_value_error("Format string contains positional fields");
    const auto items = items_of(positional_);
    if (*index >= static_cast<std::int64_t>(items.size()))
      raise("IndexError", cat("Replacement index ", *index,
                              " out of range for positional args tuple"));
    return items[*index];
  }

  enum class Numbering { Unknown, Automatic, Manual };
  void number(Numbering wanted) {
    if (numbering_ == Numbering::Unknown) numbering_ = wanted;
    if (numbering_ == wanted) return;
    raise_value_error(
        wanted == Numbering::Automatic
            ? "cannot switch from manual field specification to automatic "
              "field numbering"
            : "cannot switch from automatic field numbering to manual field "
              "specification");
  }

  const Value& positional_;
  const Value& keywords_;
  Numbering numbering_ = Numbering::Unknown;
  std::int64_t next_ = 0;
};

}  // namespace

bool next_format_piece(std::string_view& text, FormatPiece* piece) {
  *piece = {};
  if (text.empty()) return false;
  const std::size_t brace = text.find_first_of("{}");
  if (brace == text.npos) {
    piece->literal = text;
    text = {};
    return true;
  }
  const char c = text[brace];
  const bool last = brace + 1 == text.size();
  if (!last && text[brace + 1] == c) {
    piece->literal = text.substr(0, brace + 1);
    text.remove_prefix(brace + 2);
    return true;
  }
  if (c == '}') raise_value_error("Single '}' encountered in format string");
  if (last) raise_value_error("Single '{' encountered in format string");
  piece->literal = text.substr(0, brace);
  text.remove_prefix(brace + 1);
  read_field(text, piece);
  return true;
}

bool next_field_step(std::string_view& name, FieldName::Step* step) {
  if (name.empty()) return false;
  const char mark = name[0];
  if (mark != '.' && mark != '[')
    raise_value_error(
        "Only '.' or '[' may follow ']' in format field specifier");
  name.remove_prefix(1);
  *step = {mark == '.', {}, std::nullopt};
  if (step->attribute) {
    const std::size_t stop = std::min(name.find_first_of(".["), name.size());
    step->name = name.substr(0, stop);
    name.remove_prefix(stop);
  } else {
    const std::size_t close = name.find(']');
    if (close == name.npos) raise_value_error("Missing ']' in format string");
    step->name = name.substr(0, close);
    name.remove_prefix(close + 1);
    step->index = whole_number(step->name);
  }
  if (step->name.empty()) raise_value_error("Empty attribute in format string");
  return true;
}

FieldName parse_field_name(std::string_view name) {
  FieldName result;
  const std::size_t end = std::min(name.find_first_of(".["), name.size());
  result.first = name.substr(0, end);
  result.index = whole_number(result.first);
  name.remove_prefix(end);
  FieldName::Step step;
  while (next_field_step(name, &step)) result.steps.push_back(step);
  return result;
}

Value convert_value(const Value& value, char32_t conversion) {
  if (conversion == 's') return str_of(value);
  if (conversion == 'r') return make_str(repr(value));
  if (conversion == 'a') {
    std::string out;
    const std::string shown = repr(value);
    // What repr left printable is escaped as in a literal, quotes untouched.
    const char* at = shown.data();
    const char* end = at + shown.size();
    while (at < end) {
      const char* start = at;
      const char32_t point = unicode::next(at);
      if (point < 0x80) {
        out += static_cast<char>(point);
      } else {
        const std::string escaped = str_ascii({start, std::size_t(at - start)});
        out += escaped.substr(1, escaped.size() - 2);
      }
    }
    return make_str(out);
  }
  if (conversion > 32 && conversion < 127)
    raise_value_error(
        cat("Unknown conversion specifier ", static_cast<char>(conversion)));
  raise_value_error(cat("Unknown conversion specifier \\x",
                        int_text(make_int(std::int64_t{conversion}), 16)));
}

Value format_template(std::string_view text, const Value& positional,
                      const Value& keywords) {
  std::string out;
  out.reserve(text.size() + 16);
  Renderer(positional, keywords).render(out, text, kFieldDepth);
  return make_str(out);
}

Value format_value(const Value& value, std::string_view spec) {
  Type* type = type_of(value);
  const BuiltinTypes& types = builtin_types();
  if (spec.empty()) {
    if (type == types.str) return value;
    if (type == types.int_ || type == types.float_) return str_of(value);
  }
  // Of the type: a class is formatted by its metaclass.
  const Value text =
      call_special(value, intern("__format__"), {make_str(spec)});
  if (!is_str(text))
    raise_type_error(
        cat("__format__ must return a str, not ", type_of(text)->name));
  return text;
}

Value str_format(std::string_view format, const Call& call) {
  std::vector<Value> items(call.values, call.values + call.positional);
  Value keywords;
  if (call.keywords) {
    keywords = make_dict();
    for (std::size_t i = 0; i < call.keywords; ++i)
      dict_set(keywords, call.names[i], call.values[call.positional + i]);
  }
  return format_template(format, make_tuple(std::move(items)), keywords);
}

}  // namespace limbeck::py
