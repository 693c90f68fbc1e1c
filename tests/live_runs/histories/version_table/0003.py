"""step 3"""
import sqlalchemy as sa
from alembic import op

revision = "vt3"
down_revision = "vt2"


def upgrade():
    op.create_table("t3", sa.Column("id", sa.Integer))


def downgrade():
    op.drop_table("t3")
