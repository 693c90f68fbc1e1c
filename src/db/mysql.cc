#include "db/connection.h"
namespace limbeck::db {
std::unique_ptr<Connection> connect_mysql(const Url&, const Driver& driver,
                                          const ConnectOptions&) {
  throw driver_error(DbapiClass::NotSupportedError, driver, "not yet");
}
}  // namespace limbeck::db
