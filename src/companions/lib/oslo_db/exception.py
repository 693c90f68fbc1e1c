"""Exceptions of oslo.db."""

__limbeck_partial__ = True


class DBError(Exception):
    def __init__(self, inner_exception=None, cause=None):
        self.inner_exception = inner_exception
        self.cause = cause
        super().__init__(str(inner_exception))


class DBDuplicateEntry(DBError):
    def __init__(self, columns=None, inner_exception=None, value=None):
        self.columns = columns or []
        self.value = value
        super().__init__(inner_exception)


class DBDeadlock(DBError):
    pass


class DBReferenceError(DBError):
    pass


class DBConnectionError(DBError):
    pass


class DBNonExistentTable(DBError):
    pass


class DBMigrationError(DBError):
    pass


class CantStartEngineError(Exception):
    pass
