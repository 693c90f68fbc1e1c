// What libpq is asked for when it connects, and what it says if it cannot.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "db/connection.h"

namespace limbeck::db {

/// libpq's connection keywords with their values.
class Keywords {
 public:
  void set(const std::string& name, std::string value) {
    values_[name] = std::move(value);
  }
  bool has(const std::string& name) const { return values_.contains(name); }
  void remove(const std::string& name) { values_.erase(name); }
  /// Empty if it was not set.
  std::string get(const std::string& name) const {
    return has(name) ? values_.at(name) : std::string();
  }

  // Pointers into this object, ended by nullptr.
  void arrays(std::vector<const char*>& names,
              std::vector<const char*>& values) const {
    for (const auto& [name, value] : values_) {
      names.push_back(name.c_str());
      values.push_back(value.c_str());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
  }

 private:
  std::map<std::string, std::string> values_;
};

/// Of the URL, its query and connect_args, in the words of SQLAlchemy's
/// drivers; what only other drivers know is left out.
Keywords keywords_of(const Url& url, const Driver& driver,
                     const ConnectOptions& options);

/// For what libpq says of a connection that it could not make, as the driver
/// words it.
Error refused_connection(std::string message, const Driver& driver);

}  // namespace limbeck::db
