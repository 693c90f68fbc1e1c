"""Engines of tests, closed when the test is over."""

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool


class _Reaper:
    def __init__(self):
        self.engines = []

    def close_all(self):
        for engine in self.engines:
            engine.dispose()
        self.engines = []


testing_reaper = _Reaper()


def testing_engine(url=None, options=None, future=None, **kw):
    from . import config

    options = dict(options or {})
    options.pop("scope", None)
    engine = create_engine(url or config.db_url, **options)
    testing_reaper.engines.append(engine)
    return engine
