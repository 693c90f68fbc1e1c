"""Whole databases. limbeck makes and drops none."""
import sqlalchemy as sa


def database_exists(url):
    engine = sa.create_engine(url)
    try:
        with engine.connect():
            return True
    except Exception:
        return False
    finally:
        engine.dispose()


def _refused(name):
    def refuse(url, *args, **options):
        raise RuntimeError("sqlalchemy_utils.%s() is refused: limbeck "
                           "migrates databases, it does not make or drop them"
                           % name)
    return refuse


create_database = _refused("create_database")
drop_database = _refused("drop_database")


def get_mapper(mixed):
    return sa.inspect(mixed)


def get_columns(mixed):
    return getattr(mixed, "__table__", mixed).columns


def get_primary_keys(mixed):
    return {c.key: c for c in get_columns(mixed) if c.primary_key}


def get_class_by_table(base, table, data=None):
    for mapper in base.registry.mappers:
        if mapper.local_table is table:
            return mapper.class_
    return None
