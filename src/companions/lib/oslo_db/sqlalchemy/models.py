"""Bases and mixins of models."""
import sqlalchemy as sa
from oslo_db.sqlalchemy.types import SoftDeleteInteger


def _now():
    from oslo_utils import timeutils
    return timeutils.utcnow()


class ModelBase:
    __table_initialized__ = False

    def save(self, session):
        session.add(self)
        session.flush()

    def __setitem__(self, key, value):
        setattr(self, key, value)

    def __getitem__(self, key):
        return getattr(self, key)

    def __contains__(self, key):
        return hasattr(self, key)

    def get(self, key, default=None):
        return getattr(self, key, default)

    def update(self, values):
        for key, value in values.items():
            setattr(self, key, value)

    def keys(self):
        return [column.name for column in type(self).__table__.columns]

    def items(self):
        return [(key, getattr(self, key)) for key in self.keys()]

    iteritems = items

    def __iter__(self):
        return iter(self.items())


class TimestampMixin:
    created_at = sa.Column(sa.DateTime, default=_now)
    updated_at = sa.Column(sa.DateTime, onupdate=_now)


class SoftDeleteMixin:
    deleted_at = sa.Column(sa.DateTime)
    deleted = sa.Column(SoftDeleteInteger, default=0)

    def soft_delete(self, session):
        self.deleted = self.id
        self.deleted_at = _now()
        self.save(session=session)
