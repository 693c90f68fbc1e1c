// What a file object does with its content.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/text.h"
#include "python/objects/str.h"
#include "python/vm/files.h"
#include "python/vm/sandbox.h"

namespace limbeck::py {

namespace {

[[noreturn]] void raise_unsupported(std::string_view what) {
  raise(
      get_attribute(Interpreter::current().import("io"), "UnsupportedOperation")
          .as<Type>(),
      what);
}

void write_all(int descriptor, std::string_view bytes,
               const std::string& path) {
  while (!bytes.empty()) {
    auto done = ::write(descriptor, bytes.data(), bytes.size());
    if (done < 0) raise_os_error(errno, path);
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
}

}  // namespace

File::~File() {
  if (closed) return;
  try {
    close();
  } catch (...) {  // nobody is left to hear of it
  }
}

void File::check_open() const {
  if (closed) raise_value_error("I/O operation on closed file.");
}

void File::check_readable() const {
  check_open();
  if (!readable) raise_unsupported(binary ? "read" : "not readable");
}

void File::check_writable() const {
  check_open();
  if (!writable) raise_unsupported(binary ? "write" : "not writable");
}

Value File::take(std::size_t end) {
  end = std::min(end, text.size());
  std::size_t from = std::min(at, end);
  std::string_view piece = std::string_view(text).substr(from, end - from);
  at = std::max(at, end);
  return binary ? make_bytes(piece) : make_str(piece);
}

// `size` counts characters in text files.
Value File::read(std::int64_t size) {
  check_readable();
  if (size < 0) return take(text.size());
  if (binary) return take(at + static_cast<std::size_t>(size));
  std::size_t end = at;
  for (; size > 0 && end < text.size(); --size) {
    ++end;
    while (end < text.size() && (text[end] & 0xc0) == 0x80) ++end;
  }
  return take(end);
}

Value File::read_line(std::int64_t size) {
  check_readable();
  std::size_t end = std::string::npos;
  if (any_newline) {
    end = text.find_first_of("\r\n", at);
    if (end != std::string::npos)
      end += text.compare(end, 2, "\r\n") == 0 ? 2 : 1;
  } else if (newline == "\r" || newline == "\r\n") {
    end = text.find(newline, at);
    if (end != std::string::npos) end += newline.size();
  } else {
    end = text.find('\n', at);
    if (end != std::string::npos) ++end;
  }
  end = std::min(end, text.size());
  if (size >= 0) {
    std::size_t start = at;
    Value limited = read(size);
    if (at <= end) return limited;
    at = start;
  }
  return take(end);
}

std::int64_t File::write(const Value& data) {
  check_writable();
  std::string bytes;
  std::int64_t count;
  if (binary) {
    if (is_str(data))
      raise_type_error("a bytes-like object is required, not 'str'");
    bytes = bytes_of(call(Value(builtin_types().bytes), {data}));
    count = static_cast<std::int64_t>(bytes.size());
  } else {
    if (!is_str(data))
      raise_type_error(
          cat("write() argument must be str, not ", type_of(data)->name));
    bytes = text_of(data);
    count = data.as<Str>()->length;
    if (newline == "\r" || newline == "\r\n")
      bytes = replace_all(std::move(bytes), "\n", newline);
    // What cannot be encoded is told now, not when the file is closed.
    call_method(data, "encode", {make_str(encoding), make_str(errors)});
  }
  if (appending) at = text.size();
  if (at > text.size()) text.resize(at, '\0');
  text.replace(at, std::min(bytes.size(), text.size() - at), bytes);
  at += bytes.size();
  changed = true;
  return count;
}

std::int64_t File::seek(std::int64_t offset, std::int64_t whence) {
  check_open();
  if (whence < 0 || whence > 2)
    raise_value_error(
        cat("invalid whence (", whence, ", should be 0, 1 or 2)"));
  if (!binary && whence == 1 && offset)
    raise_unsupported("can't do nonzero cur-relative seeks");
  if (!binary && whence == 2 && offset)
    raise_unsupported("can't do nonzero end-relative seeks");
  if (whence == 1) offset += static_cast<std::int64_t>(at);
  if (whence == 2) offset += static_cast<std::int64_t>(text.size());
  if (offset < 0) {
    if (binary) raise_os_error(EINVAL, "");
    raise_value_error(cat("negative seek position ", offset));
  }
  at = static_cast<std::size_t>(offset);
  return offset;
}

void File::truncate(std::int64_t size) {
  check_open();
  if (!writable) raise_unsupported("truncate");
  text.resize(static_cast<std::size_t>(size), '\0');
  appended = std::min(appended, text.size());
  changed = true;
  if (appending) {  // the whole file is written anew
    appended = 0;
    appending = false;
    flush();
    appending = true;
    appended = text.size();
  }
}

std::string File::to_write() const {
  std::string from = appending ? text.substr(appended) : text;
  if (binary) return from;
  return std::string(bytes_of(call_method(
      make_str(from), "encode", {make_str(encoding), make_str(errors)})));
}

void File::flush() {
  check_open();
  if (!changed) return;
  std::string bytes = to_write();
  if (descriptor >= 0) {
    if (!appending && (::lseek(descriptor, 0, SEEK_SET) < 0 ||
                       ::ftruncate(descriptor, 0) < 0))
      raise_os_error(errno, path);
    write_all(descriptor, bytes, path);
  } else {
    int opened = ::open(
        path.c_str(), O_WRONLY | O_CLOEXEC | (appending ? O_APPEND : O_TRUNC));
    if (opened < 0) {
      if (errno == ENOENT) {  // removed meanwhile: nobody can read it again
        changed = false;
        return;
      }
      raise_os_error(errno, path);
    }
    write_all(opened, bytes, path);
    ::close(opened);
  }
  appended = text.size();
  changed = false;
}

void File::close() {
  if (closed) return;
  struct Closing {
    File& file;
    ~Closing() {
      file.closed = true;
      file.text = {};
      if (file.descriptor >= 0 && file.close_descriptor &&
          sandbox().path_of(file.descriptor))
        sandbox().close(file.descriptor);
    }
  } closing{*this};
  flush();
}

}  // namespace limbeck::py
