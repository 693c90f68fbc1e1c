"""Models that are one value."""
import typing

from pydantic._scalars import State
from pydantic.main import BaseModel, ModelMetaclass, model_of, validate
from pydantic_core import Invalid, PydanticUndefined

RootModelRootType = typing.TypeVar("RootModelRootType")


class RootModel(BaseModel, typing.Generic[RootModelRootType]):
    __pydantic_root_model__ = True
    root: RootModelRootType

    def __init__(self, /, root=PydanticUndefined, **data):
        if data:
            if root is not PydanticUndefined:
                raise ValueError('"RootModel.__init__" accepts either a single '
                                 "positional argument or arbitrary keyword "
                                 "arguments")
            root = data
        validate(_Root(self), type(self), root, State())

    @classmethod
    def __pydantic_check__(cls, value, state):
        if isinstance(value, cls):
            return value
        return _Root(cls.__new__(cls)).check(value, state)

    @classmethod
    def model_construct(cls, root, _fields_set=None):
        return super().model_construct(root=root, _fields_set=_fields_set)

    def __eq__(self, other):
        return type(self) is type(other) and self.root == other.root

    __hash__ = None


class _Root:
    """Fills an instance from its one value, named in no location."""

    def __init__(self, instance):
        self.instance = instance

    def check(self, value, state):
        model = model_of(type(self.instance)).ready()
        value = model._run_before(value, state)
        try:
            return model.fill(self.instance, {} if value is PydanticUndefined
                              else {"root": value}, state)
        except Invalid as invalid:
            for line in invalid.lines:
                if line[1][:1] == ("root",):
                    line[1] = line[1][1:]
            raise


__all__ = ["RootModel", "ModelMetaclass"]
