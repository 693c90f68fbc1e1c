#include "python/compile/compiler.h"

namespace limbeck::py {

Symbol* Compiler::symbol_of(Str* name) {
  Symbol* symbol = scope_->find(name);
  while (symbol && symbol->alias) symbol = symbol->alias;
  return symbol;
}

// Where the cell of `name` is in this frame: one made here or a free variable.
std::uint32_t Compiler::cell_slot(Str* name) {
  for (Scope* scope = scope_;; scope = scope->parent) {
    Symbol* symbol = scope->find(name);
    while (symbol && symbol->alias) symbol = symbol->alias;
    if (symbol && symbol->place == Place::Cell)
      return static_cast<std::uint32_t>(symbol->slot);
    if (scope == host_) break;
  }
  if (host_->kind == ScopeKind::Class) {
    for (std::size_t i = 0; i < host_->slot_names.size(); ++i)
      if (host_->slot_names[i] == name &&
          host_->slot_kinds[i] == SlotKind::Cell)
        return static_cast<std::uint32_t>(i);
  }
  auto at = host_->free_index.find(name);
  LIMBECK_CHECK(at != host_->free_index.end(), "a closure's cell is known");
  return kFreeSlot | static_cast<std::uint32_t>(at->second);
}

void Compiler::load_class_dict() {
  if (host_->kind == ScopeKind::Class)
    emit(Opcode::LoadLocals);
  else
    emit(Opcode::LoadCell, cell_slot(intern("__classdict__")));
}

void Compiler::load(Str* name) {
  Symbol* symbol = symbol_of(name);
  Place place = symbol ? symbol->place : Place::Name;
  if (!symbol && host_->is_function_like()) place = Place::Global;
  auto slot = symbol ? static_cast<std::uint32_t>(symbol->slot) : 0;
  switch (place) {
    case Place::Fast:
      return emit(Opcode::LoadFast, slot);
    case Place::Cell:
      return emit(Opcode::LoadCell, slot);
    case Place::Free:
      return emit(Opcode::LoadCell, kFreeSlot | slot);
    case Place::Global: {
      auto [at, fresh] = global_cache_.try_emplace(name, 0);
      if (fresh) at->second = cache_index(name);
      return emit(Opcode::LoadGlobal, at->second);
    }
    case Place::Unknown:
    case Place::Name:
      return emit(Opcode::LoadName, cache_index(name));
    case Place::ClassGlobal:
      load_class_dict();
      return emit(Opcode::LoadFromDictOrGlobals, name_index(name));
    case Place::ClassFree:
      load_class_dict();
      return emit(Opcode::LoadFromDictOrCell, kFreeSlot | slot);
  }
}

void Compiler::store(Str* name) {
  Symbol* symbol = symbol_of(name);
  Place place = symbol ? symbol->place : Place::Name;
  auto slot = symbol ? static_cast<std::uint32_t>(symbol->slot) : 0;
  switch (place) {
    case Place::Fast:
      return emit(Opcode::StoreFast, slot);
    case Place::Cell:
      return emit(Opcode::StoreCell, slot);
    case Place::ClassFree:
    case Place::Free:
      return emit(Opcode::StoreCell, kFreeSlot | slot);
    case Place::ClassGlobal:
    case Place::Global:
      return emit(Opcode::StoreGlobal, name_index(name));
    case Place::Unknown:
    case Place::Name:
      return emit(Opcode::StoreName, name_index(name));
  }
}

void Compiler::remove(Str* name) {
  Symbol* symbol = symbol_of(name);
  Place place = symbol ? symbol->place : Place::Name;
  auto slot = symbol ? static_cast<std::uint32_t>(symbol->slot) : 0;
  switch (place) {
    case Place::Fast:
      return emit(Opcode::DeleteFast, slot);
    case Place::Cell:
      return emit(Opcode::DeleteCell, slot);
    case Place::ClassFree:
    case Place::Free:
      return emit(Opcode::DeleteCell, kFreeSlot | slot);
    case Place::ClassGlobal:
    case Place::Global:
      return emit(Opcode::DeleteGlobal, name_index(name));
    case Place::Unknown:
    case Place::Name:
      return emit(Opcode::DeleteName, name_index(name));
  }
}

}  // namespace limbeck::py
