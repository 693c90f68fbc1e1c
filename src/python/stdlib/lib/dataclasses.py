"""Data classes: https://docs.python.org/3/library/dataclasses.html"""

import re
import sys
from reprlib import recursive_repr
from types import GenericAlias, MappingProxyType, MemberDescriptorType

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY",
           "MISSING", "fields", "asdict", "astuple", "make_dataclass", "replace",
           "is_dataclass"]


class FrozenInstanceError(AttributeError):
    pass


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _KwOnly:
    pass


KW_ONLY = _KwOnly()


class _Factory:
    """Stands in signatures for what a default_factory will make."""

    def __repr__(self):
        return "<factory>"


_FACTORY = _Factory()


class InitVar:
    """Marks an annotation as a parameter of __init__ only."""

    def __init__(self, type):
        self.type = type

    def __class_getitem__(cls, type):
        return InitVar(type)

    def __repr__(self):
        plain = isinstance(self.type, type) and not hasattr(self.type, "__origin__")
        name = self.type.__name__ if plain else repr(self.type)
        return "dataclasses.InitVar[%s]" % name


class Field:
    """What is known of one field."""

    __class_getitem__ = classmethod(type(list[int]))

    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init",
                 "compare", "metadata", "kw_only", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = MappingProxyType({} if metadata is None else metadata)
        self.kw_only = kw_only
        self._field_type = None

    @recursive_repr()
    def __repr__(self):
        return ("Field(name=%r,type=%r,default=%r,default_factory=%r,init=%r,repr=%r,"
                "hash=%r,compare=%r,metadata=%r,kw_only=%r)" % (
                    self.name, self.type, self.default, self.default_factory, self.init,
                    self.repr, self.hash, self.compare, self.metadata, self.kw_only))

    def __set_name__(self, owner, name):
        func = getattr(type(self.default), "__set_name__", None)
        if func:
            func(self.default, owner, name)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None,
          compare=True, metadata=None, kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


_FIELDS = "__dataclass_fields__"


# An annotation that is text: perhaps the name of a module, then a name.
_TEXT = re.compile(r"\s*(?:(\w+)\s*\.)?\s*(\w+)")


def _annotation_kind(annotation, cls):
    if isinstance(annotation, str):
        m = _TEXT.match(annotation)
        if m is None:
            return "field"
        scope = sys.modules.get(cls.__module__)
        if m.group(1):
            scope = getattr(scope, m.group(1), None)
            if not isinstance(scope, type(sys)):
                return "field"
        meant = getattr(scope, m.group(2), None)
        return _annotation_kind(meant, cls) if not isinstance(meant, str) else "field"
    if annotation is KW_ONLY:
        return "kw_only"
    if isinstance(annotation, InitVar) or annotation is InitVar:
        return "init"
    typing = sys.modules.get("typing")
    if typing is not None and (annotation is typing.ClassVar
                               or getattr(annotation, "__origin__", None) is typing.ClassVar):
        return "class"
    return "field"


def _own_annotations(cls):
    return dict(cls.__dict__.get("__annotations__", None) or getattr(cls, "__annotations__", {}))


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
             weakref_slot):
    found = {}
    any_frozen = False
    has_bases = False
    all_frozen = None
    for base in cls.__mro__[-1:0:-1]:
        inherited = base.__dict__.get(_FIELDS)
        if inherited is not None:
            has_bases = True
            for f in inherited.values():
                found[f.name] = f
            any_frozen = any_frozen or base.__dataclass_params__.frozen
            if all_frozen is None:
                all_frozen = True
            all_frozen = all_frozen and base.__dataclass_params__.frozen

    annotations = _own_annotations(cls)
    own = []
    keywords_from_here, keywords_seen = kw_only, False
    for name, annotation in annotations.items():
        kind = _annotation_kind(annotation, cls)
        if kind == "kw_only":
            if keywords_seen:
                raise TypeError("%r is KW_ONLY, but KW_ONLY has already been specified"
                                % (name,))
            keywords_from_here = keywords_seen = True
            continue
        default = getattr(cls, name, MISSING)
        if isinstance(default, Field):
            f = default
        else:
            if isinstance(default, MemberDescriptorType):
                default = MISSING
            f = field(default=default)
        f.name = name
        f.type = annotation
        f._field_type = kind
        if kind != "field" and f.default_factory is not MISSING:
            raise TypeError("field %s cannot have a default factory" % f.name)
        if kind == "class":
            if f.kw_only is not MISSING:
                raise TypeError("field %s is a ClassVar but specifies kw_only" % f.name)
        else:
            if f.kw_only is MISSING:
                f.kw_only = keywords_from_here
        if kind != "class" and f.default is not MISSING and f.default.__class__.__hash__ is None:
            raise ValueError("mutable default %s for field %s is not allowed: use default_factory"
                             % (type(f.default), f.name))
        own.append(f)
    for f in own:
        found[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in list(cls.__dict__.items()):
        if isinstance(value, Field) and name not in annotations:
            raise TypeError("%r is a field but has no type annotation" % name)
    if has_bases:
        if any_frozen and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if all_frozen is False and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")

    setattr(cls, _FIELDS, found)
    cls.__dataclass_params__ = _Params(init, repr, eq, order, unsafe_hash, frozen, match_args,
                                       kw_only, slots, weakref_slot)
    in_init = [f for f in found.values() if f._field_type in ("field", "init")]
    made_init = init and "__init__" not in cls.__dict__
    if init:
        _set_new(cls, "__init__", _make_init(cls, in_init, frozen, slots))
    values = [f for f in found.values() if f._field_type == "field"]
    if repr:
        _set_new(cls, "__repr__", _make_repr(cls, [f.name for f in values if f.repr]))
    compared = tuple(f.name for f in values if f.compare)
    if eq:
        _set_new(cls, "__eq__", _make_eq(cls, compared))
    if order:
        if not eq:
            raise ValueError("eq must be true if order is true")
        for name, op in (("__lt__", lambda a, b: a < b), ("__le__", lambda a, b: a <= b),
                         ("__gt__", lambda a, b: a > b), ("__ge__", lambda a, b: a >= b)):
            if name in cls.__dict__:
                raise TypeError("Cannot overwrite attribute %s in class %s. Consider using "
                                "functools.total_ordering" % (name, cls.__name__))
            _set_new(cls, name, _make_order(cls, name, compared, op))
    if frozen:
        _make_frozen(cls, [f.name for f in values])
    explicit_hash = cls.__dict__.get("__hash__", MISSING)
    has_explicit_hash = not (explicit_hash is MISSING
                             or explicit_hash is None and "__eq__" in cls.__dict__)
    hashed = tuple(f.name for f in values if (f.compare if f.hash is None else f.hash))
    if unsafe_hash:
        if has_explicit_hash:
            raise TypeError("Cannot overwrite attribute __hash__ in class %s" % cls.__name__)
        _set_hash(cls, hashed)
    elif eq and frozen:
        if not has_explicit_hash:
            _set_hash(cls, hashed)
    elif eq and not has_explicit_hash:
        cls.__hash__ = None
    if not cls.__dict__.get("__doc__"):
        try:
            cls.__doc__ = cls.__name__ + _signature(cls, in_init if made_init else None)
        except (TypeError, ValueError):
            cls.__doc__ = cls.__name__
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in in_init if f.init and not f.kw_only)
    if "__replace__" not in cls.__dict__:
        cls.__replace__ = _replace
    if slots:
        cls = _with_slots(cls, [f.name for f in values], frozen, weakref_slot)
    elif weakref_slot:
        raise TypeError("weakref_slot is True but slots is False")
    abc = sys.modules.get("abc")
    if abc is not None:
        abc.update_abstractmethods(cls)
    return cls


class _Params:
    def __init__(self, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                 weakref_slot):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen
        self.match_args = match_args
        self.kw_only = kw_only
        self.slots = slots
        self.weakref_slot = weakref_slot

    def __repr__(self):
        return ("_DataclassParams(init=%r,repr=%r,eq=%r,order=%r,unsafe_hash=%r,frozen=%r,"
                "match_args=%r,kw_only=%r,slots=%r,weakref_slot=%r)" % (
                    self.init, self.repr, self.eq, self.order, self.unsafe_hash, self.frozen,
                    self.match_args, self.kw_only, self.slots, self.weakref_slot))


def _set_hash(cls, names):
    cls.__hash__ = _make_hash(names)
    cls.__hash__.__qualname__ = cls.__qualname__ + ".__hash__"


def _set_new(cls, name, value):
    if name not in cls.__dict__:
        value.__qualname__ = "%s.%s" % (cls.__qualname__, name)
        setattr(cls, name, value)


def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def _with_slots(cls, names, frozen, weakref_slot):
    if "__slots__" in cls.__dict__:
        raise TypeError("%s already specifies __slots__" % cls.__name__)
    inherited = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get("__slots__", ())
        inherited.update([slots] if isinstance(slots, str) else slots)
    namespace = dict(cls.__dict__)
    for name in names:
        namespace.pop(name, None)
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    wanted = names + ["__weakref__"] if weakref_slot else names
    namespace["__slots__"] = tuple(name for name in wanted if name not in inherited)
    if frozen:
        if "__getstate__" not in namespace:
            namespace["__getstate__"] = _dataclass_getstate
        if "__setstate__" not in namespace:
            namespace["__setstate__"] = _dataclass_setstate
    qualname = getattr(cls, "__qualname__", None)
    result = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        result.__qualname__ = qualname
    return result


def _annotation_text(annotation):
    if getattr(annotation, "__module__", None) == "typing":
        return re.sub(r"[\w\.]+", lambda m: m[0].removeprefix("typing."), repr(annotation))
    if isinstance(annotation, type) and not isinstance(annotation, GenericAlias):
        if annotation.__module__ in ("builtins", None):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


def _signature(cls, in_init):
    """As inspect shows it; from the fields where __init__ was made of them."""
    if in_init is None or type(cls).__call__ is not type.__call__:
        import inspect
        return str(inspect.signature(cls)).replace(" -> None", "")

    def parameter(f):
        text = "%s: %s" % (f.name, _annotation_text(f.type))
        if f.default is not MISSING:
            return "%s = %r" % (text, f.default)
        return text if f.default_factory is MISSING else text + " = <factory>"
    parts = [parameter(f) for f in in_init if f.init and not f.kw_only]
    keywords = [parameter(f) for f in in_init if f.init and f.kw_only]
    return "(%s)" % ", ".join(parts + (["*"] + keywords if keywords else []))


def _make_init(cls, in_init, frozen, slots):
    # The parameters as Python source, so that calls bind and fail as written by hand.
    positional = [f for f in in_init if f.init and not f.kw_only]
    keywords = [f for f in in_init if f.init and f.kw_only]
    seen_default = None
    for f in positional:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = f
        elif seen_default is not None:
            raise TypeError("non-default argument %r follows default argument %r"
                            % (f.name, seen_default.name))
    scope = {"_FACTORY": _FACTORY, "_set": object.__setattr__}
    self_name = "self" if "self" not in [f.name for f in in_init] else "__dataclass_self__"

    def parameter(f):
        if f.default is not MISSING:
            scope["_default_" + f.name] = f.default
            return "%s=_default_%s" % (f.name, f.name)
        if f.default_factory is not MISSING:
            return "%s=_FACTORY" % f.name
        return f.name

    parameters = [self_name] + [parameter(f) for f in positional]
    if keywords:
        parameters.append("*")
        parameters.extend(parameter(f) for f in keywords)
    lines = ["def __init__(%s):" % ", ".join(parameters)]
    for f in in_init:
        if f._field_type == "init":
            continue
        if f.default_factory is not MISSING:
            scope["_factory_" + f.name] = f.default_factory
            value = "_factory_%s()" % f.name
            if f.init:
                value = "%s if %s is _FACTORY else %s" % (value, f.name, f.name)
        elif f.init:
            value = f.name
        elif slots and f.default is not MISSING:
            scope["_default_" + f.name] = f.default
            value = "_default_" + f.name
        else:
            continue  # the class has the default
        if frozen:
            lines.append("    _set(%s, %r, %s)" % (self_name, f.name, value))
        else:
            lines.append("    %s.%s = %s" % (self_name, f.name, value))
    if hasattr(cls, "__post_init__"):
        passed = ", ".join(f.name for f in in_init if f._field_type == "init")
        lines.append("    %s.__post_init__(%s)" % (self_name, passed))
    if len(lines) == 1:
        lines.append("    pass")
    exec("\n".join(lines), scope)
    function = scope["__init__"]
    function.__annotations__ = {f.name: f.type for f in in_init if f.init}
    function.__annotations__["return"] = None
    return function


def _make_repr(cls, names):
    running = set()

    def __repr__(self):
        key = id(self)
        if key in running:
            return "..."
        running.add(key)
        try:
            return self.__class__.__qualname__ + "(" + ", ".join(
                "%s=%r" % (name, getattr(self, name)) for name in names) + ")"
        finally:
            running.discard(key)
    return __repr__


def _make_eq(cls, names):
    def __eq__(self, other):
        if self is other:
            return True
        if other.__class__ is self.__class__:
            for name in names:
                if not getattr(self, name) == getattr(other, name):
                    return False
            return True
        return NotImplemented
    return __eq__


def _make_order(cls, method, names, op):
    def compare(self, other):
        if other.__class__ is self.__class__:
            return op(tuple(getattr(self, name) for name in names),
                      tuple(getattr(other, name) for name in names))
        return NotImplemented
    compare.__name__ = method
    return compare


def _make_hash(names):
    def __hash__(self):
        return hash(tuple(getattr(self, name) for name in names))
    return __hash__


def _make_frozen(cls, names):
    for name in ("__setattr__", "__delattr__"):
        if name in cls.__dict__:
            raise TypeError("Cannot overwrite attribute %s in class %s" % (name, cls.__name__))
    own = cls

    def __setattr__(self, name, value):
        if type(self) is own or name in names:
            raise FrozenInstanceError("cannot assign to field %r" % name)
        super(own, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is own or name in names:
            raise FrozenInstanceError("cannot delete field %r" % name)
        super(own, self).__delattr__(name)

    for function in (__setattr__, __delattr__):
        function.__qualname__ = "%s.%s" % (cls.__qualname__, function.__name__)
        setattr(cls, function.__name__, function)


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Adds the methods that follow from a class's annotated fields."""
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only,
                        slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in found.values() if f._field_type == "field")


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) and not isinstance(obj, GenericAlias) else type(obj)
    return hasattr(cls, _FIELDS)


# What copies of would be the same.
_PLAIN = frozenset((type(None), bool, int, float, str, bytes, complex))


def asdict(obj, *, dict_factory=dict):
    if not hasattr(type(obj), _FIELDS):
        raise TypeError("asdict() should be called on dataclass instances")
    return _asdict(obj, dict_factory)


def _asdict(obj, factory):
    if hasattr(type(obj), _FIELDS):
        return factory([(f.name, _asdict(getattr(obj, f.name), factory)) for f in fields(obj)])
    if type(obj) in _PLAIN:
        return obj
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_asdict(v, factory) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_asdict(v, factory) for v in obj)
    if hasattr(type(obj), "default_factory"):
        result = type(obj)(obj.default_factory)
        for k, v in obj.items():
            result[_asdict(k, factory)] = _asdict(v, factory)
        return result
    if isinstance(obj, dict):
        return type(obj)((_asdict(k, factory), _asdict(v, factory)) for k, v in obj.items())
    import copy
    return copy.deepcopy(obj)


def astuple(obj, *, tuple_factory=tuple):
    if not hasattr(type(obj), _FIELDS):
        raise TypeError("astuple() should be called on dataclass instances")
    return _astuple(obj, tuple_factory)


def _astuple(obj, factory):
    if hasattr(type(obj), _FIELDS):
        return factory([_astuple(getattr(obj, f.name), factory) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_astuple(v, factory) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_astuple(v, factory) for v in obj)
    if hasattr(type(obj), "default_factory"):
        result = type(obj)(obj.default_factory)
        for k, v in obj.items():
            result[_astuple(k, factory)] = _astuple(v, factory)
        return result
    if isinstance(obj, dict):
        return type(obj)((_astuple(k, factory), _astuple(v, factory)) for k, v in obj.items())
    import copy
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True,
                   order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
                   slots=False, weakref_slot=False, module=None):
    import keyword
    import types
    namespace = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, kind = item, "typing.Any"
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, namespace[item[0]] = item
        else:
            raise TypeError("Invalid field: %r" % (item,))
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError("Field names must be valid identifiers: %r" % (name,))
        if keyword.iskeyword(name):
            raise TypeError("Field names must not be keywords: %r" % (name,))
        if name in annotations:
            raise TypeError("Field name duplicated: %r" % (name,))
        annotations[name] = kind
    namespace["__annotations__"] = annotations
    cls = types.new_class(cls_name, bases, {}, lambda body: body.update(namespace))
    if module is None:
        module = sys._getframe(1).f_globals.get("__name__", "__main__")
    cls.__module__ = module
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash,
                     frozen=frozen, match_args=match_args, kw_only=kw_only, slots=slots,
                     weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    if not hasattr(type(obj), _FIELDS):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type == "class":
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError("field %s is declared with init=False, it cannot be specified "
                                "with replace()" % f.name)
            continue
        if f.name not in changes:
            if f._field_type == "init" and f.default is MISSING:
                raise TypeError("InitVar %r must be specified with replace()" % f.name)
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
