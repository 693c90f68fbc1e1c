# Objects taken apart and put together again.
import copy
import copyreg
import datetime
import decimal
import enum
import fractions
import pickle
import types
import uuid


class Node:
    def __init__(self):
        self.items = [1]
        self.me = self


class Slotted:
    __slots__ = ("x", "y")


class Items(list):
    pass


class Names(dict):
    pass


class Pair(tuple):
    pass


class Colour(enum.Enum):
    RED = 1


class Stateful:
    def __init__(self, value):
        self.value = value

    def __getstate__(self):
        return {"kept": self.value}

    def __setstate__(self, state):
        self.value = ("restored", state["kept"])


class Reduced:
    def __init__(self, *args):
        self.args = args

    def __reduce__(self):
        return Reduced, (*self.args, "again")


def told(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, str(error).split(" on <module")[0])


def generator():
    yield


node = Node()
for made in (copy.deepcopy(node), pickle.loads(pickle.dumps(node))):
    print(made.me is made, made.items, made.items is not node.items)
print(copy.copy(node).items is node.items)
slotted = Slotted()
slotted.x = 3
print(copy.copy(slotted).x, pickle.loads(pickle.dumps(slotted)).x)
items = Items([1, [2]])
items.extra = 3
for made in (copy.copy(items), copy.deepcopy(items), pickle.loads(pickle.dumps(items))):
    print(type(made).__name__, made, made.extra, made[1] is items[1])
print(pickle.loads(pickle.dumps(Names(a=1))), pickle.loads(pickle.dumps(Pair((1, 2)))))
print(pickle.loads(pickle.dumps(Colour.RED)) is Colour.RED, copy.deepcopy(Colour.RED))
print(pickle.loads(pickle.dumps(Stateful(1))).value, copy.copy(Stateful(2)).value)
print(copy.copy(Reduced(1)).args, pickle.loads(pickle.dumps(Reduced(1))).args)
values = [None, True, 1, -1, 255, 65536, 2**40, -2**70, 1.5, "aé", b"x" * 300, (1,), (1, 2, 3, 4),
          [1, [2]], {1: {2}}, frozenset([1]), datetime.datetime(2020, 1, 2, 3),
          datetime.timedelta(1), decimal.Decimal("1.5"), uuid.UUID(int=5),
          fractions.Fraction(1, 3), range(3), 1 + 2j, int, len, ValueError("a"), ...,
          bytearray(b"z"), slice(1, 2), int | str]
for value in values:
    for protocol in range(6):
        made = pickle.loads(pickle.dumps(value, protocol))
        if made != value and repr(made) != repr(value):
            print("different", protocol, value, made)
print(pickle.dumps([1, "a", {"b": (True, None)}], 2))
print(pickle.dumps({"x": 1.5, "y": b"z"}, 4))
for value in (generator(), types.SimpleNamespace(f=generator())):
    told(lambda: pickle.dumps(value))
told(lambda: copy.copy(generator()))
told(lambda: object.__new__(type(generator())))
told(lambda: type(generator())())
told(lambda: object.__new__(list))
told(lambda: pickle.loads(b"cos\nno_such_name\n."))
told(lambda: pickle.loads(b""))
copyreg.pickle(Slotted, lambda s: (str, (f"slotted {s.x}",)))
print(pickle.loads(pickle.dumps(slotted)), copy.copy(slotted))

import typing
for hint in (list[int], dict[str, list[int]], int | str, typing.Optional[int], type[int]):
    print(hint, copy.copy(hint) == hint, copy.deepcopy({"a": hint})["a"] == hint)
