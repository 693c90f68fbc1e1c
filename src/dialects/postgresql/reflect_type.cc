#include "dialects/postgresql/reflect_type.h"

#include <charconv>

#include "base/text.h"

namespace limbeck::dialects {
namespace {

using schema::Type;
using schema::TypeKind;

struct KnownType {
  std::string_view name;
  TypeKind kind;
};

// SQLAlchemy: postgresql.base.ischema_names
constexpr KnownType kKnown[] = {
    {"integer", TypeKind::INTEGER},
    {"bigint", TypeKind::BIGINT},
    {"smallint", TypeKind::SMALLINT},
    {"character varying", TypeKind::VARCHAR},
    {"character", TypeKind::CHAR},
    {"\"char\"", TypeKind::String},
    {"name", TypeKind::String},
    {"text", TypeKind::TEXT},
    {"numeric", TypeKind::NUMERIC},
    {"float", TypeKind::FLOAT},
    {"real", TypeKind::REAL},
    {"double precision", TypeKind::DOUBLE_PRECISION},
    {"boolean", TypeKind::BOOLEAN},
    {"date", TypeKind::DATE},
    {"timestamp", TypeKind::PgTIMESTAMP},
    {"timestamp with time zone", TypeKind::PgTIMESTAMP},
    {"timestamp without time zone", TypeKind::PgTIMESTAMP},
    {"time", TypeKind::PgTIME},
    {"time with time zone", TypeKind::PgTIME},
    {"time without time zone", TypeKind::PgTIME},
    {"interval", TypeKind::PgINTERVAL},
    {"bytea", TypeKind::PgBYTEA},
    {"uuid", TypeKind::UUID},
    {"json", TypeKind::PgJSON},
    {"jsonb", TypeKind::PgJSONB},
    {"hstore", TypeKind::PgHSTORE},
    {"inet", TypeKind::PgINET},
    {"cidr", TypeKind::PgCIDR},
    {"citext", TypeKind::PgCITEXT},
    {"macaddr", TypeKind::PgMACADDR},
    {"macaddr8", TypeKind::PgMACADDR8},
    {"money", TypeKind::PgMONEY},
    {"oid", TypeKind::PgOID},
    {"regclass", TypeKind::PgREGCLASS},
    {"regconfig", TypeKind::PgREGCONFIG},
    {"bit", TypeKind::PgBIT},
    {"bit varying", TypeKind::PgBIT},
    {"tsvector", TypeKind::PgTSVECTOR},
    {"tsquery", TypeKind::PgTSQUERY},
    {"int4range", TypeKind::PgINT4RANGE},
    {"int8range", TypeKind::PgINT8RANGE},
    {"numrange", TypeKind::PgNUMRANGE},
    {"daterange", TypeKind::PgDATERANGE},
    {"tsrange", TypeKind::PgTSRANGE},
    {"tstzrange", TypeKind::PgTSTZRANGE},
    {"int4multirange", TypeKind::PgINT4MULTIRANGE},
    {"int8multirange", TypeKind::PgINT8MULTIRANGE},
    {"nummultirange", TypeKind::PgNUMMULTIRANGE},
    {"datemultirange", TypeKind::PgDATEMULTIRANGE},
    {"tsmultirange", TypeKind::PgTSMULTIRANGE},
    {"tstzmultirange", TypeKind::PgTSTZMULTIRANGE},
};

const KnownType* find_known(std::string_view name) {
  std::string wanted = lower(name);
  for (const KnownType& known : kKnown)
    if (known.name == wanted) return &known;
  return nullptr;
}

// The parts of "numeric(10,2)[]".
struct Parts {
  std::string name;
  std::vector<std::string> arguments;
  bool array = false;
};

Parts split_type(std::string_view text) {
  Parts parts;
  std::string rest(text);
  std::size_t open = rest.find('(');
  std::size_t close = rest.rfind(')');
  if (open != std::string::npos && close != std::string::npos && open < close) {
    std::string inside = rest.substr(open + 1, close - open - 1);
    if (!inside.empty())
      for (const std::string& one : split(inside, ','))
        parts.arguments.emplace_back(strip(one));
    rest.erase(open, close - open + 1);
  }
  while (rest.size() >= 2 && rest.substr(rest.size() - 2) == "[]") {
    parts.array = true;
    rest.resize(rest.size() - 2);
  }
  parts.name = rest;
  return parts;
}

std::optional<std::int64_t> number(const Parts& parts, std::size_t i) {
  if (i >= parts.arguments.size()) return std::nullopt;
  const std::string& text = parts.arguments[i];
  std::int64_t value = 0;
  auto end = text.data() + text.size();
  auto result = std::from_chars(text.data(), end, value);
  if (result.ec != std::errc{} || result.ptr != end) return std::nullopt;
  return value;
}

// The dotted name in its parts, quotes resolved.
// SQLAlchemy: util.quoted_token_parser
std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> tokens(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '"' && quoted && i + 1 < text.size() && text[i + 1] == '"') {
      tokens.back() += c;
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == '.' && !quoted) {
      tokens.emplace_back();
    } else {
      tokens.back() += c;
    }
  }
  return tokens;
}

Type enum_of(const ReflectedEnum& reflected) {
  Type type(TypeKind::PgENUM);
  type.values = reflected.labels;
  type.type_name = schema::Name(reflected.name);
  if (!reflected.visible) type.schema = schema::Name(reflected.schema);
  return type;
}

Type domain_of(const ReflectedDomain& domain, const TypeContext& context) {
  Type type(TypeKind::PgDOMAIN);
  type.type_name = schema::Name(domain.name);
  type.item = std::make_shared<Type>(reflect_postgresql_type(
      domain.type, cat("DOMAIN '", domain.name, "'"), domain.collation,
      domain.collation_schema, context));
  if (domain.collation) type.set("collation", *domain.collation);
  if (domain.default_text) type.set("default", *domain.default_text);
  type.set("not_null", !domain.nullable);
  type.set("create_type", false);
  if (!domain.checks.empty()) {
    type.set("constraint_name", domain.checks.front().first);
    type.set("check", domain.checks.front().second);
  }
  if (!domain.visible) type.schema = schema::Name(domain.schema);
  return type;
}

void set_number(Type& type, const char* argument,
                std::optional<std::int64_t> value) {
  if (value) type.set(argument, *value);
}

std::optional<Type> scalar_type(const Parts& parts,
                                const TypeContext& context) {
  const std::string& name = parts.name;
  const KnownType* known = find_known(name);
  if (name.substr(0, 9) == "interval ") {
    Type type(TypeKind::PgINTERVAL);
    set_number(type, "precision", number(parts, 0));
    type.set("fields", name.substr(9));
    return type;
  }
  if (known == nullptr) {
    std::vector<std::string> key = tokens_of(name);
    auto found = context.named.enums.find(key);
    if (found != context.named.enums.end()) return enum_of(found->second);
    auto domain = context.named.domains.find(key);
    if (domain != context.named.domains.end())
      return domain_of(domain->second, context);
    return std::nullopt;
  }
  Type type(known->kind);
  if (name == "numeric") {
    if (parts.arguments.size() == 2) {
      set_number(type, "precision", number(parts, 0));
      set_number(type, "scale", number(parts, 1));
    }
  } else if (name == "double precision") {
    type.set("precision", std::int64_t{53});
  } else if (known->kind == TypeKind::PgTIMESTAMP ||
             known->kind == TypeKind::PgTIME) {
    if (name.find("with time zone") != std::string::npos)
      type.set("timezone", true);
    set_number(type, "precision", number(parts, 0));
  } else if (known->kind == TypeKind::PgINTERVAL) {
    set_number(type, "precision", number(parts, 0));
  } else if (known->kind == TypeKind::PgBIT) {
    set_number(type, "length", number(parts, 0));
    if (name == "bit varying") type.set("varying", true);
  } else if (type.is(TypeKind::String)) {
    set_number(type, "length", number(parts, 0));
  }
  return type;
}

}  // namespace

// SQLAlchemy: PGDialect._reflect_type
Type reflect_postgresql_type(std::string_view format_type,
                             std::string_view described,
                             const std::optional<std::string>& collation,
                             const std::optional<std::string>& collation_schema,
                             const TypeContext& context) {
  Parts parts = split_type(format_type);
  std::optional<Type> type = scalar_type(parts, context);
  if (!type) {
    context.warnings.push_back(
        cat("Did not recognize type '", parts.name, "' of ", described));
    return Type(TypeKind::NullType);
  }
  if (collation) {
    type->set("collation", *collation);
    if (collation_schema) type->set("collation_schema", *collation_schema);
  }
  if (!parts.array) return *type;
  Type array(TypeKind::PgARRAY);
  array.item = std::make_shared<Type>(std::move(*type));
  return array;
}

}  // namespace limbeck::dialects
