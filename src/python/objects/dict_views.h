// dict.keys(), values(), items() and the iterators over them.
#pragma once
#include "python/objects/dict.h"

namespace limbeck::py {

struct DictView : Object {
  enum Kind : std::uint8_t { Keys, Values, Items };
  Value dict;
  explicit DictView(Type* type) : Object(type) {}
};

/// The dispatch loop may step it itself: entries from `index` on, as long as
/// `used` stays what it was.
struct DictIterator : Object {
  Value dict;  // absent once exhausted
  std::uint32_t index = 0;
  std::uint32_t used = 0;
  std::uint32_t left = 0;  // items still to come
  DictView::Kind kind = DictView::Keys;
  bool reversed = false;
  explicit DictIterator(Type* type) : Object(type) {}
};

Value make_dict_view(const Value& dict, DictView::Kind kind);
Value make_dict_iterator(const Value& dict, DictView::Kind kind,
                         bool reversed = false);
Value dict_iterator_next(const Value& self);  // slots.next, for comparing
void make_dict_view_types();

}  // namespace limbeck::py
