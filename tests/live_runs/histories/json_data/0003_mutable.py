"""documents by the ORM: Mutable, flag_modified, a TypeDecorator"""
import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.orm import Session, declarative_base
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.types import TypeDecorator

revision = "json3"
down_revision = "json2"
Base = declarative_base()


class JsonText(TypeDecorator):
    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else json.dumps(value, sort_keys=True)

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        try:
            return json.loads(value)
        except ValueError:
            return {"invalid": value}


class Setting(Base):
    __tablename__ = "settings"
    id = sa.Column(sa.Integer, primary_key=True)
    data = sa.Column(MutableDict.as_mutable(sa.JSON))
    raw = sa.Column(JsonText)


def upgrade():
    session = Session(bind=op.get_bind())
    one = session.get(Setting, 1)
    one.data["size"] = 10
    one.data.update(tabs=None)
    print(one in session.dirty, one.raw)
    two = session.get(Setting, 2)
    print(two.raw)
    two.raw = {"z": 1, "b": [2]}
    session.commit()
    print(dict(session.get(Setting, 1).data), session.get(Setting, 2).raw)
    five = session.get(Setting, 5) if False else session.query(Setting.raw).filter_by(id=5).scalar()
    print(five)
    one.raw["added"] = 1
    flag_modified(one, "raw")
    session.flush()
    print(session.execute(sa.text("SELECT raw FROM settings WHERE id = 1")).scalar())
    session.commit()


def downgrade():
    pass
