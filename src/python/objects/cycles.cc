#include "python/objects/cycles.h"

#include <vector>

#include "python/objects/attributes.h"
#include "python/objects/internals.h"
#include "python/objects/weak.h"

namespace limbeck::py {

namespace {

constexpr std::uint32_t kOldLeast = 100000;  // before all are looked through
/// Where an untracked container's number stands in its flags.
constexpr int kNumberShift = 8;
constexpr std::size_t kMostContainers = std::size_t{1} << 24;

/// While a ring is looked through, `next` of its objects holds how many
/// references come from elsewhere; `previous` still links them, to the younger
/// ones.
std::uintptr_t outside(const Tracked* object) {
  return reinterpret_cast<std::uintptr_t>(object->next);
}
void set_outside(Tracked* object, std::uintptr_t count) {
  object->next = reinterpret_cast<Tracked*>(count);
}

/// Everything an object refers to, what its class brings included.
void visit_object(Object* object, Visitor& visitor) {
  Type* type = object->type;
  if (type->slots.visit) type->slots.visit(object, visitor);
  if (type->attributes_offset) visit_attributes(object, visitor);
  if (type->has_slots)
    each_slot_value(object, [&](const Value& value) { visitor(value); });
  if (type->heap) visitor(static_cast<Object*>(type));
}

class Search : Visitor {
 public:
  explicit Search(Tracked& ring) : ring_(ring) {}

  /// The garbage of the ring, held.
  std::vector<Value> run() {
    number();
    for (Tracked* at = ring_.previous; at != &ring_; at = at->previous)
      if (at->references) visit_object(at, *this);
    for (std::size_t i = 0; i < containers_.size(); ++i)
      visit_object(containers_[i].object, *this);
    spread();
    return restore();
  }

 private:
  static constexpr std::uint32_t kReached = Object::kReached,
                                 kCollected = Object::kCollected, kPassed = 32;
  /// What is no part of the ring but may pass references on: tuples, bound
  /// methods, iterators …
  struct Container {
    Object* object;
    std::uintptr_t outside;
  };

  void number() {
    for (Tracked* at = ring_.previous; at != &ring_; at = at->previous) {
      at->flags |= kCollected;
      set_outside(at, at->references);
    }
  }

  /// While counting: one reference less from elsewhere. While spreading: the
  /// object is reached.
  void visit(Object* object) override {
    if (spreading_) {
      if ((object->flags & (kCollected | kReached)) != kCollected) return;
      object->flags |= kReached;
      // The walk comes by most of them: those need no list.
      if ((object->flags & (Object::kTracked | kPassed)) != Object::kTracked)
        reached_.push_back(object);
      return;
    }
    if (object->flags & Object::kTracked) {
      if (object->flags & kCollected) {
        auto* tracked = static_cast<Tracked*>(object);
        set_outside(tracked, outside(tracked) - 1);
      }
    } else if (object->flags & kCollected) {
      --containers_[object->flags >> kNumberShift].outside;
    } else if (object->type->slots.visit &&
               containers_.size() < kMostContainers) {
      object->flags |=
          kCollected | static_cast<std::uint32_t>(containers_.size())
                           << kNumberShift;
      containers_.push_back({object, object->references - 1u});
    }
  }

  void spread() {
    spreading_ = true;
    for (const Container& container : containers_)
      if (container.outside) (*this)(container.object);
    follow();
    // Older ones first: they tend to hold the younger.
    for (Tracked* at = ring_.previous; at != &ring_; at = at->previous) {
      at->flags |= kPassed;
      if (at->references == 0) {
        at->flags |= kReached;  // is dying already: left alone
      } else if (outside(at) || at->flags & kReached) {
        at->flags |= kReached;
        visit_object(at, *this);
        follow();
      }
    }
  }

  void follow() {
    while (!reached_.empty()) {
      Object* object = reached_.back();
      reached_.pop_back();
      visit_object(object, *this);
    }
  }

  std::vector<Value> restore() {
    std::vector<Value> garbage;
    Tracked* behind = &ring_;
    for (Tracked* at = ring_.previous; at != &ring_; at = at->previous) {
      at->next = behind;
      behind = at;
      if (!(at->flags & kReached)) garbage.push_back(Value(at));
      at->flags &= ~(kReached | kCollected | kPassed);
    }
    constexpr std::uint32_t kOwn = (1u << kNumberShift) - 1;
    for (const Container& container : containers_)
      container.object->flags &= kOwn & ~(kReached | kCollected);
    return garbage;
  }

  Tracked& ring_;
  std::vector<Container> containers_;
  std::vector<Object*> reached_;
  bool spreading_ = false;
};

/// Moves all of a ring into another.
void move_ring(Tracked& from, Tracked& to) {
  if (from.next == &from) return;
  from.next->previous = &to;
  from.previous->next = to.next;
  to.next->previous = from.previous;
  to.next = from.next;
  from.next = from.previous = &from;
}

/// Runs the __del__ methods that did not run yet; true if there were any. They
/// may have brought something back to life.
bool finalize_all(const std::vector<Value>& garbage) {
  bool any = false;
  for (const Value& value : garbage) {
    Object* object = value.object();
    if (!object->type->finalizes || object->flags & Object::kFinalized)
      continue;
    any = true;
    run_finalizer(object);
  }
  return any;
}

void clear_all(const std::vector<Value>& garbage) {
  for (const Value& value : garbage)
    if (value.object()->flags & Object::kHasWeakReferences)
      clear_weak(value.object());
  for (const Value& value : garbage) {
    Object* object = value.object();
    Type* type = object->type;
    if (type->slots.clear) type->slots.clear(object);
    if (type->shape) drop_attributes(object);
    if (type->has_slots)
      each_slot_value(object, [](Value& slot) { slot = Value(); });
  }
}

std::uint32_t size_of(const Tracked& ring) {
  std::uint32_t size = 0;
  for (Tracked* at = ring.next; at != &ring; at = at->next) ++size;
  return size;
}

}  // namespace

std::size_t collect_cycles(bool all) {
  auto& state = internals();
  CycleState& cycles = state.cycles;
  if (cycles.running) return 0;
  cycles.running = true;
  Tracked& young = state.tracked;
  if (all) move_ring(young, cycles.old);
  Tracked& ring = all ? cycles.old : young;
  std::vector<Value> garbage = Search(ring).run();
  young.references = 0;
  if (!all) {
    cycles.old.references += size_of(young);
    move_ring(young, cycles.old);
  }
  std::size_t count = garbage.size();
  if (finalize_all(garbage)) {
    garbage.clear();
    if (all) garbage = Search(ring).run();
  }
  clear_all(garbage);
  garbage.clear();
  if (all) cycles.old.references = cycles.old_at_last = size_of(cycles.old);
  cycles.running = false;
  return count;
}

void collect_when_due() {
  auto& state = internals();
  CycleState& cycles = state.cycles;
  if (!cycles.enabled) {
    state.tracked.references = 0;
    return;
  }
  std::uint32_t limit = cycles.old_at_last + cycles.old_at_last / 2;
  collect_cycles(cycles.old.references >
                 (limit > kOldLeast ? limit : kOldLeast));
}

void Interpreter::Internals::clear_cycles() {
  // Everything is held while it is cleared, so that clearing one object cannot
  // free the next of the ring under our feet.
  move_ring(cycles.old, tracked);
  std::vector<Value> held;
  for (Tracked* object = tracked.next; object != &tracked;
       object = object->next)
    held.push_back(Value(object));
  finalize_all(held);
  clear_all(held);
}

}  // namespace limbeck::py
