// The module sys, and the objects behind sys.stdout and sys.stderr.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/exception.h"
#include "python/objects/int.h"
#include "python/objects/internals.h"
#include "python/objects/text_state.h"
#include "python/objects/type.h"
#include "python/vm/builtins.h"
#include "python/vm/frame.h"
#include "python/vm/import.h"
#include "python/vm/traceback.h"

namespace limbeck::py {

namespace {

struct Output : Instance {
  bool error = false;
  explicit Output(Type* type) : Instance(type) {}
};

Value output_write(Output& self, Args& args) {
  if (!is_str(args["text"]))
    raise_type_error(
        cat("write() argument must be str, not ", type_of(args["text"])->name));
  VmState& vm = vm_state();
  (self.error ? vm.err : vm.out)(text_of(args["text"]));
  return make_int(args["text"].as<Str>()->length);
}

Type* output_type() {
  struct State {
    Type* type = nullptr;
  };
  auto& state = interpreter_state<State>();
  if (state.type) return state.type;
  NativeType<Output> builder("TextIOWrapper", "_io");
  builder.method("write(self, text, /)", output_write);
  builder.method("writelines(self, lines, /)", [](Output& self, Args& args) {
    for (const Value& line : collect(args["lines"])) {
      VmState& vm = vm_state();
      (self.error ? vm.err : vm.out)(text_of(line));
    }
    return Value::none();
  });
  builder.method("flush(self)", [](Output& self, Args&) -> Value {
    std::fflush(self.error ? stderr : stdout);
    return Value::none();
  });
  builder.method("isatty(self)",
                 [](Output&, Args&) -> Value { return Value::boolean(false); });
  builder.method("fileno(self)", [](Output& self, Args&) -> Value {
    return Value::small(self.error ? 2 : 1);
  });
  builder.method("reconfigure(self, **kw)",
                 [](Output&, Args&) -> Value { return Value::none(); });
  builder.method("writable(self)",
                 [](Output&, Args&) -> Value { return Value::boolean(true); });
  builder.method("readable(self)",
                 [](Output&, Args&) -> Value { return Value::boolean(false); });
  builder.property("name", [](Output& self) {
    return make_str(self.error ? "<stderr>" : "<stdout>");
  });
  builder.property("encoding", [](Output&) { return make_str("utf-8"); });
  builder.property("errors", [](Output& self) {
    return make_str(self.error ? "backslashreplace" : "strict");
  });
  builder.property("closed", [](Output&) { return Value::boolean(false); });
  builder.property("mode", [](Output&) { return make_str("w"); });
  state.type = builder.ready();
  return state.type;
}

Value make_output(bool error) {
  Ref<Output> output = allocate_as<Output>(output_type());
  output->error = error;
  return std::move(output).value();
}

struct Input : Instance {
  using Instance::Instance;
};

Value make_input() {
  NativeType<Input> builder("TextIOWrapper", "_io");
  builder.method("readline(self, size=-1, /)", [](Input&, Args&) -> Value {
    std::string line;
    for (int c; (c = std::getc(stdin)) != EOF;) {
      line += static_cast<char>(c);
      if (c == '\n') break;
    }
    return make_str(line);
  });
  builder.method("read(self, size=-1, /)", [](Input&, Args&) -> Value {
    std::string text;
    for (int c; (c = std::getc(stdin)) != EOF;) text += static_cast<char>(c);
    return make_str(text);
  });
  builder.method("isatty(self)", [](Input&, Args&) -> Value {
    return Value::boolean(isatty(0));
  });
  builder.property("encoding", [](Input&) { return make_str("utf-8"); });
  return allocate(builder.ready());
}

Value namespace_of(
    std::initializer_list<std::pair<std::string_view, Value>> items) {
  Value made = call(Value(internals().types.namespace_));
  for (auto& [name, value] : items) set_attribute(made, name, value);
  return made;
}

// sys.version_info and its kin: a tuple whose items have names.
Value struct_sequence(
    const char* name,
    std::initializer_list<std::pair<std::string_view, Value>> items) {
  Value fields = make_list();
  std::vector<Value> values;
  for (auto& [field, value] : items) {
    list_append(fields, make_str(field));
    values.push_back(value);
  }
  Value attributes = make_dict();
  std::string type_name = name;
  Value type = call(Value(builtin_types().type),
                    {make_str(type_name),
                     make_tuple({Value(builtin_types().tuple)}), attributes});
  std::int64_t index = 0;
  for (auto& [field, value] : items) {
    std::int64_t at = index++;
    Value getter = make_function(
        "get(self)", [at](Args& args) { return items_of(args[0])[at]; });
    set_attribute(type, field, call(Value(builtin_types().property), {getter}));
  }
  set_attribute(type, "__module__", make_str("sys"));
  set_attribute(type, "__match_args__", make_tuple(collect(fields)));
  for (const char* count : {"n_fields", "n_sequence_fields"})
    set_attribute(type, count, make_int(index));
  set_attribute(type, "n_unnamed_fields", Value::small(0));
  type.as<Type>()->slots.repr = [](const Value& self) {
    Type* own = type_of(self);
    const Value names = get_attribute(Value(own), "__match_args__");
    auto items = items_of(self);
    std::string text = cat(own->module, ".", own->name, "(");
    for (std::size_t i = 0; i < items.size(); ++i)
      cat_to(text, i ? ", " : "", text_of(items_of(names)[i]), "=",
             repr(items[i]));
    return make_str(text + ")");
  };
  return call(type, {make_tuple(std::move(values))});
}

Value exc_info(Args&) {
  Value handled = handled_exception(vm_state());
  if (handled.absent())
    return make_tuple({Value::none(), Value::none(), Value::none()});
  return make_tuple(
      {Value(type_of(handled)), handled, as_exception(handled)->traceback});
}

Value get_frame(Args& args) {
  Frame* frame = vm_state().frame;
  for (auto depth = args.integer("depth"); depth > 0 && frame; --depth)
    frame = frame->back;
  if (!frame) raise_value_error("call stack is not deep enough");
  return frame_object(frame);
}

Value text_list(std::initializer_list<const char*> items) {
  std::vector<Value> values;
  for (const char* item : items) values.push_back(make_str(item));
  return make_tuple(std::move(values));
}

constexpr const char* kStandardModules[] = {
    "__future__", "abc",         "argparse",
    "ast",        "asyncio",     "atexit",
    "base64",     "bisect",      "builtins",
    "calendar",   "codecs",      "collections",
    "colorsys",   "concurrent",  "configparser",
    "contextlib", "contextvars", "copy",
    "csv",        "ctypes",      "dataclasses",
    "datetime",   "decimal",     "difflib",
    "dis",        "email",       "enum",
    "errno",      "fnmatch",     "fractions",
    "functools",  "gc",          "getpass",
    "glob",       "hashlib",     "heapq",
    "hmac",       "html",        "http",
    "importlib",  "inspect",     "io",
    "ipaddress",  "itertools",   "json",
    "keyword",    "linecache",   "locale",
    "logging",    "math",        "multiprocessing",
    "numbers",    "operator",    "os",
    "pathlib",    "pickle",      "pkgutil",
    "platform",   "pprint",      "queue",
    "random",     "re",          "secrets",
    "select",     "shlex",       "shutil",
    "signal",     "socket",      "sqlite3",
    "ssl",        "stat",        "statistics",
    "string",     "struct",      "subprocess",
    "sys",        "tempfile",    "textwrap",
    "threading",  "time",        "timeit",
    "tomllib",    "traceback",   "types",
    "typing",     "unicodedata", "unittest",
    "urllib",     "uuid",        "warnings",
    "weakref",    "xml",         "zipfile",
    "zlib",       "zoneinfo"};

}  // namespace

namespace {

// What Python takes from its environment.
// https://docs.python.org/3/using/cmdline.html#envvar-PYTHONWARNINGS
Value warning_options() {
  std::vector<Value> options;
  if (const char* given = std::getenv("PYTHONWARNINGS"))
    for (const std::string& option : split(given, ','))
      if (!option.empty()) options.push_back(make_str(option));
  return make_list(std::move(options));
}

}  // namespace

void init_sys(Module& module) {
  VmState& vm = vm_state();
  std::vector<Value> arguments;
  for (const std::string& text : vm.arguments)
    arguments.push_back(make_str(text));
  if (arguments.empty()) arguments.push_back(make_str(""));
  module.set("argv", make_list(std::move(arguments)));
  Importer& state = importer();
  std::vector<Value> path;
  for (const std::string& folder : state.search_path)
    path.push_back(make_str(folder));
  state.path_list = make_list(std::move(path));
  module.set("path", state.path_list);
  module.set("modules", internals().modules.value());
  module.set("version",
             make_str("3.14.0 (limbeck) [limbeck's own interpreter]"));
  module.set(
      "version_info",
      struct_sequence("version_info", {{"major", Value::small(3)},
                                       {"minor", Value::small(14)},
                                       {"micro", Value::small(0)},
                                       {"releaselevel", make_str("final")},
                                       {"serial", Value::small(0)}}));
  module.set("hexversion", make_int(0x030e00f0));
  module.set("platform", make_str("linux"));
  module.set("implementation",
             namespace_of({{"name", make_str("cpython")},
                           {"cache_tag", make_str("cpython-314")},
                           {"version", module.get("version_info")},
                           {"hexversion", make_int(0x030e00f0)}}));
  module.set("byteorder", make_str("little"));
  module.set("maxsize", make_int(INT64_MAX));
  module.set("maxunicode", make_int(0x10ffff));
  module.set("executable", make_str(""));
  module.set("prefix", make_str("/usr"));
  module.set("base_prefix", make_str("/usr"));
  module.set("exec_prefix", make_str("/usr"));
  module.set("base_exec_prefix", make_str("/usr"));
  module.set("dont_write_bytecode", Value::boolean(true));
  module.set("warnoptions", warning_options());
  module.set("meta_path", make_list());
  module.set("path_hooks", make_list());
  module.set("path_importer_cache", make_dict());
  module.set("copyright", make_str(""));
  module.set("api_version", Value::small(1013));
  module.set("float_repr_style", make_str("short"));
  module.set("builtin_module_names",
             text_list({"builtins", "sys", "time", "math"}));
  module.lazy("stdlib_module_names", [] {
    std::vector<Value> values;
    for (const char* name : kStandardModules) values.push_back(make_str(name));
    return call(Value(builtin_types().frozenset),
                {make_list(std::move(values))});
  });
  module.lazy("flags", [] {
    const Value off = Value::small(0), on = Value::small(1);
    return struct_sequence("flags",
                           {{"debug", off},
                            {"inspect", off},
                            {"interactive", off},
                            {"optimize", off},
                            {"dont_write_bytecode", on},
                            {"no_user_site", off},
                            {"no_site", off},
                            {"ignore_environment", off},
                            {"verbose", off},
                            {"bytes_warning", off},
                            {"quiet", off},
                            {"hash_randomization", on},
                            {"isolated", off},
                            {"dev_mode", Value::boolean(false)},
                            {"utf8_mode", on},
                            {"warn_default_encoding", off},
                            {"safe_path", Value::boolean(false)},
                            {"int_max_str_digits", Value::small(4300)}});
  });
  module.lazy("float_info", [] {
    return struct_sequence("float_info",
                           {{"max", make_float(1.7976931348623157e308)},
                            {"max_exp", Value::small(1024)},
                            {"max_10_exp", Value::small(308)},
                            {"min", make_float(2.2250738585072014e-308)},
                            {"min_exp", Value::small(-1021)},
                            {"min_10_exp", Value::small(-307)},
                            {"dig", Value::small(15)},
                            {"mant_dig", Value::small(53)},
                            {"epsilon", make_float(2.220446049250313e-16)},
                            {"radix", Value::small(2)},
                            {"rounds", Value::small(1)}});
  });
  module.lazy("int_info", [] {
    return struct_sequence("int_info",
                           {{"bits_per_digit", Value::small(30)},
                            {"sizeof_digit", Value::small(4)},
                            {"default_max_str_digits", Value::small(4300)},
                            {"str_digits_check_threshold", Value::small(640)}});
  });
  module.lazy("hash_info", [] {
    return struct_sequence("hash_info",
                           {{"width", Value::small(64)},
                            {"modulus", make_int((std::int64_t{1} << 61) - 1)},
                            {"inf", Value::small(314159)},
                            {"nan", Value::small(0)},
                            {"imag", Value::small(1000003)},
                            {"algorithm", make_str("siphash13")},
                            {"hash_bits", Value::small(64)},
                            {"seed_bits", Value::small(128)},
                            {"cutoff", Value::small(0)}});
  });
  for (bool error : {false, true}) {
    Value output = make_output(error);
    module.set(error ? "stderr" : "stdout", output);
    module.set(error ? "__stderr__" : "__stdout__", output);
  }
  module.lazy("stdin", make_input);
  module.def("exc_info()", exc_info);
  module.def("exception()", [](Args&) {
    Value handled = handled_exception(vm_state());
    return handled ? handled : Value::none();
  });
  module.def("exit(status=None, /)", [](Args& args) -> Value {
    throw Raised(call(Value(exception_type("SystemExit")), {args[0]}));
  });
  module.def("getrecursionlimit()", [](Args&) {
    return make_int(vm_state().interpreter->limits.call_depth);
  });
  module.def("setrecursionlimit(limit, /)", [](Args& args) {
    auto limit = args.integer("limit");
    if (limit < 1)
      raise_value_error("recursion limit must be greater or equal than 1");
    // The C++ stack must hold what natives nest.
    vm_state().interpreter->limits.call_depth =
        static_cast<int>(std::min<std::int64_t>(limit, 20000));
    return Value::none();
  });
  module.def("intern(string, /)", [](Args& args) {
    if (!is_str(args[0]))
      raise_type_error(
          cat("intern() argument must be str, not ", type_of(args[0])->name));
    return Value(intern(args[0].as<Str>()));
  });
  module.def("_getframe(depth=0, /)", get_frame);
  module.def("_getframemodulename(depth=0)", [](Args& args) {
    Frame* frame = vm_state().frame;
    for (auto depth = args.integer("depth"); depth > 0 && frame; --depth)
      frame = frame->back;
    if (!frame) return Value::none();
    Value* name = frame->globals->find(names().name);
    return name ? *name : Value::none();
  });
  module.def("getsizeof(object, default=0)",
             [](Args&) { return Value::small(64); });
  module.def("getrefcount(object, /)", [](Args& args) {
    Object* object = args[0].object();
    return make_int(object ? object->references : 1);
  });
  module.def("getdefaultencoding()", [](Args&) { return make_str("utf-8"); });
  module.def("getfilesystemencoding()",
             [](Args&) { return make_str("utf-8"); });
  module.def("getfilesystemencodeerrors()",
             [](Args&) { return make_str("surrogateescape"); });
  module.def("is_finalizing()", [](Args&) { return Value::boolean(false); });
  module.def("gettrace()", [](Args&) { return Value::none(); });
  module.def("settrace(function, /)", [](Args&) { return Value::none(); });
  module.def("getprofile()", [](Args&) { return Value::none(); });
  module.def("setprofile(function, /)", [](Args&) { return Value::none(); });
  module.def("getswitchinterval()", [](Args&) { return make_float(0.005); });
  module.def("audit(event, /, *args)", [](Args&) { return Value::none(); });
  module.def("addaudithook(hook)", [](Args&) { return Value::none(); });
  module.def("get_int_max_str_digits()",
             [](Args&) { return Value::small(text_state().max_str_digits); });
  module.def("set_int_max_str_digits(maxdigits)", [](Args& args) {
    const std::ptrdiff_t digits = size_argument(args[0]);
    if (digits && digits < 640)
      raise("ValueError", "maxdigits must be 0 or larger than 640");
    constexpr std::ptrdiff_t kMost = std::numeric_limits<int>::max();
    text_state().max_str_digits = static_cast<int>(std::min(digits, kMost));
    return Value::none();
  });
  module.def("excepthook(exctype, value, traceback, /)", [](Args& args) {
    write_err(format_exception(args["value"]));
    return Value::none();
  });
  module.set("__excepthook__", module.get("excepthook"));
  module.def("displayhook(object, /)", [](Args& args) {
    if (args[0].is_none()) return Value::none();
    Value builtins = Interpreter::current().import("builtins");
    set_attribute(builtins, "_", Value::none());
    write_out(repr(args[0]) + "\n");
    set_attribute(builtins, "_", args[0]);
    return Value::none();
  });
  module.set("__displayhook__", module.get("displayhook"));
  module.def("unraisablehook(unraisable, /)", [](Args& args) {
    Value error = get_attribute(args[0], "exc_value");
    Value what = get_attribute(args[0], "object");
    write_err(cat("Exception ignored in: ", repr(what), "\n",
                  error.is_none() ? "" : format_exception(error)));
    return Value::none();
  });
  module.set("__unraisablehook__", module.get("unraisablehook"));
  module.def("breakpointhook(*args, **kws)", [](Args&) -> Value {
    throw Error(ErrorKind::Unsupported, "breakpoint() is not supported");
  });
  module.set("__breakpointhook__", module.get("breakpointhook"));
  module.def("setswitchinterval(interval, /)",
             [](Args&) { return Value::none(); });
}

}  // namespace limbeck::py
