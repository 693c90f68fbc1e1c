// The dispatch loop. It is long because it is flat: one piece per opcode, quick
// paths for built-in types first, the rest in operations.cc and calls.cc.
//
// Exceptions: Python code that raises goes to `raised:` without a C++ throw.
// What natives throw is caught around the loop, where `frame`, `ip` and `sp`
// are still those of the instruction that called.
#include <new>

#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/cycles.h"
#include "python/objects/exception.h"
#include "python/objects/int.h"
#include "python/objects/iterators.h"
#include "python/objects/list.h"
#include "python/objects/range.h"
#include "python/objects/set.h"
#include "python/objects/str_type.h"
#include "python/vm/frame.h"
#include "python/vm/generator.h"
#include "python/vm/operations.h"

namespace limbeck::py {

namespace {

// Where the exception is handled in this frame; nullptr if nowhere.
const HandlerRange* find_handler(const Code* code, const Instruction* ip) {
  auto at = static_cast<std::uint32_t>(ip - code->instructions.data() - 1);
  const auto& handlers = code->handlers;
  std::size_t low = 0, high = handlers.size();
  while (low < high) {
    std::size_t middle = (low + high) / 2;
    if (handlers[middle].end <= at)
      low = middle + 1;
    else
      high = middle;
  }
  if (low < handlers.size() && handlers[low].start <= at) return &handlers[low];
  return nullptr;
}

/// What is looked at now and then, between two instructions.
inline void poll(Interpreter* interpreter) {
  if (__builtin_expect(interpreter->interrupted.load(std::memory_order_relaxed),
                       false))
    throw Error(ErrorKind::Interrupted, "Interrupted");
  if (__builtin_expect(cycles_are_due(), false)) collect_when_due();
}

inline void check_depth(const VmState& vm) {
  if (__builtin_expect(vm.depth >= vm.interpreter->limits.call_depth, false))
    raise("RecursionError", "maximum recursion depth exceeded");
}

// The variable that a sum of texts goes to next lets its text go first, so that
// the text can grow where it is.
void release_target(Frame* frame, Instruction next, const Value& text) {
  std::uint32_t argument = argument_of(next);
  Value* slot = nullptr;
  Opcode opcode = opcode_of(next);
  if (opcode == Opcode::StoreFast)
    slot = &frame->locals()[argument];
  else if (opcode == Opcode::StoreCell)
    slot = &frame->locals()[argument].as<Cell>()->content;
  else if (opcode == Opcode::StoreGlobal)
    slot = frame->globals->find(frame->code->names[argument]);
  else if (opcode == Opcode::StoreName && is_exact(frame->names, Layout::Dict))
    slot = frame->names.as<Dict>()->find(frame->code->names[argument]);
  if (slot && slot->is(text)) *slot = Value::none();
}

// Removes what raised from the running frames; its frame is gone after.
void leave_frame(VmState& vm, Frame* frame) {
  vm.frame = frame->back;
  --vm.depth;
  if (Generator* generator = frame->generator) {
    vm.handled = generator->handled.previous;
    finish_generator(generator);
  } else {
    pop_frame(vm, frame);
  }
}

}  // namespace

#define TARGET(name) case_##name:
// A plain goto, so that locals are destroyed; GCC spreads the computed one.
#define DISPATCH() goto dispatch

#define ARG (word >> 8)
#define PUSH(value) (new (sp) Value(value), ++sp)
#define DROP() ((--sp)->~Value())
#define RAISE(value)   \
  do {                 \
    pending = (value); \
    goto raised;       \
  } while (false)
#define SAVE() (frame->ip = ip, frame->sp = sp)

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"

Value run(VmState& vm, Frame* entry, Value injected) {
  static const void* const kTargets[] = {
#define OP(name, effect) &&case_##name,
#include "python/compile/opcodes.def"
#undef OP
  };
  Interpreter* const interpreter = vm.interpreter;
  Frame* frame = entry;
  const Instruction* ip = frame->ip;
  Value* sp = frame->sp;
  Value* locals = frame->locals();
  Value* constants = frame->code->constants.data();
  NameCache* caches = frame->code->caches.data();
  Instruction word = 0;
  Value pending = std::move(injected);
  bool fresh = true;  // the exception was raised here and now

#define LOAD_FRAME()                           \
  do {                                         \
    ip = frame->ip;                            \
    sp = frame->sp;                            \
    locals = frame->locals();                  \
    constants = frame->code->constants.data(); \
    caches = frame->code->caches.data();       \
  } while (false)

// Goes on in the frame of a call, whose arguments are in their slots.
#define ENTER_FRAME(next)    \
  do {                       \
    frame->sp = sp;          \
    (next)->back = frame;    \
    vm.frame = frame = next; \
    ++vm.depth;              \
    LOAD_FRAME();            \
    poll(interpreter);       \
    DISPATCH();              \
  } while (false)

  frame->return_to = ReturnTo::Native;
  frame->back = vm.frame;
  vm.frame = frame;
  ++vm.depth;

again:
  try {
    if ((vm.depth > interpreter->limits.call_depth ||
         DepthGuard::near_stack_end()) &&
        pending.absent() && ip == frame->code->instructions.data())
      raise("RecursionError", "maximum recursion depth exceeded");
    poll(interpreter);
    if (pending) goto raised;

  dispatch:
    word = *ip++;
    goto* kTargets[word & 0xff];

    TARGET(Nop) DISPATCH();
    TARGET(Pop) {
      DROP();
      DISPATCH();
    }
    TARGET(Copy) {
      PUSH(sp[-static_cast<int>(ARG)]);
      DISPATCH();
    }
    TARGET(Swap) {
      sp[-1].swap(sp[-static_cast<int>(ARG)]);
      DISPATCH();
    }
    TARGET(LoadConst) {
      PUSH(constants[ARG]);
      DISPATCH();
    }
    TARGET(PushAbsent) {
      PUSH(Value());
      DISPATCH();
    }
    TARGET(LoadFast) {
      const Value& value = locals[ARG];
      if (__builtin_expect(value.absent(), false)) raise_unbound(frame, ARG);
      PUSH(value);
      DISPATCH();
    }
    TARGET(StoreFast) {
      --sp;
      Value& slot = locals[ARG];
      slot.swap(*sp);
      sp->~Value();
      DISPATCH();
    }
    TARGET(DeleteFast) {
      if (locals[ARG].absent()) raise_unbound(frame, ARG);
      locals[ARG] = Value();
      DISPATCH();
    }
    TARGET(ClearFast) {
      locals[ARG] = Value();
      DISPATCH();
    }

    TARGET(MakeCell) {
      Value content = std::move(locals[ARG]);
      locals[ARG] = new_cell(std::move(content)).value();
      DISPATCH();
    }
    TARGET(NewCell) {
      locals[ARG] = new_cell().value();
      DISPATCH();
    }
    TARGET(LoadCell) {
      const Value& value = locals[ARG].as<Cell>()->content;
      if (value.absent()) raise_unbound(frame, ARG);
      PUSH(value);
      DISPATCH();
    }
    TARGET(StoreCell) {
      --sp;
      locals[ARG].as<Cell>()->content.swap(*sp);
      sp->~Value();
      DISPATCH();
    }
    TARGET(DeleteCell) {
      if (locals[ARG].as<Cell>()->content.absent()) raise_unbound(frame, ARG);
      locals[ARG].as<Cell>()->content = Value();
      DISPATCH();
    }
    TARGET(LoadClosure) {
      PUSH(locals[ARG]);
      DISPATCH();
    }

    TARGET(LoadName) {
      NameCache& cache = caches[ARG];
      if (frame->names.object() != frame->globals) {
        SAVE();
        PUSH(load_from_namespace(frame, frame->names, cache.name));
        DISPATCH();
      }
      if (Value* value = frame->globals->find_hinted(cache.name, cache.index)) {
        PUSH(*value);
        DISPATCH();
      }
      SAVE();
      PUSH(load_global(frame, cache.name));
      DISPATCH();
    }
    TARGET(StoreName) {
      Str* name = frame->code->names[ARG];
      if (is_exact(frame->names, Layout::Dict)) {
        Value value(std::move(*--sp));
        frame->names.as<Dict>()->set(name, std::move(value));
      } else {
        SAVE();
        set_item(frame->names, Value(name), sp[-1]);
        DROP();
      }
      DISPATCH();
    }
    TARGET(DeleteName) {
      SAVE();
      delete_from_namespace(frame->names, frame->code->names[ARG]);
      DISPATCH();
    }
    TARGET(LoadGlobal) {
      NameCache& cache = caches[ARG];
      if (cache.globals_version == frame->globals->version) {
        Value* value = frame->builtins->find_hinted(cache.name, cache.index);
        if (value) {
          PUSH(*value);
          DISPATCH();
        }
      }
      if (Value* value = frame->globals->find_hinted(cache.name, cache.index)) {
        PUSH(*value);
        DISPATCH();
      }
      if (Value* value =
              frame->builtins->find_hinted(cache.name, cache.index)) {
        cache.globals_version = frame->globals->version;
        PUSH(*value);
        DISPATCH();
      }
      SAVE();
      raise_name_error(cache.name);
    }
    TARGET(StoreGlobal) {
      Value value(std::move(*--sp));
      frame->globals->set(frame->code->names[ARG], std::move(value));
      DISPATCH();
    }
    TARGET(DeleteGlobal) {
      if (frame->globals->remove(frame->code->names[ARG]).absent())
        raise_name_error(frame->code->names[ARG]);
      DISPATCH();
    }
    TARGET(LoadLocals) {
      PUSH(frame->names);
      DISPATCH();
    }
    TARGET(LoadFromDictOrGlobals) {
      SAVE();
      sp[-1] = load_from_namespace(frame, sp[-1], frame->code->names[ARG]);
      DISPATCH();
    }
    TARGET(LoadFromDictOrCell) {
      SAVE();
      Value found = find_in_namespace(sp[-1], frame->code->slot_names[ARG]);
      if (found.absent()) found = locals[ARG].as<Cell>()->content;
      if (found.absent()) raise_unbound(frame, ARG);
      sp[-1] = std::move(found);
      DISPATCH();
    }
    TARGET(LoadBuildClass) {
      SAVE();
      Value* found = frame->builtins->find(names().build_class);
      if (!found) raise("NameError", "__build_class__ not found");
      PUSH(*found);
      DISPATCH();
    }

    TARGET(LoadAttr) {
      NameCache& cache = caches[ARG];
      Object* object = sp[-1].object();
      if (object && object->type->version == cache.version) {
        if (Value* place = cached_place(object, cache)) {
          sp[-1] = Value(*place);
          DISPATCH();
        }
        if (cache.kind == NameCache::Kind::Class && lacks_own(object, cache)) {
          sp[-1] = Value::from_bits(cache.bits);
          DISPATCH();
        }
        if (cache.kind == NameCache::Kind::Property) {
          SAVE();
          check_depth(vm);
          Value getter = reinterpret_cast<PropertyObject*>(cache.bits)->get;
          auto* function = getter.as<Function>();
          Frame* next = push_frame(vm, function);
          if (next->code->parameter_slots == 1 &&
              next->code->argument_count == 1)
            next->locals()[0].swap(sp[-1]);
          else
            bind_or_drop(vm, function, next, sp - 1, 1, nullptr, 0);
          DROP();
          ENTER_FRAME(next);
        }
      }
      SAVE();
      sp[-1] = load_attribute(sp[-1], cache);
      DISPATCH();
    }
    TARGET(LoadMethod) {
      NameCache& cache = caches[ARG];
      Object* object = sp[-1].object();
      if (object && object->type->version == cache.version) {
        if (cache.kind == NameCache::Kind::Class) {
          if (lacks_own(object, cache)) {
            new (sp) Value(std::move(sp[-1]));
            new (sp - 1) Value(Value::from_bits(cache.bits));
            ++sp;
            DISPATCH();
          }
        } else if (Value* place = cached_place(object, cache)) {
          sp[-1] = Value(*place);
          PUSH(Value());
          DISPATCH();
        }
      }
      SAVE();
      load_method(sp, cache);
      ++sp;
      DISPATCH();
    }
    TARGET(StoreAttr) {
      NameCache& cache = caches[ARG];
      Object* object = sp[-1].object();
      if (object && object->type->version == cache.version) {
        if (cache.kind == NameCache::Kind::Slot) {
          reinterpret_cast<Value*>(reinterpret_cast<char*>(object) +
                                   cache.offset)
              ->swap(sp[-2]);
          DROP();
          DROP();
          DISPATCH();
        }
        std::uintptr_t word = attributes_word(object, cache.offset);
        if (is_row(word) || !word) {
          Shape* shape = word ? row_of(word)->shape : object->type->shape;
          if (shape && shape == cache.shape) {
            if (cache.next) {
              SAVE();
              extend_row(object, cache.next, std::move(sp[-2]));
            } else {
              row_of(word)->values()[cache.index].swap(sp[-2]);
            }
            DROP();
            DROP();
            DISPATCH();
          }
        } else {
          auto* attributes = reinterpret_cast<Dict*>(word);
          SAVE();
          if (Value* place = attributes->find_hinted(cache.name, cache.index))
            place->swap(sp[-2]);
          else
            attributes->set(cache.name, std::move(sp[-2]));
          DROP();
          DROP();
          DISPATCH();
        }
      }
      SAVE();
      store_attribute(sp[-1], cache, sp[-2]);
      DROP();
      DROP();
      DISPATCH();
    }
    TARGET(DeleteAttr) {
      SAVE();
      delete_attribute(sp[-1], caches[ARG].name);
      DROP();
      DISPATCH();
    }

    TARGET(GetItem) {
      const Value& key = sp[-1];
      if (Object* object = sp[-2].object(); object && object->type->builtin) {
        Layout layout = object->type->layout;
        if (layout == Layout::List && key.is_small()) {
          auto& items = static_cast<List*>(object)->items;
          std::intptr_t i = key.small();
          auto size = static_cast<std::intptr_t>(items.size());
          if (i < 0) i += size;
          if (i >= 0 && i < size) {
            Value item = items[i];
            DROP();
            sp[-1] = std::move(item);
            DISPATCH();
          }
        } else if (layout == Layout::Dict) {
          if (Value* found = static_cast<Dict*>(object)->find(key)) {
            Value item = *found;
            DROP();
            sp[-1] = std::move(item);
            DISPATCH();
          }
        } else if (layout == Layout::Tuple && key.is_small()) {
          auto* tuple = static_cast<Tuple*>(object);
          std::intptr_t i = key.small();
          if (i < 0) i += tuple->size;
          if (i >= 0 && i < tuple->size) {
            Value item = (*tuple)[i];
            DROP();
            sp[-1] = std::move(item);
            DISPATCH();
          }
        }
      }
      SAVE();
      Value item = get_item(sp[-2], key);
      DROP();
      sp[-1] = std::move(item);
      DISPATCH();
    }
    TARGET(SetItem) {
      const Value& key = sp[-1];
      if (Object* object = sp[-2].object(); object && object->type->builtin) {
        Layout layout = object->type->layout;
        if (layout == Layout::Dict) {
          static_cast<Dict*>(object)->set(key, std::move(sp[-3]));
          new (sp - 3) Value();
          DROP();
          DROP();
          DROP();
          DISPATCH();
        }
        if (layout == Layout::List && key.is_small()) {
          auto& items = static_cast<List*>(object)->items;
          std::intptr_t i = key.small();
          auto size = static_cast<std::intptr_t>(items.size());
          if (i < 0) i += size;
          if (i >= 0 && i < size) {
            items[i].swap(sp[-3]);
            DROP();
            DROP();
            DROP();
            DISPATCH();
          }
        }
      }
      SAVE();
      set_item(sp[-2], key, sp[-3]);
      DROP();
      DROP();
      DROP();
      DISPATCH();
    }
    TARGET(DeleteItem) {
      SAVE();
      delete_item(sp[-2], sp[-1]);
      DROP();
      DROP();
      DISPATCH();
    }
    TARGET(BuildSlice) {
      SAVE();
      Value step = Value::none();
      if (ARG == 3) {
        step = std::move(sp[-1]);
        DROP();
      }
      Value slice = make_slice(sp[-2], sp[-1], std::move(step));
      DROP();
      sp[-1] = std::move(slice);
      DISPATCH();
    }

    TARGET(Add) {
      Value result = small_add(sp[-2], sp[-1]);
      if (result.absent()) {
        SAVE();
        result = binary(sp[-2], sp[-1], Binary::Add);
      }
      DROP();
      sp[-1] = std::move(result);
      DISPATCH();
    }
    TARGET(Sub) {
      Value result = small_subtract(sp[-2], sp[-1]);
      if (result.absent()) {
        SAVE();
        result = binary(sp[-2], sp[-1], Binary::Sub);
      }
      DROP();
      sp[-1] = std::move(result);
      DISPATCH();
    }
    TARGET(Mul) {
      Value result;
      std::intptr_t product;
      if ((sp[-2].bits() & sp[-1].bits() & 1) &&
          !__builtin_mul_overflow(sp[-2].small(), sp[-1].small(), &product) &&
          Value::fits_small(product)) {
        result = Value::small(product);
      } else {
        SAVE();
        result = binary(sp[-2], sp[-1], Binary::Mul);
      }
      DROP();
      sp[-1] = std::move(result);
      DISPATCH();
    }
    TARGET(BinaryOp) {
      auto op = static_cast<Binary>(ARG);
      Value result = small_operator(sp[-2], sp[-1], op);
      if (result.absent()) {
        SAVE();
        result = binary(sp[-2], sp[-1], op);
      }
      DROP();
      sp[-1] = std::move(result);
      DISPATCH();
    }
    TARGET(InPlaceAdd) {
      Value result = small_add(sp[-2], sp[-1]);
      if (result.absent()) {
        SAVE();
        if (is_exact_str(sp[-2]) && is_exact_str(sp[-1])) {
          release_target(frame, *ip, sp[-2]);
          str_append(sp[-2], sp[-1]);
          DROP();
          DISPATCH();
        }
        result = in_place(sp[-2], sp[-1], Binary::Add);
      }
      DROP();
      sp[-1] = std::move(result);
      DISPATCH();
    }
    TARGET(InPlaceOp) {
      auto op = static_cast<Binary>(ARG);
      Value result = small_operator(sp[-2], sp[-1], op);
      if (result.absent()) {
        SAVE();
        result = in_place(sp[-2], sp[-1], op);
      }
      DROP();
      sp[-1] = std::move(result);
      DISPATCH();
    }
    TARGET(UnaryOp) {
      SAVE();
      sp[-1] = unary(sp[-1], static_cast<Unary>(ARG));
      DISPATCH();
    }
    TARGET(Not) {
      SAVE();
      sp[-1] = Value::boolean(!truth(sp[-1]));
      DISPATCH();
    }
    TARGET(ToBool) {
      SAVE();
      sp[-1] = Value::boolean(truth(sp[-1]));
      DISPATCH();
    }
    TARGET(CompareOp) {
      auto op = static_cast<Compare>(ARG);
      bool answer;
      if (sp[-2].bits() & sp[-1].bits() & 1) {
        std::intptr_t a = sp[-2].small(), b = sp[-1].small();
        switch (op) {
          case Compare::Lt:
            answer = a < b;
            break;
          case Compare::Le:
            answer = a <= b;
            break;
          case Compare::Eq:
            answer = a == b;
            break;
          case Compare::Ne:
            answer = a != b;
            break;
          case Compare::Gt:
            answer = a > b;
            break;
          case Compare::Ge:
            answer = a >= b;
            break;
        }
        sp -= 2;
      } else if ((op == Compare::Eq || op == Compare::Ne) &&
                 is_exact_str(sp[-2]) && is_exact_str(sp[-1])) {
        answer = str_equal(sp[-2].as<Str>(), sp[-1].as<Str>()) ==
                 (op == Compare::Eq);
        DROP();
        DROP();
      } else {
        SAVE();
        Value result = compare(sp[-2], sp[-1], op);
        DROP();
        if (!result.is_bool()) {
          sp[-1] = std::move(result);
          DISPATCH();
        }
        DROP();
        answer = result.is_true();
      }
      Instruction next = *ip;
      if (opcode_of(next) == Opcode::PopJumpIfFalse) {
        ++ip;
        if (!answer) ip = frame->code->instructions.data() + argument_of(next);
        DISPATCH();
      }
      PUSH(Value::boolean(answer));
      DISPATCH();
    }
    TARGET(Is) {
      bool answer = sp[-2].is(sp[-1]) != (ARG != 0);
      DROP();
      sp[-1] = Value::boolean(answer);
      DISPATCH();
    }
    TARGET(Contains) {
      SAVE();
      bool answer = contains(sp[-1], sp[-2]) != (ARG != 0);
      DROP();
      sp[-1] = Value::boolean(answer);
      DISPATCH();
    }

    TARGET(Jump) {
      ip = frame->code->instructions.data() + ARG;
      DISPATCH();
    }
    TARGET(JumpBack) {
      ip = frame->code->instructions.data() + ARG;
      poll(interpreter);
      DISPATCH();
    }
    TARGET(PopJumpIfFalse) {
      bool jump;
      if (sp[-1].is_bool()) {
        jump = sp[-1].is_false();
        --sp;
      } else {
        SAVE();
        jump = !truth(sp[-1]);
        DROP();
      }
      if (jump) ip = frame->code->instructions.data() + ARG;
      DISPATCH();
    }
    TARGET(PopJumpIfTrue) {
      bool jump;
      if (sp[-1].is_bool()) {
        jump = sp[-1].is_true();
        --sp;
      } else {
        SAVE();
        jump = truth(sp[-1]);
        DROP();
      }
      if (jump) ip = frame->code->instructions.data() + ARG;
      DISPATCH();
    }
    TARGET(PopJumpIfNone) {
      bool jump = sp[-1].is_none();
      DROP();
      if (jump) ip = frame->code->instructions.data() + ARG;
      DISPATCH();
    }
    TARGET(PopJumpIfNotNone) {
      bool jump = !sp[-1].is_none();
      DROP();
      if (jump) ip = frame->code->instructions.data() + ARG;
      DISPATCH();
    }
    TARGET(JumpIfFalseOrPop) {
      SAVE();
      if (truth(sp[-1]))
        DROP();
      else
        ip = frame->code->instructions.data() + ARG;
      DISPATCH();
    }
    TARGET(JumpIfTrueOrPop) {
      SAVE();
      if (truth(sp[-1]))
        ip = frame->code->instructions.data() + ARG;
      else
        DROP();
      DISPATCH();
    }

    TARGET(GetIter) {
      SAVE();
      Object* object = sp[-1].object();
      if (object && object->type == vm.generator) DISPATCH();
      sp[-1] = iterate(sp[-1]);
      DISPATCH();
    }
    TARGET(ForIter) {
      Object* iterator = sp[-1].object();
      Type* type = iterator ? iterator->type : type_of(sp[-1]);
      if (type == vm.range_iterator) {
        auto* range = static_cast<RangeIterator*>(iterator);
        if (range->left > 0) {
          --range->left;
          Value item = make_int(range->next);
          range->next += range->step;
          PUSH(std::move(item));
          DISPATCH();
        }
        DROP();
        ip = frame->code->instructions.data() + ARG;
        DISPATCH();
      }
      if (type->slots.next == list_iterator_next) {
        auto* items = static_cast<ItemsIterator*>(iterator);
        if (items->sequence) {
          auto* list = items->sequence.as<List>();
          if (items->index < list->items.size()) {
            PUSH(list->items[items->index++]);
            DISPATCH();
          }
          items->sequence = Value();
        }
        DROP();
        ip = frame->code->instructions.data() + ARG;
        DISPATCH();
      }
      if (type == vm.generator) {
        auto* generator = static_cast<Generator*>(iterator);
        if (generator->state == Generator::State::Created ||
            generator->state == Generator::State::Suspended) {
          SAVE();
          check_depth(vm);
          frame = resume_generator(vm, generator, Value::none());
          LOAD_FRAME();
          DISPATCH();
        }
      }
      SAVE();
      if (!type->slots.next)
        raise_type_error(cat("'", type->name, "' object is not an iterator"));
      Value item = type->slots.next(sp[-1]);
      if (item) {
        PUSH(std::move(item));
      } else {
        DROP();
        ip = frame->code->instructions.data() + ARG;
      }
      DISPATCH();
    }
    TARGET(GetLen) {
      SAVE();
      PUSH(Value::small(length(sp[-1])));
      DISPATCH();
    }

    TARGET(BuildTuple) {
      std::uint32_t count = ARG;
      Ref<Tuple> tuple = new_tuple(count);
      sp -= count;
      for (std::uint32_t i = 0; i < count; ++i) {
        (*tuple)[i].swap(sp[i]);
        sp[i].~Value();
      }
      PUSH(std::move(tuple).value());
      DISPATCH();
    }
    TARGET(BuildList) {
      std::uint32_t count = ARG;
      Ref<List> list = new_list();
      list->items.reserve(count);
      sp -= count;
      for (std::uint32_t i = 0; i < count; ++i) {
        list->items.push_back(std::move(sp[i]));
        sp[i].~Value();
      }
      PUSH(std::move(list).value());
      DISPATCH();
    }
    TARGET(BuildSet) {
      std::uint32_t count = ARG;
      SAVE();
      Ref<Set> set = new_set();
      for (std::uint32_t i = count; i > 0; --i)
        set->add(sp[-static_cast<int>(i)]);
      for (std::uint32_t i = 0; i < count; ++i) DROP();
      PUSH(std::move(set).value());
      DISPATCH();
    }
    TARGET(BuildMap) {
      std::uint32_t count = ARG;
      SAVE();
      Ref<Dict> dict = new_dict();
      Value* at = sp - 2 * count;
      for (std::uint32_t i = 0; i < count; ++i, at += 2)
        dict->set(at[0], Value(at[1]));
      for (std::uint32_t i = 0; i < 2 * count; ++i) DROP();
      PUSH(std::move(dict).value());
      DISPATCH();
    }
    TARGET(BuildConstMap) {
      Value keys = std::move(sp[-1]);
      DROP();
      auto* tuple = keys.as<Tuple>();
      Ref<Dict> dict = new_dict();
      Value* at = sp - tuple->size;
      for (std::uint32_t i = 0; i < tuple->size; ++i)
        dict->set((*tuple)[i], Value(at[i]));
      for (std::uint32_t i = 0; i < tuple->size; ++i) DROP();
      PUSH(std::move(dict).value());
      DISPATCH();
    }
    TARGET(BuildString) {
      std::uint32_t count = ARG;
      Value text = concatenate(sp - count, count);
      for (std::uint32_t i = 0; i < count; ++i) DROP();
      PUSH(std::move(text));
      DISPATCH();
    }
    TARGET(ListAppend) {
      Value item(std::move(*--sp));
      sp[-static_cast<int>(ARG)].as<List>()->items.push_back(std::move(item));
      DISPATCH();
    }
    TARGET(SetAdd) {
      SAVE();
      sp[-1 - static_cast<int>(ARG)].as<Set>()->add(sp[-1]);
      DROP();
      DISPATCH();
    }
    TARGET(MapAdd) {
      SAVE();
      sp[-2 - static_cast<int>(ARG)].as<Dict>()->set(sp[-2], Value(sp[-1]));
      DROP();
      DROP();
      DISPATCH();
    }
    TARGET(ListExtend) {
      SAVE();
      extend_for_unpacking(sp[-1 - static_cast<int>(ARG)].as<List>(), sp[-1]);
      DROP();
      DISPATCH();
    }
    TARGET(SetUpdate) {
      SAVE();
      set_update(sp[-1 - static_cast<int>(ARG)].as<Set>(), sp[-1]);
      DROP();
      DISPATCH();
    }
    TARGET(DictUpdate) {
      SAVE();
      update_from_mapping(sp[-1 - static_cast<int>(ARG)].as<Dict>(), sp[-1]);
      DROP();
      DISPATCH();
    }
    TARGET(DictMerge) {
      SAVE();
      merge_keywords(sp[-5], sp[-2].as<Dict>(), sp[-1]);
      DROP();
      DISPATCH();
    }
    TARGET(ListToTuple) {
      auto& items = sp[-1].as<List>()->items;
      Ref<Tuple> tuple = new_tuple(items.size());
      for (std::size_t i = 0; i < items.size(); ++i) (*tuple)[i].swap(items[i]);
      sp[-1] = std::move(tuple).value();
      DISPATCH();
    }
    TARGET(UnpackSequence) {
      std::uint32_t count = ARG;
      Value source(std::move(*--sp));
      if (is_exact(source, Layout::Tuple) &&
          source.as<Tuple>()->size == count) {
        auto* tuple = source.as<Tuple>();
        for (std::uint32_t i = count; i > 0; --i) PUSH((*tuple)[i - 1]);
        DISPATCH();
      }
      SAVE();
      unpack_sequence(source, count, sp);
      sp += count;
      DISPATCH();
    }
    TARGET(UnpackEx) {
      std::uint32_t before = ARG & 0xfff, after = ARG >> 12;
      Value source(std::move(*--sp));
      SAVE();
      unpack_starred(source, before, after, sp);
      sp += before + after + 1;
      DISPATCH();
    }
    TARGET(ConvertValue) {
      SAVE();
      sp[-1] = convert_value(sp[-1], static_cast<char>(ARG));
      DISPATCH();
    }
    TARGET(FormatSimple) {
      if (is_exact_str(sp[-1])) DISPATCH();
      SAVE();
      sp[-1] = format_value(sp[-1], "");
      DISPATCH();
    }
    TARGET(FormatWithSpec) {
      SAVE();
      Value text = format_value(sp[-2], text_of(sp[-1]));
      DROP();
      sp[-1] = std::move(text);
      DISPATCH();
    }
    TARGET(BuildInterpolation) {
      SAVE();
      Value spec = make_str("");
      if (ARG & 1) {
        spec = std::move(sp[-1]);
        DROP();
      }
      Value part =
          make_interpolation(sp[-2], sp[-1], static_cast<char>(ARG >> 1), spec);
      DROP();
      sp[-1] = std::move(part);
      DISPATCH();
    }
    TARGET(BuildTemplate) {
      SAVE();
      Value made = make_template(sp[-2], sp[-1]);
      DROP();
      sp[-1] = std::move(made);
      DISPATCH();
    }

    TARGET(Call) {
      std::uint32_t count = ARG;
    call_again:
      Value* callee = sp - count - 2;
      Object* object = callee->object();
      if (object && object->type == vm.function) {
        auto* function = static_cast<Function*>(object);
        bool has_self = static_cast<bool>(callee[1]);
        Value* arguments = callee + (has_self ? 1 : 2);
        std::uint32_t given = count + has_self;
        SAVE();
        check_depth(vm);
        Frame* next = push_frame(vm, function);
        Code* code = next->code;
        if (given == code->argument_count &&
            code->parameter_slots == code->argument_count) {
          Value* slots = next->locals();
          for (std::uint32_t i = 0; i < given; ++i) slots[i].swap(arguments[i]);
        } else {
          bind_or_drop(vm, function, next, arguments, given, nullptr, 0);
        }
        for (std::uint32_t i = 0; i < count + 2; ++i) DROP();
        if (code->flags & (kGenerator | kCoroutine | kAsyncGenerator)) {
          PUSH(generator_from(vm, next));
          DISPATCH();
        }
        ENTER_FRAME(next);
      }
      SAVE();
      if (object && !callee[1] && unwrap_method(callee)) goto call_again;
      if (object && !callee[1] && is_type(*callee)) {
        if (Function* init = plain_constructor(static_cast<Type*>(object))) {
          check_depth(vm);
          Value instance = make_plain_instance(static_cast<Type*>(object));
          Frame* next = push_frame(vm, init);
          callee[1] = instance;
          bind_or_drop(vm, init, next, callee + 1, count + 1, nullptr, 0);
          for (std::uint32_t i = 0; i < count + 2; ++i) DROP();
          frame->sp = sp;
          next->instance = std::move(instance);
          next->return_to = ReturnTo::Init;
          next->back = frame;
          vm.frame = frame = next;
          ++vm.depth;
          LOAD_FRAME();
          poll(interpreter);
          DISPATCH();
        }
      }
      Value result = call_values(vm, frame, callee, count, nullptr, 0);
      for (std::uint32_t i = 0; i < count + 1; ++i) DROP();
      sp[-1] = std::move(result);
      DISPATCH();
    }
    TARGET(CallKw) {
      std::uint32_t count = ARG;
      SAVE();
      auto* keyword_names = sp[-1].as<Tuple>();
      std::uint32_t keywords = keyword_names->size;
    call_kw_again:
      Value* callee = sp - 1 - count - 2;
      Object* object = callee->object();
      bool construct = false;
      Value instance;
      Function* function = nullptr;
      if (object && object->type == vm.function) {
        function = static_cast<Function*>(object);
      } else if (object && !callee[1]) {
        if (unwrap_method(callee)) goto call_kw_again;
        if (is_type(*callee)) {
          function = plain_constructor(static_cast<Type*>(object));
          if (function) {
            construct = true;
            instance = make_plain_instance(static_cast<Type*>(object));
            callee[1] = instance;
          }
        }
      }
      if (function) {
        bool has_self = static_cast<bool>(callee[1]);
        Value* arguments = callee + (has_self ? 1 : 2);
        check_depth(vm);
        Frame* next = push_frame(vm, function);
        bind_or_drop(vm, function, next, arguments, count + has_self - keywords,
                     keyword_names->items(), keywords);
        Code* code = next->code;
        for (std::uint32_t i = 0; i < count + 3; ++i) DROP();
        if (construct) {
          next->instance = std::move(instance);
          next->return_to = ReturnTo::Init;
        } else if (code->flags & (kGenerator | kCoroutine | kAsyncGenerator)) {
          PUSH(generator_from(vm, next));
          DISPATCH();
        }
        ENTER_FRAME(next);
      }
      Value result = call_values(vm, frame, callee, count - keywords,
                                 keyword_names->items(), keywords);
      for (std::uint32_t i = 0; i < count + 2; ++i) DROP();
      sp[-1] = std::move(result);
      DISPATCH();
    }
    TARGET(CallEx) {
      SAVE();
      bool has_keywords = ARG & 1;
      Value* callee = sp - (has_keywords ? 4 : 3);
      Frame* next = nullptr;
      Value result = call_unpacked(vm, frame, *callee, callee[2],
                                   has_keywords ? callee[3] : Value(), next);
      for (int i = has_keywords ? 4 : 3; i > 0; --i) DROP();
      if (next) {
        ENTER_FRAME(next);
      }
      PUSH(std::move(result));
      DISPATCH();
    }
    TARGET(MakeFunction) {
      SAVE();
      std::uint32_t flags = ARG;
      Value code = std::move(*--sp);
      Value made = make_function_object(frame, code, flags, sp);
      for (std::uint32_t bits = flags; bits; bits >>= 1)
        if (bits & 1) DROP();
      PUSH(std::move(made));
      DISPATCH();
    }
    TARGET(Return) {
      Value result(std::move(*--sp));
      frame->sp = sp;
      if (Generator* generator = frame->generator) {
        ReturnTo to = frame->return_to;
        Frame* back = frame->back;
        vm.frame = back;
        --vm.depth;
        vm.handled = generator->handled.previous;
        finish_generator(generator);
        if (to == ReturnTo::Native) return result;
        frame = back;
        LOAD_FRAME();
        word = ip[-1];
        if (opcode_of(word) == Opcode::ForIter) {
          DROP();
          ip = frame->code->instructions.data() + ARG;
        } else {  // Send
          sp[-1] = std::move(result);
          ip = frame->code->instructions.data() + ARG;
        }
        DISPATCH();
      }
      Frame* back = frame->back;
      ReturnTo to = frame->return_to;
      vm.frame = back;
      --vm.depth;
      if (to == ReturnTo::Init) {
        if (!result.is_none()) {
          std::string given = type_of(result)->name;
          pop_frame(vm, frame);
          frame = back;
          LOAD_FRAME();
          raise_type_error(
              cat("__init__() should return None, not '", given, "'"));
        }
        result = std::move(frame->instance);
      }
      pop_frame(vm, frame);
      if (to == ReturnTo::Native) return result;
      frame = back;
      LOAD_FRAME();
      PUSH(std::move(result));
      DISPATCH();
    }

    TARGET(YieldAsync) {
      sp[-1] = wrap_async_item(vm, std::move(sp[-1]));
      goto yield;
    }
    TARGET(Yield) {
    yield:
      Value result(std::move(*--sp));
      SAVE();
      Generator* generator = frame->generator;
      generator->state = Generator::State::Suspended;
      vm.handled = generator->handled.previous;
      generator->handled.previous = nullptr;
      Frame* back = frame->back;
      vm.frame = back;
      --vm.depth;
      frame->back = nullptr;
      if (frame->return_to == ReturnTo::Native) return result;
      frame = back;
      LOAD_FRAME();
      if (opcode_of(ip[-1]) == Opcode::ForIter)
        PUSH(std::move(result));
      else  // Send
        sp[-1] = std::move(result);
      DISPATCH();
    }
    TARGET(GetYieldFromIter) {
      SAVE();
      sp[-1] = yield_from_iterator(vm, frame, sp[-1]);
      DISPATCH();
    }
    TARGET(Send) {
      Object* object = sp[-2].object();
      if (object &&
          (object->type == vm.generator || object->type == vm.coroutine)) {
        auto* generator = static_cast<Generator*>(object);
        if ((generator->state == Generator::State::Created &&
             sp[-1].is_none()) ||
            generator->state == Generator::State::Suspended) {
          SAVE();
          check_depth(vm);
          Value sent = std::move(sp[-1]);
          frame = resume_generator(vm, generator, std::move(sent));
          LOAD_FRAME();
          DISPATCH();
        }
      }
      SAVE();
      Value result;
      Value item = send_to(vm, sp[-2], sp[-1], result);
      if (item) {
        sp[-1] = std::move(item);
      } else {
        sp[-1] = std::move(result);
        ip = frame->code->instructions.data() + ARG;
      }
      DISPATCH();
    }
    TARGET(GetAwaitable) {
      SAVE();
      sp[-1] = awaitable_iterator(vm, sp[-1], ARG);
      DISPATCH();
    }
    TARGET(GetAsyncIter) {
      SAVE();
      sp[-1] = async_iterator(vm, sp[-1]);
      DISPATCH();
    }
    TARGET(GetAsyncNext) {
      SAVE();
      PUSH(async_next(vm, sp[-1]));
      DISPATCH();
    }
    TARGET(EndAsyncFor) {
      SAVE();
      if (!matches(Raised(sp[-1]), "StopAsyncIteration")) {
        pending = std::move(*--sp);
        fresh = false;
        goto raised;
      }
      DROP();
      DROP();
      DISPATCH();
    }
    TARGET(EndSend) {
      Value value(std::move(*--sp));
      sp[-1] = std::move(value);
      DISPATCH();
    }

    TARGET(Raise) {
      SAVE();
      if (ARG == 0) {
        Value handled = handled_exception(vm);
        if (handled.absent())
          raise("RuntimeError", "No active exception to reraise");
        fresh = false;  // its traceback starts where it was raised
        RAISE(handled);
      }
      Value cause;
      if (ARG == 2) {
        cause = std::move(sp[-1]);
        DROP();
      }
      Value exception = exception_from(sp[-1]);
      if (ARG == 2) set_cause(exception, cause);
      set_context(vm, exception);
      DROP();
      RAISE(std::move(exception));
    }
    TARGET(Reraise) {
      pending = std::move(*--sp);
      fresh = false;
      goto raised;
    }
    TARGET(PushExcInfo) {
      Value exception(std::move(*--sp));
      Value previous = std::move(vm.handled->exception);
      vm.handled->exception = exception;
      if (previous.absent()) previous = Value::none();
      PUSH(std::move(previous));
      PUSH(std::move(exception));
      DISPATCH();
    }
    TARGET(PopExcept) {
      vm.handled->exception = std::move(*--sp);
      DISPATCH();
    }
    TARGET(CheckExcMatch) {
      SAVE();
      bool matched = match_exception(sp[-2], sp[-1]);
      sp[-1] = Value::boolean(matched);
      DISPATCH();
    }
    TARGET(CheckEgMatch) {
      SAVE();
      split_exception_group(vm, sp);
      DISPATCH();
    }
    TARGET(PrepReraiseStar) {
      SAVE();
      Value made = reraise_star(sp[-2], sp[-1]);
      DROP();
      sp[-1] = std::move(made);
      DISPATCH();
    }
    TARGET(LoadAssertionError) {
      PUSH(Value(exception_type("AssertionError")));
      DISPATCH();
    }
    TARGET(EnterWith) {
      SAVE();
      Value result = enter_with(vm, sp[-1], false);
      PUSH(std::move(result));
      DISPATCH();
    }
    TARGET(EnterAsyncWith) {
      SAVE();
      Value result = enter_with(vm, sp[-1], true);
      PUSH(std::move(result));
      DISPATCH();
    }
    TARGET(WithExit) {
      SAVE();
      Value none = Value::none();
      sp[-1] = call(sp[-1], {none, none, none});
      DISPATCH();
    }
    TARGET(WithExceptStart) {
      SAVE();
      Value result = exit_with_exception(sp[-3], sp[-1]);
      PUSH(std::move(result));
      DISPATCH();
    }

    TARGET(ImportName) {
      SAVE();
      Value module = import_name(frame, frame->code->names[ARG & 0x7fffff],
                                 sp[-1], sp[-2], (ARG & 0x800000) != 0);
      DROP();
      sp[-1] = std::move(module);
      DISPATCH();
    }
    TARGET(ImportFrom) {
      SAVE();
      PUSH(import_from(sp[-1], frame->code->names[ARG & 0x7fffff],
                       (ARG & 0x800000) != 0));
      DISPATCH();
    }
    TARGET(ImportStar) {
      SAVE();
      import_star(frame, sp[-1]);
      DROP();
      DISPATCH();
    }

    TARGET(MatchMapping) {
      SAVE();
      PUSH(Value::boolean(is_mapping_pattern(sp[-1])));
      DISPATCH();
    }
    TARGET(MatchSequence) {
      SAVE();
      PUSH(Value::boolean(is_sequence_pattern(sp[-1])));
      DISPATCH();
    }
    TARGET(MatchKeys) {
      SAVE();
      PUSH(match_keys(sp[-2], sp[-1]));
      DISPATCH();
    }
    TARGET(MatchClass) {
      SAVE();
      Value found = match_class(sp[-3], sp[-2], ARG, sp[-1]);
      DROP();
      DROP();
      sp[-1] = std::move(found);
      DISPATCH();
    }
    TARGET(CopyDictWithout) {
      SAVE();
      sp[-1] = copy_without(sp[-2], sp[-1]);
      DISPATCH();
    }

    TARGET(SetupAnnotations) {
      SAVE();
      set_up_annotations(frame);
      DISPATCH();
    }
    TARGET(MakeTypeVar) {
      SAVE();
      sp[-1] = make_type_param(sp[-1], static_cast<TypeParamKind>(ARG), Value(),
                               Value());
      DISPATCH();
    }
    TARGET(MakeTypeVarBound) {
      SAVE();
      Value made =
          make_type_param(sp[-2], TypeParamKind::TypeVar, sp[-1], Value());
      DROP();
      sp[-1] = std::move(made);
      DISPATCH();
    }
    TARGET(MakeTypeVarConstraints) {
      SAVE();
      Value made =
          make_type_param(sp[-2], TypeParamKind::TypeVar, Value(), sp[-1]);
      DROP();
      sp[-1] = std::move(made);
      DISPATCH();
    }
    TARGET(SetTypeParamDefault) {
      SAVE();
      set_type_param_default(sp[-2], sp[-1]);
      DROP();
      DISPATCH();
    }
    TARGET(MakeTypeAlias) {
      SAVE();
      Value made = make_type_alias(sp[-2], sp[-3], sp[-1]);
      DROP();
      DROP();
      sp[-1] = std::move(made);
      DISPATCH();
    }
    TARGET(MakeGeneric) {
      SAVE();
      sp[-1] = make_generic_base(sp[-1]);
      DISPATCH();
    }
    TARGET(SetTypeParams) {
      sp[-2].as<Function>()->type_params = sp[-1];
      DROP();
      DISPATCH();
    }

  raised:
    // `pending` is on its way; `frame`, `ip` and `sp` are where it happened.
    while (true) {
      if (fresh) add_traceback(pending, frame, ip);
      fresh = true;
      if (const HandlerRange* handler = find_handler(frame->code, ip)) {
        Value* cut = frame->stack() + handler->depth;
        while (sp > cut) DROP();
        PUSH(std::move(pending));
        ip = frame->code->instructions.data() + handler->target;
        break;
      }
      frame->sp = sp;
      frame->ip = ip;
      Frame* back = frame->back;
      bool out = frame->return_to == ReturnTo::Native;
      if (frame->generator)
        pending = generator_exception(frame->generator, std::move(pending));
      leave_frame(vm, frame);
      if (out) goto throw_pending;
      frame = back;
      LOAD_FRAME();
      // `yield from` and `await` get their StopIteration as an exception only
      // from natives; a generator's end came by Return.
    }
    poll(interpreter);
    DISPATCH();
  } catch (Raised& thrown) {
    pending = thrown.exception();
    // What comes out of Python code below has its context already.
    if (is_exception(pending) && as_exception(pending)->traceback.is_none() &&
        as_exception(pending)->context.is_none())
      set_context(vm, pending);
  } catch (Error& error) {
    pending = exception_of(error);
    if (pending.absent()) {
      // Nothing in Python may handle it: leave all frames of this run.
      while (true) {
        const CodeRange& range = frame->code->ranges[static_cast<std::size_t>(
            ip > frame->code->instructions.data()
                ? ip - frame->code->instructions.data() - 1
                : 0)];
        error.at(
            {std::string(frame->code->file()), range.line, range.column + 1});
        frame->sp = sp;
        Frame* back = frame->back;
        bool out = frame->return_to == ReturnTo::Native;
        leave_frame(vm, frame);
        if (out) break;
        frame = back;
        LOAD_FRAME();
      }
      throw;
    }
    set_context(vm, pending);
  } catch (std::bad_alloc&) {
    pending = make_exception(exception_type("MemoryError"), {});
  }
  fresh = true;
  goto again;

throw_pending:
  throw Raised(std::move(pending));
}

#pragma GCC diagnostic pop

}  // namespace limbeck::py
