"""The Operations classes, and how operation objects are carried out."""

from contextlib import contextmanager

from alembic.util import Dispatcher
from alembic.operations._native import BatchOperations, Operations

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
        _implementations.dispatch_for(op_cls, replace=replace)(fn)
        return fn
    return decorate


@contextmanager
def _context(cls, migration_context):
    yield cls(migration_context)


Operations.register_operation = _register_operation(Operations)
BatchOperations.register_operation = _register_operation(BatchOperations)
Operations.implementation_for = classmethod(_implementation_for)
BatchOperations.implementation_for = classmethod(_implementation_for)
Operations.context = classmethod(_context)


def invoke(migration_context, operation):
    """Carries an operation object out; what op.invoke does."""
    from . import implementations  # registers those of the built-in operations
    function = _implementations.dispatch(operation)
    return function(Operations(migration_context), operation)
