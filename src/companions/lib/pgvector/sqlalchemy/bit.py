"""pgvector.sqlalchemy.bit"""
from pgvector.sqlalchemy import BIT

__all__ = ["BIT"]
