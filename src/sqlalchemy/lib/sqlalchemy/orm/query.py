"""Query, loader options and aliased()."""

import sqlalchemy as sa
from sqlalchemy import exc

from ._properties import configure_backrefs


class Load:
    """A loader option; what it asks for is loaded when it is used instead."""

    def __init__(self, *args, **kw):
        self.args = args

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kw: self


def _option(*args, **kw):
    return Load(*args)


joinedload = subqueryload = selectinload = lazyload = immediateload = _option
contains_eager = defaultload = load_only = noload = raiseload = _option
defer = undefer = undefer_group = with_expression = _option
with_loader_criteria = selectin_polymorphic = contains_alias = _option


def join(left, right, onclause=None, isouter=False, full=False):
    return sa.join(_clause(left), _clause(right), onclause, isouter, full)


def outerjoin(left, right, onclause=None, full=False):
    return sa.join(_clause(left), _clause(right), onclause, True, full)


def _clause(value):
    return getattr(value, "__table__", value)


def polymorphic_union(table_map, typecolname, aliasname="p_union", **kw):
    selects = []
    for name, table in table_map.items():
        selects.append(
            sa.select(table, sa.literal_column(repr(name)).label(typecolname))
        )
    return sa.union_all(*selects).alias(aliasname)


def with_polymorphic(base, classes, **kw):
    return base


def with_parent(instance, prop, from_entity=None):
    prop = prop.property
    prop._configure()
    return sa.and_(
        *[b == getattr(instance, a.key) for a, b in prop.local_remote_pairs]
    )


class Bundle:
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, name, *columns, **kw):
        self.name = name
        self.columns = columns


class AliasedClass:
    """aliased(User): its attributes are columns of the alias."""

    _sa_entity = True

    def __init__(self, class_, name=None, alias=None):
        mapper = class_.__mapper__
        self._sa_class = class_
        self._sa_alias = (
            alias if alias is not None else class_.__table__.alias(name)
        )
        self.__mapper__ = mapper

    def __getattr__(self, name):
        if name.startswith("__") or name.startswith("_sa_"):
            raise AttributeError(name)
        prop = self.__mapper__.properties.get(name)
        if prop is None:
            raise AttributeError(name)
        if prop.is_relationship:
            return getattr(self._sa_class, name)
        return self._sa_alias.c[prop.columns[0].key]

    def __clause_element__(self):
        return self._sa_alias


def aliased(element, alias=None, name=None, flat=False, adapt_on_names=False):
    if isinstance(element, type):
        return AliasedClass(element, name, alias)
    return element.alias(name)


def _mapper_of(entity):
    if isinstance(entity, (type, AliasedClass)):
        return getattr(entity, "__mapper__", None)
    return None


class _Entity:
    """One thing that is selected: a class's columns, or one expression."""

    def __init__(self, entity):
        configure_backrefs()
        self.entity = entity
        self.mapper = _mapper_of(entity)
        if self.mapper is None:
            self.columns = [entity]
            self.name = getattr(entity, "key", None) or getattr(
                entity, "name", None
            )
            return
        self.name = self.mapper.class_.__name__
        self.keys, self.columns = [], []
        for key, prop in self.mapper.properties.items():
            columns = getattr(prop, "columns", None)
            if not columns:
                continue
            column = columns[0]
            if isinstance(entity, AliasedClass):
                column = entity._sa_alias.c[column.key]
            self.keys.append(key)
            self.columns.append(column)

    def froms(self):
        """Joined inheritance: the parent's table stands in FROM as well."""
        tables = self.mapper.tables if self.mapper is not None else []
        if len(tables) < 2 or isinstance(self.entity, AliasedClass):
            return None
        joined = tables[0]
        for table in tables[1:]:
            joined = joined.join(table)
        return joined

    def select(self):
        """SELECT of the class's rows."""
        select = sa.select(*self.columns)
        joined = self.froms()
        if joined is not None:
            select = select.select_from(joined)
        return _single_criterion(self, select)

    def make(self, session, values):
        if self.mapper is None:
            return values[0]
        return session._instance(self.mapper, dict(zip(self.keys, values)))


def plain_columns(entities):
    return [column for entity in entities for column in entity.columns]


def label_entities(entities):
    """Columns of all entities, those of tables under TABLE_COLUMN."""
    columns = []
    for column in plain_columns(entities):
        element = column
        if hasattr(column, "__clause_element__"):
            element = column.__clause_element__()
        table = getattr(element, "table", None)
        if isinstance(element, sa.Column) and table is not None:
            column = element.label("%s_%s" % (table.name, element.name))
        columns.append(column)
    return columns


def give_entities(session, result, entities):
    """The result's rows with the entities in place of their columns."""
    names = [e.name for e in entities], [e.entity for e in entities]
    if all(e.mapper is None for e in entities):
        return result._entities(None, *names)
    widths = [len(e.columns) for e in entities]

    def make(values):
        made, at = [], 0
        for entity, width in zip(entities, widths):
            made.append(entity.make(session, values[at:at + width]))
            at += width
        return made

    return result._entities(make, *names)


def _property_of(entity, key):
    found = getattr(entity, key, None)
    if found is None:
        raise exc.InvalidRequestError(
            'Entity namespace for "%s" has no property "%s"'
            % (_clause(entity).name, key)
        )
    return found


class Query:
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, entities, session=None):
        if not isinstance(entities, (list, tuple)):
            entities = [entities]
        self.session = session
        self._entities = [_Entity(e) for e in entities]
        self._select = None
        self._chunk = None  # yield_per
        self._by_name = False  # from_statement
        self._last = None

    @property
    def column_descriptions(self):
        return [
            {"name": e.name, "entity": e.entity, "expr": e.entity}
            for e in self._entities
        ]

    def _statement(self):
        if self._select is None:
            select = sa.select(*plain_columns(self._entities))
            for entity in self._entities:
                joined = entity.froms() if entity.mapper is not None else None
                if joined is not None:
                    select = select.select_from(joined)
                select = _single_criterion(entity, select)
            return select
        return self._select

    def _labelled(self):
        """What is executed: columns of tables under TABLE_COLUMN."""
        statement = self._statement()
        if self._by_name or not hasattr(statement, "with_only_columns"):
            return statement
        return statement.with_only_columns(*label_entities(self._entities))

    def _changed(self, select):
        made = Query.__new__(Query)
        made.__dict__.update(self.__dict__)
        made._select = select
        return made

    @property
    def statement(self):
        return self._statement()

    @property
    def selectable(self):
        return self._statement()

    def __clause_element__(self):
        return self._statement()

    def __str__(self):
        return str(self._labelled())

    @property
    def whereclause(self):
        return self._statement().whereclause

    def _entity_zero(self):
        return self._entities[0].entity

    def filter(self, *criteria):
        return self._changed(self._statement().where(*criteria))

    where = filter

    def filter_by(self, **kwargs):
        entity = self._last or self._entity_zero()
        if _mapper_of(entity) is None:
            entity = getattr(entity, "class_", None)
            if entity is None:  # a function: its columns' table
                return self._changed(self._statement().filter_by(**kwargs))
        return self.filter(
            *[_property_of(entity, k) == v for k, v in kwargs.items()]
        )

    def order_by(self, *clauses):
        return self._changed(self._statement().order_by(*clauses))

    def group_by(self, *clauses):
        return self._changed(self._statement().group_by(*clauses))

    def having(self, *clauses):
        return self._changed(self._statement().having(*clauses))

    def distinct(self, *expr):
        return self._changed(self._statement().distinct(*expr))

    def limit(self, limit):
        return self._changed(self._statement().limit(limit))

    def offset(self, offset):
        return self._changed(self._statement().offset(offset))

    def slice(self, start, stop):
        return self._changed(self._statement().slice(start, stop))

    def select_from(self, *froms):
        return self._changed(
            self._statement().select_from(*[_clause(f) for f in froms])
        )

    add_from = select_from

    def _joined(self, target, onclause, outer):
        if isinstance(target, tuple):
            target, onclause = target
        select = self._statement().join(target, onclause, isouter=outer)
        made = self._changed(select)
        prop = getattr(target, "property", None)
        if prop is not None and getattr(prop, "is_relationship", False):
            made._last = prop.mapper.class_
        else:
            made._last = target
        return made

    def join(self, target, *props, **kw):
        onclause = props[0] if props else kw.get("onclause")
        return self._joined(target, onclause, kw.get("isouter", False))

    def outerjoin(self, target, *props, **kw):
        onclause = props[0] if props else kw.get("onclause")
        return self._joined(target, onclause, True)

    def options(self, *args):
        return self

    def execution_options(self, **kw):
        return self

    def populate_existing(self):
        return self

    def enable_eagerloads(self, value):
        return self

    def autoflush(self, setting):
        return self

    def yield_per(self, count):
        made = self._changed(self._select)
        made._chunk = count
        return made

    def correlate(self, *froms):
        return self._changed(self._statement().correlate(*froms))

    def with_for_update(self, **kw):
        return self._changed(self._statement().with_for_update(**kw))

    def with_session(self, session):
        made = self._changed(self._select)
        made.session = session
        return made

    def with_entities(self, *entities):
        made = self._changed(
            self._statement().with_only_columns(
                *plain_columns([_Entity(e) for e in entities])
            )
        )
        made._entities = [_Entity(e) for e in entities]
        return made

    def add_columns(self, *columns):
        made = self._changed(self._statement().add_columns(*columns))
        made._entities = self._entities + [_Entity(c) for c in columns]
        return made

    add_column = add_entity = add_columns

    def union(self, *queries):
        return self._set("union", queries)

    def union_all(self, *queries):
        return self._set("union_all", queries)

    def _set(self, name, queries):
        parts = [self._labelled()] + [q._labelled() for q in queries]
        return self._changed(getattr(sa, name)(*parts))

    def subquery(self, name=None, **kw):
        return self._statement().subquery(name)

    def cte(self, name=None, recursive=False, **kw):
        return self._statement().cte(name, recursive)

    def scalar_subquery(self):
        return self._statement().scalar_subquery()

    as_scalar = scalar_subquery

    def label(self, name):
        return self._statement().label(name)

    def exists(self):
        return sa.exists(
            self._statement().with_only_columns(sa.literal_column("1"))
        )

    # -- running ------------------------------------------------------------

    def from_statement(self, statement):
        """The rows of another statement, by the names of its columns."""
        made = self._changed(statement)
        made._by_name = True
        return made

    def _result(self):
        """Rows; of one mapped class its instances, each once."""
        self.session._autoflush()
        options = {"yield_per": self._chunk} if self._chunk else None
        result = self.session.connection().execute(
            self._labelled(), execution_options=options
        )
        if self._by_name:
            result = result.columns(
                *[c.name for e in self._entities for c in e.columns]
            )
        if self._by_name and all(e.mapper is None for e in self._entities):
            return result
        result = give_entities(self.session, result, self._entities)
        if all(e.mapper is None for e in self._entities):
            return result
        if len(self._entities) == 1:
            result = result.scalars()
        return result if self._chunk else result.unique()

    def all(self):
        return self._result().all()

    def __iter__(self):
        return iter(self._result() if self._chunk else self.all())

    def __getitem__(self, item):
        if isinstance(item, slice):
            return self.slice(item.start, item.stop).all()
        return self.all()[item]

    def first(self):
        limited = self if self._by_name else self.limit(1)
        return limited._result().first()

    def one(self):
        return self._result().one()

    def one_or_none(self):
        return self._result().one_or_none()

    def scalar(self):
        result = self._result().one_or_none()
        if result is None or (
            len(self._entities) == 1 and self._entities[0].mapper is not None
        ):
            return result
        return result[0]

    def get(self, ident):
        return self.session.get(self._entity_zero(), ident)

    def count(self):
        inner = self._labelled().subquery()
        select = sa.select(sa.func.count()).select_from(inner)
        self.session._autoflush()
        return self.session.connection().execute(select).scalar()

    def delete(self, synchronize_session="auto", **kw):
        entity = self._entity_zero()
        statement = sa.delete(entity)
        where = self._statement().whereclause
        if where is not None:
            statement = statement.where(where)
        self.session._autoflush()
        result = self.session.connection().execute(statement)
        self.session.expire_all()
        return result.rowcount

    def update(self, values, synchronize_session="auto", **kw):
        entity = self._entity_zero()
        statement = sa.update(getattr(entity, "class_", entity))
        where = self._statement().whereclause
        if where is not None:
            statement = statement.where(where)
        names = {}
        for key, value in values.items():
            if not isinstance(key, str):
                key = getattr(key, "key", key)
            prop = _mapper_of(entity)
            if prop is not None and key in prop.properties:
                key = prop.properties[key].columns[0].key
            names[key] = value
        self.session._autoflush()
        result = self.session.connection().execute(statement.values(names))
        self.session.expire_all()
        return result.rowcount


FromStatement = Query


def _single_criterion(entity, select):
    """Single-table inheritance: only rows of the class and those below."""
    mapper = entity.mapper
    if mapper is None or not mapper.single or mapper.polymorphic_on is None:
        return select
    names = [
        identity
        for identity, other in mapper.polymorphic_map.items()
        if other.isa(mapper)
    ]
    return select.where(mapper.polymorphic_on.in_(names))


class AppenderQuery(Query):
    """What a dynamic relationship gives."""
