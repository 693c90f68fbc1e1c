// open(): files are read whole when they are opened. Writing is refused: a
// migration may reach the database and read the project, nothing else.
#include <cerrno>
#include <cstring>

#include "base/text.h"
#include "python/objects/exception.h"
#include "python/vm/builtins.h"
#include "python/vm/frame.h"
#include "python/vm/import.h"

namespace limbeck::py {

namespace {

struct File : Instance {
  std::string name, mode, text;
  std::size_t at = 0;
  bool binary = false, closed = false;
  explicit File(Type* type) : Instance(type) {}
};

[[noreturn]] void raise_os_error(int code, const std::string& path) {
  throw Raised(
      call(Value(exception_type("OSError")),
           {make_int(code), make_str(std::strerror(code)), make_str(path)}));
}

void check_open(const File& file) {
  if (file.closed) raise_value_error("I/O operation on closed file.");
}

Value give(const File& file, std::string_view piece) {
  return file.binary ? make_bytes(piece) : make_str(piece);
}

// `size` counts characters in text files.
std::size_t end_of(const File& file, std::int64_t size) {
  if (size < 0) return file.text.size();
  std::size_t at = file.at;
  for (; size > 0 && at < file.text.size(); --size) {
    ++at;
    while (!file.binary && at < file.text.size() &&
           (file.text[at] & 0xc0) == 0x80)
      ++at;
  }
  return at;
}

Value take(File& file, std::size_t end) {
  std::string_view piece =
      std::string_view(file.text).substr(file.at, end - file.at);
  file.at = end;
  return give(file, piece);
}

Value read_line(File& file) {
  check_open(file);
  std::size_t end = file.text.find('\n', file.at);
  return take(file, end == std::string::npos ? file.text.size() : end + 1);
}

std::int64_t size_argument(Args& args, const char* name) {
  return args.none(name) ? -1 : args.integer(name);
}

void add_reading(NativeType<File>& type) {
  type.method("read(self, size=-1, /)", [](File& file, Args& args) {
    check_open(file);
    return take(file, end_of(file, size_argument(args, "size")));
  });
  type.method("readline(self, size=-1, /)",
              [](File& file, Args&) { return read_line(file); });
  type.method("readlines(self, hint=-1, /)", [](File& file, Args&) {
    Value lines = make_list();
    while (file.at < file.text.size()) list_append(lines, read_line(file));
    return lines;
  });
  type.method("seek(self, offset, whence=0, /)", [](File& file, Args& args) {
    check_open(file);
    auto offset = args.integer("offset"), whence = args.integer("whence");
    if (whence == 1) offset += static_cast<std::int64_t>(file.at);
    if (whence == 2) offset += static_cast<std::int64_t>(file.text.size());
    if (offset < 0) raise_value_error(cat("negative seek position ", offset));
    file.at = std::min(static_cast<std::size_t>(offset), file.text.size());
    return make_int(static_cast<std::int64_t>(file.at));
  });
  type.method("tell(self, /)", [](File& file, Args&) {
    return make_int(static_cast<std::int64_t>(file.at));
  });
}

void add_rest(NativeType<File>& type) {
  type.method("write(self, text, /)", [](File&, Args&) -> Value {
    raise(get_attribute(Interpreter::current().import("io"),
                        "UnsupportedOperation")
              .as<Type>(),
          "not writable");
  });
  type.method("close(self, /)", [](File& file, Args&) {
    file.closed = true;
    return Value::none();
  });
  type.method("flush(self, /)", [](File&, Args&) { return Value::none(); });
  type.method("__enter__(self, /)", [](File& file, Args& args) {
    check_open(file);
    return args[0];
  });
  type.method("__exit__(self, *args)", [](File& file, Args&) {
    file.closed = true;
    return Value::none();
  });
  type.method("readable(self, /)",
              [](File&, Args&) { return Value::boolean(true); });
  type.method("writable(self, /)",
              [](File&, Args&) { return Value::boolean(false); });
  type.method("seekable(self, /)",
              [](File&, Args&) { return Value::boolean(true); });
  type.method("isatty(self, /)",
              [](File&, Args&) { return Value::boolean(false); });
  type.property("name", [](File& file) { return make_str(file.name); });
  type.property("mode", [](File& file) { return make_str(file.mode); });
  type.property("closed",
                [](File& file) { return Value::boolean(file.closed); });
  type.property("encoding", [](File&) { return make_str("utf-8"); });
}

Type* file_type() {
  struct State {
    Type* type = nullptr;
  };
  auto& state = interpreter_state<State>();
  if (state.type) return state.type;
  NativeType<File> type("TextIOWrapper", "_io");
  add_reading(type);
  add_rest(type);
  type.slots().iterate = [](const Value& self) { return self; };
  type.slots().next = [](const Value& self) {
    File& file = *self.as<File>();
    check_open(file);
    return file.at < file.text.size() ? read_line(file) : Value();
  };
  state.type = type.ready();
  return state.type;
}

std::string with_plain_newlines(std::string text) {
  if (text.find('\r') == std::string::npos) return text;
  return replace_all(replace_all(text, "\r\n", "\n"), "\r", "\n");
}

}  // namespace

Value open_file(Args& args) {
  Value file = args["file"];
  if (Value path = lookup_in_type(type_of(file), names().fspath))
    file = call_method(file, "__fspath__");
  if (!is_str(file) && !is_bytes(file))
    raise_type_error(cat("expected str, bytes or os.PathLike object, not ",
                         type_of(file)->name));
  std::string path(is_str(file) ? text_of(file) : bytes_of(file));
  std::string mode = args.text("mode");
  bool binary = mode.find('b') != std::string::npos;
  if (mode.find_first_not_of("rwxabt+") != std::string::npos)
    raise_value_error(cat("invalid mode: '", mode, "'"));
  if (binary && !args.none("encoding"))
    raise_value_error("binary mode doesn't take an encoding argument");
  if (mode.find_first_of("wax+") != std::string::npos) {
    Value error = call(
        Value(exception_type("PermissionError")),
        {make_int(EPERM), make_str("limbeck does not let scripts write files"),
         make_str(path)});
    throw Raised(error);
  }
  if (folder_exists(path)) raise_os_error(EISDIR, path);
  Ref<File> opened = allocate_as<File>(file_type());
  opened->name = path;
  opened->mode = mode;
  opened->binary = binary;
  opened->text = read_file(path);
  if (!binary) {
    std::string encoding =
        lower(args.none("encoding") ? "utf-8" : args.text("encoding"));
    if (encoding != "utf-8" && encoding != "utf8") {
      Value decoded =
          call_method(make_bytes(opened->text), "decode", {make_str(encoding)});
      opened->text = text_of(decoded);
    } else {
      // Checks the text as decoding it would.
      Value decoded =
          call_method(make_bytes(opened->text), "decode", {make_str("utf-8")});
      opened->text = text_of(decoded);
    }
    if (args.none("newline"))
      opened->text = with_plain_newlines(std::move(opened->text));
  }
  return std::move(opened).value();
}

}  // namespace limbeck::py
