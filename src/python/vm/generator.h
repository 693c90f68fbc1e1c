// Generators, coroutines and async generators: a suspended frame each.
#pragma once
#include "python/vm/frame.h"

namespace limbeck::py {

struct Generator : Tracked {
  enum class State : std::uint8_t { Created, Suspended, Running, Finished };

  Frame* frame = nullptr;  // owned; null once finished
  State state = State::Created;
  HandledException handled;
  Value name, qualname;
  Ref<Code> code;
  bool closed = false;  // of an async generator: aclose() was called
  explicit Generator(Type* type) : Tracked(type) {}
  ~Generator();
};

bool is_generator_like(const VmState& vm, const Value& value);
/// The object for a frame whose code is a generator's; takes the frame over.
Ref<Generator> new_generator(VmState& vm, Frame* frame);
/// Sends a value in; absent when it has returned (the value then is in
/// `result`). Raises what the body raises.
Value generator_send(Generator* generator, const Value& value, Value& result);
/// Raises an exception at the place where it waits.
Value generator_throw(Generator* generator, const Value& exception,
                      Value& result);
/// What the body returned, None when it did not get that far.
Value generator_close(Generator* generator);
/// What it waits for in `yield from` or `await`, absent if for nothing.
Value generator_delegate(Generator* generator);
/// After the body ended or raised: frees the frame.
void finish_generator(Generator* generator);
/// "coroutine raised StopIteration" and its kin, where the exception needs it.
Value generator_exception(Generator* generator, Value exception);

/// The iterator that `await value` runs.
Value awaitable_iterator(VmState& vm, const Value& value, std::uint32_t where);
/// Runs an awaitable to its end and gives its result; what would wait forever
/// is an error.
Value run_awaitable(const Value& awaitable);

/// An item of an async generator on its way through a step.
struct AsyncItem : Object {
  Value value;
  explicit AsyncItem(Type* type) : Object(type) {}
};

[[noreturn]] void raise_stop_iteration(const Value& value);
/// The value of a StopIteration on its way.
Value stop_iteration_value(const Value& exception);

}  // namespace limbeck::py
