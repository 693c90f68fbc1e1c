#include "python/examine.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "base/text.h"
#include "python/compile/code.h"
#include "python/objects/module.h"
#include "python/vm/function.h"
#include "python/vm/import.h"
#include "python/vm/opaque.h"
#include "python/vm/operations.h"

namespace limbeck::py {

namespace {

/// What is known of the variables of a body and of those around it.
using Known = std::map<Str*, Value>;

bool is_module(const Value& value) {
  return value && !as_opaque(value) &&
         type_of(value) == internals().types.module;
}

bool is_own_file(std::string_view file) { return file.starts_with("<"); }

std::string name_of(const Value& module) {
  const Value name = find_attribute(module, names().name);
  return is_str(name) ? std::string(text_of(name)) : std::string();
}

std::string in_short(const Error& error) { return error.message(); }

}  // namespace

SourcePosition raised_position(const Raised& raised) {
  SourcePosition position;
  Value at = find_attribute(raised.exception(), "__traceback__");
  for (; at && !at.is_none(); at = get_attribute(at, "tb_next")) {
    const Value code = get_attribute(get_attribute(at, "tb_frame"), "f_code");
    std::string file = str(get_attribute(code, "co_filename"));
    if (is_own_file(file)) continue;
    position.file = std::move(file);
    position.line =
        static_cast<int>(int_of(get_attribute(at, "tb_lineno")).value_or(0));
  }
  return position;
}

struct Examiner::State {
  std::unordered_set<const Code*> seen;
  std::set<std::string> told;
  std::vector<Finding> findings;

  void tell(const Code& code, std::size_t at, std::string name,
            std::string module, std::string message) {
    const CodeRange& range = code.ranges[at];
    Finding finding;
    finding.position = {std::string(code.file()), range.line, range.column + 1};
    finding.function = std::string(view(code.qualname));
    if (!told.insert(cat(finding.position.file, ":", range.line, ":", name))
             .second)
      return;
    finding.name = std::move(name);
    finding.module = std::move(module);
    finding.message = std::move(message);
    findings.push_back(std::move(finding));
  }

  void opaque(const Code& code, std::size_t at, const Opaque& value) {
    const OpaqueOrigin& origin = *value.origin;
    std::string message =
        origin.error
            ? cat("needs '", value.path, "', whose module cannot be imported: ",
                  in_short(*origin.error))
            : cat("needs '", value.path, "', but limbeck does not have '",
                  origin.module, "'");
    if (!origin.position.file.empty())
      cat_to(message, " (imported at ", origin.position.file, ":",
             origin.position.line, ")");
    tell(code, at, value.path, origin.module, std::move(message));
  }

  void function(const Function& called) {
    if (is_own_file(called.code->file())) return;
    Known around;
    if (called.closure) {
      const auto cells = items_of(called.closure.value());
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::size_t slot = called.code->free_start + i;
        if (slot < called.code->slot_names.size())
          around[called.code->slot_names[slot]] = cells[i].as<Cell>()->content;
      }
    }
    body(*called.code, *called.globals, *called.builtins, around);
  }

  void body(Code& code, Dict& globals, Dict& builtins, const Known& around);
};

namespace {

// One pass over the instructions of a body: what each chain of names is.
class Pass {
 public:
  Pass(Examiner::State& state, Code& code, Dict& globals, Dict& builtins,
       const Known& around)
      : state_(state),
        code_(code),
        globals_(globals),
        builtins_(builtins),
        known_(around) {}

  void run();

 private:
  void step(Opcode opcode, std::uint32_t argument);
  void load_global(Str* name);
  void load_slot(std::uint32_t slot);
  void store(Str* name);
  void attribute(Str* name, bool from_import);
  void import(std::uint32_t argument);
  Value constant_before(std::size_t back) const;
  // The chain ends here: what it is is used.
  void used();
  void found(Value value) {
    current_ = std::move(value);
    fresh_ = true;
  }

  Examiner::State& state_;
  Code& code_;
  Dict& globals_;
  Dict& builtins_;
  Known known_;
  Value current_;  // what the last instruction gave, where that is known
  bool fresh_ = false;
  Value imported_;  // the module that ImportFrom reads
  std::size_t at_ = 0;
  std::size_t chain_ = 0;  // where the current chain ended
};

void Pass::run() {
  ensure_compiled(code_);
  for (at_ = 0; at_ < code_.instructions.size(); ++at_) {
    const Instruction word = code_.instructions[at_];
    fresh_ = false;
    step(opcode_of(word), argument_of(word));
    if (fresh_)
      chain_ = at_;
    else
      current_ = Value();
  }
}

void Pass::used() {
  if (current_.absent()) return;
  const std::size_t here = at_;
  if (Opaque* value = as_opaque(current_)) {
    state_.opaque(code_, chain_, *value);
  } else if (type_of(current_) == builtin_types().function) {
    state_.function(*current_.as<Function>());
  }
  at_ = here;
}

void Pass::load_global(Str* name) {
  if (const auto at = known_.find(name); at != known_.end())
    return found(at->second);
  if (Value* value = globals_.find(name)) return found(*value);
  if (Value* value = builtins_.find(name)) return found(*value);
}

void Pass::load_slot(std::uint32_t slot) {
  const auto at = known_.find(code_.slot_names[slot]);
  if (at != known_.end() && !at->second.absent()) found(at->second);
}

void Pass::store(Str* name) {
  // A name that gets a value nobody knows is not known any longer.
  if (current_.absent())
    known_.erase(name);
  else
    known_[name] = current_;
}

void Pass::attribute(Str* name, bool from_import) {
  const Value& of = from_import ? imported_ : current_;
  if (of.absent()) return;
  if (!as_opaque(of) && !is_module(of)) return used();
  Value value;
  try {
    value = find_attribute(of, name);
    if (value.absent() && from_import)
      value = import_module(cat(name_of(of), ".", view(name)), true);
  } catch (const Raised&) {
    // The reference would fail as well, or limbeck lacks it: told below.
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::Unsupported) throw;
    state_.tell(code_, at_, cat(name_of(of), ".", view(name)), name_of(of),
                in_short(error));
    return;
  }
  if (!value.absent()) return found(value);
  if (is_own_module(of))
    state_.tell(code_, at_, cat(name_of(of), ".", view(name)), name_of(of),
                cat("needs '", view(name), "', which limbeck's module '",
                    name_of(of), "' does not have"));
}

Value Pass::constant_before(std::size_t back) const {
  if (at_ < back) return {};
  const Instruction word = code_.instructions[at_ - back];
  return opcode_of(word) == Opcode::LoadConst
             ? code_.constants[argument_of(word)]
             : Value();
}

void Pass::import(std::uint32_t argument) {
  const Value wanted = constant_before(1), level = constant_before(2);
  if (wanted.absent() || level.absent() || !level.is_small()) return;
  std::string name(view(code_.names[argument & 0x7fffff]));
  try {
    if (level.small() > 0)
      name = resolve_relative(Value(&globals_), name,
                              static_cast<int>(level.small()));
    Value module = import_module(name, (argument & 0x800000) != 0);
    if (wanted.is_none())
      if (const std::size_t dot = name.find('.'); dot != name.npos)
        module = import_module(name.substr(0, dot), true);
    imported_ = module;
    found(module);
  } catch (const Raised& raised) {
    // In `try … except ImportError` it is the script's to handle.
    if (!(argument & 0x800000))
      state_.tell(
          code_, at_, name, name,
          cat("imports '", name, "', which fails: ", str(raised.exception())));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::Unsupported) throw;
    state_.tell(code_, at_, name, name, in_short(error));
  }
}

void Pass::step(Opcode opcode, std::uint32_t argument) {
  switch (opcode) {
    case Opcode::LoadGlobal:
      used();
      return load_global(code_.caches[argument].name);
    case Opcode::LoadName:
      used();
      return load_global(code_.names[argument]);
    case Opcode::LoadFast:
    case Opcode::LoadCell:
      used();
      return load_slot(argument);
    case Opcode::StoreFast:
    case Opcode::StoreCell:
      return store(code_.slot_names[argument]);
    case Opcode::StoreName:
      return store(code_.names[argument]);
    case Opcode::LoadAttr:
    case Opcode::LoadMethod:
      return attribute(code_.caches[argument].name, false);
    case Opcode::ImportName:
      return import(argument);
    case Opcode::ImportFrom:
      return attribute(code_.names[argument & 0x7fffff], true);
    case Opcode::LoadConst: {
      used();
      const Value& constant = code_.constants[argument];
      if (constant.object() && constant.object()->type == code_.type)
        state_.body(*constant.as<Code>(), globals_, builtins_, known_);
      return;
    }
    case Opcode::Pop:
      return;
    default:
      return used();
  }
}

}  // namespace

void Examiner::State::body(Code& code, Dict& globals, Dict& builtins,
                           const Known& around) {
  if (is_own_file(code.file()) || !seen.insert(&code).second) return;
  Pass(*this, code, globals, builtins, around).run();
}

Examiner::Examiner() : state_(std::make_unique<State>()) {}
Examiner::~Examiner() = default;

std::vector<Finding> Examiner::examine(const Value& function) {
  state_->findings.clear();
  if (function && type_of(function) == builtin_types().function)
    state_->function(*function.as<Function>());
  return std::move(state_->findings);
}

std::vector<MissingModule> missing_modules() {
  std::vector<MissingModule> found;
  std::set<const OpaqueOrigin*> seen;
  for (const Value& entry : collect(internals().modules.value())) {
    const Opaque* opaque =
        as_opaque(dict_get(internals().modules.value(), entry));
    if (!opaque || !seen.insert(opaque->origin.get()).second) continue;
    MissingModule missing;
    missing.name = opaque->origin->module;
    missing.imported_at = opaque->origin->position;
    missing.file = opaque->origin->file;
    if (const auto& error = opaque->origin->error) {
      missing.reason = in_short(*error);
      if (!error->trail().empty()) missing.reason_at = error->trail().front();
    }
    found.push_back(std::move(missing));
  }
  for (const LeftOut& gap : importer().left_out) {
    MissingModule missing;
    missing.name = gap.module;
    missing.imported_at = gap.imported_at;
    missing.file = gap.file;
    missing.reason = in_short(*gap.error);
    if (!gap.error->trail().empty())
      missing.reason_at = gap.error->trail().front();
    missing.first_line = gap.first_line;
    missing.last_line = gap.last_line;
    missing.only_binds = gap.only_binds;
    found.push_back(std::move(missing));
  }
  std::stable_sort(
      found.begin(), found.end(),
      [](const auto& a, const auto& b) { return a.name < b.name; });
  return found;
}

std::vector<std::string> imported_files() {
  std::vector<std::string> files;
  dict_each(internals().modules.value(),
            [&](const Value&, const Value& module) {
              if (!is_module(module)) return;
              const Value file = find_attribute(module, names().file);
              if (is_str(file) && !is_own_file(text_of(file)) &&
                  !is_installed_file(text_of(file)))
                files.emplace_back(text_of(file));
            });
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace limbeck::py
