#include "dialects/postgresql/types.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "sql/dialect.h"
#include "sql/quoter.h"
#include "sql/unsupported.h"

namespace limbeck::dialects {

using schema::Type;
using schema::TypeKind;

namespace {

/// Names that introspection gives to the server's own types.
// SQLAlchemy: postgresql.base.ischema_names
constexpr std::string_view kBuiltIn[] = {"_array",
                                         "hstore",
                                         "json",
                                         "jsonb",
                                         "int4range",
                                         "int8range",
                                         "numrange",
                                         "daterange",
                                         "tsrange",
                                         "tstzrange",
                                         "int4multirange",
                                         "int8multirange",
                                         "nummultirange",
                                         "datemultirange",
                                         "tsmultirange",
                                         "tstzmultirange",
                                         "integer",
                                         "bigint",
                                         "smallint",
                                         "character varying",
                                         "character",
                                         "\"char\"",
                                         "name",
                                         "text",
                                         "numeric",
                                         "float",
                                         "real",
                                         "inet",
                                         "cidr",
                                         "citext",
                                         "uuid",
                                         "bit",
                                         "bit varying",
                                         "macaddr",
                                         "macaddr8",
                                         "money",
                                         "oid",
                                         "regclass",
                                         "double precision",
                                         "timestamp",
                                         "timestamp with time zone",
                                         "timestamp without time zone",
                                         "time with time zone",
                                         "time without time zone",
                                         "date",
                                         "time",
                                         "bytea",
                                         "boolean",
                                         "interval",
                                         "tsvector",
                                         "tsquery",
                                         "regconfig"};

std::string timed(std::string_view name, const Type& type) {
  std::string out(name);
  if (auto precision = type.integer("precision")) {
    cat_to(out, "(", *precision, ")");
  }
  return out +
         (type.flag("timezone") ? " WITH TIME ZONE" : " WITHOUT TIME ZONE");
}

/// How Python shows PostgreSQL's own type for a general one.
std::string native_repr(const Type& type) {
  std::string text = schema::python_repr(type);
  if (type.kind != TypeKind::Enum) return text;
  const std::string name =
      cat(", name=", schema::python_repr(type.type_name.text));
  return replace_all(cat("ENUM", text.substr(4)), name,
                     name + ", _create_events=False");
}

}  // namespace

std::string named_type(const Type& type, const sql::Quoter& quoter, bool made) {
  if (!type.type_name || type.type_name.text.empty()) {
    throw Error(ErrorKind::Compile,
                cat("PostgreSQL ", type.info().name, " type requires a name."));
  }
  std::optional<schema::Name> schema = quoter.translated(type.schema);
  if (!schema && !type.schema &&
      std::find(std::begin(kBuiltIn), std::end(kBuiltIn),
                type.type_name.text) != std::end(kBuiltIn)) {
    throw Error(ErrorKind::Compile,
                cat(made ? native_repr(type) : schema::python_repr(type),
                    " has name '", type.type_name.text,
                    "' that matches an existing type, and requires an explicit "
                    "schema name in order to be rendered in DDL."));
  }
  return quoter.named(type.type_name, type.schema);
}

Type PostgreSqlTypes::interval(const Type& type) const {
  Type out(TypeKind::PgINTERVAL);
  if (auto precision = type.integer("second_precision")) {
    out.set("precision", *precision);
  }
  return out;
}

std::string PostgreSqlTypes::visit(TypeKind visit, const Type& type,
                                   const sql::Quoter& quoter) const {
  switch (visit) {
    case TypeKind::FLOAT: {
      auto precision = type.integer("precision");
      return precision && *precision ? cat("FLOAT(", *precision, ")") : "FLOAT";
    }
    case TypeKind::Double:
      return "DOUBLE PRECISION";
    case TypeKind::DateTime:
    case TypeKind::TIMESTAMP:
      if (type.kind == TypeKind::MsTIMESTAMP)  // a number of its rows' changes
        throw Error(ErrorKind::Attribute,
                    "'TIMESTAMP' object has no attribute 'timezone'");
      return timed("TIMESTAMP", type);
    case TypeKind::TIME:
      return timed("TIME", type);
    case TypeKind::Enum:
      if (!type.flag("native_enum", true)) break;
      return named_type(type, quoter);
    case TypeKind::PgDOMAIN:
    case TypeKind::MyENUM:
      return named_type(type, quoter);
    case TypeKind::PgINTERVAL: {
      std::string out = "INTERVAL";
      if (auto fields = type.text("fields")) cat_to(out, " ", *fields);
      if (auto precision = type.integer("precision")) {
        cat_to(out, " (", *precision, ")");
      }
      return out;
    }
    case TypeKind::PgBIT: {
      if (type.kind != TypeKind::PgBIT)
        throw Error(ErrorKind::Attribute,
                    "'BIT' object has no attribute 'varying'");
      auto length = type.integer("length");
      if (!type.flag("varying")) return cat("BIT(", length.value_or(1), ")");
      return length ? cat("BIT VARYING(", *length, ")") : "BIT VARYING";
    }
    case TypeKind::LargeBinary:
    case TypeKind::PgBYTEA:
      return "BYTEA";
    case TypeKind::ARRAY: {
      if (!type.item) break;
      std::string inner = process(*type.item, quoter);
      std::string brackets;
      for (std::int64_t i = type.integer("dimensions").value_or(1); i > 0;
           --i) {
        brackets += "[]";
      }
      std::size_t collate = inner.find(" COLLATE");
      inner.insert(std::min(collate, inner.size()), brackets);
      return inner;
    }
    case TypeKind::JSON:
      return "JSON";
    case TypeKind::PgJSONB:
    case TypeKind::PgHSTORE:
    case TypeKind::PgTSVECTOR:
    case TypeKind::PgTSQUERY:
    case TypeKind::PgINET:
    case TypeKind::PgCIDR:
    case TypeKind::PgCITEXT:
    case TypeKind::PgMACADDR:
    case TypeKind::PgMACADDR8:
    case TypeKind::PgMONEY:
    case TypeKind::PgOID:
    case TypeKind::PgREGCONFIG:
    case TypeKind::PgREGCLASS:
    case TypeKind::PgJSONPATH:
    case TypeKind::PgINT4RANGE:
    case TypeKind::PgINT8RANGE:
    case TypeKind::PgNUMRANGE:
    case TypeKind::PgDATERANGE:
    case TypeKind::PgTSRANGE:
    case TypeKind::PgTSTZRANGE:
    case TypeKind::PgINT4MULTIRANGE:
    case TypeKind::PgINT8MULTIRANGE:
    case TypeKind::PgNUMMULTIRANGE:
    case TypeKind::PgDATEMULTIRANGE:
    case TypeKind::PgTSMULTIRANGE:
    case TypeKind::PgTSTZMULTIRANGE:
      return std::string(type.info().visit);
    default:  // the rest is standard
      break;
  }
  return TypeCompiler::visit(visit, type, quoter);
}

}  // namespace limbeck::dialects
