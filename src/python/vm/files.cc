// open() and the types of file objects. Reading is free; what may be written
// is the sandbox's to say (sandbox.h).
#include "python/vm/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/files.h"
#include "base/text.h"
#include "python/objects/exception.h"
#include "python/vm/builtins.h"
#include "python/vm/frame.h"
#include "python/vm/import.h"
#include "python/vm/sandbox.h"

namespace limbeck::py {

namespace {

std::int64_t size_argument(Args& args, const char* name) {
  return args.none(name) ? -1 : args.integer(name);
}

void add_reading(NativeType<File>& type) {
  type.method("read(self, size=-1, /)", [](File& file, Args& args) {
    return file.read(size_argument(args, "size"));
  });
  type.method("readline(self, size=-1, /)", [](File& file, Args& args) {
    return file.read_line(size_argument(args, "size"));
  });
  type.method("readlines(self, hint=-1, /)", [](File& file, Args& args) {
    file.check_readable();
    std::int64_t hint = size_argument(args, "hint");
    std::size_t start = file.at;
    Value lines = make_list();
    while (file.at < file.text.size() &&
           (hint <= 0 || static_cast<std::int64_t>(file.at - start) < hint))
      list_append(lines, file.read_line(-1));
    return lines;
  });
  type.slots().iterate = [](const Value& self) {
    self.as<File>()->check_open();
    return self;
  };
  type.slots().next = [](const Value& self) {
    File& file = *self.as<File>();
    file.check_readable();
    return file.at < file.text.size() ? file.read_line(-1) : Value();
  };
}

void add_binary_reading(NativeType<File>& type) {
  type.method("read1(self, size=-1, /)", [](File& file, Args& args) {
    return file.read(size_argument(args, "size"));
  });
  type.method("readall(self, /)",
              [](File& file, Args&) { return file.read(-1); });
  type.method("peek(self, size=0, /)", [](File& file, Args&) {
    std::size_t at = file.at;
    Value rest = file.read(-1);
    file.at = at;
    return rest;
  });
  type.method("readinto(self, buffer, /)", [](File& file, Args& args) {
    std::int64_t size = length(args["buffer"]);
    Value piece = file.read(size);
    std::int64_t got = length(piece);
    set_item(args["buffer"],
             call(Value(builtin_types().slice),
                  {Value::small(0), make_int(got), Value::none()}),
             piece);
    return make_int(got);
  });
}

void add_writing(NativeType<File>& type) {
  type.method("write(self, text, /)", [](File& file, Args& args) {
    return make_int(file.write(args["text"]));
  });
  type.method("writelines(self, lines, /)", [](File& file, Args& args) {
    file.check_writable();
    for (const Value& line : collect(args["lines"])) file.write(line);
    return Value::none();
  });
  type.method("truncate(self, size=None, /)", [](File& file, Args& args) {
    std::int64_t size = args.none("size") ? static_cast<std::int64_t>(file.at)
                                          : args.integer("size");
    file.truncate(size);
    return make_int(size);
  });
  type.method("flush(self, /)", [](File& file, Args&) {
    file.flush();
    return Value::none();
  });
}

void add_position(NativeType<File>& type) {
  type.method("seek(self, offset, whence=0, /)", [](File& file, Args& args) {
    return make_int(file.seek(args.integer("offset"), args.integer("whence")));
  });
  type.method("tell(self, /)", [](File& file, Args&) {
    file.check_open();
    return make_int(static_cast<std::int64_t>(file.at));
  });
  type.method("fileno(self, /)", [](File& file, Args&) -> Value {
    file.check_open();
    if (file.descriptor >= 0) return make_int(file.descriptor);
    raise(get_attribute(Interpreter::current().import("io"),
                        "UnsupportedOperation")
              .as<Type>(),
          "fileno");
  });
  for (const char* name : {"readable", "writable", "seekable", "isatty"}) {
    std::string_view what = name;
    type.method(cat(name, "(self, /)"), [what](File& file, Args&) {
      file.check_open();
      return Value::boolean(what == "readable"   ? file.readable
                            : what == "writable" ? file.writable
                                                 : what == "seekable");
    });
  }
}

void add_closing(NativeType<File>& type) {
  type.method("close(self, /)", [](File& file, Args&) {
    file.close();
    return Value::none();
  });
  type.method("__enter__(self, /)", [](File& file, Args& args) {
    file.check_open();
    return args[0];
  });
  type.method("__exit__(self, *args)", [](File& file, Args&) {
    file.close();
    return Value::none();
  });
  type.property("name", [](File& file) { return file.name; });
  type.property("mode", [](File& file) { return make_str(file.mode); });
  type.property("closed",
                [](File& file) { return Value::boolean(file.closed); });
}

void add_text(NativeType<File>& type) {
  type.property("encoding", [](File& file) { return make_str(file.encoding); });
  type.property("errors", [](File& file) { return make_str(file.errors); });
  type.property("newlines", [](File&) { return Value::none(); });
  type.property("line_buffering", [](File&) { return Value::boolean(false); });
  type.method("reconfigure(self, **kw)",
              [](File&, Args&) { return Value::none(); });
}

Value show(const Value& self) {
  File& file = *self.as<File>();
  std::string text =
      cat("<_io.", type_of(self)->name, " name=", repr(file.name));
  if (!file.binary)
    cat_to(text, " mode='", file.mode, "' encoding='", file.encoding, "'");
  return make_str(text + ">");
}

Type* make_file_type(const char* name, bool binary) {
  NativeType<File> type(name, "_io");
  add_reading(type);
  add_writing(type);
  add_position(type);
  add_closing(type);
  if (binary)
    add_binary_reading(type);
  else
    add_text(type);
  type.slots().repr = show;
  return type.ready();
}

struct FileTypes {
  Type* text = make_file_type("TextIOWrapper", false);
  Type* reader = make_file_type("BufferedReader", true);
  Type* writer = make_file_type("BufferedWriter", true);
  Type* random = make_file_type("BufferedRandom", true);
};

std::string with_plain_newlines(std::string text) {
  if (text.find('\r') == std::string::npos) return text;
  return replace_all(replace_all(text, "\r\n", "\n"), "\r", "\n");
}

void check_mode(const std::string& mode, Args& args) {
  int kinds = 0;
  for (std::size_t i = 0; i < mode.size(); ++i) {
    if (std::string_view("rwxabt+").find(mode[i]) == std::string::npos ||
        mode.find(mode[i], i + 1) != std::string::npos)
      raise_value_error(cat("invalid mode: ", repr(args["mode"])));
    kinds += std::string_view("rwxa").find(mode[i]) != std::string::npos;
  }
  bool binary = mode.find('b') != std::string::npos;
  if (binary && mode.find('t') != std::string::npos)
    raise_value_error("can't have text and binary mode at once");
  if (kinds > 1)
    raise_value_error("must have exactly one of create/read/write/append mode");
  if (kinds == 0)
    raise_value_error(
        "Must have exactly one of create/read/write/append mode and at most "
        "one plus");
  for (const char* name : {"encoding", "errors", "newline"})
    if (binary && !args.none(name))
      raise_value_error(cat("binary mode doesn't take ",
                            std::string_view(name) == "newline" ? "a " : "an ",
                            name, " argument"));
}

void check_newline(Args& args) {
  if (args.none("newline")) return;
  if (!is_str(args["newline"]))
    raise_type_error(cat("open() argument 'newline' must be str or None, not ",
                         type_of(args["newline"])->name));
  std::string newline = args.text("newline");
  if (newline != "" && newline != "\n" && newline != "\r" && newline != "\r\n")
    raise_value_error(cat("illegal newline value: ", repr(args["newline"])));
}

std::string read_descriptor(int descriptor) {
  std::string text;
  char part[16384];
  for (ssize_t got; (got = ::read(descriptor, part, sizeof part)) > 0;)
    text.append(part, static_cast<std::size_t>(got));
  return text;
}

/// Creates or empties the file as its mode says; its path is checked.
void prepare(File& file) {
  int flags = O_WRONLY | O_CLOEXEC;
  switch (file.mode.find('r') != std::string::npos   ? 'r'
          : file.mode.find('x') != std::string::npos ? 'x'
          : file.mode.find('a') != std::string::npos ? 'a'
                                                     : 'w') {
    case 'r':
      break;
    case 'x':
      flags |= O_CREAT | O_EXCL;
      break;
    case 'a':
      flags |= O_CREAT | O_APPEND;
      break;
    case 'w':
      flags |= O_CREAT | O_TRUNC;
      break;
  }
  int opened = ::open(file.path.c_str(), flags, 0666);
  if (opened < 0) raise_os_error(errno, file.path);
  ::close(opened);
}

std::string read_path(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) raise_os_error(errno, path);
  if (S_ISDIR(about.st_mode)) raise_os_error(EISDIR, path);
  return read_file(path);
}

void decode(File& file) {
  Value bytes = make_bytes(file.text);
  file.text = text_of(call_method(
      bytes, "decode", {make_str(file.encoding), make_str(file.errors)}));
}

/// Takes what open() was asked for; the content is still to be read.
Ref<File> file_for(Args& args) {
  std::string mode = args.text("mode");
  check_mode(mode, args);
  check_newline(args);
  if (!args.none("opener"))
    raise("NotImplementedError", "open() with an opener");
  bool binary = mode.find('b') != std::string::npos;
  bool plus = mode.find('+') != std::string::npos;
  bool reads = mode.find('r') != std::string::npos;
  if (args.integer("buffering") == 0 && !binary)
    raise_value_error("can't have unbuffered text I/O");
  auto& types = interpreter_state<FileTypes>();
  Ref<File> file = allocate_as<File>(!binary ? types.text
                                     : plus  ? types.random
                                     : reads ? types.reader
                                             : types.writer);
  file->closed = true;  // until it is open
  file->mode = mode;
  file->binary = binary;
  file->readable = reads || plus;
  file->writable = !reads || plus;
  file->appending = mode.find('a') != std::string::npos;
  file->encoding = args.none("encoding") ? "UTF-8" : args.text("encoding");
  if (file->encoding == "locale") file->encoding = "UTF-8";
  file->errors = args.none("errors") ? "strict" : args.text("errors");
  if (!args.none("newline")) {
    file->newline = args.text("newline");
    file->any_newline = file->newline.empty();
  }
  // An unknown encoding is told before anything is created.
  if (!binary) call_method(make_str(""), "encode", {make_str(file->encoding)});
  return file;
}

void open_descriptor(File& file, Args& args, std::int64_t descriptor) {
  const std::string* path = sandbox().path_of(static_cast<int>(descriptor));
  if (!path) raise_os_error(EBADF, "");
  file.path = *path;
  file.descriptor = static_cast<int>(descriptor);
  file.close_descriptor = args.flag("closefd");
  if (file.mode.find('w') == std::string::npos)
    file.text = read_descriptor(file.descriptor);
}

void open_path(File& file, const Value& name) {
  file.path = is_str(name) ? text_of(name) : bytes_of(name);
  if (file.path.find('\0') != std::string::npos)
    raise_value_error("embedded null byte");
  if (file.writable) {
    sandbox().check_write(file.path);
    prepare(file);
  }
  if (file.readable || file.appending) file.text = read_path(file.path);
}

}  // namespace

Value open_file(Args& args) {
  Value name = args["file"];
  auto descriptor = int_of(name);
  if (!descriptor) {
    if (lookup_in_type(type_of(name), names().fspath))
      name = call_method(name, "__fspath__");
    if (!is_str(name) && !is_bytes(name))
      raise_type_error(cat("expected str, bytes or os.PathLike object, not ",
                           type_of(name)->name));
  }
  Ref<File> file = file_for(args);
  file->name = name;
  if (descriptor)
    open_descriptor(*file, args, *descriptor);
  else
    open_path(*file, name);
  file->closed = false;
  if (file->writable) detail::interpreter->expect_endings();
  if (!file->binary) {
    decode(*file);
    if (args.none("newline"))
      file->text = with_plain_newlines(std::move(file->text));
  }
  if (file->appending) file->at = file->appended = file->text.size();
  return std::move(file).value();
}

}  // namespace limbeck::py
