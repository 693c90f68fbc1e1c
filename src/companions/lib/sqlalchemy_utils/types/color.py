"""sqlalchemy_utils.types.color"""
from sqlalchemy_utils.types import ColorType

__all__ = ["ColorType"]
