"""Where pydantic 1 had its generic models."""
from pydantic.main import BaseModel


class GenericModel(BaseModel):
    pass


__all__ = ["GenericModel"]
