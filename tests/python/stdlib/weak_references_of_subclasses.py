"""Subclasses of weakref.ref have attributes of their own."""

import weakref


class A(weakref.ref):
    pass


class X:
    pass


x = X()
r = A(x, None)
r.foo = 1
print(type(r).__name__, r.foo)
s = A(x)
s.foo = 1
print(type(s).__name__, s.foo, s() is x, A(x, lambda dead: 0) is s)
print(weakref.ref(x) is weakref.ref(x), A(x) is A(x))


class K(weakref.ref):
    __slots__ = ("key",)
    def __new__(cls, ob, callback, key):
        self = weakref.ref.__new__(cls, ob, callback)
        self.key = key
        return self
    def __init__(self, ob, callback, key):
        super().__init__(ob, callback)


seen = []
k = K(x, lambda ref: seen.append(ref.key), "k")
print(k.key, k() is x, k == weakref.ref(x), hash(k) == hash(x), isinstance(k, weakref.ref))
print(weakref.getweakrefcount(x), weakref.getweakrefs(x)[0] is s)
del x
print(seen, k() is None, s() is None, s.foo)
