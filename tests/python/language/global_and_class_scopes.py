x = 1
def f():
    x = 2
    class C:
        y = x
        x = 3
        def g(self): return x
    return C.y if False else None, C.x, C().g()
try: print(f())
except NameError as e: print(type(e).__name__, e)
def f2():
    x = 2
    class C:
        y = x
        def g(self): return x
    return C.y, C().g()
print(f2())
class G:
    global gg
    gg = 5
print(gg)
def outer():
    v = 1
    class In:
        nonlocal v
        v = 2
    return v
print(outer())
def del_free():
    a = 1
    def inner(): return a
    del a
    try: inner()
    except NameError as e: print(e)
del_free()
for name in ["print", "len"]:
    exec(f"{name} = 1", {})
def shadow():
    len = lambda x: "mine"
    return len([])
print(shadow())
exec("a = 1\nb = a + 1\nprint(a, b)")
def ex():
    loc = {}
    exec("q = 5", {}, loc)
    return loc
print(ex())
exec("class Z:\n  def f(self): return 1\nprint(Z().f())", {})
exec("def r(n): return n if n < 1 else r(n - 1)\nprint(r(3))", {"__builtins__": __builtins__})
try: exec("def s(): return 1\n x = 2")
except IndentationError as e: print(e.msg)
for bad in ["return 1", "yield 1", "break", "continue", "def f():\n nonlocal x", "def f(a, a): pass", "x = ", "f(a=1, a=2)", "def f():\n x = 1\n global x", "*a = 1", "1 = x", "await x", "async def f():\n yield from x", "class C:\n  return 1", "from __future__ import nope" , "import a.b as", "def f():\n  import *", "lambda: (yield)", "[(yield 1) for x in y]", "nonlocal x"]:
    try: compile(bad, "<s>", "exec"); print("ok", bad)
    except SyntaxError as e: print(type(e).__name__, e.msg)
