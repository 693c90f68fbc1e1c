def f(a, b=2, /, c=3, *, d, e=5): return (a, b, c, d, e)
def show(call):
    try: print(call())
    except TypeError as e: print(e)
show(lambda: f(1, d=4))
show(lambda: f(1, 2, 3, d=4, e=6))
show(lambda: f())
show(lambda: f(1))
show(lambda: f(1, 2, 3, 4, d=1))
show(lambda: f(a=1, d=2))
show(lambda: f(1, d=4, dd=5))
show(lambda: f(1, d=4, zzz=5))
show(lambda: f(1, 2, 3, c=3, d=1))
def g(a, b, c): pass
show(lambda: g())
show(lambda: g(1))
show(lambda: g(1, 2))
show(lambda: g(1, 2, 3, 4))
def h(): pass
show(lambda: h(1))
def k(*, a, b): pass
show(lambda: k())
show(lambda: k(a=1))
show(lambda: k(1, a=1, b=2))
def m(*args, **kw): return args, kw
show(lambda: m(*[1, 2], *(3,), x=1, **{"y": 2}))
show(lambda: m(**{"x": 1}, **{"x": 2}))
show(lambda: m(*5))
show(lambda: m(**5))
show(lambda: m(**{1: 2}))
class C:
    def meth(self, a): return a
show(lambda: C().meth())
show(lambda: C.meth())
show(lambda: C(1))
show(lambda: 5())
show(lambda: None.x())if 0 else None
