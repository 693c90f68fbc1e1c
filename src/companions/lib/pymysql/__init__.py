"""The names of PyMySQL that scripts and env.py use."""

from pymysql.err import *  # noqa: F401,F403

apilevel = "2.0"
paramstyle = "pyformat"
threadsafety = 1


def install_as_MySQLdb():
    """Nothing to do: limbeck's own driver answers to both names."""
