// How C++ gives Python its modules, types and functions: the only header of
// python/ that layers above include. Natives are declared by their Python
// signature text; the binder derives arity, keywords, defaults and the exact
// texts of the errors.
//
//   Value sqrt(Args& args) { return make_float(std::sqrt(args.number("x"))); }
//   void init_math(Module& module) { module.def("sqrt(x, /)", sqrt); }
//
//   struct Point : Instance { double x = 0, y = 0; using Instance::Instance; };
//   Type* point = NativeType<Point>("Point", "geometry")
//       .init("__init__(self, x=0, y=0)", [](Point& self, Args& args) {…})
//       .method("norm(self)", [](Point& self, Args&) -> Value {…})
//       .property("x", [](Point& self) { return make_float(self.x); })
//       .ready();
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "python/objects/object.h"

namespace limbeck::py {

// ---------------------------------------------------------------------------
// Making and reading values. `as_…` checks and raises TypeError.

Value make_int(std::int64_t n);
Value make_float(double x);
Value make_str(std::string_view utf8);
/// Interned: equal texts give the same object; for names and fixed words.
Str* intern(std::string_view utf8);
Value make_bytes(std::string_view bytes);
Value make_tuple(std::vector<Value> items);
Value make_list(std::vector<Value> items = {});
Value make_dict();
Value make_set(std::vector<Value> items = {});

std::string_view text_of(const Value& str);     // a str (or subclass); a loan
std::string_view bytes_of(const Value& bytes);  // a bytes; a loan
std::optional<std::int64_t> int_of(
    const Value& value);               // int or bool that fits
double number_of(const Value& value);  // int or float, else TypeError

bool is_str(const Value& value);
bool is_bytes(const Value& value);
bool is_int(const Value& value);  // int, bool or a subclass
bool is_float(const Value& value);
bool is_list(const Value& value);
bool is_tuple(const Value& value);
bool is_dict(const Value& value);
bool is_set(const Value& value);  // set or frozenset
bool is_type(const Value& value);
bool is_callable(const Value& value);

/// Items of a list or tuple (or subclass); a loan until it changes.
std::span<const Value> items_of(const Value& sequence);
void list_append(const Value& list, Value item);
/// Dicts with str keys, the common case of natives. Absent when missing.
Value dict_get(const Value& dict, std::string_view key);
Value dict_get(const Value& dict, const Value& key);
void dict_set(const Value& dict, std::string_view key, Value value);
void dict_set(const Value& dict, const Value& key, Value value);
bool dict_remove(const Value& dict, const Value& key);
std::size_t dict_size(const Value& dict);
/// In insertion order.
void dict_each(
    const Value& dict,
    const std::function<void(const Value& key, const Value& value)>& visit);

// ---------------------------------------------------------------------------
// Exceptions

/// A Python exception on its way through C++.
class Raised : public std::exception {
 public:
  explicit Raised(Value exception) : exception_(std::move(exception)) {}
  const Value& exception() const { return exception_; }
  const char* what() const noexcept override { return "Python exception"; }

 private:
  Value exception_;
};

/// The built-in exception class of that name: exception_type("ValueError").
Type* exception_type(std::string_view name);
[[noreturn]] void raise(Type* type, std::string_view message);
[[noreturn]] void raise(std::string_view builtin_type,
                        std::string_view message);
[[noreturn]] void raise_type_error(std::string_view message);
[[noreturn]] void raise_value_error(std::string_view message);
[[noreturn]] void raise_key_error(const Value& key);
[[noreturn]] void raise_attribute_error(const Value& object,
                                        std::string_view name);
/// True where `raised` holds an instance of `type` (or a subclass).
bool matches(const Raised& raised, const Type* type);
bool matches(const Raised& raised, std::string_view builtin_type);
/// A new exception class, as a class statement makes it.
Type* make_exception_type(std::string_view name, std::string_view module,
                          Type* base);
/// How a limbeck::Error of `kind` appears to Python code;
/// ErrorKind::Unsupported and Interrupted never do. Layers above register their
/// own classes (alembic.util.CommandError, sqlalchemy.exc.CompileError …).
void set_exception_for(ErrorKind kind, Type* (*type)());

// ---------------------------------------------------------------------------
// Functions

class Signature;

/// The arguments of one call, bound to a signature's parameters. By name, or by
/// position in the signature (quicker). `*args` is a tuple, `**kw` a dict.
class Args {
 public:
  Args(const Signature& signature, Value* bound, std::uint64_t given)
      : signature_(signature), bound_(bound), given_(given) {}
  Value& operator[](std::size_t index) { return bound_[index]; }
  Value& operator[](std::string_view name);
  /// Whether the caller gave it (the default was not used).
  bool given(std::string_view name) const;
  bool none(std::string_view name) { return (*this)[name].is_none(); }

  std::string text(std::string_view name);
  std::optional<std::string> optional_text(std::string_view name);  // None
  std::int64_t integer(std::string_view name);
  std::optional<std::int64_t> optional_integer(std::string_view name);
  double number(std::string_view name);
  bool flag(std::string_view name);                    // truth value
  std::span<const Value> rest(std::string_view name);  // *args

 private:
  const Signature& signature_;
  Value* bound_;
  std::uint64_t given_;  // bit i: the caller gave parameter i
};

using NativeFunction = std::function<Value(Args&)>;

/// A function object. `signature` is as in Python source without `def`:
/// "add_column(table_name, column, *, schema=None, **kw)". Defaults are
/// literals; `=...` marks "not given" (the Value is absent).
Value make_function(std::string_view signature, NativeFunction function);

// ---------------------------------------------------------------------------
// Modules

class Module {
 public:
  explicit Module(Value module) : module_(std::move(module)) {}
  const Value& value() const { return module_; }
  void def(std::string_view signature, NativeFunction function);
  void set(std::string_view name, Value value);
  void set(Type* type);  // under its own name
  /// Made at the first access: keeps the import of large modules cheap.
  void lazy(std::string_view name, std::function<Value()> make);
  /// Called for a name that the module does not have (PEP 562); an absent
  /// result becomes AttributeError with a "did you mean".
  void on_missing(std::function<Value(std::string_view name)> find);
  Value get(std::string_view name) const;  // absent if none

 private:
  Value module_;
};

/// One built-in module; `package` when it has submodules.
struct NativeModule {
  const char* name;  // dotted
  void (*init)(Module&);
  bool package = false;
};

// ---------------------------------------------------------------------------
// Types

/// What NativeType<T> writes; usable alone for types known only at run time.
class TypeBuilder {
 public:
  TypeBuilder(std::string_view name, std::string_view module,
              std::vector<Type*> bases, std::size_t instance_size);
  Slots& slots() { return type_->slots; }
  Type* type() { return type_; }
  void method(std::string_view signature, NativeFunction function);
  void class_method(std::string_view signature, NativeFunction function);
  void static_method(std::string_view signature, NativeFunction function);
  void property(std::string_view name, std::function<Value(const Value&)> get,
                std::function<void(const Value&, const Value&)> set = nullptr);
  void attribute(std::string_view name, Value value);
  Type* ready();

 private:
  Type* type_;
};

/// A native type whose instances are the C++ struct T, which derives from
/// Object, Tracked or Instance and has a constructor T(Type*).
template <class T>
class NativeType {
 public:
  NativeType(std::string_view name, std::string_view module,
             std::vector<Type*> bases = {})
      : builder_(name, module, std::move(bases), sizeof(T)) {
    builder_.slots().construct = [](void* memory, Type* type) -> Object* {
      return new (memory) T(type);
    };
    builder_.slots().destruct = [](Object* self) {
      static_cast<T*>(self)->~T();
    };
    if constexpr (std::is_base_of_v<Instance, T>)
      builder_.type()->attributes_offset = kInstanceAttributes;
  }
  Slots& slots() { return builder_.slots(); }

  NativeType& init(std::string_view signature,
                   std::function<void(T&, Args&)> function) {
    builder_.method(signature, [function](Args& args) {
      function(*args[0].template as<T>(), args);
      return Value::none();
    });
    return *this;
  }
  NativeType& method(std::string_view signature,
                     std::function<Value(T&, Args&)> function) {
    builder_.method(signature, [function](Args& args) {
      return function(*args[0].template as<T>(), args);
    });
    return *this;
  }
  NativeType& class_method(std::string_view signature,
                           NativeFunction function) {
    builder_.class_method(signature, std::move(function));
    return *this;
  }
  NativeType& static_method(std::string_view signature,
                            NativeFunction function) {
    builder_.static_method(signature, std::move(function));
    return *this;
  }
  NativeType& property(std::string_view name, std::function<Value(T&)> get,
                       std::function<void(T&, const Value&)> set = nullptr) {
    std::function<void(const Value&, const Value&)> setter;
    if (set)
      setter = [set](const Value& self, const Value& value) {
        set(*self.as<T>(), value);
      };
    builder_.property(
        name, [get](const Value& self) { return get(*self.as<T>()); }, setter);
    return *this;
  }
  NativeType& attribute(std::string_view name, Value value) {
    builder_.attribute(name, std::move(value));
    return *this;
  }
  Type* type() { return builder_.type(); }
  Type* ready() { return builder_.ready(); }

 private:
  TypeBuilder builder_;
};

/// The attribute dict of an object whose type has one; made if needed.
Value instance_dict(const Value& object);

/// A new instance of a native type, constructed in C++ without __init__.
/// `type` is a T's type or a subclass of it.
Value allocate(Type* type);
template <class T>
Ref<T> allocate_as(Type* type) {
  return Ref<T>::adopt(static_cast<T*>(allocate(type).detach()));
}

/// isinstance(value, class_or_tuple) with __instancecheck__.
bool is_instance_of(const Value& value, const Value& class_or_tuple);

/// Whether a value stands for something of a module that limbeck does not have,
/// and the error for using it where its value matters (ErrorKind::Unsupported;
/// `purpose` as in "the name of a table").
bool is_opaque(const Value& value);
[[noreturn]] void raise_opaque(const Value& value, std::string_view purpose);

/// The built-in type objects (`builtins`), for is_instance and as bases.
struct BuiltinTypes {
  Type *object, *type, *int_, *bool_, *float_, *complex_, *str, *bytes,
      *bytearray, *list, *tuple, *dict, *set, *frozenset, *range, *slice,
      *function, *builtin_function, *method, *module, *property, *static_method,
      *class_method, *super, *generator, *coroutine, *none, *not_implemented,
      *ellipsis, *cell, *code, *frame, *traceback, *base_exception,
      *async_generator, *method_descriptor, *wrapper_descriptor,
      *method_wrapper, *getset_descriptor, *member_descriptor, *mappingproxy,
      *namespace_, *generic_alias, *union_type, *iterator, *memoryview;
};
const BuiltinTypes& builtin_types();

/// State that belongs to one interpreter and is made at first use; the place
/// for a native module's type objects:
///   struct Types { Type* table; Types(); };
///   Type* table = interpreter_state<Types>().table;
template <class T>
T& interpreter_state();

}  // namespace limbeck::py

#include "python/interpreter.h"
