"""sqlalchemy_utils.types.uuid"""
from sqlalchemy_utils.types import UUIDType

__all__ = ["UUIDType"]
