// int, float, complex, str, bytes, range and slice against what CPython
// answered (tests/python/record_text.py), without the compiler.
#include <gtest/gtest.h>

#include <map>

#include "python/interpreter.h"
#include "python/native.h"
#include "python/objects/bytes.h"
#include "python/objects/float.h"
#include "python/objects/int.h"
#include "python/objects/range.h"
#include "python/objects/str_type.h"
#include "python/objects/unicode.h"
#include "recorded.h"

namespace limbeck::py {
namespace {

using nlohmann::json;

std::string from_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

Value value_of(const json& spelled);

std::vector<Value> values_of(const json& list) {
  std::vector<Value> values;
  for (const json& item : list) values.push_back(value_of(item));
  return values;
}

/// Undoes `spell` of record_text.py.
Value value_of(const json& spelled) {
  if (spelled.is_null()) return Value::none();
  if (spelled.is_boolean()) return Value::boolean(spelled.get<bool>());
  if (spelled.is_string()) return make_str(spelled.get<std::string>());
  const std::string kind = spelled.begin().key();
  const json& of = spelled.begin().value();
  if (kind == "int") return make_int(*BigInt::parse(of.get<std::string>(), 10));
  if (kind == "float") return make_float(double_from_bits(of));
  if (kind == "complex")
    return make_complex(double_from_bits(of[0]), double_from_bits(of[1]));
  if (kind == "bytes") return make_bytes(from_hex(of));
  if (kind == "bytearray") return make_bytearray(from_hex(of));
  if (kind == "list") return make_list(values_of(of));
  if (kind == "tuple") return make_tuple(values_of(of));
  if (kind == "points") {
    std::u32string points;
    for (const json& point : of) points += point.get<std::uint32_t>();
    return make_str(unicode::encode(points));
  }
  if (kind == "dict") {
    Value dict = make_dict();
    for (const json& pair : of)
      dict_set(dict, value_of(pair[0]), value_of(pair[1]));
    return dict;
  }
  if (kind == "slice")
    return make_slice(value_of(of[0]), value_of(of[1]), value_of(of[2]));
  if (kind == "range")
    return make_range(value_of(of[0]), value_of(of[1]), value_of(of[2]));
  const BuiltinTypes& types = builtin_types();
  const std::map<std::string, Type*> by_name = {
      {"int", types.int_},        {"float", types.float_},
      {"str", types.str},         {"bytes", types.bytes},
      {"range", types.range},     {"bytearray", types.bytearray},
      {"slice", types.slice},     {"bool", types.bool_},
      {"complex", types.complex_}};
  return Value(by_name.at(of.get<std::string>()));
}

const std::map<std::string, Binary> kBinary = {
    {"+", Binary::Add},     {"-", Binary::Sub},       {"*", Binary::Mul},
    {"/", Binary::TrueDiv}, {"//", Binary::FloorDiv}, {"%", Binary::Mod},
    {"**", Binary::Pow},    {"<<", Binary::LShift},   {">>", Binary::RShift},
    {"&", Binary::And},     {"|", Binary::Or},        {"^", Binary::Xor}};
const std::map<std::string, Compare> kCompare = {
    {"<", Compare::Lt},  {"<=", Compare::Le}, {"==", Compare::Eq},
    {"!=", Compare::Ne}, {">", Compare::Gt},  {">=", Compare::Ge}};

Value run(const Value& self, const std::string& op, std::vector<Value> args,
          const json& keywords) {
  if (auto found = kBinary.find(op); found != kBinary.end())
    return binary(self, args[0], found->second);
  if (auto found = kCompare.find(op); found != kCompare.end())
    return compare(self, args[0], found->second);
  if (op == "[]") return get_item(self, args[0]);
  if (op == "in") return Value::boolean(contains(self, args[0]));
  if (op == "spec") return format_value(self, text_of(args[0]));
  if (op == "neg") return unary(self, Unary::Neg);
  if (op == "invert") return unary(self, Unary::Invert);
  if (op == "list") return make_list(collect(self));
  if (op == "len") return make_int(length(self));
  if (op == "str") return make_str(str(self));
  if (op == "repr") return make_str(repr(self));
  if (op == "bool") return Value::boolean(truth(self));
  if (op == "hash") return make_int(hash(self));
  Value callable = op == "()" ? self : get_attribute(self, op);
  if (op != "()" && !is_callable(callable)) return callable;
  std::vector<Value> names;
  const std::size_t positional = args.size();
  for (const auto& [name, value] : keywords.items()) {
    names.push_back(make_str(name));
    args.push_back(value_of(value));
  }
  return call(callable,
              Call{args.data(), positional, names.data(), names.size()});
}

std::string answer_of(const json& row) {
  try {
    return repr(run(value_of(row[0]), row[1], values_of(row[2]), row[3]));
  } catch (const Raised& raised) {
    return type_of(raised.exception())->name + ": " + str(raised.exception());
  }
}

/// With everything beyond ASCII escaped, as the recorded answers are.
std::string in_ascii(const std::string& text) {
  std::string out;
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end) {
    const char* start = at;
    if (unicode::next(at) < 0x80) {
      out += *start;
    } else {
      const std::string one =
          str_ascii({start, static_cast<std::size_t>(at - start)});
      out += one.substr(1, one.size() - 2);
    }
  }
  return out;
}

TEST(Text, AnswersAsCPython) {
  Interpreter interpreter;
  Enter enter(interpreter);
  int different = 0;
  for (const json& row : recorded("text.json")) {
    const std::string answer = in_ascii(answer_of(row));
    if (answer != row[4].get<std::string>() && ++different <= 100)
      ADD_FAILURE() << row.dump() << "\n  limbeck: " << answer;
  }
  EXPECT_EQ(different, 0);
}

}  // namespace
}  // namespace limbeck::py
