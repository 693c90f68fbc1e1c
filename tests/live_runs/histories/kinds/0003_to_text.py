"""from enum to text, from float to numeric, from text to integer"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql, postgresql

revision = "kinds3"
down_revision = "kinds2"


def upgrade():
    name = op.get_context().dialect.name
    with op.batch_alter_table("docs") as batch:
        batch.add_column(sa.Column("code", sa.String(10), server_default="7"))
        batch.add_column(sa.Column("kind", sa.String(20)))
    op.execute("UPDATE docs SET kind = CAST(status AS CHAR(20))" if name == "mysql" else
               "UPDATE docs SET kind = CAST(status AS VARCHAR(20))")
    docs = sa.table("docs", sa.column("id"), sa.column("code"), sa.column("kind"))
    op.get_bind().execute(docs.update().where(docs.c.id == 2).values({"code": "11"}))
    with op.batch_alter_table("docs") as batch:
        if name == "postgresql":
            batch.alter_column("code", server_default=None, existing_type=sa.String(10))
            batch.alter_column("code", type_=sa.Integer(), existing_type=sa.String(10), postgresql_using="code::integer")
        else:
            batch.alter_column("code", type_=sa.Integer(), existing_type=sa.String(10), server_default=None)
        batch.alter_column("ratio", type_=sa.Numeric(30, 8).with_variant(mysql.DECIMAL(30, 8), "mysql"), existing_type=sa.Float())
        batch.drop_column("status")
    rows = op.get_bind().execute(sa.text("SELECT id, code, kind, ratio FROM docs ORDER BY id")).all()
    print([(r.id, type(r.code).__name__, r.code, r.kind, float(r.ratio)) for r in rows])


def downgrade():
    name = op.get_context().dialect.name
    status = sa.Enum("draft", "review", "done", name="doc_status", create_type=False) if name != "postgresql" else \
        postgresql.ENUM("draft", "review", "done", name="doc_status", create_type=False)
    with op.batch_alter_table("docs") as batch:
        batch.add_column(sa.Column("status", status, nullable=False, server_default="draft"))
    op.execute("UPDATE docs SET status = kind::doc_status" if name == "postgresql" else "UPDATE docs SET status = kind")
    with op.batch_alter_table("docs") as batch:
        batch.alter_column("ratio", type_=sa.Float(), existing_type=sa.Numeric(30, 8))
        batch.drop_column("code")
        batch.drop_column("kind")
