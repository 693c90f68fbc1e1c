#include "schema/type.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace limbeck::schema {

namespace {

constexpr TypeInfo kTypes[] = {
#define TYPE(kind, name, module, base, affinity, visit, signature) \
  {TypeKind::kind,     name,  module,   TypeKind::base,            \
   TypeKind::affinity, visit, signature},
#include "schema/types.def"
#undef TYPE
};

constexpr std::string_view kDialects = "sqlalchemy.dialects.";

std::string argument_repr(const TypeArgument& argument) {
  if (const bool* flag = std::get_if<bool>(&argument)) {
    return *flag ? "True" : "False";
  }
  if (const auto* number = std::get_if<std::int64_t>(&argument)) {
    return cat(*number);
  }
  if (const auto* text = std::get_if<std::string>(&argument)) {
    return python_repr(std::string_view(*text));
  }
  return "None";
}

/// The default of a parameter as the signature writes it; empty: none.
std::string_view default_of(std::string_view signature, std::string_view name) {
  std::size_t start = 0;
  while (start < signature.size()) {
    std::size_t end = std::min(signature.find(", ", start), signature.size());
    std::string_view part = signature.substr(start, end - start);
    std::size_t equals = part.find('=');
    if (equals != std::string_view::npos && part.substr(0, equals) == name) {
      return part.substr(equals + 1);
    }
    start = end + 2;
  }
  return {};
}

void append_keyword(std::vector<std::string>& parts, std::string_view name,
                    std::string_view value) {
  parts.push_back(cat(name, "=", value));
}

/// Arguments that a class works out for itself, or whose default in the repr
/// is that of a base class: the text, "-" for none, empty for no such case.
std::string special_argument(const Type& type, std::string_view name) {
  if (type.kind == TypeKind::PgBIT && name == "length") {
    return type.find(name) || type.flag("varying") ? "" : "1";
  }
  if (name == "national" &&
      (type.kind == TypeKind::MyNVARCHAR || type.kind == TypeKind::MyNCHAR)) {
    return "True";
  }
  if (name != "asdecimal") return {};
  if (type.kind == TypeKind::MyDOUBLE || type.kind == TypeKind::MyREAL) {
    return type.flag(name, true) ? "True" : "-";
  }
  if (type.kind == TypeKind::OraNUMBER) {
    bool fraction = type.integer("scale").value_or(0) > 0;
    return type.flag(name, fraction) ? "True" : "False";
  }
  return {};
}

/// The keywords of the repr: those of the constructor, but a MySQL text or
/// exact number names what is MySQL's own first.
std::vector<std::string_view> keyword_order(const Type& type) {
  std::vector<std::string_view> own, rest;
  std::string_view first;
  if (type.kind == TypeKind::Interval || type.kind == TypeKind::PickleType) {
    return {};  // the impl's, which has none
  }
  if (type.info().dialect() == "mysql") {
    if (type.is(TypeKind::String)) {
      first = " charset collation ascii binary unicode national ";
    } else if (type.is(TypeKind::Numeric)) {
      first = " unsigned zerofill ";
    }
  }
  std::string_view signature = type.info().signature;
  for (std::size_t start = 0; start < signature.size();) {
    std::size_t end = std::min(signature.find(", ", start), signature.size());
    std::string_view part = signature.substr(start, end - start);
    std::string_view name = part.substr(0, part.find('='));
    bool leads = contains(first, cat(" ", name, " "));
    (leads ? own : rest).push_back(name);
    start = end + 2;
  }
  own.insert(own.end(), rest.begin(), rest.end());
  return own;
}

// SQLAlchemy: Enum.__repr__
std::vector<std::string> enum_arguments(const Type& type) {
  std::vector<std::string> parts;
  for (const std::string& value : type.values) {
    parts.push_back(python_repr(std::string_view(value)));
  }
  if (type.type_name) {
    append_keyword(parts, "name",
                   python_repr(std::string_view(type.type_name.text)));
  }
  for (std::string_view name :
       {"native_enum", "create_constraint", "length", "charset", "collation",
        "ascii", "binary", "unicode", "national", "create_type"}) {
    const TypeArgument* argument = type.find(name);
    if (argument) append_keyword(parts, name, argument_repr(*argument));
  }
  if (type.schema) {
    append_keyword(parts, "schema",
                   python_repr(std::string_view(type.schema->text)));
  }
  return parts;
}

}  // namespace

std::string_view TypeInfo::dialect() const {
  if (module.substr(0, kDialects.size()) != kDialects) return {};
  std::string_view rest = module.substr(kDialects.size());
  return rest.substr(0, rest.find('.'));
}

const TypeInfo& type_info(TypeKind kind) { return kTypes[std::size_t(kind)]; }

std::span<const TypeInfo> all_types() { return kTypes; }

bool is_subclass(TypeKind kind, TypeKind base) {
  for (;;) {
    if (kind == base) return true;
    if (kind == TypeKind::TypeEngine) return false;
    kind = type_info(kind).base;
  }
}

TypeKind Type::affinity() const {
  if (kind == TypeKind::TypeDecorator && item) return item->affinity();
  if (kind == TypeKind::OraNUMBER && integer("scale").value_or(0) <= 0)
    return TypeKind::Integer;
  return info().affinity;
}

const TypeArgument* Type::find(std::string_view name) const {
  for (const auto& [key, value] : arguments) {
    if (key == name) return &value;
  }
  return nullptr;
}

std::optional<std::int64_t> Type::integer(std::string_view name) const {
  const TypeArgument* argument = find(name);
  if (!argument) return std::nullopt;
  if (const auto* number = std::get_if<std::int64_t>(argument)) return *number;
  return std::nullopt;
}

std::optional<std::string> Type::text(std::string_view name) const {
  const TypeArgument* argument = find(name);
  if (!argument) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(argument)) return *text;
  return std::nullopt;
}

bool Type::flag(std::string_view name, bool otherwise) const {
  const TypeArgument* argument = find(name);
  if (!argument) return otherwise;
  if (const bool* flag = std::get_if<bool>(argument)) return *flag;
  if (const auto* number = std::get_if<std::int64_t>(argument)) {
    return *number != 0;
  }
  return !std::holds_alternative<std::monostate>(*argument);
}

Type& Type::set(std::string_view name, TypeArgument value) {
  auto same = [&](const auto& pair) { return pair.first == name; };
  arguments.erase(std::remove_if(arguments.begin(), arguments.end(), same),
                  arguments.end());
  if (argument_repr(value) != default_of(info().signature, name)) {
    arguments.emplace_back(std::string(name), std::move(value));
  }
  return *this;
}

const Type& Type::for_dialect(std::string_view dialect) const {
  for (const Variant& variant : variants) {
    if (variant.dialect == dialect) return variant.type;
  }
  return *this;
}

bool Type::operator==(const Type& other) const {
  if (kind != other.kind || arguments != other.arguments ||
      values != other.values || !(type_name == other.type_name) ||
      !(schema == other.schema) || enum_class != other.enum_class ||
      in_metadata != other.in_metadata || variants != other.variants ||
      custom != other.custom) {
    return false;
  }
  return item == other.item || (item && other.item && *item == *other.item);
}

// SQLAlchemy: langhelpers.generic_repr
std::string python_repr(const Type& type) {
  if (type.custom) return type.custom->repr();
  if (type.kind == TypeKind::PgDOMAIN) {
    return cat("DOMAIN(", python_repr(std::string_view(type.type_name.text)),
               ", ", type.item ? python_repr(*type.item) : "NullType()", ")");
  }
  std::vector<std::string> parts;
  if (type.is(TypeKind::Enum)) {
    parts = enum_arguments(type);
  } else {
    for (const std::string& value : type.values) {
      parts.push_back(python_repr(std::string_view(value)));
    }
    if (type.item && type.is(TypeKind::ARRAY)) {
      parts.push_back(python_repr(*type.item));
    }
    for (std::string_view name : keyword_order(type)) {
      if (std::string own = special_argument(type, name); !own.empty()) {
        if (own != "-") append_keyword(parts, name, own);
      } else if (const TypeArgument* argument = type.find(name)) {
        append_keyword(parts, name, argument_repr(*argument));
      } else if (name == "name" && type.type_name) {
        append_keyword(parts, name, python_repr(type.type_name.text));
      } else if (name == "astext_type" || name == "text_type") {
        append_keyword(parts, name,
                       type.item ? python_repr(*type.item) : "Text()");
      }
    }
  }
  return cat(type.info().name, "(", join(parts, ", "), ")");
}

Type string_type(std::optional<std::int64_t> length) {
  Type type(TypeKind::String);
  if (length) type.set("length", *length);
  return type;
}

Type enum_type(std::vector<std::string> values, Name name) {
  Type type(TypeKind::Enum);
  type.values = std::move(values);
  type.type_name = std::move(name);
  return type;
}

Type array_type(Type item, std::optional<std::int64_t> dimensions) {
  Type type(TypeKind::ARRAY);
  type.item = std::make_shared<const Type>(std::move(item));
  if (dimensions) type.set("dimensions", *dimensions);
  return type;
}

}  // namespace limbeck::schema
