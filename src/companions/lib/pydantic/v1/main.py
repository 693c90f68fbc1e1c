"""Models of pydantic 1."""
from pydantic.main import create_model
from pydantic.v1 import BaseModel, Extra

__all__ = ["BaseModel", "Extra", "create_model"]
