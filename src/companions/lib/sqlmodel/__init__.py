"""A stand-in for SQLModel: pydantic models that are tables."""
import sqlalchemy as _sa
from sqlalchemy import orm as _orm

from sqlmodel.main import (Field, Relationship, Session, SQLModel)
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

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


# SQLAlchemy's that `from sqlmodel import *` brings.
_NAMES = """
    ARRAY BIGINT BINARY BLANK_SCHEMA BLOB BOOLEAN BigInteger Boolean
    CHAR CLOB CheckConstraint Column ColumnDefault Computed Constraint
    DATE DATETIME DDL DECIMAL DOUBLE DOUBLE_PRECISION Date DateTime
    DefaultClause Double Enum FLOAT FetchedValue Float ForeignKey
    ForeignKeyConstraint INT INTEGER Identity Index Integer Interval
    JSON LABEL_STYLE_DEFAULT LABEL_STYLE_DISAMBIGUATE_ONLY
    LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL LargeBinary MetaData
    NCHAR NUMERIC NVARCHAR Numeric PickleType PrimaryKeyConstraint
    QueuePool REAL SMALLINT Sequence SmallInteger StaticPool String TEXT
    TIME TIMESTAMP Table Text Time TupleType TypeDecorator UUID Unicode
    UnicodeText UniqueConstraint Uuid VARBINARY VARCHAR alias all_ and_
    any_ asc between bindparam case cast collate column create_engine
    create_mock_engine delete desc distinct engine_from_config except_
    except_all exists extract false func funcfilter insert inspect
    intersect intersect_all join lambda_stmt lateral literal
    literal_column not_ null nulls_first nulls_last nullsfirst nullslast
    or_ outerjoin outparam over table tablesample text true tuple_
    type_coerce union union_all update values within_group
""".split()

__all__ = ["SQLModel", "Field", "Relationship", "Session", "AutoString",
           "UTCDateTime", "select", "col", *[
               name for name in _NAMES
               if hasattr(_sa, name) or name.endswith("Pool")]]
