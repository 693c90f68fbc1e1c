"""What typing has, under the name that older Pythons needed, and what typing
does not have yet: https://typing-extensions.readthedocs.io"""

import typing as _typing
from typing import *  # noqa: F403


class _Form:
    """A special form that typing lacks: it is kept, and subscribed to anything."""

    def __init__(self, name):
        self._name = name
        self.__name__ = name

    def __repr__(self):
        return "typing_extensions." + self._name

    def __getitem__(self, item):
        return _typing.Annotated[item if not isinstance(item, tuple) else item[0], self]

    def __call__(self, *args, **kwargs):
        raise TypeError("Cannot instantiate %r" % self)


class deprecated:
    """PEP 702: marks a function or class; calls are not warned about."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError("Expected an object of type str for 'message', not %r" % type(message).__name__)
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        arg.__deprecated__ = self.message
        return arg


class Doc:
    """PEP 727."""

    def __init__(self, documentation, /):
        self.documentation = documentation

    def __repr__(self):
        return "Doc(%r)" % self.documentation

    def __hash__(self):
        return hash(self.documentation)

    def __eq__(self, other):
        if not isinstance(other, Doc):
            return NotImplemented
        return self.documentation == other.documentation


class Sentinel:
    def __init__(self, name, repr=None):
        self._name = name
        self._repr = repr if repr is not None else "<%s>" % name

    def __repr__(self):
        return self._repr


def override(arg, /):
    try:
        arg.__override__ = True
    except (AttributeError, TypeError):
        pass
    return arg


def disjoint_base(cls):
    cls.__disjoint_base__ = True
    return cls


def type_repr(value):
    if isinstance(value, type):
        return value.__qualname__ if value.__module__ == "builtins" else value.__module__ + "." + value.__qualname__
    return "..." if value is ... else repr(value)


class Buffer:
    pass


def get_original_bases(cls, /):
    return cls.__dict__.get("__orig_bases__", cls.__bases__)


def __getattr__(name):
    if hasattr(_typing, name):
        value = getattr(_typing, name)
    elif name in ("ReadOnly", "TypeForm", "NoExtraItems", "NoDefault", "TypeIs", "Required", "NotRequired",
                  "LiteralString", "Never", "Self", "Unpack", "TypeAliasType"):
        value = _Form(name)
    else:
        raise AttributeError("module 'typing_extensions' has no attribute %r" % name)
    globals()[name] = value
    return value
