// Reads the text form in which PostgreSQL and MySQL send values. What Python
// has no value for (infinity, years before 1 or beyond 9999, zero dates) stays
// text.
#pragma once
#include <cstdint>
#include <string_view>

#include "schema/literal.h"

namespace limbeck::db {

schema::Literal decode_integer(std::string_view text);
schema::Literal decode_float(std::string_view text);
schema::Literal decode_date(std::string_view text);
/// "04:05:06.789" or "04:05:06+02".
schema::Literal decode_time(std::string_view text);
/// "2024-01-31 04:05:06.789+02:30"; MySQL's has no zone.
schema::Literal decode_timestamp(std::string_view text);
/// IntervalStyle postgres: "1 year 2 mons -3 days +04:05:06.789". A month
/// counts 30 days and a year 365, as psycopg2 has it.
schema::Literal decode_interval(std::string_view text);
/// MySQL's TIME: "-838:59:59.000000" as a timedelta.
schema::Literal decode_duration(std::string_view text);
schema::Literal decode_uuid(std::string_view text);
/// Both of bytea's output formats.
schema::Literal decode_bytea(std::string_view text);

/// A value of PostgreSQL's type `oid`; arrays of known types become Array,
/// types without a native form stay text.
schema::Literal decode_postgresql(std::uint32_t oid, std::string_view text);

}  // namespace limbeck::db
