"""sqlalchemy.ext.declarative: where the declarative names stood in 1.3."""

from sqlalchemy.orm._declarative import (
    DeclarativeMeta,
    as_declarative,
    declarative_base,
    declared_attr,
    has_inherited_table,
    synonym_for,
)


class AbstractConcreteBase:
    """A class that names it among its bases has no table; its columns go to
    the classes below it, which are concrete."""

    _sa_abstract_concrete = True


class ConcreteBase:
    pass


class DeferredReflection:
    @classmethod
    def prepare(cls, engine, **kw):
        pass
