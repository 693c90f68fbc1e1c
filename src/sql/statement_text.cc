// text(): SQL as somebody wrote it, with :names for parameters.
#include "base/text.h"
#include "sql/statement_compiler.h"

namespace limbeck::sql {

namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || (c & 0x80);
}

/// Behind the word of `\:word` at `at`, or 0.
// SQLAlchemy: compiler.BIND_PARAMS_ESC
std::size_t escaped_colon(const std::string& text, std::size_t at) {
  if (text[at] != '\\' || at + 1 >= text.size() || text[at + 1] != ':')
    return 0;
  std::size_t end = at + 2;
  while (end < text.size() && is_word(text[end])) ++end;
  return end == text.size() || text[end] != ':' ? end : 0;
}

std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!escaped_colon(text, i)) out += text[i];
  }
  return out;
}

}  // namespace

// SQLAlchemy: SQLCompiler.visit_textclause
std::string StatementCompiler::visit_text(const Text& node,
                                          const Context& context) {
  std::string text = percent_safe(node.text);
  std::string out;
  std::size_t size = text.size();
  for (std::size_t i = 0; i < size; ++i) {
    char c = text[i];
    if (std::size_t end = escaped_colon(text, i)) {
      out.append(text, i + 1, end - i - 1);
      i = end - 1;
      continue;
    }
    bool free = i == 0 || (text[i - 1] != ':' && text[i - 1] != '\\' &&
                           !is_word(text[i - 1]));
    if (c != ':' || !free) {
      out += c;
      continue;
    }
    std::size_t end = i + 1;
    while (end < size && is_word(text[end])) ++end;
    // With a colon behind it, as in `:a::text`, it is none.
    if (end <= i + 1 || (end < size && text[end] == ':')) {
      out += c;
      continue;
    }
    std::string name = text.substr(i + 1, end - i - 1);
    const BindParameter* given = nullptr;
    for (const auto& bind : node.binds) {
      if (bind->key == name) given = bind.get();
    }
    if (given && given->expanding && options_.leave_lists &&
        !context.literal_binds) {
      cat_to(out, "(__[POSTCOMPILE_", name, "])");
    } else if (given && given->expanding && context.literal_binds &&
               (!given->value || given->value->is_null())) {
      out += "(NULL)";
    } else if (given && given->expanding && given->value) {
      out += '(';
      const auto* items = given->value->get<schema::Array>();
      if (items && items->items.empty()) out += empty_set();
      for (std::size_t k = 0; items && k < items->items.size(); ++k) {
        if (k) out += ", ";
        out += context.literal_binds
                   ? literal(items->items[k], given->type)
                   : bind_marker(cat(name, "_", k + 1), given->type,
                                 items->items[k], false);
      }
      out += ')';
    } else if (given) {
      // An escaped colon in a literal loses its backslash as one in the text.
      out += unescaped(visit_bind(*given, context));
    } else {
      out += context.literal_binds ? "NULL"
                                   : bind_marker(name, {}, std::nullopt, false);
    }
    i = end - 1;
  }
  if (depth_ == 0) {
    for (const auto& [name, type] : node.columns) note_result(name, type);
  }
  return out;
}

}  // namespace limbeck::sql
