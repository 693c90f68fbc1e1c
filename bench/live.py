#!/usr/bin/env python3
"""Measures upgrades on real databases beside the real Alembic and a floor.

usage: tests/servers.sh run bench/live.py LIMBECK [--rows N] [--database NAME…]
           ALEMBIC=/path/to/alembic names the reference (else `alembic` of PATH;
           left out when absent)

1. 100 and 1,000 revisions applied to an empty database. The floor is the same
   SQL given to psql, sqlite3 or mariadb, transactions as limbeck makes them.
2. `upgrade head` where nothing is to be done.
3. One revision that reads N rows (a million), changes each in Python and writes
   it back, and one that inserts what it reads into another table: rows in a
   second and the peak memory of the program.

Wall time of one run each; of three, the middle one, where a run takes less than
a second.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "tests", "live_runs")]

import databases  # noqa: E402

ENV = '''\
from alembic import context
from sqlalchemy import engine_from_config, pool

engine = engine_from_config(context.config.get_section(context.config.config_ini_section),
                            prefix="sqlalchemy.", poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
'''

STEP = '''\
import sqlalchemy as sa
from alembic import op

revision = "r{n:05d}"
down_revision = {down!r}


def upgrade():
    op.create_table(
        "t{n}",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("made", sa.DateTime(), server_default=sa.text("CURRENT_TIMESTAMP"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_t{n}_name", "t{n}", ["name"], unique=False)


def downgrade():
    op.drop_table("t{n}")
'''

FILL = {
    "postgresql": "INSERT INTO big (id, name) SELECT i, 'Name ' || i FROM generate_series(1, {rows}) AS i",
    "mysql": "INSERT INTO big (id, name) SELECT seq, CONCAT('Name ', seq) FROM seq_1_to_{rows}",
    "sqlite": "INSERT INTO big (id, name) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
              "FROM n WHERE i < {rows}) SELECT i, 'Name ' || i FROM n",
}

MOVE = '''\
import sqlalchemy as sa
from alembic import op

revision = "r00002"
down_revision = "r00001"

big = sa.table("big", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("slug", sa.String))


def upgrade():
    bind = op.get_bind()
    last = 0
    while True:
        rows = bind.execute(sa.select(big.c.id, big.c.name).where(big.c.id > last)
                            .order_by(big.c.id).limit(10000)).fetchall()
        if not rows:
            break
        bind.execute(
            sa.text("UPDATE big SET slug = :slug WHERE id = :id"),
            [{{"id": row.id, "slug": row.name.strip().lower().replace(" ", "-")}} for row in rows])
        last = rows[-1].id


def downgrade():
    op.execute("UPDATE big SET slug = NULL")
'''

COPY = '''\
import sqlalchemy as sa
from alembic import op

revision = "r00002"
down_revision = "r00001"


def upgrade():
    table = op.create_table("copy", sa.Column("id", sa.Integer, primary_key=True), sa.Column("slug", sa.String(50)))
    bind = op.get_bind()
    big = sa.table("big", sa.column("id"), sa.column("name"))
    for part in bind.execute(sa.select(big.c.id, big.c.name), execution_options={{"yield_per": 10000}}).partitions():
        op.bulk_insert(table, [{{"id": row.id, "slug": row.name.lower()}} for row in part])


def downgrade():
    op.drop_table("copy")
'''


def project(url, scripts):
    folder = tempfile.mkdtemp(prefix="limbeck-bench-")
    versions = os.path.join(folder, "migrations", "versions")
    os.makedirs(versions)
    with open(os.path.join(folder, "alembic.ini"), "w") as file:
        file.write("[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = "
                   + url.replace("%", "%%") + "\n")
    with open(os.path.join(folder, "migrations", "env.py"), "w") as file:
        file.write(ENV)
    for n, text in enumerate(scripts, 1):
        with open(os.path.join(versions, "r%05d.py" % n), "w") as file:
            file.write(text)
    return folder


def run(words, folder, text=None):
    """(seconds, peak memory in MiB of this one child)"""
    started = time.perf_counter()
    child = subprocess.Popen(words, cwd=folder, stdin=text or subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stderr.close()
    if child.returncode:
        sys.exit("%s failed:\n%s" % (words, errors.decode()[-2000:]))
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def shell(database):
    """The database's own client, which reads SQL from its input."""
    if database.name == "postgresql":
        return ["psql", *database.options, "-Xqd", database.database, "-v", "ON_ERROR_STOP=1"]
    if database.name == "mysql":
        return ["mariadb", *database.options, database.database]
    return ["sqlite3", "-bail", database.file]


def histories(kind, programs, count):
    scripts = [STEP.format(n=n, down="r%05d" % (n - 1) if n > 1 else None)
               for n in range(1, count + 1)]
    times, idle = {}, {}
    for name, words in programs.items():
        taken, nothing = [], []
        for _ in range(3):
            database = kind()
            folder = project(database.url, scripts)
            try:
                taken.append(run([words, "upgrade", "head"], folder)[0])
                nothing += [run([words, "upgrade", "head"], folder)[0] for _ in range(3)]
            finally:
                shutil.rmtree(folder)
                database.drop()
            if taken[0] > 1:
                break
        times[name], idle[name] = statistics.median(taken), statistics.median(nothing)
    taken = []
    for _ in range(3):
        database = kind()
        folder = project(database.url, scripts)
        try:
            feed = os.path.join(folder, "feed.sql")
            with open(feed, "wb") as file:
                subprocess.run([programs["limbeck"], "upgrade", "head", "--sql"], cwd=folder,
                               stdout=file, stderr=subprocess.DEVNULL, check=True)
            if kind.name == "sqlite":
                one_transaction_each(feed)
            with open(feed) as file:
                taken.append(run(shell(database), folder, file)[0])
        finally:
            shutil.rmtree(folder)
            database.drop()
    times["floor"] = statistics.median(taken)
    report(kind, "%d revisions applied" % count, times, "s")
    report(kind, "nothing to do, %d revisions" % count, idle, "s")


def one_transaction_each(path):
    """SQLite's script has no transactions; limbeck makes one of each step."""
    with open(path) as file:
        steps = file.read().split("-- Running ")
    with open(path, "w") as file:
        file.write(steps[0])
        for step in steps[1:]:
            file.write("BEGIN;\n-- Running %s\nCOMMIT;\n" % step)


def rows(kind, programs, count, what, script):
    rate, memory = {}, {}
    for name, words in programs.items():
        database = kind()
        folder = project(database.url, [STEP.format(n=1, down=None), script.format()])
        try:
            database.sql("CREATE TABLE big (id INTEGER PRIMARY KEY, name VARCHAR(50), slug VARCHAR(50))")
            database.sql(FILL[kind.name].format(rows=count))
            run([words, "upgrade", "r00001"], folder)
            seconds, peak = run([words, "upgrade", "head"], folder)
            rate[name], memory[name] = count / seconds, peak
        finally:
            shutil.rmtree(folder)
            database.drop()
    report(kind, what + ", rows/s", rate, "")
    report(kind, what + ", peak memory", memory, "MiB")


def report(kind, what, values, unit):
    cells = ["%s %.*f %s" % (name, 3 if unit == "s" else 0, value, unit)
             for name, value in values.items()]
    print("%-10s %-34s %s" % (kind.name, what, "  ".join(cells)), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("limbeck")
    parser.add_argument("--rows", type=int, default=1000000)
    parser.add_argument("--counts", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--database", action="append")
    options = parser.parse_args()
    programs = {"limbeck": os.path.realpath(options.limbeck)}
    reference = os.environ.get("ALEMBIC") or shutil.which("alembic")
    if reference:
        programs["Alembic"] = reference
    else:
        print("No Alembic found (ALEMBIC=…): only limbeck is measured.")
    for kind in databases.KINDS.values():
        if options.database and kind.name not in options.database or not kind.available():
            continue
        for count in options.counts:
            histories(kind, programs, count)
        if options.rows:
            rows(kind, programs, options.rows, "rows read and updated", MOVE)
            rows(kind, programs, options.rows, "rows read and inserted", COPY)


if __name__ == "__main__":
    main()
