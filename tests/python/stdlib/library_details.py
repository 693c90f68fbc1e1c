# Details that CPython's own tests ask for: enum, dataclasses, functools, UserDict.
print(type.__type_params__, int.__type_params__)
print(bytearray.__hash__)
import functools
class A:
    def nested_(*a, **k): return a, k
    nested = functools.partialmethod(functools.partialmethod(nested_, 5), 1) if 0 else functools.partialmethod(functools.partial(nested_, 5),1)
print(A().nested(6)[0][0:1])
from dataclasses import dataclass, field, fields
from enum import Enum, IntEnum, StrEnum, Flag
@dataclass
class M:
    size: str
    legs: int
    tail: bool = field(repr=False, default=True)
class Creature(M, Enum):
    DOG = ("medium", 4)
print(Creature.DOG, repr(Creature.DOG))
@dataclass(slots=True, weakref_slot=True)
class W:
    x: int
import weakref
w = W(1); r = weakref.ref(w); print(r() is w, W.__slots__)
from typing import get_type_hints
def f(a: "int", b: "Undefined" = None): pass
try: get_type_hints(f)
except NameError as e: print(e)
class K(str, Enum):
    A = "x"
    def __str__(self): return "item." + self.value
print(f"{K.A}", str(K.A), "%s" % K.A, format(K.A))
import datetime
class D(datetime.date, Enum):
    T = 2009, 1, 1
    def __str__(self): return "item"
print(D.T, f"{D.T}", repr(D.T))
class Color(Enum):
    RED = 1
    GREEN = 2
print(Color.RED.__class__, Color.__members__, Color(1), Color["RED"], Color.RED.name)
class Perm(Flag):
    R=4; W=2; X=1
print(Perm.R|Perm.W, repr(Perm.R|Perm.W), Perm(7), ~Perm.R, Perm(0), list(Perm(5)), Perm.R in Perm(7))
import warnings
class PP:
    def run(*a): return len(a)
    m = functools.partial(run, 1)
    c = classmethod(functools.partial(run, 1))
    s = staticmethod(functools.partial(run, 1))
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print(PP().m(2), PP.m(2), PP().c(2), PP().s(2))
    print([(w.lineno, w.category.__name__, str(w.message)) for w in seen])
from collections import UserDict
import copy
class U(UserDict): pass
u = U(a=1); u.test=[1]
v = copy.copy(u); print(v, v.test is u.test, v.data is u.data, type(v), u.copy(), type(u.copy()))

from collections.abc import MutableSequence, Set
class Seq(MutableSequence):
    def __init__(self, items): self.items = list(items)
    def __getitem__(self, at): return self.items[at]
    def __setitem__(self, at, value): self.items[at] = value
    def __delitem__(self, at): del self.items[at]
    def __len__(self): return len(self.items)
    def insert(self, at, value): self.items.insert(at, value)
seq = Seq("abcab")
for args in (("a",), ("a", 1), ("b", -2), ("b", 0, -3), ("c", -99, 99), ("z",), ("a", 9)):
    try:
        print(args, seq.index(*args))
    except ValueError:
        print(args, "none")
