"""The exception classes of the DBAPI modules that limbeck stands in for.

One class for each (module, name), so that what a statement raises is what a
script imported from the driver's own module and catches or compares with.
"""

from sqlalchemy.exc import EmulatedDBAPIException

_classes = {}

#: The DBAPI module in which a module's plain classes are.
_BASE_MODULES = {
    "psycopg2.errors": "psycopg2",
    "psycopg2.errorcodes": "psycopg2",
    "psycopg.errors": "psycopg",
}

#: Those of MySQLdb's kin have a class above Error and Warning.
_WITH_MYSQL_ERROR = {"pymysql.err", "MySQLdb", "cymysql.err", "asyncmy.errors"}

_PARENTS = {
    "Error": None,
    "Warning": None,
    "InterfaceError": "Error",
    "DatabaseError": "Error",
    "DataError": "DatabaseError",
    "OperationalError": "DatabaseError",
    "IntegrityError": "DatabaseError",
    "InternalError": "DatabaseError",
    "ProgrammingError": "DatabaseError",
    "NotSupportedError": "DatabaseError",
}


def driver_class(module, name, kind="DatabaseError"):
    """The class `module.name`, made under the DBAPI class `kind` if it is new."""
    found = _classes.get((module, name))
    if found is not None:
        return found
    base = _BASE_MODULES.get(module, module)
    if name in _PARENTS:
        parent = _PARENTS[name]
        if base != module:
            return driver_class(base, name)
        bases = (driver_class(base, parent),) if parent else _roots(module, name)
    else:
        bases = (driver_class(base, kind if kind in _PARENTS else "Error"),)
    made = type(name, bases, {"__module__": module})
    _classes[module, name] = made
    return made


def _roots(module, name):
    """What a module's Error or Warning derives from."""
    if module == "sqlalchemy.dialects.postgresql.asyncpg":
        return (EmulatedDBAPIException,)
    if module not in _WITH_MYSQL_ERROR:
        return (Exception,)
    above = _classes.get((module, "MySQLError"))
    if above is None:
        above = type("MySQLError", (Exception,), {"__module__": module})
        _classes[module, "MySQLError"] = above
    return (Warning, above) if name == "Warning" else (above,)


class Diagnostics:
    """psycopg's error.diag: None for what the server did not say."""

    def __init__(self, fields):
        for name, value in fields.items():
            setattr(self, name, value)


#: PostgreSQL's condition names that are not DatabaseErrors of the plain kind.
_CONDITIONS = {
    "IntegrityError": (
        "IntegrityConstraintViolation RestrictViolation NotNullViolation "
        "ForeignKeyViolation UniqueViolation CheckViolation ExclusionViolation"
    ),
    "OperationalError": (
        "LockNotAvailable QueryCanceled DeadlockDetected SerializationFailure "
        "AdminShutdown CrashShutdown CannotConnectNow DatabaseDropped ObjectInUse "
        "ObjectNotInPrerequisiteState TooManyConnections DiskFull OutOfMemory "
        "TransactionRollback ConnectionException InsufficientResources"
    ),
    "DataError": (
        "NumericValueOutOfRange DivisionByZero InvalidTextRepresentation "
        "StringDataRightTruncation DatetimeFieldOverflow InvalidDatetimeFormat "
        "DataException InvalidParameterValue CharacterNotInRepertoire"
    ),
    "InternalError": (
        "InFailedSqlTransaction RaiseException ActiveSqlTransaction "
        "NoActiveSqlTransaction InvalidTransactionState DataCorrupted "
        "IndexCorrupted InternalError_"
    ),
}
_KINDS = {name: kind for kind, names in _CONDITIONS.items() for name in names.split()}


def condition_class(module, name):
    """What `psycopg2.errors.name` is; AttributeError for what is no condition."""
    if not name[:1].isupper():
        raise AttributeError("module %r has no attribute %r" % (module, name))
    return driver_class(module, name, _KINDS.get(name, "ProgrammingError"))


def export(module, names):
    """Puts the DBAPI classes of `module` into a module's namespace."""
    for name in _PARENTS:
        names[name] = driver_class(module, name)
    if module in _WITH_MYSQL_ERROR:
        names["MySQLError"] = _classes[module, "MySQLError"]


#: (module, paramstyle) of the drivers.
_MODULES = {
    "psycopg": ("psycopg", "pyformat"),
    "psycopg2": ("psycopg2", "pyformat"),
    "pysqlite": ("sqlite3", "qmark"),
    "aiosqlite": ("sqlite3", "qmark"),
    "mysqldb": ("MySQLdb", "format"),
    "pymysql": ("pymysql", "pyformat"),
    "aiomysql": ("pymysql", "pyformat"),
}
_dbapis = {}


def dbapi(driver):
    """dialect.dbapi: the module of the driver, or what stands for it."""
    import importlib
    import types

    if driver not in _dbapis:
        name, style = _MODULES.get(driver, (driver, "pyformat"))
        made = types.ModuleType("sqlite3.dbapi2" if name == "sqlite3" else name)
        try:
            made.__dict__.update(
                (key, value)
                for key, value in vars(importlib.import_module(name)).items()
                if not key.startswith("__")
            )
        except ImportError:
            export(name, made.__dict__)
        made.paramstyle = style
        _dbapis[driver] = made
    return _dbapis[driver]
