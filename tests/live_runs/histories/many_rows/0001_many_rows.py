"""Thousands of rows at once, of every type, and what is in their way.

PostgreSQL gets them by COPY here where that does the same.
"""
import datetime
import decimal
import uuid

import sqlalchemy as sa
from alembic import op
from show import section, show

revision = "r1"
down_revision = None

COUNT = 1500


def rows(count=COUNT, first=1):
    for n in range(first, first + count):
        yield {
            "id": n,
            "word": None if n % 7 == 0 else "w%d\t\\n \\ 'q' \u00fc %%s.%d" % (n, n),
            "small": n % 100,
            "big": n * 10 ** 12,
            "price": decimal.Decimal(n) / 4,
            "ratio": n / 3,
            "flag": n % 2 == 0,
            "day": datetime.date(2000, 1, 1) + datetime.timedelta(days=n),
            "at": datetime.datetime(2000, 1, 1, 1, 2, 3) + datetime.timedelta(minutes=n),
            "span": datetime.timedelta(days=n % 40, seconds=n),
            "raw": bytes([n % 256, 0, 92, 10]),
            "key": uuid.UUID(int=n),
            "doc": None if n % 11 == 0 else {"n": n, "s": "\\t\"\u00e9"},
            "hue": ["red", "green"][n % 2],
        }


def upgrade():
    bind = op.get_bind()
    table = op.create_table(
        "plenty",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("word", sa.String(80)),
        sa.Column("small", sa.SmallInteger),
        sa.Column("big", sa.BigInteger),
        sa.Column("price", sa.Numeric(10, 2)),
        sa.Column("ratio", sa.Float(53)),
        sa.Column("flag", sa.Boolean),
        sa.Column("day", sa.Date),
        sa.Column("at", sa.DateTime),
        sa.Column("span", sa.Interval),
        sa.Column("raw", sa.LargeBinary(10)),
        sa.Column("key", sa.Uuid),
        sa.Column("doc", sa.JSON),
        sa.Column("hue", sa.Enum("red", "green", name="plenty_hue")),
        sa.Column("made", sa.Integer, server_default="9"),
    )
    op.bulk_insert(table, list(rows()))
    section("what is there")
    show("count", lambda: bind.scalar(sa.select(sa.func.count()).select_from(table)))
    for n in (1, 7, 11, 77, COUNT):
        show("row %d" % n, lambda: tuple(bind.execute(sa.select(table).where(table.c.id == n)).one()))
    show("sums", lambda: bind.execute(sa.select(
        sa.func.sum(table.c.small), sa.func.sum(table.c.price), sa.func.count(table.c.word),
        sa.func.max(table.c.day), sa.func.min(table.c.at), sa.func.count(table.c.doc))).one())

    section("counts")
    more = list(rows(first=5001))
    show("core", lambda: bind.execute(sa.insert(table), more).returns_rows)
    show("text", lambda: bind.execute(
        sa.text("INSERT INTO plenty (id, word) VALUES (:id, :word)"),
        [{"id": 10000 + n, "word": str(n)} for n in range(COUNT)]).rowcount)
    show("numbers as text", lambda: bind.execute(
        sa.text("INSERT INTO plenty (id, word, price) VALUES (:id, :word, :price)"),
        [{"id": str(20000 + n), "word": n, "price": str(n)} for n in range(COUNT)]).rowcount)
    section("refused")
    def error(label, work):
        if bind.dialect.name == "postgresql":
            bind.exec_driver_sql("SAVEPOINT before_error")
        try:
            work()
            print(label, "went well")
        except sa.exc.SQLAlchemyError as failure:
            original = getattr(failure, "orig", None)
            print(label, "raised", type(failure).__name__, type(original).__name__,
                  getattr(original, "pgcode", None))
            print("   ", str(original).splitlines()[0])
        if bind.dialect.name == "postgresql":
            bind.exec_driver_sql("ROLLBACK TO SAVEPOINT before_error")

    plain = sa.table("plenty", sa.column("id"), sa.column("word"), sa.column("small"),
                     sa.column("flag"), sa.column("made"))
    error("twice", lambda: op.bulk_insert(plain, [
        {"id": 40000 + n % 1400} for n in range(COUNT)]))
    if bind.dialect.name == "postgresql":
        error("too long", lambda: op.bulk_insert(plain, [
            {"id": 40000 + n, "word": "x" * (100 if n == 1200 else 5)} for n in range(COUNT)]))
        error("no number", lambda: op.bulk_insert(plain, [
            {"id": 40000 + n, "small": "x" if n == 3 else "4"} for n in range(COUNT)]))
        error("out of range", lambda: op.bulk_insert(plain, [
            {"id": 40000 + n, "small": 40000} for n in range(COUNT)]))
        error("number for a boolean", lambda: op.bulk_insert(plain, [
            {"id": 40000 + n, "flag": 1} for n in range(COUNT)]))
        error("boolean for a number", lambda: op.bulk_insert(plain, [
            {"id": 40000 + n, "made": True} for n in range(COUNT)]))
        error("fraction for an integer", lambda: op.bulk_insert(plain, [
            {"id": 40000 + n, "made": 1.5} for n in range(COUNT)]))
        others(bind, error)
    show("count at the end", lambda: bind.scalar(sa.select(sa.func.count()).select_from(table)))


def others(bind, error):
    """Tables that COPY would treat in a way of its own."""
    section("other tables")
    op.execute("""
        CREATE TABLE triggered (id integer, note text);
        CREATE TABLE told (n integer);
        CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO told SELECT count(*) FROM triggered; RETURN NULL; END $$;
        CREATE TRIGGER tells AFTER INSERT ON triggered FOR EACH STATEMENT EXECUTE FUNCTION tell();
        CREATE TABLE ruled (id integer);
        CREATE RULE nothing AS ON INSERT TO ruled DO INSTEAD NOTHING;
        CREATE TABLE "Odd Name" ("Id" integer GENERATED ALWAYS AS IDENTITY, "a""b" text);
        CREATE TABLE guarded (id integer, twice integer GENERATED ALWAYS AS (id * 2) STORED);
        CREATE VIEW seen AS SELECT id FROM guarded;
        CREATE DOMAIN even AS integer CHECK (value % 2 = 0);
        CREATE TABLE domains (id even, names text[], at timestamptz, part time);
        CREATE TABLE parts (id integer, n integer) PARTITION BY RANGE (id);
        CREATE TABLE part_one PARTITION OF parts FOR VALUES FROM (0) TO (1000);
        CREATE TABLE part_two PARTITION OF parts FOR VALUES FROM (1000) TO (9000);
    """)
    ids = [{"id": n} for n in range(COUNT)]
    for name in ("triggered", "ruled", "guarded", "seen", "parts"):
        table = sa.table(name, sa.column("id"))
        error(name, lambda: bind.execute(table.insert(), ids))
        bind.execute(table.insert(), ids)
        show(name + " rows", lambda: bind.scalar(sa.select(sa.func.count()).select_from(table)))
    show("told", lambda: bind.execute(sa.text("SELECT n FROM told ORDER BY n")).scalars().all())
    show("part_two", lambda: bind.scalar(sa.text("SELECT count(*) FROM part_two")))
    odd = sa.table("Odd Name", sa.column("Id"), sa.column('a"b'))
    error("identity", lambda: bind.execute(odd.insert(), [{"Id": n} for n in range(COUNT)]))
    bind.execute(odd.insert(), [{'a"b': "x%d" % n} for n in range(COUNT)])
    show("odd", lambda: bind.execute(sa.text('SELECT max("Id"), max("a""b") FROM "Odd Name"')).one())
    domains = sa.table("domains", sa.column("id"), sa.column("names"), sa.column("at"), sa.column("part"))
    utc = datetime.timezone(datetime.timedelta(hours=2))
    bind.execute(domains.insert(), [
        {"id": str(2 * n), "names": '{"a,b",c}', "at": datetime.datetime(2024, 1, 1, tzinfo=utc),
         "part": datetime.time(1, 2, 3, n)} for n in range(COUNT)])
    show("domains", lambda: bind.execute(sa.text(
        "SELECT count(*), max(id), max(names), max(at) = '2023-12-31 22:00+00', max(part) FROM domains")).one())
    error("odd number", lambda: bind.execute(sa.table("domains", sa.column("id")).insert(), [
        {"id": str(n)} for n in range(COUNT)]))


def downgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TABLE triggered, told, ruled, \"Odd Name\", guarded, domains, parts CASCADE")
        op.execute("DROP FUNCTION tell()")
        op.execute("DROP DOMAIN even")
    op.drop_table("plenty")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TYPE plenty_hue")
