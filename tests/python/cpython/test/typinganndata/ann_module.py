"""Annotations for the tests to read."""

from functools import wraps
from types import new_class
from typing import Optional, Tuple


class C:
    x = 5
    y: Optional["C"] = None


x: int = 5
y: str = x
f: Tuple[int, int]
u: int | float


class M(type):
    o: type = object


class D(C):
    j: str = "hi"
    k: str = "bye"


h_class = new_class("H", (C,))
j_class = new_class("J")


class F:
    z: int = 5


class Y(F):
    pass


class Meta(type):
    pass


class S(metaclass=Meta):
    x: str = "something"
    y: str = "something else"


def foo(x: int = 10):
    pass


def dec(func):
    @wraps(func)
    def wrapper(*args, **kwargs):
        return func(*args, **kwargs)
    return wrapper
