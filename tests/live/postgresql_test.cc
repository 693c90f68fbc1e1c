// The PostgreSQL driver against a real server (tests/servers.sh).
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "db/connection.h"

namespace limbeck::db {
namespace {

class PostgresqlTest : public testing::Test {
 protected:
  void SetUp() override {
    const char* url = std::getenv("LIMBECK_TEST_PG_URL");
    if (url == nullptr) GTEST_SKIP() << "LIMBECK_TEST_PG_URL is not set";
    url_ = Url::parse(url);
    db_ = connect(url_);
    db_->execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  }

  std::optional<Error> failure(const std::string& sql,
                               const Parameters* parameters = nullptr) {
    try {
      db_->execute(sql, parameters)->all();
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

using schema::Array;
using schema::DateTime;
using schema::Decimal;
using schema::Interval;

TEST_F(PostgresqlTest, DecodesTypes) {
  EXPECT_EQ(value("SELECT true"), Literal(true));
  EXPECT_EQ(value("SELECT -7::bigint"), Literal(std::int64_t{-7}));
  EXPECT_EQ(value("SELECT 1.50::numeric"), Literal(Decimal{"1.50"}));
  EXPECT_EQ(value("SELECT 0.1::float8"), Literal(0.1));
  EXPECT_EQ(value("SELECT '\\x00ff'::bytea"),
            Literal(schema::Bytes{std::string("\0\xff", 2)}));
  EXPECT_EQ(value("SELECT date '2024-02-29'"),
            Literal(schema::Date{2024, 2, 29}));
  EXPECT_EQ(value("SELECT date 'infinity'"), Literal(std::string("infinity")));
  EXPECT_EQ(value("SELECT date '0044-03-15 BC'"),
            Literal(std::string("0044-03-15 BC")));
  EXPECT_EQ(value("SELECT time '04:05:06.000007'"),
            Literal(schema::Time{4, 5, 6, 7, {}}));
  EXPECT_EQ(value("SELECT timestamp '2024-01-31 04:05:06.5'"),
            Literal(DateTime{{2024, 1, 31}, {4, 5, 6, 500000, {}}}));
  db_->execute("SET timezone = 'Asia/Kolkata'");
  EXPECT_EQ(value("SELECT timestamptz '2024-01-31 00:00:00Z'"),
            Literal(DateTime{{2024, 1, 31}, {5, 30, 0, 0, 19800}}));
  EXPECT_EQ(value("SELECT interval '1 year 2 mons -3 days -04:05:06.5'"),
            Literal(Interval{365 + 60 - 3 - 1, 71693, 500000}));
  EXPECT_EQ(value("SELECT '{\"a\": 1}'::jsonb"),
            Literal(schema::Json{"{\"a\": 1}", ""}));
  EXPECT_EQ(
      value("SELECT uuid '6ba7b810-9dad-11d1-80b4-00c04fd430c8'"),
      Literal(*schema::Uuid::parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8")));
  EXPECT_EQ(value("SELECT int4range(1, 5)"), Literal(std::string("[1,5)")));
}

TEST_F(PostgresqlTest, DecodesArrays) {
  Array inner{{Literal(std::int64_t{1}), Literal()}};
  EXPECT_EQ(value("SELECT '{1,NULL}'::int[]"), Literal(inner));
  EXPECT_EQ(value("SELECT '{{1,NULL},{1,NULL}}'::int[]"),
            Literal(Array{{Literal(inner), Literal(inner)}}));
  Array text{{Literal(std::string("a\"b\\,{}")), Literal(std::string("NULL")),
              Literal(std::string(""))}};
  EXPECT_EQ(value("SELECT ARRAY['a\"b\\,{}', 'NULL', '']"), Literal(text));
  EXPECT_EQ(value("SELECT '{}'::text[]"), Literal(Array{}));
}

TEST_F(PostgresqlTest, WritesWhatItReads) {
  std::vector<Literal> values{
      Literal(),
      Literal(false),
      Literal(std::int64_t{-5}),
      Literal(Decimal{"-12345678901234567890.5"}),
      Literal(std::string("it's a \\ 100% \"thing\"\n\xc3\xa9")),
      Literal(schema::Bytes{std::string("\0'\\\xff", 4)}),
      Literal(schema::Date{2024, 2, 29}),
      Literal(schema::Time{4, 5, 6, 7, {}}),
      Literal(DateTime{{2024, 1, 31}, {4, 5, 6, 500000, {}}}),
      Literal(Interval{-3, 5, 7}),
      Literal(*schema::Uuid::parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8")),
      Literal(Array{{Literal(std::int64_t{1}), Literal(std::int64_t{2})}}),
  };
  for (const Literal& expected : values) {
    Parameters places;
    places.positional = {expected};
    EXPECT_EQ(*db_->execute("SELECT %s", &places)->scalar(), expected);
    Parameters names;
    names.named = {{"x", expected}};
    EXPECT_EQ(*db_->execute("SELECT %(x)s AS \"100%%\"", &names)->scalar(),
              expected);
  }
}

TEST_F(PostgresqlTest, RunsSeveralStatementsInOneText) {
  auto rows = db_->execute(
      "CREATE TABLE t (a int); INSERT INTO t VALUES (1),(2);"
      "SELECT a FROM t ORDER BY a;");
  EXPECT_EQ(rows->rowcount(), 2);
  EXPECT_EQ(rows->all().size(), 2u);
  EXPECT_EQ(db_->execute("UPDATE t SET a = 3")->rowcount(), 2);
  EXPECT_EQ(db_->execute("CREATE TABLE u (a int)")->rowcount(), -1);
}

// Recorded: str() and class of what psycopg2 2.9 raises.
TEST_F(PostgresqlTest, NamesErrorsAsPsycopg2Does) {
  db_->execute("CREATE TABLE t (a int PRIMARY KEY); INSERT INTO t VALUES (1)");
  auto error = failure("INSERT INTO t VALUES (1)");
  EXPECT_EQ(error->driver_class, "psycopg2.errors.UniqueViolation");
  EXPECT_EQ(error->dbapi_class, DbapiClass::IntegrityError);
  EXPECT_EQ(error->sqlstate, "23505");
  EXPECT_EQ(error->constraint, "t_pkey");
  EXPECT_EQ(error->message(),
            "duplicate key value violates unique constraint \"t_pkey\"\n"
            "DETAIL:  Key (a)=(1) already exists.\n");
  error = failure("SELECT * FROM nope");
  EXPECT_EQ(error->driver_class, "psycopg2.errors.UndefinedTable");
  EXPECT_EQ(error->message(),
            "relation \"nope\" does not exist\nLINE 1: SELECT * FROM nope\n"
            "                      ^\n");
  EXPECT_EQ(error->position, 15);
  EXPECT_FALSE(error->disconnected);
}

TEST_F(PostgresqlTest, SpellsErrorsAsTheUrlsDriverDoes) {
  url_.drivername = "postgresql+psycopg";
  db_ = connect(url_);
  auto error = failure("SELECT * FROM nope");
  EXPECT_EQ(error->driver_class, "psycopg.errors.UndefinedTable");
  EXPECT_EQ(error->message(),
            "relation \"nope\" does not exist\nLINE 1: SELECT * FROM nope\n"
            "                      ^");
  url_.drivername = "postgresql+asyncpg";
  db_ = connect(url_);
  Parameters parameters;
  parameters.positional = {Literal(std::int64_t{3})};
  EXPECT_EQ(*db_->execute("SELECT '$1', $1", &parameters)->scalar(),
            Literal(std::string("$1")));
  error = failure("SELECT * FROM nope");
  EXPECT_EQ(error->driver_class,
            "sqlalchemy.dialects.postgresql.asyncpg.ProgrammingError");
  EXPECT_EQ(error->message(),
            "<class 'asyncpg.exceptions.UndefinedTableError'>: relation "
            "\"nope\" does not exist");
}

TEST_F(PostgresqlTest, ReportsRefusedConnectionsInLibpqsWords) {
  Url closed = url_;
  closed.port = 1;
  EXPECT_EQ(refused(closed)->driver_class, "psycopg2.OperationalError");
  EXPECT_EQ(refused(closed)->message(),
            "connection to server at \"127.0.0.1\", port 1 failed: Connection "
            "refused\n\tIs the server running on that host and accepting "
            "TCP/IP connections?\n");
  Url unknown = url_;
  unknown.database = "nope";
  EXPECT_NE(refused(unknown)->message().find(
                "FATAL:  database \"nope\" does not exist\n"),
            std::string::npos);
  Url locked = url_;
  locked.username = "locked";
  locked.password = "wrong%";
  std::string text = refused(locked)->message();
  EXPECT_NE(text.find("FATAL:  password authentication failed for user "
                      "\"locked\"\n"),
            std::string::npos);
  EXPECT_EQ(text.find("wrong"), std::string::npos);
  Url odd = url_.update_query_string("foo=1");
  EXPECT_EQ(refused(odd)->driver_class, "psycopg2.ProgrammingError");
  EXPECT_EQ(refused(odd)->message(),
            "invalid dsn: invalid connection option \"foo\"\n");
}

TEST_F(PostgresqlTest, ConnectsByHostParameters) {
  const char* socket = std::getenv("LIMBECK_TEST_PG_SOCKET");
  const char* port = std::getenv("LIMBECK_TEST_PG_PORT");
  Url url = Url::parse("postgresql+psycopg2://limbeck@/limbeck");
  Url by_socket = url.update_query_pairs({{"host", socket}, {"port", port}});
  EXPECT_TRUE(connect(by_socket)->ping());
  Url several = url.update_query_pairs(
      {{"host", "127.0.0.1:1"}, {"host", std::string("127.0.0.1:") + port}});
  EXPECT_TRUE(connect(several)->ping());
  Url with_options =
      url_.update_query_string("options=-csearch_path%3Dpg_catalog");
  EXPECT_EQ(*connect(with_options)->execute("SHOW search_path")->scalar(),
            Literal(std::string("pg_catalog")));
}

TEST_F(PostgresqlTest, KnowsItsTransactionState) {
  EXPECT_FALSE(db_->in_transaction());
  db_->begin("ISOLATION LEVEL SERIALIZABLE");
  EXPECT_TRUE(db_->in_transaction());
  EXPECT_EQ(value("SHOW transaction_isolation"),
            Literal(std::string("serializable")));
  EXPECT_TRUE(failure("SELECT 1/0"));
  EXPECT_TRUE(db_->in_failed_transaction());
  EXPECT_EQ(failure("SELECT 1")->driver_class,
            "psycopg2.errors.InFailedSqlTransaction");
  db_->rollback();
  EXPECT_FALSE(db_->in_transaction());
}

TEST_F(PostgresqlTest, PipelinesIndependentStatements) {
  db_->begin();
  db_->send("CREATE TABLE t (a int)");
  db_->send("INSERT INTO t VALUES (1),(2),(3)");
  db_->send("UPDATE t SET a = a + 1 WHERE a > 1; DELETE FROM t WHERE a = 1");
  db_->send("INSERT INTO t VALUES (9);");
  EXPECT_EQ(db_->sync(), (std::vector<std::int64_t>{-1, 3, 1, 1}));
  db_->commit();
  EXPECT_EQ(value("SELECT count(*) FROM t"), Literal(std::int64_t{3}));
  db_->begin();
  for (int i = 0; i < 1000; ++i) db_->send("INSERT INTO t VALUES (1)");
  EXPECT_EQ(value("SELECT count(*) FROM t"), Literal(std::int64_t{1003}));
  EXPECT_EQ(db_->sync().size(), 1000u);
  db_->rollback();
}

TEST_F(PostgresqlTest, AttributesAFailureInAPipeline) {
  db_->begin();
  db_->savepoint("s");
  db_->send("CREATE TABLE t (a int)");
  db_->send("INSERT INTO nope VALUES (1)");
  db_->send("INSERT INTO t VALUES (1)");
  try {
    db_->sync();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.pipeline_index, 1);
    EXPECT_EQ(error.driver_class, "psycopg2.errors.UndefinedTable");
    EXPECT_EQ(error.message(),
              "relation \"nope\" does not exist\nLINE 1: INSERT INTO nope "
              "VALUES (1)\n                    ^\n");
  }
  EXPECT_TRUE(db_->in_failed_transaction());
  db_->rollback_to("s");
  EXPECT_EQ(value("SELECT to_regclass('t') IS NULL"), Literal(true));
  db_->rollback();
}

TEST_F(PostgresqlTest, TellsWhichSetFailed) {
  db_->execute("CREATE TABLE t (a int PRIMARY KEY)");
  std::vector<Parameters> sets(250);
  for (std::size_t i = 0; i < sets.size(); ++i)
    sets[i].positional = {Literal(static_cast<std::int64_t>(i % 211))};
  db_->begin();
  try {
    db_->execute_many("INSERT INTO t VALUES (%s)", sets);
    FAIL();
  } catch (const Error& error) {
    ASSERT_TRUE(error.sets.has_value());
    EXPECT_EQ(error.sets->first, 211u);
    EXPECT_EQ(error.sets->last, 211u);
    EXPECT_EQ(error.sets->all, 250u);
  }
  db_->rollback();
  const std::string sql = "INSERT INTO t VALUES (%s)";
  sets.resize(2100);  // three statements
  for (std::size_t i = 250; i < sets.size(); ++i)
    sets[i].positional = {Literal(static_cast<std::int64_t>(i))};
  sets[211].positional = {Literal(std::int64_t{5000})};
  for (std::size_t i = 212; i < 250; ++i)
    sets[i].positional = {Literal(static_cast<std::int64_t>(i))};
  sets[1500].positional = {Literal(std::int64_t{7})};
  try {
    db_->insert_many(*split_insert_values(sql), sets);
    FAIL();
  } catch (const Error& error) {
    ASSERT_TRUE(error.sets.has_value());
    EXPECT_EQ(error.sets->first, 1000u);
    EXPECT_EQ(error.sets->last, 1999u);
    EXPECT_EQ(error.sets->all, 2100u);
  }
}

TEST_F(PostgresqlTest, StreamsRows) {
  auto rows =
      db_->execute("SELECT generate_series(1, 5000)", nullptr, Fetch::Streamed);
  Row row;
  ASSERT_TRUE(rows->next(row));
  EXPECT_EQ(row[0], Literal(std::int64_t{1}));
  EXPECT_EQ(value("SELECT 7"), Literal(std::int64_t{7}));
  EXPECT_EQ(rows->all().size(), 4999u);
  {
    auto unread = db_->execute("SELECT generate_series(1, 5000)", nullptr,
                               Fetch::Streamed);
  }
  EXPECT_EQ(value("SELECT 8"), Literal(std::int64_t{8}));
  EXPECT_THROW(db_->execute("SELECT 1/(a-3) FROM generate_series(1,9) a",
                            nullptr, Fetch::Streamed)
                   ->all(),
               Error);
  EXPECT_EQ(value("SELECT 9"), Literal(std::int64_t{9}));
}

TEST_F(PostgresqlTest, PassesNoticesOn) {
  std::vector<std::string> seen;
  db_->on_notice([&](const Notice& notice) {
    seen.push_back(notice.severity + ": " + notice.message);
  });
  db_->execute("DROP TABLE IF EXISTS nope");
  EXPECT_EQ(seen, std::vector<std::string>{
                      "NOTICE: table \"nope\" does not exist, skipping"});
}

TEST_F(PostgresqlTest, NoticesThatTheServerEndedTheConnection) {
  auto other = connect(url_);
  auto pid = *other->execute("SELECT pg_backend_pid()")->scalar();
  Parameters parameters;
  parameters.positional = {pid};
  db_->execute("SELECT pg_terminate_backend(%s)", &parameters);
  try {
    while (true) other->execute("SELECT 1");
  } catch (const Error& error) {
    EXPECT_EQ(error.dbapi_class, DbapiClass::OperationalError);
    EXPECT_TRUE(error.disconnected);
  }
  EXPECT_TRUE(other->is_closed());
  EXPECT_FALSE(other->ping());
}

TEST_F(PostgresqlTest, CancelsARunningStatement) {
  std::thread stopper([this] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    db_->cancel();
  });
  auto error = failure("SELECT pg_sleep(60)");
  stopper.join();
  ASSERT_TRUE(error);
  EXPECT_EQ(error->driver_class, "psycopg2.errors.QueryCanceled");
  EXPECT_EQ(error->message(), "canceling statement due to user request\n");
  EXPECT_EQ(value("SELECT 1"), Literal(std::int64_t{1}));
}

TEST_F(PostgresqlTest, RefusesCopyWithoutData) {
  db_->execute("CREATE TABLE t (a int)");
  EXPECT_TRUE(failure("COPY t FROM STDIN"));
  EXPECT_EQ(value("SELECT count(*) FROM t"), Literal(std::int64_t{0}));
  EXPECT_TRUE(failure("COPY t TO STDOUT"));
  EXPECT_EQ(value("SELECT 1"), Literal(std::int64_t{1}));
}

}  // namespace
}  // namespace limbeck::db
