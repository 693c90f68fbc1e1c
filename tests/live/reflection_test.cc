// limbeck's reflection of the tables in reflection/*.sql against what
// SQLAlchemy's Inspector said (reflection/*.json, by record_reflection.py).
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "dialects/reflection.h"

namespace limbeck::dialects {
namespace {

using nlohmann::json;

std::string read_file(const std::string& name) {
  std::ifstream in(std::string(LIMBECK_SOURCE_DIR "/tests/live/reflection/") +
                   name);
  std::stringstream text;
  text << in.rdbuf();
  EXPECT_FALSE(text.str().empty()) << name;
  return text.str();
}

json optional_text(const std::optional<std::string>& text) {
  return text ? json(*text) : json();
}

json option_json(const schema::Option& option) {
  if (const bool* flag = option.get<bool>()) return *flag;
  if (const auto* number = option.get<std::int64_t>()) return *number;
  if (const auto* text = option.get<std::string>()) return *text;
  if (const auto* clause = option.get<schema::Clause>()) return clause->text;
  if (const auto* list = option.get<schema::OptionList>()) {
    json items = json::array();
    for (const auto& item : *list) items.push_back(option_json(item));
    return items;
  }
  if (const auto* map = option.get<schema::OptionMap>()) {
    json items = json::object();
    for (const auto& [key, item] : *map) items[key] = option_json(item);
    return items;
  }
  return nullptr;
}

json options_json(const schema::Options& options) {
  json items = json::object();
  for (const auto& [key, value] : options.items)
    items[key] = option_json(value);
  return items;
}

// The keys that stand in `like`, so that one comparison serves all dialects:
// Inspector's dictionaries leave out what a dialect has no idea of.
json only_keys(json value, const json& like) {
  json kept = json::object();
  for (auto& [key, item] : value.items())
    if (like.contains(key)) kept[key] = item;
  return kept;
}

json identity_json(const schema::Identity& identity) {
  const auto& options = identity.options;
  return {{"always", identity.always},       {"start", *options.start},
          {"increment", *options.increment}, {"minvalue", *options.minvalue},
          {"maxvalue", *options.maxvalue},   {"cache", *options.cache},
          {"cycle", *options.cycle}};
}

json column_json(const ReflectedTable& table, const ReflectedColumn& one) {
  const schema::Column& column = one.column;
  json value = {
      {"name", column.name.text},
      {"type", schema::python_repr(column.type)},
      {"nullable", column.nullable},
      {"default", nullptr},
      {"autoincrement", column.autoincrement == schema::Autoincrement::True},
      {"comment", optional_text(column.comment)}};
  const auto& key = table.primary_key.columns;
  auto place = std::find(key.begin(), key.end(), column.name.text);
  value["primary_key"] = place == key.end() ? 0 : place - key.begin() + 1;
  if (const auto* text = std::get_if<schema::Clause>(&column.server_default))
    value["default"] = text->text;
  if (const auto* computed =
          std::get_if<schema::Computed>(&column.server_default)) {
    value["computed"] = {{"sqltext", computed->sqltext.text}};
    if (computed->persisted)
      value["computed"]["persisted"] = *computed->persisted;
  }
  if (const auto* identity =
          std::get_if<schema::Identity>(&column.server_default))
    value["identity"] = identity_json(*identity);
  for (const auto& [name, option] : column.options.items)
    value["dialect_options"][name] = option_json(option);
  return value;
}

json foreign_key_json(const schema::ForeignKey& key) {
  json options = json::object();
  if (!key.onupdate.empty()) options["onupdate"] = key.onupdate;
  if (!key.ondelete.empty()) options["ondelete"] = key.ondelete;
  if (!key.initially.empty()) options["initially"] = key.initially;
  if (!key.match.empty()) options["match"] = key.match;
  if (key.deferrable) options["deferrable"] = *key.deferrable;
  return {{"name", key.name ? json(key.name.text) : json()},
          {"constrained_columns", key.columns},
          {"referred_schema",
           key.referred_schema ? json(key.referred_schema->text) : json()},
          {"referred_table", key.referred_table.text},
          {"referred_columns", key.referred_columns},
          {"options", options},
          {"comment", optional_text(key.comment)}};
}

json index_json(const ReflectedIndex& index) {
  json value = {{"name", index.name}, {"unique", index.unique}};
  value["column_names"] = json::array();
  for (const auto& name : index.column_names)
    value["column_names"].push_back(optional_text(name));
  if (!index.expressions.empty()) value["expressions"] = index.expressions;
  for (const auto& [name, words] : index.column_sorting)
    value["column_sorting"][name] = words;
  if (index.duplicates_constraint)
    value["duplicates_constraint"] = *index.duplicates_constraint;
  if (!index.type.empty()) value["type"] = index.type;
  value["dialect_options"] = options_json(index.options);
  return value;
}

json table_json(const ReflectedTable& table) {
  json value;
  value["columns"] = json::array();
  for (const auto& column : table.columns)
    value["columns"].push_back(column_json(table, column));
  value["pk"] = {{"name", optional_text(table.primary_key.name)},
                 {"constrained_columns", table.primary_key.columns},
                 {"comment", optional_text(table.primary_key.comment)},
                 {"dialect_options", options_json(table.primary_key.options)}};
  value["fks"] = json::array();
  for (const auto& key : table.foreign_keys)
    value["fks"].push_back(foreign_key_json(key));
  value["uniques"] = json::array();
  for (const auto& unique : table.uniques)
    value["uniques"].push_back(
        {{"name", optional_text(unique.name)},
         {"column_names", unique.columns},
         {"comment", optional_text(unique.comment)},
         {"duplicates_index", optional_text(unique.duplicates_index)},
         {"dialect_options", options_json(unique.options)}});
  value["checks"] = json::array();
  for (const auto& check : table.checks)
    value["checks"].push_back(
        {{"name", optional_text(check.name)},
         {"sqltext", check.sqltext},
         {"comment", optional_text(check.comment)},
         {"dialect_options", options_json(check.options)}});
  value["indexes"] = json::array();
  for (const auto& index : table.indexes)
    value["indexes"].push_back(index_json(index));
  value["options"] = options_json(table.options);
  value["comment"] = optional_text(table.comment);
  return value;
}

// Both lists, with the fields that SQLAlchemy gave for each member.
void compare_list(const std::string& where, const json& expected,
                  const json& actual) {
  ASSERT_EQ(expected.size(), actual.size())
      << where << "\nexpected " << expected << "\nactual " << actual;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    json theirs = expected[i];
    if (theirs.contains("primary_key") && theirs["primary_key"].is_boolean())
      theirs.erase("primary_key");
    // Where SQLAlchemy has no such key, ours must be empty.
    for (const char* key : {"computed", "identity", "expressions", "type",
                            "column_sorting", "duplicates_constraint"})
      EXPECT_TRUE(theirs.contains(key) || !actual[i].contains(key))
          << where << " " << actual[i];
    EXPECT_TRUE(theirs.contains("dialect_options") ||
                !actual[i].contains("dialect_options") ||
                actual[i]["dialect_options"].empty())
        << where << actual[i];
    json ours = only_keys(actual[i], theirs);
    // sqlite has 0 and 1 for unique, and True for autoincrement is "auto".
    if (theirs.contains("unique") && theirs["unique"].is_number())
      theirs["unique"] = theirs["unique"] != 0;
    EXPECT_EQ(theirs.dump(1), ours.dump(1)) << where;
  }
}

void compare_table(const std::string& name, const json& expected,
                   const ReflectedTable& table) {
  json actual = table_json(table);
  for (const char* list : {"columns", "fks", "uniques", "checks", "indexes"})
    compare_list(name + " " + list, expected[list], actual[list]);
  EXPECT_EQ(expected["pk"], only_keys(actual["pk"], expected["pk"])) << name;
  EXPECT_EQ(expected["options"], actual["options"]) << name;
  EXPECT_EQ(expected["comment"], actual["comment"]) << name;
}

void compare_with_recording(db::Connection& connection,
                            const std::string& dialect,
                            std::vector<std::optional<std::string>> schemas) {
  json golden = json::parse(read_file(dialect + ".json"));
  auto introspector = dialects::introspector(connection);
  Scope scope;
  scope.schemas = schemas;
  scope.views = true;
  Snapshot snapshot = introspector->introspect(scope);
  EXPECT_EQ(snapshot.tables.size(), golden["tables"].size());
  for (const ReflectedTable& table : snapshot.tables) {
    std::string key =
        table.schema ? *table.schema + "." + table.name : table.name;
    ASSERT_TRUE(golden["tables"].contains(key)) << key;
    compare_table(key, golden["tables"][key], table);
    EXPECT_EQ(snapshot.find(table.schema, table.name), &table);
  }
  std::set<std::string> warnings(snapshot.warnings.begin(),
                                 snapshot.warnings.end());
  EXPECT_EQ(golden["warnings"], json(warnings));
  EXPECT_EQ(golden["schemas"], json(introspector->schema_names()));
  for (const auto& schema : schemas) {
    auto sorted = [&](NameKind kind) {
      auto names = introspector->names(kind, schema);
      std::sort(names.begin(), names.end());
      return names;
    };
    const json& names = golden["names"][schema.value_or("None")];
    EXPECT_EQ(names["tables"], json(sorted(NameKind::Tables)));
    EXPECT_EQ(names["views"], json(sorted(NameKind::Views)));
  }
  EXPECT_FALSE(introspector->has_table("no such", std::nullopt));
  EXPECT_TRUE(introspector->has_table("a_view", std::nullopt));
}

TEST(ReflectionTest, SqliteIsAsSqlalchemyReflectsIt) {
  auto connection = db::connect(db::Url::parse("sqlite://"));
  connection->execute_script(read_file("sqlite.sql"));
  compare_with_recording(*connection, "sqlite", {std::nullopt});
}

TEST(ReflectionTest, PostgresqlIsAsSqlalchemyReflectsIt) {
  const char* url = std::getenv("LIMBECK_TEST_PG_URL");
  if (url == nullptr) GTEST_SKIP() << "LIMBECK_TEST_PG_URL is not set";
  auto admin = db::connect(db::Url::parse(url));
  admin->execute("DROP DATABASE IF EXISTS reflected");
  admin->execute("CREATE DATABASE reflected");
  db::Url own = db::Url::parse(url);
  own.database = "reflected";
  auto connection = db::connect(own);
  connection->execute(read_file("postgresql.sql"));
  compare_with_recording(*connection, "postgresql",
                         {std::nullopt, "hs", "Odd Schema", "public"});
  connection->close();
  admin->execute("DROP DATABASE reflected");
}

TEST(ReflectionTest, MysqlIsAsSqlalchemyReflectsIt) {
  const char* url = std::getenv("LIMBECK_TEST_MYSQL_URL");
  if (url == nullptr) GTEST_SKIP() << "LIMBECK_TEST_MYSQL_URL is not set";
  auto connection = db::connect(db::Url::parse(url));
  // The recording lists databases, so the tables stand in the one it used.
  connection->execute(
      "DROP DATABASE limbeck; CREATE DATABASE limbeck CHARACTER SET utf8mb4;"
      "USE limbeck");
  connection->execute(read_file("mysql.sql"));
  compare_with_recording(*connection, "mysql", {std::nullopt, "limbeck"});
  connection->execute(
      "DROP DATABASE limbeck; CREATE DATABASE limbeck CHARACTER SET utf8mb4");
}

}  // namespace
}  // namespace limbeck::dialects
