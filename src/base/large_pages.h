// Memory of many megabytes is cheaper by pages of two megabytes than by those
// of four kilobytes, where the system has them for who asks.
#pragma once
#include <sys/mman.h>

#include <cstddef>
#include <cstdint>

namespace limbeck {

/// Asks for a range of addresses that is used from its start on. The first
/// megabyte stays as it is: short runs need no more.
inline void ask_for_large_pages(char* range, std::size_t size) {
#ifdef MADV_HUGEPAGE
  constexpr std::uintptr_t kLarge = std::uintptr_t{2} << 20;
  const auto begin = reinterpret_cast<std::uintptr_t>(range);
  const std::uintptr_t from = (begin + kLarge / 2 + kLarge - 1) & ~(kLarge - 1);
  if (from < begin + size)
    madvise(range + (from - begin), size - (from - begin), MADV_HUGEPAGE);
#else
  static_cast<void>(range);
  static_cast<void>(size);
#endif
}

}  // namespace limbeck
