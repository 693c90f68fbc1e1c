"""JSON documents in three forms"""
import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "json1"
down_revision = None


def upgrade():
    table = op.create_table(
        "settings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("data", sa.JSON, nullable=True),
        sa.Column("raw", sa.Text),
        sa.Column("extra", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
    )
    op.bulk_insert(table, [
        {"id": 1, "data": {"theme": "dark", "tabs": [1, 2, {"deep": True}], "ratio": 1.5}, "raw": '{"a": 1}', "extra": {"k": "v"}},
        {"id": 2, "data": {}, "raw": "not json", "extra": []},
        {"id": 3, "data": None, "raw": None, "extra": None},
        {"id": 4, "data": "text", "raw": '["x", null, 1.0e3, "\\u00fc"]', "extra": 7},
        {"id": 5, "data": [None, True, "ü%\"'"], "raw": "{}", "extra": {"n": {"m": [1]}}},
    ])
    bind = op.get_bind()
    for row in bind.execute(sa.select(table).order_by(table.c.id)):
        print(row.id, repr(row.data), repr(row.extra), json.dumps(row.data, sort_keys=True))
    print(bind.execute(sa.text("SELECT count(*) FROM settings WHERE data IS NULL")).scalar())
    bind.execute(table.update().where(table.c.id == 3).values(data=sa.null(), extra={"was": None}))
    print(bind.execute(sa.text("SELECT count(*) FROM settings WHERE data IS NULL")).scalar())


def downgrade():
    op.drop_table("settings")
