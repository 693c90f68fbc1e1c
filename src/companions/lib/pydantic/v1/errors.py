"""Errors of pydantic 1."""


class PydanticTypeError(TypeError):
    pass


class PydanticValueError(ValueError):
    pass


class ConfigError(RuntimeError):
    pass


__all__ = ["ConfigError", "PydanticTypeError", "PydanticValueError"]
