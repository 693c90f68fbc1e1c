// The memory of one interpreter's objects. Small blocks come from a range of
// addresses that is reserved at the start: sizes are rounded up to eight
// bytes, every size has pages and a list of free blocks of its own, and a
// block's size is found by its address. Larger blocks are malloc's.
//
// What is in use is counted, small blocks by their pages; beyond the limit an
// allocation is a MemoryError. A value may die after its interpreter is no
// longer current on the thread, never after the interpreter itself.
#pragma once
#include <cstddef>
#include <cstdint>

namespace limbeck::py {

class Heap {
 public:
  /// `limit` is a loan: what it says at the moment holds.
  explicit Heap(const std::size_t* limit);
  ~Heap();
  Heap(const Heap&) = delete;

  /// Never null: raises MemoryError beyond the limit.
  void* allocate(std::size_t bytes) {
    std::size_t size = (bytes + 7) / 8;
    if (size < kSizes) {
      if (Free* block = free_[size]) {
        free_[size] = block->next;
        return block;
      }
    }
    return allocate_slowly(bytes);
  }
  void release(void* memory) {
    std::size_t offset = static_cast<char*>(memory) - base_;
    if (offset < range_) {
      auto* block = static_cast<Free*>(memory);
      Free*& list = free_[page_size_[offset / kPage]];
      block->next = list;
      list = block;
      return;
    }
    release_large(memory);
  }
  /// Moves a block's first `used` bytes to one of another size.
  void* resize(void* memory, std::size_t used, std::size_t bytes);

  /// Raises MemoryError where `bytes` more would be beyond the limit: for what
  /// is kept elsewhere, before it is made.
  void check_room(std::size_t bytes);
  std::size_t used() const { return used_; }

 private:
  struct Free {
    Free* next;
  };
  static constexpr std::size_t kSizes = 65;  // blocks of up to 512 bytes
  static constexpr std::size_t kPage = 32 * 1024;

  void* allocate_slowly(std::size_t bytes);
  void* new_page(std::size_t size);
  void release_large(void* memory);
  [[noreturn]] void exhausted();

  Free* free_[kSizes] = {};
  char* base_ = nullptr;
  std::size_t range_ = 0;  // 0: everything is malloc's
  std::uint8_t* page_size_ = nullptr;
  char* next_page_ = nullptr;
  struct Rest {  // of the newest page of a size
    char *next = nullptr, *end = nullptr;
  } rest_[kSizes];
  std::size_t used_ = 0;
  std::size_t allowance_ = 0;  // beyond the limit, while the error is made
  const std::size_t* limit_;
};

namespace detail {
/// Of the interpreter that is or was last current on this thread.
inline constinit thread_local Heap* heap = nullptr;
}  // namespace detail

inline void* allocate_block(std::size_t bytes) {
  return detail::heap->allocate(bytes);
}
inline void release_block(void* memory) { detail::heap->release(memory); }

}  // namespace limbeck::py
