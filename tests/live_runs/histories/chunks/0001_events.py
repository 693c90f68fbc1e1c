"""many rows, in pieces"""
import sqlalchemy as sa
from alembic import op

revision = "chunks1"
down_revision = None


def upgrade():
    events = op.create_table("events", sa.Column("id", sa.Integer, primary_key=True), sa.Column("payload", sa.String(40)),
                             sa.Column("bucket", sa.Integer), sa.Column("done", sa.Boolean, server_default=sa.text("false") if op.get_bind().dialect.name == "postgresql" else sa.text("0")))
    op.bulk_insert(events, [{"id": n, "payload": "p%d" % n} for n in range(1, 1251)])
    op.bulk_insert(events, [{"id": n, "payload": "p%d" % n} for n in range(1251, 2501)], multiinsert=False)
    bind = op.get_bind()
    print(bind.scalar(sa.select(sa.func.count()).select_from(events)))
    last, rounds = 0, 0
    while True:
        page = bind.execute(sa.select(events.c.id, events.c.payload).where(events.c.id > last).order_by(events.c.id).limit(700)).fetchall()
        if not page:
            break
        bind.execute(sa.text("UPDATE events SET bucket = :bucket WHERE id = :id"),
                     [{"id": row[0], "bucket": int(row.payload[1:]) % 7} for row in page])
        last, rounds = page[-1].id, rounds + 1
    print(rounds, bind.execute(sa.select(events.c.bucket, sa.func.count()).group_by(events.c.bucket).order_by(events.c.bucket)).all())


def downgrade():
    op.drop_table("events")
