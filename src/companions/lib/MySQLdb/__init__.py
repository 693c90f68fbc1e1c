"""The names of mysqlclient that scripts and env.py use."""

from sqlalchemy._drivers import export

export("MySQLdb", globals())
