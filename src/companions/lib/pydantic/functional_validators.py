"""Decorators and annotations that add functions to validation."""
from pydantic.errors import PydanticUserError


class Decorator:
    """A method with a role in its model; found there by the metaclass."""

    def __init__(self, function, kind, fields=(), mode="after", **options):
        self.wrapped = function
        self.kind = kind
        self.fields = fields
        self.mode = mode
        self.options = options

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        function = self.wrapped
        if hasattr(function, "__get__"):
            return function.__get__(instance, owner)
        return function

    def __call__(self, *args, **kwargs):
        return self.wrapped(*args, **kwargs)

    def __getattr__(self, name):
        return getattr(self.__dict__["wrapped"], name)


def _plain(function):
    return getattr(function, "__func__", function)


def positional_count(function):
    """How many positional arguments it takes (bound methods without self), or
    -1 for any number."""
    bound = 1 if hasattr(function, "__self__") and hasattr(
        function, "__func__") else 0
    target = _plain(function)
    while not hasattr(target, "__code__"):
        inner = getattr(target, "func", None) or getattr(
            target, "__wrapped__", None)
        if inner is None:
            return 1
        if hasattr(target, "args"):
            bound += len(target.args)
        target = _plain(inner)
    code = target.__code__
    if code.co_flags & 4:
        return -1
    optional = len(getattr(target, "__defaults__", None) or ())
    count = code.co_argcount - bound
    return count if count - optional <= 1 and count <= 2 else max(
        count - optional, 1)


def _class_method(function):
    if isinstance(function, (classmethod, staticmethod)):
        return function
    names = function.__code__.co_varnames
    if function.__code__.co_argcount and names[0] == "cls":
        return classmethod(function)
    return function


def field_validator(field, /, *fields, mode="after", check_fields=None,
                    json_schema_input_type=None):
    if callable(field) and not isinstance(field, str):
        raise PydanticUserError(
            "`@field_validator` should be used with fields and keyword "
            "arguments, not bare. E.g. usage should be "
            "`@validator('<field_name>', ...)`", code="validator-no-fields")
    names = (field,) + fields

    def decorate(function):
        return Decorator(_class_method(function), "field", names, mode,
                         check_fields=check_fields)
    return decorate


def model_validator(*, mode):
    def decorate(function):
        if mode != "after":
            function = _class_method(function)
        return Decorator(function, "model", (), mode)
    return decorate


class BeforeValidator:
    mode = "before"

    def __init__(self, func, json_schema_input_type=None):
        self.func = func

    def __repr__(self):
        return "%s(func=%r)" % (type(self).__name__, self.func)

    def __eq__(self, other):
        return type(self) is type(other) and self.func == other.func

    def __hash__(self):
        return hash((type(self), self.func))


class AfterValidator(BeforeValidator):
    mode = "after"


class PlainValidator(BeforeValidator):
    mode = "plain"


class WrapValidator(BeforeValidator):
    mode = "wrap"


class _InstanceOfMark:
    pass


class InstanceOf:
    def __class_getitem__(cls, item):
        from typing import Annotated
        return Annotated[item, _InstanceOfMark()]


class _SkipMark:
    pass


class SkipValidation:
    def __class_getitem__(cls, item):
        from typing import Annotated
        return Annotated[item, _SkipMark()]


class ValidateAs:
    def __init__(self, from_type, instantiation_hook):
        self.from_type = from_type
        self.instantiation_hook = instantiation_hook


class ModelWrapValidatorHandler:
    def __class_getitem__(cls, item):
        return cls


class ValidatorFunctionWrapHandler:
    pass


class ValidationInfo:
    """What a validator is told beside the value."""

    def __init__(self, config, context, data, field_name, mode="python"):
        self.config = config
        self.context = context
        self.data = data
        self.field_name = field_name
        self.mode = mode

    def __repr__(self):
        return "ValidationInfo(config=%r, context=%r, data=%r, field_name=%r)" \
            % (self.config, self.context, self.data, self.field_name)


FieldValidationInfo = ValidationInfo
