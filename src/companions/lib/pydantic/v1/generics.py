"""Generic models of pydantic 1."""
from pydantic.v1 import BaseModel


class GenericModel(BaseModel):
    def __class_getitem__(cls, args):  # before that of Generic
        return BaseModel.__class_getitem__.__func__(cls, args)


__all__ = ["GenericModel"]
