// Native functions, signatures, bound methods and the descriptors property,
// staticmethod, classmethod. Python functions are in function.h.
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "python/native.h"
#include "python/objects/object.h"

namespace limbeck::py {

struct NativeFunctionObject;

/// What errors call a function; made when there is one.
class CalledName {
 public:
  CalledName(std::string_view name) : name_(name) {}
  CalledName(const char* name) : name_(name) {}
  CalledName(const NativeFunctionObject& function) : function_(&function) {}
  std::string text() const;

 private:
  std::string_view name_;
  const NativeFunctionObject* function_ = nullptr;
};

/// What a signature text says, parsed at the first call.
class Signature {
 public:
  enum class Kind : std::uint8_t {
    Positional,
    Normal,
    Rest,
    Keyword,
    Keywords
  };
  struct Parameter {
    Str* name;  // interned
    Kind kind;
    bool has_default;
    Value default_value;  // absent for `=...`
  };

  explicit Signature(std::string_view text);
  std::string_view name() const { return name_; }
  const std::vector<Parameter>& parameters() const { return parameters_; }
  /// Binds a call's arguments to `bound` (one Value per parameter) and says
  /// which the caller gave; TypeError as for a Python function.
  std::uint64_t bind(const Call& call, Value* bound,
                     const CalledName& called) const;
  std::size_t index_of(std::string_view name) const;

 private:
  [[noreturn]] void too_many(const Call& call, const CalledName& called) const;
  [[noreturn]] void missing(const Value* bound, bool keyword_only,
                            const CalledName& called) const;
  void bind_keywords(const Call& call, Value* bound, std::uint64_t& given,
                     const CalledName& called) const;

  std::string name_;
  std::vector<Parameter> parameters_;
  std::uint32_t positional_ = 0;       // Positional and Normal ones
  std::uint32_t positional_only_ = 0;  // of them
  std::uint32_t required_ = 0;         // positional ones without a default
  int rest_ = -1, keywords_ = -1;      // where *args and **kw are
  bool keyword_only_ = false;          // there are such parameters
  /// Behind the one asked for last: functions ask in much the same order.
  mutable std::uint32_t next_ = 0;
};

/// The quickest kind of native: gets the caller's positional arguments as they
/// stand. For a method values[0] is self.
using DirectFunction = Value (*)(const Value* values, std::size_t count);

/// One line of a built-in type's method table (constants, no set-up work).
/// Direct functions take `least` to `most` positional arguments, not counting
/// self, and no keywords; the others are bound to the signature. Where both are
/// given, calls with keywords go to `bound`.
struct NativeMethod {
  const char* signature;  // nullptr ends a table
  DirectFunction direct = nullptr;
  std::uint8_t least = 0, most = 0;
  Value (*bound)(Args&) = nullptr;
  enum class Kind : std::uint8_t { Method, Class, Static } kind = Kind::Method;
};
constexpr std::uint8_t kAnyCount = 255;

/// One line of a table of computed attributes.
struct NativeProperty {
  const char* name;  // nullptr ends a table
  Value (*get)(const Value& self);
  void (*set)(const Value& self, const Value& value) = nullptr;  // absent: del
};

/// Enters tables into a type's namespace (for Type::populate functions).
void add_methods(Type* type, const NativeMethod* table);
void add_properties(Type* type, const NativeProperty* table);

struct NativeFunctionObject : Object {
  const char* signature_text;  // lives as long as the object, see `owned`
  std::unique_ptr<std::string> owned;
  mutable std::unique_ptr<Signature> signature;
  DirectFunction direct = nullptr;
  NativeFunction function;
  /// Instead of both: gets the call as it is.
  Value (*raw)(const NativeFunctionObject&, const Call&) = nullptr;
  std::uint8_t least = 0, most = 0;
  bool is_method = false;        // the first argument is an instance of owner
  bool is_class_method = false;  // the first argument is the class
  Type* owner = nullptr;         // of a method; borrowed
  Value self = Value();          // of a bound class method; else absent
  Value module = Value();        // __module__
  Ref<Dict> attributes;          // made when something sets one
  explicit NativeFunctionObject(Type* type) : Object(type) {}

  const Signature& parsed() const;
  std::string_view name() const;
  std::string qualname() const;
};
/// Nothing but the signature set; `type`: builtin_function (nullptr) or
/// method_descriptor. The text must outlive it, or move into `owned`.
Ref<NativeFunctionObject> new_native_function(const char* signature,
                                              Type* type);
void make_function_types();
void make_descriptor_types();
Value call_native(const Value& function, const Call& call);

struct BoundMethod : Object {
  Value function, self;
  explicit BoundMethod(Type* type) : Object(type) {}
};
Value new_bound_method(Value function, Value self);

struct PropertyObject : Instance {
  Value get = Value::none(), set = Value::none(), del = Value::none();
  Value doc = Value::none(), name;
  bool doc_is_getters = false;
  explicit PropertyObject(Type* type) : Instance(type) {}
};
/// staticmethod and classmethod.
struct WrappedFunction : Instance {
  Value function = Value::none();
  explicit WrappedFunction(Type* type) : Instance(type) {}
};
/// The data descriptor of a native property.
struct GetSet : Object {
  Str* name = nullptr;
  Type* owner = nullptr;  // borrowed
  std::function<Value(const Value&)> get;
  std::function<void(const Value&, const Value&)> set;
  std::uint32_t slot_offset = 0;  // of a member of __slots__
  explicit GetSet(Type* type) : Object(type) {}
};

/// super() with the two things the compiler finds for it: the class in the
/// __class__ cell and the first argument of the running method.
Value make_super(const Value& type, const Value& object_or_type);

}  // namespace limbeck::py
