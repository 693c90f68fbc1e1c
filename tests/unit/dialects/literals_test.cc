#include <gtest/gtest.h>

#include "dialects/dialect.h"
#include "recorded.h"

namespace limbeck {
namespace {

using schema::Literal;

schema::Date date_from(const std::string& text) {
  return {std::stoi(text), std::stoi(text.substr(5)),
          std::stoi(text.substr(8))};
}

schema::Time time_from(const std::string& text) {
  schema::Time time{std::stoi(text), std::stoi(text.substr(3)),
                    std::stoi(text.substr(6))};
  if (text.size() > 8 && text[8] == '.') {
    time.microsecond = std::stoi(text.substr(9));
  }
  if (text.find('+') != std::string::npos) time.utc_offset = 0;
  return time;
}

Literal literal_from(const nlohmann::json& row) {
  std::string kind = row.at(0), text = row.at(1);
  if (kind == "str") return text;
  if (kind == "int") return std::int64_t(std::stoll(text));
  if (kind == "float") return std::stod(text);
  if (kind == "bool") return text == "True";
  if (kind == "bytes") return schema::Bytes{text};
  if (kind == "decimal") return schema::Decimal{text};
  if (kind == "uuid") return *schema::Uuid::parse(text);
  if (kind == "date") return date_from(text);
  if (kind == "time") return time_from(text);
  if (kind == "datetime") {
    return schema::DateTime{date_from(text), time_from(text.substr(11))};
  }
  if (kind == "interval") return schema::Interval{1, 5, 0};
  return {};
}

TEST(Literals, AreRenderedAsTheReferenceRendersThem) {
  for (const auto& row : recorded("literals")) {
    Literal value = literal_from(row.at("value"));
    schema::Type type = type_from(row);
    for (const auto& [name, expected] : row.at("sql").items()) {
      const dialects::Dialect& dialect = dialects::dialect(name);
      sql::CompileOptions options;
      options.paramstyle = sql::ParamStyle::Named;
      auto bind = sql::make<sql::BindParameter>("x", type);
      bind->value = value;
      options.literal_binds = true;
      EXPECT_EQ(outcome([&] { return dialect.compile(*bind, options).sql; }),
                expected)
          << name << " " << row.at("kind") << " " << row.at("value");
    }
  }
}

}  // namespace
}  // namespace limbeck
