"""Validation of any type, without a model."""
import sys

from pydantic import _serialize
from pydantic._compile import Compiler, display
from pydantic._scalars import State
from pydantic_core import Invalid, PydanticUndefined, ValidationError


class TypeAdapter:
    def __init__(self, type, *, config=None, _parent_depth=2, module=None):
        self._type = type
        namespace = {}
        if hasattr(sys, "_getframe"):
            frame = sys._getframe(1)
            namespace = dict(frame.f_globals, **frame.f_locals)
        self._compiler = Compiler(config, namespace)
        self._check = None

    def __class_getitem__(cls, item):
        return cls

    def _run(self, value, state):
        if self._check is None:
            self._check = self._compiler.compile(self._type)
        try:
            return self._check(value, state)
        except Invalid as invalid:
            lines = invalid.lines
        raise ValidationError(display(self._type), lines)

    def validate_python(self, value, /, *, strict=None, from_attributes=None,
                        context=None, **more):
        return self._run(value, State(strict, context, from_attributes))

    def validate_json(self, data, /, *, strict=None, context=None, **more):
        import json
        from pydantic.main import _json_problem
        try:
            value = json.loads(data)
        except ValueError as error:
            reason = _json_problem(error, data)
            raise ValidationError(display(self._type), [[
                "json_invalid", (), "Invalid JSON: " + reason, data,
                {"error": reason}]])
        return self._run(value, State(strict, context, None, True))

    def validate_strings(self, value, /, **options):
        return self.validate_python(value)

    def dump_python(self, value, /, *, mode="python", include=None,
                    exclude=None, by_alias=None, exclude_unset=False,
                    exclude_defaults=False, exclude_none=False, **more):
        return _serialize.value_of(value, mode, _serialize.Options(
            include, exclude, None, by_alias, exclude_unset, exclude_defaults,
            exclude_none))

    def dump_json(self, value, /, *, indent=None, **options):
        return _serialize.text(self.dump_python(value, mode="json", **options),
                               indent).encode()

    def get_default_value(self, **options):
        return None

    def rebuild(self, **options):
        return True

    def json_schema(self, **options):
        from pydantic.json_schema import type_schema
        return type_schema(self._type)


def parse_obj_as(type_, obj, type_name=None):
    return TypeAdapter(type_).validate_python(obj)


__all__ = ["TypeAdapter", "PydanticUndefined", "parse_obj_as"]
