# Instances keep attributes in a row until something asks for their dict.
class Plain:
    kind = "class"

    def __init__(self, a, b):
        self.a = a
        self.b = b


p, q = Plain(1, 2), Plain(3, 4)
p.c = 5
print(vars(p), vars(q))  # expect: {'a': 1, 'b': 2, 'c': 5} {'a': 3, 'b': 4}
vars(q)["d"] = 6
print(q.d, list(q.__dict__))  # expect: 6 ['a', 'b', 'd']
q.__dict__ = {"a": 7}
print(q.a, hasattr(q, "b"))  # expect: 7 False

r = Plain(1, 2)
del r.a
r.a = 3
print(vars(r))  # expect: {'b': 2, 'a': 3}

# The same instruction sees instances of many forms.
forms = [Plain(1, 2) for _ in range(4)]
forms[1].__dict__
forms[2].kind = "own"
del forms[3].b
forms[3].kind = "other"
print([f.kind for f in forms])  # expect: ['class', 'class', 'own', 'other']
for f in forms:
    f.a += 10
    f.z = f.a
print([f.z for f in forms], vars(forms[3]))  # expect: [11, 11, 11, 11] {'a': 11, 'kind': 'other', 'z': 11}


# Many attributes, and names made while running.
class Many:
    pass


many = Many()
for i in range(100):
    setattr(many, f"n{i}", i)
print(len(vars(many)), many.n99, list(vars(many))[:2])  # expect: 100 99 ['n0', 'n1']


# The class changes under the instance.
class Base:
    def name(self):
        return "base"


class Other:
    def name(self):
        return "other " + self.x


def ask(o):
    return o.name()


b = Base()
b.x = "x"
print(ask(b), end=" ")
b.__class__ = Other
print(ask(b), end=" ")
b.name = lambda: "own"
print(ask(b), end=" ")
del b.name
Other.name = lambda self: "new"
print(ask(b))  # expect: base other x own new


# A property appears, and goes again.
class Sized:
    def __init__(self):
        self.n = 2

    @property
    def size(self):
        return self.n * 2

    @size.setter
    def size(self, value):
        self.n = value


def size(o):
    return o.size


s = Sized()
first = size(s)
s.size = 5
second = size(s)
Sized.size = "plain"
print(first, second, size(s))  # expect: 4 10 plain
Sized.size = property(lambda self: 1 // 0)
try:
    size(s)
except ZeroDivisionError as error:
    print("raised", error)  # expect: raised integer division or modulo by zero


class Lazy:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        setattr(self, name, name.upper())
        return getattr(self, name)


lazy = Lazy()
print([lazy.a for _ in range(3)], vars(lazy))  # expect: ['A', 'A', 'A'] {'a': 'A'}


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self, a):
        self.a = a


class Wider(Slotted):
    __slots__ = ("c",)


for o in (Slotted(1), Wider(2), Slotted(3)):
    o.a += 1
    print(o.a, hasattr(o, "b"), hasattr(o, "__dict__"), end="; ")
print()  # expect: 2 False False; 3 False False; 4 False False; 
try:
    Slotted(1).b
except AttributeError as error:
    print(error)  # expect: 'Slotted' object has no attribute 'b'


class Mixed(Slotted):
    pass


m = Mixed(1)
m.extra = 2
print(m.a, m.extra, vars(m))  # expect: 1 2 {'extra': 2}


class Dictish(dict):
    def __init__(self):
        super().__init__(x=1)
        self.y = 2


d = Dictish()
print(d, d.y, vars(d))  # expect: {'x': 1} 2 {'y': 2}
