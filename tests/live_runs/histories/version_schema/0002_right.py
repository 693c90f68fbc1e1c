import sqlalchemy as sa
from alembic import op

revision = "right1"
down_revision = "left1"


def upgrade():
    op.create_table("r", sa.Column("id", sa.Integer, primary_key=True), sa.Column("l", sa.Integer), schema="own")
    op.create_index("ix_own_r_l", "r", ["l"], schema="own")
    op.create_table_comment("r", "right's", schema="own")
    insp = sa.inspect(op.get_bind())
    print(sorted(insp.get_table_names(schema="own")), insp.has_table("v", schema="management"), insp.get_table_comment("r", schema="own"))


def downgrade():
    op.drop_table("r", schema="own")
