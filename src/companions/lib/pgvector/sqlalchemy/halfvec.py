"""pgvector.sqlalchemy.halfvec"""
from pgvector.sqlalchemy import HALFVEC

__all__ = ["HALFVEC"]
