"""Mutable types: the type they are given stays as it is; changes in place are
seen by flag_modified only."""

from sqlalchemy import types


class MutableBase:
    @classmethod
    def coerce(cls, key, value):
        return value

    def changed(self):
        pass


class Mutable(MutableBase):
    @classmethod
    def as_mutable(cls, sqltype):
        return types.to_instance(sqltype)

    @classmethod
    def associate_with(cls, sqltype):
        pass

    @classmethod
    def associate_with_attribute(cls, attribute):
        pass


class MutableComposite(MutableBase):
    pass


class MutableDict(Mutable, dict):
    pass


class MutableList(Mutable, list):
    pass


class MutableSet(Mutable, set):
    pass
