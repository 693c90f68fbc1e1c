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
    pass


class ConcreteBase:
    pass


class DeferredReflection:
    @classmethod
    def prepare(cls, engine, **kw):
        pass
