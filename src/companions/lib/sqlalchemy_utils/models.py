"""Mixins and decorators of models."""
import sqlalchemy as sa


def _now():
    from datetime import datetime, timezone
    return datetime.now(timezone.utc).replace(tzinfo=None)


class Timestamp:
    created = sa.Column(sa.DateTime, default=_now, nullable=False)
    updated = sa.Column(sa.DateTime, default=_now, nullable=False)


def generic_repr(*fields):
    def decorate(cls):
        names = fields

        def __repr__(self):
            shown = names if names and isinstance(names[0], str) else [
                column.key for column in type(self).__table__.columns]
            return "%s(%s)" % (type(self).__name__, ", ".join(
                "%s=%r" % (name, getattr(self, name, None))
                for name in shown))
        cls.__repr__ = __repr__
        return cls
    if len(fields) == 1 and isinstance(fields[0], type):
        cls, fields = fields[0], ()
        return decorate(cls)
    return decorate


def force_auto_coercion(mapper=None):
    pass


force_instant_defaults = force_auto_coercion
