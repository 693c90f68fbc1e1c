"""Session: an identity map, a unit of work and a transaction."""

import contextlib
import weakref

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.util import IdentitySet

from ._properties import configure_backrefs
from ._unit_of_work import UnitOfWork
from .exc import ObjectDeletedError
from .query import Query, _Entity, give_entities, plain_columns
from .state import _key_of, instance_state, items_of, mark_loaded


class SessionTransaction:
    """A savepoint of a session."""

    def __init__(self, session, inner):
        self.session = session
        self.inner = inner
        self.failed = False  # a flush within it
        self.mark = session._mark()
        session._nested.append(self)

    @property
    def is_active(self):
        return self.inner.is_active

    def commit(self):
        self.session.flush()
        self.inner.commit()
        self._end()

    def rollback(self):
        if self.failed:
            self.session._broken = None
        else:
            self._take_back()
        self._end()

    def _fail(self, error):
        """Nothing more until somebody rolls it back."""
        self._take_back()
        self.failed = True
        self.session._broken = error

    def _take_back(self):
        self.inner.rollback()
        self.session._forget_since(self.mark)

    def _end(self):
        nested = self.session._nested
        if self in nested:
            del nested[nested.index(self):]

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None and self.inner.is_active:
            self.commit()
        elif self.failed or self.inner.is_active:
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


class Session(UnitOfWork):
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
        self.identity_map = weakref.WeakValueDictionary()
        self._new = []
        self._dirty = []
        self._deleted = []
        # What this transaction wrote, for the objects' sake if it is lost.
        self._inserted = []
        self._removed = []
        self._nested = []  # savepoints
        self._broken = None  # why a flush failed
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
        self._check_usable()
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
        self._inserted, self._removed, self._nested = [], [], []
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
        self._broken = None
        self._nested = []
        self._forget_since((0, 0))

    def _mark(self):
        return len(self._inserted), len(self._removed)

    def _forget_since(self, mark):
        """The database took back what was written since then."""
        for state in self._new:
            state.session = None
        for state in self._inserted[mark[0]:]:
            self.identity_map.pop(state.key[:2], None)
            state.key = state.session = None
        for state in self._removed[mark[1]:]:
            if state.key is not None:
                state.deleted = False
                state.session = self
                self.identity_map[state.key[:2]] = state.instance
        del self._inserted[mark[0]:], self._removed[mark[1]:]
        self._take_dirty()
        self._new, self._deleted = [], []
        for instance in list(self.identity_map.values()):
            instance_state(instance).changed.clear()
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
        self._broken = None
        self._nested = []
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
        return instance_state(instance).session is self

    def __iter__(self):
        return iter(
            [s.instance for s in self._new] + list(self.identity_map.values())
        )

    @property
    def new(self):
        return IdentitySet(s.instance for s in self._new)

    @property
    def dirty(self):
        gone = {id(s) for s in self._deleted}
        return IdentitySet(
            s.instance for s in self._dirty if id(s) not in gone
        )

    @property
    def deleted(self):
        return IdentitySet(s.instance for s in self._deleted)

    @property
    def is_active(self):
        return self._broken is None

    def is_modified(self, instance, include_collections=True):
        state = instance_state(instance)
        return any(
            include_collections or not prop.is_relationship or not prop.uselist
            for key, prop in state.mapper.properties.items()
            if state.differs(key)
        )

    @property
    @contextlib.contextmanager
    def no_autoflush(self):
        before, self.autoflush = self.autoflush, False
        try:
            yield self
        finally:
            self.autoflush = before

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
                for other in items_of(instance.__dict__.get(key)):
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
            # Reading them may flush, so nothing is deleted before.
            others = []
            for key, prop in state.mapper.properties.items():
                if not prop.is_relationship or not prop.cascades_delete:
                    continue
                if prop.given.get("passive_deletes") and (
                    key not in instance.__dict__
                ):
                    continue
                others += items_of(getattr(instance, key))
            self._deleted.append(state)
            for other in others:
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
        self.identity_map = weakref.WeakValueDictionary()
        self._inserted, self._removed = [], []
        self._take_dirty()
        self._new, self._deleted = [], []

    def expire(self, instance, attribute_names=None):
        state = instance_state(instance)
        if attribute_names is None:
            state.expired = True
        for key, prop in state.mapper.properties.items():
            if attribute_names is not None and key not in attribute_names:
                continue
            if key not in state.changed:
                instance.__dict__.pop(key, None)
                state.loaded.pop(key, None)

    def expire_all(self):
        for instance in list(self.identity_map.values()):
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
            state = instance_state(found)
            if not state.expired:
                return found
            try:
                self._load_row(state)
                return found
            except ObjectDeletedError:
                self.expunge(found)
        self._autoflush()
        return self._row_of(entity, ident)

    def _row_of(self, entity, ident):
        """The object with this primary key, read from the database."""
        entity = _Entity(entity)
        statement = entity.select().where(*[
            column == sa.bindparam("pk", value, type_=column.type, unique=True)
            for column, value in zip(entity.mapper.primary_key, ident)
        ])
        result = self.connection().execute(statement)
        return give_entities(self, result, [entity]).scalars().first()

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
            columns = plain_columns(wrapped)
            statement = statement.with_only_columns(*columns)
            for each in wrapped:
                joined = each.froms() if each.mapper is not None else None
                if joined is not None:
                    statement = statement.select_from(joined)
        result = connection.execute(statement, params)
        return give_entities(self, result, wrapped)

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
        instance_state(found).expired = False
        for key, value in values.items():
            found.__dict__.setdefault(key, value)
        return found

    def _load_row(self, state):
        found = self._row_of(type(state.instance), state.key[1])
        if found is None:
            raise ObjectDeletedError(
                "Instance '%r' has been deleted, or its row is otherwise not "
                "present." % (state.instance,)
            )

    # -- writing ---------------------------------------------------------------

    def _autoflush(self):
        if not self.autoflush or self._flushing:
            return
        try:
            self.flush()
        except exc.StatementError as error:
            error.add_detail(
                "raised as a result of Query-invoked autoflush; consider "
                "using a session.no_autoflush block if this flush is "
                "occurring prematurely"
            )
            raise

    def flush(self, objects=None):
        if not (self._new or self._dirty or self._deleted):
            return
        self._check_usable()
        if self._flushing:
            raise exc.InvalidRequestError("Session is already flushing")
        with self._writing():
            self._write()

    @contextlib.contextmanager
    def _writing(self):
        self._flushing = True
        try:
            yield
        except Exception as error:
            self._failed_flush(error)
            raise
        finally:
            self._flushing = False

    def _failed_flush(self, error):
        """The transaction, or the innermost savepoint, is gone."""
        if self._nested:
            self._nested[-1]._fail(error)
            return
        self.rollback()
        self._broken = error

    def _check_usable(self):
        if self._broken is not None:
            raise exc.PendingRollbackError(
                "This Session's transaction has been rolled back due to a "
                "previous exception during flush. To begin a new transaction "
                "with this Session, first issue Session.rollback(). Original "
                "exception was: %s" % self._broken,
                code="7s2a",
            )


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
