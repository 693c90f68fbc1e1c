// Reading and comparing short texts without a call: names are a few bytes, and
// for these memcpy() and memcmp() cost more than the work itself.
#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace limbeck {

template <class Word>
Word word_at(const char* text) {
  Word word;
  std::memcpy(&word, text, sizeof word);
  return word;
}

/// The bytes of a text of at most 7 in one word.
inline std::uint64_t short_word(const char* text, std::size_t size) {
  if constexpr (std::endian::native == std::endian::big) {
    std::uint64_t word = 0;
    std::memcpy(&word, text, size);
    return word;
  }
  if (size >= 4)
    return word_at<std::uint32_t>(text) |
           std::uint64_t{word_at<std::uint32_t>(text + size - 4)}
               << (size - 4) * 8;
  if (size >= 2)
    return word_at<std::uint16_t>(text) |
           std::uint64_t{word_at<std::uint16_t>(text + size - 2)}
               << (size - 2) * 8;
  return size ? static_cast<unsigned char>(*text) : 0;
}

/// a == b, quick where both are names.
inline bool same_text(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  if (a.size() < 8)
    return short_word(a.data(), a.size()) == short_word(b.data(), b.size());
  if (a.size() > 16) return std::memcmp(a.data(), b.data(), a.size()) == 0;
  const std::size_t last = a.size() - 8;
  return word_at<std::uint64_t>(a.data()) == word_at<std::uint64_t>(b.data()) &&
         word_at<std::uint64_t>(a.data() + last) ==
             word_at<std::uint64_t>(b.data() + last);
}

}  // namespace limbeck
