"""Shallow and deep copies: https://docs.python.org/3/library/copy.html"""

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    pass


error = Error

_ATOMIC = {type(None), int, float, bool, complex, str, bytes, type, type(...),
           type(NotImplemented), range, type(len), type(lambda: 0), property}


def _reconstruct(x, cls, deep, memo):
    y = cls.__new__(cls)
    if deep:
        memo[id(x)] = y
    getstate = getattr(cls, "__getstate__", None)
    own_getstate = getstate is not None and getstate is not getattr(object, "__getstate__", None)
    if own_getstate:
        state = x.__getstate__()
    else:
        state = getattr(x, "__dict__", None)
    if deep and state is not None:
        state = deepcopy(state, memo)
    setstate = getattr(y, "__setstate__", None)
    if setstate is not None:
        setstate(state)
    elif isinstance(state, dict):
        y.__dict__.update(state)
    for kind in cls.__mro__:
        slots = kind.__dict__.get("__slots__", ())
        if isinstance(slots, str):
            slots = (slots,)
        for name in slots:
            if name not in ("__dict__", "__weakref__") and hasattr(x, name):
                value = getattr(x, name)
                setattr(y, name, deepcopy(value, memo) if deep else value)
    if isinstance(x, list):
        y.extend((deepcopy(item, memo) for item in x) if deep else x)
    elif isinstance(x, dict):
        for key, value in x.items():
            if deep:
                y[deepcopy(key, memo)] = deepcopy(value, memo)
            else:
                y[key] = value
    elif isinstance(x, set):
        y.update((deepcopy(item, memo) for item in x) if deep else x)
    return y


def _immutable_base(cls):
    for base in (str, int, float, bytes, tuple, frozenset):
        if issubclass(cls, base):
            return base
    return None


def copy(x):
    cls = type(x)
    if cls in _ATOMIC or isinstance(x, type):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    if cls in (tuple, frozenset):
        return x
    method = getattr(cls, "__copy__", None)
    if method is not None:
        return method(x)
    reduce = getattr(cls, "__reduce__", None)
    if reduce is not None and reduce is not getattr(object, "__reduce__", None):
        return _from_reduce(x, x.__reduce__(), False, {})
    if _immutable_base(cls) is not None:
        return x
    return _reconstruct(x, cls, False, {})


def _from_reduce(x, parts, deep, memo):
    if isinstance(parts, str):
        return x
    func, args = parts[0], parts[1]
    if deep:
        args = tuple(deepcopy(arg, memo) for arg in args)
    y = func(*args)
    if deep:
        memo[id(x)] = y
    state = parts[2] if len(parts) > 2 else None
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(y, "__setstate__"):
            y.__setstate__(state)
        else:
            y.__dict__.update(state)
    return y


def deepcopy(x, memo=None, _nil=[]):
    cls = type(x)
    if cls in _ATOMIC:
        return x
    if memo is None:
        memo = {}
    found = memo.get(id(x), _nil)
    if found is not _nil:
        return found
    if cls is list:
        y = []
        memo[id(x)] = y
        for item in x:
            y.append(deepcopy(item, memo))
        return y
    if cls is dict:
        y = {}
        memo[id(x)] = y
        for key, value in x.items():
            y[deepcopy(key, memo)] = deepcopy(value, memo)
        return y
    if cls is tuple:
        items = [deepcopy(item, memo) for item in x]
        for old, new in zip(x, items):
            if old is not new:
                return tuple(items)
        return x
    if cls in (set, frozenset):
        return cls(deepcopy(item, memo) for item in x)
    if cls is bytearray:
        return x.copy()
    if isinstance(x, type):
        return x
    method = getattr(x, "__deepcopy__", None)
    if method is not None:
        y = method(memo)
    else:
        reduce = getattr(cls, "__reduce__", None)
        if reduce is not None and reduce is not getattr(object, "__reduce__", None):
            y = _from_reduce(x, x.__reduce__(), True, memo)
        elif _immutable_base(cls) is not None:
            y = x
        else:
            y = _reconstruct(x, cls, True, memo)
    memo[id(x)] = y
    memo.setdefault(id(memo), []).append(x)
    return y


def replace(obj, /, **changes):
    method = getattr(obj.__class__, "__replace__", None)
    if method is None:
        raise TypeError("replace() does not support %s objects" % obj.__class__.__name__)
    return method(obj, **changes)
