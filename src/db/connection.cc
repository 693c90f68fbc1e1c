#include "db/connection.h"

#include "base/text.h"

namespace limbeck::db {

std::vector<Row> Rows::all() {
  std::vector<Row> rows;
  Row row;
  while (next(row)) rows.push_back(std::move(row));
  return rows;
}

std::optional<Literal> Rows::scalar() {
  Row row;
  if (!next(row) || row.empty()) return std::nullopt;
  return std::move(row.front());
}

void BufferedRows::append(Rows& more) {
  if (columns_.empty()) columns_ = more.columns();
  returns_rows_ |= more.returns_rows();
  if (more.rowcount() > 0) rowcount_ += more.rowcount();
  lastrowid_ = more.lastrowid();
  Row row;
  while (more.next(row)) rows_.push_back(std::move(row));
}

bool BufferedRows::next(Row& row) {
  if (at_ >= rows_.size()) return false;
  row = std::move(rows_[at_++]);
  return true;
}

std::unique_ptr<Rows> Connection::insert_many(
    const InsertValues& insert, std::span<const Parameters> sets) {
  auto all = std::make_unique<BufferedRows>();
  const std::string sql = cat(insert.head, insert.group, insert.tail);
  for (std::size_t i = 0; i < sets.size(); ++i)
    all->append(*with_sets({i, i, sets.size()},
                           [&] { return execute(sql, &sets[i]); }));
  return all;
}

std::int64_t Connection::execute_many(std::string_view sql,
                                      std::span<const Parameters> sets) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    std::int64_t one = with_sets({i, i, sets.size()}, [&] {
                         return execute(sql, &sets[i]);
                       })->rowcount();
    if (one > 0) count += one;
  }
  return count;
}

std::vector<std::unique_ptr<Rows>> Connection::execute_batch(
    std::span<const std::string> statements) {
  std::vector<std::unique_ptr<Rows>> all;
  for (const std::string& statement : statements)
    all.push_back(execute(statement));
  return all;
}

std::int64_t Connection::copy(std::string_view, const Read&, const Write&) {
  throw driver_error(DbapiClass::NotSupportedError, driver(),
                     "this database has no COPY");
}

void Connection::send(std::string_view sql, const Parameters* parameters) {
  int index = static_cast<int>(sent_.size());
  try {
    sent_.push_back(execute(sql, parameters)->rowcount());
  } catch (Error& error) {
    error.pipeline_index = index;
    sent_.clear();
    throw;
  }
}

std::vector<std::int64_t> Connection::sync() {
  return std::exchange(sent_, {});
}

void Connection::begin(std::string_view mode) {
  execute(mode.empty() ? std::string("BEGIN") : cat("BEGIN ", mode));
  begun_ = true;
}
void Connection::commit() {
  begun_ = false;
  execute("COMMIT");
}
void Connection::rollback() {
  begun_ = false;
  execute("ROLLBACK");
}
void Connection::end(bool commit_it) {
  if (!in_transaction())
    begun_ = false;
  else if (commit_it)
    commit();
  else
    rollback();
}
void Connection::savepoint(std::string_view name) {
  execute(cat("SAVEPOINT ", name));
}
void Connection::release(std::string_view name) {
  execute(cat("RELEASE SAVEPOINT ", name));
}
void Connection::rollback_to(std::string_view name) {
  execute(cat("ROLLBACK TO SAVEPOINT ", name));
}

namespace {

// psycopg2 and asyncpg remember that they began a transaction; psycopg and
// pg8000 ask the server. A URL that names no driver is mostly one of a project
// from psycopg2's days.
bool begins_once(const Url& url, const Driver& driver) {
  if (driver.backend != Backend::PostgreSql) return false;
  if (!contains(url.drivername, "+")) return true;
  for (std::string_view asking : {"psycopg", "psycopg_async", "pg8000"})
    if (driver.name == asking) return false;
  return true;
}

std::unique_ptr<Connection> open(const Url& url, const Driver& driver,
                                 const ConnectOptions& options) {
  switch (driver.backend) {
    case Backend::PostgreSql:
      return connect_postgresql(url, driver, options);
    case Backend::Sqlite:
      return connect_sqlite(url, driver, options);
    case Backend::MySql:
      return connect_mysql(url, driver, options);
    case Backend::Unsupported:
      break;
  }
  throw limbeck::Error(
      ErrorKind::Unsupported,
      cat("limbeck cannot connect by ", driver.dialect, "+", driver.name))
      .hint(
          "It connects to PostgreSQL, SQLite, MySQL and MariaDB; for other "
          "databases it writes SQL with --sql.");
}

}  // namespace

std::unique_ptr<Connection> connect(const Url& url,
                                    const ConnectOptions& options) {
  const Driver& driver = url.driver();
  std::unique_ptr<Connection> opened = open(url, driver, options);
  opened->begins_once_ = begins_once(url, driver);
  return opened;
}

}  // namespace limbeck::db
