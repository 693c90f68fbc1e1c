"""pgvector.sqlalchemy.vector"""
from pgvector.sqlalchemy import VECTOR

__all__ = ["VECTOR"]
