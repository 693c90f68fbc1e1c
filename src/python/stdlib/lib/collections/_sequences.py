"""Sequences."""

from abc import abstractmethod

import _collections
from collections._abilities import Collection
from collections._iterators import Reversible

# The classes are known by the name of the module that people import.
__name__ = "collections.abc"


class Sequence(Reversible, Collection):
    __slots__ = ()

    @abstractmethod
    def __getitem__(self, index):
        raise IndexError

    def __iter__(self):
        i = 0
        try:
            while True:
                v = self[i]
                yield v
                i += 1
        except IndexError:
            return

    def __contains__(self, value):
        return any(v is value or v == value for v in self)

    def __reversed__(self):
        for i in reversed(range(len(self))):
            yield self[i]

    def index(self, value, start=0, stop=None):
        size = len(self)
        first = max(size + start, 0) if start < 0 else start
        end = size if stop is None else stop + size if stop < 0 else min(stop, size)
        for i in range(first, end):
            v = self[i]
            if v is value or v == value:
                return i
        raise ValueError

    def count(self, value):
        return sum(1 for v in self if v is value or v == value)


class MutableSequence(Sequence):
    __slots__ = ()

    @abstractmethod
    def __setitem__(self, index, value):
        raise IndexError

    @abstractmethod
    def __delitem__(self, index):
        raise IndexError

    @abstractmethod
    def insert(self, index, value):
        raise IndexError

    def append(self, value):
        self.insert(len(self), value)

    def clear(self):
        while len(self):
            self.pop()

    def reverse(self):
        items = list(self)
        for i, value in enumerate(reversed(items)):
            self[i] = value

    def extend(self, values):
        for v in list(values):
            self.append(v)

    def pop(self, index=-1):
        v = self[index]
        del self[index]
        return v

    def remove(self, value):
        del self[self.index(value)]

    def __iadd__(self, values):
        self.extend(values)
        return self


class ByteString(Sequence):
    __slots__ = ()


for _kind in (tuple, str, range, bytes, memoryview):
    Sequence.register(_kind)
for _kind in (list, bytearray, _collections.deque):
    MutableSequence.register(_kind)
for _kind in (bytes, bytearray):
    ByteString.register(_kind)
del _kind
