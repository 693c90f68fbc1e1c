#include "python/objects/heap.h"

#include <malloc.h>
#include <sys/mman.h>

#include <cstdlib>
#include <cstring>

#include "base/large_pages.h"
#include "base/text.h"
#include "python/native.h"

namespace limbeck::py {

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kMallocOnly = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool kMallocOnly = true;
#else
constexpr bool kMallocOnly = false;
#endif
#else
constexpr bool kMallocOnly = false;
#endif

constexpr std::size_t kLargestRange = std::size_t{16} << 30;
constexpr std::size_t kSmallestRange = std::size_t{64} << 20;
/// What is asked of the system in one piece.
constexpr std::size_t kAtOnce = 8 * 32 * 1024;
/// What an error's own objects may take beyond the limit.
constexpr std::size_t kAllowance = std::size_t{1} << 20;

}  // namespace

Heap::Heap(const std::size_t* limit) : limit_(limit) {
  if (kMallocOnly) return;
  // Nothing but addresses is taken here. Where even these are short (ulimit
  // -v), a smaller range does as well.
  for (std::size_t range = kLargestRange; range >= kSmallestRange; range /= 4) {
    void* memory = mmap(nullptr, range + range / kPage, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) continue;
    base_ = next_page_ = static_cast<char*>(memory);
    range_ = range;
    page_size_ = reinterpret_cast<std::uint8_t*>(base_ + range);
    ask_for_large_pages(base_, range);
    return;
  }
}

Heap::~Heap() {
  if (detail::heap == this) detail::heap = nullptr;
  if (base_) munmap(base_, range_ + range_ / kPage);
}

void* Heap::allocate_slowly(std::size_t bytes) {
  std::size_t size = (bytes + 7) / 8;
  if (size == 0) return allocate(1);
  if (size < kSizes && range_) {
    Rest& rest = rest_[size];
    if (static_cast<std::size_t>(rest.end - rest.next) >= size * 8) {
      void* block = rest.next;
      rest.next += size * 8;
      return block;
    }
    if (void* block = new_page(size)) return block;
  }
  check_room(bytes);
  void* memory = std::malloc(bytes);
  if (!memory) exhausted();
  used_ += malloc_usable_size(memory);
  return memory;
}

void* Heap::new_page(std::size_t size) {
  if (next_page_ + kPage > base_ + range_) return nullptr;
  check_room(kPage);
  char* page = next_page_;
  next_page_ += kPage;
#ifdef MADV_POPULATE_WRITE
  // Many at once cost a fraction of a fault for each.
  if ((page - base_) % kAtOnce == 0)
    madvise(page, kAtOnce, MADV_POPULATE_WRITE);
#endif
  used_ += kPage;
  page_size_[(page - base_) / kPage] = static_cast<std::uint8_t>(size);
  rest_[size] = {page + size * 8, page + kPage};
  return page;
}

void Heap::release_large(void* memory) {
  if (!memory) return;
  used_ -= malloc_usable_size(memory);
  std::free(memory);
}

void* Heap::resize(void* memory, std::size_t used, std::size_t bytes) {
  std::size_t offset = static_cast<char*>(memory) - base_;
  if (memory && (offset >= range_) && bytes / 8 + 1 >= kSizes) {
    std::size_t before = malloc_usable_size(memory);
    if (bytes > before) check_room(bytes - before);
    void* moved = std::realloc(memory, bytes);
    if (!moved) exhausted();
    used_ += malloc_usable_size(moved) - before;
    return moved;
  }
  void* moved = allocate(bytes);
  if (memory) {
    std::memcpy(moved, memory, used < bytes ? used : bytes);
    release(memory);
  }
  return moved;
}

void Heap::check_room(std::size_t bytes) {
  std::size_t limit = *limit_ + allowance_;
  if (bytes > limit || used_ > limit - bytes) exhausted();
}

void Heap::exhausted() {
  struct Allowance {
    std::size_t& place;
    explicit Allowance(std::size_t& place) : place(place) {
      place += kAllowance;
    }
    ~Allowance() { place -= kAllowance; }
  };
  if (allowance_ > 4 * kAllowance) throw std::bad_alloc();
  Allowance allowance(allowance_);
  raise("MemoryError", cat("the limit of ", *limit_ >> 20,
                           " MiB for Python objects is reached"));
}

}  // namespace limbeck::py
