#include "base/wrap.h"

#include <algorithm>

namespace limbeck {

namespace {

// Code points, with bytes that are no UTF-8 as they are.
std::u32string decode(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    auto byte = static_cast<unsigned char>(text[i]);
    std::size_t length = byte < 0x80   ? 1
                         : byte < 0xe0 ? 2
                         : byte < 0xf0 ? 3
                                       : 4;
    if (byte >= 0x80 && byte < 0xc0) length = 1;
    if (i + length > text.size()) length = 1;
    char32_t code = length == 1   ? byte
                    : length == 2 ? byte & 0x1f
                    : length == 3 ? byte & 0x0f
                                  : byte & 0x07;
    for (std::size_t k = 1; k < length; ++k) {
      code = code << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3f);
    }
    out += code;
    i += length;
  }
  return out;
}

void encode(std::string& out, std::u32string_view text) {
  for (char32_t code : text) {
    auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
      put(code);
    } else if (code < 0x800) {
      put(0xc0 | code >> 6);
      put(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
      put(0xe0 | code >> 12);
      put(0x80 | (code >> 6 & 0x3f));
      put(0x80 | (code & 0x3f));
    } else {
      put(0xf0 | code >> 18);
      put(0x80 | (code >> 12 & 0x3f));
      put(0x80 | (code >> 6 & 0x3f));
      put(0x80 | (code & 0x3f));
    }
  }
}

bool is_space(char32_t c) { return c == ' '; }  // others were replaced

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

// \w: whatever is not ASCII counts as a letter.
bool is_word(char32_t c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         c == '_' || c >= 0x80;
}

bool is_letter(char32_t c) { return is_word(c) && !is_digit(c); }

bool is_word_or_mark(char32_t c) {
  return is_word(c) ||
         std::u32string_view(U"!\"'&.,?").find(c) != std::u32string_view::npos;
}

// Tabs to the next multiple of eight, every white space to a blank.
std::u32string plain_spaces(const std::u32string& text) {
  std::u32string out;
  std::size_t column = 0;
  for (char32_t c : text) {
    if (c == '\t') {
      std::size_t blanks = 8 - column % 8;
      out.append(blanks, ' ');
      column += blanks;
      continue;
    }
    column = c == '\n' || c == '\r' ? 0 : column + 1;
    out += c >= '\n' && c <= '\r' ? U' ' : c;
  }
  return out;
}

// Cuts text into white space, words, the hyphenated parts of words, and dashes.
// Python: TextWrapper.wordsep_re
class Splitter {
 public:
  explicit Splitter(const std::u32string& text) : text_(text) {}

  std::vector<std::u32string> split() {
    std::vector<std::u32string> out;
    for (std::size_t start = 0; start < text_.size();) {
      std::size_t end = chunk_end(start);
      out.push_back(text_.substr(start, end - start));
      start = end;
    }
    return out;
  }

 private:
  char32_t at(std::size_t i) const { return i < text_.size() ? text_[i] : 0; }

  // The end of a run of two or more hyphens before a word, or `start`.
  std::size_t dash_end(std::size_t start) const {
    std::size_t end = start;
    while (at(end) == '-') ++end;
    return end - start >= 2 && end < text_.size() && is_word(text_[end])
               ? end
               : start;
  }

  bool breaks_after_hyphen(std::size_t hyphen) const {
    if (at(hyphen) != '-') return false;
    bool after_letters = hyphen >= 2 && is_letter(text_[hyphen - 1]) &&
                         is_letter(text_[hyphen - 2]);
    bool after_part = hyphen >= 3 && is_letter(text_[hyphen - 1]) &&
                      text_[hyphen - 2] == '-' && is_letter(text_[hyphen - 3]);
    if (!after_letters && !after_part) return false;
    std::size_t next = hyphen + 1;
    if (!is_letter(at(next))) return false;
    return is_letter(at(next + 1)) ||
           (at(next + 1) == '-' && is_letter(at(next + 2)));
  }

  std::size_t chunk_end(std::size_t start) const {
    std::size_t end = start;
    if (is_space(text_[start])) {
      while (end < text_.size() && is_space(text_[end])) ++end;
      return end;
    }
    if (start > 0 && is_word_or_mark(text_[start - 1])) {
      end = dash_end(start);
      if (end > start) return end;
    }
    for (end = start + 1; end < text_.size(); ++end) {
      if (breaks_after_hyphen(end)) return end + 1;
      if (is_space(text_[end])) return end;
      if (is_word_or_mark(text_[end - 1]) && dash_end(end) > end) return end;
    }
    return text_.size();
  }

  const std::u32string& text_;
};

bool is_blank(const std::u32string& chunk) {
  return std::all_of(chunk.begin(), chunk.end(), is_space);
}

// How much of a word that is longer than a line goes on this line.
// Python: TextWrapper._handle_long_word
std::size_t part_of_long_word(const std::u32string& word, std::size_t space) {
  if (word.size() <= space) return space;
  std::size_t hyphen = space == 0 ? word.npos : word.rfind('-', space - 1);
  if (hyphen == word.npos || hyphen == 0) return space;
  bool anything = std::any_of(word.begin(), word.begin() + hyphen,
                              [](char32_t c) { return c != '-'; });
  return anything ? hyphen + 1 : space;
}

}  // namespace

std::vector<std::string> wrap_text(std::string_view text, std::size_t width,
                                   std::string_view indent) {
  std::u32string plain = plain_spaces(decode(text));
  std::vector<std::u32string> chunks = Splitter(plain).split();
  std::size_t indent_width = decode(indent).size();
  std::size_t room = width > indent_width ? width - indent_width : 0;
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < chunks.size();) {
    std::vector<std::u32string> line;
    std::size_t used = 0;
    if (!lines.empty() && is_blank(chunks[i])) ++i;
    while (i < chunks.size() && used + chunks[i].size() <= room) {
      used += chunks[i].size();
      line.push_back(chunks[i++]);
    }
    if (i < chunks.size() && chunks[i].size() > room) {
      std::size_t space = room == 0 ? 1 : room - used;
      std::size_t cut = part_of_long_word(chunks[i], space);
      line.push_back(chunks[i].substr(0, cut));
      chunks[i].erase(0, cut);
    }
    if (!line.empty() && is_blank(line.back())) line.pop_back();
    if (line.empty()) continue;
    std::string out(indent);
    for (const std::u32string& chunk : line) encode(out, chunk);
    lines.push_back(std::move(out));
  }
  return lines;
}

}  // namespace limbeck
