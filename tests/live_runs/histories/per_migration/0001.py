import sqlalchemy as sa
from alembic import op

revision = "pm1"
down_revision = None


def upgrade():
    op.create_table("t1", sa.Column("id", sa.Integer))
    with op.get_bind().begin_nested():
        op.execute("INSERT INTO t1 VALUES (1)")
    print(op.get_bind().in_transaction(), op.get_bind().in_nested_transaction())


def downgrade():
    op.drop_table("t1")
