#include "dialects/default_text.h"

#include "base/text.h"

namespace limbeck::dialects {

bool starts_quoted(std::string_view text) {
  text = strip(text);
  return !text.empty() && (text[0] == '\'' || text[0] == '"' || text[0] == '(');
}

bool is_one_word(std::string_view text) {
  for (char c : text) {
    bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                (c >= '0' && c <= '9') || c == '_' || (c & 0x80);
    if (!word) return false;
    if (c == '\n') return true;
  }
  return true;
}

}  // namespace limbeck::dialects
