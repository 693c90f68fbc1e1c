"""The base of Neutron's models and what they have in common."""
import sqlalchemy as sa
from neutron_lib.db import constants as db_const
from oslo_db.sqlalchemy import models
from oslo_utils import uuidutils
from sqlalchemy import orm
from sqlalchemy.ext import declarative

__limbeck_partial__ = True


class HasProject:
    """A mix-in for what belongs to a project."""

    project_id = sa.Column(sa.String(db_const.PROJECT_ID_FIELD_SIZE),
                           index=True)

    def __init__(self, *args, **kwargs):
        if "tenant_id" in kwargs:
            kwargs["project_id"] = kwargs.pop("tenant_id")
        super().__init__(*args, **kwargs)

    def get_tenant_id(self):
        return self.project_id

    def set_tenant_id(self, value):
        self.project_id = value

    @declarative.declared_attr
    def tenant_id(cls):
        return orm.synonym("project_id", descriptor=property(
            cls.get_tenant_id, cls.set_tenant_id))


HasTenant = HasProject


class HasProjectNoIndex(HasProject):
    project_id = sa.Column(sa.String(db_const.PROJECT_ID_FIELD_SIZE))


class HasProjectPrimaryUniqueKey(HasProject):
    project_id = sa.Column(sa.String(db_const.PROJECT_ID_FIELD_SIZE),
                           nullable=False, primary_key=True, unique=True)


class HasProjectPrimaryKey(HasProject):
    project_id = sa.Column(sa.String(db_const.PROJECT_ID_FIELD_SIZE),
                           nullable=False, primary_key=True)


class HasId:
    id = sa.Column(sa.String(db_const.UUID_FIELD_SIZE), primary_key=True,
                   default=uuidutils.generate_uuid)


class HasStatusDescription:
    status = sa.Column(sa.String(db_const.STATUS_FIELD_SIZE), nullable=False)
    status_description = sa.Column(sa.String(db_const.DESCRIPTION_FIELD_SIZE))


class _NeutronBase(models.ModelBase):
    __table_args__ = {"mysql_engine": "InnoDB"}

    @declarative.declared_attr
    def __tablename__(cls):
        return cls.__name__.lower() + "s"

    def __iter__(self):
        self._i = iter(orm.object_mapper(self).columns)
        return self

    def next(self):
        name = next(self._i).name
        return name, getattr(self, name)

    __next__ = next


class NeutronBaseV2(_NeutronBase):
    pass


BASEV2 = declarative.declarative_base(cls=NeutronBaseV2)


def get_unique_keys(model):
    try:
        constraints = model.__table__.constraints
    except AttributeError:
        constraints = []
    return [[column.name for column in constraint.columns]
            for constraint in constraints
            if isinstance(constraint, sa.UniqueConstraint)]
