"""Records what SQLAlchemy's Inspector says about the tables in reflection/*.sql.

    tests/servers.sh run python tests/live/record_reflection.py [DIALECT…]

writes reflection/DIALECT.json. Needs SQLAlchemy 2.1 with psycopg2 and pymysql.
The comparison is reflection_test.cc.
"""

import json
import os
import pathlib
import sys
import warnings

import sqlalchemy as sa

HERE = pathlib.Path(__file__).parent / "reflection"


def plain(value):
    """The value as JSON has it; types by their repr, text() by its text."""
    if isinstance(value, sa.types.TypeEngine):
        return repr(value)
    if isinstance(value, sa.TextClause):
        return value.text
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def describe(inspector, name, schema):
    return plain(
        {
            "columns": inspector.get_columns(name, schema),
            "pk": inspector.get_pk_constraint(name, schema),
            "fks": inspector.get_foreign_keys(name, schema),
            "uniques": inspector.get_unique_constraints(name, schema),
            "checks": inspector.get_check_constraints(name, schema),
            "indexes": inspector.get_indexes(name, schema),
            "options": inspector.get_table_options(name, schema),
            "comment": inspector.get_table_comment(name, schema)["text"]
            if inspector.dialect.supports_comments
            else None,
        }
    )


def record(dialect, engine, schemas):
    script = (HERE / f"{dialect}.sql").read_text()
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        if dialect == "sqlite":
            raw.executescript(script)
        else:
            cursor = raw.cursor()
            if dialect == "mysql":
                for statement in script.split(";\n"):
                    if statement.strip():
                        cursor.execute(statement)
            else:
                cursor.execute(script)
            raw.commit()
        inspector = sa.inspect(connection)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            tables = {}
            for schema in schemas:
                names = list(inspector.get_table_names(schema))
                names += inspector.get_view_names(schema)
                if dialect == "postgresql":
                    names += inspector.get_materialized_view_names(schema)
                for name in sorted(names):
                    key = name if schema is None else f"{schema}.{name}"
                    tables[key] = describe(inspector, name, schema)
        names = {}
        for schema in schemas:
            names[str(schema)] = {
                "tables": sorted(inspector.get_table_names(schema)),
                "views": sorted(inspector.get_view_names(schema)),
            }
        result = {
            "tables": tables,
            "names": names,
            "schemas": inspector.get_schema_names(),
            "warnings": sorted({str(one.message) for one in caught}),
        }
    path = HERE / f"{dialect}.json"
    path.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n")
    print(path, len(tables), "tables")


def main(wanted):
    if not wanted or "sqlite" in wanted:
        record("sqlite", sa.create_engine("sqlite://"), [None])
    if not wanted or "postgresql" in wanted:
        url = os.environ["LIMBECK_TEST_PG_URL"]
        schemas = [None, "hs", "Odd Schema", "public"]
        record("postgresql", sa.create_engine(url), schemas)
    if not wanted or "mysql" in wanted:
        url = os.environ["LIMBECK_TEST_MYSQL_URL"]
        record("mysql", sa.create_engine(url), [None, "limbeck"])


main(sys.argv[1:])
