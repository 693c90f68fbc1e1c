"""renames a key inside, and reads documents that are text"""
import json

import sqlalchemy as sa
from alembic import op

revision = "json2"
down_revision = "json1"

settings = sa.table("settings", sa.column("id", sa.Integer), sa.column("data", sa.JSON), sa.column("raw", sa.Text),
                    sa.column("extra", sa.JSON))


def upgrade():
    conn = op.get_bind()
    for id_, data, raw in conn.execute(sa.select(settings.c.id, settings.c.data, settings.c.raw).order_by(settings.c.id)).all():
        if isinstance(data, dict):
            data["colour"] = data.pop("theme", "light")
            data.setdefault("tabs", [])
            conn.execute(settings.update().where(settings.c.id == id_).values(data=data))
        try:
            parsed = json.loads(raw)
        except (TypeError, ValueError) as error:
            print(id_, type(error).__name__, error)
            parsed = None
        if parsed is not None:
            conn.execute(settings.update().where(settings.c.id == id_).values(
                raw=json.dumps(parsed, indent=None, separators=(",", ":"), ensure_ascii=False)))
    print([tuple(r) for r in conn.execute(sa.select(settings.c.id, settings.c.raw).order_by(settings.c.id))])
    print([r.id for r in conn.execute(sa.select(settings.c.id).where(settings.c.data["colour"].as_string() == "dark"))])
    print([r.id for r in conn.execute(sa.select(settings.c.id).where(settings.c.extra["n"]["m"][0].as_integer() == 1))])
    print([r[0] for r in conn.execute(sa.select(settings.c.data["ratio"].as_float()).where(settings.c.id == 1))])
    if conn.dialect.name == "postgresql":
        op.execute("UPDATE settings SET extra = jsonb_set(extra, '{k}', '\"w\"') WHERE extra ? 'k'")
        print(conn.execute(sa.text("SELECT extra->>'k' FROM settings WHERE extra @> '{\"k\": \"w\"}'")).scalar())
        print(conn.execute(sa.text("SELECT extra FROM settings WHERE id = 5")).scalar())
        print(conn.execute(sa.text("SELECT CAST(:doc AS jsonb) || '{\"b\": 2}'"), {"doc": json.dumps({"a": 1})}).scalar())
    elif conn.dialect.name == "mysql":
        op.execute("UPDATE settings SET extra = JSON_SET(extra, '$.k', 'w') WHERE JSON_EXTRACT(extra, '$.k') IS NOT NULL")
        print(conn.execute(sa.text("SELECT JSON_VALUE(extra, '$.k') FROM settings WHERE id = 1")).scalar())
        print(conn.execute(sa.text("SELECT extra FROM settings WHERE id = 5")).scalar())
    else:
        print(conn.execute(sa.text("SELECT json_extract(extra, '$.n.m[0]') FROM settings WHERE id = 5")).scalar())


def downgrade():
    conn = op.get_bind()
    for row in conn.execute(sa.select(settings).order_by(settings.c.id)).mappings().all():
        if isinstance(row["data"], dict):
            conn.execute(settings.update().where(settings.c.id == row["id"]).values(
                data={("theme" if k == "colour" else k): v for k, v in row["data"].items()}))
