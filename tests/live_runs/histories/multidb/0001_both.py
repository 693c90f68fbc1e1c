import sqlalchemy as sa
from alembic import op

revision = "multi1"
down_revision = None


def upgrade(engine_name):
    globals()["upgrade_" + engine_name]()


def downgrade(engine_name):
    globals()["downgrade_" + engine_name]()


def upgrade_main():
    op.create_table("a", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("INSERT INTO a (id) VALUES (1)")


def downgrade_main():
    op.drop_table("a")


def upgrade_other():
    print(op.get_bind().dialect.name, op.get_context().impl.__dialect__)
    op.create_table("b", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("INSERT INTO b (id) VALUES (7)")


def downgrade_other():
    print(op.get_bind().execute(sa.text("SELECT id FROM b")).scalars().all())
    op.drop_table("b")
