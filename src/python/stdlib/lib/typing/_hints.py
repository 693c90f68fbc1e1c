"""Reading hints: origins, arguments, and annotations with strings evaluated."""

import collections.abc
import sys
import types
from typing import (
    Annotated, ForwardRef, Generic, GenericAlias, Protocol, UnionType, _Alias,
    _AnnotatedAlias, _NamedAlias, _SpecialForm, _protocol_members,
)
from typing._records import _TypedDictMeta

# The functions are known by the package's name.
__name__ = "typing"


def get_origin(tp):
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_Alias, _NamedAlias, GenericAlias)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, UnionType):
        return types.UnionType
    return None


def get_args(tp):
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, (_Alias, GenericAlias)):
        args = tp.__args__
        if tp.__origin__ is collections.abc.Callable and not (len(args) == 2 and args[0] is ...):
            if isinstance(args[0], list):
                return tuple(args)
            args = (list(args[:-1]), args[-1])
        return tuple(args)
    if isinstance(tp, UnionType):
        return tp.__args__
    return ()


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


def is_protocol(tp):
    return isinstance(tp, type) and getattr(tp, "_is_protocol", False) and tp is not Protocol


def get_protocol_members(tp):
    if not is_protocol(tp):
        raise TypeError("%r is not a Protocol" % (tp,))
    return frozenset(_protocol_members(tp))


def _strip(hint):
    if isinstance(hint, _AnnotatedAlias):
        return _strip(hint.__origin__)
    if isinstance(hint, _Alias):
        if isinstance(hint.__origin__, _SpecialForm) and hint.__origin__._name in (
                "Required", "NotRequired", "ReadOnly"):
            return _strip(hint.__args__[0])
        stripped = tuple(_strip(arg) for arg in hint.__args__)
        return hint if stripped == hint.__args__ else hint._copy(stripped)
    if isinstance(hint, GenericAlias):
        stripped = tuple(_strip(arg) for arg in hint.__args__)
        return hint if stripped == hint.__args__ else GenericAlias(hint.__origin__, stripped)
    if isinstance(hint, UnionType):
        stripped = tuple(_strip(arg) for arg in hint.__args__)
        return hint if stripped == hint.__args__ else _either(stripped)
    return hint


def _either(hints):
    made = hints[0]
    for hint in hints[1:]:
        made = made | hint
    return made


def _resolve(value, globalns, localns, within=frozenset()):
    if value is None:
        return type(None)
    if isinstance(value, str):
        if value in within:
            return ForwardRef(value)  # it names itself
        found = eval(value, globalns, localns)
        return _resolve(found, globalns, localns, within | {value})
    if isinstance(value, ForwardRef):
        return _resolve(value.__forward_arg__, globalns, localns, within)
    if isinstance(value, _AnnotatedAlias):
        return _AnnotatedAlias(_resolve(value.__origin__, globalns, localns, within), value.__metadata__)
    if isinstance(value, _Alias):
        if isinstance(value.__origin__, _SpecialForm) and value.__origin__._name == "Literal":
            return value
        args = tuple(_resolve(a, globalns, localns, within) if not isinstance(a, list) else a
                     for a in value.__args__)
        return value if args == value.__args__ else value._copy(args)
    if isinstance(value, GenericAlias):
        args = tuple(_resolve(a, globalns, localns, within) if isinstance(a, (str, ForwardRef, _Alias, GenericAlias, UnionType))
                     else a for a in value.__args__)
        return value if args == value.__args__ else GenericAlias(value.__origin__, args)
    if isinstance(value, UnionType):
        args = tuple(_resolve(a, globalns, localns, within) for a in value.__args__)
        return value if args == value.__args__ else _either(args)
    return value


def _own_annotations(cls):
    own = cls.__dict__
    if "__annotations__" in own or "__annotate__" in own:
        found = cls.__annotations__
        return found if isinstance(found, dict) else {}
    return {}


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of a class, function or module, strings evaluated."""
    if getattr(obj, "__no_type_check__", None):
        return {}
    if isinstance(obj, type):
        hints = {}
        for base in reversed(obj.__mro__):
            scope = globalns
            if scope is None:
                scope = getattr(sys.modules.get(base.__module__, None), "__dict__", {})
            names = localns if localns is not None else dict(vars(base))
            for name, value in _own_annotations(base).items():
                hints[name] = _resolve(value, scope, names)
    else:
        if globalns is None:
            holder = obj
            while hasattr(holder, "__wrapped__"):
                holder = holder.__wrapped__
            globalns = getattr(holder, "__globals__", {})
        if localns is None:
            localns = globalns
        annotations = getattr(obj, "__annotations__", None)
        if annotations is None:
            raise TypeError("%r is not a module, class, method, or function." % (obj,))
        hints = {name: _resolve(value, globalns, localns) for name, value in annotations.items()}
    if include_extras:
        return hints
    return {name: _strip(value) for name, value in hints.items()}
