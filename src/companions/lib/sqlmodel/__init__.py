"""A stand-in for SQLModel: pydantic models that are tables."""
import sqlalchemy as _sa
from sqlalchemy import orm as _orm

from sqlmodel.main import (Field, Relationship, Session, SQLModel)
from sqlmodel.sql.sqltypes import AutoString

__version__ = "0.0.50"


def select(*entities, **options):
    return _sa.select(*entities, **options)


def col(column_expression):
    return column_expression


def __getattr__(name):
    if not name.startswith("__"):
        for module in (_sa, _orm):
            if hasattr(module, name):
                return getattr(module, name)
        from sqlalchemy import pool
        if hasattr(pool, name):
            return getattr(pool, name)
    raise AttributeError("module 'sqlmodel' has no attribute %r" % name)


__all__ = ["SQLModel", "Field", "Relationship", "Session", "AutoString",
           "select", "col"]
