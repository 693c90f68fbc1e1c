#include "python/interpreter.h"

#include <cstdio>

#include "python/compile/source.h"
#include "python/native.h"
#include "python/objects/internals.h"
#include "python/objects/module.h"
#include "python/stdlib/modules.h"
#include "python/vm/builtins.h"
#include "python/vm/frame.h"
#include "python/vm/import.h"
#include "python/vm/traceback.h"

namespace limbeck {
extern const EmbeddedModule kPythonModules[];
}

namespace limbeck::py {

namespace {

void write_to(std::FILE* file, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), file);
}

}  // namespace

Interpreter::Interpreter() : internals_(std::make_unique<Internals>()) {
  Enter enter(*this);
  internals_->start();
  VmState& vm = *internals_->vm;
  vm.out = [](std::string_view text) { write_to(stdout, text); };
  vm.err = [](std::string_view text) { write_to(stderr, text); };
  add_modules(kVmModules);
  add_modules(kStdlibModules);
  add_modules(kPythonModules);
}

Interpreter::~Interpreter() {
  Enter enter(*this);
  internals_->forget_main();
  // What ends with a state may run Python code, which makes states anew.
  for (int round = 0; round < 8 && !states_.empty(); ++round)
    std::exchange(states_, {}).clear();
  internals_->finish();
  for (int round = 0; round < 8 && !states_.empty(); ++round)
    std::exchange(states_, {}).clear();
}

Interpreter& Interpreter::current() { return *detail::interpreter; }

void Interpreter::add_modules(const NativeModule* table) {
  Enter enter(*this);
  for (; table->name; ++table) importer().native[table->name] = table;
}

void Interpreter::add_modules(const EmbeddedModule* table) {
  Enter enter(*this);
  for (; table->name; ++table) importer().embedded[table->name] = table;
}

std::vector<std::string>& Interpreter::search_path() {
  Enter enter(*this);
  return importer().search_path;
}

std::vector<std::string>& Interpreter::stub_path() {
  Enter enter(*this);
  return importer().stub_path;
}

void Interpreter::set_output(std::function<void(std::string_view)> out,
                             std::function<void(std::string_view)> err) {
  internals_->vm->out = std::move(out);
  internals_->vm->err = std::move(err);
}

void Interpreter::set_arguments(std::vector<std::string> arguments) {
  internals_->vm->arguments = std::move(arguments);
}

Value Interpreter::import(std::string_view name) {
  Enter enter(*this);
  return import_module(name, true);
}

Value Interpreter::load_file(const std::string& path,
                             std::string_view module_name, bool entered) {
  Enter enter(*this);
  return execute_module(module_name, read_file(path), path, entered,
                        path.ends_with("/__init__.py"));
}

Value Interpreter::run_source(std::string_view source,
                              const std::string& file_name,
                              std::string_view module_name, bool entered) {
  Enter enter(*this);
  remember_source(file_name, source);
  return execute_module(module_name, source, file_name, entered, false);
}

Value Interpreter::evaluate(std::string_view expression, const Value& globals) {
  Enter enter(*this);
  Ref<Code> code = compile_source(expression, "<string>", ast::Mode::Eval);
  return run_code(code, Ref<Dict>(globals.as<Dict>()), globals);
}

void Interpreter::set_strict_opaque(std::string doing) {
  Enter enter(*this);
  importer().strict = std::move(doing);
}

std::string Interpreter::format_exception(const Value& exception) {
  Enter enter(*this);
  return py::format_exception(exception);
}

Enter::Enter(Interpreter& interpreter) : previous_(detail::interpreter) {
  detail::interpreter = &interpreter;
  detail::tracked = &interpreter.internals().tracked;
}

Enter::~Enter() {
  detail::interpreter = previous_;
  detail::tracked = previous_ ? &previous_->internals().tracked : nullptr;
}

}  // namespace limbeck::py
