"""The second database fails the first time: nothing of the step may stay in the first."""
import os

import sqlalchemy as sa
from alembic import context, op

revision = "multi2"
down_revision = "multi1"


def upgrade(engine_name):
    if engine_name == "main":
        op.execute("INSERT INTO a (id) VALUES (2)")
        return
    op.add_column("b", sa.Column("extra", sa.Integer))
    print([tuple(r) for r in op.get_bind().execute(sa.text("SELECT * FROM b"))])


def downgrade(engine_name):
    if engine_name == "main":
        op.execute("DELETE FROM a WHERE id = 2")
    else:
        with op.batch_alter_table("b") as batch:
            batch.drop_column("extra")
