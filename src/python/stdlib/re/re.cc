// The module re over PCRE2.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <map>
#include <memory>

#include "base/text.h"
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
  std::uint32_t flags = 0;
  bool bytes = false;
  std::unique_ptr<pcre2_code, CodeDeleter> code;
  std::uint32_t groups = 0;
  std::vector<std::pair<std::string, std::uint32_t>> names;  // by number
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
  Type* error;
  std::map<std::pair<std::string, std::uint32_t>, Ref<PatternObject>> cache;
  RegexTypes();
};

[[noreturn]] void raise_pattern_error(const std::string& message,
                                      const Value& pattern,
                                      std::size_t position) {
  const Value exception =
      call(Value(static_cast<Object*>(types().error)),
           {make_str(cat(message, " at position ", position))});
  set_attribute(exception, "msg", make_str(message));
  set_attribute(exception, "pattern", pattern);
  set_attribute(exception, "pos",
                make_int(static_cast<std::int64_t>(position)));
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
  const TranslatedRegex translated = translate_regex(source, flags);
  std::uint32_t options = 0;
  if (translated.flags & kIgnoreCase) options |= PCRE2_CASELESS;
  if (translated.flags & kMultiLine) options |= PCRE2_MULTILINE;
  if (translated.flags & kDotAll) options |= PCRE2_DOTALL;
  if (translated.flags & kVerbose) options |= PCRE2_EXTENDED;
  if (!bytes) {
    options |= PCRE2_UTF | PCRE2_MATCH_INVALID_UTF;
    if (!(translated.flags & kAscii)) options |= PCRE2_UCP;
  }
  int number = 0;
  PCRE2_SIZE position = 0;
  auto object = allocate_as<PatternObject>(types().pattern);
  object->code.reset(pcre2_compile(
      reinterpret_cast<PCRE2_SPTR>(translated.pattern.data()),
      translated.pattern.size(), options, &number, &position, nullptr));
  if (!object->code) {
    unsigned char text[256];
    pcre2_get_error_message(number, text, sizeof text);
    raise_pattern_error(reinterpret_cast<const char*>(text), pattern, position);
  }
  pcre2_jit_compile(object->code.get(), PCRE2_JIT_COMPLETE);
  object->pattern = pattern;
  object->bytes = bytes;
  object->flags = translated.flags;
  if (!bytes && !(translated.flags & kAscii)) object->flags |= kUnicode;
  pcre2_pattern_info(object->code.get(), PCRE2_INFO_CAPTURECOUNT,
                     &object->groups);
  std::uint32_t count = 0, width = 0;
  PCRE2_SPTR table = nullptr;
  pcre2_pattern_info(object->code.get(), PCRE2_INFO_NAMECOUNT, &count);
  pcre2_pattern_info(object->code.get(), PCRE2_INFO_NAMEENTRYSIZE, &width);
  pcre2_pattern_info(object->code.get(), PCRE2_INFO_NAMETABLE, &table);
  std::map<std::uint32_t, std::string> by_number;
  for (std::uint32_t i = 0; i < count; ++i, table += width)
    by_number[static_cast<std::uint32_t>(table[0] << 8 | table[1])] =
        reinterpret_cast<const char*>(table + 2);
  for (const auto& [group, name] : by_number)
    object->names.emplace_back(name, group);
  if (cache.size() >= kCacheSize) cache.clear();
  cache.emplace(key, object);
  return object;
}

// One search; no match gives an empty list.
Spans run(PatternObject& pattern, std::string_view subject, std::size_t from,
          std::size_t end, std::uint32_t options) {
  MatchData data(
      pcre2_match_data_create_from_pattern(pattern.code.get(), nullptr));
  const int found = pcre2_match(pattern.code.get(),
                                reinterpret_cast<PCRE2_SPTR>(subject.data()),
                                end, from, options, data.get(), nullptr);
  if (found == PCRE2_ERROR_NOMATCH) return {};
  if (found < 0) {
    if (found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_DEPTHLIMIT ||
        found == PCRE2_ERROR_JIT_STACKLIMIT)
      raise("RuntimeError", "the regular expression backtracks without end");
    return {};
  }
  const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(data.get());
  Spans spans;
  for (std::uint32_t i = 0; i <= pattern.groups; ++i)
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
  if (pattern.bytes == is_bytes(subject)) return;
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
  const auto [from, to] = match.spans[group];
  if (from == kNowhere) return otherwise;
  return piece(match.subject,
               subject_text(match.subject).substr(from, to - from));
}

std::uint32_t group_number(const MatchObject& match, const Value& group) {
  if (is_str(group)) {
    for (const auto& [name, number] : match.pattern->names)
      if (name == text_of(group)) return number;
  } else if (const auto number = int_of(group)) {
    if (*number >= 0 && *number < static_cast<std::int64_t>(match.spans.size()))
      return static_cast<std::uint32_t>(*number);
  }
  raise("IndexError", "no such group");
}

// A replacement with \1, \g<name> and escapes, ready to be filled in.
struct Template {
  struct Part {
    std::string text;
    int group = -1;
  };
  std::vector<Part> parts;
};

Template parse_template(const PatternObject& pattern, std::string_view text,
                        const Value& source) {
  Template result;
  std::string literal;
  const auto flush = [&] {
    if (!literal.empty()) result.parts.push_back({literal, -1});
    literal.clear();
  };
  const auto add_group = [&](std::int64_t number, std::size_t at) {
    if (number > pattern.groups)
      raise_pattern_error(cat("invalid group reference ", number), source, at);
    flush();
    result.parts.push_back({"", static_cast<int>(number)});
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 >= text.size()) {
      literal += text[i];
      continue;
    }
    const char c = text[++i];
    if (c == 'g') {
      const auto end = text.find('>', i);
      if (i + 1 >= text.size() || text[i + 1] != '<' ||
          end == std::string_view::npos)
        raise_pattern_error("missing <", source, i + 1);
      const std::string name(text.substr(i + 2, end - i - 2));
      if (!name.empty() &&
          name.find_first_not_of("0123456789") == std::string::npos) {
        add_group(std::stoll(name), i + 2);
      } else {
        bool found = false;
        for (const auto& [known, number] : pattern.names)
          if (known == name) {
            add_group(number, i + 2);
            found = true;
          }
        if (!found) raise("IndexError", cat("unknown group name '", name, "'"));
      }
      i = end;
    } else if (c >= '1' && c <= '9') {
      std::int64_t number = c - '0';
      if (i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9')
        number = number * 10 + (text[++i] - '0');
      add_group(number, i);
    } else if (c == '0') {
      int value = 0;
      for (int digits = 0; digits < 2 && i + 1 < text.size() &&
                           text[i + 1] >= '0' && text[i + 1] <= '7';
           ++digits)
        value = value * 8 + (text[++i] - '0');
      literal += static_cast<char>(value);
    } else {
      const std::string_view letters = "abfnrtv\\", codes = "\a\b\f\n\r\t\v\\";
      const auto known = letters.find(c);
      if (known != std::string_view::npos) {
        literal += codes[known];
      } else if (std::isalpha(static_cast<unsigned char>(c))) {
        raise_pattern_error(cat("bad escape \\", c), source, i - 1);
      } else {
        literal += '\\';
        literal += c;
      }
    }
  }
  flush();
  return result;
}

void fill(std::string& out, const Template& parts, std::string_view subject,
          const Spans& spans) {
  for (const Template::Part& part : parts.parts) {
    if (part.group < 0) {
      out += part.text;
      continue;
    }
    const auto [from, to] = spans[static_cast<std::size_t>(part.group)];
    if (from != kNowhere) out += subject.substr(from, to - from);
  }
}

struct Substituted {
  Value text;
  std::int64_t count = 0;
};

Substituted substitute(PatternObject& pattern, const Value& replacement,
                       const Value& subject, std::int64_t limit) {
  check_kind(pattern, subject);
  const std::string_view text = subject_text(subject);
  const bool callable = is_callable(replacement);
  Template parts;
  if (!callable)
    parts = parse_template(pattern, subject_text(replacement), replacement);
  std::string out;
  std::size_t done = 0;
  Substituted result;
  const Region part = region(subject, 0, length(subject));
  each_match(pattern, subject, part, [&](Spans& spans) {
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
    if (pattern.groups == 0) {
      found.push_back(part_of(spans, 0));
    } else if (pattern.groups == 1) {
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

std::string shown_flags(std::uint32_t flags) {
  std::string out;
  const std::pair<std::uint32_t, const char*> names[] = {
      {kAscii, "re.ASCII"},
      {kIgnoreCase, "re.IGNORECASE"},
      {kMultiLine, "re.MULTILINE"},
      {kDotAll, "re.DOTALL"},
      {kVerbose, "re.VERBOSE"}};
  for (const auto& [bit, name] : names)
    if (flags & bit) cat_to(out, out.empty() ? "" : "|", name);
  return out;
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
  type.property("flags", [](Object& self) { return make_int(self.flags); });
  type.property("groups", [](Object& self) { return make_int(self.groups); });
  type.property("groupindex", [](Object& self) {
    const Value result = make_dict();
    for (const auto& [name, number] : self.names)
      dict_set(result, name, make_int(number));
    return result;
  });
  type.slots().repr = [](const Value& self) {
    const Object& object = *self.as<Object>();
    const std::string flags = shown_flags(object.flags);
    return make_str(cat("re.compile(", repr(object.pattern),
                        flags.empty() ? "" : ", ", flags, ")"));
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
    for (const auto& [name, number] : self.pattern->names)
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
    fill(out,
         parse_template(*self.pattern, subject_text(args["template"]),
                        args["template"]),
         subject_text(self.subject), self.spans);
    return piece(self.subject, out);
  });
  type.slots().get_item = [](const Value& self, const Value& key) {
    Object& object = *self.as<Object>();
    return group_value(object, group_number(object, key), Value::none());
  };
  type.slots().truth = [](const Value&) { return true; };
  type.property("string", [](Object& self) { return self.subject; });
  type.property("re", [](Object& self) { return self.pattern.value(); });
  type.property("pos", [](Object& self) { return make_int(self.pos); });
  type.property("endpos", [](Object& self) { return make_int(self.endpos); });
  type.property("lastindex", [](Object& self) {
    return self.last_index ? make_int(self.last_index) : Value::none();
  });
  type.property("lastgroup", [](Object& self) {
    for (const auto& [name, number] : self.pattern->names)
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
