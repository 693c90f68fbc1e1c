"""Where pydantic 1 had its generic models."""
from pydantic.main import BaseModel as GenericModel

__all__ = ["GenericModel"]
