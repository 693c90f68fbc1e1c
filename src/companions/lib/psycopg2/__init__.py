"""The names of psycopg2 that scripts and env.py use: errors and constants.

limbeck connects by its own driver, so there is no connect() here.
"""

from sqlalchemy._drivers import export

export("psycopg2", globals())

apilevel = "2.0"
paramstyle = "pyformat"
threadsafety = 2
__version__ = "2.9.10 (dt dec pq3 ext lo64)"


def connect(*args, **kwargs):
    raise NotImplementedError(
        "psycopg2.connect() is not available in limbeck: take op.get_bind() or "
        "a SQLAlchemy engine"
    )
