"""pgvector.sqlalchemy.sparsevec"""
from pgvector.sqlalchemy import SPARSEVEC

__all__ = ["SPARSEVEC"]
