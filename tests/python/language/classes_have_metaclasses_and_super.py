class Meta(type):
    def __prepare__(name, bases, **kw): print("prepare", name, kw); return {}
    def __new__(m, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")))
        return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns); cls.tag = kw
    def __call__(cls, *a): print("call"); return super().__call__(*a)
class A(metaclass=Meta, x=1):
    y = 2
    def __init__(self, v=0): self.v = v
print(A.tag, A(3).v, type(A))
class B:
    def __init_subclass__(cls, /, tag=None, **kw): super().__init_subclass__(**kw); print("sub", cls.__name__, tag)
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name)
    def __class_getitem__(cls, k): return (cls.__name__, k)
class C(B, tag="t"): d = B()
print(C[int])
class D1:
    def f(self): return ["D1"]
class D2(D1):
    def f(self): return ["D2"] + super().f()
class D3(D1):
    def f(self): return ["D3"] + super().f()
class D4(D2, D3):
    def f(self): return ["D4"] + super().f()
print(D4().f(), [c.__name__ for c in D4.__mro__])
try:
    class X(D1, D4): pass
except TypeError as e: print(e)
class P:
    def __init__(self): self._x = 1
    @property
    def x(self): "doc"; return self._x
    @x.setter
    def x(self, v): self._x = v
    @x.deleter
    def x(self): del self._x
    @classmethod
    def cm(cls, a): return cls.__name__, a
    @staticmethod
    def sm(a): return a
p = P(); p.x = 5; print(p.x, P.x.__doc__, P.cm(1), p.cm(2), P.sm(3), p.sm(4)); del p.x
try: p.x
except AttributeError as e: print(e)
class Ro:
    @property
    def a(self): return 1
try: Ro().a = 2
except AttributeError as e: print(e)
class S:
    __slots__ = ("a", "b")
s = S(); s.a = 1
try: s.c = 1
except AttributeError as e: print(e)
try: s.b
except AttributeError as e: print(e)
print(type("Dyn", (A,), {"z": 1}).z)
class Outer:
    class Inner:
        def m(self): pass
print(Outer.Inner.__qualname__, Outer.Inner.m.__qualname__, Outer.Inner.m.__name__)
def local():
    class L:
        def m(self): return __class__
    return L
print(local().__qualname__, local()().m().__name__)
class Mangled:
    __secret = 1
    def get(self): return self.__secret
print(Mangled().get(), [k for k in vars(Mangled) if "secret" in k])
x = "global"
class Scope:
    x = "class"
    y = [x for _ in range(1)]
    z = x
    def f(self): return x
print(Scope.y, Scope.z, Scope().f())
class Call:
    def __call__(self, *a, **k): return a, k
    def __getattr__(self, n): return "attr " + n
    def __getitem__(self, i): return i
    def __len__(self): return 3
    def __contains__(self, x): return x == 1
    def __iter__(self): return iter([1, 2])
    def __bool__(self): return False
    def __eq__(self, o): return True
    def __hash__(self): return 5
    def __add__(self, o): return "add"
    def __radd__(self, o): return "radd"
    def __iadd__(self, o): return "iadd"
    def __neg__(self): return "neg"
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __format__(self, s): return "fmt" + s
    def __lt__(self, o): return "lt"
c = Call()
print(c(1, a=2), c.foo, c[1:2], c[1, 2], len(c), 1 in c, list(c), bool(c), c == 3, hash(c))
print(c + 1, 1 + c, -c, str(c), repr(c), f"{c:x}", f"{c!r}", c < 1, c > 1 if 0 else "", [c])
c += 1
print(c)
