"""The few names of sqlalchemy.util that projects use."""

import collections

OrderedDict = collections.OrderedDict


class immutabledict(dict):
    def union(self, other=None, **kw):
        return immutabledict({**self, **(other or {}), **kw})


def asbool(value):
    if isinstance(value, str):
        return value.strip().lower() in ("true", "yes", "on", "y", "t", "1")
    return bool(value)


def memoized_property(fn):
    import functools

    made = functools.cached_property(fn)
    return made


def to_list(value, default=None):
    if value is None:
        return default
    if isinstance(value, (list, tuple)):
        return list(value)
    return [value]


def generic_repr(obj, **kw):
    return "%s()" % type(obj).__name__


def await_only(value):
    return value


def deprecated(*args, **kw):
    return lambda fn: fn


greenlet_spawn = None
