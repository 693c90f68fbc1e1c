"""The names of sqlite3 that scripts and env.py use: its errors, and Connection
to ask in an event handler which database it has in hand.
"""

from sqlalchemy._drivers import export

export("sqlite3", globals())

PARSE_DECLTYPES = 1
PARSE_COLNAMES = 2
sqlite_version = "3.40.1"
sqlite_version_info = (3, 40, 1)


class _OfDriver(type):
    def __instancecheck__(cls, value):
        return getattr(value, "_limbeck_backend", None) == "sqlite"


class Connection(metaclass=_OfDriver):
    """What isinstance() asks of a DBAPI connection."""


class Row(tuple):
    """A row_factory; limbeck's rows have names anyway."""


def connect(*args, **kwargs):
    raise NotImplementedError(
        "sqlite3.connect() is not available in limbeck: take op.get_bind() or a "
        "SQLAlchemy engine"
    )
