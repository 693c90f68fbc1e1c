"""Values that tell the objects that hold them when they change in place."""

import weakref

from sqlalchemy import types


class MutableBase:
    @property
    def _parents(self):
        """State → name of the attribute that holds this value."""
        parents = self.__dict__.get("_sa_parents")
        if parents is None:
            parents = self.__dict__["_sa_parents"] = weakref.WeakKeyDictionary()
        return parents

    @classmethod
    def coerce(cls, key, value):
        if value is None:
            return None
        raise ValueError(
            f"Attribute '{key}' does not accept objects of type {type(value)}"
        )


class Mutable(MutableBase):
    def changed(self):
        for state, key in list(self._parents.items()):
            state._modified(key)

    @classmethod
    def _tracked(cls, instance, key, value):
        """What the attribute `key` of `instance` holds in place of `value`."""
        if value is None:
            return None
        if not isinstance(value, cls):
            value = cls.coerce(key, value)
        if isinstance(value, MutableBase):
            from sqlalchemy.orm.state import instance_state

            value._parents[instance_state(instance)] = key
        return value

    @classmethod
    def as_mutable(cls, sqltype):
        sqltype = types.to_instance(sqltype)
        sqltype._limbeck_mutable = cls._tracked
        return sqltype

    @classmethod
    def associate_with(cls, sqltype):
        pass

    @classmethod
    def associate_with_attribute(cls, attribute):
        attribute.property._mutable = cls._tracked


class MutableComposite(MutableBase):
    def changed(self):
        pass


def _telling(base, names):
    """A class whose methods `names` do what those of `base` do, and tell."""

    def decorate(cls):
        def telling(name):
            inherited = getattr(base, name)

            def method(self, *args, **kw):
                result = inherited(self, *args, **kw)
                self.changed()
                return result

            method.__name__ = name
            method.__qualname__ = f"{cls.__name__}.{name}"
            return method

        for name in names.split():
            setattr(cls, name, telling(name))
        return cls

    return decorate


@_telling(dict, "__setitem__ __delitem__ setdefault update pop popitem clear")
class MutableDict(Mutable, dict):
    @classmethod
    def coerce(cls, key, value):
        if isinstance(value, dict) and not isinstance(value, cls):
            return cls(value)
        return value if isinstance(value, cls) else Mutable.coerce(key, value)

    def __getstate__(self):
        return dict(self)

    def __setstate__(self, state):
        self.update(state)


@_telling(
    list,
    "__setitem__ __delitem__ __iadd__ append extend insert pop remove clear "
    "sort reverse",
)
class MutableList(Mutable, list):
    @classmethod
    def coerce(cls, key, value):
        if isinstance(value, list) and not isinstance(value, cls):
            return cls(value)
        return value if isinstance(value, cls) else Mutable.coerce(key, value)


@_telling(
    set,
    "__ior__ __iand__ __ixor__ __isub__ add remove discard pop clear update "
    "intersection_update difference_update symmetric_difference_update",
)
class MutableSet(Mutable, set):
    @classmethod
    def coerce(cls, key, value):
        if isinstance(value, cls):
            return value
        if isinstance(value, (set, frozenset, list, tuple)):
            return cls(value)
        return Mutable.coerce(key, value)
