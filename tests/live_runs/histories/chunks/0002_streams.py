"""fetchmany, partitions, yield_per, streams; writing meanwhile"""
import sqlalchemy as sa
from alembic import op

revision = "chunks2"
down_revision = "chunks1"


def upgrade():
    bind = op.get_bind()
    events = sa.Table("events", sa.MetaData(), autoload_with=bind)
    result = bind.execute(sa.select(events.c.id).order_by(events.c.id))
    sizes = []
    while True:
        rows = result.fetchmany(1000)
        if not rows:
            break
        sizes.append(len(rows))
        bind.execute(events.update().where(events.c.id.between(rows[0].id, rows[-1].id)).values(done=True))
    print(sizes, result.closed, result.returns_rows)
    total = 0
    for part in bind.execution_options(stream_results=True).execute(sa.select(events).order_by(events.c.id)).partitions(900):
        total += sum(row.bucket for row in part)
    print(total)
    bind.execution_options(stream_results=False)
    seen = 0
    for row in bind.execute(sa.select(events.c.id, events.c.done), execution_options={"yield_per": 300}):
        seen += row.done
    print(seen)
    for number, row in enumerate(bind.execute(sa.text("SELECT id FROM events WHERE bucket = 3 ORDER BY id"))):
        if number % 100 == 0:
            print(bind.execute(sa.text("DELETE FROM events WHERE id = :i"), {"i": row.id}).rowcount, end=" ")
    print()
    mapped = bind.execute(sa.text("SELECT bucket, count(*) AS n FROM events GROUP BY bucket ORDER BY bucket")).mappings().all()
    print([dict(m) for m in mapped][:2], mapped[3]["n"])
    cursor = bind.connection.cursor()
    cursor.execute("SELECT max(id) FROM events")
    print(cursor.fetchone(), cursor.description[0][0] is not None)
    cursor.close()
    ids = [i for (i,) in bind.execute(sa.select(events.c.id).where(events.c.id % 2 == 0))]
    for at in range(0, len(ids), 500):
        bind.execute(events.delete().where(events.c.id.in_(ids[at:at + 500])))
    print(bind.scalar(sa.select(sa.func.count(events.c.id))))


def downgrade():
    op.execute(sa.text("DELETE FROM events"))
