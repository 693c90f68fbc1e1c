"""What stands for packages that limbeck does not have: it is absorbed where a
project only registers things, and no column ever comes of it."""
import collections.abc
import logging.config

import nowhere_to_be_found as lib


@lib.group()
def commands():
    return "called"


@commands.command("x")
def command():
    return commands.options


print(commands(), hasattr(commands, "_sa_columns"), hasattr(commands, "name"))


class Meta(lib.Meta):
    def __new__(mcs, *args):
        raise AssertionError


class Router(lib.Router, metaclass=Meta):
    def add(self, path):
        return super().add(path)


class Other(lib.Base, metaclass=lib.Meta, flag=True):
    pass


print(type(Router).__name__, type(Other).__name__)


class Jar(lib.Jar, collections.abc.MutableMapping):
    """What is lacking may have the abstract methods."""

    def __getitem__(self, key):
        return key


print(Jar()["x"], isinstance(Jar(), collections.abc.Mapping))
Router().add("/")
thing = lib.thing
thing.__dict__["Task"] = Router
print(thing.Task is Router, hasattr(thing, "_sa_property"))
from nowhere_to_be_found import __version__

import sqlalchemy as sa
from sqlalchemy.orm import (
    DeclarativeBase, Mapped, declarative_base, mapped_column, relationship)


class Thing(declarative_base()):
    __tablename__ = "thing"
    kind = lib.Kind.release
    made = lib.make()
    id = sa.Column(sa.Integer, primary_key=True)

    @lib.cached_property
    def cached(self):
        return 1


print(Thing.__table__.columns.keys())


class Base(DeclarativeBase):
    pass


class Parent(Base):
    __tablename__ = "parent"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    first: Mapped[Child] = relationship(lazy=False, viewonly=True)
    children: Mapped[list[Child]] = relationship()


class Child(Base):
    __tablename__ = "child"
    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int] = mapped_column(sa.ForeignKey("parent.id"))


print(Parent.__table__.columns.keys(),
      [one.mapper.class_.__name__ for one in Parent.__mapper__.relationships])

logging.config.dictConfig({
    "version": 1,
    "formatters": {"json": {"()": "nowhere.Json", "format": "%(message)s", "more": 1},
                   "own": {"class": "nowhere.Other"}},
    "filters": {"f": {"()": lib.Filter, "x": 1}},
    "handlers": {"rich": {"class": "nowhere.rich.Handler", "formatter": "json",
                          "filters": ["f"], "level": "INFO"}},
    "root": {"handlers": ["rich"]},
})
print(type(logging.getLogger().handlers[0]).__mro__[1].__name__)
try:
    logging.config.dictConfig({"version": 1, "handlers": {"h": {"class": "logging.Nothing"}}})
except ValueError as error:
    print(error)


class Mixin:
    pass


class Field(lib.Field, Mixin):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)


class Plain(lib.Field, Mixin):
    pass


class Generic(lib.Generic):
    pass


print(type(Field(1, required=True)).__name__, type(Plain(2)).__name__, Generic[int] is Generic)

import sys
import types

stars = types.ModuleType("stars")
sys.modules["stars"] = stars
exec("from nowhere_to_be_found.names import *\nknown = 1\nclass Mine(Base): pass\n",
     stars.__dict__)
from stars import Getter, known

print(known, type(stars.Mine).__name__, hasattr(Getter, "name"))
try:
    from stars import __nothing__
except ImportError as error:
    print(error)
