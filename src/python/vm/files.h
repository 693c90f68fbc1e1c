// File objects: what open() and os.fdopen() give.
#pragma once
#include <string>

#include "python/native.h"

namespace limbeck::py {

/// A file whose content is held whole: read when it is opened, written when it
/// is flushed or closed. Text is kept as UTF-8.
struct File : Instance {
  Value name;
  std::string path, mode, encoding, errors;
  std::string newline;       // what to end lines with; empty: "\n"
  std::string text;          // decoded where `binary` is not set
  std::size_t at = 0;        // bytes from the start of `text`
  std::size_t appended = 0;  // where what append mode has to write begins
  int descriptor = -1;       // what os.open() gave, when opened by that
  bool binary = false, readable = false, writable = false, appending = false;
  bool closed = false, changed = false, close_descriptor = true;
  bool any_newline = false;  // lines end at "\r" and "\r\n" as well

  explicit File(Type* type) : Instance(type) {}
  ~File();

  /// ValueError when closed.
  void check_open() const;
  /// io.UnsupportedOperation.
  void check_readable() const;
  void check_writable() const;

  Value read(std::int64_t size);
  Value read_line(std::int64_t size);
  std::int64_t write(const Value& data);
  std::int64_t seek(std::int64_t offset, std::int64_t whence);
  void truncate(std::int64_t size);
  void flush();
  void close();

 private:
  Value take(std::size_t end);
  std::string to_write() const;
};

}  // namespace limbeck::py
