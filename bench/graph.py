#!/usr/bin/env python3
"""Measures commands that are about the revision graph at several sizes.

usage: graph.py LIMBECK [SIZE…]    sizes default to 100 1000 10000
       --shape line|ladder|fan     one line (default); pairs of branches merged
                                   again and again; branches of one base, merged
       --cold                      also with the files out of the page cache,
                                   where /proc/sys/vm/drop_caches may be written

ALEMBIC=/path/to/alembic names the reference (else `alembic` of PATH; left out
when absent). Figures are user + system CPU of the process; the floor is
reading the files with cat.
"""

import argparse
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
CACHES = "/proc/sys/vm/drop_caches"

SCRIPT = '''"""step {n}

Revision ID: {id}
Revises: {revises}
Create Date: 2026-01-02 03:04:05.000006

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = {id!r}
down_revision: Union[str, Sequence[str], None] = {down!r}
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.add_column('account', sa.Column('c{n}', sa.Integer(), nullable=True))


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_column('account', 'c{n}')
'''


def parents(shape, count):
    """For each revision (by number) the numbers of its parents."""
    if shape == "line":
        return [[n - 1] if n else [] for n in range(count)]
    if shape == "fan":
        return [[]] + [[0]] * (count - 2) + [list(range(1, count - 1))]
    found = [[]]
    while len(found) + 3 <= count:
        last = len(found) - 1
        found += [[last], [last], [last + 1, last + 2]]
    while len(found) < count:
        found.append([len(found) - 1])
    return found


def project(shape, count):
    folder = tempfile.mkdtemp(prefix="limbeck-bench-")
    shutil.copytree(GENERIC, folder, dirs_exist_ok=True)
    versions = os.path.join(folder, "alembic", "versions")
    os.makedirs(versions)
    for n, above in enumerate(parents(shape, count)):
        ids = ["r%06d" % p for p in above]
        down = None if not ids else ids[0] if len(ids) == 1 else tuple(ids)
        with open(os.path.join(versions, "r%06d_step.py" % n), "w") as file:
            file.write(SCRIPT.format(n=n, id="r%06d" % n, revises=", ".join(ids), down=down))
    return folder


def work(count):
    last, middle = "r%06d" % (count - 1), "r%06d" % (count // 2)
    return [("heads", ["heads"]), ("history", ["history"]),
            ("history -r a:b", ["history", "-r", "%s:%s" % (middle, last)]),
            ("show", ["show", middle]), ("current", ["current"]),
            ("upgrade head, no-op", ["upgrade", "head"]),
            ("revision", ["revision", "-m", "x", "--rev-id", "new"]),
            ("merge", ["merge", "-m", "x", "--rev-id", "new", last])]


def measure(command, folder, runs, cold):
    figures = []
    for _ in range(runs):
        if cold:
            os.sync()
            with open(CACHES, "w") as file:
                file.write("3")
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            sys.exit("%s failed:\n%s" % (command, done.stderr.decode()))
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        figures.append(1000 * (wall if cold else cpu))
        for made in os.listdir(os.path.join(folder, "alembic", "versions")):
            if made.startswith("new_"):
                os.remove(os.path.join(folder, "alembic", "versions", made))
    return statistics.median(figures)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("limbeck")
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000, 10000])
    parser.add_argument("--shape", choices=["line", "ladder", "fan"], default="line")
    parser.add_argument("--cold", action="store_true")
    args = parser.parse_args()
    if args.cold and not os.access(CACHES, os.W_OK):
        sys.exit("%s cannot be written here" % CACHES)
    limbeck = os.path.realpath(args.limbeck)
    alembic = os.environ.get("ALEMBIC") or shutil.which("alembic")
    print("%-22s %9s | %9s | %9s | %9s | %s" % (
        "work (ms, %s)" % ("wall, cold" if args.cold else "CPU"), "revisions",
        "floor", "limbeck", "Alembic", "ratio"))
    for count in args.sizes:
        folder = project(args.shape, count)
        try:
            subprocess.run([limbeck, "stamp", "head"], cwd=folder, check=True,
                           stderr=subprocess.DEVNULL)
            floor = measure(["sh", "-c", "cat alembic/versions/*.py"]
                            if count < 10000 else
                            ["sh", "-c", "find alembic/versions -name '*.py' | xargs cat"],
                            folder, 5, args.cold)
            for name, words in work(count):
                mine = measure([limbeck, *words], folder, 7, args.cold)
                line = "%-22s %9d | %9.1f | %9.1f" % (name, count, floor, mine)
                if alembic:
                    other = measure([alembic, *words], folder, 3 if count < 10000 else 1,
                                    args.cold)
                    line += " | %9.0f | %5.0fx" % (other, other / mine)
                print(line, flush=True)
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
