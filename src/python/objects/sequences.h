// What list and tuple share.
#pragma once
#include <span>
#include <string>

#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/int.h"
#include "python/objects/internals.h"
#include "python/objects/range.h"

namespace limbeck::py {

/// Notes that a container's repr runs; `again` when it already did.
class ReprGuard {
 public:
  explicit ReprGuard(const Value& container) {
    auto& stack = internals().repr_stack;
    for (const Value& running : stack)
      if (running.is(container)) again = true;
    if (!again) stack.push_back(container);
  }
  ~ReprGuard() {
    if (!again) internals().repr_stack.pop_back();
  }
  ReprGuard(const ReprGuard&) = delete;
  bool again = false;
};

/// Compares item by item. `at(i)` may run while Python code changes the
/// containers, so sizes are asked again each time.
template <class Left, class Right>
Value compare_sequences(Left left, Right right, Compare op) {
  if (op == Compare::Eq || op == Compare::Ne)
    if (left().size() != right().size())
      return Value::boolean(op == Compare::Ne);
  std::size_t i = 0;
  Value a, b;
  for (; i < left().size() && i < right().size(); ++i) {
    a = left()[i];
    b = right()[i];
    if (!same_or_equal(a, b)) break;
  }
  std::size_t size = left().size(), other = right().size();
  if (i < size && i < other) {
    if (op == Compare::Eq) return Value::boolean(false);
    if (op == Compare::Ne) return Value::boolean(true);
    return compare(a, b, op);
  }
  return compare(Value::small(static_cast<std::intptr_t>(size)),
                 Value::small(static_cast<std::intptr_t>(other)), op);
}

/// The positional argument of list(), set() …; absent if none was given.
/// `lenient`: keyword arguments are ignored, for a subclass's __new__ took
/// them.
inline Value only_argument(const char* name, const Call& call,
                           bool lenient = false) {
  if (call.keywords && !lenient)
    raise_type_error(cat(name, "() takes no keyword arguments"));
  if (call.positional > 1)
    raise_type_error(
        cat(name, " expected at most 1 argument, got ", call.positional));
  return call.positional ? call.values[0] : Value();
}

/// The factor of a repetition, 0 where there is nothing to repeat; absent where
/// `value` is no int.
inline Value repeat_count(const Value& value, std::size_t size,
                          std::size_t& times) {
  Value index = value;
  if (!is_int(value)) {
    if (!lookup_in_type(type_of(value), names().index)) return Value();
    index = index_of(value);
  }
  std::optional<std::int64_t> count = int_of(index);
  if (!count)
    raise("OverflowError", "cannot fit 'int' into an index-sized integer");
  times = *count < 0 || size == 0 ? 0 : static_cast<std::size_t>(*count);
  std::size_t most = Interpreter::current().limits.memory / sizeof(Value);
  if (times && size > most / times) raise("MemoryError", "");
  return index;
}

/// Class[item], for __class_getitem__.
Value class_get_item(Args& args);
constexpr NativeMethod kClassGetItem{
    "__class_getitem__(cls, item, /)", nullptr, 0, 0, class_get_item,
    NativeMethod::Kind::Class};

template <class T>
Object* construct_as(void* memory, Type* type) {
  return new (memory) T(type);
}
template <class T>
void destruct_as(Object* self) {
  static_cast<T*>(self)->~T();
}
inline void no_init(const Value&, const Call&) {}

}  // namespace limbeck::py
