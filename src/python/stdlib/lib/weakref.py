"""Weak references: https://docs.python.org/3/library/weakref.html"""

import _limbeck
from collections.abc import MutableMapping, MutableSet

ref = _limbeck.ref
ReferenceType = ref
__all__ = ["ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary",
           "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize", "ReferenceType",
           "ProxyType", "CallableProxyType", "ProxyTypes"]


class ProxyType:
    def __init__(self, obj, callback=None):
        object.__setattr__(self, "_reference", ref(obj, callback))

    def _target(self):
        found = object.__getattribute__(self, "_reference")()
        if found is None:
            raise ReferenceError("weakly-referenced object no longer exists")
        return found

    def __getattribute__(self, name):
        return getattr(ProxyType._target(self), name)

    def __setattr__(self, name, value):
        setattr(ProxyType._target(self), name, value)

    def __delattr__(self, name):
        delattr(ProxyType._target(self), name)

    def __call__(self, *args, **kwargs):
        return ProxyType._target(self)(*args, **kwargs)

    def __getitem__(self, key):
        return ProxyType._target(self)[key]

    def __setitem__(self, key, value):
        ProxyType._target(self)[key] = value

    def __iter__(self):
        return iter(ProxyType._target(self))

    def __len__(self):
        return len(ProxyType._target(self))

    def __contains__(self, item):
        return item in ProxyType._target(self)

    def __bool__(self):
        return bool(ProxyType._target(self))

    def __eq__(self, other):
        return ProxyType._target(self) == other

    def __str__(self):
        return str(ProxyType._target(self))

    __hash__ = None


CallableProxyType = ProxyType
ProxyTypes = (ProxyType,)


def proxy(obj, callback=None):
    return ProxyType(obj, callback)


def getweakrefcount(obj):
    return len(_limbeck.references_to(obj))


def getweakrefs(obj):
    return _limbeck.references_to(obj)


class WeakMethod:
    def __init__(self, meth, callback=None):
        try:
            self._obj, self._func = ref(meth.__self__, callback), meth.__func__
        except AttributeError:
            raise TypeError(
                f"argument should be a bound method, not {type(meth)}") from None
        self._type = type(meth)

    def __call__(self):
        obj = self._obj()
        return None if obj is None else self._type(self._func, obj)

    def __eq__(self, other):
        return (isinstance(other, WeakMethod) and self._obj == other._obj and
                self._func == other._func)

    def __hash__(self):
        return hash((self._obj, self._func))


class WeakValueDictionary(MutableMapping):
    def __init__(self, other=(), /, **kw):
        self.data = {}
        self.update(other, **kw)

    def __getitem__(self, key):
        found = self.data[key]()
        if found is None:
            raise KeyError(key)
        return found

    def __setitem__(self, key, value):
        data = self.data

        def remove(dead):
            if data.get(key) is dead:
                del data[key]

        data[key] = ref(value, remove)

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter([key for key, value in list(self.data.items()) if value() is not None])

    def __len__(self):
        return sum(1 for _ in self)

    def __contains__(self, key):
        found = self.data.get(key)
        return found is not None and found() is not None

    def copy(self):
        return WeakValueDictionary(self)

    def __repr__(self):
        return f"<WeakValueDictionary at {id(self):#x}>"


class WeakKeyDictionary(MutableMapping):
    def __init__(self, dict=None):
        self.data = {}
        if dict is not None:
            self.update(dict)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        data = self.data
        self.data[ref(key, lambda dead: data.pop(dead, None))] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __iter__(self):
        for reference in list(self.data):
            key = reference()
            if key is not None:
                yield key

    def __len__(self):
        return sum(1 for _ in self)

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def copy(self):
        return WeakKeyDictionary(self)

    def __repr__(self):
        return f"<WeakKeyDictionary at {id(self):#x}>"


class WeakSet(MutableSet):
    def __init__(self, data=None):
        self.data = set()
        for item in data or ():
            self.add(item)

    def add(self, item):
        self.data.add(ref(item, self.data.discard))

    def discard(self, item):
        self.data.discard(ref(item))

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def __iter__(self):
        for reference in list(self.data):
            item = reference()
            if item is not None:
                yield item

    def __len__(self):
        return sum(1 for _ in self)

    def update(self, other):
        for item in other:
            self.add(item)


class finalize:
    _registry = {}

    def __init__(self, obj, func, /, *args, **kwargs):
        self._info = (func, args, kwargs)
        self._reference = ref(obj, self)
        finalize._registry[self] = self._info

    def __call__(self, _=None):
        info = finalize._registry.pop(self, None)
        if info:
            func, args, kwargs = info
            return func(*args, **kwargs)

    def detach(self):
        info = finalize._registry.pop(self, None)
        obj = self._reference()
        if info and obj is not None:
            return (obj, *info)

    @property
    def alive(self):
        return self in finalize._registry
