"""pymysql.err: the DBAPI classes."""

from sqlalchemy._drivers import export

export("pymysql.err", globals())
