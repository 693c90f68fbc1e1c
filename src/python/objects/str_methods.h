// The named methods of str, by what they are about. Each function gives the
// table of its methods.
#pragma once
#include "python/objects/callable.h"
#include "python/objects/str.h"

namespace limbeck::py {

const NativeMethod* str_search_methods();  // find, count, startswith …
const NativeMethod* str_split_methods();   // split, strip, partition …
const NativeMethod* str_case_methods();    // upper, title, isdigit …
const NativeMethod* str_layout_methods();  // center, zfill, expandtabs …
const NativeMethod* str_convert_methods();  // join, encode, format, translate …

inline const Str* str_from(const Value& value) { return value.as<Str>(); }
/// The text of an argument that must be a str: TypeError "<what> must be str,
/// not int".
std::string_view str_argument(const Value& value, const char* what);
/// `self` where it is exactly a str, else a plain copy.
Value plain_str(const Value& self);

}  // namespace limbeck::py
