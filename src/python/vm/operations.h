// What the dispatch loop does out of line. Each function stands for an
// instruction or the slow half of one; all throw Raised.
#pragma once
#include "python/objects/attributes.h"
#include "python/vm/frame.h"
#include "python/vm/generator.h"

namespace limbeck::py {

// names
Value find_in_namespace(const Value& names, Str* name);
Value load_from_namespace(Frame* frame, const Value& names, Str* name);
Value load_global(Frame* frame, Str* name);
void delete_from_namespace(const Value& names, Str* name);

// attributes: these also fill the cache
/// For a cache of what is in the class: looks whether the instance, which has
/// attributes, has none of its own of that name.
bool own_attribute_is_missing(Object* object, NameCache& cache);
inline bool lacks_own(Object* object, NameCache& cache) {
  if (!cache.offset) return true;
  std::uintptr_t word = attributes_word(object, cache.offset);
  if (!word || (is_row(word) && row_of(word)->shape == cache.shape))
    return true;
  return own_attribute_is_missing(object, cache);
}
/// The attribute or slot of an instance of the cached type; null where the
/// cache does not say where it is.
inline Value* cached_place(Object* object, NameCache& cache) {
  if (cache.kind == NameCache::Kind::Own) {
    std::uintptr_t word = attributes_word(object, cache.offset);
    if (is_row(word)) {
      Row* row = row_of(word);
      return row->shape == cache.shape ? row->values() + cache.index : nullptr;
    }
    if (!word) return nullptr;
    return reinterpret_cast<Dict*>(word)->find_hinted(cache.name, cache.index);
  }
  if (cache.kind == NameCache::Kind::Slot) {
    auto* place = reinterpret_cast<Value*>(reinterpret_cast<char*>(object) +
                                           cache.offset);
    return place->absent() ? nullptr : place;
  }
  return nullptr;
}
Value load_attribute(const Value& object, NameCache& cache);
/// o → function o, or method absent; `sp` is above o.
void load_method(Value* sp, NameCache& cache);
void store_attribute(const Value& object, NameCache& cache, const Value& value);

// operators and displays
Value small_operator_slow(const Value& a, const Value& b, Binary op);
/// Of two small integers; absent where it does not apply.
inline Value small_operator(const Value& a, const Value& b, Binary op) {
  if (!(a.bits() & b.bits() & 1)) return Value();
  return small_operator_slow(a, b, op);
}
Value concatenate(const Value* pieces, std::size_t count);
void extend_for_unpacking(List* list, const Value& iterable);
void update_from_mapping(Dict* dict, const Value& other);
void merge_keywords(const Value& callable, Dict* keywords, const Value& other);
/// Writes `count` Values from `to` on, the last item first.
void unpack_sequence(const Value& source, std::size_t count, Value* to);
void unpack_starred(const Value& source, std::size_t before, std::size_t after,
                    Value* to);
Value convert_value(const Value& value, char conversion);
Value make_interpolation(const Value& value, const Value& text, char conversion,
                         const Value& spec);
Value make_template(const Value& strings, const Value& interpolations);

// calls
void bind_or_drop(VmState& vm, Function* function, Frame* frame,
                  const Value* values, std::size_t positional,
                  const Value* names, std::size_t keywords);
/// The generator object for a frame on the stack, whose slots it takes.
Value generator_from(VmState& vm, Frame* frame);
/// callee[0] a bound method, callee[1] absent: puts its parts there.
bool unwrap_method(Value* callee);
/// The __init__ of a class whose instances are made in the plain way.
Function* plain_constructor(Type* cls);
Value make_plain_instance(Type* cls);
/// callee[0], callee[1] self or absent, then the arguments.
Value call_values(VmState& vm, Frame* frame, Value* callee,
                  std::size_t positional, const Value* names,
                  std::size_t keywords);
/// f(*args, **keywords). For a Python function gives its frame in `next`.
Value call_unpacked(VmState& vm, Frame* frame, const Value& callable,
                    const Value& args, const Value& keywords, Frame*& next);
Value make_function_object(Frame* frame, const Value& code, std::uint32_t flags,
                           Value* sp);
Value build_class(const Call& call);

// generators
Frame* resume_generator(VmState& vm, Generator* generator, Value sent);
Value wrap_async_item(VmState& vm, Value item);
Value yield_from_iterator(VmState& vm, Frame* frame, const Value& value);
/// iterator.send(value), or next() for what has no send; absent at the end.
Value send_to(VmState& vm, const Value& iterator, const Value& value,
              Value& result);
Value async_iterator(VmState& vm, const Value& value);
Value async_next(VmState& vm, const Value& iterator);

// exceptions
void set_cause(const Value& exception, const Value& cause);
bool match_exception(const Value& exception, const Value& pattern);
void split_exception_group(VmState& vm, Value* sp);
Value reraise_star(const Value& original, const Value& raised);
/// Replaces the manager by its exit method and gives what entering gives.
Value enter_with(VmState& vm, Value& manager, bool is_async);
Value exit_with_exception(const Value& exit, const Value& exception);

// imports (import.cc)
Value import_name(Frame* frame, Str* name, const Value& names,
                  const Value& level, bool guarded);
/// `guarded`: a name that limbeck lacks is an ImportError, not opaque.
Value import_from(const Value& module, Str* name, bool guarded);
void import_star(Frame* frame, const Value& module);

// patterns
bool is_mapping_pattern(const Value& subject);
bool is_sequence_pattern(const Value& subject);
Value match_keys(const Value& subject, const Value& keys);
Value match_class(const Value& subject, const Value& cls,
                  std::size_t positional, const Value& names);
Value copy_without(const Value& subject, const Value& keys);

// annotations and type parameters (type_params.cc)
void set_up_annotations(Frame* frame);
Value make_type_param(const Value& name, TypeParamKind kind, const Value& bound,
                      const Value& constraints);
void set_type_param_default(const Value& param, const Value& thunk);
Value make_type_alias(const Value& name, const Value& params,
                      const Value& thunk);
Value make_generic_base(const Value& params);

}  // namespace limbeck::py
