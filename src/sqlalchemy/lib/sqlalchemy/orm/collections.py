"""Collections of related objects."""
from sqlalchemy.orm._properties import (
    KeyFuncDict, MappedCollection, attribute_keyed_dict,
    attribute_mapped_collection, column_keyed_dict, column_mapped_collection,
    keyfunc_mapping, mapped_collection)
from sqlalchemy.orm.state import InstrumentedList, InstrumentedSet


class InstrumentedDict(dict):
    pass


class collection:
    """What each method of a project's own collection does."""

    @staticmethod
    def appender(function):
        return function

    remover = iterator = internally_instrumented = converter = appender

    @staticmethod
    def adds(argument):
        return lambda function: function

    replaces = adds

    @staticmethod
    def removes(argument):
        return lambda function: function

    @staticmethod
    def removes_return():
        return lambda function: function


def collection_adapter(made):
    return getattr(made, "_sa_adapter", None)
