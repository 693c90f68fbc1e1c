"""The Operations classes, and how operation objects are carried out."""

from contextlib import contextmanager

from sqlalchemy.sql.elements import conv  # noqa: F401

from alembic.util import Dispatcher
from alembic.operations._native import (AbstractOperations, BatchOperations, Operations,
                                        context_scope)

_implementations = Dispatcher()


def register_operation(cls, name, sourcename=None):
    """Class decorator: the class method of that name becomes op.<name>()."""
    def register(op_cls):
        source = sourcename or name
        function = getattr(op_cls, source)

        def directive(self, *args, **kw):
            return getattr(op_cls, source)(self, *args, **kw)
        directive.__name__ = directive.__qualname__ = name
        directive.__doc__ = getattr(function, "__doc__", None)
        setattr(cls, name, directive)
        return op_cls
    return register


def implementation_for(cls, op_cls, replace=False):
    """Function decorator: fn(operations, operation) carries such objects out."""
    def decorate(fn):
        if op_cls.__module__ == "alembic.operations.ops":
            from . import _directives  # the built-in ones have theirs already
            _implementations.dispatch_for(op_cls, replace=replace)(fn)
            _directives.route(op_cls)
            return fn
        _implementations.dispatch_for(op_cls, replace=replace)(fn)
        return fn
    return decorate


@contextmanager
def _context(cls, migration_context):
    with context_scope(cls(migration_context)) as operations:
        yield operations


for _function in (register_operation, implementation_for):
    _function.__qualname__ = "AbstractOperations." + _function.__name__
    setattr(AbstractOperations, _function.__name__, classmethod(_function))
del register_operation, implementation_for


def _schema_obj(self):
    """Makes schema objects of names, as the directives do."""
    from .schemaobj import SchemaObjects
    return SchemaObjects(self.migration_context)


AbstractOperations.schema_obj = property(_schema_obj)
AbstractOperations._to_impl = _implementations
AbstractOperations.context = classmethod(_context)


def invoke(migration_context, operation):
    """Carries an operation object out; what op.invoke does."""
    from . import implementations  # registers those of the built-in operations
    function = _implementations.dispatch(operation)
    return function(Operations(migration_context), operation)
