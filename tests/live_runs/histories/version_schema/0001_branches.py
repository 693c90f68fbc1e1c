from alembic import op

revision = "left1"
down_revision = None
branch_labels = ("left",)


def upgrade():
    op.execute("CREATE SCHEMA IF NOT EXISTS own")
    op.execute("CREATE TABLE own.l (i INTEGER)")


def downgrade():
    op.drop_table("l", schema="own")
