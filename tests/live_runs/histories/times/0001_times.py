"""moments in several forms"""
from datetime import date, datetime, time, timedelta, timezone

import sqlalchemy as sa
from alembic import op

revision = "times1"
down_revision = None


def upgrade():
    log = op.create_table(
        "log", sa.Column("id", sa.Integer, primary_key=True), sa.Column("epoch", sa.BigInteger), sa.Column("text", sa.String(40)),
        sa.Column("at", sa.DateTime), sa.Column("zoned", sa.DateTime(timezone=True)), sa.Column("day", sa.Date),
        sa.Column("clock", sa.Time), sa.Column("took", sa.Interval))
    start = datetime(2024, 2, 28, 23, 59, 59, 123456)
    op.bulk_insert(log, [
        {"id": 1, "epoch": 0, "text": "2024-03-01T10:00:00+02:00", "at": start, "zoned": start.replace(tzinfo=timezone.utc),
         "day": date(2024, 2, 29), "clock": time(1, 2, 3), "took": timedelta(hours=5, milliseconds=7)},
        {"id": 2, "epoch": 1709251199, "text": "01/12/2023 07:08", "at": start + timedelta(days=1, seconds=1), "zoned": None,
         "day": None, "clock": time(23, 59, 59), "took": timedelta(days=40)},
        {"id": 3, "epoch": -1, "text": None, "at": None, "zoned": datetime(1999, 12, 31, tzinfo=timezone(timedelta(hours=-5))),
         "day": date.min.replace(year=1900), "clock": None, "took": None},
    ])
    for row in op.get_bind().execute(sa.select(log.c.id, log.c.at, log.c.day, log.c.clock, log.c.took).order_by(log.c.id)):
        print(row)
    for row in op.get_bind().execute(sa.select(log.c.zoned).order_by(log.c.id)):
        print(row.zoned and (row.zoned.astimezone(timezone.utc) if row.zoned.tzinfo else row.zoned).isoformat())


def downgrade():
    op.drop_table("log")
