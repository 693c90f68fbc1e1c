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
