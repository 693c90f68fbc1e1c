"""The names of pytest that Alembic's tests import."""


class PytestDeprecationWarning(DeprecationWarning):
    pass


def register_assert_rewrite(*names):
    pass


def fixture(function=None, **settings):
    from sqlalchemy.testing import config

    return config.fixture(function, **settings)


def skip(message=""):
    from sqlalchemy.testing import config

    config.skip_test(message)


class _Marks:
    def __getattr__(self, name):
        return lambda *args, **kw: (lambda target: target)


mark = _Marks()
