// What Internals::start calls to make the built-in types, in this order.
#pragma once
#include <string>

#include "python/objects/object.h"

namespace limbeck::py {

void make_object_type(Type* type);
void make_type_type(Type* type);
void make_callable_types();   // native functions, methods, descriptors, super
void make_singleton_types();  // NoneType, NotImplementedType, ellipsis
void make_tuple_type();
void make_list_type();
void make_dict_types();  // and its views and iterators
void make_set_types();
void make_iterator_types();
void make_exception_types();
void make_module_type();
void make_alias_types();  // mappingproxy, SimpleNamespace, list[int], X | Y

/// types.MappingProxyType(mapping), X | Y, list[int].
Value make_mapping_proxy(Value mapping);
Value make_union(const Value& a, const Value& b);
Value make_generic_alias(Value origin, Value arguments);

/// "0x7f…", as in default reprs.
std::string address_of(const Value& value);

}  // namespace limbeck::py
