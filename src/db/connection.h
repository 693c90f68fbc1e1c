// One open connection to a database, whichever client library serves it. The
// text of a statement is in the driver's own parameter style: `%s` and
// `%(name)s` on PostgreSQL and MySQL (where `%` is only special if parameters
// are given), `?` and `:name` on SQLite. Values are put into the text as
// literals on PostgreSQL and MySQL, as psycopg2 and pymysql do it, so every
// statement takes parameters and several statements can stand in one text.
//
// A connection is in autocommit until begin(); who imitates a driver's implicit
// transactions stands above. Everything that fails throws db::Error.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "db/error.h"
#include "db/insert_values.h"
#include "db/url.h"
#include "schema/literal.h"

namespace limbeck::db {

using schema::Literal;
using Row = std::vector<Literal>;

/// A statement's values: by place or by name, not both.
struct Parameters {
  std::vector<Literal> positional;
  std::vector<std::pair<std::string, Literal>> named;
};

struct ColumnInfo {
  std::string name;
  /// PostgreSQL: the type's oid; MySQL: the field type; SQLite: 0.
  std::uint32_t type_code = 0;
  /// SQLite: the declared type; else empty.
  std::string declared;
};

/// What one execution brought back. A cursor that runs forward; it stays
/// readable when the connection runs something else (what was not read is then
/// taken into memory).
class Rows {
 public:
  virtual ~Rows() = default;
  const std::vector<ColumnInfo>& columns() const { return columns_; }
  bool returns_rows() const { return returns_rows_; }
  /// Affected or, where known, selected rows; -1 where the driver has no count.
  std::int64_t rowcount() const { return rowcount_; }
  /// The key that SQLite or MySQL gave the last inserted row; 0 if none.
  std::int64_t lastrowid() const { return lastrowid_; }
  /// Reads the next row into `row`, whose storage is used again; false at the
  /// end.
  virtual bool next(Row& row) = 0;
  /// All that was not read yet.
  std::vector<Row> all();
  /// The first value of the next row; none if there is no row.
  std::optional<Literal> scalar();

 protected:
  std::vector<ColumnInfo> columns_;
  bool returns_rows_ = false;
  std::int64_t rowcount_ = -1;
  std::int64_t lastrowid_ = 0;
};

/// Rows that are all in memory.
class BufferedRows final : public Rows {
 public:
  BufferedRows() { rowcount_ = 0; }
  /// Reads the rest of `more` behind what is here; counts add up.
  void append(Rows& more);
  bool next(Row& row) override;

 private:
  std::vector<Row> rows_;
  std::size_t at_ = 0;
};

enum class Fetch {
  Buffered,  // the whole result is fetched at once where the client does so
  Streamed,  // rows come as they are read
};

/// A server's NOTICE or WARNING.
struct Notice {
  std::string severity;
  std::string message;
};

struct ConnectOptions {
  /// create_engine(connect_args=…): they win over the URL's.
  std::vector<std::pair<std::string, Literal>> connect_args;
  /// Set when the run is to end: db/stop.h. Borrowed; outlives the connection.
  const std::atomic<bool>* stop = nullptr;
};

class Connection {
 public:
  virtual ~Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  const Driver& driver() const { return driver_; }

  /// Runs one or (not on SQLite) several statements and gives the last one's
  /// outcome.
  virtual std::unique_ptr<Rows> execute(std::string_view sql,
                                        const Parameters* parameters = nullptr,
                                        Fetch fetch = Fetch::Buffered) = 0;
  /// Runs all statements of the text, also where execute() takes one only.
  virtual void execute_script(std::string_view sql) { execute(sql); }
  /// Runs the statement for each set; the sum of the row counts.
  virtual std::int64_t execute_many(std::string_view sql,
                                    std::span<const Parameters> sets);

  /// Runs the INSERT for each set, many rows to a statement where the client
  /// puts values into the text. What RETURNING gives, and the sum of the
  /// counts.
  virtual std::unique_ptr<Rows> insert_many(const InsertValues& insert,
                                            std::span<const Parameters> sets);

  /// Runs the statements, each without a `;`, in few round trips where the
  /// client can; the outcome of each.
  virtual std::vector<std::unique_ptr<Rows>> execute_batch(
      std::span<const std::string> statements);

  /// COPY … FROM STDIN: sends what `read` gives until it gives nothing. COPY …
  /// TO STDOUT: gives what comes to `write`. The number of rows.
  using Read = std::function<std::string()>;
  using Write = std::function<void(std::string_view)>;
  virtual std::int64_t copy(std::string_view sql, const Read& read,
                            const Write& write);

  /// Queues one statement whose result nobody reads. It may run at once; if it
  /// fails, this call, a later send() or sync() throws, and the statements
  /// queued after it did not run (SQLite, MySQL) or were skipped (PostgreSQL).
  virtual void send(std::string_view sql,
                    const Parameters* parameters = nullptr);
  /// Waits for what was sent; the row count of each since the last sync().
  virtual std::vector<std::int64_t> sync();

  /// `mode` follows BEGIN: "IMMEDIATE", "ISOLATION LEVEL SERIALIZABLE".
  void begin(std::string_view mode = {});
  void commit();
  void rollback();
  void savepoint(std::string_view name);
  void release(std::string_view name);
  void rollback_to(std::string_view name);
  /// What the server says, whoever began it.
  virtual bool in_transaction() const = 0;
  /// Whether a driver that begins transactions by itself would now send BEGIN
  /// before a statement. Some look at the server; some only remember that they
  /// sent one: after a script's own COMMIT these leave every statement alone,
  /// which scripts rely on for CREATE INDEX CONCURRENTLY.
  bool needs_begin() const {
    return !in_transaction() && !(begins_once_ && begun_);
  }
  /// The driver's own switch: whether nobody begins transactions by himself.
  bool autocommit() const { return autocommit_; }
  void set_autocommit(bool on) { autocommit_ = on; }
  /// Commits or takes back what begin() began, if that still runs.
  void end(bool commit_it);
  /// A statement failed and only ROLLBACK is accepted (PostgreSQL).
  virtual bool in_failed_transaction() const { return false; }

  /// {15, 20}; {3, 40, 1}; {10, 11, 14}.
  virtual std::vector<int> server_version() const = 0;
  /// MariaDB rather than MySQL.
  virtual bool is_mariadb() const { return false; }
  /// Whether the server answers.
  virtual bool ping() noexcept = 0;
  /// Stops the running statement. May be called from a signal handler.
  virtual void cancel() noexcept = 0;
  virtual bool is_closed() const = 0;
  /// Ends the connection; a running transaction is lost. Harmless twice.
  virtual void close() noexcept = 0;

  void on_notice(std::function<void(const Notice&)> handler) {
    notice_handler_ = std::move(handler);
  }

 protected:
  explicit Connection(const Driver& driver) : driver_(driver) {}
  /// What `work` gives; its errors say which sets it was for.
  template <class Work>
  static auto with_sets(Error::Sets sets, Work work) {
    try {
      return work();
    } catch (Error& error) {
      error.sets = sets;
      throw;
    }
  }
  void notify(const Notice& notice) const {
    if (notice_handler_) notice_handler_(notice);
  }

 private:
  friend std::unique_ptr<Connection> connect(const Url&, const ConnectOptions&);

  const Driver& driver_;  // of the constant table in url.cc
  bool begins_once_ = false, begun_ = false, autocommit_ = false;
  std::function<void(const Notice&)> notice_handler_;
  std::vector<std::int64_t> sent_;  // row counts since the last sync()
};

/// Opens a connection, loading the client library if it is the first one.
std::unique_ptr<Connection> connect(const Url& url,
                                    const ConnectOptions& options = {});

// One per client library, each in the .cc of that name.
std::unique_ptr<Connection> connect_postgresql(const Url&, const Driver&,
                                               const ConnectOptions&);
std::unique_ptr<Connection> connect_sqlite(const Url&, const Driver&,
                                           const ConnectOptions&);
std::unique_ptr<Connection> connect_mysql(const Url&, const Driver&,
                                          const ConnectOptions&);

}  // namespace limbeck::db
