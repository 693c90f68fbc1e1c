#!/usr/bin/env python3
"""Compares commands on random revision graphs with the real Alembic.

    python tests/revision/differential.py LIMBECK [--graphs N] [--seed S] [--size K]

Needs Alembic, which runs inside this process. Each graph becomes a project of
real files, once for each program; then both carry out the same random upgrade,
downgrade, stamp, current and history commands. Compared are the exit code, the
steps with the rows of the version table after each of them (as env.py's
on_version_apply sees them), what is printed and the rows that stay. Both start
anew with an empty database where the reference dies of an exception of its own
or leaves rows one of which implies another, as it does under merges that also
depend on one side (docs/differences.md). The same for pure graph functions, much faster: record/revision_graphs.py
with unit/revision/reference_test.cc.
"""

import argparse
import contextlib
import contextlib
import io
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "record"))



class Output(io.TextIOBase):
    """Standard output that can be caught; Alembic binds it when imported."""

    def __init__(self, target):
        self.target = target

    def write(self, text):
        return self.target.write(text)

    def flush(self):
        self.target.flush()


sys.stdout = Output(sys.stdout)

from alembic.config import CommandLine  # noqa: E402
from alembic.script import revision  # noqa: E402
from revision_graphs import make_graph  # noqa: E402


def in_file_order(original):
    """The reference keeps dependencies in a set, whose order differs from run to
    run; here it is that of the files, which limbeck keeps."""

    def normalize(self, revisions, map_):
        original(self, revisions, map_)
        for rev in revisions:
            kept = rev._normalized_resolved_dependencies
            rev._normalized_resolved_dependencies = tuple(
                dict.fromkeys(d for d in rev._resolved_dependencies if d in kept))

    return normalize


revision.RevisionMap._normalize_depends_on = in_file_order(
    revision.RevisionMap._normalize_depends_on)

ENV = '''from alembic import context
from sqlalchemy import create_engine


def note(*, step, heads, **rest):
    print("up" if step.is_upgrade else "down", step.is_stamp, step.up_revision_ids,
          sorted(heads))


with create_engine("sqlite:///app.db").connect() as connection:
    context.configure(connection=connection, on_version_apply=note)
    with context.begin_transaction():
        context.run_migrations()
'''

SCRIPT = '''revision = {0!r}
down_revision = {1!r}
depends_on = {2!r}
branch_labels = {3!r}


def upgrade():
    pass


def downgrade():
    pass
'''


def write_project(folder, graph):
    versions = os.path.join(folder, "alembic", "versions")
    os.makedirs(versions)
    with open(os.path.join(folder, "alembic.ini"), "w") as file:
        file.write("[alembic]\nscript_location = alembic\n")
    with open(os.path.join(folder, "alembic", "env.py"), "w") as file:
        file.write(ENV)
    for place, (name, downs, deps, labels) in enumerate(graph):
        with open(os.path.join(versions, "%04d_%s.py" % (place, name)), "w") as file:
            file.write(SCRIPT.format(name, tuple(downs) or None, tuple(deps) or None,
                                     tuple(labels) or None))


def make_commands(rng, graph, count):
    names = [row[0] for row in graph]
    labels = [label for row in graph for label in row[3]]

    def some():
        return rng.choice(names)

    def branch():
        return rng.choice(labels) if labels and rng.random() < 0.7 else some()

    def target(kind):
        forms = [some, some, some,
                 lambda: some()[:rng.randint(2, 6)],
                 lambda: branch() + "@" + some(),
                 lambda: "%s%+d" % (some(), rng.choice([-2, -1, 1, 2]))]
        if kind == "upgrade":
            forms += [lambda: "heads", lambda: "heads", lambda: "head",
                      lambda: "+%d" % rng.randint(1, 4),
                      lambda: branch() + "@head", lambda: branch() + "@heads",
                      lambda: "%s@+%d" % (branch(), rng.randint(1, 3))]
        elif kind == "downgrade":
            forms += [lambda: "base", lambda: "-%d" % rng.randint(1, 4),
                      lambda: branch() + "@base",
                      lambda: "%s@-%d" % (branch(), rng.randint(1, 3))]
        else:
            forms = [some, some, lambda: "heads", lambda: "base", lambda: branch() + "@head",
                     lambda: branch() + "@base"]
        return rng.choice(forms)()

    for _ in range(count):
        kind = rng.choice(["upgrade"] * 4 + ["downgrade"] * 4 + ["stamp", "current", "history"])
        if kind == "current":
            yield ["current"]
        elif kind == "history":
            yield ["history", "-r", rng.choice(["%s:%s" % (some(), some()), ":" + some(),
                                                some() + ":", "current:", ":current"])]
        else:
            yield [kind, target(kind)]


class Reference:
    """Alembic in this process: (exit code, what it printed)."""

    def __init__(self):
        self.line = CommandLine("alembic")

    def run(self, folder, words):
        out = io.StringIO()
        before, terminal = os.getcwd(), sys.stdout.target
        os.chdir(folder)
        sys.stdout.target = out
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    self.line.main(words)
                    code = 0
                except SystemExit as end:
                    code = end.code if isinstance(end.code, int) else 1
                    code &= 255
                except Exception as error:
                    return 1, type(error).__name__
        finally:
            sys.stdout.target = terminal
            os.chdir(before)
        return code, out.getvalue()


def run_limbeck(program, folder, words):
    done = subprocess.run([program, *words], cwd=folder, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True)
    return done.returncode, done.stdout


def rows(folder):
    path = os.path.join(folder, "app.db")
    if not os.path.exists(path):
        return []
    with contextlib.closing(sqlite3.connect(path)) as connection:
        try:
            return sorted(connection.execute("select version_num from alembic_version"))
        except sqlite3.OperationalError:
            return []


def printed(words, text):
    # `current` prints a set; labels are one as well.
    if words[0] == "current":
        return sorted(text.split("\n"))
    if text.startswith("FAILED: Branch name"):
        return "FAILED: Branch name"
    if words[0] == "stamp":
        # In the order of the rows, which comes of a set where they were made.
        text = "\n".join(sorted(line.rpartition("[")[0] for line in text.split("\n")))
    return re.sub(r"\(([^()]*)\)", lambda m: str(sorted(m.group(1).split(", "))), text)


class Ancestors:
    """What each revision implies: its parents, its dependencies and theirs."""

    def __init__(self, graph):
        labels = {label: row[0] for row in graph for label in row[3]}
        self.above = {row[0]: [labels.get(n, n) for n in row[1] + row[2]] for row in graph}
        self.known = {}

    def of(self, name):
        if name not in self.known:
            self.known[name] = found = set()
            for parent in self.above.get(name, ()):
                found |= {parent} | self.of(parent)
        return self.known[name]

    def overlap(self, text):
        """Whether a step left rows that imply each other."""
        for line in text.split("\n"):
            names = re.findall(r"'([^']*)'", line.rpartition("[")[2])
            implied = set().union(*map(self.of, names))
            if implied & set(names):
                return True
        return False


def compare(program, reference, seed, size):
    """The number of commands compared and the differences."""
    rng = random.Random(seed)
    graph = [list(map(lambda x: x if isinstance(x, str) else list(x), row))
             for row in make_graph(rng, rng.randint(2, size))]
    work = tempfile.mkdtemp(prefix="limbeck-graph-")
    count, found = 0, []
    try:
        theirs, mine = os.path.join(work, "a"), os.path.join(work, "b")
        write_project(theirs, graph)
        write_project(mine, graph)
        ancestors = Ancestors(graph)
        for words in make_commands(rng, graph, 12):
            expected = reference.run(theirs, words)
            seen = run_limbeck(program, mine, words)
            count += 1
            if expected[0] == 1 or ancestors.overlap(expected[1]):
                for folder in (theirs, mine):
                    path = os.path.join(folder, "app.db")
                    if os.path.exists(path):
                        os.remove(path)
                continue
            same = (expected[0] == seen[0]
                    and printed(words, expected[1]) == printed(words, seen[1])
                    and rows(theirs) == rows(mine))
            if not same:
                found.append("seed %d: %s\n  reference %s rows %s\n  limbeck   %s rows %s" % (
                    seed, " ".join(words), expected, rows(theirs), seen, rows(mine)))
                break
    finally:
        shutil.rmtree(work)
    return count, found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("limbeck")
    parser.add_argument("--graphs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=30)
    args = parser.parse_args()
    program = os.path.realpath(args.limbeck)
    reference = Reference()
    commands, differences = 0, []
    for seed in range(args.seed, args.seed + args.graphs):
        count, found = compare(program, reference, seed, args.size)
        commands += count
        differences += found
        for text in found:
            print(text, flush=True)
    print("%d graphs, %d commands, %d graphs differ" % (args.graphs, commands, len(differences)))
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
