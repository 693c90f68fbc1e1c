// PostgreSQL by libpq, loaded at the first connection. The only file that
// knows libpq-fe.h.
#include <libpq-fe.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <map>

#include "base/text.h"
#include "db/connection.h"
#include "db/decode.h"
#include "db/interpolate.h"
#include "db/library.h"
#include "db/postgresql_copy.h"
#include "db/postgresql_keywords.h"
#include "db/postgresql_literal.h"
#include "db/stop.h"

namespace limbeck::db {
namespace {

#define LIBPQ_FUNCTIONS(X) \
  X(PQconnectdbParams)     \
  X(PQfinish)              \
  X(PQstatus)              \
  X(PQerrorMessage)        \
  X(PQtransactionStatus)   \
  X(PQserverVersion)       \
  X(PQparameterStatus)     \
  X(PQsetNoticeReceiver)   \
  X(PQexec)                \
  X(PQsendQuery)           \
  X(PQsendQueryParams)     \
  X(PQsetSingleRowMode)    \
  X(PQgetResult)           \
  X(PQisBusy)              \
  X(PQconsumeInput)        \
  X(PQsocket)              \
  X(PQputCopyData)         \
  X(PQgetCopyData)         \
  X(PQfreemem)             \
  X(PQputCopyEnd)          \
  X(PQresultStatus)        \
  X(PQresultErrorMessage)  \
  X(PQresultErrorField)    \
  X(PQntuples)             \
  X(PQnfields)             \
  X(PQfname)               \
  X(PQftype)               \
  X(PQgetvalue)            \
  X(PQgetlength)           \
  X(PQgetisnull)           \
  X(PQcmdTuples)           \
  X(PQclear)               \
  X(PQgetCancel)           \
  X(PQcancel)              \
  X(PQfreeCancel)          \
  X(PQenterPipelineMode)   \
  X(PQexitPipelineMode)    \
  X(PQpipelineSync)

struct Libpq {
#define MEMBER(function) decltype(&::function) function = nullptr;
  LIBPQ_FUNCTIONS(MEMBER)
#undef MEMBER

  Libpq() {
    Library library({"libpq.so.5", "libpq.5.dylib", "libpq.so"},
                    "libpq5 (PostgreSQL's client library)");
#define LOAD(function) library.load(function, #function);
    LIBPQ_FUNCTIONS(LOAD)
#undef LOAD
  }
};

const Libpq& libpq() {
  static const Libpq loaded;
  return loaded;
}

struct ResultClearer {
  void operator()(PGresult* result) const { libpq().PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ResultClearer>;

bool is_error(ExecStatusType status) {
  return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE ||
         status == PGRES_NONFATAL_ERROR;
}

std::string field(const PGresult* result, int code) {
  const char* text = libpq().PQresultErrorField(result, code);
  return text == nullptr ? "" : text;
}

Error error_of(const PGresult* result, PGconn* conn, const Driver& driver) {
  const Libpq& pq = libpq();
  PostgresReport report;
  if (result != nullptr) {
    report.message = pq.PQresultErrorMessage(result);
    report.severity = field(result, PG_DIAG_SEVERITY);
    report.sqlstate = field(result, PG_DIAG_SQLSTATE);
    report.primary = field(result, PG_DIAG_MESSAGE_PRIMARY);
    report.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
    report.hint = field(result, PG_DIAG_MESSAGE_HINT);
    report.position = field(result, PG_DIAG_STATEMENT_POSITION);
    report.constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
    report.table = field(result, PG_DIAG_TABLE_NAME);
    report.column = field(result, PG_DIAG_COLUMN_NAME);
    report.schema = field(result, PG_DIAG_SCHEMA_NAME);
    report.file = field(result, PG_DIAG_SOURCE_FILE);
    report.line = field(result, PG_DIAG_SOURCE_LINE);
    report.routine = field(result, PG_DIAG_SOURCE_FUNCTION);
  }
  if (report.message.empty()) report.message = pq.PQerrorMessage(conn);
  // What PQgetResult adds where PQconsumeInput saw the end of the connection.
  constexpr std::string_view kNoSocket = "invalid socket\n";
  if (report.message.size() > kNoSocket.size() &&
      report.message.ends_with(kNoSocket))
    report.message.resize(report.message.size() - kNoSocket.size());
  if (report.primary.empty()) report.primary = report.message;
  Error error = postgres_error(report, driver);
  error.disconnected = pq.PQstatus(conn) == CONNECTION_BAD;
  return error;
}

std::int64_t row_count(PGresult* result) {
  const char* text = libpq().PQcmdTuples(result);
  return *text == '\0' ? -1 : std::strtoll(text, nullptr, 10);
}

struct Session;

class PgRows : public Rows {
 public:
  explicit PgRows(Result result) { take_over(std::move(result)); }

  bool next(Row& row) override {
    if (!result_ || at_ >= libpq().PQntuples(result_.get())) return false;
    decode_row(row);
    ++at_;
    return true;
  }

 protected:
  PgRows() = default;

  void take_over(Result result) {
    const Libpq& pq = libpq();
    PGresult* raw = result.get();
    result_ = std::move(result);
    at_ = 0;
    if (raw == nullptr) return;
    ExecStatusType status = pq.PQresultStatus(raw);
    rowcount_ = row_count(raw);
    returns_rows_ = status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE;
    if (!returns_rows_ || !columns_.empty()) return;
    for (int i = 0; i < pq.PQnfields(raw); ++i)
      columns_.push_back({pq.PQfname(raw, i), pq.PQftype(raw, i), {}});
  }

  void decode_row(Row& row) const {
    const Libpq& pq = libpq();
    row.resize(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      int column = static_cast<int>(i);
      if (pq.PQgetisnull(result_.get(), at_, column) != 0) {
        row[i] = Literal();
        continue;
      }
      std::string_view text(
          pq.PQgetvalue(result_.get(), at_, column),
          static_cast<std::size_t>(pq.PQgetlength(result_.get(), at_, column)));
      row[i] = decode_postgresql(columns_[i].type_code, text);
    }
  }

  Result result_;
  int at_ = 0;
};

class StreamedRows;

// The libpq connection, shared with the cursors that still read from it.
struct Session {
  PGconn* conn = nullptr;
  StreamedRows* open = nullptr;
  const Driver& driver;
  Stop stop;

  Session(PGconn* conn, const Driver& driver, Stop stop)
      : conn(conn), driver(driver), stop(stop) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() { libpq().PQfinish(conn); }

  /// Before a statement is sent. Throws when the run is to end; only ROLLBACK
  /// is sent then, and nobody cancels it.
  void begin(std::string_view sql) {
    stop.check(sql);
    waits_ = stop.asked();
    cancelled_ = false;
  }
  /// PQgetResult. When the run is to end, the server is asked once to cancel
  /// what it does, and its answer is waited for.
  Result next_result() {
    const Libpq& pq = libpq();
    while (!waits_ && !cancelled_ && pq.PQisBusy(conn)) {
      if (stop.before_readable(pq.PQsocket(conn))) {
        cancel();
        cancelled_ = true;
      } else if (pq.PQconsumeInput(conn) == 0) {
        break;
      }
    }
    return Result(pq.PQgetResult(conn));
  }
  /// Behind the last result: ends the run if that came about by cancelling.
  void check_cancelled() const {
    if (cancelled_) Stop::end();
  }

 private:
  void cancel() const {
    char reason[256];
    PGcancel* handle = libpq().PQgetCancel(conn);
    libpq().PQcancel(handle, reason, sizeof reason);
    libpq().PQfreeCancel(handle);
  }
  bool cancelled_ = false;
  bool waits_ = false;  // to the end, whoever asks
};

// Rows in libpq's single-row mode.
class StreamedRows final : public PgRows {
 public:
  explicit StreamedRows(std::shared_ptr<Session> session)
      : session_(std::move(session)) {
    session_->open = this;
    fetch();
  }
  ~StreamedRows() override {
    try {
      while (session_->open == this) fetch();
    } catch (const limbeck::Error&) {
      // Nobody reads these rows any more, so nobody misses them.
    }
  }

  bool next(Row& row) override {
    if (read_ < buffer_.size()) {
      row = std::move(buffer_[read_++]);
      return true;
    }
    if (session_->open != this) return false;
    if (!PgRows::next(row)) return false;
    fetch();
    return true;
  }

  void drain() {
    while (session_->open == this) {
      Row row;
      if (PgRows::next(row)) buffer_.push_back(std::move(row));
      fetch();
    }
  }

 private:
  void fetch() {
    const Libpq& pq = libpq();
    Result result = session_->next_result();
    if (!result) {
      session_->open = nullptr;
      return;
    }
    if (is_error(pq.PQresultStatus(result.get()))) {
      Error error = error_of(result.get(), session_->conn, session_->driver);
      while (Result(pq.PQgetResult(session_->conn))) continue;
      session_->open = nullptr;
      session_->check_cancelled();
      throw error;
    }
    bool last = pq.PQresultStatus(result.get()) != PGRES_SINGLE_TUPLE;
    take_over(std::move(result));
    rowcount_ = last ? rowcount_ : -1;
    if (last) fetch();
  }

  std::shared_ptr<Session> session_;
  std::vector<Row> buffer_;
  std::size_t read_ = 0;
};

// Rows of a cursor on the server, a page at a time. Other statements may run
// between the pages; the cursor sees the data as they were when it was opened.
// SQLAlchemy: psycopg2's named cursors, BufferedRowCursorFetchStrategy
class CursorRows final : public PgRows {
 public:
  using FetchPage = std::function<Result()>;
  explicit CursorRows(FetchPage fetch) : fetch_(std::move(fetch)) { page(); }

  bool next(Row& row) override {
    if (PgRows::next(row)) return true;
    if (!result_ || libpq().PQntuples(result_.get()) == 0) return false;
    page();
    return PgRows::next(row);
  }

 private:
  void page() {
    take_over(fetch_());
    rowcount_ = -1;
  }

  FetchPage fetch_;
};

// Whether a cursor can be declared for it.
bool is_query(std::string_view sql) {
  std::string word = lower(strip(sql).substr(0, 7));
  return word.substr(0, 6) == "select" || word.substr(0, 5) == "with " ||
         word == "values ";
}

// Whether the text may hold more than one statement; a lone `;` at the end
// does not count, one inside a string does (the caller then pays a round trip).
bool may_be_several(std::string_view sql) {
  std::size_t semicolon = sql.find(';');
  return semicolon != std::string_view::npos &&
         !strip(sql.substr(semicolon + 1)).empty();
}

// What COPY brings.
class CountOnly final : public Rows {
 public:
  explicit CountOnly(std::int64_t count) { rowcount_ = count; }
  bool next(Row&) override { return false; }
};

class PgConnection final : public Connection {
 public:
  PgConnection(PGconn* conn, const Driver& driver, Stop stop)
      : Connection(driver),
        session_(std::make_shared<Session>(conn, driver, stop)) {
    const Libpq& pq = libpq();
    pq.PQsetNoticeReceiver(conn, &PgConnection::receive_notice, this);
    cancel_ = pq.PQgetCancel(conn);
    settle("DateStyle", "ISO", "SET datestyle TO 'ISO'");
    settle("IntervalStyle", "postgres", "SET intervalstyle TO 'postgres'");
  }
  ~PgConnection() override { close(); }

  std::unique_ptr<Rows> execute(std::string_view sql,
                                const Parameters* parameters,
                                Fetch fetch) override {
    if (queued_ > 0 && session_->stop.asked()) give_up();
    ready();
    std::string text = final_text(sql, parameters);
    if (fetch == Fetch::Streamed && !is_query(text)) fetch = Fetch::Buffered;
    if (fetch == Fetch::Streamed && status() == PQTRANS_INTRANS &&
        !may_be_several(text))
      return open_cursor(text);
    return run(text, fetch);
  }

  // Several statements in one round trip, a hundred at a time.
  std::int64_t execute_many(std::string_view sql,
                            std::span<const Parameters> sets) override {
    constexpr std::size_t kPage = 100;
    std::int64_t total = 0;
    if (const auto insert = split_insert_values(sql))
      if (const auto copied = copy_rows(*insert, sets)) return *copied;
    for (std::size_t at = 0; at < sets.size(); at += kPage) {
      try {
        for (std::size_t i = at; i < std::min(at + kPage, sets.size()); ++i)
          send(sql, &sets[i]);
        for (std::int64_t count : sync()) total += count > 0 ? count : 0;
      } catch (Error& error) {
        const std::size_t failed = at + std::max(error.pipeline_index, 0);
        error.sets = {failed, failed, sets.size()};
        throw;
      }
    }
    return total;
  }

  // SQLAlchemy: DefaultDialect.insertmanyvalues_page_size and its limits
  std::unique_ptr<Rows> insert_many(const InsertValues& insert,
                                    std::span<const Parameters> sets) override {
    constexpr std::size_t kPage = 1000, kBytes = 4 * 1024 * 1024;
    if (const auto copied = copy_rows(insert, sets))
      return std::make_unique<CountOnly>(*copied);
    auto all = std::make_unique<BufferedRows>();
    const Parameters none;
    for (std::size_t i = 0; i < sets.size();) {
      std::string text = final_text(insert.head, &none);
      const std::size_t begin = i, end = std::min(i + kPage, sets.size());
      for (bool first = true; i < end && text.size() < kBytes; ++i) {
        if (!first) text += ", ";
        text += final_text(insert.group, &sets[i]);
        first = false;
      }
      text += final_text(insert.tail, &none);
      ready();
      all->append(*with_sets({begin, i - 1, sets.size()},
                             [&] { return run(text, Fetch::Buffered); }));
    }
    return all;
  }

  std::int64_t copy(std::string_view sql, const Read& read,
                    const Write& write) override {
    ready();
    const std::string text(sql);
    session_->begin(text);
    const Result result = exec(text);
    session_->check_cancelled();
    const ExecStatusType status =
        result ? libpq().PQresultStatus(result.get()) : PGRES_FATAL_ERROR;
    if (is_error(status))
      throw error_of(result.get(), session_->conn, driver());
    if (status == PGRES_COPY_IN) return copy_in(read);
    if (status == PGRES_COPY_OUT) return copy_out(write);
    return row_count(result.get());
  }

  void send(std::string_view sql, const Parameters* parameters) override {
    std::string text = final_text(sql, parameters);
    if (may_be_several(text) || !in_transaction_block()) {
      collect();
      int index = static_cast<int>(counts_.size());
      try {
        ready();
        counts_.push_back(run(text, Fetch::Buffered)->rowcount());
      } catch (Error& error) {
        error.pipeline_index = index;
        counts_.clear();
        throw;
      }
      return;
    }
    enqueue(text);
  }

  std::vector<std::int64_t> sync() override {
    collect();
    return std::exchange(counts_, {});
  }

  bool in_transaction() const override {
    return session_ && status() != PQTRANS_IDLE && status() != PQTRANS_UNKNOWN;
  }
  bool in_failed_transaction() const override {
    return session_ && status() == PQTRANS_INERROR;
  }
  std::vector<int> server_version() const override {
    int number = session_ ? libpq().PQserverVersion(session_->conn) : 0;
    if (number >= 100000) return {number / 10000, number % 10000};
    return {number / 10000, number / 100 % 100, number % 100};
  }
  bool ping() noexcept override {
    if (!session_) return false;
    try {
      execute("", nullptr, Fetch::Buffered);
      return true;
    } catch (const limbeck::Error&) {
      return false;
    }
  }
  void cancel() noexcept override {
    char reason[256];
    if (PGcancel* handle = cancel_.load())
      libpq().PQcancel(handle, reason, sizeof reason);
  }
  bool is_closed() const override {
    return !session_ || libpq().PQstatus(session_->conn) == CONNECTION_BAD;
  }
  void close() noexcept override {
    if (PGcancel* handle = cancel_.exchange(nullptr))
      libpq().PQfreeCancel(handle);
    if (!session_) return;
    libpq().PQsetNoticeReceiver(session_->conn, &ignore_notice, nullptr);
    if (session_->open != nullptr) {
      // Its rows are lost with the connection, as with any driver.
      session_->open = nullptr;
    }
    session_.reset();
  }

 private:
  static void receive_notice(void* self, const PGresult* result) {
    std::string severity = field(result, PG_DIAG_SEVERITY);
    std::string message = field(result, PG_DIAG_MESSAGE_PRIMARY);
    static_cast<PgConnection*>(self)->notify({severity, message});
  }
  static void ignore_notice(void*, const PGresult*) {}

  PGTransactionStatusType status() const {
    return libpq().PQtransactionStatus(session_->conn);
  }
  // While statements are queued the status is the one before them; the queue
  // is only used inside a transaction block.
  bool in_transaction_block() {
    if (queued_ > 0) return true;
    ready();
    return status() == PQTRANS_INTRANS;
  }

  void ready() {
    if (!session_) {
      throw driver_error(DbapiClass::InterfaceError, driver(),
                         "connection already closed");
    }
    if (queued_ > 0) collect();
    if (session_->open != nullptr) session_->open->drain();
  }

  void settle(const char* parameter, std::string_view wanted, const char* sql) {
    const char* value = libpq().PQparameterStatus(session_->conn, parameter);
    if (value != nullptr &&
        std::string_view(value).substr(0, wanted.size()) != wanted)
      execute(sql, nullptr, Fetch::Buffered);
  }

  std::string final_text(std::string_view sql,
                         const Parameters* parameters) const {
    if (parameters == nullptr) return std::string(sql);
    const char* standard =
        session_ ? libpq().PQparameterStatus(session_->conn,
                                             "standard_conforming_strings")
                 : nullptr;
    bool standard_strings =
        standard == nullptr || std::string_view(standard) == "on";
    return interpolate(sql, *parameters, driver().paramstyle,
                       [&](std::string& out, const Literal& value) {
                         write_postgresql_literal(out, value, standard_strings,
                                                  driver());
                       });
  }

  // The simple protocol: several statements in one text are allowed.
  std::unique_ptr<Rows> run(const std::string& text, Fetch fetch) {
    const Libpq& pq = libpq();
    PGconn* conn = session_->conn;
    session_->begin(text);
    if (fetch == Fetch::Streamed) {
      if (pq.PQsendQuery(conn, text.c_str()) == 0)
        throw error_of(nullptr, conn, driver());
      pq.PQsetSingleRowMode(conn);
      return std::make_unique<StreamedRows>(session_);
    }
    Result result = exec(text);
    ExecStatusType status =
        result ? pq.PQresultStatus(result.get()) : PGRES_FATAL_ERROR;
    session_->check_cancelled();
    if (is_error(status)) throw error_of(result.get(), conn, driver());
    if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT ||
        status == PGRES_COPY_BOTH) {
      abandon_copy(status);
    }
    return std::make_unique<PgRows>(std::move(result));
  }

  // PQexec, but for the waiting.
  Result exec(const std::string& text) {
    const Libpq& pq = libpq();
    PGconn* conn = session_->conn;
    Result last;
    if (pq.PQsendQuery(conn, text.c_str()) == 0) return last;
    while (Result next = session_->next_result()) {
      last = std::move(next);
      const ExecStatusType status = pq.PQresultStatus(last.get());
      if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT ||
          status == PGRES_COPY_BOTH || pq.PQstatus(conn) == CONNECTION_BAD)
        break;
    }
    return last;
  }

  // WITH … INSERT and its like can have no cursor: they run as they are.
  std::unique_ptr<Rows> open_cursor(const std::string& text) {
    const std::string name = cat("limbeck_", ++cursors_);
    if (lower(strip(text).substr(0, 5)) == "with ")
      for (const char* word : {"insert", "update", "delete"})
        if (contains(lower(text), word)) return run(text, Fetch::Streamed);
    run(cat("DECLARE ", name, " CURSOR WITHOUT HOLD FOR ", text),
        Fetch::Buffered);
    return std::make_unique<CursorRows>(
        [this, alive = std::weak_ptr<Session>(session_),
         fetch = cat("FETCH FORWARD 1000 FROM ", name)]() -> Result {
          if (alive.expired())
            throw driver_error(DbapiClass::InterfaceError, driver(),
                               "connection already closed");
          ready();
          session_->begin(fetch);
          Result result = exec(fetch);
          session_->check_cancelled();
          if (!result || is_error(libpq().PQresultStatus(result.get())))
            throw error_of(result.get(), session_->conn, driver());
          return result;
        });
  }

  [[noreturn]] void abandon_copy(ExecStatusType status) {
    const Libpq& pq = libpq();
    if (status == PGRES_COPY_IN)
      pq.PQputCopyEnd(session_->conn, "COPY FROM STDIN needs data");
    else
      Result(pq.PQexec(session_->conn, ""));  // reads and drops what is sent
    while (Result(pq.PQgetResult(session_->conn))) continue;
    throw driver_error(
        DbapiClass::ProgrammingError, driver(),
        "can't use COPY with execute: there is nothing to copy from or to");
  }

  // COPY in place of INSERT, within a savepoint: where something is not as it
  // would be with INSERT, or fails, that is taken back and none is given.
  std::optional<std::int64_t> copy_rows(const InsertValues& insert,
                                        std::span<const Parameters> sets) {
    constexpr std::size_t kFewest = 1000;
    if (sets.size() < kFewest) return std::nullopt;
    const std::optional<CopyTarget> target = copy_target(insert);
    if (!target) return std::nullopt;
    ready();
    if (status() != PQTRANS_INTRANS || server_version()[0] < 12)
      return std::nullopt;
    run("SAVEPOINT limbeck_copy", Fetch::Buffered);
    std::optional<std::int64_t> count;
    try {
      count = copy_into(*target, sets);
    } catch (const Error& error) {
      if (error.disconnected) throw;
    }
    if (!count) run("ROLLBACK TO SAVEPOINT limbeck_copy", Fetch::Buffered);
    run("RELEASE SAVEPOINT limbeck_copy", Fetch::Buffered);
    return count;
  }

  std::optional<std::int64_t> copy_into(const CopyTarget& target,
                                        std::span<const Parameters> sets) {
    std::map<std::string, std::uint32_t> known;
    const auto asked = run(copy_question(target), Fetch::Buffered);
    for (Row row; asked->next(row);)
      known[*row[0].get<std::string>()] =
          static_cast<std::uint32_t>(*row[1].get<std::int64_t>());
    std::vector<std::uint32_t> types;
    for (const std::string& column : target.columns) {
      const auto found = known.find(plain_name(column));
      if (found == known.end()) return std::nullopt;
      types.push_back(found->second);
    }
    const std::string text = cat("COPY ", target.table, " (",
                                 join(target.columns, ", "), ") FROM STDIN");
    session_->begin(text);
    Result result = exec(text);
    session_->check_cancelled();
    if (!result || libpq().PQresultStatus(result.get()) != PGRES_COPY_IN)
      throw error_of(result.get(), session_->conn, driver());
    return send_rows(CopyWriter(target, std::move(types)), sets);
  }

  std::optional<std::int64_t> send_rows(const CopyWriter& writer,
                                        std::span<const Parameters> sets) {
    constexpr std::size_t kBytes = 64 * 1024;
    const Libpq& pq = libpq();
    PGconn* conn = session_->conn;
    std::string text;
    bool good = true;
    for (std::size_t i = 0; good && i < sets.size(); ++i) {
      good = writer.write(text, sets[i]);
      if (!good || (text.size() < kBytes && i + 1 < sets.size())) continue;
      good = pq.PQputCopyData(conn, text.data(),
                              static_cast<int>(text.size())) == 1;
      text.clear();
    }
    pq.PQputCopyEnd(conn, good ? nullptr : "another way is taken");
    const std::int64_t count = copied();
    return good ? std::optional(count) : std::nullopt;
  }

  // Reads what COPY ends with: the number of rows, or its error.
  std::int64_t copied() {
    std::int64_t count = -1;
    std::optional<Error> failure;
    while (Result result = session_->next_result()) {
      if (!is_error(libpq().PQresultStatus(result.get())))
        count = row_count(result.get());
      else if (!failure)
        failure = error_of(result.get(), session_->conn, driver());
    }
    session_->check_cancelled();
    if (failure) throw *failure;
    return count;
  }

  // Row by row, so that a script that fails leaves the rest unread.
  std::int64_t copy_out(const Write& write) {
    char* data = nullptr;
    while (true) {
      const int size = libpq().PQgetCopyData(session_->conn, &data, 0);
      if (size <= 0) break;
      const std::unique_ptr<char, void (*)(void*)> owner(data,
                                                         libpq().PQfreemem);
      write(std::string_view(data, static_cast<std::size_t>(size)));
    }
    return copied();
  }

  std::int64_t copy_in(const Read& read) {
    try {
      for (std::string text = read(); !text.empty(); text = read())
        libpq().PQputCopyData(session_->conn, text.data(),
                              static_cast<int>(text.size()));
    } catch (...) {
      libpq().PQputCopyEnd(session_->conn, "the script failed");
      while (session_->next_result()) continue;
      throw;
    }
    libpq().PQputCopyEnd(session_->conn, nullptr);
    return copied();
  }

  void enqueue(const std::string& text) {
    constexpr int kStatements = 256;
    constexpr std::size_t kBytes = 256 * 1024;
    const Libpq& pq = libpq();
    PGconn* conn = session_->conn;
    if (queued_ >= kStatements || queued_bytes_ >= kBytes) {
      collect();
      ready();
    }
    session_->begin(text);
    if (queued_ == 0 && pq.PQenterPipelineMode(conn) == 0)
      throw error_of(nullptr, conn, driver());
    if (pq.PQsendQueryParams(conn, text.c_str(), 0, nullptr, nullptr, nullptr,
                             nullptr, 0) == 0) {
      Error error = error_of(nullptr, conn, driver());
      error.pipeline_index = static_cast<int>(counts_.size()) + queued_;
      queued_ = 0;
      throw error;
    }
    ++queued_;
    queued_bytes_ += text.size();
  }

  // What was queued is of no use any more.
  void give_up() {
    try {
      collect();
    } catch (const limbeck::Error&) {
      counts_.clear();
    }
  }

  // Ends the pipeline, reads every result and throws the first failure.
  void collect() {
    if (queued_ == 0) return;
    const Libpq& pq = libpq();
    PGconn* conn = session_->conn;
    int waiting = std::exchange(queued_, 0);
    queued_bytes_ = 0;
    std::optional<Error> failure;
    bool sent = pq.PQpipelineSync(conn) == 1;
    for (int i = 0; sent && i < waiting; ++i) {
      std::int64_t count = -1;
      while (Result result = session_->next_result()) {
        ExecStatusType status = pq.PQresultStatus(result.get());
        if (is_error(status)) {
          if (!failure) {
            failure = error_of(result.get(), conn, driver());
            failure->pipeline_index = static_cast<int>(counts_.size());
          }
          if (pq.PQstatus(conn) == CONNECTION_BAD) sent = false;
        } else {
          count = row_count(result.get());
        }
        if (!sent) break;
      }
      if (!failure) counts_.push_back(count);
    }
    if (sent) session_->next_result();
    pq.PQexitPipelineMode(conn);
    if (failure) session_->check_cancelled();
    if (!sent && !failure) failure = error_of(nullptr, conn, driver());
    if (!failure) return;
    counts_.clear();
    throw *failure;
  }

  std::shared_ptr<Session> session_;
  std::atomic<PGcancel*> cancel_ = nullptr;
  int queued_ = 0;
  unsigned cursors_ = 0;  // names for them
  std::size_t queued_bytes_ = 0;
  std::vector<std::int64_t> counts_;
};

}  // namespace

std::unique_ptr<Connection> connect_postgresql(const Url& url,
                                               const Driver& driver,
                                               const ConnectOptions& options) {
  const Libpq& pq = libpq();
  Keywords keywords = keywords_of(url, driver, options);
  std::vector<const char*> names, values;
  keywords.arrays(names, values);
  PGconn* conn = pq.PQconnectdbParams(names.data(), values.data(), 0);
  if (conn == nullptr) throw std::bad_alloc();
  if (pq.PQstatus(conn) == CONNECTION_BAD) {
    const std::string message = pq.PQerrorMessage(conn);
    pq.PQfinish(conn);
    throw refused_connection(message, driver);
  }
  return std::make_unique<PgConnection>(conn, driver, Stop(options.stop));
}

}  // namespace limbeck::db
