// The memory of the second pass: without it looking for mistakes would take
// exponential time in nested brackets.
#pragma once
#include "python/syntax/parser_state.h"

namespace limbeck::py {

template <class F>
ast::Expr* Parser::remembered(Rule rule, F parse) {
  std::size_t key = pos_ << 4 | static_cast<std::size_t>(rule) << 1 |
                    static_cast<std::size_t>(diagnose_);
  auto found = memo_.find(key);
  if (found != memo_.end()) {
    if (!found->second.node) throw Mismatch{};
    pos_ = found->second.end;
    return found->second.node;
  }
  try {
    ast::Expr* node = parse();
    memo_[key] = {node, pos_};
    return node;
  } catch (const Mismatch&) {
    memo_[key] = {nullptr, 0};
    throw;
  }
}

}  // namespace limbeck::py
