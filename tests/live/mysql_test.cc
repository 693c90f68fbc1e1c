// The MySQL driver against a real MariaDB (tests/servers.sh).
#include <gtest/gtest.h>

#include <cstdlib>

#include "db/connection.h"

namespace limbeck::db {
namespace {

using schema::DateTime;
using schema::Decimal;
using schema::Interval;

class MysqlTest : public testing::Test {
 protected:
  void SetUp() override {
    const char* url = std::getenv("LIMBECK_TEST_MYSQL_URL");
    if (url == nullptr) GTEST_SKIP() << "LIMBECK_TEST_MYSQL_URL is not set";
    url_ = Url::parse(url);
    db_ = connect(url_);
    db_->execute("DROP TABLE IF EXISTS t");
  }

  std::optional<Error> failure(const std::string& sql) {
    try {
      db_->execute(sql)->all();
    } catch (const Error& error) {
      return error;
    }
    return std::nullopt;
  }

  std::optional<Error> refused(const Url& url) {
    try {
      connect(url);
    } catch (const Error& error) {
      return error;
    }
    return std::nullopt;
  }

  Literal value(const std::string& sql) { return *db_->execute(sql)->scalar(); }

  Url url_;
  std::unique_ptr<Connection> db_;
};

TEST_F(MysqlTest, DecodesTypes) {
  EXPECT_EQ(value("SELECT -7"), Literal(std::int64_t{-7}));
  EXPECT_EQ(value("SELECT 18446744073709551615"),
            Literal(Decimal{"18446744073709551615"}));
  EXPECT_EQ(value("SELECT CAST(1.50 AS DECIMAL(5,2))"),
            Literal(Decimal{"1.50"}));
  EXPECT_EQ(value("SELECT 1.5e0"), Literal(1.5));
  EXPECT_EQ(value("SELECT 'h\xc3\xa9'"), Literal(std::string("h\xc3\xa9")));
  EXPECT_EQ(value("SELECT _binary x'00ff'"),
            Literal(schema::Bytes{std::string("\0\xff", 2)}));
  EXPECT_EQ(value("SELECT DATE '2024-02-29'"),
            Literal(schema::Date{2024, 2, 29}));
  EXPECT_EQ(value("SELECT CAST('2024-01-31 04:05:06.5' AS DATETIME(6))"),
            Literal(DateTime{{2024, 1, 31}, {4, 5, 6, 500000, {}}}));
  EXPECT_EQ(value("SELECT CAST('-01:00:00.5' AS TIME(1))"),
            Literal(Interval{-1, 82799, 500000}));
  EXPECT_TRUE(value("SELECT NULL").is_null());
}

TEST_F(MysqlTest, WritesWhatItReads) {
  std::vector<Literal> values{
      Literal(),
      Literal(std::int64_t{-5}),
      Literal(-1.5e300),
      Literal(Decimal{"-12345678901234567890.5"}),
      Literal(std::string("it's a \\ 100% \"thing\"\n\r\0\x1a\xc3\xa9", 25)),
      Literal(schema::Bytes{std::string("\0'\\\xff", 4)}),
  };
  for (const char* mode : {"", "NO_BACKSLASH_ESCAPES"}) {
    db_->execute(std::string("SET sql_mode = '") + mode + "'");
    for (const Literal& expected : values) {
      Parameters places;
      places.positional = {expected};
      EXPECT_EQ(*db_->execute("SELECT %s", &places)->scalar(), expected);
    }
  }
  db_->execute("CREATE TABLE t (a TIME(6), b DATETIME(6), c DATE)");
  Parameters names;
  Literal time(Interval{-2, 86399, 250000});
  Literal moment(DateTime{{2024, 1, 31}, {4, 5, 6, 7, {}}});
  Literal date(schema::Date{2024, 2, 29});
  names.named = {{"a", time}, {"b", moment}, {"c", date}};
  db_->execute("INSERT INTO t VALUES (%(a)s, %(b)s, %(c)s)", &names);
  EXPECT_EQ(db_->execute("SELECT * FROM t")->all(),
            (std::vector<Row>{{time, moment, date}}));
}

TEST_F(MysqlTest, RunsSeveralStatementsInOneText) {
  auto rows = db_->execute(
      "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, a INT);"
      "SELECT 1; INSERT INTO t (a) VALUES (7),(8); SELECT a FROM t ORDER BY a");
  EXPECT_EQ(rows->rowcount(), 2);
  EXPECT_EQ(rows->all().size(), 2u);
  auto error = failure("SELECT 1; SELECT * FROM nope; SELECT 2");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, 1146);
  rows = db_->execute("INSERT INTO t (a) VALUES (9)");
  EXPECT_EQ(rows->rowcount(), 1);
  EXPECT_EQ(rows->lastrowid(), 3);
  // Matched, not changed rows, as SQLAlchemy asks for.
  EXPECT_EQ(db_->execute("UPDATE t SET a = 9 WHERE a = 9")->rowcount(), 1);
}

// Recorded: str() and class of what pymysql 1 raises.
TEST_F(MysqlTest, RunsManySetsInFewTexts) {
  db_->execute("CREATE TABLE t (a INT PRIMARY KEY, b TEXT)");
  std::vector<Parameters> sets(500);
  for (std::size_t i = 0; i < sets.size(); ++i)
    sets[i].positional = {Literal(static_cast<std::int64_t>(i)),
                          Literal(std::string("x; y -- # 'z"))};
  EXPECT_EQ(db_->execute_many("INSERT INTO t VALUES (%s, %s)", sets), 500);
  for (std::size_t i = 0; i < sets.size(); ++i)
    sets[i].positional = {Literal(std::string(i % 3, ';')),
                          Literal(static_cast<std::int64_t>(i))};
  // One that can share a text, and some that cannot.
  for (const char* sql :
       {"UPDATE t SET b = %s WHERE a = %s", "UPDATE t SET b = %s WHERE a = %s;",
        "UPDATE t SET b = %s WHERE a = %s -- the end",
        "/* first */ UPDATE t SET b = %s WHERE a = %s"})
    EXPECT_EQ(db_->execute_many(sql, sets), 500) << sql;
  EXPECT_EQ(value("SELECT GROUP_CONCAT(DISTINCT b ORDER BY b) FROM t"),
            Literal(std::string(",;,;;")));
}

TEST_F(MysqlTest, TellsWhichSetFailed) {
  db_->execute("CREATE TABLE t (a INT PRIMARY KEY)");
  db_->execute("INSERT INTO t SELECT seq FROM seq_1_to_300");
  std::vector<Parameters> sets(300);
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const auto key = static_cast<std::int64_t>(i + 1);
    sets[i].positional = {Literal(i == 270 ? key + 1 : key + 1000),
                          Literal(key)};
  }
  try {
    db_->execute_many("UPDATE t SET a = %s WHERE a = %s", sets);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, 1062);
    ASSERT_TRUE(error.sets.has_value());
    EXPECT_EQ(error.sets->first, 270u);
    EXPECT_EQ(error.sets->last, 270u);
    EXPECT_EQ(error.sets->all, 300u);
  }
  // What came before it has happened, what came behind it has not.
  EXPECT_EQ(value("SELECT COUNT(*) FROM t WHERE a > 1000"),
            Literal(std::int64_t{270}));
}

TEST_F(MysqlTest, NamesErrorsAsTheDriverDoes) {
  db_->execute("CREATE TABLE t (a INT PRIMARY KEY); INSERT INTO t VALUES (1)");
  auto error = failure("INSERT INTO t VALUES (1)");
  EXPECT_EQ(error->driver_class, "pymysql.err.IntegrityError");
  EXPECT_EQ(error->message(),
            "(1062, \"Duplicate entry '1' for key 'PRIMARY'\")");
  EXPECT_EQ(error->sqlstate, "23000");
  error = failure("SELECT * FROM nope");
  EXPECT_EQ(error->driver_class, "pymysql.err.ProgrammingError");
  EXPECT_EQ(error->message(), "(1146, \"Table 'limbeck.nope' doesn't exist\")");
  url_.drivername = "mysql+mysqlconnector";
  db_ = connect(url_);
  error = failure("SELECT * FROM nope");
  EXPECT_EQ(error->driver_class, "mysql.connector.errors.ProgrammingError");
  EXPECT_EQ(error->message(),
            "1146 (42S02): Table 'limbeck.nope' doesn't exist");
}

TEST_F(MysqlTest, ReportsRefusedConnections) {
  Url closed = url_;
  closed.port = 1;
  EXPECT_EQ(refused(closed)->message(),
            "(2003, \"Can't connect to MySQL server on '127.0.0.1' ([Errno "
            "111] Connection refused)\")");
  EXPECT_EQ(refused(closed)->driver_class, "pymysql.err.OperationalError");
  Url unknown = url_;
  unknown.database = "nope";
  EXPECT_EQ(refused(unknown)->message(), "(1049, \"Unknown database 'nope'\")");
  Url wrong = url_;
  wrong.password = "hidden";
  std::string text = refused(wrong)->message();
  EXPECT_NE(text.find("(1045, \"Access denied for user 'limbeck'@"),
            std::string::npos);
  EXPECT_EQ(text.find("hidden"), std::string::npos);
}

TEST_F(MysqlTest, ConnectsByUnixSocket) {
  const char* socket = std::getenv("LIMBECK_TEST_MYSQL_SOCKET");
  Url url = Url::parse("mysql://limbeck:secret@/limbeck")
                .update_query_pairs({{"unix_socket", socket}});
  auto other = connect(url);
  EXPECT_TRUE(other->ping());
  EXPECT_TRUE(other->is_mariadb());
  EXPECT_GE(other->server_version()[0], 10);
}

TEST_F(MysqlTest, KnowsItsTransactionState) {
  db_->execute("CREATE TABLE t (a INT) ENGINE=InnoDB");
  EXPECT_FALSE(db_->in_transaction());
  db_->begin();
  EXPECT_TRUE(db_->in_transaction());
  db_->execute("INSERT INTO t VALUES (1)");
  db_->savepoint("s");
  db_->execute("INSERT INTO t VALUES (2)");
  db_->rollback_to("s");
  db_->release("s");
  db_->commit();
  EXPECT_FALSE(db_->in_transaction());
  EXPECT_EQ(value("SELECT count(*) FROM t"), Literal(std::int64_t{1}));
}

TEST_F(MysqlTest, StreamsRows) {
  db_->execute("CREATE TABLE t AS SELECT seq FROM seq_1_to_5000");
  auto rows =
      db_->execute("SELECT seq FROM t ORDER BY seq", nullptr, Fetch::Streamed);
  Row row;
  ASSERT_TRUE(rows->next(row));
  EXPECT_EQ(row[0], Literal(std::int64_t{1}));
  EXPECT_EQ(value("SELECT 7"), Literal(std::int64_t{7}));
  EXPECT_EQ(rows->all().size(), 4999u);
  { auto unread = db_->execute("SELECT seq FROM t", nullptr, Fetch::Streamed); }
  EXPECT_EQ(value("SELECT 8"), Literal(std::int64_t{8}));
}

TEST_F(MysqlTest, CancelEndsTheConnection) {
  db_->cancel();
  auto error = failure("SELECT 1");
  ASSERT_TRUE(error);
  EXPECT_TRUE(error->disconnected);
  EXPECT_TRUE(db_->is_closed());
  EXPECT_FALSE(db_->ping());
}

}  // namespace
}  // namespace limbeck::db
