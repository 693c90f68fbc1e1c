"""Operators as functions: https://docs.python.org/3/library/operator.html"""

from _operator import (
    abs, add, and_, attrgetter, concat, contains, countOf, delitem, eq,
    floordiv, ge, getitem, gt, iadd, iand, iconcat, ifloordiv, ilshift,
    imatmul, imod, imul, index, indexOf, inv, invert, ior, ipow, irshift, is_,
    is_none, is_not, is_not_none, isub, itemgetter, itruediv, ixor, le, lshift,
    lt, matmul, methodcaller, mod, mul, ne, neg, not_, or_, pos, pow, rshift,
    setitem, sub, truediv, truth, xor)


def length_hint(obj, default=0):
    try:
        return len(obj)
    except TypeError:
        pass
    hint = getattr(type(obj), "__length_hint__", None)
    if hint is None:
        return default
    try:
        value = hint(obj)
    except TypeError:
        return default
    if value is NotImplemented:
        return default
    if not isinstance(value, int):
        raise TypeError("__length_hint__ must be an integer, not %s" % type(value).__name__)
    if value < 0:
        raise ValueError("__length_hint__() should return >= 0")
    return value


def call(obj, /, *args, **kwargs):
    return obj(*args, **kwargs)


__lt__ = lt
__le__ = le
__eq__ = eq
__ne__ = ne
__ge__ = ge
__gt__ = gt
__add__ = add
__and__ = and_
__or__ = or_
__sub__ = sub
__mul__ = mul
__mod__ = mod
__neg__ = neg
__not__ = not_
__contains__ = contains
__getitem__ = getitem
__concat__ = concat
__invert__ = invert
__lshift__ = lshift
__rshift__ = rshift
__truediv__ = truediv
__floordiv__ = floordiv
__pow__ = pow
__xor__ = xor
