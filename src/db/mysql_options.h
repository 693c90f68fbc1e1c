// What MySQL's and MariaDB's client is asked for when it connects.
#pragma once
#include <map>
#include <string>

#include "db/connection.h"

namespace limbeck::db {

enum class TlsMode {
  Disabled,
  Preferred,   // where the server has it
  Required,    // whoever the server is
  VerifyCa,    // its certificate comes from `ca` or `capath`
  VerifyFull,  // and is for the host that was asked for
};

struct MysqlTls {
  TlsMode mode = TlsMode::Preferred;
  std::string ca, capath, cert, key, password, cipher;
};

struct MysqlOptions {
  std::map<std::string, std::string> values;  // under PyMySQL's names
  MysqlTls tls;
  bool tcp = false;  // localhost is no socket

  /// None for what was not given, or is empty.
  const char* find(const char* name) const;
  bool is_true(const char* name) const;
};

/// Of the URL, its query and connect_args, with the meaning that the driver
/// gives to them.
MysqlOptions mysql_options_of(const Url& url, const Driver& driver,
                              const ConnectOptions& connect);

}  // namespace limbeck::db
