// Signatures: parsing their text, binding a call's arguments to them.
#include <cstdlib>

#include "base/short_text.h"
#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/dict.h"
#include "python/objects/internals.h"
#include "python/objects/tuple.h"

namespace limbeck::py {
namespace {

/// Reads the parameter list. Signatures are constants of the program, so a
/// mistake in one is limbeck's own.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::string_view identifier() {
    skip();
    std::size_t n = 0;
    while (n < rest_.size() && (std::isalnum(byte(n)) || rest_[n] == '_')) ++n;
    std::string_view name = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return name;
  }
  bool take(std::string_view token) {
    skip();
    if (rest_.substr(0, token.size()) != token) return false;
    rest_.remove_prefix(token.size());
    return true;
  }
  Value literal() {
    skip();
    if (take("...")) return Value();
    if (take("None")) return Value::none();
    if (take("True")) return Value::boolean(true);
    if (take("False")) return Value::boolean(false);
    if (take("()")) return make_tuple({});
    const bool bytes = rest_.starts_with("b'");
    if (bytes) rest_.remove_prefix(1);
    if (!rest_.empty() && (rest_[0] == '"' || rest_[0] == '\'')) {
      Value literal = text();
      return bytes ? make_bytes(text_of(literal)) : literal;
    }
    return number();
  }

 private:
  unsigned char byte(std::size_t i) const {
    return static_cast<unsigned char>(rest_[i]);
  }
  void skip() {
    while (!rest_.empty() && std::isspace(byte(0))) rest_.remove_prefix(1);
  }
  Value text() {
    char quote = rest_[0];
    std::string value;
    std::size_t i = 1;
    for (; i < rest_.size() && rest_[i] != quote; ++i) {
      if (rest_[i] == '\\' && i + 1 < rest_.size()) {
        ++i;
        value += rest_[i] == 'n' ? '\n' : rest_[i] == 't' ? '\t' : rest_[i];
      } else {
        value += rest_[i];
      }
    }
    rest_.remove_prefix(std::min(i + 1, rest_.size()));
    return make_str(value);
  }
  Value number() {
    std::size_t n = 0;
    bool real = false;
    while (n < rest_.size() && (std::isdigit(byte(n)) || rest_[n] == '-' ||
                                rest_[n] == '.' || rest_[n] == 'e')) {
      real |= rest_[n] == '.' || rest_[n] == 'e';
      ++n;
    }
    LIMBECK_CHECK(n > 0, "a signature's default is a literal");
    std::string digits(rest_.substr(0, n));
    rest_.remove_prefix(n);
    if (real) return make_float(std::strtod(digits.c_str(), nullptr));
    return make_int(std::strtoll(digits.c_str(), nullptr, 10));
  }

  std::string_view rest_;
};

std::string quoted_list(const std::vector<std::string>& names) {
  if (names.size() == 1) return names[0];
  if (names.size() == 2) return cat(names[0], " and ", names[1]);
  std::string out;
  for (std::size_t i = 0; i + 1 < names.size(); ++i)
    cat_to(out, names[i], ", ");
  return cat(out, "and ", names.back());
}

}  // namespace

Signature::Signature(std::string_view text) {
  Reader reader(text);
  name_ = reader.identifier();
  bool open = reader.take("(");
  LIMBECK_CHECK(open, "a signature has a parameter list");
  bool after_star = false;
  while (!reader.take(")")) {
    reader.take(",");
    if (reader.take(")")) break;
    if (reader.take("/")) {
      for (Parameter& parameter : parameters_)
        parameter.kind = Kind::Positional;
      positional_only_ = positional_;
      continue;
    }
    Parameter parameter{nullptr, Kind::Normal, false, Value()};
    if (reader.take("**")) {
      keywords_ = static_cast<int>(parameters_.size());
      parameter.kind = Kind::Keywords;
    } else if (reader.take("*")) {
      after_star = true;
      std::string_view name = reader.identifier();
      if (name.empty()) continue;
      rest_ = static_cast<int>(parameters_.size());
      parameter.kind = Kind::Rest;
      parameter.name = intern(name);
      parameters_.push_back(std::move(parameter));
      continue;
    } else if (after_star) {
      parameter.kind = Kind::Keyword;
      keyword_only_ = true;
    }
    std::string_view name = reader.identifier();
    LIMBECK_CHECK(!name.empty(), "a signature's parameter has a name");
    parameter.name = intern(name);
    if (reader.take("=")) {
      parameter.has_default = true;
      parameter.default_value = reader.literal();
    }
    if (parameter.kind == Kind::Normal) {
      ++positional_;
      if (!parameter.has_default) required_ = positional_;
    }
    parameters_.push_back(std::move(parameter));
  }
}

std::size_t Signature::index_of(std::string_view name) const {
  const std::size_t size = parameters_.size();
  for (std::size_t i = next_, left = size; left > 0; ++i, --left) {
    if (i == size) i = 0;
    const Str* found = parameters_[i].name;
    if (found->size != name.size() || !same_text(found->text(), name)) continue;
    next_ = static_cast<std::uint32_t>(i + 1);
    return i;
  }
  check_failed("index_of(name)", std::string(name).c_str(), name_.c_str(), 0);
}

// The parameters stand in this order: positional ones, *args, keyword-only
// ones, **kw; so positional argument i belongs to parameter i.
std::uint64_t Signature::bind(const Call& call, Value* bound,
                              const CalledName& called) const {
  std::uint64_t given = 0;
  std::size_t count = std::min<std::size_t>(call.positional, positional_);
  for (std::size_t i = 0; i < count; ++i) bound[i] = call.values[i];
  given = count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
  if (rest_ >= 0) {
    bound[rest_] = new_tuple(std::span<const Value>(call.values + count,
                                                    call.positional - count))
                       .value();
    given |= std::uint64_t{1} << rest_;
  } else if (call.positional > positional_) {
    if (call.keywords) {
      // Wrong keywords are told first.
      std::uint64_t ignored = given;
      if (keywords_ >= 0) bound[keywords_] = make_dict();
      bind_keywords(call, bound, ignored, called);
    }
    too_many(call, called);
  }
  if (keywords_ >= 0) bound[keywords_] = make_dict();
  if (call.keywords) bind_keywords(call, bound, given, called);
  bool lacks = false, lacks_keyword = false;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const Parameter& parameter = parameters_[i];
    if (bound[i]) continue;
    if (parameter.has_default) {
      bound[i] = parameter.default_value;
    } else if (parameter.kind == Kind::Keyword) {
      lacks_keyword = true;
    } else {
      lacks = true;
    }
  }
  if (lacks) missing(bound, false, called);
  if (lacks_keyword) missing(bound, true, called);
  return given;
}

void Signature::bind_keywords(const Call& call, Value* bound,
                              std::uint64_t& given,
                              const CalledName& called) const {
  for (std::size_t k = 0; k < call.keywords; ++k) {
    if (!is_str(call.names[k])) raise_type_error("keywords must be strings");
    auto* name = call.names[k].as<Str>();
    const Value& value = call.values[call.positional + k];
    std::size_t i = positional_only_;
    for (; i < parameters_.size(); ++i) {
      const Parameter& parameter = parameters_[i];
      if (parameter.kind != Kind::Normal && parameter.kind != Kind::Keyword)
        continue;
      if (parameter.name == name || str_equal(parameter.name, name)) break;
    }
    if (i == parameters_.size()) {
      if (keywords_ >= 0) {
        bound[keywords_].as<Dict>()->set(name, value);
        continue;
      }
      for (std::size_t p = 0; p < positional_only_; ++p)
        if (str_equal(parameters_[p].name, name))
          raise_type_error(cat(called.text(),
                               "() got some positional-only arguments passed "
                               "as keyword arguments: '",
                               name->text(), "'"));
      raise_type_error(cat(called.text(),
                           "() got an unexpected keyword argument '",
                           name->text(), "'"));
    }
    if (bound[i])
      raise_type_error(cat(called.text(),
                           "() got multiple values for argument '",
                           name->text(), "'"));
    bound[i] = value;
    if (i < 64) given |= std::uint64_t{1} << i;
  }
}

void Signature::too_many(const Call& call, const CalledName& called) const {
  std::string takes = required_ == positional_
                          ? cat(positional_)
                          : cat("from ", required_, " to ", positional_);
  std::size_t keyword_only = 0;
  for (std::size_t k = 0; k < call.keywords; ++k)
    for (const Parameter& parameter : parameters_)
      if (parameter.kind == Kind::Keyword &&
          str_equal(parameter.name, call.names[k].as<Str>()))
        ++keyword_only;
  std::string were = cat(call.positional);
  if (keyword_only)
    cat_to(were, " positional argument", call.positional == 1 ? "" : "s",
           " (and ", keyword_only, " keyword-only argument",
           keyword_only == 1 ? "" : "s", ")");
  raise_type_error(cat(
      called.text(), "() takes ", takes, " positional argument",
      positional_ == 1 && required_ == positional_ ? "" : "s", " but ", were,
      call.positional == 1 && !keyword_only ? " was" : " were", " given"));
}

void Signature::missing(const Value* bound, bool keyword_only,
                        const CalledName& called) const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const Parameter& parameter = parameters_[i];
    bool keyword = parameter.kind == Kind::Keyword;
    if (bound[i].absent() && !parameter.has_default && keyword == keyword_only)
      names.push_back(cat("'", parameter.name->text(), "'"));
  }
  raise_type_error(cat(called.text(), "() missing ", names.size(), " required ",
                       keyword_only ? "keyword-only" : "positional",
                       " argument", names.size() == 1 ? "" : "s", ": ",
                       quoted_list(names)));
}

// -- Args ---------------------------------------------------------------------

Value& Args::operator[](std::string_view name) {
  return bound_[signature_.index_of(name)];
}

bool Args::given(std::string_view name) const {
  std::size_t i = signature_.index_of(name);
  return i < 64 && given_ >> i & 1;
}

namespace {

[[noreturn]] void raise_argument(const Signature& signature,
                                 std::string_view name, const char* wanted,
                                 const Value& value) {
  raise_type_error(cat(signature.name(), "() argument '", name, "' must be ",
                       wanted, ", not ",
                       value ? type_of(value)->name : "NoneType"));
}

}  // namespace

std::string Args::text(std::string_view name) {
  const Value& value = (*this)[name];
  if (!is_str(value)) raise_argument(signature_, name, "str", value);
  return std::string(text_of(value));
}

std::optional<std::string> Args::optional_text(std::string_view name) {
  const Value& value = (*this)[name];
  if (value.absent() || value.is_none()) return std::nullopt;
  if (!is_str(value)) raise_argument(signature_, name, "str or None", value);
  return std::string(text_of(value));
}

std::int64_t Args::integer(std::string_view name) {
  const Value& value = (*this)[name];
  if (value.is_small()) return value.small();
  if (value.absent() || !is_int(value))
    raise_argument(signature_, name, "int", value);
  std::optional<std::int64_t> number = int_of(value);
  if (!number)
    raise("OverflowError", "Python int too large to convert to C long");
  return *number;
}

std::optional<std::int64_t> Args::optional_integer(std::string_view name) {
  const Value& value = (*this)[name];
  if (value.absent() || value.is_none()) return std::nullopt;
  return integer(name);
}

double Args::number(std::string_view name) { return number_of((*this)[name]); }

bool Args::flag(std::string_view name) {
  const Value& value = (*this)[name];
  return value && truth(value);
}

std::span<const Value> Args::rest(std::string_view name) {
  return items_of((*this)[name]);
}

}  // namespace limbeck::py
