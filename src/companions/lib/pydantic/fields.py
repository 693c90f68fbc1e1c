"""Fields of models and what is said about them."""
import typing

from annotated_types import (Ge, Gt, Interval, Le, Len, Lt, MaxLen, MinLen,
                             MultipleOf)
from pydantic._constraints import NAMES as _LIMITS
from pydantic.aliases import AliasChoices, AliasPath
from pydantic.errors import PydanticUserError
from pydantic.functional_validators import Decorator
from pydantic_core import PydanticUndefined

Undefined = PydanticUndefined
_MARKS = {"gt": Gt, "ge": Ge, "lt": Lt, "le": Le, "multiple_of": MultipleOf,
          "min_length": MinLen, "max_length": MaxLen}


class Limits:
    """Limits that have no mark of their own: pattern, strict …"""

    def __init__(self, **limits):
        self.__dict__.update(limits)

    def __repr__(self):
        return "_PydanticGeneralMetadata(%s)" % ", ".join(
            "%s=%r" % item for item in vars(self).items())

    def __eq__(self, other):
        return isinstance(other, Limits) and vars(self) == vars(other)


def limits_of(mark):
    """What a mark of Annotated[...] demands, by the names in `Field()`; None
    where it is no limit."""
    if isinstance(mark, (Gt, Ge, Lt, Le, MultipleOf, MinLen, MaxLen, Interval,
                         Len, Limits)):
        return {k: v for k, v in vars(mark).items() if v is not None
                and not (k == "min_length" and v == 0)}
    return getattr(mark, "__limbeck_limits__", None)


_TOLD = ("default", "default_factory", "alias", "alias_priority",
         "validation_alias", "serialization_alias", "title",
         "field_title_generator", "description", "examples", "exclude",
         "exclude_if", "discriminator", "deprecated", "json_schema_extra",
         "frozen", "validate_default", "repr", "init", "init_var", "kw_only")


class FieldInfo:
    default = Undefined
    default_factory = alias = alias_priority = validation_alias = None
    serialization_alias = title = field_title_generator = description = None
    examples = exclude = discriminator = deprecated = None
    json_schema_extra = frozen = validate_default = exclude_if = None
    init = init_var = kw_only = None
    repr = True
    annotation = None
    evaluated = False
    undefined = None  # the name in its annotation that is not defined yet

    def __init__(self, **told):
        self.metadata = []
        self.extra = {}
        self._given = {}
        general = {}
        for name, value in told.items():
            if name == "annotation":
                self.annotation = value
            elif name in _LIMITS:
                if value is None:
                    continue
                if name in _MARKS:
                    self.metadata.append(_MARKS[name](value))
                elif name == "regex":
                    general["pattern"] = value
                elif name in ("min_items", "max_items"):
                    self.metadata.append(_MARKS[
                        name.replace("items", "length")](value))
                elif name != "const":
                    general[name] = value
            elif name in _TOLD:
                self._given[name] = value
                if name == "default" and value is ...:
                    value = Undefined
                if not (value is None and name != "default"):
                    setattr(self, name, value)
            elif name == "union_mode":
                pass
            else:
                self.extra[name] = value
        if general:
            self.metadata.append(Limits(**general))
        if self.default is not Undefined and self.default_factory is not None:
            raise TypeError("cannot specify both default and default_factory")
        if self.alias is not None:
            if self.validation_alias is None:
                self.validation_alias = self.alias
            if self.serialization_alias is None:
                self.serialization_alias = self.alias

    @classmethod
    def from_annotation(cls, annotation, *, _source=None):
        return cls().merged(annotation)

    @classmethod
    def from_annotated_attribute(cls, annotation, default, *, _source=None):
        if isinstance(default, FieldInfo):
            return default.merged(annotation)
        return cls(default=default).merged(annotation)

    def copied(self):
        other = type(self).__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.metadata = list(self.metadata)
        return other

    __copy__ = copied

    def merged(self, annotation):
        """This with an annotation, and with what a Field() in its
        Annotated[...] says."""
        info = self.copied()
        marks = []
        while typing.get_origin(annotation) is typing.Annotated:
            marks = list(annotation.__metadata__) + marks
            annotation = typing.get_args(annotation)[0]
        if typing.get_origin(annotation) is typing.Final:
            annotation = typing.get_args(annotation)[0]
            info.frozen = True
        metadata = []
        for mark in marks:
            if isinstance(mark, FieldInfo):
                for name, value in mark._given.items():
                    if name not in self._given:
                        setattr(info, name, Undefined if value is ...
                                else value)
                for name in ("validation_alias", "serialization_alias"):
                    if getattr(info, name) is None:
                        setattr(info, name, getattr(mark, name))
                info.extra = dict(mark.extra, **info.extra)
                metadata.extend(mark.metadata)
            else:
                metadata.append(mark)
        info.metadata = metadata + info.metadata
        info.annotation = annotation
        info.evaluated = True
        return info

    def is_required(self):
        return self.default is Undefined and self.default_factory is None

    def get_default(self, *, call_default_factory=False, validated_data=None):
        if self.default_factory is not None:
            if not call_default_factory:
                return None
            if self.default_factory_takes_validated_data:
                return self.default_factory(validated_data)
            return self.default_factory()
        return copied_default(self.default)

    @property
    def default_factory_takes_validated_data(self):
        factory = self.default_factory
        if factory is None or isinstance(factory, type):
            return False
        code = getattr(factory, "__code__", None)
        if code is None or hasattr(factory, "__self__"):
            return False
        return code.co_argcount - len(factory.__defaults__ or ()) == 1

    def rebuild_annotation(self):
        if self.metadata:
            return typing.Annotated[(self.annotation, *self.metadata)]
        return self.annotation

    # Names of pydantic 1.
    @property
    def required(self):
        return self.is_required()

    @property
    def outer_type_(self):
        return self.annotation

    type_ = outer_type_

    @property
    def field_info(self):
        return self

    def __repr__(self):
        return "FieldInfo(%s)" % ", ".join(self._told())

    def __str__(self):
        return " ".join(self._told())

    def _told(self):
        parts = ["annotation=" + _type_name(self.annotation),
                 "required=%r" % self.is_required()]
        if self.default is not Undefined:
            parts.append("default=%r" % (self.default,))
        if self.default_factory is not None:
            parts.append("default_factory=" + getattr(
                self.default_factory, "__name__", repr(self.default_factory)))
        for name in _TOLD[2:]:
            value = getattr(self, name)
            if name in ("alias_priority",) and self.alias is not None:
                value = 2
            if value is None or name == "repr" and value is True:
                continue
            parts.append("%s=%r" % (name, value))
        if self.metadata:
            parts.append("metadata=%r" % (self.metadata,))
        return parts

    def __eq__(self, other):
        return isinstance(other, FieldInfo) and repr(self) == repr(other)

    __hash__ = object.__hash__


# The name of pydantic 1.
ModelField = FieldInfo


def _type_name(annotation):
    if isinstance(annotation, type) and typing.get_origin(annotation) is None:
        return annotation.__name__
    if annotation is None:
        return "NoneType"
    args = typing.get_args(annotation)
    origin = typing.get_origin(annotation)
    import types
    if origin is typing.Union or origin is types.UnionType:
        if len(args) == 2 and args[1] is type(None):
            return "Union[%s, NoneType]" % _type_name(args[0])
        return "Union[%s]" % ", ".join(_type_name(a) for a in args)
    if origin is typing.Literal:
        return "Literal[%s]" % ", ".join(repr(a) for a in args)
    if origin is not None and args:
        name = getattr(annotation, "__name__", None) \
            if not isinstance(origin, type) or str(annotation).startswith(
                "typing.") else origin.__name__
        return "%s[%s]" % (name or origin.__name__, ", ".join(
            "..." if a is ... else _type_name(a) for a in args))
    text = repr(annotation)
    return text[7:] if text.startswith("typing.") else text


def copied_default(value):
    """A default of its own for each instance, where it can be changed."""
    if isinstance(value, (list, dict, set)):
        if not value:
            return type(value)() if type(value) in (list, dict, set) \
                else value.copy()
        from copy import deepcopy
        return deepcopy(value)
    if type(value).__hash__ is None:
        from copy import deepcopy
        return deepcopy(value)
    return value


def Field(default=Undefined, **told):
    """What a field has beside its type: default, aliases, limits, texts."""
    if default is not Undefined:
        told["default"] = default
    alias = told.get("validation_alias")
    if alias is not None and not isinstance(alias, (str, AliasChoices,
                                                    AliasPath)):
        raise TypeError("Invalid `validation_alias` type. it should be `str`, "
                        "`AliasChoices`, or `AliasPath`")
    return FieldInfo(**told)


class ModelPrivateAttr:
    def __init__(self, default=Undefined, *, default_factory=None):
        self.default = default
        self.default_factory = default_factory

    def get_default(self):
        if self.default_factory is not None:
            return self.default_factory()
        return copied_default(self.default)


def PrivateAttr(default=Undefined, *, default_factory=None, init=False):
    if default is not Undefined and default_factory is not None:
        raise TypeError("cannot specify both default and default_factory")
    return ModelPrivateAttr(default, default_factory=default_factory)


class ComputedFieldInfo:
    def __init__(self, name, alias=None, repr=True, **told):
        self.name = name
        self.alias = alias
        self.repr = repr
        self.told = told


class ComputedProperty(Decorator):
    def __init__(self, function, **told):
        if not hasattr(function, "__get__") or type(
                function).__name__ == "function":
            function = property(function)
        Decorator.__init__(self, function, "computed", **told)

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return self.wrapped.__get__(instance, owner)

    def __set_name__(self, owner, name):
        self.name = name
        if hasattr(self.wrapped, "__set_name__"):
            self.wrapped.__set_name__(owner, name)

    def setter(self, function):
        return ComputedProperty(self.wrapped.setter(function), **self.options)

    def __set__(self, instance, value):
        self.wrapped.__set__(instance, value)


def computed_field(function=None, /, **told):
    if function is not None:
        return ComputedProperty(function)
    return lambda f: ComputedProperty(f, **told)


def need_annotation(name, kind):
    raise PydanticUserError(
        "A non-annotated attribute was detected: `%s = %r`. All model fields "
        "require a type annotation; if `%s` is not meant to be a field, you "
        "may be able to resolve this error by annotating it as a `ClassVar` "
        "or updating `model_config['ignored_types']`." % (name, kind, name),
        code="model-field-missing-annotation")
