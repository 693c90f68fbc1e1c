// What only newer Pythons parse, limits, and bodies that are parsed later. The
// rest of the grammar is compared with CPython by tests/python/ast_compare.py.
#include "python/syntax/parser.h"

#include <gtest/gtest.h>

#include <string>

#include "base/embedded.h"
#include "base/text.h"
#include "python/syntax/dump.h"

namespace limbeck {
extern const EmbeddedModule kPythonModules[];  // generated
}

namespace limbeck::py {
namespace {

std::string shown(std::string_view source) {
  try {
    return dump(*parse(source, "test.py").module);
  } catch (const SyntaxFailure& failure) {
    return failure.type + ": " + failure.message;
  }
}

// The dump without ranges.
std::string shape(std::string_view source) {
  std::string text = shown(source), out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t at = text.find("lineno=", i);
    if (at == text.npos) return out + text.substr(i);
    std::size_t cut = at;
    if (cut >= 2 && text.substr(cut - 2, 2) == ", ") cut -= 2;
    out += text.substr(i, cut - i);
    i = text.find(')', at);
  }
  return out;
}

std::string error(std::string_view source) {
  try {
    parse(source, "test.py");
  } catch (const SyntaxFailure& failure) {
    return failure.type + ": " + failure.message;
  }
  return "no error";
}

TEST(Parser, ExceptTakesSeveralTypesWithoutBrackets) {
  EXPECT_EQ(shape("try: pass\nexcept A, B: pass\n"),
            "Module(body=[Try(body=[Pass()], handlers=[ExceptHandler(type="
            "Tuple(elts=[Name(id='A', ctx=Load()), Name(id='B', ctx=Load())], "
            "ctx=Load()), body=[Pass()])])])");
  EXPECT_EQ(error("try: pass\nexcept A, B as e: pass\n"),
            "SyntaxError: multiple exception types must be parenthesized when "
            "using 'as'");
  EXPECT_EQ(error("try: pass\nexcept (A, B) as e: pass\n"), "no error");
  EXPECT_EQ(error("try: pass\nexcept* A, B: pass\n"), "no error");
}

TEST(Parser, TemplateStrings) {
  EXPECT_EQ(shape("t'a{x!r:>{w}}b'"),
            "Module(body=[Expr(value=TemplateStr(values=[Constant(value='a'), "
            "Interpolation(value=Name(id='x', ctx=Load()), str='x', "
            "conversion=114, format_spec=JoinedStr(values=[Constant(value='>'),"
            " FormattedValue(value=Name(id='w', ctx=Load()), conversion=-1)])),"
            " Constant(value='b')]))])");
  EXPECT_EQ(shape("rt'{ a+b }' t''"),
            "Module(body=[Expr(value=TemplateStr(values=[Interpolation(value="
            "BinOp(left=Name(id='a', ctx=Load()), op=Add(), right=Name(id='b', "
            "ctx=Load())), str=' a+b', conversion=-1)]))])");
  EXPECT_EQ(error("t'a' 'b'"),
            "SyntaxError: cannot mix t-string literals with string or bytes "
            "literals");
  EXPECT_EQ(error("t'{'"), "SyntaxError: t-string: expecting '}'");
}

TEST(Parser, NestingEndsInAnErrorNotInACrash) {
  auto times = [](const char* text, int count) {
    std::string out;
    while (count--) out += text;
    return out;
  };
  EXPECT_EQ(error(times("(", 100000)),
            "SyntaxError: too many nested parentheses");
  const std::string overflow =
      "MemoryError: Parser stack overflowed - Memory Error";
  EXPECT_EQ(error(times("-", 100000) + "1"), overflow);
  EXPECT_EQ(error(times("not ", 100000) + "1"), overflow);
  EXPECT_EQ(error(times("lambda: ", 100000) + "1"), overflow);
  EXPECT_EQ(error(times("x if x else ", 100000) + "1"), overflow);
  EXPECT_EQ(error(times("1**", 100000) + "1"), overflow);
  EXPECT_EQ(error("x" + times(".x", 100000)), overflow);
  EXPECT_EQ(error("x" + times("()", 100000)), overflow);
  EXPECT_EQ(error("1" + times("+1", 100000)), overflow);
  EXPECT_EQ(error("if x: pass\n" + times("elif x: pass\n", 100000)), overflow);
  EXPECT_EQ(error(times("(", 150) + "1" + times(")", 150)), "no error");
  EXPECT_EQ(error("1" + times("+1", 2000)), "no error");
  std::string blocks;
  for (int i = 0; i < 120; ++i)
    blocks += std::string(static_cast<std::size_t>(i), ' ') + "if x:\n";
  EXPECT_EQ(error(blocks), "IndentationError: too many levels of indentation");
}

TEST(Parser, MistakesInNestedBracketsTakeLinearTime) {
  std::string source;
  for (int i = 0; i < 90; ++i) source += "f(a, [";
  source += "1 = 2 3";
  for (int i = 0; i < 90; ++i) source += "])";
  EXPECT_NE(error(source), "no error");
  EXPECT_EQ(error(std::string(190, '[') + "async x 1(("),
            "SyntaxError: invalid syntax");
  EXPECT_EQ(error("b(a+" + std::string(100, '[') + "/[x for x bof y]\n"),
            "SyntaxError: invalid syntax");
}

constexpr const char* kModule =
    "x = 1\n"
    "\n"
    "class A:\n"
    "    def f(self):\n"
    "        # comment\n"
    "        return [\n"
    "1]\n"
    "    def g(self): return 2\n"
    "\n"
    "async def h(a, *b):\n"
    "\n"
    "\tif a:\n"
    "\t\tyield b\n"
    "\n"
    "# the end\n";

TEST(Parser, SkippedBodiesGiveTheSameTree) {
  Tree whole = parse(kModule, "test.py");
  for (const Bodies bodies : {Bodies::Skip, Bodies::Check}) {
    Tree later = parse(kModule, "test.py", ast::Mode::Exec, bodies);
    auto* cls = ast::if_is<ast::ClassDef>(later.module->body[1]);
    auto& method = ast::as<ast::FunctionDef>(*cls->body[0]);
    auto& function = ast::as<ast::FunctionDef>(*later.module->body[2]);
    ASSERT_TRUE(method.skipped);
    ASSERT_TRUE(function.skipped);
    EXPECT_TRUE(method.body.empty());
    parse_body(later, method);
    parse_body(later, function);
    EXPECT_EQ(dump(*later.module), dump(*whole.module));
    EXPECT_FALSE(function.skipped);
  }
}

TEST(Parser, ErrorsInCheckedBodiesComeAtOnce) {
  const std::string text =
      "class A:\n    def f(self):\n        g(1)\n        a b\n";
  for (const Bodies bodies : {Bodies::Parse, Bodies::Check}) {
    try {
      parse(text, "test.py", ast::Mode::Exec, bodies);
      FAIL();
    } catch (const SyntaxFailure& failure) {
      EXPECT_EQ(failure.message, "invalid syntax");
      EXPECT_EQ(failure.line, 4);
      EXPECT_EQ(failure.offset, 11);
      EXPECT_EQ(failure.text, "        a b\n");
    }
  }
}

/// What was passed over in a module, each body by its place.
void list_skipped(ast::Seq<ast::Stmt> statements, std::string& out) {
  for (const ast::Stmt* statement : statements) {
    if (const auto* cls = ast::if_is<ast::ClassDef>(statement))
      list_skipped(cls->body, out);
    if (const auto* choice = ast::if_is<ast::If>(statement)) {
      list_skipped(choice->body, out);
      list_skipped(choice->orelse, out);
    }
    if (statement->kind != ast::NodeKind::FunctionDef &&
        statement->kind != ast::NodeKind::AsyncFunctionDef)
      continue;
    const auto& function = ast::as<ast::FunctionDef>(*statement);
    cat_to(out, function.name, " ", function.line);
    if (const ast::SkippedBody* body = function.skipped)
      cat_to(out, ": ", body->offset, "-", body->end, " ", body->line, ":",
             body->col);
    out += '\n';
  }
}

TEST(Parser, LeapsOverTheBodiesOfItsOwnModulesAsItSkipsThem) {
  int modules = 0;
  for (const EmbeddedModule* module = kPythonModules; module->name; ++module) {
    SCOPED_TRACE(module->name);
    Tree skipped =
        parse(module->source, module->name, ast::Mode::Exec, Bodies::Skip);
    Tree leapt =
        parse(module->source, module->name, ast::Mode::Exec, Bodies::Leap);
    Tree checked =
        parse(module->source, module->name, ast::Mode::Exec, Bodies::Check);
    std::string expected, actual, after_check;
    list_skipped(skipped.module->body, expected);
    list_skipped(leapt.module->body, actual);
    list_skipped(checked.module->body, after_check);
    ASSERT_EQ(actual, expected);
    ASSERT_EQ(after_check, expected);
    ++modules;
  }
  EXPECT_GT(modules, 50);
}

TEST(Parser, ErrorsInSkippedBodiesComeWhenTheyAreParsed) {
  Tree tree =
      parse("def f():\n    a b\n", "test.py", ast::Mode::Exec, Bodies::Skip);
  auto& function = ast::as<ast::FunctionDef>(*tree.module->body[0]);
  for (int i = 0; i < 2; ++i) {
    try {
      parse_body(tree, function);
      FAIL();
    } catch (const SyntaxFailure& failure) {
      EXPECT_EQ(failure.message, "invalid syntax");
      EXPECT_EQ(failure.line, 2);
      EXPECT_EQ(failure.offset, 7);
      EXPECT_EQ(failure.text, "    a b\n");
    }
  }
  // What cannot be cut into tokens shows at once.
  EXPECT_THROW(
      parse("def f():\n    'a\n", "test.py", ast::Mode::Exec, Bodies::Skip),
      SyntaxFailure);
  EXPECT_THROW(
      parse("def f():\n    a\n  b\n", "test.py", ast::Mode::Exec, Bodies::Skip),
      SyntaxFailure);
}

TEST(Parser, EncodingsLineEndsAndIdentifiers) {
  EXPECT_EQ(shown("\xEF\xBB\xBFx"), shown("x"));
  EXPECT_EQ(shown("a\r\nb\rc"), shown("a\nb\nc\n"));
  EXPECT_EQ(shape("# coding: latin-1\n'\xE9'"), shape("'\xC3\xA9'"));
  EXPECT_EQ(shape("# coding: koi8-r\n'\xC1'"), shape("'\xD0\xB0'"));
  EXPECT_EQ(shape("\xEF\xAC\x81 = 1"), shape("fi = 1"));  // NFKC
  EXPECT_EQ(error("'\xE9'"),
            "SyntaxError: (unicode error) 'utf-8' codec can't decode byte 0xe9 "
            "in position 1: invalid continuation byte");
  EXPECT_EQ(error("# coding: nonsense\n"),
            "SyntaxError: encoding problem: nonsense");
}

TEST(Parser, CharacterNames) {
  EXPECT_EQ(
      shape(R"('\N{EM DASH}\N{latin small letter e with acute}')"),
      "Module(body=[Expr(value=Constant(value='\xE2\x80\x94\xC3\xA9'))])");
  EXPECT_EQ(
      shape(R"(f'{x}\N{HANGUL SYLLABLE GAG}\N{CJK UNIFIED IDEOGRAPH-4E00}')"),
      "Module(body=[Expr(value=JoinedStr(values=[FormattedValue(value="
      "Name(id='x', ctx=Load()), conversion=-1), "
      "Constant(value='\xEA\xB0\x81\xE4\xB8\x80')]))])");
  EXPECT_EQ(shape(R"('\N{NUL}\N{LF}')"),
            R"(Module(body=[Expr(value=Constant(value='\x00\n'))]))");
}

TEST(Parser, ModesEvalAndSingle) {
  auto mode = [](std::string_view source, ast::Mode mode) {
    try {
      return dump(*parse(source, "test.py", mode).module).substr(0, 12);
    } catch (const SyntaxFailure& failure) {
      return failure.message;
    }
  };
  EXPECT_EQ(mode("1, 2\n\n", ast::Mode::Eval), "Expression(b");
  EXPECT_EQ(mode("x = 1", ast::Mode::Eval), "invalid syntax");
  EXPECT_EQ(mode("x = 1", ast::Mode::Single), "Interactive(");
  EXPECT_EQ(mode("if x:\n  y\n\n", ast::Mode::Single), "Interactive(");
}

}  // namespace
}  // namespace limbeck::py
