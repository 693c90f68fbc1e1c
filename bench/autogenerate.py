#!/usr/bin/env python3
"""Measures `check` and `revision --autogenerate` beside the real Alembic.

usage: autogenerate.py LIMBECK [sqlite postgresql mysql] [--tables 10,100,1000,5000]

ALEMBIC=/path/to/alembic names the reference (left out when absent); servers are
those of tests/servers.sh. Each table has ten columns, an index, a unique
constraint and a foreign key. Shown are wall-clock, the CPU of the process and
its peak memory, once each: `all` with an empty database (every table is added),
`check` with nothing to do, and `some` with a column more in every tenth table.
The floor of `check` is the database's own client reading the same catalogs.
"""

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tests"))
import run_cases

GENERIC = os.path.join(HERE, "..", "tests", "fixtures", "generic")
ENV = '''from alembic import context
from sqlalchemy import create_engine
from models import Base

with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        context.run_migrations()
'''
MODELS = '''from datetime import datetime
from decimal import Decimal
from typing import Optional
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass
'''
TABLE = '''

class Row%(n)d(Base):
    __tablename__ = "table_%(n)d"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    title: Mapped[Optional[str]] = mapped_column(String(100), index=True)
    body: Mapped[Optional[str]] = mapped_column(Text)
    made: Mapped[datetime] = mapped_column(server_default=func.now())
    price: Mapped[Optional[Decimal]]
    count: Mapped[int] = mapped_column(server_default="0")
    flag: Mapped[bool]
    code: Mapped[str] = mapped_column(String(9))
    parent: Mapped[Optional[int]] = mapped_column(ForeignKey("table_%(parent)d.id"))
%(more)s    __table_args__ = (UniqueConstraint("code", name="uq_%(n)d"),)
'''


# What tells all tables, columns, keys and indexes.
CATALOGS = {
    "sqlite": """SELECT m.name, m.sql, c.* FROM sqlite_master m, pragma_table_xinfo(m.name) c;
SELECT m.name, k.* FROM sqlite_master m, pragma_foreign_key_list(m.name) k;
SELECT m.name, i.*, c.* FROM sqlite_master m, pragma_index_list(m.name) i,
  pragma_index_xinfo(i.name) c WHERE m.type = 'table';
""",
    "postgresql": """SELECT c.oid, c.relname, a.attname, a.attnum, a.attnotnull,
  format_type(a.atttypid, a.atttypmod), pg_get_expr(d.adbin, d.adrelid),
  col_description(c.oid, a.attnum)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE n.nspname = 'public' AND c.relkind = 'r';
SELECT conrelid, conname, contype, conkey, pg_get_constraintdef(oid) FROM pg_constraint
  WHERE connamespace = 'public'::regnamespace;
SELECT i.*, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c
  ON c.oid = i.indrelid WHERE c.relnamespace = 'public'::regnamespace;
""",
    "mysql": """SELECT * FROM information_schema.columns WHERE table_schema = DATABASE();
SELECT * FROM information_schema.statistics WHERE table_schema = DATABASE();
SELECT * FROM information_schema.key_column_usage WHERE table_schema = DATABASE();
SELECT * FROM information_schema.referential_constraints
  WHERE constraint_schema = DATABASE();
"""}


def write_models(folder, count, more=False):
    with open(os.path.join(folder, "models.py"), "w") as file:
        file.write(MODELS)
        for n in range(count):
            extra = "    extra: Mapped[Optional[int]]\n" if more and n % 10 == 0 else ""
            file.write(TABLE % {"n": n, "parent": n // 2, "more": extra})


def project(count, url):
    folder = tempfile.mkdtemp(prefix="limbeck-bench-")
    shutil.copytree(GENERIC, folder, dirs_exist_ok=True)
    os.makedirs(os.path.join(folder, "alembic", "versions"))
    with open(os.path.join(folder, "alembic", "env.py"), "w") as file:
        file.write(ENV)
    if url:
        ini = os.path.join(folder, "alembic.ini")
        with open(ini) as file:
            text = re.sub(r"(?m)^sqlalchemy\.url = .*$",
                          lambda m: "sqlalchemy.url = " + url.replace("%", "%%"), file.read())
        with open(ini, "w") as file:
            file.write(text)
    write_models(folder, count)
    return folder


def measure(command, folder, stdin=subprocess.DEVNULL):
    """Seconds of wall-clock and CPU, MiB at the peak."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdin=stdin, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 255):
        sys.exit(error.decode()[-2000:])
    return (time.perf_counter() - start, usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss / 1024)


def prepare(limbeck, kind, folder, url):
    """Makes the tables outside of one transaction, which servers limit in locks."""
    sql = subprocess.run([limbeck, "upgrade", "head", "--sql"], cwd=folder, check=True,
                         capture_output=True, text=True).stdout
    # Autogenerate made the version table when it looked into it.
    sql = sql.replace("CREATE TABLE alembic", "CREATE TABLE IF NOT EXISTS alembic")
    if kind != "sqlite":
        sql = re.sub(r"(?m)^(BEGIN|COMMIT);$", "", sql)
    subprocess.run(client(kind, url), cwd=folder, check=True, input=sql, text=True,
                   stdout=subprocess.DEVNULL)


def client(kind, url):
    """The database's own program."""
    if kind == "sqlite":
        return ["sqlite3", "app.db"]
    if kind == "postgresql":
        return ["psql", "-q", "-d", re.sub(r"\+\w+", "", url)]
    parts = urllib.parse.urlsplit(url)
    return ["mariadb", "-h", parts.hostname, "-P", str(parts.port), "-u", parts.username,
            "-p" + (parts.password or ""), parts.path[1:]]


def read_catalogs(kind, folder, url):
    path = os.path.join(folder, "catalogs.sql")
    with open(path, "w") as file:
        file.write(CATALOGS[kind])
    with open(path) as file:
        return measure(client(kind, url), folder, file)


def bench(programs, kind, count):
    """By work, then by program."""
    url, drop = (None, None) if kind == "sqlite" else run_cases.make_database(kind)
    if kind != "sqlite" and url is None:
        return None
    folder = project(count, url)
    versions = os.path.join(folder, "alembic", "versions")
    results = {"all": [], "check": [], "some": []}

    def generate(work):
        for program in programs[::-1]:
            kept = set(os.listdir(versions))
            results[work].insert(0, measure([program, "revision", "--autogenerate", "-m", work],
                                            folder))
            if program is not programs[0]:
                for name in set(os.listdir(versions)) - kept - {"__pycache__"}:
                    os.remove(os.path.join(versions, name))
    try:
        generate("all")
        prepare(programs[0], kind, folder, url)
        results["check"] = [measure([program, "check"], folder) for program in programs]
        floor = read_catalogs(kind, folder, url)
        write_models(folder, count, more=True)
        generate("some")
    finally:
        shutil.rmtree(folder)
        if drop:
            drop()
    return results, floor


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("limbeck")
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql", "mysql"])
    parser.add_argument("--tables", default="10,100,1000,5000")
    args = parser.parse_args()
    reference = os.environ.get("ALEMBIC") or shutil.which("alembic")
    programs = [os.path.abspath(args.limbeck)] + ([reference] if reference else [])
    print("%-10s %6s %-5s | %26s | %26s" % ("database", "tables", "work", "limbeck: wall, CPU s, MiB",
                                            "Alembic: wall, CPU s, MiB"))
    for kind in args.databases:
        for count in map(int, args.tables.split(",")):
            found = bench(programs, kind, count)
            if found is None:
                print("%-10s no server" % kind)
                break
            works, floor = found
            print("%-10s %6d floor | %8.2f" % (kind, count, floor[0]))
            for work, numbers in works.items():
                print("%-10s %6d %-5s | %s" % (kind, count, work, " | ".join(
                    "%8.2f %8.2f %8.0f" % one for one in numbers)), flush=True)


if __name__ == "__main__":
    main()
