// struct: C values in bytes.
#include <bit>
#include <cmath>

#include "base/text.h"
#include "python/objects/bytes.h"
#include "python/objects/float.h"
#include "python/objects/int.h"
#include "python/stdlib/modules.h"

namespace limbeck::py {
namespace {

struct StructError {
  Type* type =
      make_exception_type("error", "struct", exception_type("Exception"));
};

[[noreturn]] void raise_error(std::string_view message) {
  raise(interpreter_state<StructError>().type, message);
}

struct Field {
  char code;
  std::size_t count = 1;   // repetitions; bytes of 's' and 'p'
  std::size_t size = 0;    // of one
  std::size_t offset = 0;  // of the first
};

struct StructLayout {
  std::vector<Field> fields;
  std::size_t size = 0;
  std::size_t values = 0;  // that pack takes
  bool big = false;
};

std::size_t size_of(char code, bool native) {
  switch (code) {
    case 'x':
    case 'c':
    case 'b':
    case 'B':
    case '?':
    case 's':
    case 'p':
      return 1;
    case 'h':
    case 'H':
    case 'e':
      return 2;
    case 'i':
    case 'I':
    case 'f':
      return 4;
    case 'l':
    case 'L':
      return native ? 8 : 4;
    case 'q':
    case 'Q':
    case 'd':
      return 8;
    case 'n':
    case 'N':
    case 'P':
      return native ? 8 : 0;
    default:
      return 0;
  }
}

StructLayout parse(const Value& format) {
  const std::string_view text =
      is_str(format) ? text_of(format) : require_buffer(format);
  StructLayout layout;
  std::size_t i = 0;
  bool native = true, aligned = true;
  if (!text.empty() && std::string_view("@=<>!").find(text[0]) != text.npos) {
    native = aligned = text[0] == '@';
    layout.big = text[0] == '>' || text[0] == '!';
    ++i;
  }
  while (i < text.size()) {
    if (text[i] == ' ' || (text[i] >= '\t' && text[i] <= '\r')) {
      ++i;
      continue;
    }
    std::size_t count = 1;
    if (text[i] >= '0' && text[i] <= '9') {
      count = 0;
      for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
        count = count * 10 + static_cast<std::size_t>(text[i] - '0');
        if (count > (std::size_t{1} << 40))
          raise_error("total struct size too long");
      }
      if (i == text.size())
        raise_error("repeat count given without format specifier");
    }
    Field field{text[i++], count};
    field.size = size_of(field.code, native);
    if (field.size == 0) raise_error("bad char in struct format");
    if (aligned && field.size > 1)
      layout.size = (layout.size + field.size - 1) / field.size * field.size;
    field.offset = layout.size;
    layout.size += field.size * count;
    if (field.code == 's' || field.code == 'p')
      ++layout.values;
    else if (field.code != 'x')
      layout.values += count;
    layout.fields.push_back(field);
  }
  return layout;
}

void put(std::string& out, std::size_t at, std::uint64_t bits, std::size_t size,
         bool big) {
  for (std::size_t i = 0; i < size; ++i)
    out[at + i] = static_cast<char>(bits >> 8 * (big ? size - 1 - i : i));
}

std::uint64_t get(std::string_view data, std::size_t at, std::size_t size,
                  bool big) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < size; ++i)
    bits |= std::uint64_t{static_cast<unsigned char>(data[at + i])}
            << 8 * (big ? size - 1 - i : i);
  return bits;
}

/// IEEE 754 binary16, rounded half to even.
std::uint64_t half_bits(double x) {
  const std::uint64_t sign = std::signbit(x) ? 0x8000 : 0;
  if (std::isnan(x)) return sign | 0x7e00;
  if (std::isinf(x)) return sign | 0x7c00;
  int exponent;
  const double fraction = std::frexp(std::fabs(x), &exponent);
  const int scale = std::max(exponent - 11, -24);
  double units = std::nearbyint(std::ldexp(fraction, exponent - scale));
  if (units == 0) return sign;
  int biased = scale + 25;
  if (units >= 2048) {
    units /= 2;
    ++biased;
  }
  if (units < 1024) return sign | static_cast<std::uint64_t>(units);
  if (biased > 30)
    raise("OverflowError", "float too large to pack with e format");
  return sign | static_cast<std::uint64_t>(biased) << 10 |
         (static_cast<std::uint64_t>(units) - 1024);
}

double half_value(std::uint64_t bits) {
  const double sign = bits & 0x8000 ? -1 : 1;
  const int exponent = bits >> 10 & 31;
  const double fraction = static_cast<double>(bits & 1023);
  if (exponent == 31) return fraction != 0 ? NAN : sign * INFINITY;
  if (exponent == 0) return sign * std::ldexp(fraction, -24);
  return sign * std::ldexp(fraction + 1024, exponent - 25);
}

void pack_integer(std::string& out, const Field& field, std::size_t at,
                  const Value& value, bool big) {
  if (!is_int(value) && !lookup_in_type(type_of(value), "__index__"))
    raise_error("required argument is not an integer");
  const BigInt n = bigint_of(index_of(value));
  const bool is_signed =
      std::string_view("bhilqn").find(field.code) != std::string_view::npos;
  const auto bytes =
      n.to_bytes(field.size, big ? BigInt::Endian::Big : BigInt::Endian::Little,
                 is_signed);
  if (!bytes) {
    const std::size_t bits = field.size * 8;
    const BigInt power = BigInt(1).shift_left(is_signed ? bits - 1 : bits);
    raise_error(cat("'", field.code, "' format requires ",
                    is_signed ? (-power).to_string() : "0",
                    " <= number <= ", (power - BigInt(1)).to_string()));
  }
  out.replace(at, field.size, *bytes);
}

void pack_value(std::string& out, const Field& field, std::size_t at,
                const Value& value, bool big) {
  switch (field.code) {
    case 'c': {
      const auto buffer = buffer_of(value);
      if (!buffer || buffer->size() != 1)
        raise_error("char format requires a bytes object of length 1");
      out[at] = (*buffer)[0];
      return;
    }
    case '?':
      out[at] = truth(value);
      return;
    case 'e':
    case 'f':
    case 'd': {
      if (!is_float(value) && !is_int(value) &&
          !lookup_in_type(type_of(value), "__float__"))
        raise_error("required argument is not a float");
      const double x = to_double(value);
      if (field.code == 'd')
        return put(out, at, std::bit_cast<std::uint64_t>(x), 8, big);
      if (field.code == 'e') return put(out, at, half_bits(x), 2, big);
      const auto narrow = static_cast<float>(x);
      if (std::isinf(narrow) && std::isfinite(x))
        raise("OverflowError", "float too large to pack with f format");
      return put(out, at, std::bit_cast<std::uint32_t>(narrow), 4, big);
    }
    default:
      pack_integer(out, field, at, value, big);
  }
}

void pack_text(std::string& out, const Field& field, const Value& value) {
  const auto buffer = buffer_of(value);
  if (!buffer)
    raise_error(cat("argument for '", field.code, "' must be a bytes object"));
  const bool pascal = field.code == 'p';
  const std::size_t room = field.count - (pascal && field.count > 0);
  const std::size_t size = std::min(buffer->size(), room);
  if (pascal && field.count > 0)
    out[field.offset] = static_cast<char>(std::min<std::size_t>(size, 255));
  out.replace(field.offset + (field.count - room), size,
              buffer->substr(0, size));
}

std::string pack(const StructLayout& layout, std::span<const Value> values) {
  if (values.size() != layout.values)
    raise_error(cat("pack expected ", layout.values, " items for packing (got ",
                    values.size(), ")"));
  std::string out(layout.size, '\0');
  std::size_t next = 0;
  for (const Field& field : layout.fields) {
    if (field.code == 'x') continue;
    if (field.code == 's' || field.code == 'p') {
      pack_text(out, field, values[next++]);
      continue;
    }
    for (std::size_t i = 0; i < field.count; ++i)
      pack_value(out, field, field.offset + i * field.size, values[next++],
                 layout.big);
  }
  return out;
}

Value unpack_value(const Field& field, std::string_view data, std::size_t at,
                   bool big) {
  const std::uint64_t bits = get(data, at, field.size, big);
  switch (field.code) {
    case 'c':
      return make_bytes(data.substr(at, 1));
    case '?':
      return Value::boolean(bits != 0);
    case 'e':
      return make_float(half_value(bits));
    case 'f':
      return make_float(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
    case 'd':
      return make_float(std::bit_cast<double>(bits));
    case 'b':
    case 'h':
    case 'i':
    case 'l':
    case 'q':
    case 'n': {
      const int unused = static_cast<int>(64 - field.size * 8);
      return make_int(static_cast<std::int64_t>(bits << unused) >> unused);
    }
    default:
      return make_int_unsigned(bits);
  }
}

Value unpack(const StructLayout& layout, std::string_view data) {
  std::vector<Value> values;
  for (const Field& field : layout.fields) {
    if (field.code == 'x') continue;
    if (field.code == 's') {
      values.push_back(make_bytes(data.substr(field.offset, field.count)));
    } else if (field.code == 'p') {
      const std::size_t size =
          field.count ? static_cast<unsigned char>(data[field.offset]) : 0;
      values.push_back(make_bytes(
          field.count
              ? data.substr(field.offset + 1, std::min(size, field.count - 1))
              : ""));
    } else {
      for (std::size_t i = 0; i < field.count; ++i)
        values.push_back(unpack_value(
            field, data, field.offset + i * field.size, layout.big));
    }
  }
  return make_tuple(std::move(values));
}

std::string_view exact_buffer(const StructLayout& layout, const Value& value) {
  const std::string_view data = require_buffer(value);
  if (data.size() != layout.size)
    raise_error(cat("unpack requires a buffer of ", layout.size, " bytes"));
  return data;
}

Value unpack_from(const StructLayout& layout, const Value& buffer,
                  std::int64_t offset) {
  const std::string_view data = require_buffer(buffer);
  const auto size = static_cast<std::int64_t>(data.size());
  if (offset < 0) offset += size;
  if (offset < 0 || size - offset < static_cast<std::int64_t>(layout.size))
    raise_error(cat("unpack_from requires a buffer of at least ",
                    offset + static_cast<std::int64_t>(layout.size),
                    " bytes for unpacking ", layout.size, " bytes at offset ",
                    offset, " (actual buffer size is ", data.size(), ")"));
  return unpack(layout, data.substr(offset, layout.size));
}

Value iter_unpack(const StructLayout& layout, const Value& buffer) {
  const std::string_view data = require_buffer(buffer);
  if (layout.size == 0)
    raise_error("cannot iteratively unpack with a struct of length 0");
  if (data.size() % layout.size)
    raise_error(cat("iterative unpacking requires a buffer of a multiple of ",
                    layout.size, " bytes"));
  std::vector<Value> tuples;
  for (std::size_t at = 0; at < data.size(); at += layout.size)
    tuples.push_back(unpack(layout, data.substr(at, layout.size)));
  return iterate(make_list(std::move(tuples)));
}

void pack_into(const StructLayout& layout, const Value& buffer,
               std::int64_t offset, std::span<const Value> values) {
  if (!is_bytearray(buffer))
    raise_type_error("a read-write bytes-like object is required");
  const std::string packed = pack(layout, values);
  std::string& data = buffer.as<Bytes>()->data;
  const auto size = static_cast<std::int64_t>(data.size());
  if (offset < 0) offset += size;
  if (offset < 0 || size - offset < static_cast<std::int64_t>(packed.size()))
    raise_error(cat("pack_into requires a buffer of at least ",
                    offset + static_cast<std::int64_t>(packed.size()),
                    " bytes for packing ", packed.size(), " bytes at offset ",
                    offset, " (actual buffer size is ", data.size(), ")"));
  data.replace(offset, packed.size(), packed);
}

struct Struct : Instance {
  StructLayout layout;
  std::string format;
  using Instance::Instance;
};

Type* struct_type() {
  return NativeType<Struct>("Struct", "_struct")
      .init("__init__(self, format)",
            [](Struct& self, Args& args) {
              self.layout = parse(args[1]);
              self.format = is_str(args[1])
                                ? std::string(text_of(args[1]))
                                : std::string(require_buffer(args[1]));
            })
      .method("pack(self, /, *values)",
              [](Struct& self, Args& args) {
                return make_bytes(pack(self.layout, args.rest("values")));
              })
      .method("pack_into(self, buffer, offset, /, *values)",
              [](Struct& self, Args& args) {
                pack_into(self.layout, args[1], args.integer("offset"),
                          args.rest("values"));
                return Value::none();
              })
      .method("unpack(self, buffer, /)",
              [](Struct& self, Args& args) {
                return unpack(self.layout, exact_buffer(self.layout, args[1]));
              })
      .method("unpack_from(self, buffer, offset=0)",
              [](Struct& self, Args& args) {
                return unpack_from(self.layout, args[1],
                                   args.integer("offset"));
              })
      .method("iter_unpack(self, buffer, /)",
              [](Struct& self, Args& args) {
                return iter_unpack(self.layout, args[1]);
              })
      .property("size",
                [](Struct& self) {
                  return make_int(static_cast<std::int64_t>(self.layout.size));
                })
      .property("format", [](Struct& self) { return make_str(self.format); })
      .ready();
}

}  // namespace

void init_struct(Module& module) {
  module.set("error", Value(interpreter_state<StructError>().type));
  module.set(struct_type());
  module.def("calcsize(format, /)", [](Args& args) {
    return make_int(static_cast<std::int64_t>(parse(args[0]).size));
  });
  module.def("pack(format, /, *values)", [](Args& args) {
    return make_bytes(pack(parse(args[0]), args.rest("values")));
  });
  module.def("pack_into(format, buffer, offset, /, *values)", [](Args& args) {
    pack_into(parse(args[0]), args[1], args.integer("offset"),
              args.rest("values"));
    return Value::none();
  });
  module.def("unpack(format, buffer, /)", [](Args& args) {
    const StructLayout layout = parse(args[0]);
    return unpack(layout, exact_buffer(layout, args[1]));
  });
  module.def("unpack_from(format, /, buffer, offset=0)", [](Args& args) {
    return unpack_from(parse(args[0]), args[1], args.integer("offset"));
  });
  module.def("iter_unpack(format, buffer, /)",
             [](Args& args) { return iter_unpack(parse(args[0]), args[1]); });
}

}  // namespace limbeck::py
