// MySQL and MariaDB by libmariadb, loaded at the first connection. The only
// file that knows mysql.h.
#include <mysql.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <map>

#include "base/text.h"
#include "db/connection.h"
#include "db/decode.h"
#include "db/interpolate.h"
#include "db/library.h"
#include "db/mysql_literal.h"
#include "db/mysql_options.h"
#include "db/stop.h"

namespace limbeck::db {
namespace {

#define LIBMARIADB_FUNCTIONS(X) \
  X(mysql_init)                 \
  X(mysql_options)              \
  X(mysql_real_connect)         \
  X(mysql_real_query)           \
  X(mysql_send_query)           \
  X(mysql_read_query_result)    \
  X(mysql_thread_id)            \
  X(mysql_store_result)         \
  X(mysql_use_result)           \
  X(mysql_next_result)          \
  X(mysql_field_count)          \
  X(mysql_num_fields)           \
  X(mysql_num_rows)             \
  X(mysql_fetch_fields)         \
  X(mysql_fetch_row)            \
  X(mysql_fetch_lengths)        \
  X(mysql_free_result)          \
  X(mysql_affected_rows)        \
  X(mysql_insert_id)            \
  X(mysql_errno)                \
  X(mysql_error)                \
  X(mysql_sqlstate)             \
  X(mysql_get_server_info)      \
  X(mysql_get_socket)           \
  X(mysql_ping)                 \
  X(mysql_close)                \
  X(mysql_get_ssl_cipher)       \
  X(mariadb_get_infov)

struct Libmariadb {
#define MEMBER(function) decltype(&::function) function = nullptr;
  LIBMARIADB_FUNCTIONS(MEMBER)
#undef MEMBER

  Libmariadb() {
    Library library({"libmariadb.so.3", "libmariadb.3.dylib", "libmariadb.so"},
                    "libmariadb3 (MariaDB's client library)");
#define LOAD(function) library.load(function, #function);
    LIBMARIADB_FUNCTIONS(LOAD)
#undef LOAD
  }
};

const Libmariadb& libmariadb() {
  static const Libmariadb loaded;
  return loaded;
}

struct ResultFreer {
  void operator()(MYSQL_RES* result) const {
    libmariadb().mysql_free_result(result);
  }
};
using Result = std::unique_ptr<MYSQL_RES, ResultFreer>;

constexpr unsigned kBinaryCharset = 63;

// PyMySQL: converters.decoders
Literal decode(const MYSQL_FIELD& field, std::string_view text) {
  switch (field.type) {
    case MYSQL_TYPE_TINY:
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_LONGLONG:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_YEAR:
      return decode_integer(text);
    case MYSQL_TYPE_DECIMAL:
    case MYSQL_TYPE_NEWDECIMAL:
      return schema::Decimal{std::string(text)};
    case MYSQL_TYPE_FLOAT:
    case MYSQL_TYPE_DOUBLE:
      return decode_float(text);
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_NEWDATE:
      return decode_date(text);
    case MYSQL_TYPE_TIME:
      return decode_duration(text);
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_TIMESTAMP:
      return decode_timestamp(text);
    case MYSQL_TYPE_NULL:
      return {};
    case MYSQL_TYPE_BIT:
      return schema::Bytes{std::string(text)};
    case MYSQL_TYPE_JSON:
      return std::string(text);
    default:
      if (field.charsetnr == kBinaryCharset)
        return schema::Bytes{std::string(text)};
      return std::string(text);
  }
}

class MyRows;

// The open connection, shared with the cursor that still reads from it.
struct Session {
  MYSQL* mysql;
  MyRows* open = nullptr;
  const Driver& driver;

  Session(MYSQL* mysql, const Driver& driver) : mysql(mysql), driver(driver) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() { libmariadb().mysql_close(mysql); }

  Error error() const {
    const Libmariadb& my = libmariadb();
    return mysql_error(static_cast<int>(my.mysql_errno(mysql)),
                       my.mysql_sqlstate(mysql), my.mysql_error(mysql), driver);
  }
};

class MyRows final : public Rows {
 public:
  MyRows(std::shared_ptr<Session> session, Result result, bool streamed)
      : session_(std::move(session)), result_(std::move(result)) {
    const Libmariadb& my = libmariadb();
    lastrowid_ = static_cast<std::int64_t>(my.mysql_insert_id(session_->mysql));
    if (!result_) {
      rowcount_ =
          static_cast<std::int64_t>(my.mysql_affected_rows(session_->mysql));
      return;
    }
    returns_rows_ = true;
    fields_ = my.mysql_fetch_fields(result_.get());
    unsigned count = my.mysql_num_fields(result_.get());
    for (unsigned i = 0; i < count; ++i)
      columns_.push_back({std::string(fields_[i].name, fields_[i].name_length),
                          static_cast<std::uint32_t>(fields_[i].type),
                          {}});
    if (streamed)
      session_->open = this;
    else
      rowcount_ = static_cast<std::int64_t>(my.mysql_num_rows(result_.get()));
  }
  ~MyRows() override {
    if (session_->open == this) session_->open = nullptr;
  }

  bool next(Row& row) override {
    if (read_ < buffer_.size()) {
      row = std::move(buffer_[read_++]);
      return true;
    }
    return fetch(row);
  }

  void drain() {
    Row row;
    while (fetch(row)) buffer_.push_back(std::move(row));
  }

 private:
  bool fetch(Row& row) {
    if (!result_) return false;
    const Libmariadb& my = libmariadb();
    MYSQL_ROW cells = my.mysql_fetch_row(result_.get());
    if (cells == nullptr) {
      bool streamed = session_->open == this;
      if (streamed) session_->open = nullptr;
      result_.reset();
      if (streamed && my.mysql_errno(session_->mysql) != 0)
        throw session_->error();
      return false;
    }
    const unsigned long* lengths = my.mysql_fetch_lengths(result_.get());
    row.resize(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (cells[i] == nullptr)
        row[i] = Literal();
      else
        row[i] = decode(fields_[i], std::string_view(cells[i], lengths[i]));
    }
    return true;
  }

  std::shared_ptr<Session> session_;
  Result result_;
  const MYSQL_FIELD* fields_ = nullptr;  // of result_
  std::vector<Row> buffer_;
  std::size_t read_ = 0;
};

// Whether the statement can stand in one text with others: it gives one result
// and nothing in it hides the semicolon behind it.
bool stands_beside_others(std::string_view sql) {
  for (std::string_view mark : {";", "--", "#", "/*"})
    if (contains(sql, mark)) return false;
  const std::string word = upper(strip(sql).substr(0, 7));
  return word == "UPDATE " || word == "DELETE " || word == "INSERT " ||
         word == "REPLACE";
}

class MyConnection final : public Connection {
 public:
  MyConnection(MYSQL* mysql, const Driver& driver)
      : Connection(driver),
        session_(std::make_shared<Session>(mysql, driver)),
        socket_(static_cast<int>(libmariadb().mysql_get_socket(mysql))) {
    const char* info = libmariadb().mysql_get_server_info(mysql);
    server_info_ = info == nullptr ? "" : info;
  }
  ~MyConnection() override { close(); }

  std::unique_ptr<Rows> execute(std::string_view sql,
                                const Parameters* parameters,
                                Fetch fetch) override {
    ready();
    query(final_text(sql, parameters));
    return std::move(read_results(fetch).back());
  }

  // PyMySQL: Cursor.executemany. Its limit for one statement's text, which
  // stays below the smallest max_allowed_packet that servers come with.
  std::unique_ptr<Rows> insert_many(const InsertValues& insert,
                                    std::span<const Parameters> sets) override {
    constexpr std::size_t kBytes = 1024000;
    auto all = std::make_unique<BufferedRows>();
    const Parameters none;
    for (std::size_t i = 0; i < sets.size();) {
      const std::size_t begin = i;
      std::string text = final_text(insert.head, &none);
      for (bool first = true; i < sets.size(); ++i) {
        std::string group = final_text(insert.group, &sets[i]);
        if (!first && text.size() + group.size() > kBytes) break;
        if (!first) text += ",";
        text += group;
        first = false;
      }
      text += final_text(insert.tail, &none);
      ready();
      with_sets({begin, i - 1, sets.size()}, [&] {
        query(text);
        all->append(*read_results(Fetch::Buffered).back());
      });
    }
    return all;
  }

  std::int64_t execute_many(std::string_view sql,
                            std::span<const Parameters> sets) override {
    const auto insert = split_insert_values(sql);
    if (insert && contains(insert->group, "%"))
      return insert_many(*insert, sets)->rowcount();
    if (!stands_beside_others(sql)) return Connection::execute_many(sql, sets);
    return execute_pages(sql, sets);
  }

  std::vector<std::unique_ptr<Rows>> execute_batch(
      std::span<const std::string> statements) override {
    constexpr std::size_t kPage = 200;
    std::vector<std::unique_ptr<Rows>> all;
    for (std::size_t at = 0; at < statements.size(); at += kPage) {
      std::string text;
      for (std::size_t i = at; i < std::min(at + kPage, statements.size()); ++i)
        cat_to(text, statements[i], ";\n");
      ready();
      query(text);
      for (auto& rows : read_results(Fetch::Buffered))
        all.push_back(std::move(rows));
    }
    return all;
  }

  bool in_transaction() const override {
    constexpr unsigned kInTransaction = 1;
    return session_ && (server_status() & kInTransaction) != 0;
  }
  std::vector<int> server_version() const override {
    std::string_view text = server_info_;
    // What MariaDB says to clients that only know MySQL.
    if (text.substr(0, 6) == "5.5.5-") text.remove_prefix(6);
    std::vector<int> numbers;
    for (const std::string& part : split(text.substr(0, text.find('-')), '.'))
      numbers.push_back(std::atoi(part.c_str()));
    return numbers;
  }
  bool is_mariadb() const override {
    return contains(lower(server_info_), "mariadb");
  }
  bool ping() noexcept override {
    return session_ && !broken_ &&
           libmariadb().mysql_ping(session_->mysql) == 0;
  }
  // The protocol can stop a statement only over a second connection; closing
  // this one makes the server roll back, and is safe in a signal handler.
  void cancel() noexcept override {
    int socket = socket_.load();
    if (socket >= 0) ::shutdown(socket, SHUT_RDWR);
  }
  /// How a statement of this session is stopped when the run is to end.
  void set_stop(Stop stop, std::function<bool(unsigned long)> kill) {
    stop_ = stop;
    kill_ = std::move(kill);
  }
  bool is_closed() const override { return !session_ || broken_; }
  void close() noexcept override {
    socket_ = -1;
    if (session_) session_->open = nullptr;
    session_.reset();
  }

 private:
  // The same statement many times, many to a round trip. The server stops at
  // the first that fails, as who sends them one by one does.
  std::int64_t execute_pages(std::string_view sql,
                             std::span<const Parameters> sets) {
    constexpr std::size_t kStatements = 200, kBytes = 256 * 1024;
    std::int64_t total = 0;
    for (std::size_t i = 0; i < sets.size();) {
      const std::size_t begin = i;
      std::string text;
      while (i < sets.size() && i - begin < kStatements &&
             text.size() < kBytes) {
        if (i > begin) text += ";";
        text += final_text(sql, &sets[i++]);
      }
      ready();
      std::vector<std::unique_ptr<Rows>> done;
      try {
        query(text);
        read_results(Fetch::Buffered, done);
      } catch (Error& error) {
        const std::size_t failed = begin + done.size();
        error.sets = {failed, failed, sets.size()};
        throw;
      }
      for (const auto& rows : done)
        total += std::max<std::int64_t>(rows->rowcount(), 0);
    }
    return total;
  }

  void ready() {
    if (!session_)
      throw driver_error(DbapiClass::InterfaceError, driver(), "(0, '')");
    if (session_->open != nullptr) session_->open->drain();
  }

  void query(const std::string& text) {
    const Libmariadb& my = libmariadb();
    MYSQL* mysql = session_->mysql;
    stop_.check(text);
    if (stop_.asked()) {  // ROLLBACK is waited for
      if (my.mysql_real_query(mysql, text.data(), text.size()) != 0)
        throw failed();
      return;
    }
    if (my.mysql_send_query(mysql, text.data(), text.size()) != 0)
      throw failed();
    const bool stopped = stop_.before_readable(my.mysql_get_socket(mysql));
    if (stopped && !kill_(my.mysql_thread_id(mysql))) cancel();
    const bool good = my.mysql_read_query_result(mysql) == 0;
    if (stopped) {
      if (!good)
        broken_ |= failed().disconnected;
      else
        read_results(Fetch::Buffered);
      Stop::end();
    }
    if (!good) throw failed();
  }

  unsigned server_status() const {
    unsigned status = 0;
    libmariadb().mariadb_get_infov(session_->mysql,
                                   MARIADB_CONNECTION_SERVER_STATUS, &status);
    return status;
  }

  Error failed() {
    Error error = session_->error();
    broken_ |= error.disconnected;
    return error;
  }

  std::string final_text(std::string_view sql,
                         const Parameters* parameters) const {
    if (parameters == nullptr) return std::string(sql);
    constexpr unsigned kNoBackslashEscapes = 512;
    bool backslashes = (server_status() & kNoBackslashEscapes) == 0;
    return interpolate(sql, *parameters, driver().paramstyle,
                       [&](std::string& out, const Literal& value) {
                         write_mysql_literal(out, value, backslashes, driver());
                       });
  }

  // The outcome of every statement that was sent; the server runs a statement
  // behind one with rows only when that is asked for.
  std::vector<std::unique_ptr<Rows>> read_results(Fetch fetch) {
    std::vector<std::unique_ptr<Rows>> all;
    read_results(fetch, all);
    return all;
  }

  void read_results(Fetch fetch, std::vector<std::unique_ptr<Rows>>& all) {
    const Libmariadb& my = libmariadb();
    MYSQL* mysql = session_->mysql;
    constexpr unsigned kMoreResults = 8;
    while (true) {
      bool more = (server_status() & kMoreResults) != 0;
      bool streamed = fetch == Fetch::Streamed && !more;
      Result result(streamed ? my.mysql_use_result(mysql)
                             : my.mysql_store_result(mysql));
      if (!result && my.mysql_field_count(mysql) > 0) throw failed();
      all.push_back(
          std::make_unique<MyRows>(session_, std::move(result), streamed));
      if (streamed || (server_status() & kMoreResults) == 0) return;
      if (my.mysql_next_result(mysql) > 0) throw failed();
    }
  }

  std::shared_ptr<Session> session_;
  std::atomic<int> socket_;  // for cancel()
  std::string server_info_;
  bool broken_ = false;
  Stop stop_{nullptr};
  std::function<bool(unsigned long)> kill_;
};

// libmariadb checks the certificate's chain where it is given authorities, and
// the name in it as well where it is to verify the server.
void set_tls(MYSQL* mysql, const MysqlTls& tls) {
  const Libmariadb& my = libmariadb();
  const my_bool on = tls.mode != TlsMode::Disabled;
  my.mysql_options(mysql, MYSQL_OPT_SSL_ENFORCE, &on);
  const my_bool verify = tls.mode == TlsMode::VerifyFull;
  my.mysql_options(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verify);
  if (!on) return;
  const auto set = [&](mysql_option option, const std::string& value) {
    if (!value.empty()) my.mysql_options(mysql, option, value.c_str());
  };
  if (tls.mode == TlsMode::VerifyCa || verify) {
    set(MYSQL_OPT_SSL_CA, tls.ca);
    set(MYSQL_OPT_SSL_CAPATH, tls.capath);
  }
  set(MYSQL_OPT_SSL_CERT, tls.cert);
  set(MYSQL_OPT_SSL_KEY, tls.key);
  set(MYSQL_OPT_SSL_CIPHER, tls.cipher);
  set(MARIADB_OPT_TLS_PASSPHRASE, tls.password);
}

void set_session_options(MYSQL* mysql, const MysqlOptions& options) {
  const Libmariadb& my = libmariadb();
  const char* charset = options.find("charset");
  my.mysql_options(mysql, MYSQL_SET_CHARSET_NAME,
                   charset == nullptr ? "utf8mb4" : charset);
  struct Seconds {
    const char* name;
    mysql_option option;
  };
  for (const Seconds& one :
       {Seconds{"connect_timeout", MYSQL_OPT_CONNECT_TIMEOUT},
        Seconds{"read_timeout", MYSQL_OPT_READ_TIMEOUT},
        Seconds{"write_timeout", MYSQL_OPT_WRITE_TIMEOUT}}) {
    if (const char* value = options.find(one.name)) {
      auto seconds = static_cast<unsigned>(std::atoi(value));
      my.mysql_options(mysql, one.option, &seconds);
    }
  }
  if (const char* file = options.find("read_default_file"))
    my.mysql_options(mysql, MYSQL_READ_DEFAULT_FILE, file);
  if (const char* group = options.find("read_default_group"))
    my.mysql_options(mysql, MYSQL_READ_DEFAULT_GROUP, group);
  if (const char* command = options.find("init_command"))
    my.mysql_options(mysql, MYSQL_INIT_COMMAND, command);
  if (options.is_true("compress"))
    my.mysql_options(mysql, MYSQL_OPT_COMPRESS, nullptr);
  unsigned local_infile = options.is_true("local_infile") ? 1 : 0;
  my.mysql_options(mysql, MYSQL_OPT_LOCAL_INFILE, &local_infile);
  // The name localhost means the socket to the client libraries only.
  const unsigned tcp = MYSQL_PROTOCOL_TCP;
  if (options.tcp) my.mysql_options(mysql, MYSQL_OPT_PROTOCOL, &tcp);
}

// PyMySQL: connections.Connection.connect. The client libraries' own text has
// no host for a socket, and the number of the system's error alone.
std::string unreachable_text(const std::string& host, std::string_view text) {
  std::size_t open = text.rfind('(');
  int number = open == std::string_view::npos
                   ? 0
                   : std::atoi(std::string(text.substr(open + 1)).c_str());
  // libmariadb connects without blocking and reports that instead.
  if (number == EINPROGRESS) number = ECONNREFUSED;
  std::string reason = number > 0
                           ? cat("[Errno ", number, "] ", std::strerror(number))
                           : std::string(text);
  return cat("Can't connect to MySQL server on '", host, "' (", reason, ")");
}

[[noreturn]] void fail_to_connect(MYSQL* mysql, const MysqlOptions& options,
                                  const Driver& driver) {
  const Libmariadb& my = libmariadb();
  int code = static_cast<int>(my.mysql_errno(mysql));
  std::string text = my.mysql_error(mysql);
  std::string state = my.mysql_sqlstate(mysql);
  my.mysql_close(mysql);
  std::string_view name = driver.name;
  bool pymysql = name == "pymysql" || name == "aiomysql" || name == "asyncmy" ||
                 name == "cymysql";
  if (pymysql && (code == 2002 || code == 2003 || code == 2005)) {
    code = 2003;
    const char* host = options.find("host");
    text = unreachable_text(host == nullptr ? "localhost" : host, text);
  }
  Error error = mysql_error(code, state, text, driver);
  error.disconnected = true;
  throw error;
}

// A new session, or its error in `mysql`, which the caller closes.
bool open_session(MYSQL* mysql, const MysqlOptions& options) {
  const Libmariadb& my = libmariadb();
  set_session_options(mysql, options);
  set_tls(mysql, options.tls);
  const char* port = options.find("port");
  const char* socket = options.find("unix_socket");
  unsigned long flags =
      CLIENT_MULTI_STATEMENTS | CLIENT_MULTI_RESULTS | CLIENT_FOUND_ROWS;
  if (const char* given = options.find("client_flag"))
    flags |= std::strtoul(given, nullptr, 10);
  return my.mysql_real_connect(
             mysql, options.find("host"), options.find("user"),
             options.find("password"), options.find("database"),
             port == nullptr ? 0 : static_cast<unsigned>(std::atoi(port)),
             socket, flags) != nullptr;
}

// libmariadb goes on in clear text where the server has no TLS.
bool lacks_tls(MYSQL* mysql, const MysqlOptions& options) {
  return options.tls.mode >= TlsMode::Required &&
         libmariadb().mysql_get_ssl_cipher(mysql) == nullptr;
}

// The protocol stops a statement over a second session only.
bool kill_query(const MysqlOptions& options, unsigned long thread) {
  const Libmariadb& my = libmariadb();
  MYSQL* mysql = my.mysql_init(nullptr);
  if (mysql == nullptr) return false;
  const std::string text = cat("KILL QUERY ", thread);
  const bool done = open_session(mysql, options) &&
                    !lacks_tls(mysql, options) &&
                    my.mysql_real_query(mysql, text.data(), text.size()) == 0;
  my.mysql_close(mysql);
  return done;
}

}  // namespace

std::unique_ptr<Connection> connect_mysql(const Url& url, const Driver& driver,
                                          const ConnectOptions& connect) {
  const Libmariadb& my = libmariadb();
  const MysqlOptions options = mysql_options_of(url, driver, connect);
  MYSQL* mysql = my.mysql_init(nullptr);
  if (mysql == nullptr) throw std::bad_alloc();
  if (!open_session(mysql, options)) fail_to_connect(mysql, options, driver);
  if (lacks_tls(mysql, options)) {
    my.mysql_close(mysql);
    throw mysql_error(2026, "HY000",
                      "SSL is required but the server doesn't support it",
                      driver);
  }
  auto made = std::make_unique<MyConnection>(mysql, driver);
  made->set_stop(Stop(connect.stop), [options](unsigned long thread) {
    return kill_query(options, thread);
  });
  return made;
}

}  // namespace limbeck::db
