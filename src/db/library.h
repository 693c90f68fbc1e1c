// A client library that is loaded when a first connection needs it, so that
// commands without a database never pay for it.
#pragma once
#include <initializer_list>
#include <string>

namespace limbeck::db {

class Library {
 public:
  /// Loads the first of `names` that the system has. Throws
  /// ErrorKind::Unsupported, with `package` in the hint, if it has none.
  Library(std::initializer_list<const char*> names, const char* package);

  /// Sets a function pointer; throws as the constructor if it is missing.
  template <class Function>
  void load(Function*& function, const char* name) const {
    function = reinterpret_cast<Function*>(symbol(name));
  }
  /// Leaves nullptr where this version of the library lacks the function.
  template <class Function>
  void load_optional(Function*& function, const char* name) const {
    function = reinterpret_cast<Function*>(find(name));
  }

 private:
  void* symbol(const char* name) const;
  void* find(const char* name) const;

  void* handle_ = nullptr;  // never closed: the library may have threads
  std::string name_;
  const char* package_;
};

}  // namespace limbeck::db
