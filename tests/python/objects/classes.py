# Classes: attributes, inheritance, special methods, metaclasses.


def attempt(run):
    try:
        print(run())
    except Exception as error:
        print(type(error).__name__ + ":", error)


class A:
    """A doc."""

    shared = []

    def __init__(self, x=1):
        self.x = x

    def who(self):
        return "A" + str(self.x)

    @classmethod
    def make(cls, *args):
        return cls(*args)

    @staticmethod
    def add(a, b):
        return a + b

    @property
    def double(self):
        return self.x * 2

    @double.setter
    def double(self, value):
        self.x = value // 2


a = A(3)
print(a.who(), A.make(4).who(), A.add(1, 2), a.add(3, 4), a.double)
a.double = 10
print(a.x, A.__doc__, A.__name__, A.__qualname__, A.__module__)
attempt(lambda: a.nope)
attempt(lambda: A.nope)
attempt(lambda: A(1, 2))
attempt(lambda: A(y=1))
attempt(lambda: A.who())
attempt(lambda: delattr(a, "double"))
print(a.__dict__, vars(a), hasattr(a, "x"), getattr(a, "zz", 5))
del a.x
attempt(lambda: a.x)
attempt(lambda: delattr(a, "x"))
print(isinstance(a, A), isinstance(a, (int, A)), issubclass(bool, int), type(a) is A)


class B(A):
    def who(self):
        return "B>" + super().who()


class C(A):
    def who(self):
        return "C>" + super().who()


class D(B, C):
    def who(self):
        return "D>" + super().who()


print(D().who(), [k.__name__ for k in D.__mro__], D.__bases__ == (B, C))
print(A.__subclasses__() == [B, C], D.mro()[-1])


def bad_order():
    class X(A, B):
        pass


def bad_base():
    class X(3):
        pass


def bad_bool():
    class X(bool):
        pass


def bad_layout():
    class X(int, str):
        pass


def twice():
    class X(A, A):
        pass


attempt(bad_order)
attempt(bad_bool)
attempt(bad_layout)
attempt(twice)


class Number:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"N({self.n})"

    def __add__(self, other):
        if isinstance(other, Number):
            return Number(self.n + other.n)
        if isinstance(other, int):
            return Number(self.n + other)
        return NotImplemented

    def __radd__(self, other):
        return Number(other + self.n + 1000)

    def __iadd__(self, other):
        self.n += 100
        return self

    def __neg__(self):
        return Number(-self.n)

    def __eq__(self, other):
        return isinstance(other, Number) and self.n == other.n

    def __lt__(self, other):
        return self.n < other.n

    def __hash__(self):
        return hash(self.n)

    def __bool__(self):
        return self.n != 0

    def __len__(self):
        return 7

    def __getitem__(self, key):
        return ("got", key)

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)

    def __contains__(self, item):
        return item == self.n

    def __call__(self, *args, **kw):
        return args, kw

    def __iter__(self):
        return iter(range(self.n))

    def __int__(self):
        return self.n

    def __index__(self):
        return self.n

    def __float__(self):
        return float(self.n)


n = Number(3)
print(n + Number(4), n + 5, 5 + n, -n, n == Number(3), n != Number(3), n < Number(9), n > Number(1))
attempt(lambda: n + "x")
attempt(lambda: n - 1)
attempt(lambda: n <= n)
n2 = n
n += 1
print(n, n is n2, bool(Number(0)), len(n), n[1:2], n["k"], 103 in n, n(1, k=2))
n[4] = 5
del n[4]
print(list(Number(3)), {Number(1): 2}[Number(1)], int(n), float(n), [10, 20, 30, 40][Number(2)])
print(sorted([Number(3), Number(1), Number(2)]), max(Number(1), Number(5)))


class NoHash:
    def __eq__(self, other):
        return True


attempt(lambda: hash(NoHash()))
print(NoHash.__hash__)


class Left:
    def __add__(self, other):
        return "left"


class Right(Left):
    def __radd__(self, other):
        return "right"


print(Left() + Right(), Right() + Left())


class Getter:
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return "dyn " + name


g = Getter()
g.real = 1
print(g.real, g.other, hasattr(g, "_x"))
attempt(lambda: g._x)


class Guard:
    def __getattribute__(self, name):
        if name == "secret":
            return 42
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        print("setting", name)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("deleting", name)
        object.__delattr__(self, name)


g = Guard()
g.a = 1
print(g.a, g.secret)
del g.a
attempt(lambda: g.a)


class Slotted:
    __slots__ = ("x", "y", "__private")

    def __init__(self):
        self.__private = 5

    def read(self):
        return self.__private


s = Slotted()
s.x = 1
print(s.x, s.read())
attempt(lambda: s.y)
attempt(lambda: setattr(s, "z", 1))
attempt(lambda: s.__dict__)


class SlottedChild(Slotted):
    pass


sc = SlottedChild()
sc.z = 5
sc.y = 6
print(sc.z, sc.y, sc.__dict__)


class Descriptor:
    def __set_name__(self, owner, name):
        print("named", owner.__name__, name)
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return instance.__dict__.get(self.name, "unset")

    def __set__(self, instance, value):
        instance.__dict__[self.name] = value * 2

    def __delete__(self, instance):
        print("gone")


class Holder:
    field = Descriptor()


h = Holder()
print(h.field)
h.field = 21
print(h.field, h.__dict__, isinstance(Holder.field, Descriptor))
del h.field


class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        ns["made_by"] = "Meta"
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
        cls.kw = kw

    def __call__(cls, *args):
        made = super().__call__(*args)
        made.tagged = True
        return made

    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        return {"prepared": name}

    def __len__(cls):
        return 99

    def __iter__(cls):
        return iter("abc")

    def __contains__(cls, item):
        return item == "q"

    @property
    def shout(cls):
        return cls.__name__.upper()

    def __instancecheck__(cls, other):
        return other == "yes"


class WithMeta(metaclass=Meta, color="red"):
    pass


print(WithMeta.made_by, WithMeta.kw, WithMeta.prepared, WithMeta().tagged, len(WithMeta))
print(list(WithMeta), "q" in WithMeta, WithMeta.shout, isinstance("yes", WithMeta), type(WithMeta).__name__)
attempt(lambda: WithMeta().shout)


class OtherMeta(type):
    pass


def conflict():
    class X(WithMeta, metaclass=OtherMeta):
        pass


attempt(conflict)


class Base:
    registry = []

    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry.append((cls.__name__, tag))


class One(Base, tag="one"):
    pass


class Two(Base):
    pass


print(Base.registry)


def unexpected():
    class X(A, zip=1):
        pass


attempt(unexpected)


class Alias:
    def __class_getitem__(cls, item):
        return (cls.__name__, item)


print(Alias[int, 3])


class Entries:
    def __mro_entries__(self, bases):
        return (A,)


class FromEntries(Entries()):
    pass


print(FromEntries.__bases__ == (A,), FromEntries().who())

Dyn = type("Dyn", (A,), {"z": 1, "f": lambda self: self.z})
print(Dyn, Dyn().f(), Dyn.__module__)
attempt(lambda: type("X"))
attempt(lambda: type("X", (), {}, 1, 2))
A.late = lambda self: "late"
print(D().late())
A.__len__ = lambda self: 12
print(len(D()), bool(D()))
del A.__len__
attempt(lambda: len(D()))
attempt(lambda: setattr(int, "x", 1))
attempt(lambda: setattr(list, "append", 1))


class E1:
    pass


class E2:
    v = 2


e = E1()
e.__class__ = E2
print(type(e).__name__, e.v)
attempt(lambda: setattr(e, "__class__", int))
attempt(lambda: setattr(e, "__class__", 5))


class New:
    def __new__(cls, *args):
        made = super().__new__(cls)
        made.args = args
        return made


print(New(1, 2).args)


class Single:
    it = None

    def __new__(cls):
        if cls.it is None:
            cls.it = object.__new__(cls)
        return cls.it


print(Single() is Single())


class Ten(int):
    def __new__(cls, text):
        return super().__new__(cls, text + "0")

    def __repr__(self):
        return "Ten"


t = Ten("5")
print(t, t + 1, isinstance(t, int), [t], t == 50, hash(t) == hash(50))


class Words(list):
    def joined(self):
        return "-".join(self)


w = Words(["a", "b"])
w.append("c")
w.extra = 1
print(w, w.joined(), len(w), w == ["a", "b", "c"], type(w[1:]).__name__)


class Default(dict):
    def __missing__(self, key):
        self[key] = key * 2
        return self[key]


d = Default(a=1)
print(d["a"], d["bb"], d, d.get("zz"))


class Upper(str):
    def __eq__(self, other):
        return str.__eq__(self, other.upper())

    def __hash__(self):
        return str.__hash__(self)


print(Upper("AB") == "ab", Upper("x") + "y", type(Upper("x").lower()).__name__)


class Err(Exception):
    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


try:
    raise Err(5, "bad")
except Err as error:
    print(error.code, error, repr(error), error.args)

print(repr(A.who)[:15], type(a.who).__name__, a.who.__func__ is A.who, a.who.__self__ is a)
print(A.who == A.who, a.who == a.who, a.who is a.who)
print(type(A.__dict__).__name__, "who" in A.__dict__, type(A.__dict__["make"]).__name__)
print(repr(super(D, D())).replace(hex(id(a)), ""))
attempt(lambda: super(D, 3).x)
attempt(lambda: object().x)
attempt(lambda: object(1))
attempt(lambda: None.foo)
print(type(None), type(...), type(NotImplemented), type(type), type(int))
print(int.__add__(3, 4), str.__len__("abc"), list.__getitem__([1, 2], 1), (5).__add__(6), "a".__add__("b"))
attempt(lambda: int.__add__("a", 1))
print((3).__add__("a"), [].__eq__(1), (1).__lt__(2), object.__eq__(1, 1))


class Ctx:
    def __enter__(self):
        return "in"

    def __exit__(self, kind, value, trace):
        print("exit", kind)
        return True


with Ctx() as c:
    print(c)
    raise ValueError("swallowed")


class Bad:
    def __repr__(self):
        return 5

    def __len__(self):
        return -1

    def __bool__(self):
        return 3

    def __hash__(self):
        return "x"

    def __iter__(self):
        return 5


attempt(lambda: repr(Bad()))
attempt(lambda: len(Bad()))
attempt(lambda: bool(Bad()))
attempt(lambda: hash(Bad()))
attempt(lambda: iter(Bad()))
attempt(lambda: list(Bad()))


class SeqLike:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError(i)
        return i * i


print(list(SeqLike()), 4 in SeqLike(), 5 in SeqLike(), list(zip(SeqLike(), "ab")))
attempt(lambda: reversed(SeqLike()))


class Init:
    def __init__(self):
        return 1


attempt(Init)
print(dir(A())[-4:], "x" in dir(A()))


class Annotated:
    x: int = 1
    y: "str"


print(Annotated.__annotations__)
