// _string: what string.Formatter needs of str.format's own parser.
#include "python/objects/int.h"
#include "python/objects/iterators.h"
#include "python/objects/str_format.h"
#include "python/objects/unicode.h"
#include "python/stdlib/modules.h"

namespace limbeck::py {
namespace {

Value formatter_parser(Args& args) {
  const Value text = args[0];
  if (!is_str(text))
    raise_type_error("expected str, got " + type_of(text)->name);
  return make_native_iterator([text, rest = text_of(text)]() mutable -> Value {
    FormatPiece piece;
    if (!next_format_piece(rest, &piece)) return Value();
    const Value none = Value::none();
    if (!piece.has_field)
      return make_tuple({make_str(piece.literal), none, none, none});
    Value conversion = none;
    if (piece.conversion)
      conversion =
          make_str(unicode::encode(std::u32string(1, piece.conversion)));
    return make_tuple({make_str(piece.literal), make_str(piece.field),
                       make_str(piece.spec), conversion});
  });
}

Value formatter_field_name_split(Args& args) {
  if (!is_str(args[0]))
    raise_type_error("expected str, got " + type_of(args[0])->name);
  const FieldName name = parse_field_name(text_of(args[0]));
  std::vector<Value> steps;
  for (const FieldName::Step& step : name.steps)
    steps.push_back(
        make_tuple({Value::boolean(step.attribute),
                    step.index ? make_int(*step.index) : make_str(step.name)}));
  const bool number =
      !name.first.empty() &&
      name.first.find_first_not_of("0123456789") == name.first.npos;
  Value first = make_str(name.first);
  if (number) first = call(Value(builtin_types().int_), {first});
  return make_tuple({first, iterate(make_list(std::move(steps)))});
}

}  // namespace

void init_string(Module& module) {
  module.def("formatter_parser(format_string, /)", formatter_parser);
  module.def("formatter_field_name_split(field_name, /)",
             formatter_field_name_split);
}

}  // namespace limbeck::py
