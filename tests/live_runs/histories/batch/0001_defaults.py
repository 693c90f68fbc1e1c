"""What a batch makes of the defaults that it finds in the database."""
import sqlalchemy as sa
from alembic import op
from show import section

revision = "b1"
down_revision = None


def upgrade():
    op.create_table(
        "t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("changed", sa.Integer),
        sa.Column("now", sa.TIMESTAMP, server_default=sa.func.now()),
        sa.Column("text", sa.TIMESTAMP, server_default=sa.text("CURRENT_TIMESTAMP")),
        sa.Column("digit", sa.Integer, server_default="5"),
        sa.Column("digits", sa.Integer, server_default=sa.text("55")),
        sa.Column("string", sa.String, server_default="x"),
        sa.Column("empty", sa.String, server_default=""),
        sa.Column("false", sa.Boolean, server_default=sa.false()),
        sa.Column("null", sa.String, server_default=sa.text("(NULL)")),
        sa.Column("true", sa.String, server_default=sa.text("TRUE")))
    section("after a batch")
    with op.batch_alter_table("t") as batch:
        batch.alter_column("changed", type_=sa.Text(), existing_type=sa.Integer())
        batch.add_column(sa.Column("added", sa.Integer, server_default=sa.text("66")))
    for line in op.get_bind().scalar(sa.text("SELECT sql FROM sqlite_master WHERE name = 't'")).splitlines():
        print(line.strip())
    section("and another")
    with op.batch_alter_table("t", recreate="always") as batch:
        batch.drop_column("changed")
    for line in op.get_bind().scalar(sa.text("SELECT sql FROM sqlite_master WHERE name = 't'")).splitlines():
        print(line.strip())


def downgrade():
    op.drop_table("t")
