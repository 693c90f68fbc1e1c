"""What kind of object something is, and attributes as they are stored."""

import types

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS = 1, 2, 4, 8
CO_NESTED, CO_GENERATOR, CO_NOFREE = 16, 32, 64
CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 128, 256, 512


def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


# A native method bound to its object is of the type of methods here.
_NATIVE = (types.MethodDescriptorType, types.BuiltinFunctionType)


def ismethod(object):
    return isinstance(object, types.MethodType) and not isinstance(
        object.__func__, _NATIVE + (types.WrapperDescriptorType,))


def isfunction(object):
    return isinstance(object, types.FunctionType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType) or (
        isinstance(object, types.MethodType) and isinstance(object.__func__, _NATIVE))


def ismethodwrapper(object):
    return isinstance(object, types.MethodType) and isinstance(
        object.__func__, types.WrapperDescriptorType)


def ismethoddescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return (hasattr(kind, "__get__") and not hasattr(kind, "__set__") and
            not hasattr(kind, "__delete__"))


def isdatadescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__set__") or hasattr(type(object), "__delete__")


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


def isroutine(object):
    return (isbuiltin(object) or isfunction(object) or isinstance(object, types.MethodType) or
            ismethoddescriptor(object))


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def isasyncgen(object):
    return isinstance(object, types.AsyncGeneratorType)


def isawaitable(object):
    return (iscoroutine(object) or hasattr(type(object), "__await__") or
            isgenerator(object) and bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE))


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isframe(object):
    return isinstance(object, types.FrameType)


def iscode(object):
    return isinstance(object, types.CodeType)


def isabstract(object):
    """Whether it is a class with abstract methods."""
    if not isclass(object):
        return False
    if object.__dict__.get("__abstractmethods__") is not None:
        return bool(object.__abstractmethods__)
    # While a class is made, its own set is not known yet.
    from abc import ABCMeta
    if not isinstance(object, ABCMeta):
        return False
    for value in object.__dict__.values():
        if getattr(value, "__isabstractmethod__", False):
            return True
    return any(getattr(getattr(object, name, None), "__isabstractmethod__", False)
               for base in object.__bases__
               for name in getattr(base, "__abstractmethods__", ()))


def unwrap(func, *, stop=None):
    """What stands behind the decorators that functools.wraps() marked."""
    first = func
    seen = {id(func)}
    while not isclass(func) and hasattr(func, "__wrapped__"):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in seen or len(seen) > 1000:
            raise ValueError(f"wrapper loop when unwrapping {first!r}")
        seen.add(id(func))
    return func


# Attributes as they are stored: no descriptor and no __getattr__ runs.

_missing = object()
_class_dict = type.__dict__["__dict__"].__get__
_class_mro = type.__dict__["__mro__"].__get__


def _in_class(cls, name):
    for base in _class_mro(cls):
        own = _class_dict(base)
        if name in own:
            return own[name]
    return _missing


def _own(obj, name):
    # An object that has a property __dict__ shows something else there.
    own = _in_class(type(obj), "__dict__")
    if own is not _missing and not isinstance(own, types.GetSetDescriptorType):
        return _missing
    try:
        found = object.__getattribute__(obj, "__dict__")
    except AttributeError:
        return _missing
    return dict.get(found, name, _missing) if isinstance(found, dict) else _missing


def getattr_static(obj, attr, default=_missing):
    own = _missing
    is_class = issubclass(type(obj), type)
    kind = obj if is_class else type(obj)
    if not is_class:
        own = _own(obj, attr)
    found = _in_class(kind, attr)
    if own is not _missing and found is not _missing:
        if (_in_class(type(found), "__get__") is not _missing and
                (_in_class(type(found), "__set__") is not _missing or
                 _in_class(type(found), "__delete__") is not _missing)):
            return found
    if own is not _missing:
        return own
    if found is not _missing:
        return found
    if is_class:
        found = _in_class(type(obj), attr)
        if found is not _missing:
            return found
    if default is not _missing:
        return default
    raise AttributeError(attr)
