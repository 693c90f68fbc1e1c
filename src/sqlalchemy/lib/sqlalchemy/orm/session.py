"""Session: an identity map, a unit of work and a transaction."""

import sqlalchemy as sa
from sqlalchemy import exc

from .query import Query, _Entity, label_entities, load
from .state import _collection, _key_of, instance_state, mark_loaded


class SessionTransaction:
    def __init__(self, session, inner):
        self.session = session
        self.inner = inner

    @property
    def is_active(self):
        return self.inner.is_active

    def commit(self):
        self.session.flush()
        self.inner.commit()

    def rollback(self):
        self.inner.rollback()
        self.session.expire_all()

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            if self.inner.is_active:
                self.commit()
        elif self.inner.is_active:
            self.rollback()
        return False


class _Begin:
    def __init__(self, session):
        self.session = session

    def __enter__(self):
        return self.session

    def __exit__(self, kind, value, traceback):
        if kind is None:
            self.session.commit()
        else:
            self.session.rollback()
        return False


class Session:
    def __init__(
        self,
        bind=None,
        *,
        autoflush=True,
        expire_on_commit=True,
        future=True,
        binds=None,
        info=None,
        autocommit=False,
        **kw,
    ):
        self.bind = bind
        self.autoflush = autoflush
        self.expire_on_commit = expire_on_commit
        self.info = dict(info or {})
        self.identity_map = {}
        self._new = []
        self._dirty = []
        self._deleted = []
        self._connection = None
        self._owned = False
        self._joined = None  # see _join()
        self._flushing = False
        self._rest = kw

    # -- connection ----------------------------------------------------------

    def get_bind(self, mapper=None, **kw):
        if self.bind is not None:
            return self.bind
        if mapper is not None:
            table = getattr(mapper, "__table__", None)
            if table is not None and table.metadata.bind is not None:
                return table.metadata.bind
        raise exc.UnboundExecutionError(
            "This session is not bound to a single Engine or Connection, and "
            "no context was provided to locate a binding."
        )

    def connection(self, bind_arguments=None, execution_options=None):
        if self._connection is None:
            bind = self.get_bind()
            if isinstance(bind, sa.engine.Engine):
                self._connection = bind.connect()
                self._owned = True
            else:
                self._connection = bind
        if self._joined is None:
            self._join()
        return self._connection

    def _join(self):
        """How this transaction stands to one that the connection is in already.

        Somebody else's is left to them: commit() only flushes, rollback() takes
        it back; within a savepoint the session sets one of its own.
        """
        connection = self._connection
        if self._owned or not connection.in_transaction():
            self._joined = False
        elif connection.in_nested_transaction():
            self._joined = connection.begin_nested()
        else:
            self._joined = True

    @property
    def _limbeck_connection(self):
        return self.connection()

    def in_transaction(self):
        connection = self._connection
        return connection is not None and connection.in_transaction()

    def get_transaction(self):
        return self._connection and self._connection.get_transaction()

    def begin(self, nested=False, **kw):
        if nested:
            return self.begin_nested()
        return _Begin(self)

    def begin_nested(self):
        self.flush()
        return SessionTransaction(self, self.connection().begin_nested())

    def commit(self):
        self.flush()
        if self._connection is not None:
            joined, self._joined = self._joined, None
            if joined not in (None, True, False):
                joined.commit()
            elif not joined:
                self._connection.commit()
            self._release()
        if self.expire_on_commit:
            self.expire_all()

    def rollback(self):
        if self._connection is not None:
            joined, self._joined = self._joined, None
            if joined not in (None, True, False):
                joined.rollback()
            else:
                self._connection.rollback()
            self._release()
        for state in self._new:
            state.session = None
        self._take_dirty()
        self._new, self._deleted = [], []
        self.expire_all()

    def _release(self):
        if self._owned:
            self._connection.close()
            self._connection = None
            self._owned = False

    def close(self):
        if self._connection is not None:
            joined, self._joined = self._joined, None
            if self._owned:
                self._release()
            elif joined not in (None, True, False):
                joined.rollback()
            elif joined is False and self._connection.in_transaction():
                self._connection.rollback()
            self._connection = None
        self.expunge_all()

    remove = close

    def reset(self):
        self.close()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()
        return False

    # -- objects ---------------------------------------------------------------

    def __contains__(self, instance):
        state = instance.__dict__.get("_sa_instance_state")
        return state is not None and state.session is self

    def __iter__(self):
        return iter(
            [s.instance for s in self._new] + list(self.identity_map.values())
        )

    @property
    def new(self):
        return [s.instance for s in self._new]

    @property
    def dirty(self):
        return [s.instance for s in self._dirty]

    @property
    def deleted(self):
        return [s.instance for s in self._deleted]

    @property
    def no_autoflush(self):
        session = self

        class _NoAutoflush:
            def __enter__(self):
                self.before = session.autoflush
                session.autoflush = False
                return session

            def __exit__(self, *args):
                session.autoflush = self.before
                return False

        return _NoAutoflush()

    def _note_dirty(self, state):
        if state.key is not None and not state.dirty:
            state.dirty = True
            self._dirty.append(state)

    def _take_dirty(self):
        taken, self._dirty = self._dirty, []
        for state in taken:
            state.dirty = False
        return taken

    def add(self, instance, _warn=True):
        state = instance_state(instance)
        if state.session is self:
            return
        if state.session is not None:
            raise exc.InvalidRequestError(
                "Object '%r' is already attached to session" % (instance,)
            )
        state.session = self
        if state.key is None:
            self._new.append(state)
        else:
            self.identity_map[state.key[:2]] = instance
            if state.changed:
                self._note_dirty(state)
        for key, prop in state.mapper.properties.items():
            if prop.is_relationship and not prop.viewonly:
                for other in _related(instance, key):
                    self.add(other)

    def add_all(self, instances):
        for instance in instances:
            self.add(instance)

    def delete(self, instance):
        state = instance_state(instance)
        if state.key is None:
            raise exc.InvalidRequestError(
                "Instance '%r' is not persisted" % (instance,)
            )
        state.session = self
        if not any(s is state for s in self._deleted):
            self._deleted.append(state)
            for key, prop in state.mapper.properties.items():
                if prop.is_relationship and "delete" in prop.cascade + (
                    "delete" if "all" in prop.cascade else ""
                ):
                    for other in list(_as_list(getattr(instance, key))):
                        self.delete(other)

    def expunge(self, instance):
        state = instance_state(instance)
        state.session = None
        if state.key is not None:
            self.identity_map.pop(state.key[:2], None)
        self._new = [s for s in self._new if s is not state]
        if state.dirty:
            state.dirty = False
            self._dirty = [s for s in self._dirty if s is not state]

    def expunge_all(self):
        for instance in list(self.identity_map.values()):
            instance_state(instance).session = None
        self.identity_map = {}
        self._take_dirty()
        self._new, self._deleted = [], []

    def expire(self, instance, attribute_names=None):
        state = instance_state(instance)
        for key, prop in state.mapper.properties.items():
            if attribute_names is not None and key not in attribute_names:
                continue
            if key not in state.changed:
                instance.__dict__.pop(key, None)

    def expire_all(self):
        for instance in self.identity_map.values():
            self.expire(instance)

    def refresh(self, instance, attribute_names=None, **kw):
        self._autoflush()
        state = instance_state(instance)
        state.changed.clear()
        self.expire(instance, attribute_names)
        self._load_row(state)

    def merge(self, instance, load=True, **kw):
        mapper = instance_state(instance).mapper
        keys = mapper.primary_key_from_instance(instance)
        found = None
        if all(k is not None for k in keys):
            found = self.get(type(instance), tuple(keys))
        if found is None:
            found = type(instance).__new__(type(instance))
            for key in mapper.properties:
                if key in instance.__dict__:
                    setattr(found, key, instance.__dict__[key])
            self.add(found)
            return found
        for key, prop in mapper.properties.items():
            if key in instance.__dict__ and not prop.is_relationship:
                setattr(found, key, instance.__dict__[key])
        return found

    # -- reading ---------------------------------------------------------------

    def query(self, *entities, **kw):
        return Query(list(entities), self)

    def get(self, entity, ident, **kw):
        mapper = entity.__mapper__
        if isinstance(ident, dict):
            ident = tuple(ident[c.key] for c in mapper.primary_key)
        if not isinstance(ident, (tuple, list)):
            ident = (ident,)
        ident = tuple(ident)
        found = self.identity_map.get((mapper.base_mapper.class_, ident))
        if found is not None:
            return found
        query = Query([entity], self)
        for column, value in zip(mapper.primary_key, ident):
            query = query.filter(column == value)
        return query.first()

    def get_one(self, entity, ident, **kw):
        found = self.get(entity, ident)
        if found is None:
            raise exc.NoResultFound(
                "No row was found when one was required"
            )
        return found

    def execute(self, statement, params=None, **kw):
        self._autoflush()
        if isinstance(statement, Query):
            statement = statement.statement
        connection = self.connection()
        entities = getattr(statement, "_entities", None)
        entity = getattr(statement, "_entity", None)
        if entities is not None and any(
            hasattr(e, "__mapper__") for e in entities
        ):
            return self._execute_entities(connection, statement, entities, params)
        result = connection.execute(statement, params)
        if entity is not None:
            self.expire_all()
        return result

    def _execute_entities(self, connection, statement, entities, params):
        wrapped = [_Entity(e) for e in entities]
        if hasattr(statement, "with_only_columns"):
            columns = label_entities(wrapped)
            statement = statement.with_only_columns(*columns)
            for each in wrapped:
                joined = each.froms() if each.mapper is not None else None
                if joined is not None:
                    statement = statement.select_from(joined)
        result = connection.execute(statement, params)
        make = load(self, result, wrapped)
        if len(wrapped) == 1:
            return _EntityResult(
                result._transformed(lambda values: make(values)[0])
            )
        from ._rows import row_of

        names = [e.name for e in wrapped]
        return result._transformed(lambda values: row_of(names, make(values)))

    def scalar(self, statement, params=None, **kw):
        return self.execute(statement, params).scalar()

    def scalars(self, statement, params=None, **kw):
        return self.execute(statement, params).scalars()

    def _instance(self, mapper, values):
        """The object of a row: the one that is there, or a new one."""
        if mapper.polymorphic_on is not None:
            key = _key_of(mapper, mapper.polymorphic_on)
            mapper = mapper.polymorphic_map.get(values.get(key), mapper)
        keys = tuple(
            values.get(_key_of(mapper, c)) for c in mapper.primary_key
        )
        if all(k is None for k in keys):
            return None
        identity = (mapper.base_mapper.class_, keys)
        found = self.identity_map.get(identity)
        if found is None:
            found = mapper.class_.__new__(mapper.class_)
            found.__dict__.update(values)
            mark_loaded(found, self, identity + (None,))
            self.identity_map[identity] = found
            for base in type(found).__mro__:
                for value in vars(base).values():
                    if getattr(value, "__sa_reconstructor__", False):
                        value(found)
            return found
        for key, value in values.items():
            found.__dict__.setdefault(key, value)
        return found

    def _load_row(self, state):
        query = Query([type(state.instance)], self)
        for column, value in zip(state.mapper.primary_key, state.key[1]):
            query = query.filter(column == value)
        found = query.first()
        if found is None:
            from .exc import ObjectDeletedError

            raise ObjectDeletedError(
                "Instance '%r' has been deleted, or its row is otherwise not "
                "present." % (state.instance,)
            )

    # -- writing ---------------------------------------------------------------

    def _autoflush(self):
        if self.autoflush and not self._flushing:
            self.flush()

    def flush(self, objects=None):
        if not (self._new or self._dirty or self._deleted):
            return
        self._flushing = True
        try:
            self._write()
        finally:
            self._flushing = False

    def _write(self):
        new, self._new = self._new, []
        dirty = _States(self._take_dirty())
        deleted, self._deleted = self._deleted, []
        gone = {id(s) for s in deleted}
        for state in _insert_order(new):
            _copy_parent_keys(state)
            self._insert(state)
        for state in new:
            self._children_after_insert(state, dirty)
        for state in list(dirty):
            self._children_after_insert(state, dirty)
        for state in dirty:
            if id(state) not in gone:
                _copy_parent_keys(state)
                self._update(state)
        for state in reversed(_insert_order(deleted)):
            self._delete(state)
        for state in new + dirty:
            state.changed.clear()

    def _values(self, state, table):
        """Column key → value of one table's columns."""
        values = {}
        instance = state.instance.__dict__
        for key, prop in state.mapper.properties.items():
            for column in getattr(prop, "columns", ()):
                if getattr(column, "table", None) is table and key in instance:
                    values[column.key] = instance[key]
        return values

    def _insert(self, state):
        mapper, instance = state.mapper, state.instance
        if mapper.polymorphic_on is not None:
            key = _key_of(mapper, mapper.polymorphic_on)
            if instance.__dict__.get(key) is None:
                instance.__dict__[key] = mapper.polymorphic_identity
        connection = self.connection()
        for table in mapper.tables:
            values = self._values(state, table)
            for column in table.primary_key:
                if column.key in values and values[column.key] is None:
                    del values[column.key]
            for column in list(values):
                target = table.c[column]
                if values[column] is None and (
                    target.server_default is not None
                    or target.default is not None
                ):
                    if column not in state.changed:
                        del values[column]
            result = connection.execute(sa.insert(table).values(values))
            keys = result.inserted_primary_key
            if keys is not None:
                for column, value in zip(table.primary_key, keys):
                    if value is None:
                        continue
                    for key, prop in mapper.properties.items():
                        if any(
                            c is column for c in getattr(prop, "columns", ())
                        ):
                            instance.__dict__[key] = value
        identity = (
            mapper.base_mapper.class_,
            tuple(mapper.primary_key_from_instance(instance)),
        )
        state.key = identity + (None,)
        self.identity_map[identity] = instance
        state.changed_at_insert = set(state.changed)

    def _children_after_insert(self, state, dirty):
        """Foreign keys of one-to-many children, rows of secondary tables."""
        for key, prop in list(state.mapper.properties.items()):
            if not prop.is_relationship or prop.viewonly:
                continue
            if key not in state.instance.__dict__:
                continue
            prop._configure()
            items = _as_list(state.instance.__dict__[key])
            if prop.direction == "ONETOMANY":
                for child in items:
                    other = instance_state(child)
                    for local, remote in prop.local_remote_pairs:
                        value = getattr(
                            state.instance, _key_of(prop.parent, local)
                        )
                        name = _key_of(prop._mapper, remote)
                        if child.__dict__.get(name) != value:
                            child.__dict__[name] = value
                            other.changed.add(name)
                            dirty.append(other)
                removed = state.committed.pop(("removed", key), [])
                for child in removed:
                    if "delete-orphan" in prop.cascade:
                        self._delete(instance_state(child))
                        continue
                    for _, remote in prop.local_remote_pairs:
                        name = _key_of(prop._mapper, remote)
                        child.__dict__[name] = None
                        other = instance_state(child)
                        other.changed.add(name)
                        dirty.append(other)
            elif prop.direction == "MANYTOMANY":
                self._write_secondary(state, prop, items)

    def _write_secondary(self, state, prop, items):
        done = state.committed.setdefault(("linked", prop.key), set())
        connection = self.connection()
        for item in items:
            values = {}
            for local, remote in prop.local_remote_pairs:
                values[remote.key] = getattr(
                    state.instance, _key_of(prop.parent, local)
                )
            for local, remote in prop.secondary_pairs:
                values[remote.key] = getattr(item, _key_of(prop._mapper, local))
            row = tuple(sorted(values.items()))
            if row in done:
                continue
            done.add(row)
            if prop.back_populates:
                instance_state(item).committed.setdefault(
                    ("linked", prop.back_populates), set()
                ).add(row)
            table = prop.secondary
            known = connection.execute(
                sa.select(sa.func.count())
                .select_from(table)
                .where(*[table.c[k] == v for k, v in values.items()])
            ).scalar()
            if not known:
                connection.execute(sa.insert(table).values(values))

    def _update(self, state):
        connection = self.connection()
        for table in state.mapper.tables:
            values = {
                key: value
                for key, value in self._values(state, table).items()
                if _changed(state, table, key)
            }
            statement = sa.update(table)
            for column in table.primary_key:
                values.pop(column.key, None)
                key = _key_of(state.mapper, column)
                statement = statement.where(
                    column == state.instance.__dict__.get(key, state.key[1][0])
                )
            if values:
                connection.execute(statement.values(values))

    def _delete(self, state):
        connection = self.connection()
        for table in reversed(state.mapper.tables):
            statement = sa.delete(table)
            for column, value in zip(table.primary_key, state.key[1]):
                statement = statement.where(column == value)
            connection.execute(statement)
        self.identity_map.pop(state.key[:2], None)
        state.session = None
        state.deleted = True

    # -- in bulk ---------------------------------------------------------------

    def bulk_save_objects(self, objects, **kw):
        for instance in objects:
            state = instance_state(instance)
            state.session = self
            if state.key is None:
                self._insert(state)
            else:
                self._update(state)
            state.changed.clear()

    def bulk_insert_mappings(self, mapper, mappings, **kw):
        table = mapper.__mapper__.local_table
        rows = [_by_column(mapper, m) for m in mappings]
        if rows:
            self.connection().execute(sa.insert(table), rows)

    def bulk_update_mappings(self, mapper, mappings, **kw):
        table = mapper.__mapper__.local_table
        for mapping in mappings:
            values = _by_column(mapper, mapping)
            statement = sa.update(table)
            for column in table.primary_key:
                statement = statement.where(column == values.pop(column.key))
            if values:
                self.connection().execute(statement.values(values))


class _States(list):
    """Each state once."""

    def __init__(self, states):
        super().__init__(states)
        self._known = {id(s) for s in states}

    def append(self, state):
        if id(state) not in self._known:
            self._known.add(id(state))
            super().append(state)


class _EntityResult:
    """A result whose rows hold one mapped instance each."""

    def __init__(self, inner):
        self.inner = inner

    def scalars(self, index=0):
        return self.inner

    def unique(self, strategy=None):
        self.inner.unique()
        return self

    def _row(self, item):
        return None if item is None else (item,)

    def all(self):
        return [(item,) for item in self.inner.all()]

    fetchall = all

    def __iter__(self):
        return iter(self.all())

    def first(self):
        return self._row(self.inner.first())

    def one(self):
        return self._row(self.inner.one())

    def one_or_none(self):
        return self._row(self.inner.one_or_none())

    def scalar(self):
        return self.inner.first()

    def scalar_one(self):
        return self.inner.one()

    def scalar_one_or_none(self):
        return self.inner.one_or_none()


def _by_column(entity, mapping):
    properties = entity.__mapper__.properties
    values = {}
    for key, value in mapping.items():
        prop = properties.get(key)
        columns = getattr(prop, "columns", None)
        values[columns[0].key if columns else key] = value
    return values


def _as_list(value):
    if value is None:
        return []
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, (list, set, tuple)):
        return list(value)
    return [value]


def _related(instance, key):
    return _as_list(instance.__dict__.get(key))


def _changed(state, table, column_key):
    for key in state.changed:
        prop = state.mapper.properties.get(key)
        for column in getattr(prop, "columns", ()):
            if column.table is table and column.key == column_key:
                return True
    return False


def _copy_parent_keys(state):
    """Many-to-one: the foreign key follows the object that was set."""
    for key, prop in state.mapper.properties.items():
        if not prop.is_relationship or key not in state.instance.__dict__:
            continue
        prop._configure()
        if prop.direction != "MANYTOONE" or prop.viewonly:
            continue
        other = state.instance.__dict__[key]
        if other is None:
            continue
        for local, remote in prop.local_remote_pairs:
            name = _key_of(state.mapper, local)
            value = getattr(other, _key_of(prop._mapper, remote))
            if state.instance.__dict__.get(name) != value:
                state.instance.__dict__[name] = value
                state.changed.add(name)


def _insert_order(states):
    """Parents before children: by the order of their tables, and of rows that
    refer to rows of the same table."""
    if len(states) < 2:
        return list(states)
    tables = {}
    for state in states:
        metadata = state.mapper.local_table.metadata
        if id(metadata) not in tables:
            tables[id(metadata)] = {
                t.key: i for i, t in enumerate(metadata.sorted_tables)
            }

    def place(state):
        table = state.mapper.base_mapper.local_table
        return tables[id(table.metadata)].get(table.key, 0)

    ordered, done = [], set()

    def visit(state):
        if id(state) in done:
            return
        done.add(id(state))
        for key, prop in state.mapper.properties.items():
            if prop.is_relationship and key in state.instance.__dict__:
                prop._configure()
                other = state.instance.__dict__[key]
                if prop.direction == "MANYTOONE" and other is not None:
                    parent = other.__dict__.get("_sa_instance_state")
                    if parent is not None and any(
                        s is parent for s in states
                    ):
                        visit(parent)
        ordered.append(state)

    for state in sorted(states, key=place):
        visit(state)
    return ordered


class sessionmaker:
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, bind=None, *, class_=Session, **kw):
        self.class_ = class_
        self.kw = dict(kw)
        if bind is not None:
            self.kw["bind"] = bind

    def __call__(self, **local):
        return self.class_(**{**self.kw, **local})

    def begin(self):
        session = self()
        return _Begin(session)

    def configure(self, **kw):
        self.kw.update(kw)


class scoped_session:
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, session_factory, scopefunc=None):
        self.session_factory = session_factory
        self._session = None

    def __call__(self, **kw):
        if self._session is None:
            self._session = self.session_factory(**kw)
        return self._session

    @property
    def registry(self):
        return self

    def remove(self):
        if self._session is not None:
            self._session.close()
            self._session = None

    def configure(self, **kw):
        self.session_factory.configure(**kw)

    def query_property(self, query_cls=None):
        scoped = self

        class _QueryProperty:
            def __get__(self, instance, owner):
                return scoped().query(owner)

        return _QueryProperty()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self(), name)


QueryPropertyDescriptor = ORMExecuteState = object


def create_session(bind=None, **kw):
    return Session(bind=bind, **kw)


def object_session(instance):
    return instance_state(instance).session


def close_all_sessions():
    pass


def make_transient(instance):
    state = instance_state(instance)
    if state.session is not None:
        state.session.expunge(instance)
    state.key = None


def make_transient_to_detached(instance):
    state = instance_state(instance)
    state.key = state.mapper.identity_key_from_instance(instance)
