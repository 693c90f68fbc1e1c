"""sqlalchemy.ext.automap: classes made of the tables that a database has."""

from sqlalchemy import orm
from sqlalchemy.util import Properties


def name_for_scalar_relationship(base, local_cls, referred_cls, constraint):
    return referred_cls.__name__.lower()


def name_for_collection_relationship(base, local_cls, referred_cls, constraint):
    return referred_cls.__name__.lower() + "_collection"


def classname_for_table(base, tablename, table):
    return str(tablename)


def _is_association(table):
    """Whether its columns are those of two foreign keys and nothing else."""
    keys = [c for c in table.foreign_key_constraints]
    if len(keys) != 2:
        return False
    named = {c.name for key in keys for c in key.columns}
    return named == {c.name for c in table.columns}


def _relate(base, table, classes, name_scalar, name_collection):
    targets = [key.referred_table.name for key in table.foreign_key_constraints]
    local = classes[table.name]
    for key in table.foreign_key_constraints:
        target = classes.get(key.referred_table.name)
        # Two ways to one table need names that only the project can give.
        if target is None or targets.count(key.referred_table.name) > 1:
            continue
        scalar = name_scalar(base, local, target, key)
        if scalar in table.columns or hasattr(local, scalar):
            continue
        back = name_collection(base, target, local, key)
        setattr(local, scalar, orm.relationship(target, backref=back))


def automap_base(declarative_base=None, **kw):
    root = orm.declarative_base(**kw) if declarative_base is None else declarative_base

    class Base(root):
        __abstract__ = True
        classes = None

        @classmethod
        def prepare(
            cls,
            autoload_with=None,
            engine=None,
            reflect=False,
            schema=None,
            classname_for_table=classname_for_table,
            name_for_scalar_relationship=name_for_scalar_relationship,
            name_for_collection_relationship=name_for_collection_relationship,
            reflection_options=None,
            **kw,
        ):
            bind = autoload_with if autoload_with is not None else engine
            if bind is not None:
                cls.metadata.reflect(
                    bind, schema=schema, extend_existing=True, **(reflection_options or {})
                )
            made = {}
            for sub in cls.__subclasses__():
                if getattr(sub, "__table__", None) is not None:
                    made[sub.__table__.name] = sub
            for table in cls.metadata.sorted_tables:
                if table.name in made or _is_association(table):
                    continue
                if not list(table.primary_key.columns):
                    continue
                name = classname_for_table(cls, table.name, table)
                made[table.name] = type(name, (cls,), {"__table__": table})
            cls.by_table = made
            cls.classes = Properties({c.__name__: c for c in made.values()})
            for table in cls.metadata.sorted_tables:
                if table.name in made:
                    _relate(
                        cls,
                        table,
                        made,
                        name_for_scalar_relationship,
                        name_for_collection_relationship,
                    )

    return Base
