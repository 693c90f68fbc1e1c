// Frees what only refers to itself. Objects are counted, so most go when the
// last reference does; for the rest the tracked objects are looked through from
// time to time: the young ones often, all of them when they have grown by half
// since the last time. An object whose references all come from objects looked
// at, and that none with references from elsewhere leads to, is garbage.
#pragma once
#include <cstdint>

#include "python/objects/object.h"

namespace limbeck::py {

/// What the interpreter knows about its cycles.
struct CycleState {
  Tracked old{Tracked::Head{}};   // what survived once; counted in references
  std::uint32_t old_at_last = 0;  // when all were looked through
  bool enabled = true;
  bool running = false;
};

/// Young objects made before they are looked through.
inline constexpr std::uint32_t kYoungLimit = 20000;
/// Whether it is time; what the dispatch loop asks now and then.
inline bool cycles_are_due() {
  return detail::tracked->references > kYoungLimit;
}
/// Looks through the young objects, or all.
void collect_when_due();
/// Gives how many objects were garbage.
std::size_t collect_cycles(bool all);

/// Calls __del__ of an object that is still held; once in its life.
void run_finalizer(Object* object);
/// Calls `visit` with what __slots__ added.
template <class Visit>
void each_slot_value(Object* object, Visit visit) {
  for (Type* type = object->type; type; type = type->base) {
    auto* values = reinterpret_cast<Value*>(reinterpret_cast<char*>(object) +
                                            type->slot_offset);
    for (std::uint32_t i = 0; i < type->slot_count; ++i) visit(values[i]);
  }
}

}  // namespace limbeck::py
