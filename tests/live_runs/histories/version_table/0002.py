"""step 2"""
import sqlalchemy as sa
from alembic import op

revision = "vt2"
down_revision = "vt1"


def upgrade():
    op.create_table("t2", sa.Column("id", sa.Integer))


def downgrade():
    op.drop_table("t2")
