"""The few names of sqlalchemy.util that projects use."""

import collections

OrderedDict = collections.OrderedDict


class immutabledict(dict):
    def union(self, other=None, **kw):
        return immutabledict({**self, **(other or {}), **kw})

    def merge_with(self, *others):
        made = immutabledict(self)
        for other in others:
            dict.update(made, other or {})
        return made

    def __or__(self, other):
        return immutabledict({**self, **other})

    def __ror__(self, other):
        return immutabledict({**other, **self})

    def copy(self):
        return self

    def __repr__(self):
        return "immutabledict(%s)" % dict.__repr__(self)

    def _refuse(self, *args, **kw):
        raise TypeError(f"{self.__class__.__name__} object is immutable")

    __setitem__ = __delitem__ = __setattr__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse


EMPTY_DICT = immutabledict()


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


class Properties:
    """A mapping whose members are attributes as well."""

    def __init__(self, data):
        self.__dict__["_data"] = dict(data)

    def __getattr__(self, name):
        try:
            return self._data[name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, name):
        return self._data[name]

    def __contains__(self, name):
        return name in self._data

    def __iter__(self):
        return iter(list(self._data.values()))

    def __len__(self):
        return len(self._data)

    def __dir__(self):
        return sorted(self._data)

    def get(self, name, default=None):
        return self._data.get(name, default)

    def keys(self):
        return list(self._data)

    def values(self):
        return list(self._data.values())

    def items(self):
        return list(self._data.items())


class IdentitySet:
    """Objects told apart by what they are, not by what they equal."""

    def __init__(self, items=()):
        self._members = {id(item): item for item in items}

    def __contains__(self, item):
        return id(item) in self._members

    def __iter__(self):
        return iter(list(self._members.values()))

    def __len__(self):
        return len(self._members)

    def __eq__(self, other):
        if not isinstance(other, IdentitySet):
            return False
        return self._members.keys() == other._members.keys()

    __hash__ = None

    def __or__(self, other):
        return IdentitySet([*self, *other])

    union = __or__

    def __sub__(self, other):
        other = IdentitySet(other)
        return IdentitySet(item for item in self if item not in other)

    difference = __sub__

    def __and__(self, other):
        other = IdentitySet(other)
        return IdentitySet(item for item in self if item in other)

    intersection = __and__

    def __repr__(self):
        return "IdentitySet(%r)" % (list(self._members.values()),)
