"""Connection pools. limbeck's engines keep one kind; NullPool closes each
connection after use, the other names stand for the default."""


class Pool:
    def __init__(self, engine=None, **kw):
        self.engine = engine

    def status(self):
        return "%s" % type(self).__name__

    def dispose(self):
        if self.engine is not None:
            self.engine.dispose()

    def connect(self):
        return self.engine.raw_connection()

    def size(self):
        return 5

    def checkedin(self):
        return 0

    def checkedout(self):
        return 0

    def overflow(self):
        return 0


class NullPool(Pool):
    pass


class QueuePool(Pool):
    pass


class AsyncAdaptedQueuePool(QueuePool):
    pass


class StaticPool(Pool):
    pass


class SingletonThreadPool(Pool):
    pass


class AssertionPool(Pool):
    pass


def _pool_of(engine):
    return QueuePool(engine)
