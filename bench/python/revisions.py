# Parses and compiles 10,000 revision scripts.
TEXT = '''"""Add table {n}

Revision ID: {n:012x}
Revises: {p:012x}
Create Date: 2024-01-01 10:00:00

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = "{n:012x}"
down_revision = "{p:012x}"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "table_{n}",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True),
                  server_default=sa.text("now()"), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name", name="uq_table_{n}_name"),
    )
    op.create_index(op.f("ix_table_{n}_owner_id"), "table_{n}", ["owner_id"],
                    unique=False)
    with op.batch_alter_table("users") as batch_op:
        batch_op.add_column(sa.Column("table_{n}_id", sa.Integer(), nullable=True))
        batch_op.alter_column("email", existing_type=sa.VARCHAR(length=120),
                              nullable=False)


def downgrade():
    with op.batch_alter_table("users") as batch_op:
        batch_op.drop_column("table_{n}_id")
    op.drop_index(op.f("ix_table_{n}_owner_id"), table_name="table_{n}")
    op.drop_table("table_{n}")
'''
count = 0
for n in range(10000):
    code = compile(TEXT.format(n=n, p=n - 1), "versions/%d.py" % n, "exec")
    count += code is not None
print(count)
