"""The step after it is in a transaction again, or not: as the driver has it."""
import sqlalchemy as sa
from alembic import op
from show import quiet, section, show

revision = "c2"
down_revision = "c1"


def upgrade():
    quiet.append(True)
    bind = op.get_bind()
    section("the next step")
    show("in transaction", lambda: bind.in_transaction())
    op.execute("INSERT INTO note (id, text) VALUES (4, 'next')")
    op.execute("ROLLBACK")
    show("rows", lambda: bind.scalars(sa.text("SELECT id FROM note ORDER BY id")).all())
    show("version", lambda: bind.scalars(sa.text("SELECT version_num FROM alembic_version")).all())


def downgrade():
    op.execute("DELETE FROM note WHERE id = 4")
