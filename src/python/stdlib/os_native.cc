// What the module os (lib/os.py) needs of the system: reading the environment
// and the file system. The sandbox ends here: nothing starts programs or opens
// sockets, and only folders are made, for log files.
#include <dirent.h>
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

extern char** environ;

namespace limbeck::py {
namespace {

[[noreturn]] void raise_os_error(int number, const std::string& path) {
  const Value exception =
      call(Value(static_cast<Object*>(exception_type("OSError"))),
           {make_int(number), make_str(std::strerror(number)), make_str(path)});
  throw Raised(exception);
}

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

Value status(Args& args, bool follow) {
  const std::string path = args.text("path");
  struct stat about {};
  const int failed =
      follow ? ::stat(path.c_str(), &about) : ::lstat(path.c_str(), &about);
  if (failed) raise_os_error(errno, path);
  const auto seconds = [](const timespec& time) {
    return make_float(static_cast<double>(time.tv_sec) +
                      static_cast<double>(time.tv_nsec) * 1e-9);
  };
  return make_tuple({make_int(about.st_mode), make_int(about.st_ino),
                     make_int(about.st_dev), make_int(about.st_nlink),
                     make_int(about.st_uid), make_int(about.st_gid),
                     make_int(about.st_size), seconds(about.st_atim),
                     seconds(about.st_mtim), seconds(about.st_ctim)});
}

// 'd', 'f', 'l' for a link to nowhere, '?' for others, '' where nothing is.
Value kind(Args& args) {
  const std::string path = args.text("path");
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0)
    return make_str(::lstat(path.c_str(), &about) == 0 ? "l" : "");
  if (S_ISDIR(about.st_mode)) return make_str("d");
  return make_str(S_ISREG(about.st_mode) ? "f" : "?");
}

Value list_folder(Args& args) {
  const std::string path = args.text("path");
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

}  // namespace

void init_os_native(Module& module) {
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
    const std::string path = args.text("path");
    if (::chdir(path.c_str()) != 0) raise_os_error(errno, path);
    return Value::none();
  });
  module.def("stat(path)", [](Args& args) { return status(args, true); });
  module.def("lstat(path)", [](Args& args) { return status(args, false); });
  module.def("kind(path)", kind);
  module.def("islink(path)", [](Args& args) {
    struct stat about {};
    const bool found = ::lstat(args.text("path").c_str(), &about) == 0;
    return Value::boolean(found && S_ISLNK(about.st_mode));
  });
  module.def("access(path, mode)", [](Args& args) {
    return Value::boolean(::access(args.text("path").c_str(),
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
    const std::string path = args.text("path");
    if (::mkdir(path.c_str(), static_cast<mode_t>(args.integer("mode"))) != 0)
      raise_os_error(errno, path);
    return Value::none();
  });
  module.def("getpid()", [](Args&) { return make_int(::getpid()); });
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
