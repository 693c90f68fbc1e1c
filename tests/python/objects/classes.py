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
print(a.who(), A.make(4).who(), A.add(1, 2), a.add(3, 4), a.double)  # expect: A3 A4 3 7 6
a.double = 10
print(a.x, A.__doc__, A.__name__, A.__qualname__, A.__module__)  # expect: 5 A doc. A A __main__
attempt(lambda: a.nope)  # expect: AttributeError: 'A' object has no attribute 'nope'
attempt(lambda: A.nope)  # expect: AttributeError: type object 'A' has no attribute 'nope'
attempt(lambda: A(1, 2))  # expect: TypeError: A.__init__() takes from 1 to 2 positional arguments but 3 were given
attempt(lambda: A(y=1))  # expect: TypeError: A.__init__() got an unexpected keyword argument 'y'
attempt(lambda: A.who())  # expect: TypeError: A.who() missing 1 required positional argument: 'self'
attempt(lambda: delattr(a, "double"))  # expect: AttributeError: property 'double' of 'A' object has no deleter
print(a.__dict__, vars(a), hasattr(a, "x"), getattr(a, "zz", 5))  # expect: {'x': 5} {'x': 5} True 5
del a.x
attempt(lambda: a.x)  # expect: AttributeError: 'A' object has no attribute 'x'
attempt(lambda: delattr(a, "x"))  # expect: AttributeError: 'A' object has no attribute 'x'
print(isinstance(a, A), isinstance(a, (int, A)), issubclass(bool, int), type(a) is A)  # expect: True True True True


class B(A):
    def who(self):
        return "B>" + super().who()


class C(A):
    def who(self):
        return "C>" + super().who()


class D(B, C):
    def who(self):
        return "D>" + super().who()


print(D().who(), [k.__name__ for k in D.__mro__], D.__bases__ == (B, C))  # expect: D>B>C>A1 ['D', 'B', 'C', 'A', 'object'] True
print(A.__subclasses__() == [B, C], D.mro()[-1])  # expect: True <class 'object'>


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


attempt(bad_order)  # expect: TypeError: Cannot create a consistent method resolution order (MRO) for bases A, B
attempt(bad_bool)  # expect: TypeError: type 'bool' is not an acceptable base type
attempt(bad_layout)  # expect: TypeError: multiple bases have instance lay-out conflict
attempt(twice)  # expect: TypeError: duplicate base class A


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
print(n + Number(4), n + 5, 5 + n, -n, n == Number(3), n != Number(3), n < Number(9), n > Number(1))  # expect: N(7) N(8) N(1008) N(-3) True False True True
attempt(lambda: n + "x")  # expect: TypeError: unsupported operand type(s) for +: 'Number' and 'str'
attempt(lambda: n - 1)  # expect: TypeError: unsupported operand type(s) for -: 'Number' and 'int'
attempt(lambda: n <= n)  # expect: TypeError: '<=' not supported between instances of 'Number' and 'Number'
n2 = n
n += 1
print(n, n is n2, bool(Number(0)), len(n), n[1:2], n["k"], 103 in n, n(1, k=2))  # expect: N(103) True False 7 ('got', slice(1, 2, None)) ('got', 'k') True ((1,), {'k': 2})
n[4] = 5  # expect: set 4 5
del n[4]  # expect: del 4
print(list(Number(3)), {Number(1): 2}[Number(1)], int(n), float(n), [10, 20, 30, 40][Number(2)])  # expect: [0, 1, 2] 2 103 103.0 30
print(sorted([Number(3), Number(1), Number(2)]), max(Number(1), Number(5)))  # expect: [N(1), N(2), N(3)] N(5)


class NoHash:
    def __eq__(self, other):
        return True


attempt(lambda: hash(NoHash()))  # expect: TypeError: unhashable type: 'NoHash'
print(NoHash.__hash__)  # expect: None


class Left:
    def __add__(self, other):
        return "left"


class Right(Left):
    def __radd__(self, other):
        return "right"


print(Left() + Right(), Right() + Left())  # expect: right left


class Getter:
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return "dyn " + name


g = Getter()
g.real = 1
print(g.real, g.other, hasattr(g, "_x"))  # expect: 1 dyn other False
attempt(lambda: g._x)  # expect: AttributeError: _x


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
g.a = 1  # expect: setting a
print(g.a, g.secret)  # expect: 1 42
del g.a  # expect: deleting a
attempt(lambda: g.a)  # expect: AttributeError: 'Guard' object has no attribute 'a'


class Slotted:
    __slots__ = ("x", "y", "__private")

    def __init__(self):
        self.__private = 5

    def read(self):
        return self.__private


s = Slotted()
s.x = 1
print(s.x, s.read())  # expect: 1 5
attempt(lambda: s.y)  # expect: AttributeError: 'Slotted' object has no attribute 'y'
attempt(lambda: setattr(s, "z", 1))  # expect: AttributeError: 'Slotted' object has no attribute 'z' and no __dict__ for setting new attributes
attempt(lambda: s.__dict__)  # expect: AttributeError: 'Slotted' object has no attribute '__dict__'


class SlottedChild(Slotted):
    pass


sc = SlottedChild()
sc.z = 5
sc.y = 6
print(sc.z, sc.y, sc.__dict__)  # expect: 5 6 {'z': 5}


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


class Holder:  # expect: named Holder field
    field = Descriptor()


h = Holder()
print(h.field)  # expect: unset
h.field = 21
print(h.field, h.__dict__, isinstance(Holder.field, Descriptor))  # expect: 42 {'field': 42} True
del h.field  # expect: gone


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


print(WithMeta.made_by, WithMeta.kw, WithMeta.prepared, WithMeta().tagged, len(WithMeta))  # expect: Meta {'color': 'red'} WithMeta True 99
print(list(WithMeta), "q" in WithMeta, WithMeta.shout, isinstance("yes", WithMeta), type(WithMeta).__name__)  # expect: ['a', 'b', 'c'] True WITHMETA True Meta
attempt(lambda: WithMeta().shout)  # expect: AttributeError: 'WithMeta' object has no attribute 'shout'


class OtherMeta(type):
    pass


def conflict():
    class X(WithMeta, metaclass=OtherMeta):
        pass


attempt(conflict)  # expect: TypeError: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases


class Base:
    registry = []

    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry.append((cls.__name__, tag))


class One(Base, tag="one"):
    pass


class Two(Base):
    pass


print(Base.registry)  # expect: [('One', 'one'), ('Two', None)]


def unexpected():
    class X(A, zip=1):
        pass


attempt(unexpected)  # expect: TypeError: unexpected.<locals>.X.__init_subclass__() takes no keyword arguments


class Alias:
    def __class_getitem__(cls, item):
        return (cls.__name__, item)


print(Alias[int, 3])  # expect: ('Alias', (<class 'int'>, 3))


class Entries:
    def __mro_entries__(self, bases):
        return (A,)


class FromEntries(Entries()):
    pass


print(FromEntries.__bases__ == (A,), FromEntries().who())  # expect: True A1

Dyn = type("Dyn", (A,), {"z": 1, "f": lambda self: self.z})
print(Dyn, Dyn().f(), Dyn.__module__)  # expect: <class '__main__.Dyn'> 1 __main__
attempt(lambda: type("X"))  # expect: <class 'str'>
attempt(lambda: type("X", (), {}, 1, 2))  # expect: TypeError: type() takes 1 or 3 arguments
A.late = lambda self: "late"
print(D().late())  # expect: late
A.__len__ = lambda self: 12
print(len(D()), bool(D()))  # expect: 12 True
del A.__len__
attempt(lambda: len(D()))  # expect: TypeError: object of type 'D' has no len()
attempt(lambda: setattr(int, "x", 1))  # expect: TypeError: cannot set 'x' attribute of immutable type 'int'
attempt(lambda: setattr(list, "append", 1))  # expect: TypeError: cannot set 'append' attribute of immutable type 'list'


class E1:
    pass


class E2:
    v = 2


e = E1()
e.__class__ = E2
print(type(e).__name__, e.v)  # expect: E2 2
attempt(lambda: setattr(e, "__class__", int))  # expect: TypeError: __class__ assignment only supported for mutable types or ModuleType subclasses
attempt(lambda: setattr(e, "__class__", 5))  # expect: TypeError: __class__ must be set to a class, not 'int' object


class New:
    def __new__(cls, *args):
        made = super().__new__(cls)
        made.args = args
        return made


print(New(1, 2).args)  # expect: (1, 2)


class Single:
    it = None

    def __new__(cls):
        if cls.it is None:
            cls.it = object.__new__(cls)
        return cls.it


print(Single() is Single())  # expect: True


class Ten(int):
    def __new__(cls, text):
        return super().__new__(cls, text + "0")

    def __repr__(self):
        return "Ten"


t = Ten("5")
print(t, t + 1, isinstance(t, int), [t], t == 50, hash(t) == hash(50))  # expect: Ten 51 True [Ten] True True


class Words(list):
    def joined(self):
        return "-".join(self)


w = Words(["a", "b"])
w.append("c")
w.extra = 1
print(w, w.joined(), len(w), w == ["a", "b", "c"], type(w[1:]).__name__)  # expect: ['a', 'b', 'c'] a-b-c 3 True list


class Default(dict):
    def __missing__(self, key):
        self[key] = key * 2
        return self[key]


d = Default(a=1)
print(d["a"], d["bb"], d, d.get("zz"))  # expect: 1 bbbb {'a': 1, 'bb': 'bbbb'} None


class Upper(str):
    def __eq__(self, other):
        return str.__eq__(self, other.upper())

    def __hash__(self):
        return str.__hash__(self)


print(Upper("AB") == "ab", Upper("x") + "y", type(Upper("x").lower()).__name__)  # expect: True xy str


class Err(Exception):
    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


try:
    raise Err(5, "bad")
except Err as error:
    print(error.code, error, repr(error), error.args)  # expect: 5 bad Err('bad') ('bad',)

print(repr(A.who)[:15], type(a.who).__name__, a.who.__func__ is A.who, a.who.__self__ is a)  # expect: <function A.who method True True
print(A.who == A.who, a.who == a.who, a.who is a.who)  # expect: True True False
print(type(A.__dict__).__name__, "who" in A.__dict__, type(A.__dict__["make"]).__name__)  # expect: mappingproxy True classmethod
print(repr(super(D, D())).replace(hex(id(a)), ""))  # expect: <super: <class 'D'>, <D object>>
attempt(lambda: super(D, 3).x)  # expect: TypeError: super(type, obj): obj (instance of int) is not an instance or subtype of type (D).
attempt(lambda: object().x)  # expect: AttributeError: 'object' object has no attribute 'x'
attempt(lambda: object(1))  # expect: TypeError: object() takes no arguments
attempt(lambda: None.foo)  # expect: AttributeError: 'NoneType' object has no attribute 'foo'
print(type(None), type(...), type(NotImplemented), type(type), type(int))  # expect: <class 'NoneType'> <class 'ellipsis'> <class 'NotImplementedType'> <class 'type'> <class 'type'>
print(int.__add__(3, 4), str.__len__("abc"), list.__getitem__([1, 2], 1), (5).__add__(6), "a".__add__("b"))  # expect: 7 3 2 11 ab
attempt(lambda: int.__add__("a", 1))  # expect: TypeError: descriptor '__add__' requires a 'int' object but received a 'str'
print((3).__add__("a"), [].__eq__(1), (1).__lt__(2), object.__eq__(1, 1))  # expect: NotImplemented NotImplemented True True


class Ctx:
    def __enter__(self):
        return "in"

    def __exit__(self, kind, value, trace):
        print("exit", kind)
        return True


def use_context():
    with Ctx() as c:
        print(c)
        raise ValueError("swallowed")


use_context()  # expect: in
# expect: exit <class 'ValueError'>


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


attempt(lambda: repr(Bad()))  # expect: TypeError: __repr__ returned non-string (type int)
attempt(lambda: len(Bad()))  # expect: ValueError: __len__() should return >= 0
attempt(lambda: bool(Bad()))  # expect: TypeError: __bool__ should return bool, returned int
attempt(lambda: hash(Bad()))  # expect: TypeError: __hash__ method should return an integer
attempt(lambda: iter(Bad()))  # expect: TypeError: iter() returned non-iterator of type 'int'
attempt(lambda: list(Bad()))  # expect: TypeError: iter() returned non-iterator of type 'int'


class SeqLike:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError(i)
        return i * i


print(list(SeqLike()), 4 in SeqLike(), 5 in SeqLike(), list(zip(SeqLike(), "ab")))  # expect: [0, 1, 4, 9] True False [(0, 'a'), (1, 'b')]
attempt(lambda: reversed(SeqLike()))  # expect: TypeError: object of type 'SeqLike' has no len()


class Init:
    def __init__(self):
        return 1


attempt(Init)  # expect: TypeError: __init__() should return None, not 'int'
print(dir(A())[-4:], "x" in dir(A()))  # expect: ['make', 'shared', 'who', 'x'] True


class Annotated:
    x: int = 1
    y: "str"


print(Annotated.__annotations__)  # expect: {'x': <class 'int'>, 'y': 'str'}
