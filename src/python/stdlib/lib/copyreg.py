"""How instances are taken apart for copy and pickle.
https://docs.python.org/3/library/copyreg.html"""

import types

__all__ = ["add_extension", "clear_extension_cache", "constructor", "pickle",
           "remove_extension"]

dispatch_table = {}
_extension_registry = {}
_inverted_registry = {}
_extension_cache = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    if not callable(object):
        raise TypeError("constructors must be callable")


def _complex(value):
    return complex, (value.real, value.imag)


def _union(value):
    import functools
    import operator
    return functools.reduce, (operator.or_, value.__args__)


pickle(complex, _complex, complex)
pickle(type(int | str), _union)


def _reconstructor(cls, base, state):
    if base is object:
        return object.__new__(cls)
    made = base.__new__(cls, state)
    if base.__init__ != object.__init__:
        base.__init__(made, state)
    return made


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


_NATIVE_BASES = (int, float, complex, str, bytes, bytearray, tuple, frozenset)


def _slotnames(cls):
    names = []
    for kind in cls.__mro__:
        slots = kind.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                stripped = kind.__name__.lstrip("_")
                name = f"_{stripped}{name}" if stripped else name
            names.append(name)
    return names


def _getstate(obj):
    """What object.__getstate__ gives: the attributes, and those in slots."""
    state = getattr(obj, "__dict__", None)
    state = dict(state) if state else None
    found = {name: getattr(obj, name) for name in _slotnames(type(obj)) if hasattr(obj, name)}
    return (state, found) if found else state


def _is_heap(cls):
    return cls.__flags__ & (1 << 9)


def _state_of(obj):
    method = getattr(type(obj), "__getstate__", None)
    if method is None or method is getattr(object, "__getstate__", None):
        return _getstate(obj)
    return obj.__getstate__()


_PARTS = {range: lambda x: (x.start, x.stop, x.step),
          slice: lambda x: (x.start, x.stop, x.step)}


def _reduce_2(obj, protocol):
    cls = type(obj)
    if cls in _PARTS:
        return cls, _PARTS[cls](obj)
    if isinstance(obj, types.SimpleNamespace):
        return cls, (), obj.__dict__
    if not _is_heap(cls) and cls not in (object, list, dict, set, *_NATIVE_BASES):
        _refuse(cls)
    state = None
    kwargs = {}
    if hasattr(cls, "__getnewargs_ex__"):
        args, kwargs = obj.__getnewargs_ex__()
        args = tuple(args)
    elif hasattr(cls, "__getnewargs__"):
        args = obj.__getnewargs__()
        if not isinstance(args, tuple):
            raise TypeError("__getnewargs__ should return a tuple, not "
                            f"'{type(args).__name__}'")
    else:
        args = ()
        for base in _NATIVE_BASES:
            if isinstance(obj, base):
                args = ((obj.real, obj.imag) if base is complex else
                        (base(base.__str__(obj)) if base is str else base(obj),))
                break
    state = _state_of(obj)
    items = iter(obj) if isinstance(obj, list) else None
    pairs = iter(obj.items()) if isinstance(obj, dict) else None
    if isinstance(obj, (set, frozenset)) and cls.__new__ in (set.__new__, frozenset.__new__):
        return cls, (list(obj),), state
    if kwargs:
        return __newobj_ex__, (cls, args, kwargs), state, items, pairs
    return __newobj__, (cls, *args), state, items, pairs


def _refuse(cls):
    raise TypeError(f"cannot pickle '{cls.__qualname__}' object")


def _reduce_ex(self, protocol):
    """object.__reduce_ex__, which natives call."""
    cls = type(self)
    if protocol >= 2 or cls in _PARTS:
        return _reduce_2(self, protocol)
    for base in cls.__mro__:
        if not _is_heap(base):
            break
    if base is object:
        state = None
    else:
        if base is cls:
            _refuse(cls)
        state = base(self)
    args = (cls, base, state)
    own = _state_of(self)
    if own:
        return _reconstructor, args, own
    return _reconstructor, args


def add_extension(module, name, code):
    code = int(code)
    if not 1 <= code <= 0x7fffffff:
        raise ValueError("code out of range")
    key = (module, name)
    if _extension_registry.get(key) == code and _inverted_registry.get(code) == key:
        return
    if key in _extension_registry:
        raise ValueError(f"key {key} is already registered with code "
                         f"{_extension_registry[key]}")
    if code in _inverted_registry:
        raise ValueError(f"code {code} is already in use for key {_inverted_registry[code]}")
    _extension_registry[key] = code
    _inverted_registry[code] = key


def remove_extension(module, name, code):
    key = (module, name)
    if _extension_registry.get(key) != code or _inverted_registry.get(code) != key:
        raise ValueError(f"key {key} is not registered with code {code}")
    del _extension_registry[key]
    del _inverted_registry[code]


def clear_extension_cache():
    _extension_cache.clear()
