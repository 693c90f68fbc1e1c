"""The base of models, with table names made of class names."""
import re

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import DeclarativeMeta


def camel_to_snake_case(name):
    """HTTPServer2Log -> http_server2_log"""
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_",
                  name)
    return name.lower().lstrip("_")


def wants_name(cls):
    """Whether a class has a table of its own and no name for it."""
    if cls.__dict__.get("__abstract__", False) or cls.__dict__.get(
            "__table__") is not None:
        return False
    if not any(isinstance(base, type) and base.__dict__.get("__fsa_base__")
               for base in cls.__mro__[1:]):
        return False
    for base in cls.__mro__:
        told = base.__dict__.get("__tablename__")
        if "__tablename__" not in base.__dict__:
            continue
        if isinstance(told, orm.declared_attr) or not isinstance(
                told, (str, type(None))):
            return False
        # A subclass of a mapped class has its own table only with a key.
        return not (base is cls or base.__dict__.get("__abstract__", False)
                    or not hasattr(base, "__table__")) and _own_key(cls)
    return True


def _own_key(cls):
    for value in list(cls.__dict__.values()):
        column = getattr(value, "column", value)
        if isinstance(column, sa.Column) and column.primary_key:
            return True
    return False


def prepare(cls):
    """What happens to a model before it is mapped: its metadata, its name."""
    if "__bind_key__" in cls.__dict__ and "metadata" not in cls.__dict__:
        database = getattr(cls, "__fsa__", None)
        if database is not None:
            cls.metadata = database._make_metadata(cls.__bind_key__)
    if wants_name(cls):
        cls.__tablename__ = camel_to_snake_case(cls.__name__)


class NameMetaMixin(type):
    def __init__(cls, name, bases, namespace, **keywords):
        if wants_name(cls):
            cls.__tablename__ = camel_to_snake_case(cls.__name__)
        super().__init__(name, bases, namespace, **keywords)


class BindMetaMixin(type):
    pass


class DefaultMetaNoName(DeclarativeMeta):
    def __init__(cls, name, bases, namespace, **keywords):
        if "__bind_key__" in namespace and "metadata" not in namespace:
            database = getattr(cls, "__fsa__", None)
            if database is not None:
                cls.metadata = database._make_metadata(cls.__bind_key__)
        super().__init__(name, bases, namespace, **keywords)


class DefaultMeta(DeclarativeMeta):
    def __init__(cls, name, bases, namespace, **keywords):
        prepare(cls)
        super().__init__(name, bases, namespace, **keywords)


class _QueryProperty:
    def __get__(self, instance, cls):
        return cls.query_class(cls, session=cls.__fsa__.session())


class Model:
    __fsa__ = None
    query_class = None
    query = _QueryProperty()

    @classmethod
    def __table_cls__(cls, *args, **keywords):
        """No table of its own for a subclass of a mapped class without a key."""
        schema = keywords.get("schema")
        key = args[0] if schema is None else "%s.%s" % (schema, args[0])
        if key in cls.metadata.tables or any(
                isinstance(one, sa.PrimaryKeyConstraint)
                or isinstance(one, sa.Column) and one.primary_key
                for one in args):
            return sa.Table(*args, **keywords)
        if not any("__table__" in base.__dict__ for base in cls.__mro__[1:]):
            return sa.Table(*args, **keywords)
        if "__tablename__" in cls.__dict__:
            del cls.__tablename__
        return None

    def __repr__(self):
        keys = [str(getattr(self, column.name, None))
                for column in type(self).__table__.primary_key]
        return "<%s %s>" % (type(self).__name__, ", ".join(keys))
