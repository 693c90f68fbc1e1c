"""psycopg2.errors: a class for each condition of PostgreSQL."""

from sqlalchemy._drivers import condition_class


def __getattr__(name):
    return condition_class("psycopg2.errors", name)
