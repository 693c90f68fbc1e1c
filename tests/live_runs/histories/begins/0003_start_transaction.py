"""BEGIN; …; COMMIT; as one text"""
import sqlalchemy as sa
from alembic import op

revision = "begins3"
down_revision = "begins2"


def upgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.execute("BEGIN; INSERT INTO numbers VALUES (30); COMMIT; BEGIN; INSERT INTO numbers VALUES (31);")
    else:
        op.execute("START TRANSACTION")
        op.execute("INSERT INTO numbers VALUES (30)")
        op.execute("COMMIT")
    print(op.get_bind().execute(sa.text("SELECT max(n) FROM numbers")).scalar())


def downgrade():
    op.execute("DELETE FROM numbers WHERE n >= 30")
