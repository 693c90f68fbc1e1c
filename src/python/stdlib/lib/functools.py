"""Higher-order functions: https://docs.python.org/3/library/functools.html"""

from _functools import cmp_to_key, new_cache as _new_cache, partial, reduce

__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES",
    "total_ordering", "cache", "cmp_to_key", "lru_cache", "reduce", "partial",
    "partialmethod", "singledispatch", "singledispatchmethod", "cached_property",
]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__",
                       "__annotate__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Makes a wrapper look like what it wraps."""
    for attr in assigned:
        try:
            value = getattr(wrapped, attr)
        except AttributeError:
            pass
        else:
            try:
                setattr(wrapper, attr, value)
            except (AttributeError, TypeError):
                if attr != "__annotate__" and attr != "__type_params__":
                    raise
    for attr in updated:
        getattr(wrapper, attr).update(getattr(wrapped, attr, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    def decorate(wrapper):
        return update_wrapper(wrapper, wrapped, assigned, updated)
    return decorate


def _from_lt_gt(self, other):
    pass


def total_ordering(cls):
    """Adds the comparisons that follow from __eq__ and one ordering method."""
    roots = [op for op in ("__lt__", "__le__", "__gt__", "__ge__")
             if getattr(cls, op, None) is not getattr(object, op, None)]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(roots)

    def method(name, build):
        if name not in roots:
            build.__name__ = name
            setattr(cls, name, build)

    def call(self, other):
        return getattr(type(self), root)(self, other)

    def derived(combine):
        def compare(self, other):
            result = call(self, other)
            if result is NotImplemented:
                return result
            return combine(result, self, other)
        return compare

    rules = {
        "__lt__": {
            "__gt__": lambda r, a, b: not r and a != b,
            "__le__": lambda r, a, b: r or a == b,
            "__ge__": lambda r, a, b: not r,
        },
        "__le__": {
            "__ge__": lambda r, a, b: not r or a == b,
            "__lt__": lambda r, a, b: r and a != b,
            "__gt__": lambda r, a, b: not r,
        },
        "__gt__": {
            "__lt__": lambda r, a, b: not r and a != b,
            "__ge__": lambda r, a, b: r or a == b,
            "__le__": lambda r, a, b: not r,
        },
        "__ge__": {
            "__le__": lambda r, a, b: not r or a == b,
            "__gt__": lambda r, a, b: r and a != b,
            "__lt__": lambda r, a, b: not r,
        },
    }
    for name, combine in rules[root].items():
        method(name, derived(combine))
    return cls


class partialmethod:
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError("%r is not callable or a descriptor" % (func,))
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, instance, owner=None):
        get = getattr(self.func, "__get__", None)
        if get is not None and not isinstance(self.func, partial):
            bound = get(instance, owner)
            if bound is not self.func:
                result = partial(bound, *self.args, **self.keywords)
                if hasattr(bound, "__self__"):
                    result.__self__ = bound.__self__
                return result
        func, args, keywords = self.func, self.args, self.keywords

        def method(cls_or_self, /, *more, **kw):
            return func(cls_or_self, *args, *more, **{**keywords, **kw})
        method.__isabstractmethod__ = self.__isabstractmethod__
        method.__partialmethod__ = self
        if instance is None:
            return method
        import types
        return types.MethodType(method, instance)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    def __repr__(self):
        parts = [repr(self.func), *map(repr, self.args)]
        parts.extend("%s=%r" % item for item in self.keywords.items())
        cls = type(self)
        return "%s.%s(%s)" % (cls.__module__, cls.__qualname__, ", ".join(parts))


class _CacheInfo(tuple):
    __slots__ = ()

    def __new__(cls, hits, misses, maxsize, currsize):
        return tuple.__new__(cls, (hits, misses, maxsize, currsize))

    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return "CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)" % tuple(self)


def lru_cache(maxsize=128, typed=False):
    """Keeps the results of the latest calls."""
    if callable(maxsize) and isinstance(typed, bool):
        function, maxsize = maxsize, 128
        return _cached(function, maxsize, typed)
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda function: _cached(function, maxsize, typed)


def _cached(function, maxsize, typed):
    wrapper = _new_cache(function, maxsize, typed, _CacheInfo)
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, function)


def cache(user_function, /):
    return lru_cache(maxsize=None)(user_function)


class cached_property:
    """A property whose value is computed once and kept in the instance."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                "Cannot assign the same cached_property to two different names (%r and %r)."
                % (self.attrname, name))

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError(
                "Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            cache = instance.__dict__
        except AttributeError:
            raise TypeError("No '__dict__' attribute on %r instance to cache %r property."
                            % (type(instance).__name__, self.attrname)) from None
        if self.attrname in cache:
            return cache[self.attrname]
        value = self.func(instance)
        try:
            cache[self.attrname] = value
        except TypeError:
            raise TypeError("The '__dict__' attribute on %r instance does not support item "
                            "assignment for caching %r property."
                            % (type(instance).__name__, self.attrname)) from None
        return value

    __class_getitem__ = classmethod(lambda cls, item: cls)


def _find_impl(cls, registry):
    """The implementation of the most special class that `cls` is one of."""
    candidates = []
    for kind in registry:
        try:
            if kind in cls.__mro__ or issubclass(cls, kind):
                candidates.append(kind)
        except TypeError:
            continue
    best = None
    for kind in _by_rank(cls, candidates):
        if best is None:
            best = kind
        elif kind not in best.__mro__ and best not in kind.__mro__:
            # Two abstract classes that nothing puts in order.
            if (kind not in cls.__mro__ and best not in cls.__mro__
                    and not issubclass(best, kind)):
                raise RuntimeError("Ambiguous dispatch: %s or %s" % (best, kind))
            break
        else:
            break
    return registry.get(best)


def _by_rank(cls, candidates):
    """Candidates in the order of cls.__mro__; an abstract class that is no part
    of it stands behind the last class of it that is one too."""
    mro = cls.__mro__

    def rank(kind):
        if kind in mro:
            return mro.index(kind), 0, 0
        last = max(i for i, base in enumerate(mro) if issubclass(base, kind))
        special = sum(other is not kind and issubclass(kind, other) for other in candidates)
        return last, 1, -special
    return sorted(candidates, key=rank)


def singledispatch(func):
    """A function that chooses its implementation by its first argument's type."""
    import types
    registry = {}
    found = {}
    name = getattr(func, "__name__", "singledispatch function")

    def dispatch(cls):
        try:
            return found[cls]
        except KeyError:
            found[cls] = result = registry.get(cls) or _find_impl(cls, registry)
            return result

    def register(cls, func=None):
        if _is_dispatchable(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError("Invalid first argument to `register()`. %r is not a class "
                                "or union type." % (cls,))
            if not getattr(cls, "__annotations__", None):
                raise TypeError(
                    "Invalid first argument to `register()`: %r. Use either "
                    "`@register(some_class)` or plain `@register` on an annotated "
                    "function." % (cls,))
            func = cls
            from typing import get_type_hints
            argument, cls = next(iter(get_type_hints(func).items()))
            if not _is_dispatchable(cls):
                if _is_union(cls):
                    raise TypeError("Invalid annotation for %r. %r not all arguments are "
                                    "classes." % (argument, cls))
                raise TypeError("Invalid annotation for %r. %r is not a class."
                                % (argument, cls))
        if _is_union(cls):
            for arg in cls.__args__:
                registry[arg] = func
        else:
            registry[cls] = func
        found.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError("%s requires at least 1 positional argument" % name)
        return dispatch(args[0].__class__)(*args, **kw)

    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = types.MappingProxyType(registry)
    wrapper._clear_cache = found.clear
    update_wrapper(wrapper, func)
    return wrapper


def _is_union(cls):
    import types
    if isinstance(cls, types.UnionType):
        return True
    import sys
    typing = sys.modules.get("typing")
    return typing is not None and getattr(cls, "__origin__", None) is typing.Union


def _is_dispatchable(cls):
    import types
    if isinstance(cls, type) and not isinstance(cls, types.GenericAlias):
        return True
    return _is_union(cls) and all(isinstance(arg, type) and
                                  not isinstance(arg, types.GenericAlias)
                                  for arg in cls.__args__)


class singledispatchmethod:
    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError("%r is not callable or a descriptor" % (func,))
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch
        name = getattr(self.func, "__name__", "singledispatchmethod method")

        def method(*args, **kwargs):
            if not args:
                raise TypeError("%s requires at least 1 positional argument" % name)
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)
        method.__isabstractmethod__ = self.__isabstractmethod__
        method.register = self.register
        update_wrapper(method, self.func)
        return method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)
