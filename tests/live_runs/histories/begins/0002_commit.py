"""COMMIT and BEGIN in the text"""
import sqlalchemy as sa
from alembic import op

revision = "begins2"
down_revision = "begins1"


def upgrade():
    op.execute("COMMIT")
    op.execute("BEGIN")
    op.execute("INSERT INTO numbers VALUES (20)")
    op.execute("COMMIT")
    op.execute("INSERT INTO numbers VALUES (21)")
    print(op.get_bind().execute(sa.text("SELECT count(*) FROM numbers")).scalar(), op.get_bind().in_transaction())


def downgrade():
    op.execute("DELETE FROM numbers WHERE n > 3")
