"""SQLAlchemy(app): the base of models, metadata and engines of an
application."""
import os

import sqlalchemy as sa
from flask import current_app
from flask_sqlalchemy.model import (DefaultMeta, DefaultMetaNoName, Model,
                                    prepare)
from flask_sqlalchemy.query import Query
from sqlalchemy import event, orm


class SQLAlchemy:
    def __init__(self, app=None, *, metadata=None, session_options=None,
                 query_class=Query, model_class=Model, engine_options=None,
                 add_models_to_shell=True, disable_autonaming=False,
                 use_native_unicode=None):
        self.Query = query_class
        self._session_options = dict(session_options or {})
        self._engine_options = dict(engine_options or {})
        self._app_engines = {}
        self.metadatas = {}
        base = model_class.__dict__.get("metadata") if isinstance(
            model_class, type) else None
        if metadata is None and base is not None:
            metadata = base
        if metadata is None and isinstance(model_class, type) and issubclass(
                model_class, orm.DeclarativeBase):
            metadata = model_class.metadata
        if metadata is not None:
            metadata.info["bind_key"] = None
            self.metadatas[None] = metadata
        self.session = self._make_session()
        self.Model = self._make_base(model_class, disable_autonaming)
        if app is not None:
            self.init_app(app)

    # -- set-up -------------------------------------------------------------

    def init_app(self, app):
        if "sqlalchemy" in app.extensions:
            raise RuntimeError(
                "A 'SQLAlchemy' instance has already been registered on this "
                "Flask app. Import and use that instance instead.")
        app.extensions["sqlalchemy"] = self
        app.config.setdefault("SQLALCHEMY_ECHO", False)
        binds = app.config.get("SQLALCHEMY_BINDS") or {}
        if app.config.get("SQLALCHEMY_DATABASE_URI") is None \
                and None not in binds and not binds:
            raise RuntimeError("Either 'SQLALCHEMY_DATABASE_URI' or "
                               "'SQLALCHEMY_BINDS' must be set.")
        for key in binds:
            self._make_metadata(key)

    @property
    def app(self):
        return current_app._get_current_object()

    def _make_metadata(self, key):
        if key not in self.metadatas:
            convention = self.metadata.naming_convention if key is not None \
                else None
            made = sa.MetaData(naming_convention=convention) if convention \
                else sa.MetaData()
            made.info["bind_key"] = key
            self.metadatas[key] = made
        return self.metadatas[key]

    @property
    def metadata(self):
        return self._make_metadata(None)

    def _make_base(self, model_class, disable_autonaming):
        if isinstance(model_class, type) and issubclass(
                model_class, orm.DeclarativeBase):
            return self._declarative_base(model_class, disable_autonaming)
        if isinstance(model_class, orm.DeclarativeMeta):
            base = model_class
            base.metadata = self.metadata
        else:
            base = orm.declarative_base(
                metadata=self.metadata, cls=model_class, name="Model",
                metaclass=DefaultMetaNoName if disable_autonaming
                else DefaultMeta)
        self._finish(base)
        return base

    def _declarative_base(self, model_class, disable_autonaming):
        """A base of SQLAlchemy 2 style: naming happens as a class is made."""
        database = self

        def __init_subclass__(cls, **keywords):
            if not disable_autonaming:
                prepare(cls)
            super(base, cls).__init_subclass__(**keywords)

        class base(Model, model_class):
            __abstract__ = True
            metadata = database.metadata
        base.__name__ = base.__qualname__ = "Model"
        base.__init_subclass__ = classmethod(__init_subclass__)
        self._finish(base)
        return base

    def _finish(self, base):
        base.__fsa_base__ = True
        base.__fsa__ = self
        if getattr(base, "query_class", None) is None:
            base.query_class = self.Query

    def _make_session(self):
        options = dict(self._session_options)
        scope = options.pop("scopefunc", None)
        options.pop("query_cls", None)
        options.pop("class_", None)
        database = self

        class _Sessions:
            """db.session: opened on the engine at its first use."""

            _made = None

            def __call__(self):
                if self._made is None:
                    self._made = orm.Session(bind=database.engine)
                return self._made

            def remove(self):
                if self._made is not None:
                    self._made.close()
                    self._made = None

            def __getattr__(self, name):
                if name.startswith("__"):
                    raise AttributeError(name)
                return getattr(self(), name)
        return _Sessions()

    # -- engines ------------------------------------------------------------

    @property
    def engines(self):
        app = current_app._get_current_object()
        found = self._app_engines.get(id(app))
        if found is None:
            found = {key: self._make_engine(app, options)
                     for key, options in self._bound(app).items()}
            self._app_engines[id(app)] = found
        return found

    def _bound(self, app):
        result = {}
        shared = dict(self._engine_options)
        shared.update(app.config.get("SQLALCHEMY_ENGINE_OPTIONS") or {})
        url = app.config.get("SQLALCHEMY_DATABASE_URI")
        if url is not None:
            result[None] = dict(shared, url=url)
        for key, told in (app.config.get("SQLALCHEMY_BINDS") or {}).items():
            options = dict(told) if isinstance(told, dict) else {"url": told}
            result[key] = dict(options)
        return result

    def _make_engine(self, app, options):
        options = dict(options)
        url = sa.make_url(options.pop("url"))
        if url.drivername.startswith("sqlite") and url.database \
                and url.database != ":memory:" \
                and not url.database.startswith("file:"):
            url = url.set(database=os.path.join(app.instance_path,
                                                url.database))
        return sa.create_engine(url, **options)

    @property
    def engine(self):
        return self.engines[None]

    def get_engine(self, bind_key=None, **options):
        return self.engines[bind_key]

    def get_tables_for_bind(self, bind=None):
        return list(self.metadatas[bind].tables.values())

    # -- statements that need a running application -------------------------

    def create_all(self, bind_key="__all__"):
        self._each(bind_key, "create_all")

    def drop_all(self, bind_key="__all__"):
        self._each(bind_key, "drop_all")

    def reflect(self, bind_key="__all__"):
        self._each(bind_key, "reflect")

    def _each(self, bind_key, name):
        keys = self.metadatas if bind_key == "__all__" else (
            [bind_key] if not isinstance(bind_key, list) else bind_key)
        for key in keys:
            getattr(self.metadatas[key], name)(bind=self.engines[key])

    # -- the names of sqlalchemy and sqlalchemy.orm -------------------------

    def Table(self, name, *args, bind_key=None, **options):
        if args and isinstance(args[0], sa.MetaData):
            return sa.Table(name, *args, **options)
        return sa.Table(name, self._make_metadata(bind_key), *args, **options)

    def relationship(self, *args, **options):
        options.setdefault("query_class", self.Query)
        options.pop("query_class")
        return orm.relationship(*args, **options)

    dynamic_loader = relationship

    def _make_scoped_session(self, options):
        return orm.scoped_session(orm.sessionmaker(**{
            key: value for key, value in options.items()
            if key not in ("scopefunc", "bind_key", "query_cls")}))

    def __getattr__(self, name):
        if name == "event":
            return event
        if name == "Binary":  # of SQLAlchemy 1.3
            return sa.LargeBinary
        if name.startswith("_"):
            raise AttributeError(name)
        for module in (sa, orm):
            if hasattr(module, name):
                return getattr(module, name)
        raise AttributeError("'SQLAlchemy' object has no attribute %r" % name)

    def __repr__(self):
        return "<SQLAlchemy>"
