"""Random models put together from written alternatives: one feature is one table
or two, in several forms; a pair takes one form of some features before, and other
forms of a few of them after. For what specs.py and shapes.py do not write: exclude
constraints, sequences, expressions of all kinds, composite keys, quoted names.
"""

import copy

HEAD = '''\
import enum
from datetime import datetime
from decimal import Decimal
from typing import Any, Optional

from sqlalchemy import *
from sqlalchemy import types
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import (DeclarativeBase, Mapped, column_property, declared_attr, mapped_column,
    relationship)
from sqlalchemy.schema import conv
from sqlalchemy.sql import quoted_name
from sqlalchemy.sql.functions import FunctionElement


class Level(enum.IntEnum):
    low = 1
    high = 2


class Mood(enum.Enum):
    glad = "GLAD"
    sad = "SAD"


class Guid(types.TypeDecorator):
    impl = CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(CHAR(32))


class Cents(types.TypeDecorator):
    impl = Integer
    cache_ok = True

    def __init__(self, currency="EUR", **kw):
        super().__init__(**kw)
        self.currency = currency

    def process_bind_param(self, value, dialect):
        return None if value is None else int(value * 100)


class Stored(types.TypeDecorator):
    impl = Text
    cache_ok = True

    def __repr__(self):
        return "Stored!"


class Words(types.UserDefinedType):
    cache_ok = True

    def __init__(self, length=7):
        self.length = length

    def get_col_spec(self, **kw):
        return "VARCHAR(%d)" % self.length


class utcnow(FunctionElement):
    inherit_cache = True
    type = DateTime()


@compiles(utcnow)
def write_utcnow(element, compiler, **kw):
    return "CURRENT_TIMESTAMP"


@compiles(utcnow, "postgresql")
def write_utcnow_postgresql(element, compiler, **kw):
    return "timezone('utc', now())"


'''

ID = "Column('id', Integer, primary_key=True)"


def table(name, *items):
    return "Table(%r, m, %s)" % (name, ", ".join((ID,) + items))


def every(name, *forms):
    """One table, by the items that follow its key."""
    return [table(name, *([form] if form else [])) for form in forms]


def with_index(name, columns, *indexes):
    return ["t_%s = %s\n%s" % (name, table(name, columns), index % {"t": "t_%s.c" % name})
            if index else "t_%s = %s" % (name, table(name, columns)) for index in indexes]


COMMON = {
    "composite": [
        "Table('country', m, Column('a', Integer, primary_key=True), Column('b', Integer, primary_key=True))\n"
        + table("town", "Column('x', Integer)", "Column('y', Integer)", key)
        for key in ("ForeignKeyConstraint(['x', 'y'], ['country.a', 'country.b'], name='fk_town')",
                    "ForeignKeyConstraint(['x', 'y'], ['country.a', 'country.b'], name='fk_town', ondelete='CASCADE')",
                    "ForeignKeyConstraint(['y', 'x'], ['country.b', 'country.a'], name='fk_other', onupdate='CASCADE')",
                    "ForeignKeyConstraint(('x', 'y'), ('country.a', 'country.b'))",
                    "UniqueConstraint('x', 'y', name='uq_town')")],
    "cycle": [
        table("head", "Column('member_id', ForeignKey('member.id'%s))" % one) + "\n"
        + table("member", "Column('head_id', ForeignKey('head.id'%s))" % two)
        for one, two in ((", use_alter=True, name='fk_head'", ""),
                         (", use_alter=True, name='fk_head', ondelete='SET NULL'", ", name='fk_member'"))]
        + [table("head", "Column('member_id', Integer)") + "\n" + table("member", "Column('head_id', Integer)")],
    "selfkey": every(
        "tree", "Column('up', ForeignKey('tree.id'))", "Column('up', ForeignKey('tree.id', ondelete='CASCADE'), index=True)",
        "Column('up', Integer)", "Column('up', Integer, ForeignKey('tree.id', name='fk_up'), nullable=False)"),
    "quoted": [
        "Table(%s, m, Column(%s, Integer, primary_key=True), Column('Camel', String(9)), %s)" % forms
        for forms in (("quoted_name('Loud', True)", "quoted_name('key', True)", "Index('IX_Loud', 'Camel')"),
                      ("'Loud'", "'key'", "Index('ix_loud', 'Camel')"),
                      ("quoted_name('Loud', True)", "quoted_name('key', False)", "UniqueConstraint('Camel', name='UQ Loud')"),
                      ("'Loud'", "'key'", "Column('Extra', Integer, quote=True)"))],
    "decorated": every(
        "decorated", "Column('v', Guid())", "Column('v', Cents())", "Column('v', Cents('USD'), nullable=False)",
        "Column('v', Words())", "Column('v', Words(12))", "Column('v', Stored())",
        "Column('v', Guid(), server_default='0')", "Column('v', CHAR(32))", "Column('v', Guid(), unique=True)"),
    "enums": every(
        "feeling", "Column('v', Enum(Mood, name='mood_a'))",
        "Column('v', Enum(Mood, name='mood_b', values_callable=lambda c: [x.value for x in c]))",
        "Column('v', Enum(Mood, native_enum=False))", "Column('v', Enum(Level, native_enum=False, length=20))",
        "Column('v', Enum('x', 'y', name='mood_c'), server_default='x', nullable=False)",
        "Column('v', Enum(Mood, native_enum=False, create_constraint=True, name='ck_mood'))", "Column('v', String(4))"),
    "keys": ["Table('link', m, %s)" % items for items in (
        "Column('a', Integer, primary_key=True), Column('b', Integer, primary_key=True)",
        "Column('a', Integer), Column('b', Integer), PrimaryKeyConstraint('a', 'b', name='pk_link')",
        "Column('a', Integer, primary_key=True, autoincrement=False), Column('b', String(3))",
        "Column('b', String(3), primary_key=True), Column('a', Integer, unique=True)",
        "Column('a', Integer, nullable=False), Column('b', Integer)")],
    "names": ["Table('named', m, Column('id', Integer, primary_key=True), Column('a', Integer), Column('b', Integer), %s)" % items
              for items in ("UniqueConstraint('a', name=conv('uq_given'))", "UniqueConstraint('a')",
                            "UniqueConstraint('a', 'b', name='uq_given')", "Index(None, 'a', 'b')",
                            "Index('ix_given', 'b', unique=True)", "Index(conv('ix_given'), 'b')",
                            "CheckConstraint('a > b', name='a_b')", "CheckConstraint('a > 0', name=conv('a_b'))",
                            "UniqueConstraint('b', 'a', name='uq_given'), Index('uq_two', 'a', unique=True)")],
    "texts": every(
        "texts", "Column('v', String(20), server_default='it''s')", "Column('v', String(20), server_default=text(\"'a%b'\"))",
        "Column('v', String(20), server_default='a:b')", "Column('v', String(20), server_default='')",
        "Column('v', String(20), server_default='back\\\\slash')", "Column('v', String(20), server_default='\"q\"')",
        "Column('v', String(20), server_default='NULL')", "Column('v', String(20), server_default=null())",
        "Column('v', String(20), server_default=literal('lit'))", "Column('v', String(20))"),
    "numbers": every(
        "numbers", "Column('v', Integer, server_default=text('-1'))", "Column('v', Integer, server_default='1')",
        "Column('v', Numeric(8, 2), server_default=text('1.50'))", "Column('v', Float, server_default='1e3')",
        "Column('v', Integer, server_default=literal(3))", "Column('v', BigInteger, server_default=text('(1 + 2)'))",
        "Column('v', Boolean, server_default=true())", "Column('v', Boolean, server_default='0')",
        "Column('v', SmallInteger, FetchedValue())"),
    "times": every(
        "times", "Column('v', DateTime, server_default=utcnow())", "Column('v', DateTime, server_default=func.now())",
        "Column('v', DateTime, server_default=func.current_timestamp())",
        "Column('v', DateTime(timezone=True), server_default=text('CURRENT_TIMESTAMP'), nullable=False)",
        "Column('v', Date, server_default=text('CURRENT_DATE'))" , "Column('v', DateTime)",
        "Column('v', DateTime, onupdate=func.now(), default=datetime.now)"),
    "classes": ["class Row(Base):\n    __tablename__ = 'row'\n    id: Mapped[int] = mapped_column(primary_key=True)\n"
                + "".join("    %s\n" % line for line in lines) for lines in (
        ["a: Mapped[int] = mapped_column('column_a', index=True)", "b: Mapped[Optional[Mood]] = mapped_column(Enum(Mood, native_enum=False))"],
        ["a: Mapped[Optional[int]] = mapped_column('column_a')", "__table_args__ = (Index('ix_row', 'column_a', a_desc := text('id')),)"],
        ["b: Mapped[Decimal] = mapped_column(Numeric(5, 1), use_existing_column=True)", "c = column_property(id + 1)"],
        ["b: Mapped[Any] = mapped_column(JSON)", "d: Mapped[float] = mapped_column(deferred=True)"],
        ["__table_args__ = {'comment': 'rows'}", "e: Mapped[bytes] = mapped_column(LargeBinary, comment='raw')"],
        ["f: Mapped[datetime] = mapped_column(server_default=func.now(), sort_order=-1)"])],
}
BY_DIALECT = {
    "postgresql": {
        "exclude": every(
            "booking", "Column('r', postgresql.TSRANGE), ExcludeConstraint(('r', '&&'), name='ex_a')",
            "Column('r', postgresql.TSRANGE), ExcludeConstraint((column('r'), '&&'), name='ex_a', where=text('id > 1'))",
            "Column('r', postgresql.TSRANGE), ExcludeConstraint((text(\"r\"), '-|-'), name='ex_b', using='spgist')",
            "Column('r', postgresql.INT4RANGE), ExcludeConstraint(('r', '&&'), name='ex_c', deferrable=True, initially='DEFERRED')",
            "Column('r', postgresql.TSRANGE)"),
        "sequence": [
            "Table('counted', m, Column('id', Integer, Sequence('own_seq', start=5), primary_key=True))",
            "Table('counted', m, Column('id', Integer, primary_key=True), Column('n', Integer, Sequence('own_seq', metadata=m)))",
            "own = Sequence('own_seq', metadata=m)\nTable('counted', m, Column('id', Integer, primary_key=True), Column('n', Integer, own, server_default=own.next_value()))",
            "Table('counted', m, Column('id', BigInteger, primary_key=True), Column('n', Integer))",
            "Table('counted', m, Column('id', SmallInteger, primary_key=True))"],
        "identity": ["Table('ident', m, Column('id', Integer, %s primary_key=True), Column('x', Integer))" % one for one in (
            "Identity(),", "Identity(always=True),", "Identity(start=10, increment=5, minvalue=1, maxvalue=1000, cycle=True, cache=3),", "")],
        "indexes": with_index(
            "indexed", "Column('a', Text)", None, "Index('ix_i', %(t)s.a, postgresql_ops={'a': 'text_pattern_ops'})",
            "Index('ix_i', func.lower(%(t)s.a))", "Index('ix_i', func.lower(%(t)s.a), %(t)s.id.desc())",
            "Index('ix_i', func.coalesce(%(t)s.a, 'x'), unique=True)", "Index('ix_i', cast(%(t)s.a, VARCHAR(5)))",
            "Index('ix_i', %(t)s.id + 1)", "Index('ix_i', text('(a || id)'))", "Index('ix_i', %(t)s.a.desc().nulls_last())",
            "Index('ix_i', %(t)s.a, postgresql_where=%(t)s.id > 5)", "Index('ix_i', %(t)s.a, postgresql_include=['id'])",
            "Index('ix_i', %(t)s.a, postgresql_using='hash')", "Index('ix_i', text('a text_pattern_ops'))",
            "Index('ix_i', func.to_tsvector(text(\"'simple'\"), %(t)s.a), postgresql_using='gin')",
            "Index('ix_i', %(t)s.a, postgresql_concurrently=True, unique=True)",
            "Index('ix_i', %(t)s.a, unique=True, postgresql_nulls_not_distinct=True)"),
        "json": with_index(
            "doc", "Column('d', postgresql.JSONB)", None, "Index('ix_d', %(t)s.d, postgresql_using='gin')",
            "Index('ix_d', %(t)s.d, postgresql_using='gin', postgresql_ops={'d': 'jsonb_path_ops'})",
            "Index('ix_d', %(t)s.d['k'].astext)", "Index('ix_d', %(t)s.d['k'])", "Index('ix_d', text(\"(d ->> 'k')\"))"),
        "arrays": every(
            "arrays", "Column('v', ARRAY(Enum('p', 'q', name='pq')))", "Column('v', postgresql.ARRAY(Text), server_default='{}')",
            "Column('v', ARRAY(Integer), server_default=text('ARRAY[1, 2]'))", "Column('v', ARRAY(Integer, dimensions=2))",
            "Column('v', postgresql.ARRAY(UUID(as_uuid=False)), nullable=False, server_default=text(\"'{}'::uuid[]\"))"),
        "computed": every(
            "computed", "Column('w', Integer), Column('v', Integer, Computed('w * 2'))",
            "Column('w', Integer), Column('v', Integer, Computed('w * 3', persisted=True))",
            "Column('w', Text), Column('v', Text, Computed(\"w || '%'\"), nullable=False)", "Column('w', Integer), Column('v', Integer)"),
        "checks": every(
            "checked", "Column('v', Integer), CheckConstraint('v > 1', name='ck_v')",
            "Column('v', Integer), CheckConstraint(column('v').in_([1, 2]), name='ck_v')",
            "Column('v', Integer, CheckConstraint('v > 1'))", "Column('v', String(9)), CheckConstraint(\"v ~ '^a%'\", name='ck_w')",
            "Column('v', Integer), CheckConstraint(and_(column('v') > 1, column('v') < literal(9)), name='ck_x')"),
        "schemas": ["Table('far', m, Column('id', Integer, primary_key=True), schema='s1')\n" + table("near", item) for item in (
            "Column('f', ForeignKey('s1.far.id'))", "Column('f', ForeignKey('s1.far.id', ondelete='CASCADE', name='fk_far'))", "Column('f', Integer)")]
            + ["Table('far', m, Column('id', Integer, primary_key=True), Column('v', Enum('a', 'b', name='fe', schema='s1')), Index('ix_far', 'v'), schema='s1', comment='far')"],
        "defaults": every(
            "defaults", "Column('v', UUID, server_default=text('gen_random_uuid()'))", "Column('v', UUID, server_default=func.gen_random_uuid())",
            "Column('v', postgresql.JSONB, server_default=text(\"'{\\\"a\\\": 1}'::jsonb\"))", "Column('v', postgresql.JSONB, server_default='{}')",
            "Column('v', postgresql.INTERVAL, server_default=text(\"interval '1 day'\"))", "Column('v', TIMESTAMP, server_default=func.timezone('utc', func.now()))",
            "Column('v', Numeric, server_default=text('1::numeric'))", "Column('v', Text, server_default=func.lower('ABC'))"),
        "parted": ["Table('parted', m, Column('id', Integer, primary_key=True), Column('v', Integer), postgresql_partition_by='RANGE (id)')",
                   "Table('parted', m, Column('id', Integer, primary_key=True), Column('v', Integer, nullable=False), postgresql_partition_by='RANGE (id)')"],
    },
    "sqlite": {
        "indexes": with_index(
            "indexed", "Column('a', Text)", None, "Index('ix_i', %(t)s.a)", "Index('ix_i', %(t)s.a, unique=True)",
            "Index('ix_i', func.lower(%(t)s.a))", "Index('ix_i', %(t)s.a.desc())", "Index('ix_i', %(t)s.a, sqlite_where=%(t)s.id > 5)",
            "Index('ix_i', text('a COLLATE NOCASE'))"),
        "computed": every(
            "computed", "Column('w', Integer), Column('v', Integer, Computed('w * 2'))",
            "Column('w', Integer), Column('v', Integer, Computed('w * 3', persisted=True))", "Column('w', Integer), Column('v', Integer)"),
        "checks": every(
            "checked", "Column('v', Integer), CheckConstraint('v > 1', name='ck_v')",
            "Column('v', Integer), CheckConstraint(column('v').in_([1, 2]), name='ck_v')",
            "Column('v', Integer, CheckConstraint('v > 1'))", "Column('v', Integer), CheckConstraint('v <> 3', name='ck v')"),
        "conflict": every(
            "conflict", "Column('v', Integer, sqlite_on_conflict_not_null='FAIL', nullable=False)", "Column('v', Integer), UniqueConstraint('v', name='uq_v', sqlite_on_conflict='IGNORE')",
            "Column('v', Integer), sqlite_autoincrement=True", "Column('v', Integer), sqlite_strict=True", "Column('v', Integer)"),
        "temporary": ["Table('rowless', m, Column('k', String(3), primary_key=True), sqlite_with_rowid=%r)" % v for v in (True, False)],
    },
    "mysql": {
        "indexes": with_index(
            "indexed", "Column('a', String(50)), Column('b', Text)", None, "Index('ix_i', %(t)s.a)", "Index('ix_i', %(t)s.a, unique=True)",
            "Index('ix_i', %(t)s.b, mysql_length=10)", "Index('ix_i', %(t)s.a, %(t)s.b, mysql_length={'b': 7})",
            "Index('ix_i', %(t)s.b, mysql_prefix='FULLTEXT')", "Index('ix_i', %(t)s.a, mysql_using='hash')", "Index('ix_i', %(t)s.a.desc())"),
        "computed": every(
            "computed", "Column('w', Integer), Column('v', Integer, Computed('w * 2'))",
            "Column('w', Integer), Column('v', Integer, Computed('w * 3', persisted=True))", "Column('w', Integer), Column('v', Integer)"),
        "checks": every(
            "checked", "Column('v', Integer), CheckConstraint('v > 1', name='ck_v')",
            "Column('v', Integer), CheckConstraint(column('v').in_([1, 2]), name='ck_v')", "Column('v', Integer, CheckConstraint('v > 1'))"),
        "stamps": every(
            "stamps", "Column('v', TIMESTAMP, server_default=text('CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP'))",
            "Column('v', mysql.DATETIME(fsp=6), server_default=func.now(6))", "Column('v', mysql.TIMESTAMP(fsp=3), nullable=True)",
            "Column('v', TIMESTAMP, server_default=func.now(), server_onupdate=FetchedValue())"),
        "tables": ["Table('optioned', m, Column('id', Integer, primary_key=True), %s)" % v for v in (
            "mysql_engine='InnoDB'", "mysql_charset='latin1'", "mysql_row_format='COMPRESSED'", "comment=\"it's 5%\"", "mysql_auto_increment='7'")],
    },
}


class Maker:
    def __init__(self, random, dialect):
        self.r = random
        self.features = {**COMMON, **BY_DIALECT[dialect]}

    def spec(self):
        chosen = self.r.sample(sorted(self.features), self.r.choice([1, 2, 3, 4, 6]))
        return {"convention": self.r.random() < 0.2,
                "forms": {name: self.r.choice(self.features[name]) for name in sorted(chosen)}}

    def changed(self, spec):
        spec = copy.deepcopy(spec)
        for _ in range(self.r.choice([0, 1, 1, 2, 3])):
            name = self.r.choice(sorted(spec["forms"]) * 3 + sorted(self.features))
            if name in spec["forms"] and self.r.random() < 0.12:
                del spec["forms"][name]
            else:
                spec["forms"][name] = self.r.choice(self.features[name])
        return spec


class Writer:
    def __init__(self, spec):
        self.spec = spec

    def source(self):
        convention = ('naming_convention={"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", '
                      '"ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s", '
                      '"pk": "pk_%(table_name)s"}') if self.spec["convention"] else ""
        return (HEAD + "metadata = m = MetaData(%s)\n\n\nclass Base(DeclarativeBase):\n"
                "    metadata = m\n\n\n" % convention
                + "\n".join(self.spec["forms"][name] for name in sorted(self.spec["forms"])) + "\n")
