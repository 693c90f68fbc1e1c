// unicodedata: categories, numeric values and normal forms.
#include <utf8proc.h>

#include <cstdlib>

#include "base/text.h"
#include "python/objects/str_type.h"
#include "python/objects/unicode.h"
#include "python/stdlib/modules.h"

namespace limbeck::py {
namespace {

char32_t point_argument(const Value& value, const char* function) {
  if (!is_str(value))
    raise_type_error(cat(function,
                         "() argument 1 must be a unicode character, "
                         "not ",
                         type_of(value)->name));
  const std::int64_t point = single_point(value);
  if (point < 0)
    raise_type_error(cat(function,
                         "(): argument must be a unicode character, "
                         "not a string of length ",
                         length(value)));
  return static_cast<char32_t>(point);
}

const utf8proc_property_t* property(char32_t point) {
  return utf8proc_get_property(static_cast<utf8proc_int32_t>(point));
}

Value bidirectional(Args& args) {
  static constexpr const char* kNames[] = {
      "",    "L",  "LRE", "LRO", "R",   "AL",  "RLE", "RLO",
      "PDF", "EN", "ES",  "ET",  "AN",  "CS",  "NSM", "BN",
      "B",   "S",  "WS",  "ON",  "LRI", "RLI", "FSI", "PDI"};
  const auto* found = property(point_argument(args[0], "bidirectional"));
  return make_str(kNames[found->bidi_class]);
}

/// decimal and digit: decimal digits of any script; the flags tell apart what
/// else counts as a digit.
Value digit_value_of(Args& args, const char* function, bool decimal_only) {
  const char32_t point = point_argument(args[0], function);
  int value = unicode::decimal_value(point);
  if (value < 0 && !decimal_only && unicode::has(point, unicode::kDigit)) {
    // A superscript or circled digit is one below its compatibility form.
    std::string text;
    unicode::append(text, point);
    utf8proc_uint8_t* mapped =
        utf8proc_NFKD(reinterpret_cast<const utf8proc_uint8_t*>(text.c_str()));
    for (const auto* c = mapped; c && *c; ++c)
      if (*c >= '0' && *c <= '9') value = *c - '0';
    std::free(mapped);
  }
  if (value >= 0) return Value::small(value);
  if (!args[1].absent()) return args[1];
  raise_value_error(decimal_only ? "not a decimal" : "not a digit");
}

utf8proc_option_t form_options(std::string_view form) {
  const int compose = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
  const int decompose = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE;
  if (form == "NFC") return static_cast<utf8proc_option_t>(compose);
  if (form == "NFD") return static_cast<utf8proc_option_t>(decompose);
  if (form == "NFKC")
    return static_cast<utf8proc_option_t>(compose | UTF8PROC_COMPAT);
  if (form == "NFKD")
    return static_cast<utf8proc_option_t>(decompose | UTF8PROC_COMPAT);
  raise_value_error("invalid normalization form");
}

std::string normalized(std::string_view form, std::string_view text) {
  const utf8proc_option_t options = form_options(form);
  if (unicode::is_ascii(text)) return std::string(text);
  utf8proc_uint8_t* result = nullptr;
  const utf8proc_ssize_t size = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
      static_cast<utf8proc_ssize_t>(text.size()), &result, options);
  if (size < 0) return std::string(text);  // lone surrogates stay
  std::string out(reinterpret_cast<char*>(result),
                  static_cast<std::size_t>(size));
  std::free(result);
  return out;
}

}  // namespace

void init_unicodedata(Module& module) {
  module.set("unidata_version", make_str("15.1.0"));
  module.def("category(chr, /)", [](Args& args) {
    return make_str(
        unicode::category_name(point_argument(args[0], "category")));
  });
  module.def("combining(chr, /)", [](Args& args) {
    return Value::small(
        property(point_argument(args[0], "combining"))->combining_class);
  });
  module.def("bidirectional(chr, /)", bidirectional);
  module.def("mirrored(chr, /)", [](Args& args) {
    return Value::small(
        property(point_argument(args[0], "mirrored"))->bidi_mirrored);
  });
  module.def("decimal(chr, default=..., /)",
             [](Args& args) { return digit_value_of(args, "decimal", true); });
  module.def("digit(chr, default=..., /)",
             [](Args& args) { return digit_value_of(args, "digit", false); });
  module.def("normalize(form, unistr, /)", [](Args& args) {
    return make_str(normalized(args.text("form"), text_of(args[1])));
  });
  module.def("is_normalized(form, unistr, /)", [](Args& args) {
    return Value::boolean(normalized(args.text("form"), text_of(args[1])) ==
                          text_of(args[1]));
  });
}

}  // namespace limbeck::py
