"""The names of psycopg (3) that scripts and env.py use: errors and constants."""

from sqlalchemy._drivers import export

export("psycopg", globals())

apilevel = "2.0"
paramstyle = "pyformat"
threadsafety = 2
