import sqlalchemy as sa
from alembic import op

revision = "pm2"
down_revision = "pm1"


def upgrade():
    op.create_table("t2", sa.Column("id", sa.Integer))
    with op.get_bind().begin_nested():
        op.execute("INSERT INTO t2 VALUES (2)")
    print(op.get_bind().in_transaction(), op.get_bind().in_nested_transaction())


def downgrade():
    op.drop_table("t2")
