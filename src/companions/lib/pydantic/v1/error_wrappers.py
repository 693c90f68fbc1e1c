"""Errors of pydantic 1."""
from pydantic_core import ValidationError

__all__ = ["ValidationError"]
