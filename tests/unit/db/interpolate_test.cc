#include "db/interpolate.h"

#include <gtest/gtest.h>

#include "db/decode.h"
#include "db/mysql_literal.h"
#include "db/postgresql_literal.h"

namespace limbeck::db {
namespace {

std::string postgresql(std::string_view sql, const Parameters& parameters,
                       std::string_view style = "pyformat") {
  const Driver* driver = find_driver("postgresql", "psycopg2");
  return interpolate(sql, parameters, style,
                     [&](std::string& out, const Literal& value) {
                       write_postgresql_literal(out, value, true, *driver);
                     });
}

std::string refusal(std::string_view sql, const Parameters& parameters) {
  try {
    postgresql(sql, parameters);
  } catch (const limbeck::Error& error) {
    return error.message();
  }
  return "accepted";
}

// Recorded: psycopg2's cursor.mogrify.
TEST(InterpolateTest, WritesValuesAsPsycopg2Does) {
  Parameters values;
  values.positional = {Literal(std::int64_t{-1}),
                       Literal(std::string("it's")),
                       Literal(),
                       Literal(true),
                       Literal(schema::Date{2024, 1, 31}),
                       Literal(schema::Interval{1, 2, 3})};
  EXPECT_EQ(postgresql("SELECT 1-%s, %s, %s, %s, %s, %s, 5%%2", values),
            "SELECT 1- -1, 'it''s', NULL, true, '2024-01-31'::date, "
            "'1 days 2.000003 seconds'::interval, 5%2");
  Parameters named;
  named.named = {{"a b", Literal(1.5)}, {"c", Literal(schema::Array{})}};
  EXPECT_EQ(postgresql("%(c)s %(a b)s %(c)s", named), "'{}' 1.5 '{}'");
}

TEST(InterpolateTest, KnowsMarksOfOtherStyles) {
  Parameters values;
  values.positional = {Literal(std::int64_t{7}), Literal(std::string("x"))};
  EXPECT_EQ(
      postgresql("SELECT $2, '$1', \"a$1\", $1", values, "numeric_dollar"),
      "SELECT 'x', '$1', \"a$1\", 7");
  EXPECT_EQ(postgresql("SELECT ?, '?', ?", values, "qmark"),
            "SELECT 7, '?', 'x'");
}

TEST(InterpolateTest, RefusesWhatDoesNotFit) {
  Parameters one;
  one.positional = {Literal(std::int64_t{1})};
  EXPECT_EQ(refusal("%s %s", one), "not enough arguments for format string");
  EXPECT_EQ(refusal("none", one),
            "not all arguments converted during string formatting");
  EXPECT_EQ(refusal("%(x)s", {}), "'x'");
  EXPECT_EQ(refusal("5 %d", one), "unsupported format character 'd'");
}

TEST(DecodeTest, KeepsWhatPythonCannotHoldAsText) {
  for (const char* text : {"infinity", "0044-03-15 BC", "10000-01-01"}) {
    EXPECT_EQ(decode_date(text), Literal(std::string(text)));
    EXPECT_EQ(decode_timestamp(text), Literal(std::string(text)));
  }
  EXPECT_EQ(decode_date("0000-00-00"), Literal(std::string("0000-00-00")));
}

TEST(DecodeTest, NormalizesIntervalsAsTimedelta) {
  EXPECT_EQ(decode_interval("-00:00:00.5"),
            Literal(schema::Interval{-1, 86399, 500000}));
  EXPECT_EQ(decode_interval("1 mon -1 days +25:00:00"),
            Literal(schema::Interval{30, 3600, 0}));
  EXPECT_EQ(decode_duration("838:59:59"),
            Literal(schema::Interval{34, 82799, 0}));
}

TEST(DecodeTest, ReadsOffsetsWithSeconds) {
  EXPECT_EQ(decode_time("04:05:06.5-01:30:15"),
            Literal(schema::Time{4, 5, 6, 500000, -5415}));
}

TEST(DecodeTest, TakesMalformedArraysAsText) {
  EXPECT_EQ(decode_postgresql(1007, "{1,2"), Literal(std::string("{1,2")));
  EXPECT_EQ(decode_postgresql(1007, "[0:1]={1,2}"),
            Literal(schema::Array{
                {Literal(std::int64_t{1}), Literal(std::int64_t{2})}}));
}

}  // namespace
}  // namespace limbeck::db
