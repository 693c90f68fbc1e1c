#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "db/connection.h"

namespace limbeck::db {
namespace {

std::unique_ptr<Connection> memory() {
  return connect(Url::parse("sqlite://"));
}

const Error* failure(Connection& connection, const std::string& sql,
                     const Parameters* parameters = nullptr) {
  static thread_local std::optional<Error> caught;
  caught.reset();
  try {
    connection.execute(sql, parameters)->all();
  } catch (const Error& error) {
    caught = error;
  }
  return caught ? &*caught : nullptr;
}

TEST(SqliteTest, ReadsValuesByStorageClass) {
  auto db = memory();
  auto rows = db->execute("SELECT 1, 2.5, 'x', x'00ff', NULL AS n");
  EXPECT_TRUE(rows->returns_rows());
  EXPECT_EQ(rows->columns()[4].name, "n");
  EXPECT_EQ(rows->rowcount(), -1);
  Row expected{Literal(std::int64_t{1}), Literal(2.5),
               Literal(std::string("x")),
               Literal(schema::Bytes{std::string("\0\xff", 2)}), Literal()};
  EXPECT_EQ(rows->all(), std::vector<Row>{expected});
}

TEST(SqliteTest, RunsSeveralStatementsAsAScriptOnly) {
  auto db = memory();
  db->execute_script(
      "CREATE TABLE t (a);; INSERT INTO t VALUES (1),(2); -- end\n"
      "INSERT INTO t VALUES (3); /* nothing */ ");
  EXPECT_THROW(db->execute("INSERT INTO t VALUES (4); SELECT 5"), Error);
  auto rows = db->execute("SELECT a FROM t ORDER BY a; /* nothing */ ");
  EXPECT_EQ(rows->all().size(), 3u);
  EXPECT_FALSE(db->execute("  -- nothing")->returns_rows());
}

TEST(SqliteTest, BindsByPlaceAndByName) {
  auto db = memory();
  db->execute("CREATE TABLE t (a, b)");
  Parameters places;
  places.positional = {Literal(std::int64_t{1}), Literal(true)};
  auto rows = db->execute("INSERT INTO t VALUES (?, ?)", &places);
  EXPECT_EQ(rows->rowcount(), 1);
  EXPECT_EQ(rows->lastrowid(), 1);
  Parameters names;
  names.named = {{"b", Literal(schema::DateTime{{2024, 1, 31}, {4, 5, 6}})},
                 {"a", Literal()}};
  db->execute("INSERT INTO t VALUES (:a, :b)", &names);
  auto all = db->execute("SELECT a, b FROM t ORDER BY rowid")->all();
  EXPECT_EQ(all[0][1], Literal(std::int64_t{1}));
  EXPECT_TRUE(all[1][0].is_null());
  EXPECT_EQ(all[1][1], Literal(std::string("2024-01-31 04:05:06")));
  EXPECT_EQ(failure(*db, "SELECT ?", &names)->message(),
            "Binding 1 has no name, but you supplied a dictionary (which has "
            "only names).");
  EXPECT_EQ(failure(*db, "SELECT ?")->message(),
            "Incorrect number of bindings supplied. The current statement uses "
            "1, and there are 0 supplied.");
}

TEST(SqliteTest, RepeatsAStatementForManySets) {
  auto db = memory();
  db->execute("CREATE TABLE t (a)");
  std::vector<Parameters> sets(1000);
  for (std::size_t i = 0; i < sets.size(); ++i)
    sets[i].positional = {Literal(static_cast<std::int64_t>(i))};
  EXPECT_EQ(db->execute_many("INSERT INTO t VALUES (?)", sets), 1000);
  EXPECT_EQ(db->execute("SELECT sum(a) FROM t")->scalar(),
            Literal(std::int64_t{499500}));
}

TEST(SqliteTest, TellsWhichSetFailed) {
  auto db = memory();
  db->execute("CREATE TABLE t (a UNIQUE)");
  std::vector<Parameters> sets(30);
  for (std::size_t i = 0; i < sets.size(); ++i)
    sets[i].positional = {Literal(static_cast<std::int64_t>(i % 20))};
  try {
    db->execute_many("INSERT INTO t VALUES (?)", sets);
    FAIL();
  } catch (const Error& error) {
    ASSERT_TRUE(error.sets.has_value());
    EXPECT_EQ(error.sets->first, 20u);
    EXPECT_EQ(error.sets->last, 20u);
    EXPECT_EQ(error.sets->all, 30u);
  }
}

// Recorded: what Python 3.11's sqlite3 raises.
TEST(SqliteTest, NamesErrorsAsPythonDoes) {
  auto db = memory();
  db->execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b NOT NULL)");
  db->execute("INSERT INTO t VALUES (1, 1)");
  const Error* error = failure(*db, "SELEC 1");
  EXPECT_EQ(error->driver_class, "sqlite3.OperationalError");
  EXPECT_EQ(error->message(), "near \"SELEC\": syntax error");
  error = failure(*db, "INSERT INTO t VALUES (1, 2)");
  EXPECT_EQ(error->driver_class, "sqlite3.IntegrityError");
  EXPECT_EQ(error->message(), "UNIQUE constraint failed: t.a");
  EXPECT_EQ(error->code, 1555);  // SQLITE_CONSTRAINT_PRIMARYKEY
  EXPECT_EQ(failure(*db, "SELECT * FROM nope")->message(),
            "no such table: nope");
  db->close();
  EXPECT_EQ(failure(*db, "SELECT 1")->driver_class, "sqlite3.ProgrammingError");
  EXPECT_THROW(connect(Url::parse("sqlite:////nowhere/x.db")), Error);
  EXPECT_THROW(connect(Url::parse("sqlite://host/x")), limbeck::Error);
}

TEST(SqliteTest, KeepsUnreadRowsWhenAnotherStatementRuns) {
  auto db = memory();
  db->execute_script("CREATE TABLE t (a); INSERT INTO t VALUES (1),(2),(3)");
  auto rows = db->execute("SELECT a FROM t");
  Row row;
  ASSERT_TRUE(rows->next(row));
  db->execute("DROP TABLE t");
  EXPECT_EQ(rows->all().size(), 2u);
}

TEST(SqliteTest, ControlsTransactionsOnlyWhenTold) {
  auto db = memory();
  db->execute("CREATE TABLE t (a)");
  EXPECT_FALSE(db->in_transaction());
  db->begin("IMMEDIATE");
  EXPECT_TRUE(db->in_transaction());
  db->execute("INSERT INTO t VALUES (1)");
  db->savepoint("s");
  db->execute("INSERT INTO t VALUES (2)");
  db->rollback_to("s");
  db->release("s");
  db->commit();
  EXPECT_EQ(db->execute("SELECT count(*) FROM t")->scalar(),
            Literal(std::int64_t{1}));
}

TEST(SqliteTest, AttributesAFailureInAQueue) {
  auto db = memory();
  db->send("CREATE TABLE t (a)");
  try {
    db->send("INSERT INTO nope VALUES (1)");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.pipeline_index, 1);
  }
  db->send("INSERT INTO t VALUES (1),(2)");
  EXPECT_EQ(db->sync(), std::vector<std::int64_t>{2});
}

TEST(SqliteTest, OpensUris) {
  auto file = std::filesystem::temp_directory_path() / "limbeck_uri_test.db";
  std::filesystem::remove(file);
  connect(Url::parse("sqlite:///" + file.string()))
      ->execute("CREATE TABLE t (a)");
  auto db = connect(
      Url::parse("sqlite:///file:" + file.string() + "?mode=ro&uri=true"));
  EXPECT_EQ(failure(*db, "INSERT INTO t VALUES (1)")->message(),
            "attempt to write a readonly database");
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace limbeck::db
