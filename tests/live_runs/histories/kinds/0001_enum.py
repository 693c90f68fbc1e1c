"""an Enum type, of a Python enum"""
import enum

import sqlalchemy as sa
from alembic import op

revision = "kinds1"
down_revision = None


class Status(enum.Enum):
    draft = "d"
    done = "x"


status = sa.Enum(Status, name="doc_status")
size = sa.Enum("s", "m", "l", name="doc_size", create_constraint=True)


def upgrade():
    docs = op.create_table(
        "docs", sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("status", status, nullable=False, server_default="draft"),
        sa.Column("size", size), sa.Column("flag", sa.Boolean),
        sa.Column("data", sa.LargeBinary), sa.Column("ratio", sa.Float), sa.Column("amount", sa.Numeric(12, 4)))
    op.bulk_insert(docs, [
        {"id": 1, "status": Status.draft, "size": "s", "flag": True, "data": b"\x00\xff'%", "ratio": 0.1, "amount": "12.5"},
        {"id": 2, "status": Status.done, "size": None, "flag": False, "data": None, "ratio": -1e-7, "amount": 3},
        {"id": 3, "status": "done", "size": "l", "flag": None, "data": "ü".encode(), "ratio": 1e22, "amount": 1.25},
    ])
    for row in op.get_bind().execute(sa.select(docs).order_by(docs.c.id)):
        print(row.status, row.size, row.flag, bytes(row.data) if row.data is not None else None, row.ratio, row.amount)
    try:
        with op.get_bind().begin_nested():
            print(op.get_bind().execute(docs.insert().values(id=9, status="nothing")).rowcount)
    except Exception as error:
        print(type(error).__name__, str(error).splitlines()[0])
    op.get_bind().execute(docs.delete().where(docs.c.id > 3))


def downgrade():
    op.drop_table("docs")
    status.drop(op.get_bind(), checkfirst=True)
    size.drop(op.get_bind(), checkfirst=False)
