#include "python/interpreter.h"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>

#include "base/text.h"
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

/// How far this thread's C++ stack may grow, with a reserve for what does not
/// look. The main thread's size is a limit of the process, not of the thread.
std::uintptr_t find_stack_end() {
  constexpr std::size_t kUsual = 8u << 20, kReserve = 512u << 10,
                        kLargest = 64u << 20;
  auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  std::size_t size = kUsual;
  if (getpid() == gettid()) {
    rlimit limit{};
    if (getrlimit(RLIMIT_STACK, &limit) == 0) size = limit.rlim_cur;
    if (size > kLargest) size = kLargest;  // RLIM_INFINITY too
    return here + kReserve - size;
  }
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0)
    return here + kReserve - size;
  void* lowest = nullptr;
  pthread_attr_getstack(&attributes, &lowest, &size);
  pthread_attr_destroy(&attributes);
  return reinterpret_cast<std::uintptr_t>(lowest) + kReserve;
}

}  // namespace

Interpreter::Interpreter()
    : internals_(std::make_unique<Internals>(&limits.memory)) {
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
  if (ends_with_process_ && !expects_endings_ &&
      internals_->guarded_generators == 0) {
    new auto(std::move(states_));
    (void)internals_.release();
    return;
  }
  internals_->forget_main();
  // What ends with a state may run Python code, which makes states anew.
  for (int round = 0; round < 8 && !states_.empty(); ++round)
    std::exchange(states_, {}).clear();
  internals_->finish();
  for (int round = 0; round < 8 && !states_.empty(); ++round)
    std::exchange(states_, {}).clear();
  internals_.reset();
}

std::size_t Interpreter::new_state_place() {
  static std::atomic<std::size_t> next{0};
  return next++;
}

void Interpreter::keep_state(std::size_t place, std::shared_ptr<void> state) {
  if (place >= states_.size()) states_.resize(place + 1);
  states_[place] = std::move(state);
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

void Interpreter::set_project_folders(
    std::function<std::vector<std::string>()> folders) {
  Enter enter(*this);
  importer().project_folders = std::move(folders);
}

void Interpreter::set_installed_folders(
    std::function<std::vector<std::string>()> folders) {
  Enter enter(*this);
  importer().find_installed = std::move(folders);
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

Value Interpreter::load_file_with_gaps(const std::string& path,
                                       std::string_view module_name) {
  Enter enter(*this);
  return execute_with_gaps(module_name, read_file(path), path);
}

Value Interpreter::run_source_with_gaps(std::string_view source,
                                        const std::string& file_name,
                                        std::string_view module_name) {
  Enter enter(*this);
  remember_source(file_name, source);
  return execute_with_gaps(module_name, source, file_name);
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
  // What an interrupt has ended is told all the same; another one ends that.
  const bool before = interrupted.exchange(false);
  std::string text;
  try {
    text = py::format_exception(exception);
  } catch (const Error&) {
    text = cat(type_of(exception)->name, "\n");
  }
  if (before) interrupted = true;
  return text;
}

Enter::Enter(Interpreter& interpreter) : previous_(detail::interpreter) {
  detail::interpreter = &interpreter;
  detail::tracked = &interpreter.internals().tracked;
  detail::heap = &interpreter.internals().heap;
  if (!detail::stack_end) detail::stack_end = find_stack_end();
}

Enter::~Enter() {
  detail::interpreter = previous_;
  detail::tracked = previous_ ? &previous_->internals().tracked : nullptr;
  // Values may still die: the heap stays the last one.
  if (previous_) detail::heap = &previous_->internals().heap;
}

}  // namespace limbeck::py
