"""NamedTuple and TypedDict: classes made of annotations."""

import sys
from typing import Generic, NotRequired, Required, _convert

# The classes are known by the package's name.
__name__ = "typing"


def _named_tuple_class(typename, fields, defaults, module):
    from collections import namedtuple
    kind = namedtuple(typename, [name for name, _ in fields], defaults=defaults, module=module)
    kind.__annotations__ = {name: _convert(tp) for name, tp in fields}
    return kind


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        annotations = ns.get("__annotations__")
        if annotations is None:
            annotate = ns.get("__annotate__") or ns.get("__annotate_func__")
            annotations = annotate(1) if annotate is not None else {}
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        defaults = []
        for name in annotations:
            if name in ns:
                defaults.append(ns[name])
            elif defaults:
                raise TypeError("Non-default namedtuple field %s cannot follow default field%s"
                                % (name, "s" if len(defaults) > 1 else ""))
        kind = _named_tuple_class(typename, list(annotations.items()), defaults,
                                  ns.get("__module__"))
        special = ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields",
                   "_field_defaults", "_make", "_replace", "_asdict")
        for key, value in ns.items():
            if key in special and key not in ("__slots__",):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in annotations and key not in (
                    "__module__", "__qualname__", "__annotations__", "__annotate__",
                    "__annotate_func__", "__orig_bases__", "__slots__", "__dict__",
                    "__classcell__", "__static_attributes__", "__firstlineno__"):
                setattr(kind, key, value)
                hook = getattr(type(value), "__set_name__", None)
                if hook is not None:
                    hook(value, kind, key)
        if Generic in bases:
            kind = type(typename, (kind, Generic), {
                "__slots__": (), "__module__": ns.get("__module__"),
                "__qualname__": ns.get("__qualname__", typename),
                "__orig_bases__": ns.get("__orig_bases__", bases)})
        if "__doc__" in ns:
            kind.__doc__ = ns["__doc__"]
        return kind


_NamedTuple = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})


class _NamedTupleForm:
    def __call__(self, typename, fields=None, /, **kwargs):
        if fields is None:
            fields = kwargs.items()
        module = None
        try:
            module = sys._getframe(1).f_globals.get("__name__")
        except Exception:
            pass
        return _named_tuple_class(typename, list(fields), None, module)

    def __mro_entries__(self, bases):
        return (_NamedTuple,)

    def __repr__(self):
        return "typing.NamedTuple"


NamedTuple = _NamedTupleForm()


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True, closed=None, extra_items=None):
        generic = tuple(base for base in bases if base is Generic)
        kind = type.__new__(_TypedDictMeta, name, (*generic, dict),
                            {k: v for k, v in ns.items() if k != "__annotations__"})
        own = ns.get("__annotations__")
        if own is None:
            annotate = ns.get("__annotate__") or ns.get("__annotate_func__")
            own = annotate(1) if annotate is not None else {}
        annotations = {}
        required = set()
        optional = set()
        for base in bases:
            annotations.update(getattr(base, "__annotations__", {}) if base is not Generic else {})
            required |= set(getattr(base, "__required_keys__", ()))
            optional |= set(getattr(base, "__optional_keys__", ()))
        for key, value in own.items():
            annotations[key] = _convert(value)
            origin = getattr(value, "__origin__", None)
            needed = total
            if origin is Required:
                needed = True
            elif origin is NotRequired:
                needed = False
            (required if needed else optional).add(key)
            (optional if needed else required).discard(key)
        kind.__annotations__ = annotations
        kind.__required_keys__ = frozenset(required)
        kind.__optional_keys__ = frozenset(optional)
        kind.__total__ = total
        return kind

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __instancecheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})


class _TypedDictForm:
    def __call__(self, typename, fields=None, /, *, total=True, **kwargs):
        return _TypedDictMeta(typename, (), {"__annotations__": dict(fields or {})}, total=total)

    def __mro_entries__(self, bases):
        return (_TypedDict,)

    def __repr__(self):
        return "typing.TypedDict"


TypedDict = _TypedDictForm()
