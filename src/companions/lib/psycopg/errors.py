"""psycopg.errors: a class for each condition of PostgreSQL."""

from sqlalchemy._drivers import condition_class, export

export("psycopg", globals())


def __getattr__(name):
    return condition_class("psycopg.errors", name)
