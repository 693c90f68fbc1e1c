# assorted torture
def f():
    for i in range(3):
        with open(__file__) as fh:
            for line in fh:
                if "torture" in line:
                    yield i, line.strip()
                    break
print(list(f()))
class Desc:
    def __get__(self, i, o): return ("get", i is None)
    def __set__(self, i, v): print("set", v)
    def __delete__(self, i): print("del")
class D:
    d = Desc()
x = D(); x.d = 5; print(x.d, D.d); del x.d
class Lazy:
    def __getattribute__(self, n):
        if n.startswith("z"): return n * 2
        return object.__getattribute__(self, n)
print(Lazy().zz)
class SA:
    def __setattr__(self, n, v): object.__setattr__(self, n, v + 1)
    def __delattr__(self, n): print("delattr", n)
s = SA(); s.a = 1; print(s.a); del s.a
def kw(*, a=1, **k): return a, k
print(kw(**{"a": 2, "b": 3}))
def dflt(x, acc=[]): acc.append(x); return acc
print(dflt(1), dflt(2), dflt.__defaults__)
print((lambda *a, k=2, **kw: (a, k, kw))(1, 2, k=3, z=4))
print([*map(lambda p: p[0] + p[1], [(1, 2), (3, 4)])])
a = [1, 2, 3, 4, 5]
print(a[::2], a[::-1], a[1:-1], a[-2:], a[:100], a[5:])
a[::2] = [0, 0, 0]; print(a); del a[1:3]; print(a)
print("abc"[::-1], (1, 2, 3)[1:], range(10)[2:8:2])
d = dict(a=1, **{"b": 2}); d |= {"c": 3}; print(d, d | {"a": 9}, d.keys() & {"a"}, list(d.items())[-1])
print({1, 2} | {3}, {1, 2} & {2}, {1} ^ {2}, {1, 2} - {1}, {1} <= {1, 2})
print(1_000_000, 0xff, 0b11, 0o17, 1e3, 1j * 1j, 10 ** 30, -7 // 2, -7 % 3, 7.5 // 2, 2 ** -1, ~5, 5 & 3, 1 << 70)
print("a" "b", r"\n", b"\x00a", "\u00e9", '''multi
line''')
print(None is None, 1 is not None, [] == [], not [], 3 in [1, 2, 3], "x" not in "abc")
print(type(f()).__name__, callable(f), f.__name__, f.__qualname__, f.__module__)
import contextlib, io
from collections import OrderedDict, defaultdict, namedtuple, Counter, deque, ChainMap
P = namedtuple("P", "x y", defaults=[5]); print(P(1), P(1)._replace(y=2), P(1)._asdict())
dd = defaultdict(list); dd["a"].append(1); print(dd, Counter("aab").most_common(1), deque([1, 2], maxlen=2))
from dataclasses import dataclass, field, asdict, replace
@dataclass(order=True, frozen=True)
class DC:
    a: int
    b: list = field(default_factory=list, compare=False)
    c: str = "z"
print(DC(1), DC(1) < DC(2), asdict(DC(1, [2])), replace(DC(1), a=5), hash(DC(1)) == hash(DC(1)))
try: DC(1).a = 2
except Exception as e: print(type(e).__name__, e)
from enum import Enum, IntEnum, auto, Flag
class Co(Enum):
    RED = auto(); GREEN = auto()
print(Co.RED, Co["GREEN"], Co(1), list(Co), Co.RED.name, repr(Co.RED))
from abc import ABC, abstractmethod
class AB(ABC):
    @abstractmethod
    def m(self): ...
try: AB()
except TypeError as e: print(e)
from typing import Generic, TypeVar, NamedTuple, Protocol, TypedDict
T = TypeVar("T")
class G(Generic[T]):
    def __init__(self, v: T): self.v = v
print(G[int](5).v)
class NT(NamedTuple):
    a: int
    b: str = "q"
print(NT(1), NT(1)._fields)
class Stack[T]:
    def push(self, x: T) -> T: return x
def first[T](l: list[T]) -> T: return l[0]
type Alias[T] = list[T]
print(Stack[int], first([1]), Alias, Stack.__type_params__, first.__type_params__)
def gen_ret():
    r = yield from (i for i in range(2))
    return r
print(list(gen_ret()))
async def coro(): return 1
import asyncio
print(asyncio.run(coro()))
print(__name__, __file__.endswith(".py"))
global_var = 1
def nested():
    global global_var
    global_var += 1
    def inner():
        nonlocal_var = 1
        class K:
            attr = nonlocal_var
            def m(self): return nonlocal_var + global_var
        return K().m(), K.attr
    return inner()
print(nested())
print(sorted({"b": 1, "a": 2}.items(), key=lambda kv: kv[1]), max({"a": 1, "b": 2}, key={"a": 1, "b": 2}.get))
print("%-10s|%05.1f|%+d|%(a)s" % {"a": 1} if 0 else "%-10s|%05.1f|%+d" % ("ab", 3.14159, 5))
print(str(b"abc", "utf8"), "é".encode(), b"\xc3\xa9".decode(), "abc".encode("ascii").hex())
print(" a b ".split(), "a,b,,c".split(","), "abc".partition("b"), "x".join("abc"), "aXbX".rsplit("X", 1), "Hello".swapcase().title(), "abc".center(9, "*"), "42".zfill(5))
class It:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i
print(list(It()), 2 in It())
class Ctx:
    def __enter__(self): return self
    def __exit__(self, *a): return a[0] is ValueError
with Ctx(): raise ValueError
print("after")
def many(a, b=1, *c, d, e=2, **f): pass
import inspect
print(inspect.signature(many))
import copy
l = [[1], {"a": [2]}]; m = copy.deepcopy(l); m[0].append(5); print(l, m)
print(eval("[x for x in range(3)]"), eval("lambda: 5")())
while True:
    try:
        raise KeyError("k")
    except KeyError as e:
        print("loop", e)
        break
    finally:
        print("fin")
for x in range(2):
    try: continue
    finally: print("cont", x)
print(f"{'a':>{3}}{1:0{2}d}{3.0:.{1}f}")
del x
try: x
except NameError as e: print(e)
print(*(i for i in range(3)), sep=",")
print(dict(zip("ab", range(2))), list(zip(*[(1, 2), (3, 4)])), [*enumerate("ab", start=1)])
assert isinstance(Co.RED, Co) and not isinstance(1, Co)
if (n := len("abc")) > 2: print(n)
print([y for x in range(3) if (y := x * 2)])
def star(a, *, b): return a, b
print(star(*[1], **{"b": 2}), star(1, b=3))
print(bool(0.0), bool("0"), int(True), True + True, [True, False].count(1))
lst = [3, 1, 2]; lst.sort(reverse=True); print(lst, lst.index(1), lst.pop(), lst.insert(0, 9), lst)
try:
    try: raise ValueError("a")
    finally: print("cleanup")
except ValueError as e: print("got", e)
print(vars(type("Z", (), {"q": 1}))["q"], type(name := "z"))
