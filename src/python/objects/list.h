// list.
#pragma once
#include <vector>

#include "python/objects/item_vector.h"
#include "python/objects/object.h"

namespace limbeck::py {

struct List : Tracked {
  ItemVector items;
  explicit List(Type* type) : Tracked(type) {}
};

Ref<List> new_list(std::vector<Value> items = {});
Ref<List> new_list(ItemVector& items);  // takes them
/// list.sort: stable; throws what comparing throws and leaves the list a
/// permutation of itself. `key` may be none or absent.
void list_sort(List* list, const Value& key, bool reverse);
/// list.extend / += with any iterable.
void list_extend(List* list, const Value& iterable);
/// The index that `key` (int or __index__) means for a sequence of `size`
/// items; raises IndexError "<what> index out of range".
std::size_t sequence_index(const Value& key, std::size_t size,
                           const char* what);

}  // namespace limbeck::py
