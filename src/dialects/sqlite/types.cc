#include "dialects/sqlite/types.h"

#include "base/text.h"
#include "sql/dialect.h"
#include "sql/quoter.h"

namespace limbeck::dialects {

using schema::Date;
using schema::DateTime;
using schema::Literal;
using schema::Time;
using schema::Type;
using schema::TypeKind;

namespace {

/// Microseconds are always there, time zones never.
std::string stored(Time time) {
  time.utc_offset.reset();
  std::string out = schema::iso_format(time);
  return time.microsecond ? out : out + ".000000";
}

std::optional<std::string> stored(const Literal& value, TypeKind affinity) {
  const auto* date = value.get<Date>();
  const auto* moment = value.get<DateTime>();
  const auto* time = value.get<Time>();
  if (affinity == TypeKind::DateTime) {
    if (moment) {
      return cat(schema::iso_format(moment->date), " ", stored(moment->time));
    }
    if (date) return cat(schema::iso_format(*date), " 00:00:00.000000");
  } else if (affinity == TypeKind::Date) {
    if (date) return schema::iso_format(*date);
    if (moment) return schema::iso_format(moment->date);
  } else if (affinity == TypeKind::Time && time) {
    return stored(*time);
  }
  return std::nullopt;
}

/// Whether storage_format leaves nothing but digits.
// SQLAlchemy: sqlite._DateTimeMixin.format_is_text_affinity
bool stores_digits(const Type& type) {
  auto format = type.text("storage_format");
  if (!format) return false;
  std::string_view text = *format;
  while (!text.empty()) {
    if (text[0] >= '0' && text[0] <= '9') {
      text.remove_prefix(1);
      continue;
    }
    std::size_t end = text.find(")");
    if (text.substr(0, 2) != "%(" || end == std::string_view::npos)
      return false;
    end = text.find('d', end);
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + 1);
  }
  return true;
}

bool is_temporal(TypeKind affinity) {
  return affinity == TypeKind::DateTime || affinity == TypeKind::Date ||
         affinity == TypeKind::Time;
}

}  // namespace

std::string SqliteTypes::visit(TypeKind visit, const Type& type,
                               const sql::Quoter& quoter) const {
  switch (visit) {
    case TypeKind::JSON:
      return "JSON";
    case TypeKind::PgJSONB:  // the first kind that is visited as JSONB
      return "JSONB";
    case TypeKind::DATE:
    case TypeKind::TIME:
    case TypeKind::DATETIME:
      // Digits alone would be stored as a number.
      return cat(TypeCompiler::visit(visit, type, quoter),
                 stores_digits(type) ? "_CHAR" : "");
    default:  // the rest is standard
      return TypeCompiler::visit(visit, type, quoter);
  }
}

std::string SqliteTypes::render(const Literal& value, const Type& type,
                                const sql::Quoter& quoter) const {
  TypeKind affinity = type.affinity();
  if (!is_temporal(affinity)) return TypeCompiler::render(value, type, quoter);
  if (auto text = stored(value, affinity)) return cat("'", *text, "'");
  misfit();
}

Literal SqliteTypes::bound_value(const Literal& value, const Type& type) const {
  if (!type.custom) {
    Type actual = resolved(type);
    if (auto text = stored(value, actual.affinity())) return *text;
  }
  return TypeCompiler::bound_value(value, type);
}

}  // namespace limbeck::dialects
