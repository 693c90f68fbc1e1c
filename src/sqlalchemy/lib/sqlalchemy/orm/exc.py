"""Exceptions of the ORM."""

from sqlalchemy import exc as sa_exc
from sqlalchemy.exc import MultipleResultsFound, NoResultFound


class StaleDataError(sa_exc.SQLAlchemyError):
    pass


ConcurrentModificationError = StaleDataError


class FlushError(sa_exc.SQLAlchemyError):
    pass


class MappedAnnotationError(sa_exc.ArgumentError):
    pass


class UnmappedError(sa_exc.InvalidRequestError):
    pass


class ObjectDereferencedError(sa_exc.SQLAlchemyError):
    pass


class DetachedInstanceError(sa_exc.SQLAlchemyError):
    code = "bhk3"


class UnmappedInstanceError(UnmappedError):
    def __init__(self, obj, msg=None):
        if msg is None:
            kind = type(obj)
            msg = "Class '%s.%s' is not mapped" % (
                kind.__module__,
                kind.__name__,
            )
        UnmappedError.__init__(self, msg)


class UnmappedClassError(UnmappedError):
    def __init__(self, cls, msg=None):
        if msg is None:
            msg = "Class '%s.%s' is not mapped" % (
                cls.__module__,
                cls.__name__,
            )
        UnmappedError.__init__(self, msg)


class ObjectDeletedError(sa_exc.InvalidRequestError):
    pass


class UnmappedColumnError(sa_exc.InvalidRequestError):
    pass


class LoaderStrategyException(sa_exc.InvalidRequestError):
    pass
