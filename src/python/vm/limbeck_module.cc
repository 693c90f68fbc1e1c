// The module _limbeck: what the modules written in Python need of the
// interpreter and cannot say in Python.
#include <dirent.h>

#include <algorithm>

#include "base/text.h"
#include "python/compile/source.h"
#include "python/objects/internals.h"
#include "python/objects/module.h"
#include "python/objects/weak.h"
#include "python/vm/builtins.h"
#include "python/vm/generator.h"
#include "python/vm/import.h"
#include "python/vm/opaque.h"
#include "python/vm/traceback.h"

namespace limbeck::py {

namespace {

Value exec_file(Args& args) {
  std::string path = args.text("path");
  Ref<Dict> globals(args["module"].as<ModuleObject>()->attributes);
  if (!globals->find(names().builtins))
    globals->set(names().builtins, internals().builtins.value());
  run_code(compile_source(read_file(path), path), globals, globals.value());
  return Value::none();
}

// name, is a package, file: of the modules in a folder, in order of their
// names.
Value list_modules(Args& args) {
  std::string folder = args.text("folder");
  std::vector<std::string> names;
  if (DIR* open = opendir(folder.empty() ? "." : folder.c_str())) {
    while (dirent* entry = readdir(open)) names.emplace_back(entry->d_name);
    closedir(open);
  }
  std::sort(names.begin(), names.end());
  Value found = make_list();
  for (const std::string& name : names) {
    std::string path = cat(folder, "/", name), init = path + "/__init__.py";
    bool package = folder_exists(path);
    if (package ? !file_exists(init) : !name.ends_with(".py")) continue;
    std::string module = package ? name : name.substr(0, name.size() - 3);
    if (module == "__init__" || module.find('.') != std::string::npos) continue;
    list_append(found, make_tuple({make_str(module), Value::boolean(package),
                                   make_str(package ? init : path)}));
  }
  return found;
}

Value source_lines(Args& args) {
  Value lines = make_list();
  std::string file = args.text("file");
  int count = source_line_count(file);
  for (int i = 1; i <= count; ++i) {
    std::string line = source_line(file, i);
    if (i == count && line.empty()) break;
    list_append(lines, make_str(line + "\n"));
  }
  return lines;
}

// A generator function whose generators can be awaited (types.coroutine).
Value iterable_coroutine(Args& args) {
  if (type_of(args[0]) != builtin_types().function) return args[0];
  auto* function = args[0].as<Function>();
  ensure_compiled(*function->code);
  if (!(function->code->flags & kGenerator)) return args[0];
  function->code->flags |= kIterableCoroutine;
  return args[0];
}

}  // namespace

void init_limbeck(Module& module) {
  module.def("collect_cycles(all)", [](Args& args) {
    return Value::small(
        static_cast<std::intptr_t>(collect_cycles(truth(args[0]))));
  });
  module.def("set_cycles_enabled(enabled)", [](Args& args) {
    CycleState& cycles = internals().cycles;
    bool before = cycles.enabled;
    cycles.enabled = truth(args[0]);
    return Value::boolean(before);
  });
  module.def("cycle_counts()", [](Args&) {
    auto& state = internals();
    return make_tuple({make_int(state.tracked.references), Value::small(0),
                       make_int(state.cycles.old.references)});
  });
  module.def("is_tracked(object)", [](Args& args) {
    Object* object = args[0].object();
    return Value::boolean(object && object->flags & Object::kTracked);
  });
  module.def("format_exception(exception)",
             [](Args& args) { return make_str(format_exception(args[0])); });
  module.def("format_exception_only(exception)", [](Args& args) {
    return make_str(format_exception_only(args[0]));
  });
  // Line, last line and columns (in bytes, as co_positions() has them) of what
  // failed.
  module.def("traceback_range(traceback)", [](Args& args) {
    auto* entry = args[0].as<Traceback>();
    const CodeRange& range = entry->code->ranges[entry->instruction];
    return make_tuple({make_int(range.line), make_int(range.end_line),
                       make_int(range.column), make_int(range.end_column)});
  });
  module.def("format_traceback(traceback)",
             [](Args& args) { return make_str(format_traceback(args[0])); });
  module.def("source_lines(file)", source_lines);
  module.def("import_module(name)", [](Args& args) {
    return import_module(args.text("name"), anything_handles(vm_state()));
  });
  module.def("project_folders()", [](Args&) {
    Value folders = make_list();
    if (const auto& known = importer().project_folders)
      for (const std::string& folder : known())
        list_append(folders, make_str(folder));
    return folders;
  });
  module.def("installed_folders()", [](Args&) {
    Value folders = make_list();
    for (const std::string& folder : installed_folders())
      list_append(folders, make_str(folder));
    return folders;
  });
  module.def("find_module(name)",
             [](Args& args) { return find_module(args.text("name")); });
  module.def("exec_file(module, path)", exec_file);
  module.def("list_modules(folder)", list_modules);
  module.def("run_awaitable(awaitable)",
             [](Args& args) { return run_awaitable(args[0]); });
  module.def("iterable_coroutine(function)", iterable_coroutine);
  module.def("is_opaque(value)",
             [](Args& args) { return Value::boolean(is_opaque(args[0])); });
  module.def("lacks_base(cls)", [](Args& args) {
    return Value::boolean(is_type(args[0]) &&
                          opaque_among_bases(args[0].as<Type>()));
  });
  module.def("references_to(object)",
             [](Args& args) { return make_list(weak_references_to(args[0])); });
  module.set("ref", Value(weak_reference_type()));
}

}  // namespace limbeck::py
