// SQLite. The only file that knows sqlite3.h.
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <filesystem>
#include <thread>

#include "base/text.h"
#include "db/connection.h"
#include "db/stop.h"
#include "db/values.h"

namespace limbeck::db {
namespace {

class SqliteRows;

// The open database, shared by the connection and its cursors.
struct Handle {
  sqlite3* db = nullptr;
  SqliteRows* open = nullptr;  // the cursor that still steps a statement
  Stop stop;
  std::chrono::milliseconds patience{0};  // with who else holds the file

  Handle(Stop stop, double timeout)
      : stop(stop),
        patience(static_cast<std::int64_t>(std::lround(timeout * 1000))) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { sqlite3_close_v2(db); }

  /// After opening: who waits for SQLite can be asked to end.
  void watch() {
    constexpr int kInstructions = 50'000;
    sqlite3_progress_handler(
        db, kInstructions,
        [](void* self) {
          return static_cast<int>(static_cast<Handle*>(self)->stop.asked());
        },
        this);
    sqlite3_busy_handler(
        db,
        [](void* self, int count) {
          return static_cast<int>(static_cast<Handle*>(self)->wait(count));
        },
        this);
  }

  [[noreturn]] void fail() const {
    const int code = sqlite3_extended_errcode(db) & 0xff;
    if (stop.asked() && (code == SQLITE_INTERRUPT || code == SQLITE_BUSY))
      Stop::end();
    throw sqlite_error(sqlite3_extended_errcode(db), sqlite3_errmsg(db));
  }

 private:
  // Somebody else has a lock; called for the `count`th time.
  bool wait(int count) {
    using Clock = std::chrono::steady_clock;
    if (count == 0) waiting_until_ = Clock::now() + patience;
    if (stop.asked() || Clock::now() >= waiting_until_) return false;
    std::this_thread::sleep_for(
        std::chrono::milliseconds(std::min(1 << std::min(count, 6), 50)));
    return true;
  }
  std::chrono::steady_clock::time_point waiting_until_;
};

struct Finalizer {
  void operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
  }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalizer>;

Literal cell(sqlite3_stmt* statement, int i) {
  auto text = [&](const void* data) {
    auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
    return std::string(static_cast<const char*>(data), size);
  };
  switch (sqlite3_column_type(statement, i)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, i)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, i);
    case SQLITE_TEXT:
      return text(sqlite3_column_text(statement, i));
    case SQLITE_BLOB: {
      const void* data = sqlite3_column_blob(statement, i);
      return data == nullptr ? schema::Bytes{} : schema::Bytes{text(data)};
    }
    default:
      return {};
  }
}

// A cursor over a statement that was stepped once. Rows not read yet go into
// memory when the connection turns to another statement.
class SqliteRows final : public Rows {
 public:
  SqliteRows(std::shared_ptr<Handle> handle, Statement statement, bool has_row)
      : handle_(std::move(handle)),
        statement_(std::move(statement)),
        pending_(has_row) {
    describe();
    handle_->open = this;
    if (!has_row) finish();
  }
  // The outcome of a statement without rows.
  SqliteRows(std::int64_t rowcount, std::int64_t lastrowid) {
    set_counts(rowcount, lastrowid);
  }
  ~SqliteRows() override { finish(); }

  void set_counts(std::int64_t rowcount, std::int64_t lastrowid) {
    rowcount_ = rowcount;
    lastrowid_ = lastrowid;
  }

  bool next(Row& row) override {
    if (read_ < buffer_.size()) {
      row = std::move(buffer_[read_++]);
      return true;
    }
    if (!statement_ || !pending_) return false;
    take(row);
    step();
    return true;
  }

  void drain() {
    while (statement_ && pending_) {
      take(buffer_.emplace_back());
      step();
    }
    finish();
  }

  void finish() {
    if (handle_ && handle_->open == this) handle_->open = nullptr;
    statement_.reset();
  }

 private:
  void describe() {
    returns_rows_ = true;
    int count = sqlite3_column_count(statement_.get());
    for (int i = 0; i < count; ++i) {
      const char* name = sqlite3_column_name(statement_.get(), i);
      const char* declared = sqlite3_column_decltype(statement_.get(), i);
      columns_.push_back({name == nullptr ? "" : name, 0,  //
                          declared == nullptr ? "" : declared});
    }
  }

  void take(Row& row) const {
    row.resize(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i)
      row[i] = cell(statement_.get(), static_cast<int>(i));
  }

  void step() {
    int code = sqlite3_step(statement_.get());
    pending_ = code == SQLITE_ROW;
    if (pending_) return;
    if (code == SQLITE_DONE) return finish();
    const auto handle = handle_;
    struct Finish {
      SqliteRows* rows;
      ~Finish() { rows->finish(); }
    } finish_it{this};
    handle->fail();
  }

  std::shared_ptr<Handle> handle_;
  Statement statement_;
  bool pending_ = false;
  std::vector<Row> buffer_;
  std::size_t read_ = 0;
};

[[noreturn]] void refuse(DbapiClass kind, std::string message) {
  throw Error(kind, cat("sqlite3.", name(kind)), std::move(message));
}

// Binds values as Python's sqlite3 does, with its default adapters.
class Binder {
 public:
  explicit Binder(sqlite3_stmt* statement) : statement_(statement) {}

  void bind(const Parameters& parameters) {
    int needed = sqlite3_bind_parameter_count(statement_);
    if (!parameters.named.empty()) return bind_named(parameters, needed);
    int given = static_cast<int>(parameters.positional.size());
    if (needed != given) {
      refuse(DbapiClass::ProgrammingError,
             cat("Incorrect number of bindings supplied. The current statement "
                 "uses ",
                 needed, ", and there are ", given, " supplied."));
    }
    for (int i = 0; i < needed; ++i)
      bind_one(i + 1, parameters.positional[static_cast<std::size_t>(i)]);
  }

 private:
  void bind_named(const Parameters& parameters, int needed) {
    for (int i = 1; i <= needed; ++i) {
      const char* full = sqlite3_bind_parameter_name(statement_, i);
      if (full == nullptr) {
        refuse(DbapiClass::ProgrammingError,
               cat("Binding ", i,
                   " has no name, but you supplied a dictionary (which has "
                   "only names)."));
      }
      auto found = std::find_if(
          parameters.named.begin(), parameters.named.end(),
          [&](const auto& entry) { return entry.first == full + 1; });
      if (found == parameters.named.end()) {
        refuse(DbapiClass::ProgrammingError,
               cat("You did not supply a value for binding parameter ", full,
                   "."));
      }
      bind_one(i, found->second);
    }
  }

  void bind_one(int i, const Literal& value) {
    index_ = i;
    int code = std::visit([&](const auto& item) { return put(item); },  //
                          value.variant());
    if (code == SQLITE_OK) return;
    sqlite3* db = sqlite3_db_handle(statement_);
    throw sqlite_error(sqlite3_extended_errcode(db), sqlite3_errmsg(db));
  }

  int text(const std::string& data) {
    return sqlite3_bind_text64(statement_, index_, data.data(), data.size(),
                               SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  [[noreturn]] void unsupported(const char* type) const {
    refuse(DbapiClass::ProgrammingError,
           cat("Error binding parameter ", index_, ": type '", type,
               "' is not supported"));
  }

  int put(std::monostate) { return sqlite3_bind_null(statement_, index_); }
  int put(bool value) { return sqlite3_bind_int64(statement_, index_, value); }
  int put(std::int64_t value) {
    return sqlite3_bind_int64(statement_, index_, value);
  }
  int put(double value) {
    return sqlite3_bind_double(statement_, index_, value);
  }
  int put(const schema::Decimal& value) {
    bool whole = value.text.find_first_not_of("-0123456789") ==  //
                 std::string::npos;
    if (!whole) unsupported("decimal.Decimal");
    throw limbeck::Error(ErrorKind::Argument,
                         "Python int too large to convert to SQLite INTEGER");
  }
  int put(const std::string& value) { return text(value); }
  int put(const schema::Bytes& value) {
    return sqlite3_bind_blob64(statement_, index_,
                               value.data.empty() ? "" : value.data.data(),
                               value.data.size(), SQLITE_TRANSIENT);
  }
  int put(const schema::Date& value) { return text(iso_format(value)); }
  int put(const schema::DateTime& value) {
    return text(iso_format(value, ' '));
  }
  int put(const schema::Time&) { unsupported("datetime.time"); }
  int put(const schema::Interval&) { unsupported("datetime.timedelta"); }
  int put(const schema::Uuid&) { unsupported("uuid.UUID"); }
  int put(const schema::Json& value) {
    unsupported(value.text.substr(0, 1) == "[" ? "list" : "dict");
  }
  int put(const schema::Array&) { unsupported("list"); }
  int put(const std::shared_ptr<const schema::OpaqueValue>& value) {
    unsupported(type_name(*value).c_str());
  }

  sqlite3_stmt* statement_;
  int index_ = 0;
};

// Without the white space and the comments that it begins with.
std::string_view without_comments(std::string_view sql) {
  while (!sql.empty()) {
    if (std::string_view(" \t\r\n\f").find(sql.front()) !=
        std::string_view::npos) {
      sql.remove_prefix(1);
    } else if (sql.substr(0, 2) == "--") {
      sql.remove_prefix(std::min(sql.find('\n'), sql.size()));
    } else if (sql.substr(0, 2) == "/*") {
      std::size_t end = sql.find("*/");
      sql.remove_prefix(end == std::string_view::npos ? sql.size() : end + 2);
    } else {
      break;
    }
  }
  return sql;
}

// Whether the text starts with one of the statements that Python counts rows
// for.
bool is_dml(std::string_view sql) {
  const std::string word = upper(without_comments(sql).substr(0, 7));
  return word.substr(0, 6) == "INSERT" || word.substr(0, 6) == "UPDATE" ||
         word.substr(0, 6) == "DELETE" || word == "REPLACE";
}

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(const Driver& driver, std::shared_ptr<Handle> handle)
      : Connection(driver), handle_(std::move(handle)), raw_(handle_->db) {}
  ~SqliteConnection() override { close(); }

  std::unique_ptr<Rows> execute(std::string_view sql,
                                const Parameters* parameters, Fetch) override {
    require_open();
    handle_->stop.check(sql);
    if (handle_->open != nullptr) handle_->open->drain();
    std::string_view rest = sql;
    Statement statement = prepare(rest);
    // What is behind it is looked at before it runs.
    if (!without_comments(rest).empty())
      refuse(DbapiClass::ProgrammingError,
             "You can only execute one statement at a time.");
    // White space and comments have none.
    if (!statement) return std::make_unique<SqliteRows>(-1, 0);
    const std::string_view own = sql.substr(0, sql.size() - rest.size());
    return run(std::move(statement), own, parameters, own.size() == sql.size());
  }

  std::int64_t execute_many(std::string_view sql,
                            std::span<const Parameters> sets) override {
    if (!is_dml(sql))
      refuse(DbapiClass::ProgrammingError,
             "executemany() can only execute DML statements.");
    return Connection::execute_many(sql, sets);
  }

  void execute_script(std::string_view sql) override {
    require_open();
    for (std::string_view rest = sql; !rest.empty();) {
      handle_->stop.check(rest);
      if (handle_->open != nullptr) handle_->open->drain();
      if (Statement statement = prepare(rest))
        run(std::move(statement), sql, nullptr, false);
    }
  }

  bool in_transaction() const override {
    return handle_ && sqlite3_get_autocommit(handle_->db) == 0;
  }
  std::vector<int> server_version() const override {
    int number = sqlite3_libversion_number();
    return {number / 1000000, number / 1000 % 1000, number % 1000};
  }
  bool ping() noexcept override { return !is_closed(); }
  void cancel() noexcept override {
    if (sqlite3* db = raw_.load()) sqlite3_interrupt(db);
  }
  bool is_closed() const override { return !handle_; }
  void close() noexcept override {
    raw_ = nullptr;
    kept_.reset();
    if (handle_ && handle_->open != nullptr) handle_->open->finish();
    handle_.reset();
  }

 private:
  void require_open() const {
    if (!handle_)
      refuse(DbapiClass::ProgrammingError,
             "Cannot operate on a closed database.");
  }

  // Takes one statement off `rest`; null if there is none. The last DML
  // statement is kept, for it often comes again with other values.
  Statement prepare(std::string_view& rest) {
    if (kept_ && rest == kept_sql_) {
      rest = {};
      return std::move(kept_);
    }
    sqlite3_stmt* raw = nullptr;
    const char* tail = nullptr;
    int code = sqlite3_prepare_v2(handle_->db, rest.data(),
                                  static_cast<int>(rest.size()), &raw, &tail);
    if (code != SQLITE_OK) handle_->fail();
    rest.remove_prefix(static_cast<std::size_t>(tail - rest.data()));
    return Statement(raw);
  }

  std::unique_ptr<Rows> run(Statement statement, std::string_view sql,
                            const Parameters* parameters, bool whole) {
    sqlite3_stmt* raw = statement.get();
    if (parameters != nullptr)
      Binder(raw).bind(*parameters);
    else if (sqlite3_bind_parameter_count(raw) > 0)
      Binder(raw).bind({});
    bool counted = is_dml(sql);
    int code = sqlite3_step(raw);
    if (code != SQLITE_ROW && code != SQLITE_DONE) handle_->fail();
    std::int64_t id = sqlite3_last_insert_rowid(handle_->db);
    if (sqlite3_column_count(raw) > 0) {
      auto rows = std::make_unique<SqliteRows>(handle_, std::move(statement),
                                               code == SQLITE_ROW);
      if (counted) rows->drain();  // RETURNING: all is written first
      rows->set_counts(counted ? sqlite3_changes64(handle_->db) : -1, id);
      return rows;
    }
    std::int64_t count = counted ? sqlite3_changes64(handle_->db) : -1;
    if (counted && whole) {
      sqlite3_reset(raw);
      sqlite3_clear_bindings(raw);
      kept_ = std::move(statement);
      kept_sql_ = std::string(sql);
    }
    return std::make_unique<SqliteRows>(count, id);
  }

  std::shared_ptr<Handle> handle_;
  std::atomic<sqlite3*> raw_;  // for cancel()
  Statement kept_;
  std::string kept_sql_;
};

// SQLAlchemy: util.asbool
bool as_bool(const std::string& text) {
  std::string word = lower(strip(text));
  for (const char* yes : {"true", "yes", "on", "y", "t", "1"})
    if (word == yes) return true;
  for (const char* no : {"false", "no", "off", "n", "f", "0"})
    if (word == no) return false;
  throw limbeck::Error(ErrorKind::Argument,
                       cat("String is not true/false: ",
                           schema::python_repr(std::string_view(word))));
}

bool is_driver_argument(const std::string& name) {
  for (const char* known : {"uri", "timeout", "isolation_level", "detect_types",
                            "check_same_thread", "cached_statements"})
    if (name == known) return true;
  return false;
}

// SQLAlchemy: SQLiteDialect_pysqlite.create_connect_args
std::string uri_of(const Url& url) {
  std::vector<std::pair<std::string, std::string>> left;
  for (const auto& [key, value] : url.query)
    if (!is_driver_argument(key) && !value.values.empty())
      left.emplace_back(key, value.values.front());
  std::sort(left.begin(), left.end());
  std::string name = url.database.value_or("");
  char separator = '?';
  for (const auto& [key, value] : left) {
    cat_to(name, separator, key, "=", value);
    separator = '&';
  }
  return name;
}

struct Target {
  std::string name = ":memory:";
  bool uri = false;
  double timeout = 5.0;
};

Target target_of(const Url& url, const ConnectOptions& options) {
  Target target;
  if (auto text = url.query_value("uri")) target.uri = as_bool(*text);
  if (auto text = url.query_value("timeout"))
    target.timeout = std::strtod(text->c_str(), nullptr);
  for (const auto& [key, value] : options.connect_args) {
    if (key == "uri") {
      if (const bool* flag = value.get<bool>()) target.uri = *flag;
    } else if (key == "timeout") {
      if (const auto* whole = value.get<std::int64_t>())
        target.timeout = static_cast<double>(*whole);
      if (const double* seconds = value.get<double>())
        target.timeout = *seconds;
    }
  }
  std::string file = url.database.value_or("");
  if (target.uri)
    target.name = uri_of(url);
  else if (!file.empty() && file != ":memory:")
    target.name = std::filesystem::absolute(file).lexically_normal().string();
  return target;
}

}  // namespace

std::unique_ptr<Connection> connect_sqlite(const Url& url, const Driver& driver,
                                           const ConnectOptions& options) {
  auto filled = [](const auto& part) { return part && !part->empty(); };
  if (filled(url.username) || filled(url.password) || filled(url.host) ||
      url.port.value_or(0) != 0) {
    throw limbeck::Error(ErrorKind::Argument,
                         cat("Invalid SQLite URL: ", url.render_as_string(),
                             "\nValid SQLite URL forms are:\n"
                             " sqlite:///:memory: (or, sqlite://)\n"
                             " sqlite:///relative/path/to/file.db\n"
                             " sqlite:////absolute/path/to/file.db"));
  }
  Target target = target_of(url, options);
  auto handle = std::make_shared<Handle>(Stop(options.stop), target.timeout);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  if (target.uri) flags |= SQLITE_OPEN_URI;
  int code = sqlite3_open_v2(target.name.c_str(), &handle->db, flags, nullptr);
  if (code != SQLITE_OK) {
    if (handle->db == nullptr) throw std::bad_alloc();
    handle->fail();
  }
  sqlite3_extended_result_codes(handle->db, 1);
  handle->watch();
  return std::make_unique<SqliteConnection>(driver, std::move(handle));
}

}  // namespace limbeck::db
