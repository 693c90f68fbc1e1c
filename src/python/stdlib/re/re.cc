// The module re over PCRE2.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>

#include "base/text.h"
#include "python/objects/bytes.h"
#include "python/objects/core_types.h"
#include "python/stdlib/modules.h"
#include "python/stdlib/re/translate.h"

namespace limbeck::py {
namespace {

constexpr std::size_t kCacheSize = 512;

struct CodeDeleter {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
struct MatchDeleter {
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};
using MatchData = std::unique_ptr<pcre2_match_data, MatchDeleter>;

struct PatternObject : Instance {
  Value pattern;
  bool bytes = false;
  std::unique_ptr<pcre2_code, CodeDeleter> code;
  TranslatedRegex source;
  using Instance::Instance;
};

// Byte offsets; kNowhere where a group took no part.
constexpr std::size_t kNowhere = PCRE2_UNSET;
using Spans = std::vector<std::pair<std::size_t, std::size_t>>;

struct MatchObject : Instance {
  Ref<PatternObject> pattern;
  Value subject;
  Spans spans;
  std::int64_t pos = 0, endpos = 0;
  std::uint32_t last_index = 0;
  using Instance::Instance;
};

struct RegexTypes;
RegexTypes& types();

std::string_view subject_text(const Value& subject) {
  if (is_str(subject)) return text_of(subject);
  if (is_bytes(subject)) return bytes_of(subject);
  if (const auto buffer = buffer_of(subject)) return *buffer;
  raise_type_error(cat("expected string or bytes-like object, got '",
                       type_of(subject)->name, "'"));
}

Value piece(const Value& subject, std::string_view text) {
  return is_str(subject) ? make_str(text) : make_bytes(text);
}

// Offsets in code points, as Python counts.
std::int64_t points_before(const Value& subject, std::size_t offset) {
  const std::string_view text = subject_text(subject);
  if (!is_str(subject) ||
      length(subject) == static_cast<std::ptrdiff_t>(text.size()))
    return static_cast<std::int64_t>(offset);
  return static_cast<std::int64_t>(count_code_points(text.substr(0, offset)));
}

std::size_t offset_of(const Value& subject, std::int64_t points) {
  const std::string_view text = subject_text(subject);
  if (points <= 0) return 0;
  if (!is_str(subject) ||
      length(subject) == static_cast<std::ptrdiff_t>(text.size()))
    return std::min(text.size(), static_cast<std::size_t>(points));
  std::size_t at = 0;
  while (at < text.size() && points > 0) {
    ++at;
    while (at < text.size() && (text[at] & 0xC0) == 0x80) ++at;
    --points;
  }
  return at;
}

struct RegexTypes {
  Type* pattern;
  Type* match;
  Type* scanner;
  Type* error;
  std::map<std::pair<std::string, std::uint32_t>, Ref<PatternObject>> cache;
  RegexTypes();
};

[[noreturn]] void raise_pattern_error(const RegexError& error,
                                      const Value& pattern) {
  std::string text = error.message;
  Value place = Value::none(), line = Value::none(), column = Value::none();
  if (error.at != ~std::size_t{0}) {
    const std::u32string characters =
        regex_characters(subject_text(pattern),
                         is_str(pattern) ? RegexKind::Str : RegexKind::Bytes);
    const auto from = characters.begin();
    const auto here = from + static_cast<std::ptrdiff_t>(
                                 std::min(error.at, characters.size()));
    const auto lines = std::count(from, here, U'\n');
    const auto start = std::find(std::make_reverse_iterator(here),
                                 std::make_reverse_iterator(from), U'\n');
    place = make_int(static_cast<std::int64_t>(error.at));
    line = make_int(lines + 1);
    column = make_int(here - start.base() + 1);
    cat_to(text, " at position ", error.at);
    if (std::count(from, characters.end(), U'\n'))
      cat_to(text, " (line ", lines + 1, ", column ", here - start.base() + 1,
             ")");
  }
  const Value exception =
      call(Value(static_cast<Object*>(types().error)), {make_str(text)});
  set_attribute(exception, "msg", make_str(error.message));
  set_attribute(exception, "pattern", pattern);
  set_attribute(exception, "pos", place);
  set_attribute(exception, "lineno", line);
  set_attribute(exception, "colno", column);
  throw Raised(exception);
}

Ref<PatternObject> compile(const Value& pattern, std::uint32_t flags) {
  if (is_instance(pattern, types().pattern)) {
    if (flags)
      raise_value_error(
          "cannot process flags argument with a compiled pattern");
    return Ref<PatternObject>(pattern.as<PatternObject>());
  }
  const bool bytes = is_bytes(pattern);
  if (!bytes && !is_str(pattern))
    raise_type_error("first argument must be string or compiled pattern");
  const std::string source(bytes ? bytes_of(pattern) : text_of(pattern));
  const auto key = std::make_pair(source + (bytes ? "b" : "s"), flags);
  auto& cache = types().cache;
  if (const auto known = cache.find(key); known != cache.end())
    return known->second;
  auto object = allocate_as<PatternObject>(types().pattern);
  try {
    object->source = translate_regex(source, flags,
                                     bytes ? RegexKind::Bytes : RegexKind::Str);
  } catch (const RegexError& error) {
    raise_pattern_error(error, pattern);
  }
  const TranslatedRegex& translated = object->source;
  std::uint32_t options = PCRE2_DOTALL | PCRE2_ALT_CIRCUMFLEX;
  // Where only ASCII's letters match so, the pattern names both.
  if (translated.flags & kIgnoreCase && (bytes || !(translated.flags & kAscii)))
    options |= PCRE2_CASELESS;
  // What knows ASCII's letters only is written so in the pattern.
  if (!bytes) options |= PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_UCP;
  if (translated.looks_ahead) options |= PCRE2_NO_START_OPTIMIZE;
  int number = 0;
  PCRE2_SIZE position = 0;
  object->code.reset(pcre2_compile(
      reinterpret_cast<PCRE2_SPTR>(translated.pattern.data()),
      translated.pattern.size(), options, &number, &position, nullptr));
  if (!object->code) {
    unsigned char text[256];
    pcre2_get_error_message(number, text, sizeof text);
    raise_pattern_error({reinterpret_cast<const char*>(text), ~std::size_t{0}},
                        pattern);
  }
  pcre2_jit_compile(object->code.get(), PCRE2_JIT_COMPLETE);
  object->pattern = pattern;
  object->bytes = bytes;
  if (cache.size() >= kCacheSize) cache.clear();
  cache.emplace(key, object);
  return object;
}

// One search; no match gives an empty list.
Spans run(PatternObject& pattern, std::string_view subject, std::size_t from,
          std::size_t end, std::uint32_t options) {
  MatchData data(
      pcre2_match_data_create_from_pattern(pattern.code.get(), nullptr));
  const auto match = [&](std::uint32_t more) {
    return pcre2_match(pattern.code.get(),
                       reinterpret_cast<PCRE2_SPTR>(subject.data()), end, from,
                       options | more, data.get(), nullptr);
  };
  int found = match(0);
  // The compiled form has a small stack; the other way back is on the heap.
  if (found == PCRE2_ERROR_JIT_STACKLIMIT) found = match(PCRE2_NO_JIT);
  if (found == PCRE2_ERROR_NOMATCH) return {};
  if (found < 0) {
    if (found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_DEPTHLIMIT ||
        found == PCRE2_ERROR_HEAPLIMIT)
      raise("RuntimeError", "the regular expression backtracks without end");
    return {};
  }
  const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(data.get());
  Spans spans;
  for (std::uint32_t i = 0; i <= pattern.source.groups; ++i)
    spans.emplace_back(ends[2 * i], ends[2 * i + 1]);
  return spans;
}

enum class Where { Search, Match, FullMatch };

std::uint32_t options_for(Where where) {
  switch (where) {
    case Where::Search:
      return 0;
    case Where::Match:
      return PCRE2_ANCHORED;
    case Where::FullMatch:
      return PCRE2_ANCHORED | PCRE2_ENDANCHORED;
  }
  return 0;
}

void check_kind(const PatternObject& pattern, const Value& subject) {
  subject_text(subject);
  if (pattern.bytes != is_str(subject)) return;
  raise_type_error(pattern.bytes
                       ? "cannot use a bytes pattern on a string-like object"
                       : "cannot use a string pattern on a bytes-like object");
}

Value make_match(PatternObject& pattern, const Value& subject, Spans spans,
                 std::int64_t pos, std::int64_t endpos) {
  auto match = allocate_as<MatchObject>(types().match);
  match->pattern = Ref<PatternObject>(&pattern);
  match->subject = subject;
  match->pos = pos;
  match->endpos = endpos;
  std::size_t furthest = 0;
  for (std::uint32_t i = 1; i < spans.size(); ++i)
    if (spans[i].first != kNowhere &&
        (match->last_index == 0 || spans[i].second >= furthest)) {
      // The group that closed last; of nested ones that is the outer one.
      if (match->last_index && spans[i].second == furthest &&
          spans[i].first >= spans[match->last_index].first)
        continue;
      match->last_index = i;
      furthest = spans[i].second;
    }
  match->spans = std::move(spans);
  return match.value();
}

struct Region {
  std::size_t from, end;
  std::int64_t pos, endpos;
};

Region region(const Value& subject, std::int64_t pos, std::int64_t endpos) {
  const std::int64_t size = length(subject);
  pos = std::clamp<std::int64_t>(pos, 0, size);
  endpos = std::clamp<std::int64_t>(endpos, 0, size);
  return {offset_of(subject, pos), offset_of(subject, endpos), pos, endpos};
}

Value match_one(PatternObject& pattern, const Value& subject, std::int64_t pos,
                std::int64_t endpos, Where where) {
  check_kind(pattern, subject);
  const Region part = region(subject, pos, endpos);
  if (part.from > part.end) return Value::none();
  Spans spans = run(pattern, subject_text(subject), part.from, part.end,
                    options_for(where));
  if (spans.empty()) return Value::none();
  return make_match(pattern, subject, std::move(spans), part.pos, part.endpos);
}

// All matches from left to right; empty ones may follow others, but none is
// found twice at a place.
template <class Each>
void each_match(PatternObject& pattern, const Value& subject,
                const Region& part, Each each) {
  const std::string_view text = subject_text(subject);
  std::size_t at = part.from;
  bool not_empty = false;
  while (at <= part.end) {
    Spans spans = run(pattern, text, at, part.end,
                      not_empty ? PCRE2_NOTEMPTY_ATSTART : 0);
    if (spans.empty()) return;
    const auto [from, to] = spans[0];
    if (!each(spans)) return;
    at = to;
    not_empty = from == to;
  }
}

Value group_value(const MatchObject& match, std::uint32_t group,
                  const Value& otherwise) {
  auto [from, to] = match.spans[group];
  if (from == kNowhere) return otherwise;
  const std::string_view text = subject_text(match.subject);
  from = std::min(from, text.size());  // a bytearray may have shrunk
  return piece(match.subject, text.substr(from, to - from));
}

/// An index as operator.index() takes one; nothing for other values.
std::optional<std::int64_t> index_of(const Value& value) {
  if (const auto number = int_of(value)) return number;
  const Value index = call_special(value, intern("__index__"));
  return index ? int_of(index) : std::nullopt;
}

std::uint32_t group_number(const MatchObject& match, const Value& group) {
  if (is_str(group)) {
    for (const auto& [name, number] : match.pattern->source.names)
      if (name == text_of(group)) return number;
  } else if (const auto number = index_of(group)) {
    if (*number >= 0 && *number < static_cast<std::int64_t>(match.spans.size()))
      return static_cast<std::uint32_t>(*number);
  }
  raise("IndexError", "no such group");
}

using Template = std::vector<TemplatePart>;

Template template_of(const PatternObject& pattern, const Value& source) {
  try {
    return parse_template(subject_text(source),
                          is_str(source) ? RegexKind::Str : RegexKind::Bytes,
                          pattern.source);
  } catch (const RegexError& error) {
    raise_pattern_error(error, source);
  }
}

void fill(std::string& out, const Template& parts, std::string_view subject,
          const Spans& spans) {
  for (const TemplatePart& part : parts) {
    if (part.group < 0) {
      out += part.text;
      continue;
    }
    const auto [from, to] = spans[static_cast<std::size_t>(part.group)];
    if (from != kNowhere)
      out += subject.substr(std::min(from, subject.size()), to - from);
  }
}

struct Substituted {
  Value text;
  std::int64_t count = 0;
};

Substituted substitute(PatternObject& pattern, const Value& replacement,
                       const Value& subject, std::int64_t limit) {
  check_kind(pattern, subject);
  // What a replacing function might change meanwhile is copied.
  const Value held = is_str(subject) || is_bytes(subject)
                         ? subject
                         : make_bytes(subject_text(subject));
  const std::string_view text = subject_text(held);
  const bool callable = is_callable(replacement);
  Template parts;
  if (!callable) {
    check_kind(pattern, replacement);
    parts = template_of(pattern, replacement);
  }
  std::string out;
  std::size_t done = 0;
  Substituted result;
  const Region part = region(held, 0, length(held));
  each_match(pattern, held, part, [&](Spans& spans) {
    out += text.substr(done, spans[0].first - done);
    done = spans[0].second;
    if (callable) {
      const Value value =
          call(replacement,
               {make_match(pattern, subject, spans, part.pos, part.endpos)});
      if (!value.is_none()) out += subject_text(value);
    } else {
      fill(out, parts, text, spans);
    }
    ++result.count;
    return limit <= 0 || result.count < limit;
  });
  out += text.substr(done);
  result.text = piece(subject, out);
  return result;
}

Value split_all(PatternObject& pattern, const Value& subject,
                std::int64_t limit) {
  check_kind(pattern, subject);
  const std::string_view text = subject_text(subject);
  std::vector<Value> parts;
  std::size_t done = 0;
  std::int64_t count = 0;
  each_match(
      pattern, subject, region(subject, 0, length(subject)), [&](Spans& spans) {
        parts.push_back(
            piece(subject, text.substr(done, spans[0].first - done)));
        for (std::size_t i = 1; i < spans.size(); ++i)
          parts.push_back(
              spans[i].first == kNowhere
                  ? Value::none()
                  : piece(subject,
                          text.substr(spans[i].first,
                                      spans[i].second - spans[i].first)));
        done = spans[0].second;
        return limit <= 0 || ++count < limit;
      });
  parts.push_back(piece(subject, text.substr(done)));
  return make_list(std::move(parts));
}

Value find_all(PatternObject& pattern, const Value& subject, std::int64_t pos,
               std::int64_t endpos) {
  check_kind(pattern, subject);
  const std::string_view text = subject_text(subject);
  std::vector<Value> found;
  const auto part_of = [&](const Spans& spans, std::size_t group) {
    const auto [from, to] = spans[group];
    return piece(subject, from == kNowhere ? std::string_view()
                                           : text.substr(from, to - from));
  };
  each_match(pattern, subject, region(subject, pos, endpos), [&](Spans& spans) {
    if (pattern.source.groups == 0) {
      found.push_back(part_of(spans, 0));
    } else if (pattern.source.groups == 1) {
      found.push_back(part_of(spans, 1));
    } else {
      std::vector<Value> groups;
      for (std::size_t i = 1; i < spans.size(); ++i)
        groups.push_back(part_of(spans, i));
      found.push_back(make_tuple(std::move(groups)));
    }
    return true;
  });
  return make_list(std::move(found));
}

Value find_iter(PatternObject& pattern, const Value& subject, std::int64_t pos,
                std::int64_t endpos) {
  check_kind(pattern, subject);
  std::vector<Value> found;
  const Region part = region(subject, pos, endpos);
  each_match(pattern, subject, part, [&](Spans& spans) {
    found.push_back(make_match(pattern, subject, spans, part.pos, part.endpos));
    return true;
  });
  return iterate(make_list(std::move(found)));
}

std::int64_t limit_of(Args& args, std::string_view name) {
  return args[name].absent() ? INT64_MAX : args.integer(name);
}

std::string shown_flags(std::uint32_t flags, bool bytes) {
  std::string out;
  if (!bytes && !(flags & (kLocale | kAscii))) flags &= ~kUnicode;
  const std::pair<std::uint32_t, const char*> names[] = {
      {kIgnoreCase, "re.IGNORECASE"}, {kLocale, "re.LOCALE"},
      {kMultiLine, "re.MULTILINE"},   {kDotAll, "re.DOTALL"},
      {kUnicode, "re.UNICODE"},       {kVerbose, "re.VERBOSE"},
      {kDebug, "re.DEBUG"},           {kAscii, "re.ASCII"}};
  for (const auto& [bit, name] : names) {
    if (flags & bit) cat_to(out, out.empty() ? "" : "|", name);
    flags &= ~bit;
  }
  if (flags) {
    char rest[16];
    std::snprintf(rest, sizeof rest, "0x%x", flags);
    cat_to(out, out.empty() ? "" : "|", rest);
  }
  return out;
}

/// What `scanner` methods walk with; pattern.scanner(string).
struct ScannerObject : Instance {
  Ref<PatternObject> pattern;
  Value subject;
  Region part{};
  bool not_empty = false, done = false;
  using Instance::Instance;

  Value step(Where where) {
    if (done) return Value::none();
    Spans spans =
        py::run(*pattern, subject_text(subject), part.from, part.end,
                options_for(where) | (not_empty ? PCRE2_NOTEMPTY_ATSTART : 0));
    if (spans.empty()) {
      done = true;
      return Value::none();
    }
    part.from = spans[0].second;
    not_empty = spans[0].first == spans[0].second;
    return make_match(*pattern, subject, std::move(spans), part.pos,
                      part.endpos);
  }
};

Type* make_scanner_type() {
  NativeType<ScannerObject> type("SRE_Scanner", "_sre");
  type.method("match(self, /)", [](ScannerObject& self, Args&) {
    return self.step(Where::Match);
  });
  type.method("search(self, /)", [](ScannerObject& self, Args&) {
    return self.step(Where::Search);
  });
  type.property("pattern",
                [](ScannerObject& self) { return self.pattern.value(); });
  return type.ready();
}

Type* make_pattern_type() {
  using Object = PatternObject;
  NativeType<Object> type("Pattern", "re");
  constexpr const char* kSpan = "(self, string, pos=0, endpos=...)";
  const auto one = [&](const char* name, Where where) {
    type.method(cat(name, kSpan), [where](Object& self, Args& args) {
      return match_one(self, args["string"], args.integer("pos"),
                       limit_of(args, "endpos"), where);
    });
  };
  one("match", Where::Match);
  one("fullmatch", Where::FullMatch);
  one("search", Where::Search);
  type.method(cat("findall", kSpan), [](Object& self, Args& args) {
    return find_all(self, args["string"], args.integer("pos"),
                    limit_of(args, "endpos"));
  });
  type.method(cat("finditer", kSpan), [](Object& self, Args& args) {
    return find_iter(self, args["string"], args.integer("pos"),
                     limit_of(args, "endpos"));
  });
  type.method("split(self, string, maxsplit=0)", [](Object& self, Args& args) {
    return split_all(self, args["string"], args.integer("maxsplit"));
  });
  type.method("sub(self, repl, string, count=0)", [](Object& self, Args& args) {
    return substitute(self, args["repl"], args["string"], args.integer("count"))
        .text;
  });
  type.method("subn(self, repl, string, count=0)",
              [](Object& self, Args& args) {
                const Substituted done = substitute(
                    self, args["repl"], args["string"], args.integer("count"));
                return make_tuple({done.text, make_int(done.count)});
              });
  type.method("__copy__(self)", [](Object& self, Args&) {
    return Value(static_cast<Object*>(&self));
  });
  type.method("__deepcopy__(self, memo)", [](Object& self, Args&) {
    return Value(static_cast<Object*>(&self));
  });
  type.property("pattern", [](Object& self) { return self.pattern; });
  type.property("flags",
                [](Object& self) { return make_int(self.source.flags); });
  type.property("groups",
                [](Object& self) { return make_int(self.source.groups); });
  type.property("groupindex", [](Object& self) {
    const Value result = make_dict();
    for (const auto& [name, number] : self.source.names)
      dict_set(result, name, make_int(number));
    return make_mapping_proxy(result);
  });
  type.method(cat("scanner", kSpan), [](Object& self, Args& args) {
    check_kind(self, args["string"]);
    auto scanner = allocate_as<ScannerObject>(types().scanner);
    scanner->pattern = Ref<Object>(&self);
    scanner->subject = args["string"];
    scanner->part =
        region(args["string"], args.integer("pos"), limit_of(args, "endpos"));
    return scanner.value();
  });
  type.method("__reduce__(self, /)", [](Object& self, Args&) {
    const Value make =
        get_attribute(Interpreter::current().import("re"), "compile");
    return make_tuple(
        {make, make_tuple({self.pattern, make_int(self.source.flags)})});
  });
  type.slots().hash = [](const Value& self) {
    const Object& object = *self.as<Object>();
    const std::int64_t own = hash(object.pattern) * 31 + object.source.flags;
    return own == -1 ? -2 : own;
  };
  type.slots().compare = [](const Value& self, const Value& other, Compare op) {
    if ((op != Compare::Eq && op != Compare::Ne) ||
        !is_instance(other, types().pattern))
      return Value::not_implemented();
    const Object &a = *self.as<Object>(), &b = *other.as<Object>();
    const bool same = a.bytes == b.bytes && a.source.flags == b.source.flags &&
                      equal(a.pattern, b.pattern);
    return Value::boolean(same == (op == Compare::Eq));
  };
  type.slots().repr = [](const Value& self) {
    const Object& object = *self.as<Object>();
    const std::string flags = shown_flags(object.source.flags, object.bytes);
    constexpr std::size_t kMost = 200;  // characters of the pattern
    const Value shown = repr_value(object.pattern);
    std::string text(text_of(shown));
    if (length(shown) > static_cast<std::ptrdiff_t>(kMost))
      text.resize(offset_of(shown, kMost));
    return make_str(
        cat("re.compile(", text, flags.empty() ? "" : ", ", flags, ")"));
  };
  type.class_method("__class_getitem__(cls, item)",
                    [](Args& args) { return args[std::size_t{0}]; });
  return type.ready();
}

Type* make_match_type() {
  using Object = MatchObject;
  NativeType<Object> type("Match", "re");
  type.method("group(self, *groups)", [](Object& self, Args& args) {
    const auto wanted = args.rest("groups");
    if (wanted.empty()) return group_value(self, 0, Value::none());
    std::vector<Value> values;
    for (const Value& group : wanted)
      values.push_back(
          group_value(self, group_number(self, group), Value::none()));
    return values.size() == 1 ? values[0] : make_tuple(std::move(values));
  });
  type.method("groups(self, default=None)", [](Object& self, Args& args) {
    std::vector<Value> values;
    for (std::uint32_t i = 1; i < self.spans.size(); ++i)
      values.push_back(group_value(self, i, args["default"]));
    return make_tuple(std::move(values));
  });
  type.method("groupdict(self, default=None)", [](Object& self, Args& args) {
    const Value result = make_dict();
    for (const auto& [name, number] : self.pattern->source.names)
      dict_set(result, name, group_value(self, number, args["default"]));
    return result;
  });
  const auto edge = [](Object& self, const Value& group, bool end) {
    const auto [from, to] = self.spans[group_number(self, group)];
    if (from == kNowhere) return make_int(-1);
    return make_int(points_before(self.subject, end ? to : from));
  };
  type.method("start(self, group=0)", [edge](Object& self, Args& args) {
    return edge(self, args["group"], false);
  });
  type.method("end(self, group=0)", [edge](Object& self, Args& args) {
    return edge(self, args["group"], true);
  });
  type.method("span(self, group=0)", [edge](Object& self, Args& args) {
    return make_tuple(
        {edge(self, args["group"], false), edge(self, args["group"], true)});
  });
  type.method("expand(self, template)", [](Object& self, Args& args) {
    std::string out;
    fill(out, template_of(*self.pattern, args["template"]),
         subject_text(self.subject), self.spans);
    return piece(self.subject, out);
  });
  type.slots().get_item = [](const Value& self, const Value& key) {
    Object& object = *self.as<Object>();
    return group_value(object, group_number(object, key), Value::none());
  };
  type.slots().truth = [](const Value&) { return true; };
  type.property("string", [](Object& self) { return self.subject; });
  type.property("regs", [edge](Object& self) {
    std::vector<Value> spans;
    for (std::size_t i = 0; i < self.spans.size(); ++i) {
      const Value group = make_int(static_cast<std::int64_t>(i));
      spans.push_back(
          make_tuple({edge(self, group, false), edge(self, group, true)}));
    }
    return make_tuple(std::move(spans));
  });
  for (const char* name : {"__copy__(self)", "__deepcopy__(self, memo)"})
    type.method(name, [](Object& self, Args&) {
      return Value(static_cast<py::Object*>(&self));
    });
  type.property("re", [](Object& self) { return self.pattern.value(); });
  type.property("pos", [](Object& self) { return make_int(self.pos); });
  type.property("endpos", [](Object& self) { return make_int(self.endpos); });
  type.property("lastindex", [](Object& self) {
    return self.last_index ? make_int(self.last_index) : Value::none();
  });
  type.property("lastgroup", [](Object& self) {
    for (const auto& [name, number] : self.pattern->source.names)
      if (number == self.last_index) return make_str(name);
    return Value::none();
  });
  type.slots().repr = [](const Value& self) {
    Object& object = *self.as<Object>();
    const auto [from, to] = object.spans[0];
    return make_str(
        cat("<re.Match object; span=(", points_before(object.subject, from),
            ", ", points_before(object.subject, to),
            "), match=", repr(group_value(object, 0, Value::none())), ">"));
  };
  type.class_method("__class_getitem__(cls, item)",
                    [](Args& args) { return args[std::size_t{0}]; });
  return type.ready();
}

RegexTypes::RegexTypes() {
  pattern = make_pattern_type();
  match = make_match_type();
  scanner = make_scanner_type();
  error =
      make_exception_type("PatternError", "re", exception_type("Exception"));
}

RegexTypes& types() { return interpreter_state<RegexTypes>(); }

std::uint32_t flags_of(Args& args) {
  const Value& flags = args["flags"];
  if (const auto number = int_of(flags))
    return static_cast<std::uint32_t>(*number);
  return 0;
}

// re.escape
std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (std::string_view("()[]{}?*+-|^$\\.&~# \t\n\r\v\f").find(c) !=
        std::string_view::npos)
      out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

void init_re(Module& module) {
  const auto one = [&](const char* name, Where where) {
    module.def(cat(name, "(pattern, string, flags=0)"), [where](Args& args) {
      return match_one(*compile(args["pattern"], flags_of(args)),
                       args["string"], 0, INT64_MAX, where);
    });
  };
  one("match", Where::Match);
  one("fullmatch", Where::FullMatch);
  one("search", Where::Search);
  module.def("compile(pattern, flags=0)", [](Args& args) {
    return compile(args["pattern"], flags_of(args)).value();
  });
  module.def("findall(pattern, string, flags=0)", [](Args& args) {
    return find_all(*compile(args["pattern"], flags_of(args)), args["string"],
                    0, INT64_MAX);
  });
  module.def("finditer(pattern, string, flags=0)", [](Args& args) {
    return find_iter(*compile(args["pattern"], flags_of(args)), args["string"],
                     0, INT64_MAX);
  });
  module.def("split(pattern, string, maxsplit=0, flags=0)", [](Args& args) {
    return split_all(*compile(args["pattern"], flags_of(args)), args["string"],
                     args.integer("maxsplit"));
  });
  module.def("sub(pattern, repl, string, count=0, flags=0)", [](Args& args) {
    return substitute(*compile(args["pattern"], flags_of(args)), args["repl"],
                      args["string"], args.integer("count"))
        .text;
  });
  module.def("subn(pattern, repl, string, count=0, flags=0)", [](Args& args) {
    const Substituted done =
        substitute(*compile(args["pattern"], flags_of(args)), args["repl"],
                   args["string"], args.integer("count"));
    return make_tuple({done.text, make_int(done.count)});
  });
  module.def("escape(pattern)", [](Args& args) {
    const Value& text = args["pattern"];
    return piece(text, escaped(subject_text(text)));
  });
  module.def("purge()", [](Args&) {
    types().cache.clear();
    return Value::none();
  });
  module.set("Pattern", Value(static_cast<Object*>(types().pattern)));
  module.set("Match", Value(static_cast<Object*>(types().match)));
  module.set("error", Value(static_cast<Object*>(types().error)));
  module.set("PatternError", Value(static_cast<Object*>(types().error)));
  const std::pair<const char*, std::uint32_t> flags[] = {
      {"A", kAscii},      {"ASCII", kAscii},
      {"I", kIgnoreCase}, {"IGNORECASE", kIgnoreCase},
      {"L", kLocale},     {"LOCALE", kLocale},
      {"M", kMultiLine},  {"MULTILINE", kMultiLine},
      {"S", kDotAll},     {"DOTALL", kDotAll},
      {"U", kUnicode},    {"UNICODE", kUnicode},
      {"X", kVerbose},    {"VERBOSE", kVerbose},
      {"DEBUG", kDebug},  {"NOFLAG", 0}};
  for (const auto& [name, value] : flags) module.set(name, make_int(value));
  module.lazy("RegexFlag",
              [] { return Value(static_cast<Object*>(builtin_types().int_)); });
}

}  // namespace limbeck::py
