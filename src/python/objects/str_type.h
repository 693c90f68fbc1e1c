// The str type's own part beside str.h: the type object and what other files
// want of its methods.
#pragma once
#include <string>
#include <string_view>

#include "python/objects/str.h"

namespace limbeck::py {

Type* make_str_type();

/// repr(text) with quotes; non-printable code points escaped.
std::string str_repr(std::string_view utf8);
/// As str_repr, with everything beyond ASCII escaped: ascii().
std::string str_ascii(std::string_view utf8);
/// a + b
Value str_concat(const Value& a, const Value& b);
/// `target += addend` where `target` is the only reference to its str: grows in
/// place when it can. `target` then holds the result.
void str_append(Value& target, const Value& addend);
/// str(value): the result of __str__, which may be a subclass's instance.
/// TypeError "__str__ returned non-string (type int)".
Value str_of(const Value& value);
/// The code point at `index` (not checked) as a str.
Value str_item(const Str* text, std::size_t index);
/// Code points [from, to) of a str; itself where that is all of an exact str.
Value str_slice(const Value& text, std::size_t from, std::size_t to);
/// The byte where the code point with that index begins.
std::size_t str_offset(const Str* text, std::size_t index);
/// The one code point of a str of length 1, else -1.
std::int64_t single_point(const Value& value);
/// Joins the items of an iterable; TypeError "sequence item 0: expected str
/// instance, int found".
Value str_join(std::string_view separator, const Value& iterable);

/// format(value, spec): the type's __format__, where needed through Python.
/// TypeError "unsupported format string passed to X.__format__".
Value format_value(const Value& value, std::string_view spec);
/// template.format(*args, **keywords); `keywords` is a dict or absent.
Value str_format(std::string_view format, const Call& call);
/// template % values
Value str_percent(std::string_view format, const Value& values);
Value bytes_percent(std::string_view format, const Value& values);

}  // namespace limbeck::py
