#!/usr/bin/env python3
"""Measures limbeck beside the real Alembic and a floor, in one run.

usage: run.py LIMBECK        ALEMBIC=/path/to/alembic names the reference
                             (else `alembic` of PATH; left out when absent)

CPU is user + system of the process and its children, the middle of several
runs. The floor is what the work cannot do without: starting an empty program,
reading the revision files, or feeding the same SQL to the sqlite3 shell.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
GENERIC = os.path.join(HERE, "..", "tests", "fixtures", "generic")

SCRIPT = '''"""step {n}

Revision ID: r{n:05d}
Revises: {down}
Create Date: 2026-01-02 03:04:05.000006

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'r{n:05d}'
down_revision: Union[str, Sequence[str], None] = {down_repr}
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table('t{n}',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('made', sa.DateTime(), server_default=sa.text('CURRENT_TIMESTAMP'), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_t{n}_name'), 't{n}', ['name'], unique=False)


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_index(op.f('ix_t{n}_name'), table_name='t{n}')
    op.drop_table('t{n}')
'''


def project(count, text_of=None):
    """A folder with that many revisions; `text_of(n, down)`: a file's text."""
    folder = tempfile.mkdtemp(prefix="limbeck-bench-")
    shutil.copytree(GENERIC, folder, dirs_exist_ok=True)
    versions = os.path.join(folder, "alembic", "versions")
    os.makedirs(versions)
    for n in range(1, count + 1):
        down = "r%05d" % (n - 1) if n > 1 else ""
        with open(os.path.join(versions, "r%05d_step.py" % n), "w") as file:
            file.write(text_of(n, down) if text_of else
                       SCRIPT.format(n=n, down=down, down_repr=repr(down or None)))
    return folder


def measure(command, folder, prepare, runs):
    """(CPU, wall) in ms, each the middle of `runs`."""
    cpu, wall = [], []
    for _ in range(runs):
        if prepare:
            prepare(folder)
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        wall.append((time.perf_counter() - start) * 1000)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            sys.exit("%s failed:\n%s" % (command, done.stderr.decode()))
        cpu.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)
    return statistics.median(cpu), statistics.median(wall)


def no_database(folder):
    if os.path.exists(os.path.join(folder, "app.db")):
        os.remove(os.path.join(folder, "app.db"))


def main():
    limbeck = os.path.realpath(sys.argv[1])
    alembic = os.environ.get("ALEMBIC") or shutil.which("alembic")
    if not alembic:
        print("No Alembic found (ALEMBIC=…): only limbeck is measured.")
    sizes = {n: project(n) for n in (10, 100, 1000)}
    read_all = ["sh", "-c", "cat alembic/versions/*.py"]
    feed = ["sh", "-c", "sqlite3 app.db < feed.sql"]
    for folder in sizes.values():
        with open(os.path.join(folder, "feed.sql"), "wb") as file:
            subprocess.run([limbeck, "upgrade", "head", "--sql"], cwd=folder, stdout=file,
                           stderr=subprocess.DEVNULL, check=True)

    def at_head(folder):
        if not os.path.exists(os.path.join(folder, "app.db")):
            subprocess.run([limbeck, "upgrade", "head"], cwd=folder, check=True,
                           stderr=subprocess.DEVNULL)

    work = [("--version", ["--version"], 10, None, ["true"]),
            ("heads", ["heads"], 10, None, read_all),
            ("history", ["history"], 10, None, read_all),
            ("heads", ["heads"], 1000, None, read_all),
            ("history", ["history"], 1000, None, read_all),
            ("upgrade head --sql", ["upgrade", "head", "--sql"], 100, None, read_all),
            ("upgrade head --sql", ["upgrade", "head", "--sql"], 1000, None, read_all),
            ("upgrade head, SQLite", ["upgrade", "head"], 100, no_database, feed),
            ("nothing to do, SQLite", ["upgrade", "head"], 100, at_head, ["true"])]
    print("%-24s %9s | %21s | %21s | %21s | %s" % (
        "work", "revisions", "floor CPU / wall", "limbeck CPU / wall", "Alembic CPU / wall",
        "CPU ratio"))
    try:
        for name, words, size, prepare, floor in work:
            folder = sizes[size]
            no_database(folder)
            f = measure(floor, folder, prepare, 9)
            mine = measure([limbeck, *words], folder, prepare, 15)
            line = "%-24s %9d | %8.1f / %8.1f ms | %8.1f / %8.1f ms" % (name, size, *f, *mine)
            if alembic:
                other = measure([alembic, *words], folder, prepare, 3)
                line += " | %8.0f / %8.0f ms | %6.0fx" % (*other, other[0] / mine[0])
            print(line, flush=True)
    finally:
        for folder in sizes.values():
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
