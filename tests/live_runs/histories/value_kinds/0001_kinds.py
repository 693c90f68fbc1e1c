"""Values whose Python type is the database's own business."""
import datetime

import sqlalchemy as sa
from alembic import op
from show import section, show
from sqlalchemy.dialects import mysql

revision = "k1"
down_revision = None


def upgrade():
    bind = op.get_bind()
    name = bind.dialect.name
    section("literals")
    for value in (datetime.date(2024, 1, 2), datetime.datetime(2024, 1, 2, 3, 4, 5),
                  5, True, "text"):
        show("literal", lambda: bind.scalar(sa.select(sa.literal(value))))
    section("parameter sets")
    thing = op.create_table("thing", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(9)))
    show("second set", lambda: bind.execute(thing.insert(), [{"id": 1, "name": "a"}, {"id": 2}]))
    show("third set", lambda: bind.execute(sa.text("INSERT INTO thing VALUES (:id, :name)"),
                                           [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}, {"name": "c"}]))
    show("one set", lambda: bind.execute(sa.text("INSERT INTO thing VALUES (:id, :name)"), {"id": 1}))
    show("nothing", lambda: bind.scalar(sa.select(sa.func.count()).select_from(thing)))
    if name == "mysql":
        section("types of MySQL")
        kinds = op.create_table(
            "kinds", sa.Column("id", sa.Integer, primary_key=True), sa.Column("flags", mysql.SET("a", "b", "c")),
            sa.Column("wide", mysql.DOUBLE), sa.Column("plain", mysql.DOUBLE(asdecimal=False)),
            sa.Column("float", mysql.FLOAT), sa.Column("generic", sa.Double))
        bind.execute(kinds.insert(), [
            {"id": 1, "flags": set(), "wide": 1.5, "plain": 1.5, "float": 1.5, "generic": 1.5},
            {"id": 2, "flags": {"a", "c"}, "wide": 0.1, "plain": 0.1, "float": 0.5, "generic": 0.1},
            {"id": 3, "flags": "b", "wide": None, "plain": 3, "float": 3, "generic": 3}])
        show("rows", lambda: [tuple(row) for row in bind.execute(sa.select(kinds).order_by(kinds.c.id))])
        show("untyped", lambda: bind.execute(sa.text("SELECT flags, wide, plain FROM kinds ORDER BY id")).all())


def downgrade():
    if op.get_bind().dialect.name == "mysql":
        op.drop_table("kinds")
    op.drop_table("thing")
