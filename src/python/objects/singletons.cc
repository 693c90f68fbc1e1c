// The types of None, NotImplemented and Ellipsis.
#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/core_types.h"
#include "python/objects/internals.h"
#include "python/objects/type.h"

namespace limbeck::py {
namespace {

template <class Make>
Type* make_singleton(const char* name, Make make, Value (*repr)(const Value&)) {
  Type* type = new_native_type(name, "builtins", {}, sizeof(Object));
  type->subclassable = false;
  type->slots.make = make;
  type->slots.init = [](const Value&, const Call&) {};
  type->slots.repr = repr;
  return type;
}

void refuse_arguments(Type* type, const Call& call) {
  if (call.positional || call.keywords)
    raise_type_error(cat(type->name, " takes no arguments"));
}

}  // namespace

void make_singleton_types() {
  auto& types = internals().types;
  types.none = make_singleton(
      "NoneType",
      [](Type* type, const Call& call) {
        refuse_arguments(type, call);
        return Value::none();
      },
      [](const Value&) { return make_str("None"); });
  types.none->slots.truth = [](const Value&) { return false; };
  types.none->slots.hash = [](const Value& self) { return hash(self); };
  types.none->slots.binary = [](const Value& self, const Value& other,
                                Binary op, bool reflected) {
    // None | int, in annotations
    if (op != Binary::Or || !is_type(other)) return Value::not_implemented();
    return reflected ? make_union(other, self) : make_union(self, other);
  };
  types.none->slots.binary_operators = 1u << static_cast<int>(Binary::Or);
  ready(types.none);
  types.not_implemented = make_singleton(
      "NotImplementedType",
      [](Type* type, const Call& call) {
        refuse_arguments(type, call);
        return Value::not_implemented();
      },
      [](const Value&) { return make_str("NotImplemented"); });
  types.not_implemented->slots.truth = [](const Value&) -> bool {
    raise_type_error("NotImplemented should not be used in a boolean context");
  };
  ready(types.not_implemented);
  types.ellipsis = make_singleton(
      "ellipsis",
      [](Type* type, const Call& call) {
        refuse_arguments(type, call);
        return Value::ellipsis();
      },
      [](const Value&) { return make_str("Ellipsis"); });
  ready(types.ellipsis);
}

}  // namespace limbeck::py
