#include "db/url.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace limbeck::db {
namespace {

std::string refusal(const std::string& text) {
  try {
    Url::parse(text).driver();
  } catch (const Error& error) {
    return error.message();
  }
  return "accepted";
}

struct Rendered {
  const char* url;
  const char* text;
};

// Recorded: str(sqlalchemy.engine.make_url(url)).
TEST(UrlTest, RendersAsSqlalchemyDoes) {
  const Rendered cases[] = {
      {"postgresql://u:p@[::1]:99/x?a=1&a=2&b=&c=%20+x",
       "postgresql://u:***@[::1]:99/x?a=1&a=2&c=++x"},
      {"sqlite:///:memory:", "sqlite:///%3Amemory%3A"},
      {"postgresql://a@b:c@d/e", "postgresql://a%40b:***@d/e"},
      {"postgresql://u%40:p%2F@h/d%20b", "postgresql://u%40:***@h/d b"},
      {"sqlite://", "sqlite://"},
      {"sqlite:////abs/p.db", "sqlite:////abs/p.db"},
      {"mysql+pymysql://u@h:3306/d?charset=utf8mb4&ssl_ca=/a/b",
       "mysql+pymysql://u@h:3306/d?charset=utf8mb4&ssl_ca=%2Fa%2Fb"},
      {"postgresql+psycopg2:///d?host=/var/run/x",
       "postgresql+psycopg2:///d?host=%2Fvar%2Frun%2Fx"},
  };
  for (const Rendered& one : cases)
    EXPECT_EQ(Url::parse(one.url).render_as_string(), one.text) << one.url;
}

TEST(UrlTest, KeepsThePasswordWhenAsked) {
  Url url = Url::parse("postgresql://u%40:p%2F%C3%A9@h/d");
  EXPECT_EQ(url.username, "u@");
  EXPECT_EQ(url.password, "p/\xc3\xa9");
  EXPECT_EQ(url.render_as_string(false), "postgresql://u%40:p%2F%C3%A9@h/d");
}

TEST(UrlTest, ReadsRepeatedParameters) {
  Url url = Url::parse("postgresql:///d?host=a:1&host=b:2&x=1");
  ASSERT_EQ(url.query.size(), 2u);
  EXPECT_TRUE(url.query[0].second.repeated);
  EXPECT_EQ(url.query[0].second.values,
            (std::vector<std::string>{"a:1", "b:2"}));
  EXPECT_FALSE(url.query[1].second.repeated);
  Url more = url.update_query_string("x=2&y=3", true);
  EXPECT_EQ(more.render_as_string(),
            "postgresql:///d?host=a%3A1&host=b%3A2&x=1&x=2&y=3");
  EXPECT_EQ(url.difference_update_query({"host"}).render_as_string(),
            "postgresql:///d?x=1");
  EXPECT_EQ(url.update_query_pairs({{"x", "9"}}).query_value("x"), "9");
}

TEST(UrlTest, RefusesWithSqlalchemysWords) {
  EXPECT_EQ(refusal("host"),
            "Could not parse SQLAlchemy URL from given URL string");
  EXPECT_EQ(refusal("a-b://x"),
            "Could not parse SQLAlchemy URL from given URL string");
  EXPECT_EQ(refusal("postgresql://h:abc/db"),
            "invalid literal for int() with base 10: 'abc'");
  EXPECT_EQ(refusal("postgresql://h:/db"),
            "invalid literal for int() with base 10: ''");
  EXPECT_EQ(refusal("postgres://h/d"),
            "Can't load plugin: sqlalchemy.dialects:postgres");
  EXPECT_EQ(refusal("postgresql+foo://h"),
            "Can't load plugin: sqlalchemy.dialects:postgresql.foo");
}

TEST(UrlTest, KnowsTheDefaultDrivers) {
  EXPECT_EQ(Url::parse("postgresql://").get_driver_name(), "psycopg");
  EXPECT_EQ(Url::parse("mariadb://").get_driver_name(), "mysqldb");
  EXPECT_EQ(Url::parse("sqlite://").get_driver_name(), "pysqlite");
  EXPECT_EQ(Url::parse("mysql+aiomysql://h").get_backend_name(), "mysql");
  EXPECT_EQ(Url::parse("mysql+aiomysql://h").driver().backend, Backend::MySql);
}

TEST(UrlTest, TranslatesConnectArguments) {
  QueryPairs expected{{"host", "h"}, {"dbname", "d"}, {"port", "5"}};
  EXPECT_EQ(Url::parse("postgresql://:@h:5/d")
                .translate_connect_args(
                    {{"database", "dbname"}, {"username", "user"}}),
            expected);
}

}  // namespace
}  // namespace limbeck::db
