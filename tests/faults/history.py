"""Writes a project of many small revisions, and knows what its head looks like.

Each revision creates a table, adds a column, writes rows and changes some, so
that a step has several statements and a half-done one shows.
"""

import os

ENV = '''\
from alembic import context
from sqlalchemy import engine_from_config, pool

engine = engine_from_config(
    context.config.get_section(context.config.config_ini_section),
    prefix="sqlalchemy.", poolclass=pool.NullPool,
)
with engine.connect() as connection:
    context.configure(connection=connection, transaction_per_migration=%(per)s)
    with context.begin_transaction():
        context.run_migrations()
'''

REVISION = '''\
import sqlalchemy as sa
from alembic import op

revision = "r%(n)03d"
down_revision = %(down)s


def upgrade():
    table = op.create_table(
        "t%(n)03d",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(30)),
    )
    op.bulk_insert(table, [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}])
    op.add_column("t%(n)03d", sa.Column("extra", sa.Integer))
    op.execute("UPDATE t%(n)03d SET extra = id * %(n)d")


def downgrade():
    op.drop_table("t%(n)03d")
'''


def write_project(folder, url, count, per_migration=True, own=""):
    versions = os.path.join(folder, "migrations", "versions")
    os.makedirs(versions)
    with open(os.path.join(folder, "alembic.ini"), "w") as file:
        file.write("[alembic]\nscript_location = %%(here)s/migrations\n"
                   "sqlalchemy.url = %s\n%s" % (url.replace("%", "%%"), own))
    with open(os.path.join(folder, "migrations", "env.py"), "w") as file:
        file.write(ENV % {"per": per_migration})
    for n in range(1, count + 1):
        down = '"r%03d"' % (n - 1) if n > 1 else "None"
        with open(os.path.join(versions, "r%03d.py" % n), "w") as file:
            file.write(REVISION % {"n": n, "down": down})


def name_of(count):
    return "r%03d" % count
