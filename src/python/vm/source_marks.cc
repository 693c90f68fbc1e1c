// The source lines below a frame of a traceback, with carets under the part
// that failed. CPython: the same of Lib/traceback.py of 3.13.
#include <utf8proc.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "python/objects/unicode.h"
#include "python/syntax/parser.h"
#include "python/vm/traceback.h"

namespace limbeck::py {
namespace {

struct Place {
  int line = 0, column = 0;  // counted from 0; columns in bytes
  auto operator<=>(const Place&) const = default;
};

/// The part of a failing expression that stands for its operation: an
/// operator, the brackets of a call or subscript.
struct Anchors {
  Place left, right;
};

using Lines = std::vector<std::string>;

/// From `at` over what may stand between an operand and its operator.
Place skip_to_operator(const Lines& lines, Place at) {
  while (at.line < static_cast<int>(lines.size())) {
    const std::string& line = lines[static_cast<std::size_t>(at.line)];
    const auto column = static_cast<std::size_t>(at.column);
    if (column >= line.size() || line[column] == '\\' || line[column] == '#')
      at = {at.line + 1, 0};
    else if (std::string_view(" \t\f)").find(line[column]) != std::string::npos)
      ++at.column;
    else
      return at;
  }
  return {0, 0};
}

Place skip_to(const Lines& lines, Place at, char wanted) {
  while (at.line < static_cast<int>(lines.size())) {
    const std::string& line = lines[static_cast<std::size_t>(at.line)];
    const auto found = line.find(wanted, static_cast<std::size_t>(at.column));
    if (found != std::string::npos) return {at.line, static_cast<int>(found)};
    at = {at.line + 1, 0};
  }
  return {0, 0};
}

/// `segment` is the expression alone, line by line.
std::optional<Anchors> find_anchors(const Lines& segment) {
  const std::string wrapped = cat("(\n", join(segment, "\n"), "\n)");
  try {
    Tree tree = parse(wrapped, "<segment>", ast::Mode::Eval);
    const ast::Expr* node = tree.module->expression;
    if (!node || node->line != 2) return std::nullopt;
    const auto end_of = [](const ast::Expr* part) {
      return Place{part->end_line - 2, part->end_col};
    };
    if (auto* op = ast::if_is<ast::BinOp>(node)) {
      const Place left = skip_to_operator(segment, end_of(op->left));
      const std::string& line = segment[static_cast<std::size_t>(left.line)];
      Place right = {left.line, left.column + 1};
      const auto next = static_cast<std::size_t>(right.column);
      const Place operand = {op->right->line - 2, op->right->col};
      if (next < line.size() && right < operand && line[next] != ' ' &&
          line[next] != '\\' && line[next] != '#' && line[next] != '(')
        ++right.column;
      return Anchors{left, right};
    }
    if (auto* item = ast::if_is<ast::Subscript>(node))
      return Anchors{skip_to(segment, end_of(item->value), '['), end_of(node)};
    if (auto* call = ast::if_is<ast::Call>(node))
      return Anchors{skip_to(segment, end_of(call->func), '('), end_of(node)};
  } catch (SyntaxFailure&) {
    return std::nullopt;
  }
  return std::nullopt;
}

/// Whether [start, end) is a plain call that is the whole value of an
/// assignment or return: it needs no marks.
bool plain_statement(const Lines& lines, int start, int end) {
  try {
    Tree tree = parse(join(lines, "\n"), "<line>");
    if (tree.module->body.empty()) return false;
    const ast::Stmt* statement = tree.module->body[0];
    const ast::Expr* value = nullptr;
    if (auto* returned = ast::if_is<ast::Return>(statement)) {
      auto* call = ast::if_is<ast::Call>(returned->value);
      if (call && call->func->kind == ast::NodeKind::Name) value = call;
    } else if (auto* assigned = ast::if_is<ast::Assign>(statement)) {
      value = ast::if_is<ast::Call>(assigned->value);
    }
    return value && value->line == 1 &&
           value->end_line == static_cast<int>(lines.size()) &&
           value->col == start && value->end_col == end;
  } catch (SyntaxFailure&) {
    return false;
  }
}

/// Columns on a screen: wide characters take two.
int width_of(std::string_view text) {
  int width = 0;
  for (char32_t point : unicode::decode(text))
    width +=
        ::utf8proc_charwidth(static_cast<utf8proc_int32_t>(point)) == 2 ? 2 : 1;
  return width;
}

/// One traceback entry's lines while they are written.
class Marker {
 public:
  Marker(const Lines& lines, int start, int end)
      : lines_(lines), start_(start), end_(end) {}

  std::string write() {
    const int last = static_cast<int>(lines_.size()) - 1;
    std::set<int> shown{0, last};
    find();
    if (marked_ && anchors_)
      for (int around = -1; around <= 1; ++around) {
        shown.insert(anchors_->left.line + around);
        shown.insert(anchors_->right.line + around);
      }
    shown.erase(-1);
    shown.erase(last + 1);
    int before = -1;
    for (int line : shown) {
      const int between = line - before - 1;
      if (before >= 0 && between == 1) write_line(line - 1);
      if (before >= 0 && between > 1)
        cat_to(out_, "    ...<", between, " lines>...\n");
      write_line(line);
      before = line;
    }
    return std::move(out_);
  }

 private:
  void find() {
    Lines segment = lines_;
    segment.back().resize(
        std::min(segment.back().size(), static_cast<std::size_t>(end_)));
    segment[0].erase(0, static_cast<std::size_t>(start_));
    anchors_ = find_anchors(segment);
    if (anchors_) {
      if (anchors_->left.line == 0) anchors_->left.column += start_;
      if (anchors_->right.line == 0) anchors_->right.column += start_;
    }
    if (plain_statement(lines_, start_, end_)) return;
    const std::string_view first = lines_.front(), last = lines_.back();
    marked_ =
        anchors_ ||
        !strip(first.substr(0, static_cast<std::size_t>(start_))).empty() ||
        !strip(
             last.substr(std::min(last.size(), static_cast<std::size_t>(end_))))
             .empty();
  }

  void write_line(int number) {
    const std::string& line = lines_[static_cast<std::size_t>(number)];
    cat_to(out_, "    ", line, "\n");
    if (!marked_) return;
    const bool is_last = number + 1 == static_cast<int>(lines_.size());
    const auto indent = static_cast<int>(
        std::min(line.find_first_not_of(" \t\f"), line.size()));
    const int end = is_last ? std::min<int>(end_, static_cast<int>(line.size()))
                            : static_cast<int>(line.size());
    std::string marks;
    for (int at = 0; at < end;) {
      int next = at + 1;
      while (next < end &&
             (line[static_cast<std::size_t>(next)] & 0xc0) == 0x80)
        ++next;
      const bool outside = at < indent || (number == 0 && at < start_);
      marks.append(
          static_cast<std::size_t>(width_of(std::string_view(line).substr(
              static_cast<std::size_t>(at),
              static_cast<std::size_t>(next - at)))),
          outside ? ' ' : mark_at({number, at}));
      at = next;
    }
    cat_to(out_, "    ", marks, "\n");
  }

  char mark_at(Place at) const {
    if (!anchors_) return '^';
    return at >= anchors_->left && at < anchors_->right ? '^' : '~';
  }

  const Lines& lines_;
  const int start_, end_;
  std::optional<Anchors> anchors_;
  bool marked_ = false;
  std::string out_;
};

}  // namespace

std::string show_source(std::string_view file, const CodeRange& range) {
  const std::string first = source_line(file, range.line);
  const std::size_t indent = first.find_first_not_of(" \t\f");
  if (indent == std::string::npos) return {};
  if (range.column < static_cast<int>(indent) || range.end_line < range.line)
    return cat("    ", strip(first), "\n");
  std::size_t common = indent;
  Lines lines;
  for (int line = range.line; line <= range.end_line; ++line) {
    std::string text = source_line(file, line);
    text.resize(text.find_last_not_of(" \t\f\r") + 1);
    const std::size_t own = text.find_first_not_of(" \t\f");
    if (own != std::string::npos) common = std::min(common, own);
    lines.push_back(std::move(text));
  }
  for (std::string& line : lines) line.erase(0, common);
  const int start = range.column - static_cast<int>(common);
  const int end = std::min(range.end_column - static_cast<int>(common),
                           static_cast<int>(lines.back().size()));
  if (lines.size() == 1 && end <= start) return cat("    ", lines[0], "\n");
  return Marker(lines, start, std::max(end, 0)).write();
}

}  // namespace limbeck::py
