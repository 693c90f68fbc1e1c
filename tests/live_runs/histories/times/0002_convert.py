"""epochs and texts become moments"""
import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "times2"
down_revision = "times1"


def parse(text):
    for form in ("%Y-%m-%dT%H:%M:%S%z", "%d/%m/%Y %H:%M"):
        try:
            return dt.datetime.strptime(text, form)
        except (ValueError, TypeError) as error:
            print("  ", type(error).__name__, error)
    return None


def upgrade():
    op.add_column("log", sa.Column("seen", sa.DateTime(), nullable=True))
    op.add_column("log", sa.Column("parsed", sa.DateTime(), nullable=True))
    bind = op.get_bind()
    log = sa.Table("log", sa.MetaData(), autoload_with=bind)
    for row in bind.execute(sa.select(log.c.id, log.c.epoch, log.c.text).order_by(log.c.id)).all():
        seen = dt.datetime.fromtimestamp(row.epoch, tz=dt.timezone.utc).replace(tzinfo=None)
        parsed = parse(row.text)
        if parsed is not None and parsed.tzinfo is not None:
            parsed = parsed.astimezone(dt.timezone.utc).replace(tzinfo=None)
        bind.execute(log.update().where(log.c.id == row.id).values(seen=seen, parsed=parsed))
        print(row.id, seen, parsed, parsed.strftime("%a %d %b %Y %H:%M") if parsed else None)
    print([tuple(r) for r in bind.execute(sa.select(log.c.id).where(log.c.seen < dt.datetime(2000, 1, 1)).order_by(log.c.id))])
    print(bind.execute(sa.select(sa.extract("year", log.c.at), sa.extract("month", log.c.at)).where(log.c.id == 1)).one() is not None)
    print([r.id for r in bind.execute(sa.select(log.c.id).where(sa.func.date(log.c.at) == "2024-02-28" if bind.dialect.name == "sqlite" else sa.cast(log.c.at, sa.Date) == dt.date(2024, 2, 28)))])
    print(bind.execute(sa.select(sa.func.max(log.c.at) - sa.func.min(log.c.at)) if bind.dialect.name == "postgresql" else sa.select(sa.func.max(log.c.day))).scalar())
    print(bind.execute(sa.text("SELECT :d"), {"d": dt.date(2020, 1, 1)}).scalar(), type(bind.execute(sa.select(sa.func.current_timestamp())).scalar()).__name__)


def downgrade():
    with op.batch_alter_table("log") as batch:
        batch.drop_column("seen")
        batch.drop_column("parsed")
