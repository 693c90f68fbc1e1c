// The type objects of functions, cells, code, generators, coroutines, frames
// and tracebacks.
#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/core_types.h"
#include "python/objects/exception.h"
#include "python/objects/iterators.h"
#include "python/objects/range.h"
#include "python/objects/type.h"
#include "python/vm/builtins.h"
#include "python/vm/frame.h"
#include "python/vm/generator.h"
#include "python/vm/operations.h"
#include "python/vm/traceback.h"

namespace limbeck::py {

Ref<Cell> new_cell(Value content) {
  auto* cell = new (allocate_memory(vm_state().cell)) Cell(vm_state().cell);
  cell->content = std::move(content);
  return Ref<Cell>::adopt(cell);
}

Ref<Function> new_function(Ref<Code> code, Ref<Dict> globals) {
  VmState& vm = vm_state();
  auto* function = new (allocate_memory(vm.function)) Function(vm.function);
  function->name = Value(code->name);
  function->qualname = Value(code->qualname);
  function->doc = code->doc;
  if (Value* module = globals->find(names().name))
    function->module = *module;
  else
    function->module = Value::none();
  function->builtins = internals().builtins;
  function->code = std::move(code);
  function->globals = std::move(globals);
  return Ref<Function>::adopt(function);
}

Value function_annotations(Function* function) {
  if (function->annotations.absent()) {
    if (function->annotate && !function->annotate.is_none()) {
      Value made = call(function->annotate, {Value::small(1)});
      if (!is_dict(made))
        raise_type_error(cat("__annotate__() must return a dict, not ",
                             type_of(made)->name));
      function->annotations = made;
    } else {
      function->annotations = make_dict();
    }
  }
  return function->annotations;
}

namespace {

template <class T>
void destruct(Object* self) {
  static_cast<T*>(self)->~T();
}

template <class T>
Type* plain_type(const char* name) {
  Type* type = new_native_type(name, "builtins", {}, sizeof(T));
  type->subclassable = false;
  type->slots.make = make_refused;
  type->slots.destruct = destruct<T>;
  return type;
}

Value or_none(const Value& value) { return value ? value : Value::none(); }

// -- function
// -------------------------------------------------------------------

Function* fn(const Value& self) { return self.as<Function>(); }

void check_str(const Value& value, const char* what) {
  if (!is_str(value))
    raise_type_error(cat(what, " must be set to a string object"));
}

constexpr NativeProperty kFunctionProperties[] = {
    {"__name__", [](const Value& self) { return fn(self)->name; },
     [](const Value& self, const Value& value) {
       check_str(value, "__name__");
       fn(self)->name = value;
     }},
    {"__qualname__", [](const Value& self) { return fn(self)->qualname; },
     [](const Value& self, const Value& value) {
       check_str(value, "__qualname__");
       fn(self)->qualname = value;
     }},
    {"__module__", [](const Value& self) { return fn(self)->module; },
     [](const Value& self, const Value& value) {
       fn(self)->module = or_none(value);
     }},
    {"__doc__", [](const Value& self) { return or_none(fn(self)->doc); },
     [](const Value& self, const Value& value) {
       fn(self)->doc = or_none(value);
     }},
    {"__defaults__",
     [](const Value& self) { return or_none(fn(self)->defaults.value()); },
     [](const Value& self, const Value& value) {
       if (value.absent() || value.is_none())
         fn(self)->defaults = Ref<Tuple>();
       else if (is_tuple(value))
         fn(self)->defaults = Ref<Tuple>(value.as<Tuple>());
       else
         raise_type_error("__defaults__ must be set to a tuple object");
     }},
    {"__kwdefaults__",
     [](const Value& self) {
       return or_none(fn(self)->keyword_defaults.value());
     },
     [](const Value& self, const Value& value) {
       if (value.absent() || value.is_none())
         fn(self)->keyword_defaults = Ref<Dict>();
       else if (is_dict(value))
         fn(self)->keyword_defaults = Ref<Dict>(value.as<Dict>());
       else
         raise_type_error("__kwdefaults__ must be set to a dict object");
     }},
    {"__code__", [](const Value& self) { return fn(self)->code.value(); },
     [](const Value& self, const Value& value) {
       if (type_of(value) != vm_state().code)
         raise_type_error("__code__ must be set to a code object");
       fn(self)->code = Ref<Code>(value.as<Code>());
     }},
    {"__globals__",
     [](const Value& self) { return fn(self)->globals.value(); }},
    {"__builtins__",
     [](const Value& self) { return fn(self)->builtins.value(); }},
    {"__closure__",
     [](const Value& self) { return or_none(fn(self)->closure.value()); }},
    {"__annotations__",
     [](const Value& self) { return function_annotations(fn(self)); },
     [](const Value& self, const Value& value) {
       fn(self)->annotations = value;
       fn(self)->annotate = Value::none();
     }},
    {"__annotate__",
     [](const Value& self) { return or_none(fn(self)->annotate); },
     [](const Value& self, const Value& value) {
       fn(self)->annotate = value;
       fn(self)->annotations = Value();
     }},
    {"__type_params__",
     [](const Value& self) {
       return fn(self)->type_params ? fn(self)->type_params : make_tuple({});
     },
     [](const Value& self, const Value& value) {
       fn(self)->type_params = value;
     }},
    {"__dict__",
     [](const Value& self) {
       return Value(instance_attributes(self.object(), true));
     },
     [](const Value& self, const Value& value) {
       set_instance_attributes(self.object(), value);
     }},
    {nullptr, nullptr}};

Value function_repr(const Value& self) {
  return make_str(cat("<function ", text_of(fn(self)->qualname), " at ",
                      address_of(self), ">"));
}

Value function_get(const Value& self, const Value& instance, Type*) {
  if (instance.absent()) return self;
  return new_bound_method(self, instance);
}

void function_clear(Object* self) {
  auto* function = static_cast<Function*>(self);
  function->closure = Ref<Tuple>();
  function->defaults = Ref<Tuple>();
  function->keyword_defaults = Ref<Dict>();
  function->annotations = function->annotate = Value();
}

void function_visit(Object* self, Visitor& visitor) {
  auto* function = static_cast<Function*>(self);
  visitor(function->globals.value());
  visitor(function->builtins.value());
  visitor(function->defaults.value());
  visitor(function->keyword_defaults.value());
  visitor(function->closure.value());
  visitor(function->annotations);
  visitor(function->annotate);
  visitor(function->type_params);
}

void make_function_type(VmState& vm, BuiltinTypes& types) {
  Type* type = plain_type<Function>("function");
  type->attributes_offset = kInstanceAttributes;
  type->method_descriptor = true;
  type->slots.call = call_function;
  type->slots.repr = function_repr;
  type->slots.descriptor_get = function_get;
  type->slots.clear = function_clear;
  type->slots.visit = function_visit;
  type->populate = [](Type* self) {
    add_properties(self, kFunctionProperties);
  };
  ready(type);
  vm.function = types.function = type;
}

// -- cell, code
// -------------------------------------------------------------------

constexpr NativeProperty kCellProperties[] = {
    {"cell_contents",
     [](const Value& self) {
       const Value& content = self.as<Cell>()->content;
       if (content.absent()) raise_value_error("Cell is empty");
       return content;
     },
     [](const Value& self, const Value& value) {
       self.as<Cell>()->content = value;
     }},
    {nullptr, nullptr}};

void make_cell_type(VmState& vm, BuiltinTypes& types) {
  Type* type = plain_type<Cell>("cell");
  type->slots.clear = [](Object* self) {
    static_cast<Cell*>(self)->content = Value();
  };
  type->slots.visit = [](Object* self, Visitor& visitor) {
    visitor(static_cast<Cell*>(self)->content);
  };
  type->slots.make = [](Type*, const Call& call) {
    return new_cell(call.positional ? call.values[0] : Value()).value();
  };
  type->slots.repr = [](const Value& self) {
    const Value& content = self.as<Cell>()->content;
    if (content.absent())
      return make_str(cat("<cell at ", address_of(self), ": empty>"));
    return make_str(cat("<cell at ", address_of(self), ": ",
                        type_of(content)->name, " object at ",
                        address_of(content), ">"));
  };
  type->populate = [](Type* self) { add_properties(self, kCellProperties); };
  ready(type);
  vm.cell = types.cell = type;
}

Code* code_of(const Value& self) {
  ensure_compiled(*self.as<Code>());
  return self.as<Code>();
}

Value slot_name_tuple(Code* code, std::uint32_t from, std::uint32_t to,
                      auto wanted) {
  std::vector<Value> found;
  for (std::uint32_t i = from; i < to; ++i)
    if (wanted(static_cast<SlotKind>(code->slot_kinds[i]), i))
      found.emplace_back(code->slot_names[i]);
  return make_tuple(std::move(found));
}

constexpr NativeProperty kCodeProperties[] = {
    {"co_name", [](const Value& self) { return Value(code_of(self)->name); }},
    {"co_qualname",
     [](const Value& self) { return Value(code_of(self)->qualname); }},
    {"co_filename", [](const Value& self) { return code_of(self)->file_name; }},
    {"co_firstlineno",
     [](const Value& self) { return make_int(code_of(self)->first_line); }},
    {"co_argcount",
     [](const Value& self) {
       return make_int(self.as<Code>()->argument_count);
     }},
    {"co_posonlyargcount",
     [](const Value& self) {
       return make_int(self.as<Code>()->positional_only_count);
     }},
    {"co_kwonlyargcount",
     [](const Value& self) {
       return make_int(self.as<Code>()->keyword_only_count);
     }},
    {"co_flags",
     [](const Value& self) {
       return make_int(code_of(self)->flags & 0x0fffffff);
     }},
    {"co_nlocals",
     [](const Value& self) { return make_int(code_of(self)->free_start); }},
    {"co_varnames",
     [](const Value& self) {
       Code* code = code_of(self);
       return slot_name_tuple(
           code, 0, code->free_start, [&](SlotKind kind, std::uint32_t i) {
             return kind == SlotKind::Local || i < code->parameter_slots;
           });
     }},
    {"co_cellvars",
     [](const Value& self) {
       Code* code = code_of(self);
       return slot_name_tuple(
           code, 0, code->free_start,
           [](SlotKind kind, std::uint32_t) { return kind == SlotKind::Cell; });
     }},
    {"co_freevars",
     [](const Value& self) {
       Code* code = code_of(self);
       return slot_name_tuple(code, code->free_start, code->slot_count,
                              [](SlotKind, std::uint32_t) { return true; });
     }},
    {"co_names",
     [](const Value& self) {
       Code* code = code_of(self);
       std::vector<Value> all;
       for (Str* name : code->names) all.emplace_back(name);
       for (NameCache& cache : code->caches) {
         bool known = false;
         for (Value& other : all) known = known || other.object() == cache.name;
         if (!known) all.emplace_back(cache.name);
       }
       return make_tuple(std::move(all));
     }},
    {"co_consts",
     [](const Value& self) { return make_tuple(code_of(self)->constants); }},
    {"co_stacksize",
     [](const Value& self) { return make_int(code_of(self)->stack_size); }},
    {nullptr, nullptr}};

void make_code_type(VmState& vm, BuiltinTypes& types) {
  Type* type = plain_type<Code>("code");
  type->slots.construct = [](void* memory, Type* type) -> Object* {
    return new (memory) Code(type);
  };
  type->slots.repr = [](const Value& self) {
    auto* code = self.as<Code>();
    return make_str(cat("<code object ", view(code->name), " at ",
                        address_of(self), ", file \"", code->file(),
                        "\", line ", code->first_line, ">"));
  };
  type->populate = [](Type* self) { add_properties(self, kCodeProperties); };
  ready(type);
  vm.code = types.code = type;
}

// -- generators
// -------------------------------------------------------------------

Generator* gen(const Value& self) { return self.as<Generator>(); }

Value generator_next(const Value& self) {
  Value result;
  Value item = generator_send(gen(self), Value::none(), result);
  // next() makes a StopIteration of it; loops have no use for it.
  if (item.absent()) vm_state().stop_iteration_value = std::move(result);
  return item;
}

Value deliver(Value item, const Value& result) {
  if (item.absent()) raise_stop_iteration(result);
  return item;
}

// throw(exc) or the older throw(type, value, traceback).
Value exception_argument(const Value* values, std::size_t count) {
  const Value& first = values[0];
  if (is_type(first) && count > 1 && !values[1].is_none()) {
    if (is_exception(values[1])) return values[1];
    if (is_tuple(values[1])) {
      auto span = items_of(values[1]);
      return call(first, Call{span.data(), span.size()});
    }
    return call(first, {values[1]});
  }
  if (!is_exception(first) && !is_type(first))
    raise_type_error(
        cat("exceptions must be classes or instances deriving from "
            "BaseException, not ",
            type_of(first)->name));
  return exception_from(first);
}

constexpr NativeMethod kGeneratorMethods[] = {
    {"send(self, value, /)",
     [](const Value* values, std::size_t) {
       Value result;
       Value item = generator_send(gen(values[0]), values[1], result);
       return deliver(std::move(item), result);
     },
     1, 1},
    {"throw(self, typ, val=None, tb=None, /)",
     [](const Value* values, std::size_t count) {
       Value exception = exception_argument(values + 1, count - 1), result;
       Value item = generator_throw(gen(values[0]), exception, result);
       return deliver(std::move(item), result);
     },
     1, 3},
    {"close(self, /)",
     [](const Value* values, std::size_t) {
       return generator_close(gen(values[0]));
     },
     0, 0},
    {nullptr}};

constexpr NativeMethod kCoroutineMethods[] = {
    {"__await__(self, /)",
     [](const Value* values, std::size_t) { return values[0]; }, 0, 0},
    {nullptr}};

Value generator_frame(const Value& self) {
  Frame* frame = gen(self)->frame;
  return frame ? frame_object(frame) : Value::none();
}
Value generator_running(const Value& self) {
  return Value::boolean(gen(self)->state == Generator::State::Running);
}
Value generator_suspended(const Value& self) {
  return Value::boolean(gen(self)->state == Generator::State::Suspended);
}
Value generator_waits(const Value& self) {
  return or_none(generator_delegate(gen(self)));
}
Value generator_code(const Value& self) { return gen(self)->code.value(); }

#define NAMES_OF_GENERATOR                                                 \
  {"__name__", [](const Value& self) { return gen(self)->name; },          \
   [](const Value& self, const Value& value) {                             \
     check_str(value, "__name__");                                         \
     gen(self)->name = value;                                              \
   }},                                                                     \
  {                                                                        \
    "__qualname__", [](const Value& self) { return gen(self)->qualname; }, \
        [](const Value& self, const Value& value) {                        \
          gen(self)->qualname = value;                                     \
        }                                                                  \
  }

constexpr NativeProperty kGeneratorProperties[] = {
    NAMES_OF_GENERATOR,
    {"gi_frame", generator_frame},
    {"gi_running", generator_running},
    {"gi_suspended", generator_suspended},
    {"gi_yieldfrom", generator_waits},
    {"gi_code", generator_code},
    {nullptr, nullptr}};
constexpr NativeProperty kCoroutineProperties[] = {
    NAMES_OF_GENERATOR,
    {"cr_frame", generator_frame},
    {"cr_running", generator_running},
    {"cr_suspended", generator_suspended},
    {"cr_await", generator_waits},
    {"cr_code", generator_code},
    {nullptr, nullptr}};
constexpr NativeProperty kAsyncGeneratorProperties[] = {
    NAMES_OF_GENERATOR,
    {"ag_frame", generator_frame},
    {"ag_running", generator_running},
    {"ag_code", generator_code},
    {nullptr, nullptr}};

template <const char* const& kName>
Value named_repr(const Value& self) {
  return make_str(cat("<", kName, " object ", text_of(gen(self)->qualname),
                      " at ", address_of(self), ">"));
}
constexpr const char* kGeneratorName = "generator";
constexpr const char* kCoroutineName = "coroutine";
constexpr const char* kAsyncGeneratorName = "async_generator";

// -- async generators
// --------------------------------------------------------------

struct AsyncStep : Object {
  enum class Kind { Send, Throw, Close };
  Ref<Generator> generator;
  Kind kind = Kind::Send;
  Value value;
  bool started = false, done = false;
  explicit AsyncStep(Type* type) : Object(type) {}
};

AsyncStep* step_of(const Value& self) { return self.as<AsyncStep>(); }

Value new_step(const Value& generator, AsyncStep::Kind kind, Value value) {
  Type* type = vm_state().async_generator_step;
  auto* step = new (allocate_memory(type)) AsyncStep(type);
  step->generator = Ref<Generator>(gen(generator));
  step->kind = kind;
  step->value = std::move(value);
  return Value::adopt(step);
}

[[noreturn]] void raise_stop_async() {
  throw Raised(make_exception(exception_type("StopAsyncIteration"), {}));
}

// What one run of the body gave: an item ends the step, anything else is what
// the body awaits.
Value step_outcome(AsyncStep* step, Value item) {
  if (item && type_of(item) != vm_state().coroutine_wrapper) return item;
  step->done = true;
  if (step->kind == AsyncStep::Kind::Close) {
    if (item) raise("RuntimeError", "async generator ignored GeneratorExit");
    raise_stop_iteration(Value::none());
  }
  if (item.absent()) raise_stop_async();
  raise_stop_iteration(item.as<AsyncItem>()->value);
}

Value step_run(const Value& self, const Value& sent, const Value& thrown) {
  AsyncStep* step = step_of(self);
  if (step->done)
    raise("RuntimeError", "cannot reuse already awaited __anext__()/asend()");
  Generator* generator = step->generator.get();
  Value result;
  try {
    if (thrown) {
      step->started = true;
      return step_outcome(step, generator_throw(generator, thrown, result));
    }
    if (step->started)
      return step_outcome(step, generator_send(generator, sent, result));
    step->started = true;
    if (step->kind == AsyncStep::Kind::Send)
      return step_outcome(step, generator_send(generator, step->value, result));
    if (step->kind == AsyncStep::Kind::Close &&
        generator->state != Generator::State::Suspended) {
      if (generator->state == Generator::State::Created)
        finish_generator(generator);
      return step_outcome(step, Value());
    }
    return step_outcome(step, generator_throw(generator, step->value, result));
  } catch (Raised& raised) {
    step->done = true;
    if (step->kind == AsyncStep::Kind::Close &&
        (matches(raised, "GeneratorExit") ||
         matches(raised, "StopAsyncIteration")))
      raise_stop_iteration(Value::none());
    throw;
  }
}

constexpr NativeMethod kStepMethods[] = {
    {"send(self, value, /)",
     [](const Value* values, std::size_t) {
       return step_run(values[0], values[1], Value());
     },
     1, 1},
    {"throw(self, typ, val=None, tb=None, /)",
     [](const Value* values, std::size_t count) {
       return step_run(values[0], Value::none(),
                       exception_argument(values + 1, count - 1));
     },
     1, 3},
    {"close(self, /)",
     [](const Value* values, std::size_t) {
       step_of(values[0])->done = true;
       return Value::none();
     },
     0, 0},
    {"__await__(self, /)",
     [](const Value* values, std::size_t) { return values[0]; }, 0, 0},
    {nullptr}};

constexpr NativeMethod kAsyncGeneratorMethods[] = {
    {"__aiter__(self, /)",
     [](const Value* values, std::size_t) { return values[0]; }, 0, 0},
    {"__anext__(self, /)",
     [](const Value* values, std::size_t) {
       return new_step(values[0], AsyncStep::Kind::Send, Value::none());
     },
     0, 0},
    {"asend(self, value, /)",
     [](const Value* values, std::size_t) {
       return new_step(values[0], AsyncStep::Kind::Send, values[1]);
     },
     1, 1},
    {"athrow(self, typ, val=None, tb=None, /)",
     [](const Value* values, std::size_t count) {
       return new_step(values[0], AsyncStep::Kind::Throw,
                       exception_argument(values + 1, count - 1));
     },
     1, 3},
    {"aclose(self, /)",
     [](const Value* values, std::size_t) {
       return new_step(values[0], AsyncStep::Kind::Close,
                       make_exception(exception_type("GeneratorExit"), {}));
     },
     0, 0},
    {nullptr}};

void generator_clear(Object* self) {
  auto* generator = static_cast<Generator*>(self);
  if (generator->frame && generator->state != Generator::State::Running)
    finish_generator(generator);
}

void generator_visit(Object* self, Visitor& visitor) {
  auto* generator = static_cast<Generator*>(self);
  visitor(generator->handled.exception);
  Frame* frame = generator->frame;
  if (!frame || generator->state == Generator::State::Running) return;
  visitor(static_cast<Object*>(frame->function));
  visitor(frame->names);
  for (Value* at = frame->locals(); at < frame->sp; ++at) visitor(*at);
}

Value identity(const Value& self) { return self; }

void make_generator_types(VmState& vm, BuiltinTypes& types) {
  Type* type = plain_type<Generator>("generator");
  type->slots.iterate = identity;
  type->slots.next = generator_next;
  type->slots.repr = named_repr<kGeneratorName>;
  type->slots.clear = generator_clear;
  type->slots.visit = generator_visit;
  type->populate = [](Type* self) {
    add_methods(self, kGeneratorMethods);
    add_properties(self, kGeneratorProperties);
  };
  ready(type);
  vm.generator = types.generator = type;

  type = plain_type<Generator>("coroutine");
  type->slots.repr = named_repr<kCoroutineName>;
  type->slots.clear = generator_clear;
  type->slots.visit = generator_visit;
  type->populate = [](Type* self) {
    add_methods(self, kGeneratorMethods);
    add_methods(self, kCoroutineMethods);
    add_properties(self, kCoroutineProperties);
  };
  ready(type);
  vm.coroutine = types.coroutine = type;

  type = plain_type<Generator>("async_generator");
  type->slots.repr = named_repr<kAsyncGeneratorName>;
  type->slots.clear = generator_clear;
  type->slots.visit = generator_visit;
  type->populate = [](Type* self) {
    add_methods(self, kAsyncGeneratorMethods);
    add_properties(self, kAsyncGeneratorProperties);
  };
  ready(type);
  vm.async_generator = types.async_generator = type;

  type = plain_type<AsyncStep>("async_generator_asend");
  type->slots.iterate = identity;
  type->slots.next = [](const Value& self) {
    return step_run(self, Value::none(), Value());
  };
  type->populate = [](Type* self) { add_methods(self, kStepMethods); };
  ready(type);
  vm.async_generator_step = type;

  type = plain_type<AsyncItem>("async_generator_wrapped_value");
  ready(type);
  vm.coroutine_wrapper = type;
}

// -- frames and tracebacks
// -----------------------------------------------------------

constexpr NativeProperty kFrameProperties[] = {
    {"f_code",
     [](const Value& self) { return self.as<FrameObject>()->code.value(); }},
    {"f_globals",
     [](const Value& self) { return self.as<FrameObject>()->globals.value(); }},
    {"f_builtins", [](const Value&) { return internals().builtins.value(); }},
    {"f_locals",
     [](const Value& self) {
       auto* frame = self.as<FrameObject>();
       if (frame->live) return frame_locals(frame->live);
       return frame->locals ? frame->locals : make_dict();
     }},
    {"f_lineno",
     [](const Value& self) {
       return make_int(frame_line(self.as<FrameObject>()));
     }},
    {"f_lasti",
     [](const Value& self) {
       auto* frame = self.as<FrameObject>();
       return make_int(frame->live ? frame->live->at() : frame->instruction);
     }},
    {"f_back",
     [](const Value& self) {
       auto* frame = self.as<FrameObject>();
       if (!frame->live) return frame->back;
       return frame->live->back ? frame_object(frame->live->back)
                                : Value::none();
     }},
    {"f_trace", [](const Value&) { return Value::none(); },
     [](const Value&, const Value&) {}},
    {nullptr, nullptr}};

Value traceback_frame(const Value& self) {
  auto* traceback = self.as<Traceback>();
  if (traceback->frame.absent()) {
    Type* type = vm_state().frame_type;
    auto* frame = new (allocate_memory(type)) FrameObject(type);
    frame->code = traceback->code;
    frame->globals = traceback->globals;
    frame->instruction = traceback->instruction;
    traceback->frame = Value::adopt(frame);
  }
  return traceback->frame;
}

constexpr NativeProperty kTracebackProperties[] = {
    {"tb_frame", traceback_frame},
    {"tb_next", [](const Value& self) { return self.as<Traceback>()->next; },
     [](const Value& self, const Value& value) {
       self.as<Traceback>()->next = value;
     }},
    {"tb_lineno",
     [](const Value& self) {
       auto* traceback = self.as<Traceback>();
       return make_int(traceback->code->ranges[traceback->instruction].line);
     }},
    {"tb_lasti",
     [](const Value& self) {
       return make_int(self.as<Traceback>()->instruction);
     }},
    {nullptr, nullptr}};

void make_frame_types(VmState& vm, BuiltinTypes& types) {
  Type* type = plain_type<FrameObject>("frame");
  type->slots.visit = [](Object* self, Visitor& visitor) {
    auto* frame = static_cast<FrameObject*>(self);
    visitor(frame->globals.value());
    visitor(frame->locals);
    visitor(frame->back);
  };
  type->slots.repr = [](const Value& self) {
    auto* frame = self.as<FrameObject>();
    return make_str(cat("<frame at ", address_of(self), ", file '",
                        frame->code->file(), "', line ", frame_line(frame),
                        ", code ", view(frame->code->name), ">"));
  };
  type->populate = [](Type* self) { add_properties(self, kFrameProperties); };
  ready(type);
  vm.frame_type = types.frame = type;

  type = plain_type<Traceback>("traceback");
  type->slots.visit = [](Object* self, Visitor& visitor) {
    auto* traceback = static_cast<Traceback*>(self);
    visitor(traceback->next);
    visitor(traceback->globals.value());
    visitor(traceback->frame);
  };
  type->populate = [](Type* self) {
    add_properties(self, kTracebackProperties);
  };
  ready(type);
  vm.traceback = types.traceback = type;
}

Value module_name_of_frame() {
  Frame* frame = vm_state().frame;
  if (!frame) return Value();
  Value* name = frame->globals->find(names().name);
  return name ? *name : Value();
}

}  // namespace

void start_vm_types(Interpreter::Internals& state) {
  state.vm = std::make_shared<VmState>();
  VmState& vm = *state.vm;
  vm.interpreter = detail::interpreter;
  make_function_type(vm, state.types);
  make_cell_type(vm, state.types);
  make_code_type(vm, state.types);
  make_generator_types(vm, state.types);
  make_frame_types(vm, state.types);
  vm.range_iterator = type_of(
      iterate(make_range(Value::small(0), Value::small(0), Value::small(1))));
  state.super_arguments = super_arguments;
  state.running_module_name = module_name_of_frame;
  state.fill_cell = [](const Value& cell, const Value& content) {
    if (type_of(cell) != vm_state().cell)
      raise_type_error(cat("__classcell__ must be a nonlocal cell, not ",
                           "<class '", type_of(cell)->name, "'>"));
    cell.as<Cell>()->content = content;
  };
  state.report_unraisable = [](const Value& exception, const Value& where) {
    const Value sys = Interpreter::current().import("sys");
    const Value told = call(Value(internals().types.namespace_));
    set_attribute(told, "exc_type", Value(type_of(exception)));
    set_attribute(told, "exc_value", exception);
    set_attribute(told, "exc_traceback", as_exception(exception)->traceback);
    set_attribute(told, "err_msg", Value::none());
    set_attribute(told, "object", where);
    try {
      call(get_attribute(sys, "unraisablehook"), {told});
    } catch (Raised&) {  // a hook that fails has nobody to tell
    }
  };
  fill_builtins(state.builtins.get());
}

}  // namespace limbeck::py
