#include "sql/operators.h"

namespace limbeck::sql {

namespace {

struct Row {
  std::string_view text;
  int precedence;
  Operator negation;
};

constexpr Row kRows[] = {
#define OPERATOR(name, text, precedence, negation) \
  {text, precedence, Operator::negation},
#include "sql/operators.def"
#undef OPERATOR
};

const Row& row(Operator op) { return kRows[static_cast<int>(op)]; }

}  // namespace

std::string_view operator_text(Operator op) { return row(op).text; }
int precedence(Operator op) { return row(op).precedence; }
Operator negation_of(Operator op) { return row(op).negation; }

bool is_comparison(Operator op) {
  return op >= Operator::Equal && op <= Operator::NotMatch &&
         op != Operator::RegexpReplace;
}

Operator mirrored(Operator op) {
  switch (op) {
    case Operator::Less:
      return Operator::Greater;
    case Operator::LessEqual:
      return Operator::GreaterEqual;
    case Operator::Greater:
      return Operator::Less;
    case Operator::GreaterEqual:
      return Operator::LessEqual;
    default:
      return op;
  }
}

bool is_associative(Operator op) {
  switch (op) {
    case Operator::And:
    case Operator::Or:
    case Operator::Add:
    case Operator::Multiply:
    case Operator::Concat:
      return true;
    default:
      return false;
  }
}

}  // namespace limbeck::sql
