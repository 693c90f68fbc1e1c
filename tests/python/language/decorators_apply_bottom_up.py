import functools
def deco(tag):
    def wrap(f):
        @functools.wraps(f)
        def inner(*a, **k):
            print(tag, "before"); r = f(*a, **k); print(tag, "after"); return r
        return inner
    return wrap
@deco("a")
@deco("b")
def f(x, *, y=1): "doc"; return x + y
print(f(1, y=2), f.__name__, f.__doc__, f.__wrapped__.__name__)
@lambda c: (c, "decorated")
class C: pass
print(C[1], C[0].__name__)
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info().misses)
@functools.singledispatch
def show(x): return "obj"
@show.register
def _(x: int): return "int"
@show.register(str)
def _(x): return "str"
print(show(1), show("a"), show(1.5))
p = functools.partial(f, 5, y=7)
print(p())
print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]))
class T:
    @functools.cached_property
    def v(self): print("once"); return 3
t = T(); print(t.v, t.v)
@functools.total_ordering
class O:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(O(1) >= O(0), O(1) <= O(0))
