"""Generic models of pydantic 1."""
from pydantic.v1 import BaseModel


class GenericModel(BaseModel):
    pass


__all__ = ["GenericModel"]
