"""statements of transactions in the script's own text"""
import sqlalchemy as sa
from alembic import op

revision = "begins1"
down_revision = None


def upgrade():
    op.execute("CREATE TABLE numbers (n INTEGER)")
    op.execute("INSERT INTO numbers VALUES (1)")
    op.execute("SAVEPOINT here")
    op.execute("INSERT INTO numbers VALUES (2)")
    op.execute("ROLLBACK TO SAVEPOINT here")
    op.execute("RELEASE SAVEPOINT here")
    op.execute("INSERT INTO numbers VALUES (3)")
    print(op.get_bind().execute(sa.text("SELECT n FROM numbers ORDER BY n")).scalars().all())


def downgrade():
    op.drop_table("numbers")
