# ast.literal_eval.
import ast
def t(s):
    try: print(s, "->", repr(ast.literal_eval(s)))
    except (ValueError, SyntaxError) as e: print(s, "!!", type(e).__name__, str(e).split(" object at")[0].rstrip(">"))
for s in ("1", "-1", "+1.5", "1+2j", "-1-2j", "'a' 'b'", "b'x'", "(1, [2, {3: 'x'}], {4}, None, True)", "()", "{}", "set()", "...", "  7", "0x1F", "10**2", "1+2", "x", "f()", "[a]", "{**{}}", "'%s' % 1", "~1",
          "not True", "1 if 1 else 2", "1 2", "(1", "[x for x in y]", "f'a'", "--1", "lambda: 1", "a.b", "{'a': 1, 'b': [1, 2.5, -3]}", "99999999999999999999999"):
    t(s)
try: ast.literal_eval(3)
except ValueError as e: print(type(e).__name__, e)
