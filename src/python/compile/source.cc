#include "python/compile/source.h"

#include "python/compile/doubts.h"
#include "python/objects/exception.h"

namespace limbeck::py {

Ref<Code> new_code(CompileUnit& unit, Scope* scope, Str* qualname);

Ref<Code> compile_source(std::string_view source, std::string_view file_name,
                         ast::Mode mode, bool future_annotations,
                         Bodies bodies) {
  try {
    auto unit = std::make_shared<CompileUnit>(
        parse(source, std::string(file_name), mode, bodies));
    unit->future_annotations |= future_annotations;
    unit->analyse();
    if (!unit->tree().notes.empty()) warn_of_notes(unit->tree());
    return new_code(*unit, unit->root(), unit->root()->name);
  } catch (SyntaxFailure& failure) {
    raise_syntax_error(failure);
  }
}

namespace {

bool only_binds(const ast::Stmt& statement) {
  using ast::NodeKind;
  switch (statement.kind) {
    case NodeKind::FunctionDef:
    case NodeKind::ClassDef:
    case NodeKind::Import:
    case NodeKind::ImportFrom:
    case NodeKind::AnnAssign:
      return true;
    case NodeKind::Assign:
      for (const ast::Expr* target : ast::as<ast::Assign>(statement).targets)
        if (target->kind != NodeKind::Name && target->kind != NodeKind::Tuple)
          return false;
      return true;
    default:
      return false;
  }
}

Ref<Code> compile_some(std::string_view source, std::string_view file_name,
                       std::size_t from, std::size_t count,
                       std::shared_ptr<CompileUnit>* made = nullptr) {
  auto unit = std::make_shared<CompileUnit>(
      parse(source, std::string(file_name), ast::Mode::Exec, Bodies::Skip));
  auto& body = unit->tree().module->body;
  body = body.subspan(from, count);
  unit->analyse();
  if (made) *made = unit;
  return new_code(*unit, unit->root(), unit->root()->name);
}

}  // namespace

Remainder compile_behind(std::string_view source, std::string_view file_name,
                         int line) {
  Remainder result;
  const Tree tree =
      parse(source, std::string(file_name), ast::Mode::Exec, Bodies::Skip);
  const auto& body = tree.module->body;
  std::size_t at = 0;
  while (at < body.size() && body[at]->end_line < line) ++at;
  if (at == body.size()) return result;
  const ast::Stmt& statement = *body[at];
  result.first_line = statement.line;
  result.last_line = statement.end_line;
  result.only_binds = only_binds(statement);
  std::shared_ptr<CompileUnit> alone;
  compile_some(source, file_name, at, 1, &alone);
  for (const Symbol& symbol : alone->root()->symbols) {
    if (symbol.bound) result.bound.push_back(symbol.name);
    if (symbol.used) result.read.push_back(symbol.name);
  }
  if (at + 1 < body.size())
    result.code = compile_some(source, file_name, at + 1, body.size() - at - 1);
  return result;
}

void raise_syntax_error(const SyntaxFailure& failure) {
  if (failure.type == "MemoryError") raise("MemoryError", failure.message);
  Value text = failure.text.empty() ? Value::none() : make_str(failure.text);
  Value error = call(
      Value(exception_type(failure.type)),
      {make_str(failure.message),
       make_tuple({make_str(failure.file_name), make_int(failure.line),
                   make_int(failure.offset), text, make_int(failure.end_line),
                   make_int(failure.end_offset)})});
  throw Raised(error);
}

}  // namespace limbeck::py
