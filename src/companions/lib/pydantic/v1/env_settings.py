"""Settings of pydantic 1."""
from pydantic.v1 import BaseSettings

__all__ = ["BaseSettings"]
