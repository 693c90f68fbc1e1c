# Generic bases in any order, and hints with strings deep inside.
import enum
import typing
from typing import Annotated, Generic, List, Literal, NewType, Optional, Sequence, TypeVar, get_type_hints

T = TypeVar("T")
K = TypeVar("K")


class A(Generic[T]):
    pass


class B(Generic[K, T]):
    pass


class C(A[T], Generic[T, K], B[K, T]):
    pass


class Names(Sequence[T]):
    def __len__(self):
        return 0

    def __getitem__(self, at):
        raise IndexError


class Both(List[T], Names[T]):
    pass


print([base.__name__ for base in C.__mro__], C.__parameters__)
print([base.__name__ for base in Both.__mro__][:4])


class Node:
    parent: "int | list[Node]"
    children: list["Node"] | None
    note: Annotated[str, "x"] | None
    other: Optional["list[Annotated[int, 5]]"]


for name, hint in get_type_hints(Node).items():
    print(name, hint)
print(get_type_hints(Node, include_extras=True)["note"])

UserId = NewType("UserId", int)
print(UserId, UserId.__module__, UserId.__name__, UserId(5), UserId.__supertype__)
print(Literal[1, 2, 1], Literal[0] == Literal[False], Literal["a", "b"] == Literal["b", "a"],
      Literal[Literal[1, 2], 3])


@typing.overload
def double(x: int) -> int: ...
@typing.overload
def double(x: str) -> str: ...
def double(x):
    return x * 2


print(len(typing.get_overloads(double)), double(2), double("a"))

Animal = enum.Enum("Animal", "CAT DOG", module=__name__)
Empty = enum.Enum("Empty", names=())
print(list(Animal), list(Empty), [n for n in dir(Animal.CAT) if n[0] != "_"],
      [n for n in dir(Animal) if n[0] != "_"])
try:
    enum.Enum("Nothing")
except TypeError as error:
    print(error)


class Wrong:
    try:
        class Kind(enum.Enum):
            def __new__(cls, value):
                return super().__new__(cls, value)
            one = 1
    except TypeError as error:
        print(error)

import collections, concurrent.futures, contextvars, dataclasses, logging, queue, subprocess, tempfile
for kind in (queue.Queue, concurrent.futures.Future, collections.ChainMap, collections.UserDict,
             tempfile.TemporaryDirectory, subprocess.Popen, subprocess.CompletedProcess,
             dataclasses.Field, logging.StreamHandler, logging.LoggerAdapter, contextvars.Token):
    print(kind[int].__origin__ is kind)


class Jobs(queue.Queue[int]):
    pass


print(type[int], dict[str, type[int]], Jobs().maxsize)
try:
    int[str]
except TypeError as error:
    print(error)
