"""pydantic 1 under its later name. What projects use of it behaves as the
stand-in for pydantic 2 does, with the rules of 1 where they differ: a field
that may be None has None for its default, settings know `env`."""
import typing

import pydantic as _new
from pydantic.main import BaseModel as _BaseModel
from pydantic_settings.main import BaseSettings as _BaseSettings


def _with_none(cls):
    """Optional fields without a default get None, and those with the default
    None are optional."""
    from pydantic.main import model_of
    from pydantic_core import PydanticUndefined
    for info in model_of(cls).fields.values():
        if info.default is PydanticUndefined and info.default_factory is None \
                and "default" not in info._given \
                and type(None) in typing.get_args(info.annotation):
            info.default = None
        elif info.default is None and not isinstance(info.annotation,
                                                     typing.TypeVar):
            info.annotation = typing.Optional[info.annotation]


class BaseModel(_BaseModel):
    __pydantic_v1__ = True

    def __init_subclass__(cls, **keywords):
        super().__init_subclass__(**keywords)
        cls.__pydantic_read__ = classmethod(_with_none)


class BaseSettings(_BaseSettings):
    __pydantic_v1__ = True
    model_config = {"extra": "ignore"}

    def __init_subclass__(cls, **keywords):
        super().__init_subclass__(**keywords)
        cls.__pydantic_read__ = classmethod(_with_none)


def __getattr__(name):
    if name == "Required":
        return ...
    return getattr(_new, name)


__all__ = sorted({name for name in dir(_new) if not name.startswith("_")}
                 | set(getattr(_new, "__all__", ()))
                 | {"BaseModel", "BaseSettings", "Required"})
