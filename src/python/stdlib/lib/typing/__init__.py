"""Type hints: https://docs.python.org/3/library/typing.html

Hints carry no behaviour here but what run-time code reads of them: origin,
arguments, names, NamedTuple, TypedDict, Protocol and get_type_hints."""

import collections.abc
import sys
import types
from abc import ABCMeta

TYPE_CHECKING = False

GenericAlias = type(list[int])
UnionType = type(int | str)


def _type_repr(obj):
    if isinstance(obj, type) and not isinstance(obj, GenericAlias):
        if obj.__module__ == "builtins":
            return obj.__qualname__
        return "%s.%s" % (obj.__module__, obj.__qualname__)
    if obj is ...:
        return "..."
    if isinstance(obj, types.FunctionType):
        return obj.__name__
    if isinstance(obj, (list, tuple)):
        return "[" + ", ".join(_type_repr(t) for t in obj) + "]"
    return repr(obj)


class _Final:
    """Classes that nobody may derive from."""

    __slots__ = ()

    def __init_subclass__(cls, *, _root=False, **kwargs):
        if not _root:
            raise TypeError("Cannot subclass special typing classes")


class NoDefaultType(_Final, _root=True):
    def __new__(cls):
        found = globals().get("NoDefault")
        return object.__new__(cls) if found is None else found

    def __repr__(self):
        return "typing.NoDefault"

    def __reduce__(self):
        return "NoDefault"


NoDefault = NoDefaultType()


class _HasOr:
    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class _SpecialForm(_HasOr, _Final, _root=True):
    """A name such as Any or ClassVar; subscripted by its own rule."""

    def __init__(self, name, subscript=None):
        self._name = name
        self._subscript = subscript

    def __repr__(self):
        return "typing." + self._name

    @property
    def __name__(self):
        return self._name

    def __getitem__(self, parameters):
        if self._subscript is None:
            raise TypeError("%r is not subscriptable" % self)
        return self._subscript(self, parameters)

    def __call__(self, *args, **kwds):
        raise TypeError("Cannot instantiate %r" % self)

    def __hash__(self):
        return hash(self._name)

    def __reduce__(self):
        return self._name

    def __instancecheck__(self, obj):
        raise TypeError("%r cannot be used with isinstance()" % self)

    def __subclasscheck__(self, cls):
        raise TypeError("%r cannot be used with issubclass()" % self)

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass %r" % self)


def _convert(arg):
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg)
    return arg


def _type_check(arg, message, module=None, *, is_argument=True, allow_special_forms=False):
    """What may stand for a type; TypeError for what cannot."""
    arg = _convert(arg)
    if isinstance(arg, _Alias) and (arg.__origin__ is Generic or arg.__origin__ is Protocol or
                                    not allow_special_forms and
                                    (arg.__origin__ is ClassVar or arg.__origin__ is Final)):
        raise TypeError("%r is not valid as type argument" % (arg,))
    if isinstance(arg, _SpecialForm):
        if arg._name not in _PLAIN and not (allow_special_forms and arg._name in (
                "ClassVar", "Final")):
            raise TypeError("Plain %r is not valid as type argument" % (arg,))
    elif arg is Generic or arg is Protocol:
        raise TypeError("Plain %r is not valid as type argument" % (arg,))
    elif type(arg) is tuple:
        raise TypeError("%s Got %.100r." % (message, arg))
    return arg


# Forms that are types without arguments.
_PLAIN = ("Any", "LiteralString", "NoReturn", "Never", "Self", "TypeAlias")


def _check_count(cls, args, parameters):
    """Whether there are as many arguments as parameters want."""
    for parameter in parameters:
        if isinstance(parameter, (TypeVarTuple, ParamSpec)):
            return
    for arg in args:
        if isinstance(arg, _Alias) and arg.__origin__ is Unpack or (
                isinstance(arg, GenericAlias) and arg.__unpacked__):
            return
    wanted, given = len(parameters), len(args)
    if given == wanted:
        return
    least = sum(not parameter.has_default() for parameter in parameters)
    if least <= given < wanted:
        return
    few = given < wanted and (least < wanted or isinstance(cls, GenericAlias))
    expected = "at least %d" % least if few else wanted
    raise TypeError("Too %s arguments for %r; actual %d, expected %s"
                    % ("many" if given > wanted else "few", cls, given, expected))


def _with_defaults(args, parameters):
    """The arguments, and the defaults of the parameters that got none."""
    more = parameters[len(args):]
    if more and all(getattr(item, "__default__", NoDefault) is not NoDefault for item in more):
        return (*args, *(item.__default__ for item in more))
    return args


def _parameters_of(args):
    found = []
    for arg in args:
        if isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)):
            if arg not in found:
                found.append(arg)
        elif isinstance(arg, (list, tuple)):
            for item in _parameters_of(arg):
                if item not in found:
                    found.append(item)
        else:
            for item in getattr(arg, "__parameters__", ()) if not isinstance(arg, type) else ():
                if item not in found:
                    found.append(item)
    return tuple(found)


def _is_unpacked(arg):
    return isinstance(arg, _Alias) and arg.__origin__ is Unpack or (
        isinstance(arg, GenericAlias) and arg.__unpacked__)


def _values_of(shown, parameters, given):
    """What each parameter stands for: one type, or a tuple for those of many."""
    if len(parameters) == 1 and isinstance(parameters[0], ParamSpec) and not (
            len(given) == 1 and _is_parameters(given[0])):
        given = (given,)
    many = [at for at, item in enumerate(parameters) if isinstance(item, TypeVarTuple)]
    if len(many) > 1:
        raise TypeError("More than one TypeVarTuple parameter in %s" % (shown,))
    if many:
        behind = len(parameters) - many[0] - 1
        if len(given) < many[0] + behind:
            raise TypeError("Too few arguments for %s; actual %d, expected at least %d"
                            % (shown, len(given), len(parameters) - 1))
        end = len(given) - behind
        given = (*given[:many[0]], given[many[0]:end], *given[end:])
    else:
        _check_count(shown, given, parameters)
        given = _with_defaults(given, parameters)
    return {parameter: parameter.__typing_subst__(value)
            for parameter, value in zip(parameters, given)}


def _is_parameters(arg):
    return arg is ... or isinstance(arg, (tuple, list, ParamSpec)) or (
        isinstance(arg, _Alias) and arg.__origin__ is Concatenate)


def _substituted(shown, args, parameters, given):
    """The arguments of a generic with its parameters replaced by what is given."""
    values = _values_of(shown, parameters, given)
    flat = getattr(shown, "__origin__", None) is collections.abc.Callable
    done = []
    for arg in args:
        if isinstance(arg, type) and not isinstance(arg, GenericAlias):
            done.append(arg)
        elif isinstance(arg, (TypeVar, TypeVarTuple, ParamSpec)):
            value = values.get(arg, arg)
            if isinstance(value, tuple) and flat and not isinstance(shown, GenericAlias):
                done.extend(value)
            else:
                done.append(list(value) if flat and isinstance(value, tuple) else value)
        elif isinstance(arg, (list, tuple)):
            done.append(type(arg)(_substituted(shown, arg, parameters, given)))
        elif _is_unpacked(arg) and isinstance(arg, _Alias) and arg.__args__[0] in values:
            done.extend(values[arg.__args__[0]])
        else:
            inner = []
            for item in getattr(arg, "__parameters__", ()):
                value = values.get(item, item)
                if isinstance(item, TypeVarTuple) and isinstance(value, tuple):
                    inner.extend(value)
                else:
                    inner.append(value)
            done.append(arg[tuple(inner)] if inner else arg)
    return tuple(done)


class _Alias(_HasOr):
    """origin[args]"""

    def __init__(self, origin, args, name=None):
        self.__origin__ = origin
        self.__args__ = tuple(args)
        self._name = name
        self.__parameters__ = _parameters_of(self.__args__)
        self.__module__ = "typing" if name else getattr(origin, "__module__", "typing")

    def __getattr__(self, attr):
        if attr.startswith("__") and attr.endswith("__"):
            raise AttributeError(attr)
        return getattr(self.__origin__, attr)

    def __getitem__(self, args):
        if not isinstance(args, tuple):
            args = (args,)
        if not self.__parameters__:
            raise TypeError("%r is not a generic class" % (self,))
        if self.__origin__ is Generic or self.__origin__ is Protocol:
            raise TypeError("Cannot subscript already-subscripted %r" % (self,))
        return self._copy(_substituted(self, self.__args__, self.__parameters__, args))

    def _copy(self, args):
        if self.__origin__ is Union:
            return Union[args]
        return type(self)(self.__origin__, args, self._name)

    def __call__(self, *args, **kwargs):
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except Exception:
            pass
        return result

    def __mro_entries__(self, bases):
        origin = self.__origin__
        if isinstance(origin, _SpecialForm):
            if origin is Unpack:
                return ()
            raise TypeError("Cannot subclass %r" % (self,))
        later = [base for base in bases[bases.index(self) + 1:]
                 if isinstance(base, (_Alias, GenericAlias))
                 or (isinstance(base, type) and issubclass(base, Generic))]
        if origin is Generic:
            # A later generic base brings it.
            generic = any(isinstance(base, _Alias) for base in later)
            return () if generic or Protocol in bases else (Generic,)
        result = []
        if origin not in bases:
            result.append(origin)
        if not later and self._name is not None and Generic not in bases:
            result.append(Generic)
        return tuple(result)

    def __eq__(self, other):
        if not isinstance(other, _Alias) and not (
                isinstance(other, UnionType) and self.__origin__ is Union):
            return NotImplemented
        if self.__origin__ is Union and (isinstance(other, UnionType) or other.__origin__ is Union):
            return set(self.__args__) == set(other.__args__)
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        if self.__origin__ is Union:
            return hash(frozenset(self.__args__))
        return hash((self.__origin__, self.__args__))

    def __repr__(self):
        if self.__origin__ is Union:
            args = self.__args__
            if len(args) == 2 and type(None) in args:
                other = args[0] if args[1] is type(None) else args[1]
                return "typing.Optional[%s]" % _type_repr(other)
            return "typing.Union[%s]" % ", ".join(_type_repr(a) for a in args)
        name = "typing." + self._name if self._name else _type_repr(self.__origin__)
        if self.__origin__ is collections.abc.Callable and len(self.__args__) >= 1:
            args = self.__args__
            if args[0] is ...:
                return "%s[..., %s]" % (name, _type_repr(args[-1]))
            return "%s[[%s], %s]" % (name, ", ".join(_type_repr(a) for a in args[:-1]),
                                     _type_repr(args[-1]))
        if isinstance(self, _LiteralAlias):
            return "%s[%s]" % (name, ", ".join(
                _type_repr(a) if isinstance(a, type) else repr(a) for a in self.__args__))
        args = ", ".join(_type_repr(a) for a in self.__args__) if self.__args__ else "()"
        return "%s[%s]" % (name, args)

    def __instancecheck__(self, obj):
        if self.__origin__ is Union:
            return any(isinstance(obj, arg) for arg in self.__args__)
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __subclasscheck__(self, cls):
        if self.__origin__ is Union:
            return any(issubclass(cls, arg) for arg in self.__args__)
        raise TypeError("Subscripted generics cannot be used with class and instance checks")


class _LiteralAlias(_Alias):
    """Literal[values]: 1 and True are two, and their order says nothing."""

    def _typed(self):
        return [(value, type(value)) for value in self.__args__]

    def __eq__(self, other):
        if not isinstance(other, _LiteralAlias):
            return NotImplemented
        return set(self._typed()) == set(other._typed())

    def __hash__(self):
        return hash(frozenset(self._typed()))


# How many arguments a name takes, where it is not one; below zero: any number.
_COUNTS = {"Dict": 2, "Tuple": -1, "Coroutine": 3, "AsyncGenerator": 2, "Generator": 3,
           "Mapping": 2, "MutableMapping": 2, "ItemsView": 2, "DefaultDict": 2,
           "OrderedDict": 2, "ChainMap": 2, "ContextManager": 2, "AsyncContextManager": 2,
           "ByteString": 0, "Sized": 0, "Hashable": 0, "Callable": 2}
_PLAIN_BUILTINS = ("List", "Dict", "Set", "FrozenSet", "Tuple", "Type")


class _NamedAlias(_HasOr):
    """typing.List and the like: subscriptable names of other classes."""

    def __init__(self, origin, name):
        if origin is not None:
            self.__origin__ = origin  # else one of collections.abc: when it is asked for
        self._name = name
        self.__module__ = "typing"
        self._nparams = _COUNTS.get(name, 1)

    @property
    def __name__(self):
        return self._name

    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        wanted = self._nparams
        if wanted == 0:
            raise TypeError("%r is not a generic class" % (self,))
        if wanted > 0:
            given = len(parameters)
            if self._name in ("Generator", "AsyncGenerator") and 0 < given < wanted:
                parameters += (type(None),) * (wanted - given)
            elif self._name in ("ContextManager", "AsyncContextManager") and given == 1:
                parameters += (bool | None,)
            given = len(parameters)
            unpacked = any(isinstance(item, TypeVarTuple) or isinstance(item, _Alias) and
                           item.__origin__ is Unpack for item in parameters)
            if given != wanted and not unpacked:
                raise TypeError("Too %s arguments for %r; actual %d, expected %d" % (
                    "many" if given > wanted else "few", self, given, wanted))
        if self._name == "Tuple" and len(parameters) == 2 and parameters[1] is ...:
            return _Alias(self.__origin__, (_type_check(parameters[0], _WANTS), ...), "Tuple")
        return _Alias(self.__origin__, [_type_check(p, _WANTS) for p in parameters], self._name)

    def __call__(self, *args, **kwargs):
        if self._name in _PLAIN_BUILTINS:
            raise TypeError("Type %s cannot be instantiated; use %s() instead"
                            % (self._name, self.__origin__.__name__))
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        if isinstance(cls, _NamedAlias):
            return issubclass(cls.__origin__, self.__origin__)
        return issubclass(cls, self.__origin__)

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name

    def __getattr__(self, attr):
        if attr == "__origin__":
            origin = self.__origin__ = getattr(collections.abc, self._name)
            return origin
        if attr.startswith("__") and attr.endswith("__"):
            raise AttributeError(attr)
        return getattr(self.__origin__, attr)


_WANTS = "Parameters to generic types must be types."


class _CallableAlias(_NamedAlias):
    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple) or len(parameters) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = parameters
        args = [...] if args is ... else list(args) if isinstance(args, (list, tuple)) else [args]
        return _Alias(self.__origin__, [_convert(a) for a in args] + [_convert(result)], "Callable")


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else type.__repr__(self)


class Any(metaclass=_AnyMeta):
    """Any type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


def _flatten_union(parameters):
    flat = []
    for p in parameters:
        p = _type_check(p, "Union[arg, ...]: each arg must be a type.")
        if isinstance(p, UnionType) or isinstance(p, _Alias) and p.__origin__ is Union:
            items = p.__args__
        else:
            items = (p,)
        for item in items:
            if item not in flat:
                flat.append(item)
    return flat


def _union(self, parameters):
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = _flatten_union(parameters)
    if len(flat) == 1:
        return flat[0]
    return _Alias(Union, flat)


Union = _SpecialForm("Union", _union)
Optional = _SpecialForm("Optional", lambda self, item: Union[
    _type_check(item, "%s requires a single type." % (self,)), type(None)])


def _literal(self, parameters):
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    for p in parameters:
        if isinstance(p, _Alias) and p.__origin__ is Literal:
            flat.extend(p.__args__)
        else:
            flat.append(p)
    kept, seen = [], set()
    for p in flat:
        try:
            if (p, type(p)) in seen:
                continue
            seen.add((p, type(p)))
        except TypeError:  # cannot be hashed
            pass
        kept.append(p)
    return _LiteralAlias(Literal, kept, "Literal")


Literal = _SpecialForm("Literal", _literal)


def _single(self, parameters):
    item = _type_check(parameters, "%s accepts only single type." % (self,))
    return _Alias(self, (item,), self._name)


def _several(self, parameters):
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    return _Alias(self, [_convert(p) for p in parameters], self._name)


ClassVar = _SpecialForm("ClassVar", _single)
Final = _SpecialForm("Final", _single)
Required = _SpecialForm("Required", _single)
NotRequired = _SpecialForm("NotRequired", _single)
ReadOnly = _SpecialForm("ReadOnly", _single)
TypeGuard = _SpecialForm("TypeGuard", _single)
TypeIs = _SpecialForm("TypeIs", _single)
Unpack = _SpecialForm("Unpack", _single)
Concatenate = _SpecialForm("Concatenate", _several)
NoReturn = _SpecialForm("NoReturn")
Never = _SpecialForm("Never")
Self = _SpecialForm("Self")
LiteralString = _SpecialForm("LiteralString")
TypeAlias = _SpecialForm("TypeAlias")


class _AnnotatedAlias(_Alias):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + tuple(metadata)
            origin = origin.__origin__
        _Alias.__init__(self, origin, (origin,), None)
        self.__metadata__ = tuple(metadata)

    def _copy(self, args):
        return _AnnotatedAlias(args[0], self.__metadata__)

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __repr__(self):
        return "typing.Annotated[%s, %s]" % (
            _type_repr(self.__origin__), ", ".join(repr(m) for m in self.__metadata__))


def _annotated(self, parameters):
    if not isinstance(parameters, tuple) or len(parameters) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments "
                        "(a type and an annotation).")
    return _AnnotatedAlias(_convert(parameters[0]), parameters[1:])


Annotated = _SpecialForm("Annotated", _annotated)


class ForwardRef(_HasOr):
    """A hint given as a string."""

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError("Forward reference must be a string -- got %r" % (arg,))
        self.__forward_arg__ = arg
        self.__forward_module__ = module
        self.__forward_is_argument__ = is_argument

    def _evaluate(self, globalns, localns, *args, **kwargs):
        return _convert(eval(self.__forward_arg__, globalns or {}, localns))

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return (self.__forward_arg__ == other.__forward_arg__ and
                self.__forward_module__ == other.__forward_module__)

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __repr__(self):
        if self.__forward_module__ is None:
            return "ForwardRef(%r)" % self.__forward_arg__
        return "ForwardRef(%r, module=%r)" % (self.__forward_arg__, self.__forward_module__)


class _TypeParameter(_HasOr):
    """What type parameters of all kinds have: a name, variance, a default."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False,
                 infer_variance=False, default=NoDefault):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if infer_variance and (covariant or contravariant):
            raise ValueError("Variance cannot be specified with infer_variance.")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        self.__name__ = name
        self.__constraints__ = tuple(_convert(item) for item in constraints)
        self.__bound__ = None if bound is None else _type_check(bound, "Bound must be a type.")
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)
        self.__default__ = default
        module = sys._getframemodulename(1)
        if module != "typing":
            self.__module__ = module

    def __init_subclass__(cls, *, _root=False, **kwargs):
        if not _root:
            raise TypeError("type 'typing.%s' is not an acceptable base type"
                            % cls.__bases__[0].__name__)

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of " + type(self).__name__)

    def __reduce__(self):
        return self.__name__

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        if self.__infer_variance__:
            return self.__name__
        if self.__covariant__:
            return "+" + self.__name__
        if self.__contravariant__:
            return "-" + self.__name__
        return "~" + self.__name__

    def has_default(self):
        return self.__default__ is not NoDefault


class TypeVar(_TypeParameter, _root=True):
    """A type that stands for one type."""

    def __typing_subst__(self, arg):
        if _is_unpacked(arg):
            raise TypeError("%s is not valid as type argument" % (arg,))
        return _type_check(arg, _WANTS)


class _ParamSpecPart(_HasOr):
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return "%s.%s" % (self.__origin__.__name__, self._part)

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self.__origin__ == other.__origin__

    def __hash__(self):
        return hash((self._part, self.__origin__))

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of " + type(self).__name__)


class ParamSpecArgs(_ParamSpecPart):
    _part = "args"


class ParamSpecKwargs(_ParamSpecPart):
    _part = "kwargs"


class ParamSpec(_TypeParameter, _root=True):
    """A type that stands for the parameters of a callable."""

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    def __typing_subst__(self, arg):
        if isinstance(arg, (list, tuple)):
            return tuple(_type_check(item, "Expected a type.") for item in arg)
        if not _is_parameters(arg):
            raise TypeError("Expected a list of types, an ellipsis, ParamSpec, or "
                            "Concatenate. Got %s" % (arg,))
        return arg


class TypeVarTuple(_TypeParameter, _root=True):
    """A type that stands for any number of types."""

    def __init__(self, name, *, default=NoDefault):
        _TypeParameter.__init__(self, name, default=default)
        module = sys._getframemodulename(1)
        if module != "typing":
            self.__module__ = module

    def __iter__(self):
        yield Unpack[self]

    def __typing_subst__(self, arg):
        return tuple(map(_convert, arg)) if isinstance(arg, tuple) else arg

    def __repr__(self):
        return self.__name__


class TypeAliasType(_HasOr):
    def __init__(self, name, value, *, type_params=()):
        self.__name__ = name
        self._value = value
        self.__type_params__ = type_params

    @property
    def __value__(self):
        return self._value

    @property
    def __parameters__(self):
        return self.__type_params__

    def __getitem__(self, parameters):
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        return _Alias(self, parameters)

    def __repr__(self):
        return self.__name__


def _check_generic_parameters(cls, parameters):
    name = cls.__name__
    if not parameters:
        raise TypeError("Parameter list to %s[...] cannot be empty" % name)
    seen, default = set(), None
    for item in parameters:
        item = item.__args__[0] if isinstance(item, _Alias) and item.__origin__ is Unpack else item
        if isinstance(item, (int, str, type, _Alias, GenericAlias, _SpecialForm)):
            raise TypeError("Parameters to %s[...] must all be type variables or parameter "
                            "specification variables." % name)
        if not isinstance(item, _TypeParameter):
            continue  # of a module that is not here
        if id(item) in seen:
            raise TypeError("Parameters to %s[...] must all be unique" % name)
        seen.add(id(item))
        if item.has_default():
            default = item
        elif default is not None:
            raise TypeError("Type parameter %r without a default follows type parameter with a "
                            "default" % (item,))


class Generic:
    """Base of generic classes."""

    __slots__ = ()
    _is_protocol = False

    def __class_getitem__(cls, parameters):
        if not isinstance(parameters, tuple):
            parameters = (parameters,)
        if cls is Generic or cls is Protocol:
            _check_generic_parameters(cls, parameters)
            return _Alias(cls, parameters)
        wanted = getattr(cls, "__parameters__", ())
        if wanted or "__orig_bases__" in cls.__dict__:
            if not wanted:
                raise TypeError("%r is not a generic class" % (cls,))
            if len(wanted) == 1 and isinstance(wanted[0], ParamSpec):
                if not (len(parameters) == 1 and isinstance(
                        parameters[0], (list, tuple, ParamSpec, type(...), _Alias))):
                    parameters = (parameters,)
            else:
                _check_count(cls, parameters, wanted)
                parameters = _with_defaults(parameters, wanted)
        return _Alias(cls, [tuple(_convert(item) for item in p)
                            if isinstance(p, (list, tuple)) else _type_check(p, _WANTS)
                            for p in parameters])

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get("__orig_bases__")
        if bases is None and (cls.__name__ != "Protocol" and
                              type(cls).__name__ != "_TypedDictMeta"):
            bases = cls.__bases__
        if any(base is Generic for base in bases or ()):
            raise TypeError("Cannot inherit from plain Generic")
        found = []
        for base in cls.__dict__.get("__orig_bases__", ()):
            for parameter in getattr(base, "__parameters__", ()):
                if parameter not in found:
                    found.append(parameter)
        cls.__parameters__ = tuple(found)


_ABOVE_PROTOCOLS = {
    "collections.abc": ("Callable", "Awaitable", "Iterable", "Iterator", "AsyncIterable",
                        "AsyncIterator", "Hashable", "Sized", "Container", "Collection",
                        "Reversible", "Buffer"),
    "contextlib": ("AbstractContextManager", "AbstractAsyncContextManager"),
}
_ONLY_RUNTIME = "Instance and class checks can only be used with @runtime_checkable protocols"


class _ProtocolMeta(ABCMeta):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        if any(base is globals().get("Protocol") for base in bases):
            for base in bases:
                if not (base is object or base is Generic or
                        base.__name__ in _ABOVE_PROTOCOLS.get(base.__module__, ()) or
                        getattr(base, "_is_protocol", False)):
                    raise TypeError("Protocols can only inherit from other protocols, got %r"
                                    % (base,))
        return super().__new__(mcls, name, bases, namespace, **kwargs)

    def __instancecheck__(cls, instance):
        if cls.__dict__.get("_is_protocol", False) and cls is not Protocol:
            if not getattr(cls, "_is_runtime_protocol", False):
                raise TypeError(_ONLY_RUNTIME)
            if ABCMeta.__subclasscheck__(cls, type(instance)):
                return True
            missing = object()
            import inspect
            for name in _protocol_members(cls):
                found = inspect.getattr_static(instance, name, missing)
                if found is missing or found is None and callable(getattr(cls, name, None)):
                    return False
            return True
        return super().__instancecheck__(instance)

    def __subclasscheck__(cls, subclass):
        if cls.__dict__.get("_is_protocol", False) and cls is not Protocol:
            if not isinstance(subclass, type):
                raise TypeError("issubclass() arg 1 must be a class")
            if not getattr(cls, "_is_runtime_protocol", False):
                if sys._getframemodulename(1) in ("abc", "functools"):
                    return False
                raise TypeError(_ONLY_RUNTIME)
            if cls in subclass.__mro__:
                return True
            if "__subclasshook__" not in cls.__dict__:
                members = _protocol_members(cls)
                plain = sorted(name for name in members
                               if not callable(getattr(cls, name, None)))
                if plain:
                    raise TypeError("Protocols with non-method members don't support "
                                    "issubclass(). Non-method members: %s."
                                    % str(plain)[1:-1])
                if all(_in_mro(subclass, name) for name in members):
                    return True
        return super().__subclasscheck__(subclass)

    def __call__(cls, *args, **kwargs):
        if cls.__dict__.get("_is_protocol", False):
            raise TypeError("Protocols cannot be instantiated")
        return super().__call__(*args, **kwargs)


def _in_mro(cls, name):
    for base in cls.__mro__:
        if name in base.__dict__:
            return base.__dict__[name] is not None
        annotations = base.__dict__.get("__annotations__", {})
        if isinstance(annotations, dict) and name in annotations and getattr(
                cls, "_is_protocol", False):
            return True
    return False


_NOT_MEMBERS = {"_is_protocol", "_is_runtime_protocol", "_abc_registry", "__parameters__",
                "__final__", "__match_args__", "__protocol_attrs__", "__orig_class__"}


def _protocol_members(cls):
    names = set()
    for base in cls.__mro__:
        if base.__name__ in ("Protocol", "Generic", "object"):
            continue
        names.update(getattr(base, "__annotations__", {}))
        names.update(name for name in base.__dict__
                     if name not in _NOT_MEMBERS and not (name.startswith("__") and name in (
                         "__module__", "__qualname__", "__doc__", "__dict__", "__annotations__",
                         "__weakref__", "__orig_bases__", "__abstractmethods__", "__init__",
                         "__annotate__", "__annotate_func__", "__static_attributes__",
                         "__firstlineno__", "__subclasshook__", "__init_subclass__", "__hash__",
                         "__type_params__", "__class_getitem__", "__slots__")))
    return names


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base of protocol classes."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        cls._is_protocol = any(base is Protocol for base in cls.__bases__)


def runtime_checkable(cls):
    if not isinstance(cls, type) or not getattr(cls, "_is_protocol", False):
        raise TypeError("@runtime_checkable can be only applied to protocol classes, got %r"
                        % (cls,))
    cls._is_runtime_protocol = True
    return cls


runtime = runtime_checkable


def _alias(origin, name):
    return _NamedAlias(origin, name)


List = _alias(list, "List")
Dict = _alias(dict, "Dict")
Set = _alias(set, "Set")
FrozenSet = _alias(frozenset, "FrozenSet")
Tuple = _alias(tuple, "Tuple")
Type = _alias(type, "Type")

# What most hints do without: made, or read, when somebody names it.
_FROM_ABC = frozenset((
    "Hashable", "Sized", "Awaitable", "Coroutine", "AsyncIterable", "AsyncIterator",
    "AsyncGenerator", "Iterable", "Iterator", "Generator", "Reversible", "Container",
    "Collection", "MutableSet", "Mapping", "MutableMapping", "MappingView", "KeysView",
    "ItemsView", "ValuesView", "Sequence", "MutableSequence", "ByteString"))
_PROTOCOLS = frozenset((
    "IO", "TextIO", "BinaryIO", "SupportsInt", "SupportsFloat", "SupportsComplex",
    "SupportsIndex", "SupportsAbs", "SupportsRound", "SupportsBytes"))


# Names without a promise that packages ask for all the same.
_GenericAlias = _Alias
_SpecialGenericAlias = _NamedAlias
_LiteralGenericAlias = _LiteralAlias


def __getattr__(name):
    if name in _FROM_ABC:
        value = _alias(None, name)
    elif name == "Callable":
        value = _CallableAlias(None, name)
    elif name == "AbstractSet":
        value = _alias(collections.abc.Set, name)
    elif name in _PROTOCOLS:
        from typing import _protocols
        value = getattr(_protocols, name)
    elif name in ("DefaultDict", "OrderedDict", "Counter", "ChainMap", "Deque"):
        origin = {"DefaultDict": "defaultdict", "Deque": "deque"}.get(name, name)
        value = _alias(getattr(collections, origin), name)
    elif name in ("ContextManager", "AsyncContextManager"):
        import contextlib
        value = _alias(getattr(contextlib, "Abstract" + name), name)
    elif name in ("Pattern", "Match"):
        import re
        value = _alias(getattr(re, name), name)
    else:
        raise AttributeError("module 'typing' has no attribute %r" % name)
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *__all__})


Text = str
AnyStr = TypeVar("AnyStr", bytes, str)
T = TypeVar("T")
KT = TypeVar("KT")
VT = TypeVar("VT")
T_co = TypeVar("T_co", covariant=True)
V_co = TypeVar("V_co", covariant=True)
VT_co = TypeVar("VT_co", covariant=True)
T_contra = TypeVar("T_contra", contravariant=True)
CT_co = TypeVar("CT_co", covariant=True, bound=type)


def cast(typ, val):
    return val


def assert_type(val, typ):
    return val


def reveal_type(obj):
    print("Runtime type is %r" % type(obj).__name__, file=sys.stderr)
    return obj


_ASSERT_NEVER_REPR_MAX_LENGTH = 100


def assert_never(arg):
    value = repr(arg)
    if len(value) > _ASSERT_NEVER_REPR_MAX_LENGTH:
        value = value[:_ASSERT_NEVER_REPR_MAX_LENGTH] + "..."
    raise AssertionError("Expected code to be unreachable, but got: " + value)


_overloads = {}  # (module, qualified name) → line → function


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated "
        "functions outside a stub module should always be followed by an "
        "implementation that is not @overload-ed.")


def overload(func):
    function = getattr(func, "__func__", func)
    try:
        key = (function.__module__, function.__qualname__)
        _overloads.setdefault(key, {})[function.__code__.co_firstlineno] = func
    except AttributeError:  # no function
        pass
    return _overload_dummy


def get_overloads(func):
    function = getattr(func, "__func__", func)
    key = (function.__module__, function.__qualname__)
    return list(_overloads.get(key, {}).values())


def clear_overloads():
    _overloads.clear()


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def override(method):
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def no_type_check(arg):
    if isinstance(arg, type):
        for name in dir(arg):
            found = getattr(arg, name)
            if getattr(found, "__qualname__", None) != "%s.%s" % (arg.__qualname__, name):
                continue  # of another class
            if isinstance(found, types.FunctionType):
                found.__no_type_check__ = True
            elif isinstance(found, types.MethodType):
                found.__func__.__no_type_check__ = True
            elif isinstance(found, type):
                no_type_check(found)
    try:
        arg.__no_type_check__ = True
    except TypeError:  # built in
        pass
    return arg


def no_type_check_decorator(decorator):
    import functools

    @functools.wraps(decorator)
    def wrapped(*args, **kwargs):
        return no_type_check(decorator(*args, **kwargs))
    return wrapped


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False,
                        frozen_default=False, field_specifiers=(), **kwargs):
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default, "order_default": order_default,
            "kw_only_default": kw_only_default, "frozen_default": frozen_default,
            "field_specifiers": field_specifiers, "kwargs": kwargs}
        return cls_or_fn
    return decorator


class NewType(_HasOr):
    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        module = sys._getframemodulename(1)
        if module != "typing":
            self.__module__ = module

    def __call__(self, x):
        return x

    def __repr__(self):
        return "%s.%s" % (self.__module__, self.__qualname__)

    def __reduce__(self):
        return self.__qualname__

    def __mro_entries__(self, bases):
        superclass = self.__name__

        class Refusing:
            def __init_subclass__(cls):
                name = cls.__name__
                raise TypeError(
                    "Cannot subclass an instance of NewType. Perhaps you were looking "
                    "for: `%s = NewType(%r, %s)`" % (name, name, superclass))

        return (Refusing,)


from typing._hints import (
    get_args, get_origin, get_protocol_members, get_type_hints, is_protocol, is_typeddict,
)
from typing._records import (
    NamedTuple, TypedDict, _NamedTuple, _NamedTupleMeta, _TypedDict, _TypedDictMeta,
)

__all__ = [
    "Annotated", "Any", "Callable", "ClassVar", "Concatenate", "Final", "ForwardRef", "Generic",
    "Literal", "Optional", "ParamSpec", "Protocol", "Tuple", "Type", "TypeVar", "TypeVarTuple",
    "Union", "AbstractSet", "ByteString", "Container", "ContextManager", "Hashable",
    "ItemsView", "Iterable", "Iterator", "KeysView", "Mapping", "MappingView",
    "MutableMapping", "MutableSequence", "MutableSet", "Sequence", "Sized", "ValuesView",
    "Awaitable", "AsyncIterator", "AsyncIterable", "Coroutine", "Collection",
    "AsyncGenerator", "AsyncContextManager", "Reversible", "SupportsAbs", "SupportsBytes",
    "SupportsComplex", "SupportsFloat", "SupportsIndex", "SupportsInt", "SupportsRound",
    "ChainMap", "Counter", "Deque", "Dict", "DefaultDict", "List", "OrderedDict", "Set",
    "FrozenSet", "NamedTuple", "TypedDict", "Generator", "BinaryIO", "IO", "Match", "Pattern",
    "TextIO", "AnyStr", "assert_type", "assert_never", "cast", "clear_overloads",
    "dataclass_transform", "final", "get_args", "get_origin", "get_overloads",
    "get_protocol_members", "get_type_hints", "is_protocol", "is_typeddict", "LiteralString",
    "Never", "NewType", "no_type_check", "no_type_check_decorator", "NoDefault", "NoReturn",
    "NotRequired", "overload", "override", "ParamSpecArgs", "ParamSpecKwargs", "ReadOnly",
    "Required", "reveal_type", "runtime_checkable", "Self", "Text", "TYPE_CHECKING",
    "TypeAlias", "TypeGuard", "TypeIs", "TypeAliasType", "Unpack",
]
