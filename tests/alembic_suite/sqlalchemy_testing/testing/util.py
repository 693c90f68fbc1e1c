import functools

from sqlalchemy import MetaData


def drop_all_tables_from_metadata(metadata, bind):
    metadata.drop_all(bind)


def resolve_lambda(function, **kw):
    from alembic.testing.util import resolve_lambda

    return resolve_lambda(function, **kw)


def provide_metadata(function):
    @functools.wraps(function)
    def run(self, *args, **kw):
        from . import config

        self.metadata = MetaData()
        try:
            return function(self, *args, **kw)
        finally:
            self.metadata.drop_all(config.db)

    return run


def conforms_partial_ordering(pairs, elements):
    """Whether each pair's first comes before its second."""
    place = {element: number for number, element in enumerate(elements)}
    return all(place[a] < place[b] for a, b in pairs if a in place and b in place)
