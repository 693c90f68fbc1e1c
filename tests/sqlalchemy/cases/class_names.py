"""Where classes can be imported from, and which take subscripts."""
import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.dialects.mysql.dml import insert as mysql_insert
from sqlalchemy.dialects.sqlite.dml import insert as sqlite_insert
from sqlalchemy.engine.events import ConnectionEvents
from sqlalchemy.ext.asyncio.session import AsyncSession
from sqlalchemy.future import Connection, Engine, create_engine, select
from sqlalchemy.orm.collections import InstrumentedList, attribute_mapped_collection
from sqlalchemy.orm.decl_api import DeclarativeBase, DeclarativeMeta, declared_attr
from sqlalchemy.orm.dynamic import AppenderQuery
from sqlalchemy.orm.properties import ColumnProperty
from sqlalchemy.orm.relationships import RelationshipProperty
from sqlalchemy.orm.scoping import scoped_session
from sqlalchemy.orm.util import AliasedClass
from sqlalchemy.pool.impl import NullPool
from sqlalchemy.sql.visitors import Visitable
from sqlalchemy.util.langhelpers import memoized_property

print(DeclarativeBase is orm.DeclarativeBase, DeclarativeMeta is orm.DeclarativeMeta,
      declared_attr is orm.declared_attr, ColumnProperty is orm.ColumnProperty,
      RelationshipProperty is orm.RelationshipProperty,
      scoped_session is orm.scoped_session, NullPool is sa.pool.NullPool,
      memoized_property is sa.util.memoized_property, issubclass(InstrumentedList, list),
      issubclass(AppenderQuery, orm.Query), Engine is sa.Engine)
for kind in (sa.Column, sa.Select, sa.Table, sa.ColumnElement, sa.ForeignKey, sa.Index, orm.sessionmaker, orm.scoped_session, orm.Query, orm.MappedColumn, sa.Row,
             sa.Result):
    kind[int]


class Stamp(sa.Column[int]):
    inherit_cache = True


Base = orm.declarative_base(metaclass=DeclarativeMeta)


class Thing(Base):
    __tablename__ = "thing"
    id = Stamp(sa.Integer, primary_key=True)


print(repr(Thing.__table__.c.id))
maker = orm.sessionmaker[orm.Session](sa.create_engine("sqlite://"))
print(type(maker()).__name__)
print(type[int], dict[str, type[int]])

# What each kind of constraint has, and not the others.
from sqlalchemy import (CheckConstraint, Column, ForeignKeyConstraint, Integer,  # noqa: E402
                        MetaData, PrimaryKeyConstraint, Table, UniqueConstraint, column)
from sqlalchemy.dialects.postgresql import ExcludeConstraint  # noqa: E402

kinds = [CheckConstraint("a > 0"), UniqueConstraint("a"), PrimaryKeyConstraint("a"),
         ForeignKeyConstraint(["a"], ["b.c"]), ExcludeConstraint((column("a"), "="))]
for kind in kinds:
    print(type(kind).__name__, [name for name in (
        "sqltext", "elements", "column_keys", "referred_table", "onupdate", "ondelete",
        "match", "use_alter", "link_to_name", "where", "using", "columns", "deferrable")
        if name == "referred_table" and name in dir(type(kind)) or
        name != "referred_table" and hasattr(kind, name)])
