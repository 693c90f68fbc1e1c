"""Records what SQLAlchemy and Alembic write, for the unit tests of the dialects.

Run it with a Python that has the reference packages:

    python tests/record/sql_units.py

It rewrites tests/unit/dialects/*.json. The C++ tests build the same types,
values, DDL and statements under the same names and compare.
"""

import datetime as dt
import decimal
import json
import pathlib
import uuid
import warnings

import sqlalchemy as sa
from sqlalchemy.dialects import mssql, mysql, oracle, postgresql, sqlite
from sqlalchemy.engine.url import make_url

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).resolve().parent.parent / "unit" / "dialects"
DIALECTS = ["postgresql", "sqlite", "mysql", "mariadb", "mssql", "oracle"]


def make_dialect(name):
    # The parameter style of the stock env.py, so that % stays single.
    return make_url(name + "://").get_dialect()(paramstyle="named")


ENGINES = {name: make_dialect(name) for name in DIALECTS}


def outcome(function):
    """The text that the function gives, or the class and text of its error."""
    try:
        return function()
    except Exception as error:  # the case is about the error
        text = str(error)
        if "can't render element of type" in text:
            text = "can't render"
        return "! " + text


MODULES = {
    "": sa.types,
    "Pg": postgresql,
    "My": mysql,
    "Lite": sqlite,
    "Ms": mssql,
    "Ora": oracle,
}

# kind of schema/types.def, keyword arguments, positional labels
TYPES = [
    (name, {}, [])
    for name in """Integer BigInteger SmallInteger String Unicode Text
    UnicodeText Boolean Numeric Float Double Date Time DateTime Interval
    LargeBinary JSON Uuid NullType BIGINT BINARY BLOB BOOLEAN CHAR CLOB DATE
    DATETIME DECIMAL DOUBLE DOUBLE_PRECISION FLOAT INTEGER NCHAR NUMERIC
    NVARCHAR REAL SMALLINT TEXT TIME TIMESTAMP UUID VARBINARY VARCHAR PickleType
    PgBIT PgBYTEA PgCIDR PgCITEXT PgDATEMULTIRANGE PgDATERANGE PgHSTORE PgINET
    PgINT4RANGE PgINT8RANGE PgINTERVAL PgJSON PgJSONB PgMACADDR PgMACADDR8
    PgMONEY PgNUMRANGE PgOID PgREGCLASS PgREGCONFIG PgTIME PgTIMESTAMP PgTSQUERY
    PgTSRANGE PgTSTZRANGE PgTSVECTOR MyBIGINT MyBIT MyCHAR MyDATETIME MyDECIMAL
    MyDOUBLE MyFLOAT MyINTEGER MyJSON MyLONGBLOB MyLONGTEXT MyMEDIUMBLOB
    MyMEDIUMINT MyMEDIUMTEXT MyNUMERIC MyREAL MySMALLINT MyTEXT MyTIME
    MyTIMESTAMP MyTINYBLOB MyTINYINT MyTINYTEXT MyYEAR LiteDATE LiteDATETIME
    LiteJSON LiteTIME MsBIT MsDATETIME2 MsDATETIMEOFFSET MsDOUBLE_PRECISION
    MsIMAGE MsMONEY MsNTEXT MsREAL MsROWVERSION MsSMALLDATETIME MsSMALLMONEY
    MsSQL_VARIANT MsTIME MsTIMESTAMP MsTINYINT MsUNIQUEIDENTIFIER MsVARBINARY
    MsXML  OraBINARY_DOUBLE OraBINARY_FLOAT OraDATE OraFLOAT OraINTERVAL
    OraLONG OraNCLOB OraNUMBER OraRAW OraROWID OraTIMESTAMP
    OraVARCHAR2""".split()
] + [
    ("String", {"length": 50}, []),
    ("String", {"length": 50, "collation": "de_DE"}, []),
    ("Unicode", {"length": 50}, []),
    ("Text", {"length": 100}, []),
    ("Numeric", {"precision": 10}, []),
    ("Numeric", {"precision": 10, "scale": 2}, []),
    ("DECIMAL", {"precision": 10, "scale": 0}, []),
    ("Float", {"precision": 53}, []),
    ("Double", {"precision": 53}, []),
    ("DateTime", {"timezone": True}, []),
    ("Time", {"timezone": True}, []),
    ("TIMESTAMP", {"timezone": True}, []),
    ("Interval", {"second_precision": 3, "day_precision": 2}, []),
    ("LargeBinary", {"length": 16}, []),
    ("Uuid", {"native_uuid": False}, []),
    ("CHAR", {"length": 3}, []),
    ("NCHAR", {"length": 3}, []),
    ("NVARCHAR", {"length": 3}, []),
    ("VARBINARY", {"length": 3}, []),
    ("BINARY", {"length": 3}, []),
    ("Enum", {"name": "e"}, ["a", "bb"]),
    ("Enum", {"name": "My Enum", "schema": "s1"}, ["a'b", "c\\d", "e%f"]),
    ("Enum", {"name": "text"}, ["a"]),
    ("Enum", {}, ["a", "bb"]),
    ("Enum", {"name": "e", "native_enum": False}, ["a", "bb"]),
    ("Enum", {"name": "e", "native_enum": False, "length": 20}, ["a", "bb"]),
    ("Enum", {"name": "e", "create_constraint": True}, ["a", "bb"]),
    ("Boolean", {"create_constraint": True, "name": "ck"}, []),
    ("PgENUM", {"name": "e", "create_type": False}, ["a", "b"]),
    ("PgBIT", {"length": 5}, []),
    ("PgBIT", {"length": 5, "varying": True}, []),
    ("PgINTERVAL", {"precision": 3}, []),
    ("PgINTERVAL", {"fields": "DAY TO SECOND", "precision": 3}, []),
    ("PgTIME", {"timezone": True, "precision": 3}, []),
    ("PgTIMESTAMP", {"timezone": True, "precision": 3}, []),
    ("MyINTEGER", {"display_width": 11, "unsigned": True}, []),
    ("MyBIGINT", {"unsigned": True, "zerofill": True}, []),
    ("MyTINYINT", {"display_width": 1}, []),
    ("MyMEDIUMINT", {"display_width": 9}, []),
    ("MyDECIMAL", {"precision": 10, "scale": 2, "unsigned": True}, []),
    ("MyDOUBLE", {"precision": 10, "scale": 2}, []),
    ("MyFLOAT", {"precision": 10, "scale": 2}, []),
    ("MyFLOAT", {"precision": 10}, []),
    ("MyREAL", {"precision": 10, "scale": 2}, []),
    ("MyVARCHAR", {"length": 5, "charset": "utf8mb4", "collation": "utf8mb4_bin"}, []),
    ("MyVARCHAR", {"length": 5, "national": True}, []),
    ("MyCHAR", {"length": 5, "ascii": True, "binary": True}, []),
    ("MyTEXT", {"length": 5, "unicode": True}, []),
    ("MyLONGTEXT", {"charset": "utf8mb4"}, []),
    ("MyNVARCHAR", {"length": 5}, []),
    ("MyENUM", {"charset": "utf8mb4"}, ["a", "b'c"]),
    ("MySET", {}, ["a", "b"]),
    ("MyDATETIME", {"fsp": 6}, []),
    ("MyTIMESTAMP", {"fsp": 6}, []),
    ("MyTIME", {"fsp": 3}, []),
    ("MyYEAR", {"display_width": 4}, []),
    ("MyBIT", {"length": 3}, []),
    ("MsDATETIME2", {"precision": 3}, []),
    ("MsDATETIMEOFFSET", {"precision": 3}, []),
    ("MsTIME", {"precision": 3}, []),
    ("MsVARBINARY", {"length": 7}, []),
    ("OraNUMBER", {"precision": 10, "scale": 2}, []),
    ("OraFLOAT", {"binary_precision": 53}, []),
    ("OraINTERVAL", {"day_precision": 2, "second_precision": 3}, []),
    ("OraTIMESTAMP", {"local_timezone": True}, []),
    ("OraRAW", {"length": 16}, []),
    ("OraVARCHAR2", {"length": 10}, []),
]


def make_type(kind, arguments, labels):
    for prefix in ("Pg", "My", "Lite", "Ms", "Ora", ""):
        if kind.startswith(prefix):
            cls = getattr(MODULES[prefix], kind[len(prefix) :], None)
            if cls is not None:
                return cls(*labels, **arguments)
    raise LookupError(kind)


def record_types():
    rows = []
    for kind, arguments, labels in TYPES:
        type_ = make_type(kind, arguments, labels)
        sql = {
            name: outcome(lambda: engine.type_compiler_instance.process(type_))
            for name, engine in ENGINES.items()
        }
        # A type of one database on another can fail by accident.
        sql = {
            name: text
            for name, text in sql.items()
            if "has no attribute" not in text and "%d format" not in text
        }
        if kind == "MsDOUBLE_PRECISION":
            del sql["oracle"]
        rows.append(
            {
                "kind": kind,
                "arguments": arguments,
                "labels": labels,
                "repr": repr(type_),
                "sql": sql,
            }
        )
    return rows


UTC = dt.timezone.utc
LITERALS = [
    ("String", "it's \\ 100%"),
    ("Unicode", "it's"),
    ("Text", "a\nb"),
    ("String", 5),
    ("Integer", 5),
    ("Integer", "7"),
    ("Integer", "x"),
    ("BigInteger", -3),
    ("Numeric", decimal.Decimal("12.30")),
    ("Float", 1.5),
    ("Float", 1e300),
    ("Float", 1e16),
    ("Float", 0.0001),
    ("Boolean", True),
    ("Boolean", False),
    ("Boolean", "x"),
    ("Date", dt.date(2020, 1, 2)),
    ("DateTime", dt.datetime(2020, 1, 2, 3, 4, 5)),
    ("DateTime", dt.datetime(2020, 1, 2, 3, 4, 5, 678)),
    ("DateTime", dt.datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)),
    ("Time", dt.time(1, 2, 3)),
    ("Interval", dt.timedelta(days=1, seconds=5)),
    ("Uuid", uuid.UUID("12345678-1234-5678-1234-567812345678")),
    ("LargeBinary", b"ab'c"),
    ("NullType", 5),
    ("String", None),
]


def encode(value):
    """A value as JSON: [kind, text]."""
    names = {
        str: "str",
        int: "int",
        float: "float",
        bool: "bool",
        bytes: "bytes",
        decimal.Decimal: "decimal",
        uuid.UUID: "uuid",
        dt.date: "date",
        dt.time: "time",
        dt.datetime: "datetime",
        dt.timedelta: "interval",
        type(None): "none",
    }
    text = value.decode() if isinstance(value, bytes) else str(value)
    return [names[type(value)], text]


def record_literals():
    rows = []
    for kind, value in LITERALS:
        type_ = make_type(kind, {}, [])

        def render(engine):
            compiler = engine.statement_compiler(engine, None)
            return compiler.render_literal_value(value, type_)

        rows.append(
            {
                "kind": kind,
                "value": encode(value),
                "sql": {
                    name: outcome(lambda: render(engine))
                    for name, engine in ENGINES.items()
                },
            }
        )
    return rows


def main():
    for name, rows in (
        ("types", record_types()),
        ("literals", record_literals()),
    ):
        path = HERE / (name + ".json")
        path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
