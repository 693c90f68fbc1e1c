"""Counters, chains of mappings, parsers' sections, dispatch by class, exits."""
import collections
import collections.abc
import configparser
import contextlib
import dataclasses
import functools
import io
import typing


def show(make):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)


# Counters compare and change in place; counts may be anything.
a, b = collections.Counter("abbb"), collections.Counter(a=1, b=4, c=0)
print(a <= b, a < b, a >= b, a == b, a != b, b == collections.Counter(b=4, a=1))
a += b
print(a, +a, -a)
a -= collections.Counter(b=9)
a |= collections.Counter(z=2)
a &= collections.Counter(a=1, z=1)
print(a, collections.Counter({"k": None}))
print(a.__class__(a), a == {"a": 1, "z": 1}, a.__eq__({"a": 1}))

# Chains of mappings.
chain = collections.ChainMap({"a": 1}, {"b": 2, "a": 3})
print(chain | {"c": 4}, {"c": 4, "a": 0} | chain, chain == {"a": 1, "b": 2})
print(list(chain.keys()), chain.items() == {("a", 1), ("b", 2)})
print(isinstance(chain, collections.abc.MutableMapping), chain.fromkeys("ab", 1))
show(lambda: chain.pop("b"))
chain |= {"d": 5}
print(chain, chain.popitem())
show(lambda: collections.ChainMap().popitem())
ordered = collections.OrderedDict(a=1)
ordered["me"] = ordered
print(ordered, {"b": 2} | collections.OrderedDict(a=1))

# Sections of INI files.
parser = configparser.ConfigParser(converters={"list": str.split})
parser.read_dict({"one": {"names": "a b", "Count": 3}, "DEFAULT": {"base": "x"}})
one = parser["one"]
print(one.getlist("names"), parser.getlist("one", "names"), one.getint("count"))
print(one == {"names": "a b", "count": "3", "base": "x"}, one.keys() >= {"base"})
print(sorted(parser.converters), one.setdefault("new", "y"), one.pop("new"))
show(lambda: parser.read_dict({"s": {"a": 1, "A": 2}}))
show(lambda: configparser.ConfigParser(interpolation=3))
unnamed = configparser.ConfigParser(allow_unnamed_section=True)
unnamed.read_string("top = 1\n[named]\nx = 2\n")
print(unnamed.get(configparser.UNNAMED_SECTION, "top"), unnamed.sections())
out = io.StringIO()
unnamed.write(out)
print(out.getvalue())
show(lambda: parser.get("one", "missing"))
show(lambda: configparser.ConfigParser(defaults={"n": 1})["DEFAULT"]["n"])
parser.clear()
print(list(parser), dict(parser["DEFAULT"]))


# Dispatch by class.
@functools.singledispatch
def kind(value):
    return "object"


@kind.register(collections.abc.Sized)
def _(value):
    return "sized"


@kind.register
def _(value: int | float):
    return "number"


@kind.register(collections.abc.Mapping)
def _(value):
    return "mapping"


print(kind([]), kind(1), kind(2.0), kind({}), kind(None), kind(True), kind("s"))
print(kind.dispatch(dict) is kind.registry[collections.abc.Mapping])
show(lambda: kind.register("no class", print))


class Cell:
    def __init__(self):
        self.state = None

    def set(self, value, *, loud=False):
        self.state = value, loud

    on = functools.partialmethod(set, True, loud=True)

    @functools.singledispatchmethod
    def name(self, value):
        return "?"

    @name.register
    def _(self, value: str):
        return "text"


cell = Cell()
cell.on()
print(cell.state, cell.name("a"), cell.name(1), Cell.__dict__["on"].args)


class Slotted:
    __slots__ = ()

    @functools.cached_property
    def lazy(self):
        return 1


show(lambda: Slotted().lazy)


# Exits keep what they happened during.
def failing(number):
    def leave(kind, value, where):
        raise KeyError(number)
    return leave


try:
    with contextlib.ExitStack() as stack:
        stack.push(failing(1))
        stack.push(failing(2))
        raise ValueError("body")
except KeyError as error:
    while error:
        print(repr(error), end=" <- ")
        error = error.__context__
    print()
with contextlib.suppress(ValueError):
    raise ExceptionGroup("several", [ValueError(1), ValueError(2)])
show(lambda: type("C", (contextlib.AbstractContextManager,), {})())
print(issubclass(type(stack), contextlib.AbstractContextManager))


# Data classes.
@dataclasses.dataclass
class Row:
    """"""
    name: str
    sizes: typing.List[int] = dataclasses.field(default_factory=list)
    kind: "typing.ClassVar[str]" = "row"
    seed: "dataclasses.InitVar[int]" = 3
    hidden: int = dataclasses.field(init=False, default=7)
    note: str | None = dataclasses.field(default=None, kw_only=True)

    def __post_init__(self, seed):
        self.sizes.append(seed)


print(Row.__doc__, Row("a"), vars(Row("b")), Row.__hash__)
print(dataclasses.is_dataclass(Row), Row.__dataclass_params__)
print([f.name for f in dataclasses.fields(Row)], dataclasses.asdict(Row("c", seed=4)))


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Point:
    x: int
    y: int = 0


print(Point.__doc__, Point(1) < Point(1, 2), hash(Point(4)) == hash((4, 0)))
print(Point.__slots__, Point.__lt__.__qualname__)
show(lambda: setattr(Point(1), "x", 2))


def refused(make):
    show(lambda: dataclasses.dataclass(make))


show(lambda: dataclasses.dataclass(type("Low", (Point,), {"__annotations__": {}})))
show(lambda: dataclasses.make_dataclass("M", ["class"]))
show(lambda: dataclasses.make_dataclass("M", [("a", int, 1), "b"]))
made = dataclasses.make_dataclass("Made", [("a", int), ("b", str, "x")])
print(made(1), made.__module__, made.__doc__)


class Half:
    def __hash__(self):
        return 5740354900026072187


print(hash(Half()), hash(()))
