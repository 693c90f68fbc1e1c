// Operators: whose slot is asked first, and what is said when none knows.
#include "base/text.h"
#include "python/objects/compare.h"
#include "python/objects/int.h"
#include "python/objects/internals.h"
#include "python/objects/type.h"

namespace limbeck::py {
namespace {

constexpr const char* kBinarySigns[] = {
    "+",           "-",  "*",  "@", "/", "//", "%",
    "** or pow()", "<<", ">>", "&", "|", "^"};
constexpr const char* kInPlaceSigns[] = {
    "+=",  "-=",  "*=",  "@=", "/=", "//=", "%=",
    "**=", "<<=", ">>=", "&=", "|=", "^="};

const char* sequence_name(const Type* type) {
  switch (type->layout) {
    case Layout::List:
      return "list";
    case Layout::Tuple:
      return "tuple";
    case Layout::Str:
      return "str";
    case Layout::Bytes:
      return is_subtype(type, internals().types.bytearray) ? "bytearray"
                                                           : "bytes";
    case Layout::Object:
    case Layout::Type:
    case Layout::Int:
    case Layout::Float:
    case Layout::Complex:
    case Layout::Dict:
    case Layout::Set:
    case Layout::Exception:
    case Layout::Native:
      return nullptr;
  }
  return nullptr;
}

[[noreturn]] void raise_unsupported(const Value& a, const Value& b, Binary op,
                                    bool in_place) {
  const Type *left = type_of(a), *right = type_of(b);
  if (op == Binary::Add) {
    if (const char* name = sequence_name(left)) {
      if (left->layout == Layout::Bytes)
        raise_type_error(
            cat("can't concat ", shown_name(right), " to ", shown_name(left)));
      raise_type_error(cat("can only concatenate ", name, " (not \"",
                           shown_name(right), "\") to ", name));
    }
  } else if (op == Binary::Mul) {
    if (sequence_name(left))
      raise_type_error(cat("can't multiply sequence by non-int of type '",
                           shown_name(right), "'"));
    if (sequence_name(right))
      raise_type_error(cat("can't multiply sequence by non-int of type '",
                           shown_name(left), "'"));
  }
  int index = static_cast<int>(op);
  raise_type_error(cat("unsupported operand type(s) for ",
                       in_place ? kInPlaceSigns[index] : kBinarySigns[index],
                       ": '", shown_name(left), "' and '", shown_name(right),
                       "'"));
}

Value try_binary(const Value& a, const Value& b, Binary op) {
  Type *left = type_of(a), *right = type_of(b);
  auto first = left->slots.binary, second = right->slots.binary;
  if (left == right) second = nullptr;
  if (second && is_subtype(right, left) &&
      (first != second || overrides_reflected(right, left, op))) {
    Value result = second(b, a, op, true);
    if (!result.is_not_implemented()) return result;
    second = nullptr;
  }
  if (first) {
    Value result = first(a, b, op, false);
    if (!result.is_not_implemented()) return result;
  }
  if (second) {
    Value result = second(b, a, op, true);
    if (!result.is_not_implemented()) return result;
  }
  return Value::not_implemented();
}

}  // namespace

Value binary(const Value& a, const Value& b, Binary op) {
  if (op == Binary::Add) {
    if (Value sum = small_add(a, b)) return sum;
  } else if (op == Binary::Sub) {
    if (Value difference = small_subtract(a, b)) return difference;
  }
  Value result = try_binary(a, b, op);
  if (result.is_not_implemented()) raise_unsupported(a, b, op, false);
  return result;
}

Value in_place(const Value& a, const Value& b, Binary op) {
  if (auto slot = type_of(a)->slots.in_place) {
    Value result = slot(a, b, op);
    if (!result.is_not_implemented()) return result;
  }
  Value result = try_binary(a, b, op);
  if (result.is_not_implemented()) raise_unsupported(a, b, op, true);
  return result;
}

Value unary(const Value& a, Unary op) {
  if (auto slot = type_of(a)->slots.unary) {
    Value result = slot(a, op);
    if (!result.is_not_implemented()) return result;
  }
  constexpr const char* kSigns[] = {"-", "+", "~"};
  raise_type_error(cat("bad operand type for unary ",
                       kSigns[static_cast<int>(op)], ": '",
                       shown_name(type_of(a)), "'"));
}

}  // namespace limbeck::py
