"""step 1"""
import sqlalchemy as sa
from alembic import op

revision = "vt1"
down_revision = None


def upgrade():
    op.create_table("t1", sa.Column("id", sa.Integer))


def downgrade():
    op.drop_table("t1")
