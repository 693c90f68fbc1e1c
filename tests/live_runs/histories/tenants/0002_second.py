import sqlalchemy as sa
from alembic import op

revision = "tenant2"
down_revision = "tenant1"


def upgrade(tenant):
    op.add_column("notes", sa.Column("size", sa.Integer))
    notes = sa.Table("notes", sa.MetaData(), autoload_with=op.get_bind())
    op.get_bind().execute(notes.update().values(size=sa.func.length(notes.c.text)))
    print(tenant, notes.c.keys(), op.get_bind().execute(sa.select(notes)).all())
    if tenant != "two":
        op.create_index("ix_notes_" + tenant, "notes", ["size"])


def downgrade(tenant):
    if tenant != "two":
        op.drop_index("ix_notes_" + tenant)
    op.drop_column("notes", "size")
