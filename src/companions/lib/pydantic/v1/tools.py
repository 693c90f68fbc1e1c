"""Functions of pydantic 1."""
from pydantic import parse_obj_as

__all__ = ["parse_obj_as"]
