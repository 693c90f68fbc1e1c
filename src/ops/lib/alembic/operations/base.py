"""The Operations classes, and how operation objects are carried out."""

from contextlib import contextmanager

from sqlalchemy.sql.elements import conv  # noqa: F401

from alembic.util import Dispatcher
from alembic.operations._native import BatchOperations, Operations, context_scope

AbstractOperations = Operations

_implementations = Dispatcher()


def _register_operation(kind):
    def register_operation(cls, name, sourcename=None):
        """Class decorator: the class method of that name becomes op.<name>()."""
        def register(op_cls):
            source = sourcename or name
            function = getattr(op_cls, source)

            def directive(self, *args, **kw):
                return getattr(op_cls, source)(self, *args, **kw)
            directive.__name__ = name
            directive.__doc__ = getattr(function, "__doc__", None)
            setattr(cls, name, directive)
            return op_cls
        return register
    return classmethod(register_operation)


def _implementation_for(cls, op_cls, replace=False):
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


Operations.register_operation = _register_operation(Operations)
BatchOperations.register_operation = _register_operation(BatchOperations)
Operations.implementation_for = classmethod(_implementation_for)
BatchOperations.implementation_for = classmethod(_implementation_for)
def _schema_obj(self):
    """Makes schema objects of names, as the directives do."""
    from .schemaobj import SchemaObjects
    return SchemaObjects(self.migration_context)


Operations.schema_obj = BatchOperations.schema_obj = property(_schema_obj)
Operations._to_impl = BatchOperations._to_impl = _implementations
Operations.context = classmethod(_context)


def invoke(migration_context, operation):
    """Carries an operation object out; what op.invoke does."""
    from . import implementations  # registers those of the built-in operations
    function = _implementations.dispatch(operation)
    return function(Operations(migration_context), operation)
