"""Engines by the option `connection` of [database], which is read from
OS_DATABASE__CONNECTION."""
from oslo_config import cfg

__limbeck_partial__ = True

cfg.CONF.register_opts([
    cfg.StrOpt("connection"), cfg.StrOpt("slave_connection"),
    cfg.StrOpt("mysql_sql_mode", default="TRADITIONAL"),
    cfg.StrOpt("backend", default="sqlalchemy"),
    cfg.IntOpt("max_retries", default=10),
    cfg.IntOpt("retry_interval", default=10)], group="database")


class _Manager:
    def __init__(self):
        self._engine = None
        self._told = {}

    def configure(self, **options):
        self._told.update(options)

    def get_engine(self):
        if self._engine is None:
            from sqlalchemy import create_engine
            url = self._told.get("connection") or cfg.CONF.database.connection
            if not url:
                from oslo_db.exception import CantStartEngineError
                raise CantStartEngineError(
                    "No sql_connection parameter is established")
            self._engine = create_engine(url)
        return self._engine

    def patch_engine(self, engine):
        self._engine = engine

    def get_sessionmaker(self):
        from sqlalchemy.orm import sessionmaker
        return sessionmaker(bind=self.get_engine())

    @property
    def async_(self):
        return self

    @property
    def independent(self):
        return self

    @property
    def savepoint(self):
        return self

    @property
    def connection(self):
        return self

    def __call__(self, function):
        return function


class _TransactionContext(_Manager):
    def __init__(self):
        _Manager.__init__(self)
        self.writer = self.reader = self

    def get_legacy_facade(self):
        return self


_default = _TransactionContext()
writer = reader = _default


def transaction_context():
    return _TransactionContext()


def configure(**options):
    _default.configure(**options)


def transaction_context_provider(klass):
    return klass


def get_legacy_facade():
    return _default
