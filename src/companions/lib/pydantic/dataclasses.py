"""Dataclasses whose fields are validated."""
import dataclasses as _dataclasses
import sys
import typing

from pydantic._compile import Compiler
from pydantic._scalars import State
from pydantic.fields import Field, FieldInfo, PrivateAttr
from pydantic_core import (Invalid, PydanticUndefined, ValidationError, fail)


def dataclass(_cls=None, *, init=True, repr=True, eq=True, order=False,
              unsafe_hash=False, frozen=False, config=None,
              validate_on_init=None, kw_only=False, slots=False):
    def decorate(cls):
        _own_fields_first(cls)
        made = _dataclasses.dataclass(
            cls, init=init, repr=repr, eq=eq, order=order,
            unsafe_hash=unsafe_hash, frozen=frozen, kw_only=kw_only)
        settings = dict(getattr(cls, "__pydantic_config__", None) or {})
        settings.update(config if isinstance(config, dict) else {})
        _validated(made, settings)
        return made
    return decorate(_cls) if _cls is not None else decorate


def _own_fields_first(cls):
    """Field(...) as dataclasses know it."""
    for name, value in list(cls.__dict__.items()):
        if isinstance(value, FieldInfo):
            told = {"repr": value.repr, "metadata": {"pydantic": value}}
            if value.default is not PydanticUndefined:
                told["default"] = value.default
            elif value.default_factory is not None:
                told["default_factory"] = value.default_factory
            setattr(cls, name, _dataclasses.field(**told))


def _checks(cls, settings):
    module = sys.modules.get(cls.__module__)
    compiler = Compiler(settings, vars(module) if module else {}, cls)
    checks = {}
    for field in _dataclasses.fields(cls):
        check = compiler.compile(field.type)
        info = field.metadata.get("pydantic")
        if info is not None:
            check = compiler.limited(check, field.type, info.metadata)
        for value in cls.__dict__.values():
            if getattr(value, "kind", None) == "field" and (
                    field.name in value.fields or "*" in value.fields):
                from pydantic._constraints import with_function
                check = with_function(check, value.mode,
                                      value.__get__(None, cls))
        checks[field.name] = check
    return checks


def _validated(cls, settings):
    initialize = cls.__init__
    cls.__is_pydantic_dataclass__ = True

    def __init__(self, *args, **kwargs):
        initialize(self, *args, **kwargs)
        if type(self) is not cls:
            return
        checks = cls.__dict__.get("__pydantic_checks__")
        if checks is None:
            checks = _checks(cls, settings)
            cls.__pydantic_checks__ = checks
        lines, state = [], State()
        for name, check in checks.items():
            try:
                object.__setattr__(self, name, check(getattr(self, name),
                                                     state))
            except Invalid as invalid:
                lines.extend(invalid.within(name).lines)
        if lines:
            raise ValidationError(cls.__name__, lines)

    cls.__init__ = __init__


def checker_of(cls, compiler):
    """The validator of a dataclass inside a model."""
    checks = {}

    def check(value, state):
        if isinstance(value, cls):
            return value
        if not isinstance(value, dict):
            fail("dataclass_type", "Input should be a dictionary or an "
                 "instance of %s" % cls.__name__, value,
                 {"class_name": cls.__name__})
        if not checks:
            checks.update(_checks(cls, compiler.config))
        given, lines = {}, []
        for field in _dataclasses.fields(cls):
            if field.name in value:
                try:
                    given[field.name] = checks[field.name](value[field.name],
                                                           state)
                except Invalid as invalid:
                    lines.extend(invalid.within(field.name).lines)
            elif field.default is _dataclasses.MISSING \
                    and field.default_factory is _dataclasses.MISSING:
                lines.append(["missing", (field.name,), "Field required",
                              value, None])
        if lines:
            raise Invalid(lines)
        return cls(**given)
    return check


def is_pydantic_dataclass(cls):
    return hasattr(cls, "__is_pydantic_dataclass__")


def rebuild_dataclass(cls, **options):
    return True


__all__ = ["dataclass", "rebuild_dataclass", "Field", "PrivateAttr", "typing"]
