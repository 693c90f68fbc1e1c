"""committing in pieces"""
import sqlalchemy as sa
from alembic import op

revision = "chunks3"
down_revision = "chunks2"


def upgrade():
    with op.get_context().autocommit_block():
        bind = op.get_bind()
        changed = 1
        rounds = 0
        while changed:
            changed = bind.execute(sa.text(
                "UPDATE events SET payload = 'moved' WHERE id IN (SELECT id FROM (SELECT id FROM events WHERE payload <> 'moved' ORDER BY id LIMIT 400) AS some_rows)")).rowcount
            rounds += 1
        print(rounds)
    if op.get_bind().dialect.name == "postgresql":
        with op.get_context().autocommit_block():
            op.create_index("ix_events_bucket", "events", ["bucket"], postgresql_concurrently=True, if_not_exists=True)
    else:
        op.create_index("ix_events_bucket", "events", ["bucket"], if_not_exists=True)
    print(op.get_bind().execute(sa.text("SELECT count(*) FROM events WHERE payload = 'moved'")).scalar())


def downgrade():
    if op.get_bind().dialect.name == "postgresql":
        with op.get_context().autocommit_block():
            op.drop_index("ix_events_bucket", table_name="events", postgresql_concurrently=True, if_exists=True)
    else:
        op.drop_index("ix_events_bucket", table_name="events", if_exists=True)
