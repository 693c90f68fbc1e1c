"""Columns that bear the name of a type that annotations above them mean."""
import datetime as dt
from datetime import date, time
from typing import Optional

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, column_property, mapped_column


class Base(DeclarativeBase):
    pass


class Entry(Base):
    __tablename__ = "entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[date]
    at: Mapped[Optional[time]]
    date: Mapped[dt.date] = mapped_column()
    time: Mapped[Optional[dt.time]] = mapped_column()


print([(c.name, repr(c.type), c.nullable) for c in Entry.__table__.columns])


class Public(Base):
    __tablename__ = "public"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String)


class Private(Base):
    __tablename__ = "private"
    user_id = sa.Column(sa.ForeignKey("public.id"), primary_key=True)
    mail = sa.Column(sa.String)


class User(Base):
    __table__ = sa.outerjoin(Public.__table__, Private.__table__)
    id = column_property(Public.__table__.c.id, Private.__table__.c.user_id)


print(type(User.__table__).__name__, User.__mapper__.class_.__name__)
