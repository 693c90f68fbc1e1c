"""Values of every type, written and read back."""
import datetime
import decimal
import enum
import uuid

import sqlalchemy as sa
from alembic import op
from show import section, show
from sqlalchemy.dialects import mysql, postgresql

revision = "v1"
down_revision = None

UTC = datetime.timezone.utc


class Colour(enum.Enum):
    RED = "red"
    DARK_BLUE = "dark blue"


class Money(sa.types.TypeDecorator):
    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else int(value * 100)

    def process_result_value(self, value, dialect):
        return None if value is None else decimal.Decimal(value) / 100


COLUMNS = [
    ("a_int", sa.Integer(), [0, -5, 2**31 - 1]),
    ("a_big", sa.BigInteger(), [2**62]),
    ("a_small", sa.SmallInteger(), [7]),
    ("a_text", sa.Text(), ["", "quote ' \" \\ % :x", "üñí – 漢字 \U0001f600", "line\nbreak\ttab"]),
    ("a_string", sa.String(20), ["x"]),
    ("a_unicode", sa.Unicode(20), ["ü"]),
    ("a_bool", sa.Boolean(), [True, False]),
    ("a_float", sa.Float(), [1.5, -0.0, 1e20, 0.1]),
    ("a_double", sa.Double(), [1.5, 3.141592653589793]),
    ("a_numeric", sa.Numeric(12, 4), [decimal.Decimal("3.1400"), decimal.Decimal("-12345678.9"), 5]),
    ("a_numeric_float", sa.Numeric(12, 4, asdecimal=False), [2.5]),
    ("a_float_dec", sa.Float(asdecimal=True), [decimal.Decimal("2.5")]),
    ("a_date", sa.Date(), [datetime.date(2024, 2, 29), datetime.date(1, 1, 1)]),
    ("a_time", sa.Time(), [datetime.time(12, 30, 5), datetime.time(0, 0)]),
    ("a_datetime", sa.DateTime(), [datetime.datetime(2024, 1, 2, 3, 4, 5), datetime.datetime(1999, 12, 31, 23, 59, 59)]),
    ("a_timestamp", sa.TIMESTAMP(), [datetime.datetime(2024, 1, 2, 3, 4, 5)]),
    ("a_interval", sa.Interval(), [datetime.timedelta(days=3, hours=4, seconds=5), datetime.timedelta(seconds=-90)]),
    ("a_binary", sa.LargeBinary(), [b"", b"\x00\x01\xff'\\"]),
    ("a_enum", sa.Enum("one", "two", name="a_enum"), ["two"]),
    ("a_pyenum", sa.Enum(Colour, name="a_pyenum"), [Colour.DARK_BLUE, "RED"]),
    ("a_pyenum_values", sa.Enum(Colour, name="a_pyenum_v", values_callable=lambda e: [m.value for m in e]), [Colour.DARK_BLUE]),
    ("a_json", sa.JSON(), [{"a": [1, None, "x"], "b": {"c": 1.5}}, [1, 2], "text", 5, None, True]),
    ("a_uuid", sa.Uuid(), [uuid.UUID("12345678-1234-5678-1234-567812345678")]),
    ("a_uuid_text", sa.Uuid(as_uuid=False), ["12345678-1234-5678-1234-567812345678"]),
    ("a_pickle_free", Money(), [decimal.Decimal("12.34")]),
]
POSTGRESQL = [
    ("p_tz", sa.DateTime(timezone=True), [datetime.datetime(2024, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
                                          datetime.datetime(2024, 7, 2, 3, 4, tzinfo=datetime.timezone(datetime.timedelta(hours=5, minutes=30)))]),
    ("p_timetz", sa.Time(timezone=True), [datetime.time(1, 2, 3, tzinfo=UTC)]),
    ("p_micro", sa.DateTime(), [datetime.datetime(2024, 1, 2, 3, 4, 5, 678901)]),
    ("p_ints", postgresql.ARRAY(sa.Integer), [[1, 2, None], []]),
    ("p_texts", postgresql.ARRAY(sa.Text), [["a", "b,c", 'd"e', "", "NULL", "x\\y", "{z}"]]),
    ("p_matrix", postgresql.ARRAY(sa.Integer, dimensions=2), [[[1, 2], [3, 4]]]),
    ("p_jsonb", postgresql.JSONB(), [{"z": 1, "a": [True, None]}, []]),
    ("p_json", postgresql.JSON(), [{"z": 1, "a": 2}]),
    ("p_uuid", postgresql.UUID(as_uuid=True), [uuid.UUID(int=5)]),
    ("p_uuid_text", postgresql.UUID(as_uuid=False), [str(uuid.UUID(int=6))]),
    ("p_uuids", postgresql.ARRAY(postgresql.UUID(as_uuid=True)), [[uuid.UUID(int=5)]]),
    ("p_inet", postgresql.INET(), ["10.0.0.1", "10.0.0.0/8"]),
    ("p_cidr", postgresql.CIDR(), ["10.0.0.0/8"]),
    ("p_macaddr", postgresql.MACADDR(), ["08:00:2b:01:02:03"]),
    ("p_bytea", postgresql.BYTEA(), [b"\x00abc"]),
    ("p_hstore", postgresql.HSTORE(), [{"a": "1", "b": None, "q'": '"x"'}]),
    ("p_money", postgresql.MONEY(), ["$5.00"]),
    ("p_interval", postgresql.INTERVAL(), [datetime.timedelta(days=40, microseconds=5)]),
    ("p_tsvector", postgresql.TSVECTOR(), ["'a':1 'b':2"]),
    ("p_double", postgresql.DOUBLE_PRECISION(), [float("inf"), 1e-300]),
    ("p_real", sa.REAL(), [1.5]),
    ("p_enum", postgresql.ENUM("x", "y", name="p_enum"), ["y"]),
    ("p_enums", postgresql.ARRAY(postgresql.ENUM("x", "y", name="p_enum", create_type=False)), [["y", "x"]]),
    ("p_oid", postgresql.OID(), [5]),
]
MYSQL = [
    ("m_tiny", mysql.TINYINT(), [3]),
    ("m_tiny1", mysql.TINYINT(1), [1]),
    ("m_year", mysql.YEAR(), [2024]),
    ("m_set", mysql.SET("a", "b"), [{"a"}]),
    ("m_enum", mysql.ENUM("a", "b"), ["b"]),
    ("m_bit", mysql.BIT(8), [5]),
    ("m_dt6", mysql.DATETIME(fsp=6), [datetime.datetime(2024, 1, 2, 3, 4, 5, 678901)]),
    ("m_time6", mysql.TIME(fsp=6), [datetime.time(1, 2, 3, 4)]),
    ("m_longtext", mysql.LONGTEXT(), ["long"]),
    ("m_mediumblob", mysql.MEDIUMBLOB(), [b"\xff\x00"]),
    ("m_decimal", mysql.DECIMAL(10, 3), [decimal.Decimal("1.125")]),
]


#: What Python's drivers for SQLite and MySQL cannot take without SQLAlchemy's type.
PYTHON_ONLY = ("a_pyenum", "a_pyenum_values", "a_json", "a_interval", "a_uuid")


def columns_for(name):
    extra = {"postgresql": POSTGRESQL, "mysql": MYSQL}.get(name, [])
    return COLUMNS + extra


def upgrade():
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS hstore")
        op.execute("SET TIME ZONE 'UTC'")
    elif bind.dialect.name == "mysql":
        op.execute("SET time_zone = '+00:00'")
    number = 0
    for name, type_, values in columns_for(bind.dialect.name):
        number += 1
        section(name)
        extra = {"nullable": True}
        table = op.create_table("t_" + name, sa.Column("id", sa.Integer, primary_key=True), sa.Column("v", type_, **extra))
        for i, value in enumerate(values):
            show("insert", lambda: bind.execute(table.insert().values(id=i + 1, v=value)).rowcount)
        show("null", lambda: bind.execute(table.insert().values(id=90, v=None)).rowcount)
        show("typed", lambda: bind.execute(sa.select(table.c.v).order_by(table.c.id)).scalars().all())
        show("untyped", lambda: [bytes(v) if type(v).__name__ == "memoryview" else v for v in
                                 bind.execute(sa.text("SELECT v FROM t_%s ORDER BY id" % name)).scalars()])
        if bind.dialect.name == "postgresql" or name not in PYTHON_ONLY:
            show("text insert", lambda: bind.execute(sa.text("INSERT INTO t_%s (id, v) VALUES (50, :v)" % name), {"v": values[0]}).rowcount)
        if name not in ("a_json", "p_json"):  # has no operator =
            show("where", lambda: bind.execute(sa.select(table.c.id).where(table.c.v == values[0]).order_by(table.c.id)).scalars().all())
        show("many", lambda: bind.execute(table.insert(), [{"id": 60 + i, "v": v} for i, v in enumerate(values)]).rowcount)
        show("all", lambda: bind.execute(sa.select(table).order_by(table.c.id)).all())

    section("expressions")
    for label, statement in [
        ("count", "SELECT count(*) FROM t_a_int"),
        ("sum", "SELECT sum(v) FROM t_a_int WHERE id < 3"),
        ("avg", "SELECT avg(v) FROM t_a_int WHERE id < 3"),
        ("max date", "SELECT max(v) FROM t_a_date"),
        ("true", "SELECT 1 = 1"),
        ("division", "SELECT 7 / 2"),
        ("decimal", "SELECT 1.50"),
        ("null", "SELECT NULL"),
        ("text", "SELECT 'x'"),
        ("concat", "SELECT 'a' || 'b'"),
        ("case", "SELECT CASE WHEN 1 = 1 THEN 'y' ELSE 'n' END"),
        ("coalesce", "SELECT coalesce(NULL, 5)"),
    ]:
        show(label, lambda: bind.execute(sa.text(statement)).scalar())
    show("func.now", lambda: type(bind.execute(sa.select(sa.func.now())).scalar()).__name__)
    show("func.current_date", lambda: type(bind.execute(sa.select(sa.func.current_date())).scalar()).__name__)
    show("cast numeric", lambda: bind.execute(sa.select(sa.cast(sa.literal("1.5"), sa.Numeric(10, 2)))).scalar())
    show("type_", lambda: bind.execute(sa.select(sa.func.max(sa.column("v", sa.Date))).select_from(sa.table("t_a_date"))).scalar())
    if bind.dialect.name == "postgresql":
        for label, statement in [
            ("int8", "SELECT 5::bigint"), ("numeric", "SELECT 5::numeric"), ("float", "SELECT 5::float8"),
            ("bool", "SELECT true"), ("date", "SELECT '2024-01-02'::date"), ("infinity", "SELECT 'NaN'::numeric"),
            ("tz", "SELECT '2024-01-02 03:04:05+02'::timestamptz"), ("time", "SELECT '03:04:05.5'::time"),
            ("interval", "SELECT '1 day 02:03:04.5'::interval"), ("months", "SELECT '1 mon'::interval"), ("uuid", "SELECT '12345678-1234-5678-1234-567812345678'::uuid"),
            ("json", "SELECT '{\"a\": [1, 2.5]}'::json"), ("jsonb", "SELECT '{\"a\": null}'::jsonb"), ("jsonb text", "SELECT '{\"a\": \"x\"}'::jsonb->>'a'"),
            ("array", "SELECT ARRAY[1,2,3]"), ("texts", "SELECT ARRAY['a',NULL,'c d']"), ("dates", "SELECT ARRAY['2024-01-02'::date]"),
            ("inet", "SELECT '10.0.0.1'::inet"), ("name", "SELECT 'x'::name"), ("char", "SELECT 'x'::\"char\""),
            ("oid", "SELECT 5::oid"), ("regclass", "SELECT 't_a_int'::regclass"), ("row", "SELECT (1, 'a')"), ("point", "SELECT '(1,2)'::point"),
            
            ("xml", "SELECT '<a/>'::xml"), ("bit", "SELECT B'101'"), ("money", "SELECT 5::money"), ("void", "SELECT pg_sleep(0)"), ("bpchar", "SELECT 'ab'::char(5)"),
            ("nextval", "SELECT 1::smallint"), ("array of arrays", "SELECT ARRAY[[1,2],[3,4]]"), ("empty array", "SELECT ARRAY[]::int[]"), ("bools", "SELECT ARRAY[true,false]"), ("numerics", "SELECT ARRAY[1.5]"), ("uuids", "SELECT ARRAY['12345678-1234-5678-1234-567812345678'::uuid]"),
        ]:
            show(label, lambda: bind.execute(sa.text(statement.replace(":", "\\:"))).scalar())
        show("date in list", lambda: bind.execute(sa.text("SELECT :a = ANY(:b)"), {"a": 1, "b": [1, 2]}).scalar())
        show("python list", lambda: bind.execute(sa.text("SELECT :b"), {"b": ["x", "y"]}).scalar())
        show("tuple in", lambda: bind.execute(sa.text("SELECT 1 IN :b"), {"b": (1, 2)}).scalar())
        show("none", lambda: bind.execute(sa.text("SELECT :b IS NULL"), {"b": None}).scalar())
        show("bool", lambda: bind.execute(sa.text("SELECT :b"), {"b": True}).scalar())
        show("dict", lambda: bind.execute(sa.text("SELECT :b"), {"b": {"a": 1}}).scalar())
        show("uuid", lambda: bind.execute(sa.text("SELECT :b"), {"b": uuid.UUID(int=1)}).scalar())
        show("enum", lambda: bind.execute(sa.text("SELECT :b"), {"b": Colour.RED}).scalar())
        show("timedelta", lambda: bind.execute(sa.text("SELECT :b"), {"b": datetime.timedelta(hours=1)}).scalar())
        show("jsonb path", lambda: bind.execute(sa.text("SELECT CAST(:b AS jsonb) -> 'a'"), {"b": '{"a": [1]}'}).scalar())
        for name, type_ in [("int4range", postgresql.INT4RANGE()), ("daterange", postgresql.DATERANGE()), ("tstzrange", postgresql.TSTZRANGE()), ("numrange", postgresql.NUMRANGE())]:
            table = op.create_table("r_" + name, sa.Column("v", type_))
            show("range null " + name, lambda: bind.execute(table.insert().values(v=None)).rowcount)
        ranges = sa.table("r_int4range", sa.column("v", postgresql.INT4RANGE()))
        show("range", lambda: bind.execute(ranges.insert().values(v=postgresql.Range(1, 5))).rowcount)
        show("range text", lambda: bind.execute(ranges.insert().values(v="[7,9]")).rowcount)
        show("ranges", lambda: bind.execute(sa.select(ranges.c.v)).scalars().all())


def downgrade():
    bind = op.get_bind()
    for name, type_, _ in columns_for(bind.dialect.name):
        op.drop_table("t_" + name)
    if bind.dialect.name == "postgresql":
        for name in ("int4range", "daterange", "tstzrange", "numrange"):
            op.drop_table("r_" + name)
        for name in ("a_enum", "a_pyenum", "a_pyenum_v", "p_enum"):
            op.execute("DROP TYPE IF EXISTS " + name)
        op.execute("DROP EXTENSION hstore")
