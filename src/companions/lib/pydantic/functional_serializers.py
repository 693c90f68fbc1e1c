"""Decorators and annotations that add functions to serialization."""
from pydantic.functional_validators import Decorator


def field_serializer(*fields, mode="plain", return_type=None,
                     when_used="always", check_fields=None):
    def decorate(function):
        return Decorator(function, "field_serializer", fields, mode,
                         when_used=when_used)
    return decorate


def model_serializer(function=None, /, *, mode="plain", when_used="always",
                     return_type=None):
    def decorate(f):
        return Decorator(f, "model_serializer", (), mode, when_used=when_used)
    return decorate(function) if function is not None else decorate


class PlainSerializer:
    mode = "plain"

    def __init__(self, func, return_type=None, when_used="always"):
        self.func = func
        self.when_used = when_used


class WrapSerializer(PlainSerializer):
    mode = "wrap"


class SerializeAsAny:
    def __class_getitem__(cls, item):
        return item


class SerializerFunctionWrapHandler:
    pass


class SerializationInfo:
    def __init__(self, mode, field_name=None, context=None):
        self.mode = mode
        self.field_name = field_name
        self.context = context
        self.include = self.exclude = None
        self.by_alias = self.exclude_unset = False
        self.exclude_defaults = self.exclude_none = False

    def mode_is_json(self):
        return self.mode == "json"


FieldSerializationInfo = SerializationInfo
