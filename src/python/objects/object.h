// The object model of the embedded interpreter. Follows CPython's in names and
// in spirit: every object has a type; a type is a table of slots that its bases
// pass on; an attribute is looked up along the method resolution order.
//
// What always holds:
// - A `Value` is one machine word: a small integer, a constant (None, True,
//   False, NotImplemented, Ellipsis, or the C++-side "absent"), or a counted
//   pointer to an `Object`. Copying counts, moving does not.
// - Reference counts are intrusive and not atomic: all objects belong to the
//   one `Interpreter` that is current on their thread (`Interpreter::current`).
// - Objects that can be part of a cycle derive from `Tracked`; the interpreter
//   keeps a list of them and clears what cycles kept alive when it ends.
// - Text is UTF-8 (lone surrogates as in WTF-8); `Str` knows its length in code
//   points and whether it is ASCII.
// - A Python exception on its way through C++ is a thrown `Raised`. An iterator
//   that ends returns an absent Value; it never throws StopIteration.
#pragma once
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace limbeck::py {

struct Object;
struct Type;
struct Str;
struct Tuple;
struct List;
struct Dict;
class Interpreter;
struct Tracked;

namespace detail {
/// What the innermost `Enter` on this thread made current (interpreter.h).
inline constinit thread_local Interpreter* interpreter = nullptr;
/// The head of the current interpreter's ring of tracked objects.
inline constinit thread_local Tracked* tracked = nullptr;
/// See DepthGuard.
inline constinit thread_local int depth = 0;
/// The lowest address that this thread's C++ stack may reach.
inline constinit thread_local std::uintptr_t stack_end = 0;
}  // namespace detail

/// One Python value, or nothing (`Value()` is absent, which no Python code can
/// see; it stands for "not given", "not found" and "the iterator is done").
class Value {
 public:
  Value() = default;
  Value(const Value& other) : bits_(other.bits_) { acquire(); }
  Value(Value&& other) noexcept : bits_(other.bits_) { other.bits_ = kAbsent; }
  /// Shares an object (counts it). A null pointer gives the absent value.
  explicit Value(Object* object)
      : bits_(object ? reinterpret_cast<std::uintptr_t>(object) : kAbsent) {
    acquire();
  }
  Value& operator=(const Value& other) {
    Value copy(other);
    swap(copy);
    return *this;
  }
  Value& operator=(Value&& other) noexcept {
    Value taken(std::move(other));
    swap(taken);
    return *this;
  }
  ~Value() { release(); }

  /// Takes over a reference that the caller owns (a new object's first one).
  static Value adopt(Object* object) {
    Value value;
    if (object) value.bits_ = reinterpret_cast<std::uintptr_t>(object);
    return value;
  }
  /// Shares what `bits()` of a living value gave.
  static Value from_bits(std::uintptr_t bits) {
    Value value;
    value.bits_ = bits;
    value.acquire();
    return value;
  }
  /// Gives the reference up to the caller; the value becomes absent.
  Object* detach() {
    Object* object = this->object();
    bits_ = kAbsent;
    return object;
  }

  static constexpr std::intptr_t kMaxSmall = INTPTR_MAX >> 1;
  static constexpr std::intptr_t kMinSmall = INTPTR_MIN >> 1;
  static bool fits_small(std::int64_t n) {
    return n >= kMinSmall && n <= kMaxSmall;
  }
  /// A Python int that fits 63 bits; see `make_int` for any int64_t.
  static Value small(std::intptr_t n) {
    Value value;
    value.bits_ = (static_cast<std::uintptr_t>(n) << 1) | 1;
    return value;
  }
  static Value none() { return constant(kNone); }
  static Value boolean(bool b) { return constant(b ? kTrue : kFalse); }
  static Value not_implemented() { return constant(kNotImplemented); }
  static Value ellipsis() { return constant(kEllipsis); }

  bool absent() const { return bits_ == kAbsent; }
  explicit operator bool() const { return bits_ != kAbsent; }
  bool is_none() const { return bits_ == kNone; }
  bool is_true() const { return bits_ == kTrue; }
  bool is_false() const { return bits_ == kFalse; }
  bool is_bool() const { return bits_ == kTrue || bits_ == kFalse; }
  bool is_not_implemented() const { return bits_ == kNotImplemented; }
  bool is_ellipsis() const { return bits_ == kEllipsis; }
  bool is_small() const { return bits_ & 1; }
  bool is_object() const { return (bits_ & 3) == 0; }

  std::intptr_t small() const { return static_cast<std::intptr_t>(bits_) >> 1; }
  /// The object, or nullptr for small integers, constants and absent.
  Object* object() const {
    return is_object() ? reinterpret_cast<Object*>(bits_) : nullptr;
  }
  /// Unchecked view as a concrete object struct; the caller knows the type.
  template <class T>
  T* as() const {
    return static_cast<T*>(reinterpret_cast<Object*>(bits_));
  }

  /// Identity, Python's `is`.
  bool is(const Value& other) const { return bits_ == other.bits_; }
  std::uintptr_t bits() const { return bits_; }
  void swap(Value& other) noexcept { std::swap(bits_, other.bits_); }

 private:
  static constexpr std::uintptr_t kAbsent = 2, kNone = 6, kFalse = 10,
                                  kTrue = 14, kNotImplemented = 18,
                                  kEllipsis = 22;
  static Value constant(std::uintptr_t bits) {
    Value value;
    value.bits_ = bits;
    return value;
  }
  inline void acquire();
  inline void release();

  std::uintptr_t bits_ = kAbsent;
};

/// The head of every heap object.
struct Object {
  std::uint32_t references = 1;
  std::uint32_t flags = 0;  // bits 0-7 below; the others are the type's own
  Type* type;               // counted by the object when it is a heap type

  static constexpr std::uint32_t kHasWeakReferences = 1, kFinalized = 2,
                                 kTracked = 4, kCollected = 8, kReached = 16;

  explicit Object(Type* type) : type(type) {}
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
};

/// Destroys an object whose count fell to zero (object.cc).
void destroy(Object* object);
/// Memory for an instance of `type` and `extra` bytes behind it (inline items).
/// The first `instance_size` bytes are set up as an instance without
/// attributes; the caller places the C++ part over its front. Counts a heap
/// type. All objects come from here, for destroy() gives the memory back.
void* allocate_memory(Type* type, std::size_t extra = 0);

inline void Value::acquire() {
  if (is_object()) ++reinterpret_cast<Object*>(bits_)->references;
}
inline void Value::release() {
  if (is_object()) {
    auto* object = reinterpret_cast<Object*>(bits_);
    if (--object->references == 0) destroy(object);
  }
}

/// An object that can be part of a cycle: linked into the interpreter's ring of
/// young objects, whose head counts them (in `references`).
/// What is immutable or holds hashable items only (str, tuple, set) need not be
/// one: every cycle through it also passes a dict, a list or an instance.
struct Tracked : Object {
  Tracked* previous;
  Tracked* next;
  explicit Tracked(Type* type)
      : Object(type), previous(detail::tracked), next(detail::tracked->next) {
    flags = kTracked;
    previous->next = this;
    next->previous = this;
    ++previous->references;
  }
  ~Tracked() {
    previous->next = next;
    next->previous = previous;
  }
  struct Head {};  // makes the ring's head itself
  explicit Tracked(Head) : Object(nullptr), previous(this), next(this) {
    references = 0;
  }
};

/// What a `visit` slot shows the references of an object to.
class Visitor {
 public:
  void operator()(const Value& value) {
    if (Object* object = value.object()) visit(object);
  }
  void operator()(Object* object) {
    if (object) visit(object);
  }
  template <class Values>
  void all(const Values& values) {
    for (const Value& value : values) (*this)(value);
  }

 protected:
  ~Visitor() = default;
  virtual void visit(Object* object) = 0;
};

/// A Value known to be a T (or absent). `Ref<Str>`, `Ref<Dict>` …
template <class T>
class Ref {
 public:
  Ref() = default;
  explicit Ref(T* object) : value_(static_cast<Object*>(object)) {}
  static Ref adopt(T* object) {
    Ref ref;
    ref.value_ = Value::adopt(static_cast<Object*>(object));
    return ref;
  }
  T* get() const { return static_cast<T*>(value_.object()); }
  T* operator->() const { return get(); }
  T& operator*() const { return *get(); }
  explicit operator bool() const { return static_cast<bool>(value_); }
  const Value& value() const& { return value_; }
  Value value() && { return std::move(value_); }
  operator const Value&() const& { return value_; }

 private:
  Value value_;
};

/// Counts nesting of C++ calls that Python code can deepen (comparing and
/// showing nested lists, calls through natives); RecursionError beyond
/// kMaxDepth or near the end of the C++ stack: "maximum recursion depth
/// exceeded<where>".
class DepthGuard {
 public:
  explicit DepthGuard(const char* where = "") {
    if (++detail::depth > kMaxDepth || near_stack_end()) too_deep(where);
  }
  static bool near_stack_end() {
    return reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) <
           detail::stack_end;
  }
  ~DepthGuard() { --detail::depth; }
  DepthGuard(const DepthGuard&) = delete;

  static constexpr int kMaxDepth = 1000;

 private:
  [[noreturn]] static void too_deep(const char* where);
};

/// How a native or Python callable is called, as CPython's vectorcall: the
/// values are the positional arguments followed by one value per keyword name.
struct Call {
  const Value* values = nullptr;
  std::size_t positional = 0;
  const Value* names = nullptr;  // `keywords` many Str values
  std::size_t keywords = 0;
};

enum class Compare { Lt, Le, Eq, Ne, Gt, Ge };  // ORDER Opcode COMPARE
enum class Binary {                             // ORDER kBinaryNames
  Add,
  Sub,
  Mul,
  MatMul,
  TrueDiv,
  FloorDiv,
  Mod,
  Pow,
  LShift,
  RShift,
  And,
  Or,
  Xor,
  Count
};
enum class Unary { Neg, Pos, Invert };

/// What a type can do. A null slot means "look for a base's", settled when the
/// type is made ready; a Python class that defines `__add__` gets the generic
/// slot that calls it.
struct Slots {
  /// Placement-constructs the C++ part in `memory` (of `Type::instance_size`
  /// bytes) for an instance of `type`, which may be a subclass.
  Object* (*construct)(void* memory, Type* type) = nullptr;
  /// Runs the destructor of the C++ part. Memory, the attribute dict and what
  /// __slots__ added are destroy()'s.
  void (*destruct)(Object* self) = nullptr;
  /// Drops the references this object holds, to break cycles.
  void (*clear)(Object* self) = nullptr;
  /// Shows every reference that the C++ part holds and `clear` drops, each as
  /// often as it is held. A type without one keeps what it refers to alive as
  /// long as the interpreter where a cycle leads through its C++ part.
  void (*visit)(Object* self, Visitor& visitor) = nullptr;

  Value (*make)(Type* type, const Call& call) = nullptr;        // __new__
  void (*init)(const Value& self, const Call& call) = nullptr;  // __init__
  Value (*call)(const Value& self, const Call& call) = nullptr;
  /// Absent when there is no such attribute (a property or __getattr__ may
  /// throw AttributeError, which find_attribute takes for absent).
  Value (*get_attribute)(const Value& self, Str* name) = nullptr;
  /// `value` absent deletes.
  void (*set_attribute)(const Value& self, Str* name,
                        const Value& value) = nullptr;
  /// Descriptor protocol, on the descriptor's type. `instance` absent: looked
  /// up on the class `owner`.
  Value (*descriptor_get)(const Value& self, const Value& instance,
                          Type* owner) = nullptr;
  void (*descriptor_set)(const Value& self, const Value& instance,
                         const Value& value) = nullptr;
  Value (*repr)(const Value& self) = nullptr;
  Value (*str)(const Value& self) = nullptr;
  std::int64_t (*hash)(const Value& self) = nullptr;
  Value (*compare)(const Value& self, const Value& other, Compare op) = nullptr;
  /// One function for all operators of a type. `reflected`: self is the right
  /// operand. Gives NotImplemented where it does not know the other operand.
  Value (*binary)(const Value& self, const Value& other, Binary op,
                  bool reflected) = nullptr;
  Value (*in_place)(const Value& self, const Value& other, Binary op) = nullptr;
  Value (*unary)(const Value& self, Unary op) = nullptr;
  bool (*truth)(const Value& self) = nullptr;
  std::ptrdiff_t (*length)(const Value& self) = nullptr;
  Value (*get_item)(const Value& self, const Value& key) = nullptr;
  /// `value` absent deletes.
  void (*set_item)(const Value& self, const Value& key,
                   const Value& value) = nullptr;
  bool (*contains)(const Value& self, const Value& item) = nullptr;
  Value (*iterate)(const Value& self) = nullptr;
  Value (*next)(const Value& self) = nullptr;  // absent at the end

  /// Which operators `binary`, `in_place` and `unary` know, as bits 1 << op:
  /// what dunder methods the type shows. All when left 0.
  std::uint32_t binary_operators = 0;
  std::uint32_t in_place_operators = 0;
  std::uint32_t unary_operators = 0;
};

/// Built-in families whose C++ layout natives rely on; a subclass keeps its
/// base's, so `is_instance` for these is one compare.
enum class Layout : std::uint8_t {
  Object,
  Type,
  Int,
  Float,
  Complex,
  Str,
  Bytes,
  List,
  Tuple,
  Dict,
  Set,
  Exception,
  Native,
};

struct Shape;

struct Type : Tracked {
  std::string name;      // __name__
  std::string qualname;  // __qualname__
  std::string module;    // __module__ ("builtins" for the built-in ones)
  Type* base = nullptr;  // the base whose C++ layout instances extend
  std::vector<Ref<Type>> bases;
  std::vector<Type*> mro;  // this type first; bases keep it alive
  Ref<Dict> attributes;    // the class namespace
  Slots slots;
  std::uint32_t instance_size = 0;
  /// Where an instance keeps its attributes (see objects/attributes.h); 0 when
  /// instances take none.
  std::uint32_t attributes_offset = 0;
  /// Instances keep their attributes in a row as long as they can; the shape
  /// of one without any. Null: they have a dict from the first one on.
  Shape* shape = nullptr;  // owned
  /// New whenever this type or a base changes, and no other type ever has the
  /// same one: what inline caches compare.
  std::uint32_t version = 0;
  Layout layout = Layout::Object;
  bool builtin = false;  // the built-in type of its layout itself, no subclass
  bool subclassable = true;
  bool heap = false;  // made by a class statement or type(): counted
  /// Functions and their kin: found in a class, a call of `object.name(...)`
  /// may pass the object as the first argument instead of binding it.
  bool method_descriptor = false;
  bool has_slots = false;  // this type or a base has __slots__ storage
  bool immutable = true;   // setattr on the class is refused; heap: false
  bool finalizes = false;  // instances have a __del__
  bool abstract = false;   // __abstractmethods__ is not empty
  /// What __slots__ of this class added: `slot_count` Values at `slot_offset`.
  std::uint32_t slot_offset = 0, slot_count = 0;
  /// Slots that this type itself gives, natively or by a dunder method in its
  /// namespace (bits: SlotId in type.h).
  std::uint64_t native_slots = 0, method_slots = 0;
  /// Fills `attributes` at the first look into them; set back to null then.
  void (*populate)(Type* self) = nullptr;
  std::vector<Type*> subclasses;  // borrowed; each removes itself

  explicit Type(Type* metatype);
  ~Type();
};

/// Base of native structs whose instances take Python attributes and can be
/// subclassed from Python.
struct Instance : Tracked {
  Dict* attributes = nullptr;  // owned
  explicit Instance(Type* type) : Tracked(type) {}
};
constexpr std::uint32_t kInstanceAttributes = sizeof(Tracked);

// ---------------------------------------------------------------------------
// Protocols: Python's operations on values, for natives. All throw Raised.

Type* type_of(const Value& value);
/// Along the MRO; no __instancecheck__ (see `is_instance_of` in native.h).
bool is_instance(const Value& value, const Type* type);
bool is_subtype(const Type* type, const Type* of);
inline bool has_layout(const Value& value, Layout layout) {
  const Object* object = value.object();
  return object && object->type->layout == layout;
}

Value get_attribute(const Value& object, Str* name);  // or raise
Value get_attribute(const Value& object, std::string_view name);
Value find_attribute(const Value& object, Str* name);  // or absent
Value find_attribute(const Value& object, std::string_view name);
void set_attribute(const Value& object, Str* name, const Value& value);
void set_attribute(const Value& object, std::string_view name,
                   const Value& value);
void delete_attribute(const Value& object, Str* name);
/// In the type's MRO dicts only, no descriptors bound; absent if none.
Value lookup_in_type(const Type* type, Str* name);
Value lookup_in_type(const Type* type, std::string_view name);
/// For `object.name(...)` without making a bound method: gives the callable and
/// whether it wants `object` as its first argument. Raises when there is none.
struct Method {
  Value callable;
  bool takes_self = false;
};
Method find_method(const Value& object, Str* name);

Value call(const Value& callable, const Call& call);
Value call(const Value& callable, std::initializer_list<Value> positional = {});
/// With `first` put before the positional arguments.
Value call_with(const Value& callable, const Value& first, const Call& call);
Value call_method(const Value& object, std::string_view name,
                  std::initializer_list<Value> positional = {});

/// A special method as Python itself calls it: found in the type, never in the
/// instance. Absent when there is none.
Value call_special(const Value& object, Str* name,
                   std::initializer_list<Value> rest = {});

bool truth_of_object(const Value& value);
inline bool truth(const Value& value) {
  if (value.is_bool()) return value.is_true();
  if (value.is_small()) return value.small() != 0;
  if (value.is_none()) return false;
  return truth_of_object(value);
}
/// `a is b or a == b`, what containers compare with.
bool same_or_equal(const Value& a, const Value& b);
bool equal(const Value& a, const Value& b);
bool less(const Value& a, const Value& b);
Value compare(const Value& a, const Value& b, Compare op);
Value binary(const Value& a, const Value& b, Binary op);
Value in_place(const Value& a, const Value& b, Binary op);
Value unary(const Value& a, Unary op);
std::int64_t hash(const Value& value);
std::ptrdiff_t length(const Value& value);
Value get_item(const Value& object, const Value& key);
void set_item(const Value& object, const Value& key, const Value& value);
void delete_item(const Value& object, const Value& key);
bool contains(const Value& container, const Value& item);
Value iterate(const Value& iterable);
/// The next item of an iterator, absent at the end.
Value next(const Value& iterator);
/// All items of an iterable.
std::vector<Value> collect(const Value& iterable);

std::string str(const Value& value);   // str(value) as UTF-8
std::string repr(const Value& value);  // repr(value) as UTF-8
Value str_value(const Value& value);   // a str object
Value repr_value(const Value& value);  // a str object

}  // namespace limbeck::py
