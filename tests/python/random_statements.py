"""Random statements around random expressions (random_generator.py)."""

from random_generator import KINDS, NAMES, PRELUDE, Expressions

CLASSES = [
    '''class Point:
    count = 0
    def __init__(self, x, y=0):
        self.x = x
        self.y = y
        Point.count += 1
    def __repr__(self):
        return f"Point({self.x!r}, {self.y!r})"
    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)
    def __hash__(self):
        return hash((self.x, self.y))
    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y) if isinstance(other, Point) else NotImplemented
    def __lt__(self, other):
        return self.x < other.x
    @property
    def total(self):
        return self.x + self.y
    @classmethod
    def origin(cls):
        return cls(0)
    @staticmethod
    def twice(value):
        return value * 2
''',
    '''class Base:
    name = "base"
    def __init__(self, *args, **kw):
        self.args = args
        self.kw = kw
    def __str__(self):
        return f"{type(self).__name__}{self.args}{self.kw}"
    def __len__(self):
        return len(self.args)
    def __getitem__(self, key):
        return self.args[key]
    def __getattr__(self, name):
        if name.startswith("get_"):
            return name[4:]
        raise AttributeError(name)
class Left(Base):
    name = "left"
    def __str__(self):
        return "L" + super().__str__()
class Right(Base):
    def __str__(self):
        return "R" + super().__str__()
    def __contains__(self, item):
        return item in self.kw
class Both(Left, Right):
    __slots__ = ("extra",)
    def __enter__(self):
        print("enter", self.name)
        return self
    def __exit__(self, kind, value, trace):
        print("exit", kind and kind.__name__)
        return kind is KeyError
    def __call__(self, value=None, *rest):
        return value, rest
    def __iter__(self):
        yield from self.args
''']
USES = [
    ("Point", ["Point({a}, {b})", "Point({a}) + Point({b})", "Point({a}) == Point({a})",
               "Point({a}, {b}).total", "Point.origin()", "Point.twice({a})",
               "sorted([Point({a}), Point({b})])", "Point({a}) + {b}", "Point({a}, y={b})",
               "Point({a}, z={b})", "Point({a}) < {b}", "len(Point({a}))", "Point.missing",
               "{{Point({a}): 1}}", "Point({a})[0]", "Point(*{c})", "Point(**{e})"]),
    ("Both", ["str(Both({a}, k={b}))", "len(Both({a}, {b}))", "Both({a}, {b})[{i}]",
              "list(Both(*{c}))", "Both({a}).get_thing", "Both({a}).other", "Both()({a}, {b})",
              "'k' in Both(k={a})", "[c.__name__ for c in Both.__mro__]", "bool(Both())",
              "Both(**{e})", "Both.name + Right.name", "{a} in Left({a}, {b})",
              "issubclass(Both, Right)", "Left({a}) < Right({b})", "max(Both({a}, {b}))"])]
FUNCTIONS = [
    ("def f(a, b=2, *rest, c, d=4, **kw):\n    return a, b, rest, c, d, kw\n",
     ["f({a}, c={b})", "f({a}, {b}, {a}, c=1)", "f(*{c}, c=2)", "f({a}, {b})", "f(c=1)",
      "f({a}, c=1, e={b})", "f({a}, a=1, c=2)", "f(**{e})", "f({a}, *{c}, c=3, **{e})"]),
    ("def g(a, /, b, *, c=3):\n    return [a, b, c]\n",
     ["g({a}, {b})", "g({a}, b={b}, c={a})", "g(a={a}, b=1)", "g({a})", "g({a}, {b}, {a})",
      "g(*{c})", "g({a}, {b}, d=1)"]),
    ("def counter(start):\n    n = start\n    def step(by=1):\n        nonlocal n\n        n += by\n"
     "        return n\n    return step\n",
     ["[counter({a})(), counter({a})({b})]", "(lambda s: (s(), s(), s({b})))(counter({a}))"]),
    ("def walk(items):\n    total = 0\n    for item in items:\n        got = yield item\n"
     "        if got:\n            total += 1\n    return total\n",
     ["list(walk({c}))", "next(walk({c}))", "(lambda g: (next(g), g.send({a})))(walk({c}))",
      "[*walk({c}), {a}]", "dict(enumerate(walk({c})))", "tuple(walk({a}))"]),
    ("def fact(n):\n    return 1 if n < 2 else n * fact(n - 1)\n",
     ["fact({i} % 30)", "fact({a})" if False else "fact(5)", "fact('a')"]),
    ("def kind(value):\n    match value:\n        case int(n) if n > 5:\n            return ('big', n)\n"
     "        case int() | float():\n            return 'number'\n        case [a, *rest]:\n"
     "            return ('list', a, rest)\n        case {'k': v, **others}:\n            return (v, others)\n"
     "        case str() as s:\n            return s[:3]\n        case None:\n            return 'none'\n"
     "        case _:\n            return type(value).__name__\n",
     ["kind({a})", "kind({c})", "kind({e})", "kind(None)", "kind({{'k': {a}, 'z': 1}})", "kind(({a}, {b}))"]),
    ("def deco(fn):\n    def inner(*args, **kw):\n        return ('deco', fn(*args, **kw))\n    return inner\n"
     "@deco\n@deco\ndef plus(a, b=1):\n    return a + b\n",
     ["plus({a})", "plus({a}, b={b})", "plus({a}, {b}, 3)", "plus({i}, {i})"]),
]
ERRORS = ["ValueError", "TypeError", "KeyError", "IndexError", "ZeroDivisionError",
          "AttributeError", "(TypeError, ValueError)", "Exception", "LookupError",
          "ArithmeticError", "OverflowError"]


class Program(Expressions):
    def __init__(self, seed):
        super().__init__(seed)
        self.lines = [PRELUDE]
        self.uses = []

    def write(self, indent, text):
        pad = "    " * indent
        self.lines.append("\n".join(pad + line for line in text.rstrip("\n").split("\n")))

    def fill(self, template):
        return template.format(a=self.anything(2), b=self.anything(1), c=self.make("list", 2),
                               e=self.make("dict", 2), i=self.make("int", 2))

    def use(self):
        return self.fill(self.pick(self.uses)) if self.uses and self.chance(25) else \
            self.anything(3)

    def bind(self, kind, name):
        known = self.locals.setdefault(kind, [])
        if name not in known:
            known.append(name)

    def statement(self, indent, depth):
        choices = [self.assign, self.assign, self.show, self.show, self.show, self.augment,
                   self.attempt, self.mutate, self.mutate, self.unpack, self.slice_change]
        if depth > 0:
            choices += [self.branch, self.loop, self.while_loop, self.attempt, self.manage,
                        self.comprehend]
        self.pick(choices)(indent, depth)

    def block(self, indent, depth):
        saved = {kind: list(names) for kind, names in self.locals.items()}
        for _ in range(self.random.randrange(1, 4)):
            self.statement(indent, depth - 1)
        self.locals = saved

    def guarded(self, indent, text):
        """A line whose error is shown, so that the program goes on."""
        self.write(indent, f"try:\n    {text}\nexcept Exception as error:\n"
                           "    print(type(error).__name__, str(error)[:300])")

    def assign(self, indent, depth):
        kind = self.any_kind()
        name = self.pick(NAMES[kind])
        self.write(indent, f"try:\n    {name} = {self.make(kind, 3)}\nexcept Exception as error:\n"
                           f"    print(type(error).__name__, str(error)[:300])\n"
                           f"    {name} = {getattr(self, 'literal_' + kind)()}")
        self.bind(kind, name)

    def show(self, indent, depth):
        self.guarded(indent, f"show({self.use()})")

    def augment(self, indent, depth):
        kind = self.pick(["int", "int", "str", "list", "float", "set"])
        if not self.locals.get(kind):
            return self.assign(indent, depth)
        name = self.pick(self.locals[kind])
        operator = {"int": self.pick("+ - * // % & | ^".split()), "str": self.pick("+%"),
                    "list": "+", "float": self.pick("+ - * /".split()),
                    "set": self.pick("|&-^")}[kind]
        self.guarded(indent, f"{name} {operator}= {self.make(kind, 2)}; show({name})")

    def mutate(self, indent, depth):
        kind = self.pick(["list", "dict", "set"])
        if not self.locals.get(kind):
            return self.assign(indent, depth)
        name, a, b = self.pick(self.locals[kind]), self.anything(2), self.make("int", 1)
        text = self.pick({
            "list": [f"{name}.append({a})", f"{name}.extend({self.make('list', 1)})",
                     f"{name}.insert({b}, {a})", f"show({name}.pop())", f"show({name}.pop({b}))",
                     f"{name}.remove({a})", f"{name}.reverse()", f"{name}.sort()",
                     f"{name}.sort(key=str, reverse=True)", f"show({name}.index({a}))",
                     f"show({name}.count({a}))", f"{name}[{b}] = {a}", f"del {name}[{b}]",
                     f"{name}.clear()", f"show({name}.copy() == {name})"],
            "dict": [f"{name}[{a}] = {b}", f"{name}.update({self.make('dict', 1)})",
                     f"show({name}.pop({a}, None))", f"show({name}.pop({a}))",
                     f"show({name}.setdefault({a}, {b}))", f"show({name}.popitem())",
                     f"del {name}[{a}]", f"show({name}[{a}])", f"{name} |= {self.make('dict', 1)}",
                     f"show(sorted({name}))", f"show({name}.keys() & {self.make('set', 1)})"],
            "set": [f"{name}.add({a})", f"{name}.discard({a})", f"{name}.remove({a})",
                    f"{name}.update({self.iterable(1)})", f"show(len({name}))",
                    f"{name} |= {self.make('set', 1)}", f"show({name} <= {self.make('set', 1)})"],
        }[kind])
        self.guarded(indent, f"{text}; show({name})")

    def slice_change(self, indent, depth):
        if not self.locals.get("list"):
            return self.assign(indent, depth)
        name = self.pick(self.locals["list"])
        self.guarded(indent, self.pick([
            f"{name}{self.slice(1)} = {self.make('list', 1)}; show({name})",
            f"del {name}{self.slice(1)}; show({name})"]))

    def unpack(self, indent, depth):
        target = self.pick(["a, b", "a, *b", "*a, b", "(a, b), c", "a, b, *c", "[a, (b, *c)]"])
        self.guarded(indent, f"{target} = {self.pick([self.make('list', 2), self.make('tuple', 2), self.make('str', 1)])}; "
                             "show(a, b)")

    def branch(self, indent, depth):
        self.guarded_head(indent, f"if {self.make('bool', 2)}:", depth)
        if self.chance(40):
            self.write(indent + 1, f"if {self.make('int', 0)} == 1:\n    print('one')\n"
                                   f"elif {self.make('bool', 0)}:\n    print('other')\n"
                                   "else:\n    print('else')")

    def guarded_head(self, indent, head, depth):
        self.write(indent, "try:")
        self.write(indent + 1, head)
        self.block(indent + 2, depth)
        self.write(indent, "except Exception as error:\n"
                           "    print(type(error).__name__, str(error)[:300])")
        self.write(indent, "if True:\n    pass")

    def loop(self, indent, depth):
        target, values = self.pick([
            lambda: ("e", self.iterable(1)), lambda: ("n, e", f"enumerate({self.iterable(1)})"),
            lambda: ("e, n", f"zip({self.iterable(1)}, range(4))"),
            lambda: ("e, n", f"{self.make('dict', 1)}.items()"),
            lambda: ("e", f"range({self.make('int', 0)} % 5)")])()
        self.write(indent, "try:")
        self.write(indent + 1, f"for {target} in {values}:")
        self.write(indent + 2, f"print(stable(e))\nif {self.pick(['e == 2', 'not e', 'e'])}:\n"
                               f"    {self.pick(['continue', 'break', 'pass'])}")
        self.block(indent + 2, depth)
        if self.chance(40):
            self.write(indent + 1, "else:\n    print('loop else')")
        self.write(indent, "except Exception as error:\n"
                           "    print(type(error).__name__, str(error)[:300])")

    def while_loop(self, indent, depth):
        name = f"n{indent}_{len(self.lines)}"
        self.write(indent, f"{name} = 0\nwhile {name} < {self.random.randrange(4)}:\n"
                           f"    {name} += 1")
        self.block(indent + 1, depth)
        if self.chance(30):
            self.write(indent, "else:\n    print('while else')")

    def attempt(self, indent, depth):
        self.write(indent, "try:")
        self.write(indent + 1, self.pick([
            f"show({self.use()})", f"raise {self.pick(['ValueError', 'KeyError', 'TypeError'])}({self.anything(1)})",
            f"{self.make('list', 1)}[{self.make('int', 1)}]", f"assert {self.make('bool', 2)}, {self.anything(1)}",
            f"show({self.make('int', 1)} {self.pick(['/', '//', '%'])} {self.make('int', 1)})"]))
        self.write(indent, f"except {self.pick(ERRORS)} as error:\n"
                           "    print('caught', type(error).__name__, error.args and stable(error.args[0])[:200])")
        if self.chance(40):
            self.write(indent, f"    {self.pick(['pass', 'show(error.__context__)', 'show(isinstance(error, LookupError))'])}")
        self.write(indent, "except Exception as error:\n    print('other', type(error).__name__, str(error)[:300])")
        if self.chance(40):
            self.write(indent, "else:\n    print('no error')")
        if self.chance(40):
            self.write(indent, "finally:\n    print('finally')")

    def manage(self, indent, depth):
        if not any("Both" in use for use in self.uses):
            return self.loop(indent, depth)
        self.guarded_head(indent, f"with Both({self.anything(1)}) as both:", depth)

    def comprehend(self, indent, depth):
        d = 1
        self.guarded(indent, "show(" + self.pick([
            f"[n * 2 for n in {self.iterable(d)} if n != {self.leaf('int')}]",
            f"{{n: [m for m in {self.iterable(d)}] for n in {self.iterable(d)}}}",
            f"sum(n for n in {self.iterable(d)})", f"[y := {self.leaf('int')}, y * 2]",
            f"max({self.iterable(d)}, default={self.leaf('int')})",
            f"min({self.iterable(d)}, key=str)",
            f"[[r, c] for r in range(2) for c in {self.iterable(d)} if r]",
            f"next((n for n in {self.iterable(d)} if n), None)",
            f"sorted({self.iterable(d)}, key=lambda n: (str(type(n)), str(n)))",
            f"''.join(str(n) for n in {self.iterable(d)})"]) + ")")

    def text(self):
        for text, (name, uses) in zip(CLASSES, USES):
            if self.chance(35):
                self.lines.append(text)
                self.uses += uses
        for text, uses in FUNCTIONS:
            if self.chance(20):
                self.lines.append(text)
                self.uses += uses
        for kind in KINDS:
            if self.chance(50):
                name = NAMES[kind][0]
                self.lines.append(f"{name} = {getattr(self, 'literal_' + kind)()}")
                self.bind(kind, name)
        for _ in range(self.random.randrange(4, 12)):
            self.statement(0, 2)
        return "\n".join(self.lines) + "\n"


def program(seed):
    return Program(seed).text()
