#include "python/vm/generator.h"

#include "base/text.h"
#include "python/objects/exception.h"
#include "python/objects/type.h"
#include "python/vm/operations.h"

namespace limbeck::py {

namespace {

const char* kind_name(const Generator* generator) {
  if (generator->code->flags & kAsyncGenerator) return "async generator";
  if (generator->code->flags & kCoroutine) return "coroutine";
  return "generator";
}

// Makes the frame ready to go on; the caller links it in.
Frame* prepare(VmState& vm, Generator* generator) {
  generator->state = Generator::State::Running;
  generator->handled.previous = vm.handled;
  vm.handled = &generator->handled;
  return generator->frame;
}

void push_sent(Frame* frame, Value sent) {
  new (frame->sp) Value(std::move(sent));
  ++frame->sp;
}

void check_not_running(Generator* generator) {
  if (generator->state == Generator::State::Running)
    raise_value_error(cat(kind_name(generator), " already executing"));
}

Value run_generator(VmState& vm, Generator* generator, Value injected,
                    Value& result) {
  if (vm.depth >= vm.interpreter->limits.call_depth) {
    vm.handled = generator->handled.previous;
    generator->state = Generator::State::Suspended;
    raise("RecursionError", "maximum recursion depth exceeded");
  }
  Value keep(generator);
  Value value = run(vm, generator->frame, std::move(injected));
  if (generator->state == Generator::State::Suspended) return value;
  result = std::move(value);
  return Value();
}

void free_generator_frame(Frame* frame) {
  if (detail::interpreter && !frame->code->handlers.empty())
    --internals().guarded_generators;
  free_heap_frame(frame);
}

}  // namespace

Generator::~Generator() {
  if (!frame) return;
  if (state == State::Suspended && !frame->code->handlers.empty() &&
      detail::interpreter) {
    // What waits inside try … finally gets its end.
    references = 1u << 30;
    try {
      generator_close(this);
    } catch (...) {
      // Nobody is there to hear of it.
    }
    references = 0;
  }
  if (frame) free_generator_frame(frame);
}

bool is_generator_like(const VmState& vm, const Value& value) {
  Type* type = type_of(value);
  return type == vm.generator || type == vm.coroutine;
}

Ref<Generator> new_generator(VmState& vm, Frame* frame) {
  std::uint32_t flags = frame->code->flags;
  Type* type = flags & kAsyncGenerator ? vm.async_generator
               : flags & kCoroutine    ? vm.coroutine
                                       : vm.generator;
  auto* generator = new (allocate_memory(type)) Generator(type);
  generator->frame = frame;
  generator->name = frame->function->name;
  generator->qualname = frame->function->qualname;
  generator->code = frame->function->code;
  frame->generator = generator;
  if (!frame->code->handlers.empty()) ++internals().guarded_generators;
  return Ref<Generator>::adopt(generator);
}

void finish_generator(Generator* generator) {
  generator->state = Generator::State::Finished;
  generator->handled.previous = nullptr;
  generator->handled.exception = Value();
  Frame* frame = generator->frame;
  generator->frame = nullptr;
  if (frame) free_generator_frame(frame);
}

Frame* resume_generator(VmState& vm, Generator* generator, Value sent) {
  bool started = generator->state == Generator::State::Suspended;
  Frame* frame = prepare(vm, generator);
  if (started) push_sent(frame, std::move(sent));
  frame->return_to = ReturnTo::Caller;
  frame->back = vm.frame;
  vm.frame = frame;
  ++vm.depth;
  return frame;
}

Value generator_send(Generator* generator, const Value& value, Value& result) {
  VmState& vm = vm_state();
  check_not_running(generator);
  if (generator->state == Generator::State::Finished) {
    if (generator->code->flags & kCoroutine)
      raise("RuntimeError", "cannot reuse already awaited coroutine");
    result = Value::none();
    return Value();
  }
  bool started = generator->state == Generator::State::Suspended;
  if (!started && !value.is_none())
    raise_type_error(cat("can't send non-None value to a just-started ",
                         kind_name(generator)));
  Frame* frame = prepare(vm, generator);
  if (started) push_sent(frame, value);
  return run_generator(vm, generator, Value(), result);
}

Value generator_delegate(Generator* generator) {
  Frame* frame = generator->frame;
  if (!frame || generator->state != Generator::State::Suspended) return Value();
  Instruction last = frame->ip[-1];
  if (opcode_of(last) != Opcode::Yield || argument_of(last) != 1)
    return Value();
  return frame->sp[-1];
}

namespace {

// Raises in what the generator waits for. True: `item` or `result` is set.
enum class Delegated { Nothing, Yielded, Returned };

Delegated throw_into_delegate(VmState& vm, const Value& delegate,
                              const Value& exception, Value& item,
                              Value& result) {
  if (is_instance(exception, exception_type("GeneratorExit"))) {
    if (is_generator_like(vm, delegate)) {
      generator_close(delegate.as<Generator>());
    } else if (Value close = find_attribute(delegate, "close")) {
      call(close);
    }
    return Delegated::Nothing;
  }
  if (is_generator_like(vm, delegate)) {
    item = generator_throw(delegate.as<Generator>(), exception, result);
    return item ? Delegated::Yielded : Delegated::Returned;
  }
  Value method = find_attribute(delegate, "throw");
  if (method.absent()) return Delegated::Nothing;
  try {
    item = call(method, {exception});
    return Delegated::Yielded;
  } catch (Raised& raised) {
    if (!matches(raised, "StopIteration")) throw;
    result = stop_iteration_value(raised.exception());
    return Delegated::Returned;
  }
}

}  // namespace

Value generator_throw(Generator* generator, const Value& exception,
                      Value& result) {
  VmState& vm = vm_state();
  check_not_running(generator);
  if (generator->state == Generator::State::Finished) {
    if (generator->code->flags & kCoroutine)
      raise("RuntimeError", "cannot reuse already awaited coroutine");
    throw Raised(exception);
  }
  if (generator->state == Generator::State::Created) {
    add_traceback(exception, generator->frame, generator->frame->ip);
    finish_generator(generator);
    throw Raised(exception);
  }
  Value injected = exception;
  if (Value delegate = generator_delegate(generator)) {
    Value item, returned;
    Delegated outcome = Delegated::Nothing;
    generator->state = Generator::State::Running;
    try {
      outcome = throw_into_delegate(vm, delegate, exception, item, returned);
    } catch (Raised& raised) {
      injected = raised.exception();
    }
    generator->state = Generator::State::Suspended;
    if (outcome == Delegated::Yielded) return item;
    if (outcome == Delegated::Returned) {
      // Goes on behind the SEND that the delegate has ended.
      Frame* frame = generator->frame;
      const Instruction* code = frame->code->instructions.data();
      Instruction send = code[argument_of(*frame->ip)];
      frame->ip = code + argument_of(send);
      prepare(vm, generator);
      push_sent(frame, std::move(returned));
      return run_generator(vm, generator, Value(), result);
    }
  }
  prepare(vm, generator);
  if (as_exception(injected)->context.is_none()) set_context(vm, injected);
  return run_generator(vm, generator, std::move(injected), result);
}

Value generator_close(Generator* generator) {
  check_not_running(generator);
  if (generator->state == Generator::State::Finished) return Value::none();
  if (generator->state == Generator::State::Created) {
    finish_generator(generator);
    return Value::none();
  }
  Value result = Value::none();
  try {
    Value item = generator_throw(
        generator, make_exception(exception_type("GeneratorExit"), {}), result);
    if (item)
      raise("RuntimeError",
            cat(kind_name(generator), " ignored GeneratorExit"));
  } catch (Raised& raised) {
    if (!matches(raised, "GeneratorExit") && !matches(raised, "StopIteration"))
      throw;
    return Value::none();
  }
  return result;
}

// PEP 479.
Value generator_exception(Generator* generator, Value exception) {
  bool is_async = generator->code->flags & kAsyncGenerator;
  std::string_view name;
  if (is_instance(exception, exception_type("StopIteration")))
    name = "StopIteration";
  else if (is_async &&
           is_instance(exception, exception_type("StopAsyncIteration")))
    name = "StopAsyncIteration";
  else
    return exception;
  Value error = make_exception(exception_type("RuntimeError"),
                               cat(kind_name(generator), " raised ", name));
  auto* object = as_exception(error);
  object->cause = object->context = exception;
  object->suppress_context = true;
  return error;
}

void raise_stop_iteration(const Value& value) {
  if (value.is_none())
    throw Raised(make_exception(exception_type("StopIteration"), {}));
  throw Raised(make_exception(exception_type("StopIteration"), {value}));
}

Value stop_iteration_value(const Value& exception) {
  Value value = get_attribute(exception, "value");
  return value;
}

Value yield_from_iterator(VmState& vm, Frame* frame, const Value& value) {
  if (type_of(value) == vm.coroutine) {
    if (!(frame->code->flags & (kCoroutine | kIterableCoroutine)))
      raise_type_error(
          "cannot 'yield from' a coroutine object in a non-coroutine "
          "generator");
    return value;
  }
  if (type_of(value) == vm.generator) return value;
  return iterate(value);
}

Value send_to(VmState& vm, const Value& iterator, const Value& value,
              Value& result) {
  if (is_generator_like(vm, iterator))
    return generator_send(iterator.as<Generator>(), value, result);
  try {
    if (value.is_none()) {
      auto next = type_of(iterator)->slots.next;
      if (!next)
        raise_type_error(
            cat("'", type_of(iterator)->name, "' object is not an iterator"));
      // A class's own __next__ may give its result with StopIteration.
      if (type_of(iterator)->heap)
        if (Value own = lookup_in_type(type_of(iterator), names().next))
          return call(own, {iterator});
      Value item = next(iterator);
      if (item.absent()) result = Value::none();
      return item;
    }
    return call_method(iterator, "send", {value});
  } catch (Raised& raised) {
    if (!matches(raised, "StopIteration")) throw;
    result = stop_iteration_value(raised.exception());
    return Value();
  }
}

Value awaitable_iterator(VmState& vm, const Value& value, std::uint32_t where) {
  Type* type = type_of(value);
  if (type == vm.coroutine) {
    if (generator_delegate(value.as<Generator>()))
      raise("RuntimeError", "coroutine is being awaited already");
    return value;
  }
  if (type == vm.generator &&
      (value.as<Generator>()->code->flags & kIterableCoroutine))
    return value;
  Value method = lookup_in_type(type, names().await);
  if (method.absent()) {
    if (where)
      raise_type_error(cat("'async with' received an object from ",
                           where == 1 ? "__aenter__" : "__aexit__",
                           " that does not implement __await__: ", type->name));
    raise_type_error(cat("'", type->name, "' object can't be awaited"));
  }
  Value iterator = call_method(value, "__await__");
  if (type_of(iterator) == vm.coroutine)
    raise_type_error("__await__() returned a coroutine");
  if (!type_of(iterator)->slots.next)
    raise_type_error(cat("__await__() returned non-iterator of type '",
                         type_of(iterator)->name, "'"));
  return iterator;
}

Value run_awaitable(const Value& awaitable) {
  VmState& vm = vm_state();
  Value iterator = awaitable_iterator(vm, awaitable, 0);
  Value result;
  // What yields here waits for something outside; nothing is outside, so that
  // it gets its turn again at once, a bounded number of times.
  for (int rounds = 0; rounds < 1000000; ++rounds)
    if (send_to(vm, iterator, Value::none(), result).absent()) return result;
  raise("RuntimeError", "await waits for something that never happens");
}

Value wrap_async_item(VmState& vm, Value item) {
  auto* wrapped = new (allocate_memory(vm.coroutine_wrapper))
      AsyncItem(vm.coroutine_wrapper);
  wrapped->value = std::move(item);
  return Value::adopt(wrapped);
}

Value async_iterator(VmState&, const Value& value) {
  Type* type = type_of(value);
  if (lookup_in_type(type, names().aiter).absent())
    raise_type_error(
        cat("'async for' requires an object with __aiter__ method, got ",
            type->name));
  Value iterator = call_method(value, "__aiter__");
  if (lookup_in_type(type_of(iterator), names().anext).absent())
    raise_type_error(
        cat("'async for' received an object from __aiter__ that does not "
            "implement __anext__: ",
            type_of(iterator)->name));
  return iterator;
}

Value async_next(VmState& vm, const Value& iterator) {
  Type* type = type_of(iterator);
  if (lookup_in_type(type, names().anext).absent())
    raise_type_error(
        cat("'async for' requires an iterator with __anext__ method, got ",
            type->name));
  Value awaitable = call_method(iterator, "__anext__");
  return awaitable_iterator(vm, awaitable, 0);
}

}  // namespace limbeck::py
