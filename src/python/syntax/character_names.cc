// Unicode names, as \N{…} takes them. The list is kept as text that is read
// from its beginning for each look-up (a fraction of a millisecond): names are
// rare, and start-up does no work for them.
//
// An entry is `!gap!` where code points are left out, the number of leading
// words shared with the entry before, the numbers of the other words, and `;`.
// Numbers have one to three digits out of 90 printable characters; the first
// digit tells how many follow.
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "base/text.h"
#include "python/syntax/character_names_data.h"
#include "python/syntax/escapes.h"

namespace limbeck::py {
namespace {

constexpr int kBase = 90, kOneDigit = 30, kTwoDigits = 58;
constexpr int kUnknown = -1;

int digit(char c) {
  int value = c - '#';  // '!' and '"' stand for nothing
  return value - (c > ';') - (c > '\\');
}

int take_number(const char*& at) {
  int first = digit(*at++);
  if (first < kOneDigit) return first;
  int second = digit(*at++);
  if (first < kOneDigit + kTwoDigits)
    return kOneDigit + (first - kOneDigit) * kBase + second;
  int third = digit(*at++);
  return kOneDigit + kTwoDigits * kBase +
         ((first - kOneDigit - kTwoDigits) * kBase + second) * kBase + third;
}

// The numbers of the words of a name; false where no name has such a word.
bool number_words(std::string_view name, std::vector<int>& numbers) {
  std::vector<std::string> words = split(name, ' ');
  numbers.assign(words.size(), kUnknown);
  std::size_t missing = words.size();
  const char* at = kNameWords;
  for (int number = 0; *at && missing; ++number) {
    const char* end = at;
    while (*end != ' ') ++end;
    std::string_view word(at, static_cast<std::size_t>(end - at));
    for (std::size_t i = 0; i < words.size(); ++i)
      if (numbers[i] == kUnknown && words[i] == word) {
        numbers[i] = number;
        --missing;
      }
    at = end + 1;
  }
  return missing == 0;
}

std::optional<char32_t> listed(std::string_view name) {
  std::vector<int> wanted, current;
  if (!number_words(name, wanted)) return std::nullopt;
  char32_t code = static_cast<char32_t>(-1);
  for (const char* at = kNameEntries; *at; ++at) {
    char32_t gap = 1;
    if (*at == '!') {
      gap = 0;
      for (++at; *at != '!'; ++at)
        gap = gap * 10 + static_cast<char32_t>(*at - '0');
      ++at;
    }
    code += gap;
    current.resize(static_cast<std::size_t>(digit(*at++)));
    while (*at != ';') current.push_back(take_number(at));
    if (current == wanted) return code;
  }
  return std::nullopt;
}

std::optional<char32_t> numbered(std::string_view name) {
  for (auto* range = kNumberedNames; range->prefix; ++range) {
    std::string_view prefix = range->prefix;
    if (name.substr(0, prefix.size()) != prefix) continue;
    std::string_view digits = name.substr(prefix.size());
    unsigned value = 0;
    auto result = std::from_chars(digits.data(), digits.data() + digits.size(),
                                  value, 16);
    if (result.ec == std::errc() && digits.size() >= 4 &&
        result.ptr == digits.data() + digits.size() && value >= range->first &&
        value <= range->last)
      return value;
  }
  return std::nullopt;
}

// Unicode: 3.12, the names of Hangul syllables are spelt from their parts.
std::optional<char32_t> hangul(std::string_view name) {
  constexpr std::string_view kPrefix = "HANGUL SYLLABLE ";
  constexpr std::array<std::string_view, 19> kLead = {
      "G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
      "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
  constexpr std::array<std::string_view, 21> kVowel = {
      "A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
      "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
  constexpr std::array<std::string_view, 28> kTail = {
      "",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
      "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
      "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};
  if (name.substr(0, kPrefix.size()) != kPrefix) return std::nullopt;
  name.remove_prefix(kPrefix.size());
  for (std::size_t lead = 0; lead < kLead.size(); ++lead) {
    if (name.substr(0, kLead[lead].size()) != kLead[lead]) continue;
    std::string_view rest = name.substr(kLead[lead].size());
    for (std::size_t vowel = 0; vowel < kVowel.size(); ++vowel) {
      if (rest.substr(0, kVowel[vowel].size()) != kVowel[vowel]) continue;
      std::string_view last = rest.substr(kVowel[vowel].size());
      for (std::size_t tail = 0; tail < kTail.size(); ++tail)
        if (last == kTail[tail])
          return static_cast<char32_t>(0xAC00 + (lead * 21 + vowel) * 28 +
                                       tail);
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<char32_t> character_named(std::string_view any_case) {
  std::string name = upper(any_case);
  for (auto* alias = kNameAliases; alias->name; ++alias)
    if (name == alias->name) return alias->code_point;
  if (auto found = hangul(name)) return found;
  if (auto found = numbered(name)) return found;
  return listed(name);
}

}  // namespace limbeck::py
