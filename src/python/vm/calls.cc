// Calls: from arguments to the slots of a frame, with CPython's TypeErrors.
#include <unordered_set>

#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/list.h"
#include "python/objects/type.h"
#include "python/vm/opaque.h"
#include "python/vm/operations.h"

namespace limbeck::py {

namespace {

std::string_view function_name(Function* function) {
  return text_of(function->qualname);
}

[[noreturn]] void too_many_positional(Function* function, Frame* frame,
                                      std::size_t given) {
  Code* code = function->code.get();
  std::size_t defaults = function->defaults ? function->defaults->size : 0;
  std::size_t count = code->argument_count;
  std::size_t keyword_only_given = 0;
  for (std::size_t i = 0; i < code->keyword_only_count; ++i)
    if (frame->locals()[count + i]) ++keyword_only_given;
  std::string takes;
  bool plural = count != 1;
  if (defaults) {
    takes = cat("from ", count - defaults, " to ", count);
    plural = true;
  } else {
    takes = cat(count);
  }
  std::string extra;
  if (keyword_only_given)
    extra = cat(" positional argument", given != 1 ? "s" : "", " (and ",
                keyword_only_given, " keyword-only argument",
                keyword_only_given != 1 ? "s" : "", ")");
  raise_type_error(
      cat(function_name(function), "() takes ", takes, " positional argument",
          plural ? "s" : "", " but ", given, extra,
          given == 1 && !keyword_only_given ? " was" : " were", " given"));
}

[[noreturn]] void missing_arguments(Function* function,
                                    const std::vector<std::string>& missing,
                                    const char* kind) {
  std::string list;
  for (std::size_t i = 0; i < missing.size(); ++i) {
    if (i) {
      if (missing.size() == 2)
        list += " and ";
      else
        list += i + 1 == missing.size() ? ", and " : ", ";
    }
    cat_to(list, "'", missing[i], "'");
  }
  raise_type_error(cat(function_name(function), "() missing ", missing.size(),
                       " required ", kind, " argument",
                       missing.size() == 1 ? "" : "s", ": ", list));
}

// How different two names are, for "Did you mean".
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1,
                         diagonal + (a[i - 1] != b[j - 1] ? 1 : 0)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

[[noreturn]] void unexpected_keyword(Function* function, const Value& name,
                                     const Value* names, std::size_t keywords) {
  Code* code = function->code.get();
  std::vector<std::string> positional_only;
  for (std::size_t i = 0; i < code->positional_only_count; ++i)
    for (std::size_t j = 0; j < keywords; ++j)
      if (view(code->slot_names[i]) == text_of(names[j]))
        positional_only.emplace_back(text_of(names[j]));
  if (!positional_only.empty())
    raise_type_error(cat(function_name(function),
                         "() got some positional-only arguments passed as "
                         "keyword arguments: '",
                         join(positional_only, ", "), "'"));
  std::string_view best;
  std::size_t best_distance = 100;
  for (std::size_t i = code->positional_only_count;
       i < code->argument_count + code->keyword_only_count; ++i) {
    std::string_view candidate = view(code->slot_names[i]);
    std::size_t distance = edit_distance(text_of(name), candidate);
    std::size_t most = (text_of(name).size() + candidate.size() + 3) / 6;
    if (distance <= most && distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  raise_type_error(
      cat(function_name(function), "() got an unexpected keyword argument '",
          text_of(name),
          best.empty() ? "'" : cat("'. Did you mean '", best, "'?")));
}

void bind_keywords(Function* function, Frame* frame, const Value* values,
                   const Value* names, std::size_t keywords, Dict* rest) {
  Code* code = function->code.get();
  Value* slots = frame->locals();
  std::size_t total = code->argument_count + code->keyword_only_count;
  for (std::size_t k = 0; k < keywords; ++k) {
    if (!is_str(names[k])) raise_type_error("keywords must be strings");
    Object* name = names[k].object();
    std::size_t at = total;
    for (std::size_t i = code->positional_only_count; i < total; ++i)
      if (code->slot_names[i] == name) {
        at = i;
        break;
      }
    if (at == total && !static_cast<Str*>(name)->interned()) {
      for (std::size_t i = code->positional_only_count; i < total; ++i)
        if (str_equal(code->slot_names[i], static_cast<Str*>(name))) {
          at = i;
          break;
        }
    }
    if (at == total) {
      if (!rest) unexpected_keyword(function, names[k], names, keywords);
      rest->set(names[k], values[k]);
      continue;
    }
    if (slots[at])
      raise_type_error(cat(function_name(function),
                           "() got multiple values for argument '",
                           text_of(names[k]), "'"));
    slots[at] = values[k];
  }
}

}  // namespace

// CPython: initialize_locals.
void bind_arguments(Function* function, Frame* frame, const Value* values,
                    std::size_t positional, const Value* names,
                    std::size_t keywords) {
  Code* code = function->code.get();
  Value* slots = frame->locals();
  std::size_t count = code->argument_count;
  std::size_t total = count + code->keyword_only_count;
  std::size_t taken = positional < count ? positional : count;
  for (std::size_t i = 0; i < taken; ++i) slots[i] = values[i];
  std::size_t next = total;
  if (code->flags & kVarArgs) {
    std::size_t extra = positional - taken;
    Ref<Tuple> rest = new_tuple(std::span<const Value>(values + taken, extra));
    slots[next++] = std::move(rest).value();
  }
  Dict* rest = nullptr;
  if (code->flags & kVarKeywords) {
    Ref<Dict> dict = new_dict();
    rest = dict.get();
    slots[next++] = std::move(dict).value();
  }
  if (keywords)
    bind_keywords(function, frame, values + positional, names, keywords, rest);
  if (positional > count && !(code->flags & kVarArgs))
    too_many_positional(function, frame, positional);
  if (taken < count) {
    std::size_t defaults = function->defaults ? function->defaults->size : 0;
    std::size_t required = count - defaults;
    std::vector<std::string> missing;
    for (std::size_t i = taken; i < required; ++i)
      if (slots[i].absent()) missing.emplace_back(view(code->slot_names[i]));
    if (!missing.empty()) missing_arguments(function, missing, "positional");
    for (std::size_t i = taken > required ? taken : required; i < count; ++i)
      if (slots[i].absent()) slots[i] = (*function->defaults)[i - required];
  }
  if (code->keyword_only_count) {
    std::vector<std::string> missing;
    for (std::size_t i = count; i < total; ++i) {
      if (slots[i]) continue;
      Value* value = function->keyword_defaults
                         ? function->keyword_defaults->find(code->slot_names[i])
                         : nullptr;
      if (value)
        slots[i] = *value;
      else
        missing.emplace_back(view(code->slot_names[i]));
    }
    if (!missing.empty()) missing_arguments(function, missing, "keyword-only");
  }
}

void bind_or_drop(VmState& vm, Function* function, Frame* frame,
                  const Value* values, std::size_t positional,
                  const Value* names, std::size_t keywords) {
  try {
    bind_arguments(function, frame, values, positional, names, keywords);
  } catch (...) {
    pop_frame(vm, frame);
    throw;
  }
}

Value generator_from(VmState& vm, Frame* frame) {
  Frame* heap = make_heap_frame(frame->function);
  Value* from = frame->locals();
  Value* to = heap->locals();
  for (std::uint32_t i = 0; i < frame->code->slot_count; ++i)
    to[i].swap(from[i]);
  pop_frame(vm, frame);
  return new_generator(vm, heap).value();
}

Value call_function(const Value& self, const Call& call) {
  VmState& vm = vm_state();
  auto* function = self.as<Function>();
  if (vm.depth >= vm.interpreter->limits.call_depth)
    raise("RecursionError", "maximum recursion depth exceeded");
  Frame* frame = push_frame(vm, function);
  bind_or_drop(vm, function, frame, call.values, call.positional, call.names,
               call.keywords);
  if (frame->code->flags & (kGenerator | kCoroutine | kAsyncGenerator))
    return generator_from(vm, frame);
  return run(vm, frame);
}

Value run_code(Ref<Code> code, Ref<Dict> globals, const Value& names) {
  VmState& vm = vm_state();
  Ref<Function> function = new_function(std::move(code), std::move(globals));
  Frame* frame = push_frame(vm, function.get());
  frame->names = names;
  if (frame->code->flags & (kGenerator | kCoroutine | kAsyncGenerator))
    return generator_from(vm, frame);
  return run(vm, frame);
}

bool unwrap_method(Value* callee) {
  if (type_of(callee[0]) != builtin_types().method) return false;
  Value method = std::move(callee[0]);
  callee[0] = method.as<BoundMethod>()->function;
  callee[1] = method.as<BoundMethod>()->self;
  return true;
}

Function* plain_constructor(Type* cls) {
  if (cls->type->slots.call != type_call || cls->slots.make != object_make ||
      cls->slots.init != slot_init || cls->abstract)
    return nullptr;
  Value init = lookup_in_type(cls, names().init);
  if (type_of(init) != builtin_types().function) return nullptr;
  auto* function = init.as<Function>();
  if (function->code->flags & (kGenerator | kCoroutine | kAsyncGenerator))
    return nullptr;
  return function;
}

Value make_plain_instance(Type* cls) { return allocate(cls); }

// The class is in the __class__ cell, the object is the first argument.
void super_arguments(Value& type, Value& object) {
  Frame* frame = vm_state().frame;
  if (!frame) raise("RuntimeError", "super(): no current frame");
  Code* code = frame->code;
  if (code->argument_count == 0 && !(code->flags & kVarArgs))
    raise("RuntimeError", "super(): no arguments");
  object = frame->locals()[0];
  if (code->argument_count == 0) {
    if (object.absent() || !is_tuple(object) || items_of(object).empty())
      raise("RuntimeError", "super(): no arguments");
    object = Value(items_of(object)[0]);
  }
  if (object && type_of(object) == vm_state().cell)
    object = Value(object.as<Cell>()->content);
  if (object.absent()) raise("RuntimeError", "super(): arg[0] deleted");
  static constexpr std::string_view kClass = "__class__";
  for (std::uint32_t i = code->free_start; i < code->slot_count; ++i) {
    if (view(code->slot_names[i]) != kClass) continue;
    type = frame->locals()[i].as<Cell>()->content;
    if (type.absent()) raise("RuntimeError", "super(): empty __class__ cell");
    return;
  }
  raise("RuntimeError", "super(): __class__ cell not found");
}

Value call_values(VmState&, Frame*, Value* callee, std::size_t positional,
                  const Value* names, std::size_t keywords) {
  bool has_self = static_cast<bool>(callee[1]);
  Call call{callee + (has_self ? 1 : 2), positional + has_self, names,
            keywords};
  Type* type = type_of(callee[0]);
  if (!type->slots.call)
    raise_type_error(cat("'", type->name, "' object is not callable"));
  return type->slots.call(callee[0], call);
}

Value call_unpacked(VmState& vm, Frame*, const Value& callable,
                    const Value& args, const Value& keywords, Frame*& next) {
  Value tuple = args;
  if (!is_tuple(tuple)) {
    Type* type = type_of(args);
    if (!type->slots.iterate && !type->slots.get_item) {
      Value name = find_attribute(callable, "__qualname__");
      Value module = find_attribute(callable, "__module__");
      std::string prefix;
      if (is_str(module) && text_of(module) != "builtins")
        prefix = cat(text_of(module), ".");
      raise_type_error(
          cat(prefix, is_str(name) ? std::string(text_of(name)) : str(callable),
              "() argument after * must be an iterable, not ", type->name));
    }
    tuple = make_tuple(collect(args));
  }
  auto span = items_of(tuple);
  std::vector<Value> values(span.begin(), span.end());
  std::vector<Value> keyword_names;
  if (keywords) {
    auto* dict = keywords.as<Dict>();
    for (std::uint32_t i = dict->live(0); i < dict->filled;
         i = dict->live(i + 1)) {
      if (!is_str(dict->entries[i].key))
        raise_type_error("keywords must be strings");
      keyword_names.push_back(dict->entries[i].key);
      values.push_back(dict->entries[i].value);
    }
  }
  std::size_t positional = span.size();
  Value target = callable;
  if (type_of(target) == builtin_types().method) {
    auto* method = target.as<BoundMethod>();
    values.insert(values.begin(), method->self);
    ++positional;
    target = Value(method->function);
  }
  if (type_of(target) == vm.function) {
    auto* function = target.as<Function>();
    if (vm.depth >= vm.interpreter->limits.call_depth)
      raise("RecursionError", "maximum recursion depth exceeded");
    Frame* made = push_frame(vm, function);
    bind_or_drop(vm, function, made, values.data(), positional,
                 keyword_names.data(), keyword_names.size());
    if (made->code->flags & (kGenerator | kCoroutine | kAsyncGenerator))
      return generator_from(vm, made);
    next = made;
    return Value();
  }
  return call(target, Call{values.data(), positional, keyword_names.data(),
                           keyword_names.size()});
}

Value make_function_object(Frame* frame, const Value& code, std::uint32_t flags,
                           Value* sp) {
  Ref<Code> body(code.as<Code>());
  Ref<Function> function = new_function(body, Ref<Dict>(frame->globals));
  if (flags & kHasClosure) function->closure = Ref<Tuple>((--sp)->as<Tuple>());
  if (flags & kHasAnnotations) {
    const Value& annotations = *--sp;
    if (is_dict(annotations))
      function->annotations = annotations;
    else
      function->annotate = annotations;
  }
  if (flags & kHasKwDefaults && is_dict(sp[-1]))
    function->keyword_defaults = Ref<Dict>(sp[-1].as<Dict>());
  if (flags & kHasKwDefaults) --sp;
  if (flags & kHasDefaults) {
    --sp;
    if (is_tuple(*sp)) function->defaults = Ref<Tuple>(sp->as<Tuple>());
  }
  return std::move(function).value();
}

/// Whether limbeck lacks the metaclass, or what makes it one: the class is then
/// made as if none was given.
bool stands_for_metaclass(const Value& value) {
  if (as_opaque(value)) return true;
  return is_type(value) &&
         !is_subtype(value.as<Type>(), builtin_types().type) &&
         !opaque_among_bases(value.as<Type>()).absent();
}

// CPython: builtin___build_class__.
Value build_class(const Call& call) {
  if (call.positional < 2)
    raise_type_error("__build_class__: not enough arguments");
  const Value& function = call.values[0];
  const Value& name = call.values[1];
  std::vector<Value> base_values(call.values + 2,
                                 call.values + call.positional);
  Value original = make_tuple(std::move(base_values)), bases = original;
  bool resolved = resolve_bases(original, bases);
  Type* metatype = nullptr;
  Value metaclass;
  std::vector<Value> values, keyword_names;
  for (std::size_t i = 0; i < call.keywords; ++i) {
    const Value& value = call.values[call.positional + i];
    if (text_of(call.names[i]) == "metaclass") {
      metaclass = value;
    } else {
      keyword_names.push_back(call.names[i]);
      values.push_back(value);
    }
  }
  if (metaclass && stands_for_metaclass(metaclass)) {
    metaclass = Value();
    keyword_names.clear();
    values.clear();
  }
  if (metaclass.absent() || is_type(metaclass)) {
    metatype = metaclass                 ? metaclass.as<Type>()
               : items_of(bases).empty() ? builtin_types().type
                                         : type_of(items_of(bases)[0]);
    metatype = derive_metatype(metatype, items_of(bases));
    metaclass = Value(metatype);
  }
  std::vector<Value> arguments{name, bases};
  arguments.insert(arguments.end(), values.begin(), values.end());
  Call class_call{arguments.data(), 2, keyword_names.data(),
                  keyword_names.size()};
  Value space;
  if (metatype == builtin_types().type) {
    space = make_dict();
  } else {
    Value prepare = find_attribute(metaclass, names().prepare);
    space = prepare ? py::call(prepare, class_call) : make_dict();
    if (!is_dict(space) && !type_of(space)->slots.get_item)
      raise_type_error(cat(metatype ? metatype->name : "<metaclass>",
                           ".__prepare__() must return a mapping, not ",
                           type_of(space)->name));
  }
  VmState& vm = vm_state();
  if (vm.depth >= vm.interpreter->limits.call_depth)
    raise("RecursionError", "maximum recursion depth exceeded");
  Frame* frame = push_frame(vm, function.as<Function>());
  frame->names = space;
  Value cell = run(vm, frame);
  if (resolved) set_item(space, Value(names().orig_bases), original);
  arguments.insert(arguments.begin() + 2, space);
  Value cls = py::call(
      metaclass,
      Call{arguments.data(), 3, keyword_names.data(), keyword_names.size()});
  if (is_type(cls) && type_of(cell) == vm.cell) {
    const Value& content = cell.as<Cell>()->content;
    if (content.absent())
      raise("RuntimeError",
            cat("__class__ not set defining ", repr(name), " as ", repr(cls),
                ". Was __classcell__ propagated to type.__new__?"));
    if (!content.is(cls))
      raise_type_error(cat("__class__ set to ", repr(content), " defining ",
                           repr(name), " as ", repr(cls)));
  }
  return cls;
}

}  // namespace limbeck::py
