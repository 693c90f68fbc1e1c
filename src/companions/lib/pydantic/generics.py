"""Where pydantic 1 had its generic models."""
from pydantic.main import BaseModel


class GenericModel(BaseModel):
    def __class_getitem__(cls, args):  # before that of Generic
        return BaseModel.__class_getitem__.__func__(cls, args)


__all__ = ["GenericModel"]
