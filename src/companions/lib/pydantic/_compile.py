"""From annotations to validators: functions of a value and the state of the
run (see `_scalars`)."""
import sys
import types
import typing
from enum import Enum

from pydantic import _scalars
from pydantic._constraints import (guarded, with_function, with_limits,
                                   with_strict)
from pydantic._scalars import State
from pydantic.errors import (PydanticSchemaGenerationError,
                             PydanticUndefinedAnnotation)
from pydantic.functional_validators import (BeforeValidator, ValidateAs,
                                            _InstanceOfMark, _SkipMark)
from pydantic_core import Invalid, PydanticOmit, fail

_PLAIN = {
    int: _scalars.int_value,
    float: _scalars.float_value,
    bool: _scalars.bool_value,
    str: _scalars.str_value,
    bytes: _scalars.bytes_value,
    type(None): _scalars.none_value,
    None: _scalars.none_value,
    object: _scalars.any_value,
    typing.Any: _scalars.any_value,
    type: _scalars.any_class,
    typing.Callable: _scalars.callable_value,
}


def _dates(name):
    def make(compiler, kind):
        from pydantic import _dates as module
        return getattr(module, name)
    return make


def _addresses(error, message):
    return lambda compiler, kind: _scalars.made_of_text(
        kind, error, message, (str, int, bytes))


# Found by name, so that nobody pays for a module he does not use.
_NAMED = {
    ("datetime", "datetime"): _dates("datetime_value"),
    ("datetime", "date"): _dates("date_value"),
    ("datetime", "time"): _dates("time_value"),
    ("datetime", "timedelta"): _dates("timedelta_value"),
    ("decimal", "Decimal"): lambda compiler, kind: _scalars.decimal_value,
    ("uuid", "UUID"): lambda compiler, kind: _scalars.uuid_value,
    ("re", "Pattern"): lambda compiler, kind: _scalars.pattern_value,
    ("ipaddress", "IPv4Address"): _addresses(
        "ip_v4_address", "Input is not a valid IPv4 address"),
    ("ipaddress", "IPv6Address"): _addresses(
        "ip_v6_address", "Input is not a valid IPv6 address"),
    ("ipaddress", "IPv4Network"): _addresses(
        "ip_v4_network", "Input is not a valid IPv4 network"),
    ("ipaddress", "IPv6Network"): _addresses(
        "ip_v6_network", "Input is not a valid IPv6 network"),
    ("zoneinfo", "ZoneInfo"): _addresses(
        "zoneinfo_str", "invalid timezone"),
    ("os", "PathLike"): lambda compiler, kind: _scalars.path_value(
        __import__("pathlib").Path),
}


def display(kind):
    """How a member of a union is called in a location."""
    if kind is type(None):
        return "none"
    for base, name in ((bool, "bool"), (int, "int"), (float, "float"),
                       (str, "str"), (bytes, "bytes")):
        if kind is base:
            return name
    origin = typing.get_origin(kind)
    args = typing.get_args(kind)
    if origin is typing.Annotated:
        limits = [m for m in kind.__metadata__]
        inner = display(args[0])
        if any(isinstance(m, BeforeValidator) for m in limits):
            mark = [m for m in limits if isinstance(m, BeforeValidator)][-1]
            name = getattr(mark.func, "__name__", repr(mark.func))
            if mark.mode == "plain":
                return "function-plain[%s()]" % name
            return "function-%s[%s(), %s]" % (mark.mode, name, inner)
        return ("constrained-" + inner) if any(
            type(m).__name__ in ("FieldInfo", "StringConstraints", "Gt", "Ge",
                                 "Lt", "Le", "Len", "Interval")
            for m in limits) and inner in ("str", "int", "float") else inner
    if origin is typing.Literal:
        return "literal[%s]" % ",".join(repr(a) for a in args)
    if origin in (list, set, frozenset, dict, tuple):
        name = origin.__name__
        shown = [display(a) if a is not ... else "..." for a in args]
        if not shown:
            shown = ["any"] * (2 if origin is dict else 1)
        return "%s[%s]" % (name, ",".join(shown))
    if kind in (list, set, frozenset):
        return kind.__name__ + "[any]"
    if kind is dict:
        return "dict[any,any]"
    if kind is typing.Any:
        return "any"
    if isinstance(kind, type):
        if issubclass(kind, Enum):
            return "enum" if False else kind.__name__
        names = {"datetime": "datetime", "Decimal": "decimal", "UUID": "uuid",
                 "Path": "lax-or-strict[lax=union[json-or-python[json="
                 "function-after[path_validator(), str],python=is-instance["
                 "Path]],function-after[path_validator(), str]],strict="
                 "json-or-python[json=function-after[path_validator(), str],"
                 "python=is-instance[Path]]]"}
        return names.get(kind.__name__, kind.__name__)
    return str(kind)


class Compiler:
    """Makes validators for one model: its settings, the names it can see."""

    def __init__(self, config=None, namespace=None, owner=None):
        self.config = config or {}
        self.namespace = namespace
        self.owner = owner

    # -- the entry ----------------------------------------------------------

    def compile(self, kind):
        try:
            plain = _PLAIN.get(kind)
        except TypeError:
            plain = None
        if plain is not None:
            if kind is str:
                return self._text(plain)
            if kind is float and self.config.get("allow_inf_nan") is False:
                return with_limits(plain, {"allow_inf_nan": False})
            return plain
        if isinstance(kind, str):
            return self.compile(self.resolve(kind))
        if isinstance(kind, typing.ForwardRef):
            return self.compile(self.resolve(kind.__forward_arg__))
        if isinstance(kind, typing.TypeVar):
            return self._type_variable(kind)
        origin = typing.get_origin(kind)
        if origin is not None:
            return self._generic(kind, origin, typing.get_args(kind))
        if hasattr(kind, "__supertype__"):
            return self.compile(kind.__supertype__)
        if isinstance(kind, type):
            return self._class(kind)
        if hasattr(kind, "__value__"):
            return self.compile(kind.__value__)
        if hasattr(kind, "var") and type(kind).__name__ == "InitVar":
            return self.compile(kind.type)
        return _scalars.any_value

    def resolve(self, text):
        names = dict(vars(typing))
        names.update(self.namespace or {})
        if self.owner is not None:
            names.setdefault(self.owner.__name__, self.owner)
        try:
            return eval(text, names)
        except NameError as error:
            name = getattr(error, "name", None) or text
            raise PydanticUndefinedAnnotation(name, str(error))

    def _text(self, plain):
        config = self.config
        if config.get("coerce_numbers_to_str"):
            plain = _scalars.str_or_number
        limits = {}
        for setting, name in (("str_strip_whitespace", "strip_whitespace"),
                              ("str_to_lower", "to_lower"),
                              ("str_to_upper", "to_upper"),
                              ("str_min_length", "min_length"),
                              ("str_max_length", "max_length")):
            if config.get(setting):
                limits[name] = config[setting]
        return with_limits(plain, limits) if limits else plain

    def _type_variable(self, kind):
        default = getattr(kind, "__default__", None)
        if kind.__bound__ is not None:
            return self.compile(kind.__bound__)
        if kind.__constraints__:
            return self._union(kind.__constraints__)
        if isinstance(default, type) and default.__name__ not in (
                "NoDefault", "NoDefaultType", "NoneType"):
            return self.compile(default)
        return _scalars.any_value

    # -- classes ------------------------------------------------------------

    def _class(self, kind):
        model = getattr(kind, "__pydantic_check__", None)
        if model is not None:
            return model
        named = _NAMED.get((kind.__module__, kind.__name__))
        if named is not None:
            return named(self, kind)
        checker = getattr(kind, "__limbeck_validator__", None)
        if checker is not None:
            return checker(self)
        maker = getattr(kind, "__get_pydantic_core_schema__", None)
        if maker is not None:
            from pydantic._core_schema import validator_of
            return validator_of(maker, kind, self)
        makers = getattr(kind, "__get_validators__", None)
        if makers is not None:
            return self._old_validators(makers)
        if issubclass(kind, Enum):
            return _scalars.enum_value(kind,
                                       self.config.get("use_enum_values"))
        if kind in (list, set, frozenset, tuple, dict):
            return self._container(kind, ())
        if kind.__module__ in ("pathlib", "pathlib._local"):
            return _scalars.path_value(kind)
        if kind.__module__ == "collections":
            return self._container(kind, ())
        if issubclass(kind, dict) and hasattr(kind, "__total__"):
            return self._typed_dict(kind)
        if issubclass(kind, tuple) and hasattr(kind, "_fields"):
            return self._named_tuple(kind)
        if hasattr(kind, "__dataclass_fields__"):
            from pydantic.dataclasses import checker_of
            return checker_of(kind, self)
        for base in (str, int, float):
            if issubclass(kind, base) and kind.__module__ != "builtins" \
                    and not self.config.get("arbitrary_types_allowed"):
                break
        if self.config.get("arbitrary_types_allowed") \
                or kind.__module__ == "builtins":
            return _scalars.instance_value(kind)
        raise PydanticSchemaGenerationError(
            "Unable to generate pydantic-core schema for %r. Set "
            "`arbitrary_types_allowed=True` in the model_config to ignore "
            "this error or implement `__get_pydantic_core_schema__` on your "
            "type to fully support it.\n\nIf you got this error by calling "
            "handler(<some type>) within `__get_pydantic_core_schema__` then "
            "you likely need to call `handler.generate_schema(<some type>)` "
            "since we do not call `__get_pydantic_core_schema__` on `<some "
            "type>` otherwise to avoid infinite recursion." % (kind,))

    def _old_validators(self, makers):
        check = _scalars.any_value
        for function in makers():
            check = with_function(check, "after", function)
        return check

    def _typed_dict(self, kind):
        hints = {}
        for base in reversed(kind.__mro__):
            hints.update(getattr(base, "__annotations__", None) or {})
        parts, required = {}, set(getattr(kind, "__required_keys__", hints))
        namespace = vars(sys.modules.get(kind.__module__)) \
            if kind.__module__ in sys.modules else None
        inner = Compiler(self.config, namespace or self.namespace, kind)
        for name, hint in hints.items():
            if typing.get_origin(hint) in (typing.Required,
                                           typing.NotRequired):
                hint = typing.get_args(hint)[0]
            parts[name] = inner.compile(hint)

        def check(value, state):
            if not isinstance(value, dict):
                fail("dict_type", "Input should be a valid dictionary", value)
            result, lines = {}, []
            for name, part in parts.items():
                if name in value:
                    try:
                        result[name] = part(value[name], state)
                    except Invalid as invalid:
                        lines.extend(invalid.within(name).lines)
                elif name in required:
                    lines.append(["missing", (name,), "Field required", value,
                                  None])
            if lines:
                raise Invalid(lines)
            return result
        return check

    def _named_tuple(self, kind):
        hints = getattr(kind, "__annotations__", None) or {}
        parts = [self.compile(hints.get(name, typing.Any))
                 for name in kind._fields]

        def check(value, state):
            if isinstance(value, kind):
                return value
            if isinstance(value, dict):
                given = [value[n] for n in kind._fields if n in value]
            elif isinstance(value, (list, tuple)):
                given = list(value)
            else:
                fail("arguments_type", "Arguments must be a tuple, list or a "
                     "dictionary", value)
            return kind(*[part(item, state)
                          for part, item in zip(parts, given)])
        return check

    # -- subscripted types --------------------------------------------------

    def _generic(self, kind, origin, args):
        if origin is typing.Annotated:
            return self._annotated(args[0], kind.__metadata__)
        if origin is typing.Union or origin is types.UnionType:
            return self._union(args)
        if origin is typing.Literal:
            return _scalars.literal_value(list(args))
        if origin in (typing.ClassVar, typing.Final, typing.Required,
                      typing.NotRequired, typing.ReadOnly if hasattr(
                          typing, "ReadOnly") else None):
            return self.compile(args[0]) if args else _scalars.any_value
        name = getattr(origin, "__name__", "")
        if origin is type:
            target = args[0] if args else object
            if isinstance(target, typing.TypeVar):
                target = target.__bound__ or object
            if isinstance(target, type) and target is not object:
                return _scalars.subclass_value(target)
            return _scalars.any_class
        if name == "Callable":
            return _scalars.callable_value
        if name == "Pattern":
            return _scalars.pattern_value
        if name == "PathLike":
            return _NAMED["os", "PathLike"](self, origin)
        if origin in (list, set, frozenset, tuple, dict) \
                or origin.__module__ in ("collections", "collections.abc"):
            return self._container(origin, args)
        model = getattr(origin, "__pydantic_check__", None)
        if model is not None:
            return model
        maker = getattr(origin, "__get_pydantic_core_schema__", None)
        if maker is not None:
            from pydantic._core_schema import validator_of
            return validator_of(maker, kind, self)
        checker = getattr(origin, "__limbeck_validator__", None)
        if checker is not None:
            return checker(self)
        if hasattr(kind, "__value__"):
            return self.compile(kind.__value__)
        if hasattr(origin, "__value__"):
            parameters = origin.__type_params__
            value = origin.__value__
            try:
                return self.compile(value[args] if parameters else value)
            except TypeError:
                return self.compile(value)
        if isinstance(origin, type) and self.config.get(
                "arbitrary_types_allowed"):
            return _scalars.instance_value(origin)
        return _scalars.any_value

    def _annotated(self, kind, metadata):
        from pydantic.fields import FieldInfo
        check = None
        for mark in metadata:
            if isinstance(mark, _SkipMark):
                return _scalars.any_value
            if isinstance(mark, _InstanceOfMark):
                check = _scalars.instance_value(
                    typing.get_origin(kind) or kind)
            if isinstance(mark, FieldInfo) and mark.discriminator:
                check = self._discriminated(kind, mark.discriminator)
            elif type(mark).__name__ == "Discriminator":
                check = self._discriminated(kind, mark.discriminator)
        if check is None:
            check = self.compile(kind)
        return self.limited(check, kind, metadata)

    def limited(self, check, kind, metadata):
        """`check` with what the items of Annotated[...] add; neighbouring
        limits are tried together, in pydantic's order."""
        from pydantic.fields import FieldInfo, limits_of
        marks = []
        for mark in metadata:
            marks.extend(mark.metadata if isinstance(mark, FieldInfo)
                         else [mark])
        limits = {}
        for mark in marks:
            demanded = limits_of(mark)
            if demanded is not None:
                limits.update(demanded)
                continue
            if limits:
                check, limits = with_limits(check, limits), {}
            check = self._marked(check, kind, mark)
        return with_limits(check, limits) if limits else check

    def _marked(self, check, kind, mark):
        if isinstance(mark, BeforeValidator):
            return with_function(check, mark.mode, mark.func)
        if isinstance(mark, ValidateAs):
            source = self.compile(mark.from_type)
            return lambda value, state: guarded(
                mark.instantiation_hook, source(value, state))
        wrap = getattr(mark, "__limbeck_wrap__", None)
        if wrap is not None:
            return wrap(check)
        function = getattr(mark, "func", None)
        if type(mark).__name__ == "Predicate" and function is not None:
            return _predicate(check, function)
        maker = getattr(mark, "__get_pydantic_core_schema__", None)
        if maker is not None:
            from pydantic._core_schema import validator_of
            return validator_of(maker, kind, self, check)
        return check

    # -- containers ---------------------------------------------------------

    def _container(self, kind, args):
        from pydantic import _containers
        return _containers.make(self, kind, args)

    def _union(self, args):
        members = []
        optional = False
        for arg in args:
            if arg is type(None) or arg is None:
                optional = True
            else:
                members.append(arg)
        if len(members) == 1:
            check = self.compile(members[0])
        else:
            check = self._smart_union(members)
        if not optional:
            return check

        def nullable(value, state):
            return None if value is None else check(value, state)
        return nullable

    def _smart_union(self, kinds):
        members = [(self.compile(k), display(k), typing.get_origin(k) or k)
                   for k in kinds]

        def check(value, state):
            exact = type(value)
            best = None
            for member, label, kind in members:
                if kind is exact:
                    try:
                        return member(value, state)
                    except Invalid:
                        pass
            before, state.strict = state.strict, True
            try:
                for member, label, kind in members:
                    try:
                        return member(value, state)
                    except (Invalid, TypeError):
                        pass
            finally:
                state.strict = before
            lines = []
            for member, label, kind in members:
                try:
                    result = member(value, state)
                except Invalid as invalid:
                    lines.extend(invalid.within(label).lines)
                    continue
                score = len(getattr(result, "__pydantic_fields_set__", ()))
                if best is None or score > best[0]:
                    best = (score, result)
            if best is None:
                raise Invalid(lines)
            return best[1]
        return check

    def _discriminated(self, kind, key):
        from pydantic import _containers
        return _containers.discriminated(self, kind, key)


def _predicate(check, function):
    def checked(value, state):
        result = check(value, state)
        if not function(result):
            fail("predicate_failed", "Predicate %s failed" % getattr(
                function, "__qualname__", function), value)
        return result
    return checked


__all__ = ["Compiler", "State", "display", "PydanticOmit", "with_strict"]
