#define PCRE2_CODE_UNIT_WIDTH 8
#include "dialects/pattern.h"

#include <pcre2.h>

#include "base/error.h"

namespace limbeck::dialects {
namespace {

// A statement that makes the search wander is taken as not matching.
constexpr std::uint32_t kMatchLimit = 1000000;

pcre2_code* code_of(void* code) { return static_cast<pcre2_code*>(code); }

}  // namespace

Pattern::Pattern(std::string_view expression) {
  int error = 0;
  PCRE2_SIZE where = 0;
  code_ =
      pcre2_compile(reinterpret_cast<PCRE2_SPTR>(expression.data()),
                    expression.size(), PCRE2_CASELESS, &error, &where, nullptr);
  LIMBECK_CHECK(code_ != nullptr, "a built-in pattern compiles");
}

Pattern::~Pattern() { pcre2_code_free(code_of(code_)); }

std::optional<Match> Pattern::search(std::string_view text,
                                     std::size_t start) const {
  if (start > text.size()) return std::nullopt;
  pcre2_match_data* data =
      pcre2_match_data_create_from_pattern(code_of(code_), nullptr);
  pcre2_match_context* context = pcre2_match_context_create(nullptr);
  pcre2_set_match_limit(context, kMatchLimit);
  int count =
      pcre2_match(code_of(code_), reinterpret_cast<PCRE2_SPTR>(text.data()),
                  text.size(), start, 0, data, context);
  std::optional<Match> match;
  if (count > 0) {
    match.emplace();
    const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(data);
    std::uint32_t groups = pcre2_get_ovector_count(data);
    for (std::uint32_t i = 0; i < groups; ++i) {
      if (ends[2 * i] == PCRE2_UNSET)
        match->groups.emplace_back();
      else
        match->groups.emplace_back(
            text.substr(ends[2 * i], ends[2 * i + 1] - ends[2 * i]));
    }
    match->begin = ends[0];
    match->end = ends[1];
  }
  pcre2_match_context_free(context);
  pcre2_match_data_free(data);
  return match;
}

std::vector<Match> Pattern::all(std::string_view text) const {
  std::vector<Match> matches;
  std::size_t at = 0;
  while (auto match = search(text, at)) {
    at = match->end > match->begin ? match->end : match->end + 1;
    matches.push_back(std::move(*match));
  }
  return matches;
}

}  // namespace limbeck::dialects
