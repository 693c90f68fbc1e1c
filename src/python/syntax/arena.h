// Memory of one syntax tree: nodes, lists and decoded text are carved out of
// large blocks and freed together. Nothing in it has a destructor that runs.
#pragma once
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace limbeck::py {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  void* allocate(std::size_t size, std::size_t align) {
    std::size_t at = (next_ + align - 1) & ~(align - 1);
    if (at + size > end_) return allocate_slowly(size, align);
    next_ = at + size;
    return reinterpret_cast<void*>(at);
  }

  template <class T, class... A>
  T* make(A&&... arguments) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T)))
        T{std::forward<A>(arguments)...};
  }

  /// Room for `size` elements, not initialised.
  template <class T>
  T* array(std::size_t size) {
    // Elements may well be pointers.
    // NOLINTNEXTLINE(bugprone-sizeof-expression)
    return static_cast<T*>(allocate(size * sizeof(T), alignof(T)));
  }

  template <class T>
  std::span<T> copy(const T* items, std::size_t size) {
    if (size == 0) return {};
    T* room = array<T>(size);
    // NOLINTNEXTLINE(bugprone-sizeof-expression)
    std::memcpy(static_cast<void*>(room), items, size * sizeof(T));
    return {room, size};
  }

  std::string_view copy(std::string_view text) {
    auto room = copy(text.data(), text.size());
    return {room.data(), room.size()};
  }

  /// A place to go back to; what was made behind it is gone then.
  struct Mark {
    std::size_t next, end, blocks;
  };
  Mark mark() const { return {next_, end_, blocks_.size()}; }
  void go_back(const Mark& mark) {
    blocks_.resize(mark.blocks);
    next_ = mark.next;
    end_ = mark.end;
  }

 private:
  void* allocate_slowly(std::size_t size, std::size_t align) {
    std::size_t block = block_size_;
    if (blocks_.size() >= kSmallBlocks && block_size_ < kLargestBlock)
      block_size_ *= 2;
    if (size + align > block) block = size + align;
    blocks_.emplace_back(new char[block]);
    next_ = reinterpret_cast<std::size_t>(blocks_.back().get());
    end_ = next_ + block;
    return allocate(size, align);
  }

  static constexpr std::size_t kSmallBlocks = 8;  // a short file's
  static constexpr std::size_t kLargestBlock = 256 * 1024;
  std::size_t next_ = 0, end_ = 0, block_size_ = 4 * 1024;
  std::vector<std::unique_ptr<char[]>> blocks_;
};

}  // namespace limbeck::py
