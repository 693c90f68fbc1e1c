"""Abstract containers: https://docs.python.org/3/library/collections.abc.html

Most programs need few of them, so each family is read when one is asked for.
"""

_FAMILIES = {
    "_abilities": ("Sized", "Iterable", "Container", "Collection"),
    "_iterators": ("Hashable", "Callable", "Buffer", "Iterator", "Reversible", "Generator"),
    "_awaitables": ("Awaitable", "Coroutine", "AsyncIterable", "AsyncIterator",
                    "AsyncGenerator"),
    "_sets": ("Set", "MutableSet"),
    "_mappings": ("Mapping", "MutableMapping"),
    "_views": ("MappingView", "KeysView", "ItemsView", "ValuesView"),
    "_sequences": ("Sequence", "MutableSequence", "ByteString"),
}

__all__ = [
    "Awaitable", "Coroutine", "AsyncIterable", "AsyncIterator", "AsyncGenerator",
    "Hashable", "Iterable", "Iterator", "Generator", "Reversible", "Sized",
    "Container", "Callable", "Collection", "Set", "MutableSet", "Mapping",
    "MutableMapping", "MappingView", "KeysView", "ItemsView", "ValuesView",
    "Sequence", "MutableSequence", "ByteString", "Buffer",
]


def __getattr__(name):
    for family, classes in _FAMILIES.items():
        if name in classes:
            module = __import__("collections." + family, None, None, (name,))
            for each in classes:
                globals()[each] = getattr(module, each)
            return globals()[name]
    raise AttributeError("module %r has no attribute %r" % (__name__, name))


def __dir__():
    return sorted({*globals(), *__all__})
