"""Inspector, and what its get_multi_*() methods are asked for."""

import enum

from sqlalchemy import engine


class ObjectKind(enum.Flag):
    TABLE = 1
    VIEW = 2
    MATERIALIZED_VIEW = 4
    ANY_VIEW = VIEW | MATERIALIZED_VIEW
    ANY = TABLE | ANY_VIEW


class ObjectScope(enum.Flag):
    DEFAULT = 1
    TEMPORARY = 2
    ANY = DEFAULT | TEMPORARY


def __getattr__(name):
    return getattr(engine, name)
