# Trees of the module ast: made, walked, changed, shown and written as text.
import ast
print(ast.dump(ast.parse("x = 1\ndef f(a, *b, c=2) -> int:\n    'd'\n    return a+1"), indent=2))
print(ast.literal_eval("{'a': [1, -2.5, (3,)], b'x': {1}, 's': set(), 'c': 1+2j}"))
for bad in ("a", "f()", "1+1", "{**x}", "[", "-'a'", "  1", "not 1"):
    try: print(ast.literal_eval(bad))
    except Exception as e: print(type(e).__name__, str(e).split(" object at")[0])
class V(ast.NodeVisitor):
    def visit_Name(self, n): print("name", n.id, n.lineno, n.col_offset, type(n.ctx).__name__)
V().visit(ast.parse("a = b + c\nfor i in d: pass"))
class T(ast.NodeTransformer):
    def visit_Constant(self, n): return ast.copy_location(ast.Constant(n.value * 2), n)
    def visit_Pass(self, n): return None
t = T().visit(ast.parse("x = 2 + 3\nif x:\n  pass\n  y = 'a'"))
print(ast.unparse(t))
ns = {}
exec(compile(ast.fix_missing_locations(t), "<t>", "exec"), ns); print(ns["x"], ns["y"])
print([type(n).__name__ for n in ast.walk(ast.parse("f(x)[1:2].a"))])
print(ast.get_docstring(ast.parse("'''Doc\n   string'''")), ast.get_source_segment("a = (1 +\n 2)", ast.parse("a = (1 +\n 2)").body[0].value))
print(ast.dump(ast.Name("x")), ast.dump(ast.Call(ast.Name("f"), [ast.Constant(1)])))
try: ast.BinOp(1, 2, 3, 4)
except TypeError as e: print(e)
print(isinstance(ast.parse("1", mode="eval").body, ast.expr), ast.Constant._fields, ast.parse("u'x'").body[0].value.kind)
print(ast.dump(ast.parse("match x:\n  case [1, *r] | {'k': v, **w} | A(b, c=d): pass\n  case None: pass"), annotate_fields=False))
print(ast.dump(ast.parse("f'{a!r:>{w}} b'"), include_attributes=True))
try: ast.parse("x = (")
except SyntaxError as e: print(e.msg, e.lineno, e.filename)
print(ast.unparse(ast.parse("async def f[T: int](x, /, *, y=1):\n  async with a as b, c: await d\n  try: pass\n  except* E as e: raise X from e\n  finally: del q\n  return lambda: (yield)")))
print(eval(compile(ast.parse("1+2", mode="eval"), "x", "eval")))
print(hash(""), hash(b""), {"": 1}[""], hash("") == hash(b""))
