# collections.abc: its families arrive when they are asked for, in any order.
import collections.abc as abc
import typing

print(abc.Sequence.__module__, abc.Sequence.__mro__)
print(isinstance([], abc.Sequence), isinstance({}, abc.Mapping), issubclass(dict, abc.MutableMapping))
print(isinstance({}.keys(), abc.Set), isinstance({}.items(), abc.ItemsView))
print(isinstance(b"", abc.Buffer), isinstance("", abc.Buffer))
print(isinstance((i for i in ()), abc.Generator), isinstance(iter([]), abc.Generator))
print(sorted(set(abc.__all__) - {"ByteString"}))
print([name for name in abc.__all__ if not hasattr(abc, name)])
try:
    abc.Nothing
except AttributeError as e:
    print(e)


async def coroutine():
    pass


async def generator():
    yield 1


made = coroutine()
print(isinstance(made, abc.Coroutine), isinstance(made, abc.Awaitable))
made.close()
print(isinstance(generator(), abc.AsyncGenerator), isinstance(generator(), abc.AsyncIterator))


def lacking(kind):
    return sorted(kind.__abstractmethods__)


for kind in (abc.Generator, abc.Coroutine, abc.AsyncIterator, abc.AsyncGenerator, abc.Buffer,
             abc.MutableSequence, abc.MutableSet, abc.MutableMapping, abc.Hashable):
    print(kind.__name__, lacking(kind))


class Numbers(abc.Generator):
    def __init__(self):
        self.seen = []

    def send(self, value):
        self.seen.append(value)
        if len(self.seen) > 3:
            raise StopIteration
        return len(self.seen)

    def throw(self, typ, val=None, tb=None):
        super().throw(typ, val, tb)


numbers = Numbers()
print(list(numbers), numbers.seen, numbers.close())
try:
    numbers.throw(ValueError, ValueError("x"))
except ValueError as e:
    print(repr(e))


class Bag(abc.MutableSet):
    def __init__(self, items=()):
        self.items = list(dict.fromkeys(items))

    def __contains__(self, item):
        return item in self.items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    def add(self, item):
        if item not in self.items:
            self.items.append(item)

    def discard(self, item):
        if item in self.items:
            self.items.remove(item)


bag = Bag("abc")
bag ^= set("cd")
print(sorted(bag))
bag |= "xy"
bag -= "a"
bag &= "bxy"
print(sorted(bag), bag == set("bxy"), bag <= set("abxy"), bag.isdisjoint("q"))
bag ^= bag
print(list(bag))


class Row(abc.MutableMapping):
    def __init__(self, **values):
        self.values_ = values

    def __getitem__(self, key):
        return self.values_[key]

    def __setitem__(self, key, value):
        self.values_[key] = value

    def __delitem__(self, key):
        del self.values_[key]

    def __iter__(self):
        return iter(self.values_)

    def __len__(self):
        return len(self.values_)


row = Row(a=1, b=2)
print(list(row.keys()), type(row.items()).__module__, list(row.values()), ("a", 1) in row.items())
print(row.pop("a"), row.setdefault("c", 3), row.popitem(), dict(row), row.get("z", 0))
print(typing.Sequence[int], typing.Mapping[str, int], typing.Callable[[int], str], typing.IO[str])
print(typing.AbstractSet, typing.Hashable, typing.get_origin(typing.Iterable[int]))
print(isinstance(3, typing.SupportsInt), isinstance("", typing.SupportsIndex))
print(typing.SupportsAbs.__module__, typing.TextIO.__module__)
print([name for name in typing.__all__ if not hasattr(typing, name)])
print("Sequence" in dir(typing), "Sequence" in dir(abc))
