#!/usr/bin/env python3
"""Applies histories with limbeck and with the real Alembic and compares.

    tests/servers.sh run tests/live_runs/compare.py --program build/dev/limbeck
    … --reference /path/to/alembic          also run the real one, compare databases
    … --reference /path/to/alembic --record  and keep what its scripts print

A history is a folder in histories/: revision files, perhaps an env.py of its
own, perhaps `databases` (names, one line), perhaps `recorded_with` (which versions
of the reference, if not the newest: such a history is recorded and compared only
when it is named). Its scripts print what they see, some with the module `show`
(show.py). For every database:

1. base to head, down step by step, up again: the printed lines must be those of
   recorded/HISTORY.DATABASE.txt, which the real Alembic wrote; the second head
   must equal the first.
2. With --reference, both programs do this on databases of their own, and schema
   and rows are compared at every stop; then they take turns on one database.
"""

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile

import databases

HERE = os.path.dirname(os.path.abspath(__file__))


class Project:
    """One history on one fresh database."""

    def __init__(self, history, kind):
        self.folder = tempfile.mkdtemp(prefix="limbeck-history-")
        source = os.path.join(HERE, "histories", history)
        shutil.copytree(source, os.path.join(self.folder, "migrations", "versions"))
        for name in ("env.py", "script.py.mako", "limbeck.ini"):
            own = os.path.join(self.folder, "migrations", "versions", name)
            target = os.path.join(self.folder, "migrations", name)
            if os.path.exists(own):
                shutil.move(own, target)
            elif os.path.exists(os.path.join(HERE, name)):
                shutil.copy(os.path.join(HERE, name), target)
        for name in os.listdir(os.path.join(self.folder, "migrations", "versions")):
            if name.startswith("lib_"):
                shutil.move(os.path.join(self.folder, "migrations", "versions", name),
                            os.path.join(self.folder, name[4:]))
        shutil.copy(os.path.join(HERE, "show.py"), self.folder)
        self.database = kind()
        with open(os.path.join(self.folder, "alembic.ini"), "w") as file:
            file.write("[alembic]\nscript_location = %(here)s/migrations\n"
                       "prepend_sys_path = .\nversion_path_separator = os\n"
                       "sqlalchemy.url = " + self.database.url.replace("%", "%%") + "\n")

    def run(self, program, *words):
        done = subprocess.run([*program, *words], cwd=self.folder, text=True,
                              capture_output=True, stdin=subprocess.DEVNULL,
                              timeout=300, env=dict(os.environ, PYTHONWARNINGS="ignore",
                                                    PYTHONDONTWRITEBYTECODE="1"))
        text = done.stdout
        if done.returncode != 0:
            text += "[exit %d]\n%s\n" % (done.returncode, last_error(done.stderr))
        return self.scrubbed(text)

    def scrubbed(self, text):
        text = text.replace(self.folder, "/proj").replace(self.database.database
                                                          if hasattr(self.database, "database")
                                                          else "\0", "DATABASE")
        return re.sub(r"/tmp/limbeck-runs-\w+", "/data", text)

    def drop(self):
        self.database.drop()
        shutil.rmtree(self.folder)


def last_error(text):
    """Of stack traces the last exception; else all."""
    lines = text.strip().split("\n")
    starts = [i for i, line in enumerate(lines)
              if re.match(r"[\w.]+(Error|Exception|Interrupt|Exit|Found)\b", line)]
    return "\n".join(lines[starts[-1]:] if starts else lines)


def revisions(history):
    names = [n for n in os.listdir(os.path.join(HERE, "histories", history))
             if re.match(r"\d", n) and n.endswith(".py")]
    return sorted(names)


def whole_way(program, history, kind, stops):
    """Up, down in steps, up again. Returns (printed text, dumps at the stops)."""
    project = Project(history, kind)
    try:
        dumps = []
        text = "-- upgrade head\n" + project.run(program, "upgrade", "head")
        if stops or "[exit" not in text:
            dumps.append(("head", project.database.dump()))
        for name in reversed(revisions(history)):
            text += "-- downgrade from %s\n" % name
            text += project.run(program, "downgrade", "-1")
            if stops:
                dumps.append(("below " + name, project.database.dump()))
        again = project.run(program, "upgrade", "head")
        if "[exit" in again:
            text += "-- upgrade head again\n" + again
        dumps.append(("head again", project.database.dump()))
        return text, dumps
    finally:
        project.drop()


def interleaved(first, second, history, kind):
    """Every step up and down by the other program than the one before."""
    project = Project(history, kind)
    try:
        tools = [first, second]
        count = len(revisions(history))
        text = ""
        for i in range(count):
            text += project.run(tools[i % 2], "upgrade", "+1")
        head = project.database.dump()
        for i in range(count):
            text += project.run(tools[(i + 1) % 2], "downgrade", "-1")
        base = project.database.dump()
        return text, head, base
    finally:
        project.drop()


def difference(wanted, got, names):
    return "".join(line if line.endswith("\n") else line + "\n" for line in
                   difflib.unified_diff(wanted.splitlines(True), got.splitlines(True),
                                        *names, n=1))


def check(options, history, kind):
    path = os.path.join(HERE, "recorded", "%s.%s.txt" % (history, kind.name))
    problems = ""
    reference = reference_dumps = None
    if options.reference:
        reference, reference_dumps = whole_way([options.reference], history, kind, True)
        if options.record:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w") as file:
                file.write(reference)
            if not options.program:
                return ""
    elif os.path.exists(path):
        with open(path) as file:
            reference = file.read()
    if reference is None:
        return "nothing recorded\n"
    printed, dumps = whole_way([options.program], history, kind, bool(options.reference))
    problems += difference(reference, printed, ("reference", "limbeck"))
    if reference_dumps:
        for (stop, wanted), (_, got) in zip(reference_dumps, dumps):
            problems += difference(wanted, got, ("reference, " + stop, "limbeck, " + stop))
        if options.interleaved:
            alone = interleaved([options.reference], [options.reference], history, kind)
            turns = interleaved([options.reference], [options.program], history, kind)
            for stop, wanted, got in zip(("output", "head", "base"), alone, turns):
                problems += difference(wanted, got, ("reference step by step, " + stop,
                                                     "in turns, " + stop))
    elif dumps[0][0] == "head":
        problems += difference(dumps[0][1], dumps[-1][1], ("head", "head again"))
    return problems


def wanted_databases(history):
    path = os.path.join(HERE, "histories", history, "databases")
    if not os.path.exists(path):
        return list(databases.KINDS)
    with open(path) as file:
        return file.read().split()


def all_histories(options):
    folder = os.path.join(HERE, "histories")
    return [name for name in sorted(os.listdir(folder)) if not options.reference
            or not os.path.exists(os.path.join(folder, name, "recorded_with"))]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program")
    parser.add_argument("--reference")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--interleaved", action="store_true")
    parser.add_argument("--database", action="append")
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("histories", nargs="*")
    options = parser.parse_args()
    if options.program and os.path.exists(options.program):
        options.program = os.path.abspath(options.program)
    with open(os.path.join(HERE, "pending.txt")) as file:
        pending = {line.strip() for line in file if not line.startswith("#")}
    failed = passed = skipped = waiting = 0
    for history in options.histories or all_histories(options):
        for name in wanted_databases(history):
            if options.database and name not in options.database:
                continue
            kind = databases.KINDS[name]
            if not kind.available():
                skipped += 1
                continue
            problems = check(options, history, kind)
            if problems and "%s %s" % (history, name) in pending and not options.reference:
                waiting += 1
            elif problems:
                failed += 1
                print("FAIL %s on %s" % (history, name))
                if not options.quiet:
                    print(problems, flush=True)
            else:
                passed += 1
    print("%d passed, %d failed, %d pending, %d skipped" % (passed, failed, waiting, skipped))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
