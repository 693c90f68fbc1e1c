#include "python/objects/attributes.h"

#include "python/objects/heap.h"
#include "python/objects/type.h"

namespace limbeck::py {

namespace {

constexpr std::size_t kLongestRow = 30;
constexpr std::uint32_t kMostShapes = 200;  // of one type

std::uintptr_t& word_of(Object* object) {
  return attributes_word(object, object->type->attributes_offset);
}

std::size_t row_bytes(std::size_t capacity) {
  return sizeof(Row) + capacity * sizeof(Value);
}

void free_row(Row* row) {
  Value* values = row->values();
  for (std::size_t i = 0; i < row->shape->names.size(); ++i) values[i].~Value();
  release_block(row);
}

Dict* turn_into_dict(std::uintptr_t& word) {
  Row* row = row_of(word);
  Ref<Dict> dict = new_dict();
  const auto& names = row->shape->names;
  dict->reserve(names.size() + 1);
  for (std::size_t i = 0; i < names.size(); ++i)
    dict->add(names[i], std::move(row->values()[i]));
  word = reinterpret_cast<std::uintptr_t>(dict.get());
  static_cast<void>(std::move(dict).value().detach());
  free_row(row);
  return reinterpret_cast<Dict*>(word);
}

}  // namespace

Shape* new_root_shape() {
  auto* shape = new Shape();
  shape->root = shape;
  return shape;
}

Shape* Shape::add(Str* name) {
  for (Step& step : steps)
    if (step.name == name) return step.shape.get();
  if (names.size() >= kLongestRow || root->made >= kMostShapes) return nullptr;
  ++root->made;
  auto shape = std::make_unique<Shape>();
  shape->root = root;
  shape->names.reserve(names.size() + 1);
  shape->names = names;
  shape->names.push_back(name);
  if (shape->names.size() > root->expected)
    root->expected = static_cast<std::uint32_t>(shape->names.size());
  steps.push_back({name, std::move(shape)});
  return steps.back().shape.get();
}

Value* own_attribute(Object* object, Str* name) {
  std::uintptr_t word = word_of(object);
  if (!word) return nullptr;
  if (!is_row(word)) return reinterpret_cast<Dict*>(word)->find(name);
  if (!name->interned()) name = intern(name);
  Row* row = row_of(word);
  int at = row->shape->find(name);
  return at < 0 ? nullptr : row->values() + at;
}

void extend_row(Object* object, Shape* next, Value value) {
  std::uintptr_t& word = word_of(object);
  std::size_t count = next->names.size() - 1;
  Row* row = word ? row_of(word) : nullptr;
  if (!row || row->capacity == count) {
    std::size_t capacity = next->root->expected;
    if (capacity <= count) capacity = count + 1;
    auto* moved = static_cast<Row*>(
        row ? detail::heap->resize(row, row_bytes(count), row_bytes(capacity))
            : allocate_block(row_bytes(capacity)));
    moved->capacity = capacity;
    row = moved;
    word = reinterpret_cast<std::uintptr_t>(row) + 1;
  }
  row->shape = next;
  new (row->values() + count) Value(std::move(value));
}

void set_own_attribute(Object* object, Str* name, Value value) {
  std::uintptr_t& word = word_of(object);
  Shape* root = object->type->shape;
  if (is_row(word) || (!word && root)) {
    Shape* shape = word ? row_of(word)->shape : root;
    int at = shape->find(name);
    if (at >= 0) {
      row_of(word)->values()[at].swap(value);  // the old one dies last
      return;
    }
    if (Shape* next = shape->add(name))
      return extend_row(object, next, std::move(value));
  }
  instance_attributes(object, true)->set(name, std::move(value));
}

Dict* instance_attributes(Object* object, bool make) {
  if (!object || !object->type->attributes_offset) return nullptr;
  std::uintptr_t& word = word_of(object);
  if (is_row(word)) return turn_into_dict(word);
  if (!word && make)
    word = reinterpret_cast<std::uintptr_t>(new_dict().value().detach());
  return reinterpret_cast<Dict*>(word);
}

void set_instance_attributes(Object* object, const Value& dict) {
  Value given(dict);
  drop_attributes(object);
  word_of(object) = reinterpret_cast<std::uintptr_t>(given.detach());
}

void drop_attributes(Object* object) {
  std::uintptr_t& word = word_of(object);
  std::uintptr_t old = word;
  word = 0;
  if (is_row(old))
    free_row(row_of(old));
  else
    Value::adopt(reinterpret_cast<Dict*>(old));
}

void visit_attributes(Object* object, Visitor& visitor) {
  std::uintptr_t word = word_of(object);
  if (!is_row(word)) {
    visitor(reinterpret_cast<Object*>(reinterpret_cast<Dict*>(word)));
    return;
  }
  Row* row = row_of(word);
  for (std::size_t i = 0; i < row->shape->names.size(); ++i)
    visitor(row->values()[i]);
}

}  // namespace limbeck::py
