// The program's own operator new: small blocks come from a range of addresses
// that is reserved at the first use, by size; a block's size is found by its
// address. A run makes and drops hundreds of thousands of nodes, strings and
// vectors, and then ends: nothing goes back to the system before. Part of the
// program only, for a library has no say in its user's memory.
//
// A thread keeps the blocks that it freed; runs have one thread.
#include "cli/program/allocation.h"

#include <malloc.h>
#include <sys/mman.h>

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

#include "base/large_pages.h"

#if !LIMBECK_SANITIZED

namespace {

using limbeck::ask_for_large_pages;

constexpr std::size_t kGrain = 16;  // what operator new must align to
constexpr std::size_t kFine = 32;   // sizes up to 512 bytes, by the grain
constexpr std::size_t kLargest = 4096;
constexpr std::size_t kSizes = kFine + 1 + 12;  // and then four per doubling
constexpr std::size_t kPage = 16 * 1024;
constexpr std::size_t kAtOnce = 16 * kPage;  // asked of the system
constexpr std::size_t kLargestRange = std::size_t{16} << 30;
constexpr std::size_t kSmallestRange = std::size_t{64} << 20;

struct Free {
  Free* next;
};
struct Rest {  // of the newest page of a size
  char *next, *end;
};
constinit thread_local Free* free_blocks[kSizes] = {};
constinit thread_local Rest rests[kSizes] = {};

/// The range; all null where there is none, and everything is malloc's.
constinit char* base = nullptr;
constinit std::size_t range = 0;
constinit std::uint8_t* page_size = nullptr;
constinit std::atomic<std::size_t> used{0};

struct Size {
  std::size_t index, bytes;
};

/// That of a block above kFine grains: eighths of the next power of two.
Size coarse_size(std::size_t bytes) {
  const std::size_t below = bytes - 1;
  const int shift = std::bit_width(below) - 3;
  const std::size_t part = below >> shift;  // 4 to 7
  return {kFine + 1 + static_cast<std::size_t>(shift - 7) * 4 + part - 4,
          (part + 1) << shift};
}

bool reserve() {
  for (std::size_t size = kLargestRange; size >= kSmallestRange; size /= 4) {
    void* memory = mmap(nullptr, size + size / kPage, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) continue;
    base = static_cast<char*>(memory);
    page_size = reinterpret_cast<std::uint8_t*>(base + size);
    range = size;
    ask_for_large_pages(base, size);
    return true;
  }
  return false;
}

bool new_page(std::size_t index) {
  static const bool reserved = reserve();
  if (!reserved) return false;
  const std::size_t at = used.fetch_add(kPage);
  if (at + kPage > range) return false;
#ifdef MADV_POPULATE_WRITE
  // Many at once cost a fraction of a fault for each.
  if (at % kAtOnce == 0) madvise(base + at, kAtOnce, MADV_POPULATE_WRITE);
#endif
  page_size[at / kPage] = static_cast<std::uint8_t>(index);
  rests[index] = {base + at, base + at + kPage};
  return true;
}

[[gnu::noinline]] void* allocate_slowly(std::size_t bytes) {
  if (bytes <= kLargest) {
    Size size{bytes ? (bytes + kGrain - 1) / kGrain : 1, 0};
    size.bytes = size.index * kGrain;
    if (size.index > kFine) {
      size = coarse_size(bytes);
      if (Free* block = free_blocks[size.index]) {
        free_blocks[size.index] = block->next;
        return block;
      }
    }
    Rest& rest = rests[size.index];
    if (static_cast<std::size_t>(rest.end - rest.next) >= size.bytes ||
        new_page(size.index)) {
      void* block = rest.next;
      rest.next += size.bytes;
      return block;
    }
  }
  while (true) {
    if (void* memory = std::malloc(bytes ? bytes : 1)) return memory;
    std::new_handler handler = std::get_new_handler();
    if (!handler) throw std::bad_alloc();
    handler();
  }
}

void release(void* memory) noexcept {
  const std::size_t offset = reinterpret_cast<std::uintptr_t>(memory) -
                             reinterpret_cast<std::uintptr_t>(base);
  if (offset >= range) return std::free(memory);
  auto* block = static_cast<Free*>(memory);
  Free*& list = free_blocks[page_size[offset / kPage]];
  block->next = list;
  list = block;
}

}  // namespace

void* operator new(std::size_t bytes) {
  const std::size_t size = (bytes + kGrain - 1) / kGrain;
  if (size <= kFine) {
    if (Free* block = free_blocks[size]) {
      free_blocks[size] = block->next;
      return block;
    }
  }
  return allocate_slowly(bytes);
}
void* operator new[](std::size_t bytes) { return operator new(bytes); }
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }

#endif  // !LIMBECK_SANITIZED

namespace limbeck::cli {

void tune_allocation() {
  // The process ends soon: what is freed meanwhile stays here.
  constexpr int kLarge = 64 << 20;
  mallopt(M_MMAP_THRESHOLD, kLarge);
  mallopt(M_TRIM_THRESHOLD, kLarge);
  mallopt(M_TOP_PAD, 256 << 10);
}

}  // namespace limbeck::cli
