"""Shallow and deep copies: https://docs.python.org/3/library/copy.html"""

import types
import weakref
from copyreg import dispatch_table

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    pass


error = Error

_ATOMIC = {type(None), int, float, bool, complex, str, bytes, type, type(...),
           type(NotImplemented), range, type(len), type(lambda: 0), property, types.CodeType,
           weakref.ref, types.GenericAlias}


def copy(x):
    cls = type(x)
    if cls in _ATOMIC or cls in (tuple, frozenset, slice):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    if issubclass(cls, type):
        return x
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    parts = _reduced(x, cls)
    return x if isinstance(parts, str) else _reconstruct(x, None, *parts)


def _reduced(x, cls):
    reduce = dispatch_table.get(cls)
    if reduce is not None:
        return reduce(x)
    reduce = getattr(x, "__reduce_ex__", None)
    if reduce is not None:
        return reduce(4)
    reduce = getattr(x, "__reduce__", None)
    if reduce is None:
        raise Error(f"un(deep)copyable object of type {cls}")
    return reduce()


def deepcopy(x, memo=None, _nil=[]):
    cls = type(x)
    if cls in _ATOMIC:
        return x
    if memo is None:
        memo = {}
    found = memo.get(id(x), _nil)
    if found is not _nil:
        return found
    deep = _DEEP.get(cls)
    if deep is not None:
        y = deep(x, memo)
    elif issubclass(cls, type):
        y = x
    else:
        method = getattr(x, "__deepcopy__", None)
        if method is not None:
            y = method(memo)
        else:
            parts = _reduced(x, cls)
            y = x if isinstance(parts, str) else _reconstruct(x, memo, *parts)
    if y is not x:
        memo[id(x)] = y
        # What is copied lives as long as the memo knows its address.
        try:
            memo[id(memo)].append(x)
        except KeyError:
            memo[id(memo)] = [x]
    return y


def _deep_list(x, memo):
    y = []
    memo[id(x)] = y
    for item in x:
        y.append(deepcopy(item, memo))
    return y


def _deep_dict(x, memo):
    y = {}
    memo[id(x)] = y
    for key, value in x.items():
        y[deepcopy(key, memo)] = deepcopy(value, memo)
    return y


def _deep_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    if id(x) in memo:  # it holds itself
        return memo[id(x)]
    for old, new in zip(x, items):
        if old is not new:
            return tuple(items)
    return x


def _deep_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


_DEEP = {list: _deep_list, dict: _deep_dict, tuple: _deep_tuple,
         types.MethodType: _deep_method}


def _reconstruct(x, memo, func, args, state=None, items=None, pairs=None, setter=None):
    deep = memo is not None
    if deep and args:
        args = tuple([deepcopy(arg, memo) for arg in args])
    y = func(*args)
    if deep:
        memo[id(x)] = y
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if setter is not None:
            setter(y, state)
        elif hasattr(y, "__setstate__"):
            y.__setstate__(state)
        else:
            in_slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, in_slots = state
            if state is not None:
                y.__dict__.update(state)
            if in_slots is not None:
                for name, value in in_slots.items():
                    setattr(y, name, value)
    if items is not None:
        for item in items:
            y.append(deepcopy(item, memo) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            y[key] = value
    return y


def replace(obj, /, **changes):
    method = getattr(obj.__class__, "__replace__", None)
    if method is None:
        raise TypeError("replace() does not support %s objects" % obj.__class__.__name__)
    return method(obj, **changes)
