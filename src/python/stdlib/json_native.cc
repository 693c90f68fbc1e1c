// The module json's two hot functions: text to values, values to text. What
// only few ask for (cls=, object_hook=) is in lib/json.
#include <cmath>

#include "base/text.h"
#include "python/objects/float_text.h"
#include "python/stdlib/modules.h"

namespace limbeck::py {
namespace {

constexpr int kMaxDepth = 1000;

struct DecodeFailure {
  std::string message;
  std::size_t offset;
};

struct DecodeOptions {
  Value object_hook, object_pairs_hook, parse_float, parse_int, parse_constant;
};

void append_code_point(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

// Python: json.decoder.JSONDecoder; the messages are its.
class Decoder {
 public:
  Decoder(std::string_view text, const DecodeOptions& options)
      : text_(text), options_(options) {}

  Value whole() {
    skip();
    Value value = this->value();
    skip();
    if (at_ != text_.size()) fail("Extra data", at_);
    return value;
  }
  // One value at `from`; `end` is where it stops.
  Value raw(std::size_t from, std::size_t& end) {
    at_ = from;
    Value value = this->value();
    end = at_;
    return value;
  }

 private:
  [[noreturn]] void fail(std::string message, std::size_t offset) const {
    throw DecodeFailure{std::move(message), offset};
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
      ++at_;
  }
  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  Value constant(const char* name, double number) {
    if (options_.parse_constant && !options_.parse_constant.is_none())
      return call(options_.parse_constant, {make_str(name)});
    return make_float(number);
  }

  Value value() {
    const char c = peek();
    if (c == '"') return make_str(string());
    if (c == '{') return object();
    if (c == '[') return array();
    if (c == 'n' && take("null")) return Value::none();
    if (c == 't' && take("true")) return Value::boolean(true);
    if (c == 'f' && take("false")) return Value::boolean(false);
    if (c == 'N' && take("NaN")) return constant("NaN", NAN);
    if (c == 'I' && take("Infinity")) return constant("Infinity", INFINITY);
    if (c == '-' && take("-Infinity")) return constant("-Infinity", -INFINITY);
    if (c == '-' || (c >= '0' && c <= '9')) return number();
    fail("Expecting value", at_);
  }

  Value number() {
    const std::size_t from = at_;
    if (peek() == '-') ++at_;
    const auto digits = [&] {
      const std::size_t start = at_;
      while (peek() >= '0' && peek() <= '9') ++at_;
      return at_ > start;
    };
    if (peek() == '0')
      ++at_;
    else if (!digits())
      fail("Expecting value", from);
    bool real = false;
    if (peek() == '.' && at_ + 1 < text_.size() && text_[at_ + 1] >= '0' &&
        text_[at_ + 1] <= '9') {
      ++at_;
      digits();
      real = true;
    }
    if (peek() == 'e' || peek() == 'E') {
      const std::size_t mark = at_++;
      if (peek() == '+' || peek() == '-') ++at_;
      if (digits())
        real = true;
      else
        at_ = mark;
    }
    const std::string_view text = text_.substr(from, at_ - from);
    const Value& hook = real ? options_.parse_float : options_.parse_int;
    if (hook && !hook.is_none()) return call(hook, {make_str(text)});
    if (!real && text.size() < 18) {
      std::int64_t n = 0;
      std::from_chars(text.data(), text.data() + text.size(), n);
      return make_int(n);
    }
    Type* type = real ? builtin_types().float_ : builtin_types().int_;
    return call(Value(static_cast<Object*>(type)), {make_str(text)});
  }

  std::uint32_t hex4(std::size_t escape) {
    std::uint32_t code = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = peek();
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) fail("Invalid \\uXXXX escape", escape + 1);
      code = code * 16 + static_cast<std::uint32_t>(digit);
    }
    return code;
  }

  std::string string() {
    const std::size_t begin = at_++;
    std::string out;
    for (;;) {
      const std::size_t from = at_;
      while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\' &&
             static_cast<unsigned char>(text_[at_]) >= 0x20)
        ++at_;
      out += text_.substr(from, at_ - from);
      if (at_ >= text_.size()) fail("Unterminated string starting at", begin);
      const char c = text_[at_];
      if (c == '"') {
        ++at_;
        return out;
      }
      if (c != '\\') fail("Invalid control character at", at_);
      const std::size_t escape = at_++;
      if (at_ >= text_.size()) fail("Unterminated string starting at", begin);
      const char kind = text_[at_++];
      const std::string_view letters = "\"\\/bfnrt", codes = "\"\\/\b\f\n\r\t";
      const auto known = letters.find(kind);
      if (known != std::string_view::npos) {
        out += codes[known];
        continue;
      }
      if (kind != 'u') fail("Invalid \\escape: ", escape);
      std::uint32_t code = hex4(escape + 1);
      if (code >= 0xD800 && code < 0xDC00 &&
          text_.substr(at_).starts_with("\\u")) {
        const std::size_t back = at_;
        at_ += 2;
        const std::uint32_t low = hex4(back + 1);
        if (low >= 0xDC00 && low < 0xE000)
          code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        else
          at_ = back;
      }
      append_code_point(out, code);
    }
  }

  void enter() {
    if (++depth_ > kMaxDepth)
      raise("RecursionError",
            "maximum recursion depth exceeded while decoding a JSON document");
  }

  Value array() {
    enter();
    ++at_;
    std::vector<Value> items;
    skip();
    if (peek() == ']') {
      ++at_;
    } else {
      for (;;) {
        skip();
        items.push_back(value());
        skip();
        if (peek() == ']') break;
        if (peek() != ',') fail("Expecting ',' delimiter", at_);
        const std::size_t comma = at_++;
        skip();
        if (peek() == ']')
          fail("Illegal trailing comma before end of array", comma);
      }
      ++at_;
    }
    --depth_;
    return make_list(std::move(items));
  }

  Value object() {
    enter();
    ++at_;
    const bool pairs =
        options_.object_pairs_hook && !options_.object_pairs_hook.is_none();
    const Value result = make_dict();
    std::vector<Value> list;
    skip();
    if (peek() == '}') {
      ++at_;
    } else {
      if (peek() != '"')
        fail("Expecting property name enclosed in double quotes", at_);
      for (;;) {
        const Value key = make_str(string());
        skip();
        if (peek() != ':') fail("Expecting ':' delimiter", at_);
        ++at_;
        skip();
        const Value item = value();
        if (pairs)
          list.push_back(make_tuple({key, item}));
        else
          dict_set(result, key, item);
        skip();
        if (peek() == '}') break;
        if (peek() != ',') fail("Expecting ',' delimiter", at_);
        const std::size_t comma = at_++;
        skip();
        if (peek() == '}')
          fail("Illegal trailing comma before end of object", comma);
        if (peek() != '"')
          fail("Expecting property name enclosed in double quotes", at_);
      }
      ++at_;
    }
    --depth_;
    if (pairs)
      return call(options_.object_pairs_hook, {make_list(std::move(list))});
    if (options_.object_hook && !options_.object_hook.is_none())
      return call(options_.object_hook, {result});
    return result;
  }

  std::string_view text_;
  const DecodeOptions& options_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

struct EncodeOptions {
  bool ascii = true, allow_nan = true, sort_keys = false, skip_keys = false;
  std::optional<std::string> indent;
  std::string item_separator = ", ", key_separator = ": ";
  Value fallback;
};

void append_quoted(std::string& out, std::string_view text, bool ascii) {
  static constexpr char kHex[] = "0123456789abcdef";
  const auto unit = [&](std::uint32_t code) {
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
      out += kHex[code >> shift & 15];
  };
  out += '"';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    switch (c) {
      case '"':
        out += "\\\"";
        continue;
      case '\\':
        out += "\\\\";
        continue;
      case '\n':
        out += "\\n";
        continue;
      case '\r':
        out += "\\r";
        continue;
      case '\t':
        out += "\\t";
        continue;
      case '\b':
        out += "\\b";
        continue;
      case '\f':
        out += "\\f";
        continue;
      default:
        break;
    }
    if (c < 0x20 || (c == 0x7F && ascii)) {
      if (c == 0x7F)
        out += static_cast<char>(c);
      else
        unit(c);
    } else if (c < 0x80 || !ascii) {
      out += static_cast<char>(c);
    } else {
      const int size = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
      std::uint32_t code = c & (0x7Fu >> size);
      for (int k = 1; k < size && i + 1 < text.size(); ++k)
        code = code << 6 | (static_cast<unsigned char>(text[++i]) & 0x3F);
      if (code >= 0x10000) {
        code -= 0x10000;
        unit(0xD800 + (code >> 10));
        unit(0xDC00 + (code & 0x3FF));
      } else {
        unit(code);
      }
    }
  }
  out += '"';
}

// Python: json.encoder.JSONEncoder
class Encoder {
 public:
  explicit Encoder(const EncodeOptions& options) : options_(options) {}
  std::string run(const Value& value) {
    encode(value, 0);
    return std::move(out_);
  }

 private:
  void encode(const Value& value, int depth) {
    if (depth > kMaxDepth)
      raise("RecursionError",
            "maximum recursion depth exceeded while encoding a JSON object");
    if (value.is_none()) {
      out_ += "null";
    } else if (value.is_bool()) {
      out_ += value.is_true() ? "true" : "false";
    } else if (is_str(value)) {
      append_quoted(out_, text_of(value), options_.ascii);
    } else if (is_int(value)) {
      out_ += number(value);
    } else if (is_float(value)) {
      out_ += real(number_of(value));
    } else if (is_list(value) || is_tuple(value)) {
      sequence(value, depth);
    } else if (is_dict(value)) {
      mapping(value, depth);
    } else if (options_.fallback && !options_.fallback.is_none()) {
      encode(call(options_.fallback, {value}), depth + 1);
    } else {
      raise_type_error(cat("Object of type ", type_of(value)->name,
                           " is not JSON serializable"));
    }
  }
  // int.__repr__, whatever a subclass (IntEnum) prints.
  static std::string number(const Value& value) {
    if (const auto n = int_of(value)) return cat(*n);
    return repr(
        call(Value(static_cast<Object*>(builtin_types().int_)), {value}));
  }
  std::string real(double x) const {
    if (std::isfinite(x)) return repr(make_float(x));
    const char* text = std::isnan(x) ? "NaN" : x > 0 ? "Infinity" : "-Infinity";
    if (!options_.allow_nan)
      raise_value_error(
          cat("Out of range float values are not JSON compliant: ",
              repr(make_float(x))));
    return text;
  }
  void line(int depth) {
    if (!options_.indent) return;
    out_ += '\n';
    for (int i = 0; i < depth; ++i) out_ += *options_.indent;
  }
  void sequence(const Value& value, int depth) {
    const auto items = items_of(value);
    if (items.empty()) {
      out_ += "[]";
      return;
    }
    out_ += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i) out_ += options_.item_separator;
      line(depth + 1);
      encode(items[i], depth + 1);
    }
    line(depth);
    out_ += ']';
  }
  std::optional<std::string> key_text(const Value& key) const {
    if (is_str(key)) return std::string(text_of(key));
    if (key.is_none()) return "null";
    if (key.is_bool()) return key.is_true() ? "true" : "false";
    if (is_int(key)) return number(key);
    if (is_float(key)) return real(number_of(key));
    if (options_.skip_keys) return std::nullopt;
    raise_type_error(cat("keys must be str, int, float, bool or None, not ",
                         type_of(key)->name));
  }
  void mapping(const Value& value, int depth) {
    std::vector<std::pair<Value, Value>> items;
    dict_each(value, [&](const Value& key, const Value& item) {
      items.emplace_back(key, item);
    });
    if (options_.sort_keys)
      std::stable_sort(
          items.begin(), items.end(),
          [](const auto& a, const auto& b) { return less(a.first, b.first); });
    bool first = true;
    out_ += '{';
    for (const auto& [key, item] : items) {
      const auto text = key_text(key);
      if (!text) continue;
      if (!first) out_ += options_.item_separator;
      first = false;
      line(depth + 1);
      append_quoted(out_, *text, options_.ascii);
      out_ += options_.key_separator;
      encode(item, depth + 1);
    }
    if (!first) line(depth);
    out_ += '}';
  }

  const EncodeOptions& options_;
  std::string out_;
};

[[noreturn]] void raise_decode_error(const DecodeFailure& failure,
                                     const Value& document) {
  const Value type = get_attribute(
      Interpreter::current().import("json.decoder"), "JSONDecodeError");
  // Python counts code points.
  const std::string_view text = text_of(document);
  const auto position =
      count_code_points(text.substr(0, std::min(failure.offset, text.size())));
  throw Raised(call(type, {make_str(failure.message), document,
                           make_int(static_cast<std::int64_t>(position))}));
}

DecodeOptions decode_options(Args& args) {
  return {args["object_hook"], args["object_pairs_hook"], args["parse_float"],
          args["parse_int"], args["parse_constant"]};
}

Value loads(Args& args) {
  const Value& document = args["s"];
  const DecodeOptions options = decode_options(args);
  try {
    return Decoder(text_of(document), options).whole();
  } catch (const DecodeFailure& failure) {
    raise_decode_error(failure, document);
  }
}

Value raw_decode(Args& args) {
  const Value& document = args["s"];
  const DecodeOptions options = decode_options(args);
  try {
    std::size_t end = 0;
    const Value value =
        Decoder(text_of(document), options)
            .raw(static_cast<std::size_t>(args.integer("idx")), end);
    return make_tuple({value, make_int(static_cast<std::int64_t>(end))});
  } catch (const DecodeFailure& failure) {
    raise_decode_error(failure, document);
  }
}

Value dumps(Args& args) {
  EncodeOptions options;
  options.ascii = args.flag("ensure_ascii");
  options.allow_nan = args.flag("allow_nan");
  options.sort_keys = args.flag("sort_keys");
  options.skip_keys = args.flag("skipkeys");
  const Value& indent = args["indent"];
  if (is_str(indent))
    options.indent = std::string(text_of(indent));
  else if (!indent.is_none())
    options.indent =
        std::string(static_cast<std::size_t>(
                        std::max<std::int64_t>(0, args.integer("indent"))),
                    ' ');
  if (options.indent) options.item_separator = ",";
  if (!args.none("separators")) {
    const std::vector<Value> pair = collect(args["separators"]);
    options.item_separator = std::string(text_of(pair.at(0)));
    options.key_separator = std::string(text_of(pair.at(1)));
  }
  options.fallback = args["default"];
  return make_str(Encoder(options).run(args["obj"]));
}

}  // namespace

void init_json_native(Module& module) {
  module.def(
      "loads(s, object_hook=None, object_pairs_hook=None, "
      "parse_float=None, parse_int=None, parse_constant=None)",
      loads);
  module.def(
      "raw_decode(s, idx=0, object_hook=None, object_pairs_hook=None, "
      "parse_float=None, parse_int=None, parse_constant=None)",
      raw_decode);
  module.def(
      "dumps(obj, skipkeys=False, ensure_ascii=True, allow_nan=True, "
      "indent=None, separators=None, default=None, sort_keys=False)",
      dumps);
}

}  // namespace limbeck::py
