"""Validators as pydantic 1 had them."""
from pydantic.errors import PydanticUserError
from pydantic.functional_validators import Decorator, _class_method


def _adapted(function):
    """A validator of pydantic 1 may ask for `values`, `config`, `field`."""
    method = _class_method(function)
    target = getattr(method, "__func__", method)
    code = target.__code__
    names = code.co_varnames[:code.co_argcount + code.co_kwonlyargcount]
    wanted = [n for n in names[2:] if n in ("values", "config", "field")]
    takes_all = bool(code.co_flags & 8)
    if not wanted and not takes_all:
        return method

    def call(cls, value, info):
        told = {"values": dict(info.data or {}), "config": info.config,
                "field": _field(cls, info)}
        if not takes_all:
            told = {name: told[name] for name in wanted}
        return target(cls, value, **told)
    return classmethod(call)


class _Told:
    def __init__(self, name, info):
        self.name = name
        self.field_info = info
        self.alias = info.alias or name
        self.required = info.is_required()
        self.default = info.default
        self.type_ = self.outer_type_ = info.annotation


def _field(cls, info):
    found = cls.__pydantic_fields__.get(info.field_name)
    return _Told(info.field_name, found) if found is not None else None


def each(function):
    def check(value):
        if isinstance(value, (list, tuple, set)):
            return type(value)(function(item) for item in value)
        if isinstance(value, dict):
            return {key: function(item) for key, item in value.items()}
        return function(value)
    return check


def validator(*fields, pre=False, each_item=False, always=False,
              check_fields=None, allow_reuse=False, whole=False):
    if fields and callable(fields[0]):
        raise PydanticUserError(
            "`@validator` should be used with fields and keyword arguments, "
            "not bare. E.g. usage should be `@validator('<field_name>', ...)`",
            code="validator-no-fields")

    def decorate(function):
        return Decorator(_adapted(function), "field", fields,
                         "before" if pre else "after", each_item=each_item,
                         always=always)
    return decorate


def root_validator(function=None, /, *, pre=False, skip_on_failure=False,
                   allow_reuse=False):
    def decorate(f):
        return Decorator(_class_method(f), "root", (),
                         "before" if pre else "after")
    if function is not None:
        return decorate(function)
    if not pre and not skip_on_failure:
        raise PydanticUserError(
            "If you use `@root_validator` with pre=False (the default) you "
            "MUST specify `skip_on_failure=True`. Note that `@root_validator` "
            "is deprecated and should be replaced with `@model_validator`.",
            code="root-validator-pre-skip")
    return decorate
