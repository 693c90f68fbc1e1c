"""A script that ends the transaction itself, as scripts did before
autocommit_block: the driver still thinks that its transaction runs."""
import sqlalchemy as sa
from alembic import op
from show import quiet, section, show

revision = "c1"
down_revision = None


def upgrade():
    quiet.append(True)
    bind = op.get_bind()
    note = op.create_table("note", sa.Column("id", sa.Integer, primary_key=True), sa.Column("text", sa.String(50)))
    bind.execute(note.insert().values(id=1, text="before"))
    op.execute("COMMIT")
    section("after COMMIT")
    show("in transaction", lambda: bind.in_transaction())
    if bind.dialect.name == "postgresql":
        op.create_index("ix_note_text", "note", ["text"], postgresql_concurrently=True)
        op.execute("VACUUM note")
        show("snapshots differ", lambda: len({bind.scalar(sa.text("SELECT now()")) for _ in range(3)}))
    bind.execute(note.insert().values(id=2, text="alone"))
    section("own BEGIN")
    op.execute("BEGIN")
    bind.execute(note.insert().values(id=3, text="lost"))
    op.execute("ROLLBACK")
    show("rows", lambda: bind.scalars(sa.text("SELECT id FROM note ORDER BY id")).all())


def downgrade():
    op.execute("COMMIT")
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_note_text", postgresql_concurrently=True)
    op.drop_table("note")
