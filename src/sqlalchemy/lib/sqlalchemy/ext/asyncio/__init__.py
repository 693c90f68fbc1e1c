"""Async engines and sessions: coroutines that run in place on the ordinary
ones."""

import sqlalchemy as sa
from sqlalchemy.orm.session import Session, sessionmaker


class _Ready:
    """What can be awaited, and entered with `async with`."""

    def __init__(self, make):
        self._make = make
        self._made = None

    def __await__(self):
        return self._start().__await__()

    async def _start(self):
        return self._make()

    async def __aenter__(self):
        self._made = self._make()
        enter = getattr(self._made, "__aenter__", None)
        return await enter() if enter is not None else self._made

    async def __aexit__(self, *args):
        leave = getattr(self._made, "__aexit__", None)
        return await leave(*args) if leave is not None else False


class AsyncTransaction:
    def __init__(self, inner):
        self.sync_transaction = inner

    @property
    def is_active(self):
        return self.sync_transaction.is_active

    async def commit(self):
        self.sync_transaction.commit()

    async def rollback(self):
        self.sync_transaction.rollback()

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, value, traceback):
        self.sync_transaction.__exit__(kind, value, traceback)
        return False


class AsyncConnection:
    def __init__(self, inner, owner=None):
        self.sync_connection = inner
        self._transaction = owner

    @property
    def dialect(self):
        return self.sync_connection.dialect

    @property
    def engine(self):
        return AsyncEngine(self.sync_connection.engine)

    @property
    def sync_engine(self):
        return self.sync_connection.engine

    @property
    def closed(self):
        return self.sync_connection.closed

    async def run_sync(self, fn, *args, **kw):
        return fn(self.sync_connection, *args, **kw)

    async def execute(self, statement, parameters=None, **kw):
        return self.sync_connection.execute(statement, parameters)

    async def stream(self, statement, parameters=None, **kw):
        return self.sync_connection.execute(statement, parameters)

    async def exec_driver_sql(self, statement, parameters=None, **kw):
        return self.sync_connection.exec_driver_sql(statement, parameters)

    async def scalar(self, statement, parameters=None, **kw):
        return self.sync_connection.scalar(statement, parameters)

    async def scalars(self, statement, parameters=None, **kw):
        return self.sync_connection.scalars(statement, parameters)

    async def commit(self):
        self.sync_connection.commit()

    async def rollback(self):
        self.sync_connection.rollback()

    async def close(self):
        self.sync_connection.close()

    async def execution_options(self, **kw):
        self.sync_connection.execution_options(**kw)
        return self

    def in_transaction(self):
        return self.sync_connection.in_transaction()

    def begin(self):
        return _Ready(lambda: AsyncTransaction(self.sync_connection.begin()))

    def begin_nested(self):
        return _Ready(
            lambda: AsyncTransaction(self.sync_connection.begin_nested())
        )

    async def start(self):
        return self

    async def get_raw_connection(self):
        return self.sync_connection.connection

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, value, traceback):
        if self._transaction is not None:
            self._transaction.__exit__(kind, value, traceback)
        else:
            self.sync_connection.close()
        return False


class AsyncEngine:
    def __init__(self, inner):
        if not inner.dialect.is_async:
            raise sa.exc.InvalidRequestError(
                "The asyncio extension requires an async driver to be used. "
                f"The loaded {inner.dialect.driver!r} is not async."
            )
        self.sync_engine = inner

    @property
    def url(self):
        return self.sync_engine.url

    @property
    def dialect(self):
        return self.sync_engine.dialect

    @property
    def name(self):
        return self.sync_engine.name

    @property
    def driver(self):
        return self.sync_engine.driver

    @property
    def pool(self):
        return self.sync_engine.pool

    @property
    def echo(self):
        return self.sync_engine.echo

    def connect(self):
        return _Ready(lambda: AsyncConnection(self.sync_engine.connect()))

    def begin(self):
        def make():
            transaction = self.sync_engine.begin()
            return AsyncConnection(transaction.connection, transaction)

        return _Ready(make)

    def execution_options(self, **kw):
        return _async(self.sync_engine.execution_options(**kw))

    async def dispose(self, close=True):
        self.sync_engine.dispose(close)

    def __repr__(self):
        return repr(self.sync_engine).replace("Engine", "AsyncEngine", 1)


def create_async_engine(url, **kw):
    return _async(sa.create_engine(url, **kw))


def async_engine_from_config(configuration, prefix="sqlalchemy.", **kw):
    return _async(sa.engine_from_config(configuration, prefix, **kw))


def _async(engine):
    if engine.driver not in ("psycopg", "oracledb"):
        return AsyncEngine(engine)
    # These drivers serve both kinds of engines.
    made = AsyncEngine.__new__(AsyncEngine)
    made.sync_engine = engine
    return made


def _sync(bind):
    for name in ("sync_engine", "sync_connection"):
        found = getattr(bind, name, None)
        if found is not None:
            return found
    return bind


class AsyncSession:
    def __init__(self, bind=None, *, sync_session_class=Session, **kw):
        self.bind = bind
        self.sync_session = sync_session_class(bind=_sync(bind), **kw)

    async def execute(self, statement, params=None, **kw):
        return self.sync_session.execute(statement, params)

    async def scalar(self, statement, params=None, **kw):
        return self.sync_session.scalar(statement, params)

    async def scalars(self, statement, params=None, **kw):
        return self.sync_session.scalars(statement, params)

    async def get(self, entity, ident, **kw):
        return self.sync_session.get(entity, ident)

    async def run_sync(self, fn, *args, **kw):
        return fn(self.sync_session, *args, **kw)

    def add(self, instance):
        self.sync_session.add(instance)

    def add_all(self, instances):
        self.sync_session.add_all(instances)

    async def delete(self, instance):
        self.sync_session.delete(instance)

    async def refresh(self, instance, attribute_names=None, **kw):
        self.sync_session.refresh(instance, attribute_names)

    async def flush(self, objects=None):
        self.sync_session.flush()

    async def commit(self):
        self.sync_session.commit()

    async def rollback(self):
        self.sync_session.rollback()

    async def close(self):
        self.sync_session.close()

    async def connection(self, **kw):
        return AsyncConnection(self.sync_session.connection())

    def begin(self):
        return _AsyncBegin(self)

    def begin_nested(self):
        return _Ready(
            lambda: AsyncTransaction(self.sync_session.begin_nested())
        )

    async def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        self.sync_session.close()
        return False


class _AsyncBegin:
    def __init__(self, session):
        self.session = session

    async def __aenter__(self):
        return self.session

    async def __aexit__(self, kind, value, traceback):
        if kind is None:
            self.session.sync_session.commit()
        else:
            self.session.sync_session.rollback()
        return False


class async_sessionmaker(sessionmaker):
    def __init__(self, bind=None, *, class_=AsyncSession, **kw):
        super().__init__(bind, class_=class_, **kw)

    def begin(self):
        return _AsyncBegin(self())


class async_scoped_session:
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, session_factory, scopefunc=None):
        self._session = None
        self.session_factory = session_factory

    def __call__(self, **kw):
        if self._session is None:
            self._session = self.session_factory(**kw)
        return self._session

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self(), name)


class AsyncAttrs:
    @property
    def awaitable_attrs(self):
        instance = self

        class _Attributes:
            def __getattr__(self, name):
                return _Ready(lambda: getattr(instance, name))

        return _Attributes()


def async_object_session(instance):
    return None
