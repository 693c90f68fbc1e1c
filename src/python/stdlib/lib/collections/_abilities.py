"""What a class can do, told by its methods; containers at their simplest."""

from abc import ABCMeta, abstractmethod

# The classes are known by the name of the module that people import.
__name__ = "collections.abc"


_generic = classmethod(type(list[int]))


def _has_methods(cls, *methods):
    for method in methods:
        for base in cls.__mro__:
            if method in base.__dict__:
                if base.__dict__[method] is None:
                    return NotImplemented
                break
        else:
            return NotImplemented
    return True


def _hook(name, *methods):
    # A __subclasshook__ for a class of that name: duck typing by methods.
    @classmethod
    def __subclasshook__(cls, C):
        if cls.__name__ == name and cls.__module__ == __name__:
            return _has_methods(C, *methods)
        return NotImplemented
    return __subclasshook__


def _thrown(kind, value, traceback):
    # What throw() of a generator raises that takes nothing.
    if value is None:
        value = kind() if isinstance(kind, type) else kind
    return value if traceback is None else value.with_traceback(traceback)


class Sized(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __len__(self):
        return 0

    __subclasshook__ = _hook("Sized", "__len__")


class Iterable(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __iter__(self):
        while False:
            yield None

    __subclasshook__ = _hook("Iterable", "__iter__")
    __class_getitem__ = _generic


class Container(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __contains__(self, x):
        return False

    __subclasshook__ = _hook("Container", "__contains__")
    __class_getitem__ = _generic


class Collection(Sized, Iterable, Container):
    __slots__ = ()
    __subclasshook__ = _hook("Collection", "__len__", "__iter__", "__contains__")
