"""A stand-in for Flask-Migrate: what its env.py asks of the application."""
import os

__version__ = "4.1.0"


class _MigrateConfig:
    def __init__(self, migrate, db, **options):
        self.migrate = migrate
        self.db = db
        self.directory = migrate.directory
        self.configure_args = options

    @property
    def metadata(self):
        return self.db.metadata


class Migrate:
    def __init__(self, app=None, db=None, directory="migrations",
                 command="db", compare_type=True, render_as_batch=True,
                 **options):
        self.configure_callbacks = []
        self.db = db
        self.command = command
        self.directory = str(directory)
        self.alembic_ctx_kwargs = dict(
            options, compare_type=compare_type,
            render_as_batch=render_as_batch)
        if app is not None and db is not None:
            self.init_app(app, db, directory)

    def init_app(self, app, db=None, directory=None, command=None,
                 compare_type=None, render_as_batch=None, **options):
        self.db = db if db is not None else self.db
        self.directory = str(directory or self.directory)
        self.alembic_ctx_kwargs.update(options)
        if compare_type is not None:
            self.alembic_ctx_kwargs["compare_type"] = compare_type
        if render_as_batch is not None:
            self.alembic_ctx_kwargs["render_as_batch"] = render_as_batch
        app.extensions["migrate"] = _MigrateConfig(
            self, self.db, **self.alembic_ctx_kwargs)

    def configure(self, function):
        self.configure_callbacks.append(function)
        return function

    def call_configure_callbacks(self, config):
        for function in self.configure_callbacks:
            config = function(config)
        return config

    def get_config(self, directory=None, x_arg=None, opts=None):
        from alembic.config import Config
        config = Config(os.path.join(directory or self.directory,
                                     "alembic.ini"))
        config.set_main_option("script_location",
                               directory or self.directory)
        return self.call_configure_callbacks(config)


def _command(name):
    def run(*args, **options):
        raise RuntimeError("flask_migrate.%s() is not for scripts: run "
                           "`limbeck %s`" % (name, name))
    return run


init, revision, migrate, edit, merge, upgrade, downgrade, show, history, \
    heads, branches, current, stamp, check, list_templates = (
        _command(name) for name in (
            "init", "revision", "migrate", "edit", "merge", "upgrade",
            "downgrade", "show", "history", "heads", "branches", "current",
            "stamp", "check", "list_templates"))
