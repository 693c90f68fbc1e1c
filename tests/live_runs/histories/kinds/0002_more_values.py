"""a value more, by each database's means"""
import sqlalchemy as sa
from alembic import op

revision = "kinds2"
down_revision = "kinds1"

old = sa.Enum("draft", "done", name="doc_status")
new = sa.Enum("draft", "review", "done", name="doc_status")


def upgrade():
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        with op.get_context().autocommit_block():
            op.execute("ALTER TYPE doc_status ADD VALUE IF NOT EXISTS 'review' AFTER 'draft'")
        labels = bind.execute(sa.text("SELECT unnest(enum_range(NULL::doc_status))::text")).scalars().all()
        print(labels)
    else:
        with op.batch_alter_table("docs") as batch:
            batch.alter_column("status", type_=new, existing_type=old, existing_nullable=False, existing_server_default="draft")
    op.execute("UPDATE docs SET status = 'review' WHERE id = 1")
    print(bind.execute(sa.text("SELECT id, status FROM docs ORDER BY id")).all())


def downgrade():
    bind = op.get_bind()
    docs = sa.table("docs", sa.column("status", sa.String))
    op.execute("UPDATE docs SET status = 'draft' WHERE status = 'review'")
    if bind.dialect.name == "postgresql":
        op.execute("ALTER TABLE docs ALTER COLUMN status DROP DEFAULT")
        op.execute("ALTER TYPE doc_status RENAME TO doc_status_old")
        old.create(bind)
        op.execute("ALTER TABLE docs ALTER COLUMN status TYPE doc_status USING status::text::doc_status")
        op.execute("ALTER TABLE docs ALTER COLUMN status SET DEFAULT 'draft'")
        op.execute("DROP TYPE doc_status_old")
    else:
        with op.batch_alter_table("docs") as batch:
            batch.alter_column("status", type_=old, existing_type=new, existing_nullable=False, existing_server_default="draft")
