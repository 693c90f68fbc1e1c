// What the module os (lib/os) needs of the system: reading the environment and
// the file system. The sandbox ends here: nothing starts programs or opens
// sockets, folders are made anywhere (for log files), and other changes are for
// what the run made itself (vm/sandbox.h).
#include <dirent.h>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>

#include "base/text.h"
#include "python/stdlib/modules.h"
#include "python/vm/sandbox.h"

extern char** environ;

namespace limbeck::py {
namespace {

Value environment() {
  const Value result = make_dict();
  for (char** entry = environ; entry && *entry; ++entry) {
    const std::string_view text(*entry);
    const auto mark = text.find('=');
    if (mark != std::string_view::npos)
      dict_set(result, text.substr(0, mark), make_str(text.substr(mark + 1)));
  }
  return result;
}

/// The system's paths end at a NUL: what would be another file is refused.
std::string path_of(Args& args, std::string_view function) {
  std::string path = args.text("path");
  if (path.find('\0') != path.npos)
    raise_value_error(cat(function, ": embedded null character in path"));
  return path;
}

Value status(Args& args, bool follow) {
  const std::string path = path_of(args, follow ? "stat" : "lstat");
  struct stat about {};
  const int failed =
      follow ? ::stat(path.c_str(), &about) : ::lstat(path.c_str(), &about);
  if (failed) raise_os_error(errno, path);
  const auto seconds = [](const timespec& time) {
    return make_float(static_cast<double>(time.tv_sec) +
                      static_cast<double>(time.tv_nsec) * 1e-9);
  };
  const auto nanoseconds = [](const timespec& time) {
    return make_int(time.tv_sec * std::int64_t{1'000'000'000} + time.tv_nsec);
  };
  return make_tuple(
      {make_int(about.st_mode), make_int(about.st_ino), make_int(about.st_dev),
       make_int(about.st_nlink), make_int(about.st_uid), make_int(about.st_gid),
       make_int(about.st_size), seconds(about.st_atim), seconds(about.st_mtim),
       seconds(about.st_ctim), nanoseconds(about.st_atim),
       nanoseconds(about.st_mtim), nanoseconds(about.st_ctim)});
}

// 'd', 'f', 'l' for a link to nowhere, '?' for others, '' where nothing is.
Value kind(Args& args) {
  const std::string path = args.text("path");
  if (path.find('\0') != path.npos) return make_str("");
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0)
    return make_str(::lstat(path.c_str(), &about) == 0 ? "l" : "");
  if (S_ISDIR(about.st_mode)) return make_str("d");
  return make_str(S_ISREG(about.st_mode) ? "f" : "?");
}

Value list_folder(Args& args) {
  const std::string path = path_of(args, "listdir");
  DIR* folder = ::opendir(path.c_str());
  if (!folder) raise_os_error(errno, path);
  std::vector<Value> names;
  while (const dirent* entry = ::readdir(folder)) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.push_back(make_str(name));
  }
  ::closedir(folder);
  return make_list(std::move(names));
}

/// Carries out a change to one entry that the sandbox allows.
void define_change(Module& module, const char* signature,
                   int (*change)(const std::string& path, Args& args)) {
  const std::string name(signature, std::string_view(signature).find('('));
  module.def(signature, [change, name](Args& args) {
    const std::string path = path_of(args, name);
    sandbox().check_entry(path);
    if (change(path, args) != 0) raise_os_error(errno, path);
    return Value::none();
  });
}

void define_changes(Module& module) {
  define_change(module, "unlink(path)", [](const std::string& path, Args&) {
    const int failed = ::unlink(path.c_str());
    if (!failed) sandbox().forget(path);
    return failed;
  });
  define_change(module, "rmdir(path)", [](const std::string& path, Args&) {
    const int failed = ::rmdir(path.c_str());
    if (!failed) sandbox().forget(path);
    return failed;
  });
  define_change(module, "rename(path, target)",
                [](const std::string& path, Args& args) {
                  const std::string target = args.text("target");
                  sandbox().check_entry(target);
                  return ::rename(path.c_str(), target.c_str());
                });
  define_change(module, "symlink(path, target)",
                [](const std::string& path, Args& args) {
                  return ::symlink(args.text("target").c_str(), path.c_str());
                });
  define_change(module, "link(path, target)",
                [](const std::string& path, Args& args) {
                  const std::string target = args.text("target");
                  sandbox().check_write(target);
                  return ::link(target.c_str(), path.c_str());
                });
  define_change(
      module, "chmod(path, mode)", [](const std::string& path, Args& args) {
        sandbox().check_write(path);
        return ::chmod(path.c_str(), static_cast<mode_t>(args.integer("mode")));
      });
  define_change(
      module, "utime(path, accessed, modified)",
      [](const std::string& path, Args& args) {
        sandbox().check_write(path);
        const auto time = [&](const char* name) {
          const std::int64_t nanoseconds = args.integer(name);
          return timespec{nanoseconds / 1'000'000'000,
                          nanoseconds % 1'000'000'000};
        };
        const timespec times[2] = {time("accessed"), time("modified")};
        return ::utimensat(AT_FDCWD, path.c_str(), times, 0);
      });
  define_change(module, "truncate(path, size)",
                [](const std::string& path, Args& args) {
                  sandbox().check_write(path);
                  return ::truncate(path.c_str(), args.integer("size"));
                });
}

void define_temporary(Module& module) {
  module.def("make_folder(parent, prefix, suffix)", [](Args& args) {
    return make_str(sandbox().make_folder(
        args.text("parent"), args.text("prefix"), args.text("suffix")));
  });
  module.def("make_file(parent, prefix, suffix)", [](Args& args) {
    std::string path;
    const int descriptor = sandbox().make_file(
        args.text("parent"), args.text("prefix"), args.text("suffix"), &path);
    return make_tuple({make_int(descriptor), make_str(path)});
  });
}

int own_descriptor(Args& args) {
  const int descriptor = static_cast<int>(args.integer("fd"));
  if (!sandbox().path_of(descriptor)) raise_os_error(EBADF, "");
  return descriptor;
}

void define_descriptors(Module& module) {
  module.def("open(path, flags, mode)", [](Args& args) {
    return make_int(sandbox().open(path_of(args, "open"),
                                   static_cast<int>(args.integer("flags")),
                                   static_cast<int>(args.integer("mode"))));
  });
  module.def("close(fd)", [](Args& args) {
    sandbox().close(own_descriptor(args));
    return Value::none();
  });
  module.def("path_of(fd)", [](Args& args) {
    return make_str(*sandbox().path_of(own_descriptor(args)));
  });
  module.def("read(fd, size)", [](Args& args) {
    std::string bytes(static_cast<std::size_t>(args.integer("size")), '\0');
    const auto got = ::read(own_descriptor(args), bytes.data(), bytes.size());
    if (got < 0) raise_os_error(errno, "");
    return make_bytes(
        std::string_view(bytes).substr(0, static_cast<std::size_t>(got)));
  });
  module.def("write(fd, data)", [](Args& args) {
    const std::string_view bytes = bytes_of(args["data"]);
    const auto done = ::write(own_descriptor(args), bytes.data(), bytes.size());
    if (done < 0) raise_os_error(errno, "");
    return make_int(done);
  });
  module.def("lseek(fd, offset, whence)", [](Args& args) {
    const auto at = ::lseek(own_descriptor(args), args.integer("offset"),
                            static_cast<int>(args.integer("whence")));
    if (at < 0) raise_os_error(errno, "");
    return make_int(at);
  });
}

}  // namespace

void init_os_native(Module& module) {
  define_changes(module);
  define_temporary(module);
  define_descriptors(module);
  module.def("readlink(path)", [](Args& args) {
    const std::string path = path_of(args, "readlink");
    char target[PATH_MAX];
    const auto size = ::readlink(path.c_str(), target, sizeof target);
    if (size < 0) raise_os_error(errno, path);
    return make_str({target, static_cast<std::size_t>(size)});
  });
  module.def("environ()", [](Args&) { return environment(); });
  module.def("setenv(name, value)", [](Args& args) {
    ::setenv(args.text("name").c_str(), args.text("value").c_str(), 1);
    return Value::none();
  });
  module.def("unsetenv(name)", [](Args& args) {
    ::unsetenv(args.text("name").c_str());
    return Value::none();
  });
  module.def("getcwd()", [](Args&) {
    char path[PATH_MAX];
    if (!::getcwd(path, sizeof path)) raise_os_error(errno, ".");
    return make_str(path);
  });
  module.def("chdir(path)", [](Args& args) {
    const std::string path = path_of(args, "chdir");
    if (::chdir(path.c_str()) != 0) raise_os_error(errno, path);
    return Value::none();
  });
  module.def("stat(path)", [](Args& args) { return status(args, true); });
  module.def("lstat(path)", [](Args& args) { return status(args, false); });
  module.def("kind(path)", kind);
  module.def("islink(path)", [](Args& args) {
    struct stat about {};
    const std::string path = args.text("path");
    const bool found =
        path.find('\0') == path.npos && ::lstat(path.c_str(), &about) == 0;
    return Value::boolean(found && S_ISLNK(about.st_mode));
  });
  module.def("access(path, mode)", [](Args& args) {
    return Value::boolean(::access(path_of(args, "access").c_str(),
                                   static_cast<int>(args.integer("mode"))) ==
                          0);
  });
  module.def("listdir(path)", list_folder);
  module.def("realpath(path)", [](Args& args) {
    const std::string path = args.text("path");
    char* resolved = ::realpath(path.c_str(), nullptr);
    if (!resolved) return Value::none();
    const Value result = make_str(resolved);
    std::free(resolved);
    return result;
  });
  module.def("mkdir(path, mode)", [](Args& args) {
    const std::string path = path_of(args, "mkdir");
    if (::mkdir(path.c_str(), static_cast<mode_t>(args.integer("mode"))) != 0)
      raise_os_error(errno, path);
    return Value::none();
  });
  // For log handlers: what a Sandbox lets them open, as open() does.
  module.def("open_log(path, mode, encoding, errors)", [](Args& args) {
    const std::string path = args.text("path");
    sandbox().check_log(path, args.text("mode"));
    const Sandbox::Passing passing(sandbox(), path);
    return call(
        get_attribute(Interpreter::current().import("builtins"), "open"),
        {args["path"], args["mode"], make_int(-1), args["encoding"],
         args["errors"]});
  });
  // For log handlers that rotate: a log or a backup of it takes another name;
  // without one, it goes.
  module.def("rotate_log(log, source, destination)", [](Args& args) {
    const std::string log = args.text("log"), source = args.text("source");
    const auto destination = args.optional_text("destination");
    sandbox().check_backup(log, source);
    if (destination) sandbox().check_backup(log, *destination);
    const int failed = destination
                           ? ::rename(source.c_str(), destination->c_str())
                           : ::unlink(source.c_str());
    if (failed) raise_os_error(errno, source);
    if (destination) sandbox().follow(source, *destination);
    return Value::none();
  });
  module.def("getpid()", [](Args&) { return make_int(::getpid()); });
  // Nothing is written that a mask could hide.
  module.def("umask(mask, /)", [](Args&) { return make_int(022); });
  module.def("urandom(size)", [](Args& args) {
    std::string bytes(static_cast<std::size_t>(args.integer("size")), '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
      const auto got = ::getrandom(bytes.data() + done, bytes.size() - done, 0);
      if (got < 0) raise_os_error(errno, "");
      done += static_cast<std::size_t>(got);
    }
    return make_bytes(bytes);
  });
  module.def("cpu_count()",
             [](Args&) { return make_int(::sysconf(_SC_NPROCESSORS_ONLN)); });
  module.def("isatty(fd)", [](Args& args) {
    return Value::boolean(::isatty(static_cast<int>(args.integer("fd"))));
  });
  module.def("uname()", [](Args&) {
    utsname about{};
    ::uname(&about);
    return make_tuple({make_str(about.sysname), make_str(about.nodename),
                       make_str(about.release), make_str(about.version),
                       make_str(about.machine)});
  });
  module.def("getlogin()", [](Args&) {
    const char* name = std::getenv("USER");
    return make_str(name ? name : "root");
  });
}

}  // namespace limbeck::py
