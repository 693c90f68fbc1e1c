#!/usr/bin/env python3
"""Runs random scripts (random_scripts.py) on databases through both tools.

    tests/servers.sh run tests/live_runs/random_live.py --program build/dev/tests/fullrun \\
        --reference /path/to/python --count 50 --seed 1 results inspector sessions

Prints the questions that they answer differently, and counts. What differs for a
reason (ACCEPTED) is only counted; --all prints it as well.
"""

import argparse
import collections
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile

import databases
import random_scripts


#: (reason, pattern): the pattern is searched in what the reference answers, the
#: question before it, with what the program answers behind "=>".
ACCEPTED = [
    ("another release of Python in the reference: its words for None",
     r"and no __dict__ for setting new attributes"),
    ("CPython refuses := in what a comprehension goes through; limbeck runs it",
     r"SyntaxError: assignment expression cannot be used in a comprehension"),
    ("columns without a name have that of the statement", r"%\(\d+ \w+\)s"),
    ("placeholders without a value: an ArgumentError, or the server's own refusal",
     r"exec_driver_sql\('SELECT .*=>\n.*(ArgumentError|near .%|'a')"),
    ("several statements in one text run also with PyMySQL", r"'SELECT 1; SELECT 2'"),
    ("a schema that is not there: refused by another query", r"schema='nowhere'"),
    ("reflection keeps no postgresql_ignore_search_path", r"postgresql_ignore_search_path"),
    ("objects that nobody holds stay until the next collection",
     r"identity_map\)|\.persistent = bool False"),
    ("the other side of a many-to-many is dirty for the reference", r"session\.dirty"),
    ("an INSERT of mapped classes gives a CursorResult", r"IteratorResult .*=>\n.*CursorResult"),
    ("traits of MariaDB and of drivers that only tell", r"supports_sequences|paramstyle"),
    ("BETWEEN is a Boolean", r"between\("),
    ("CAST of a text to SQLite's DATE is not refused", r"sa\.cast\('2024-01-02', sa\.Date\)"),
    ("a column that is not there: other words, same class", r"raised AttributeError.*=>\n.*raised AttributeError"),
    ("an INSERT's own RETURNING of keys is not a result", r"insert\(\)\.values\(name='\w+'\)\)\.(all|returns_rows)"),
    ("no lastrowid is 0 with the client library", r"lastrowid = NoneType.*=>\n.*int 0"),
    ("a name that is no key of the row: NoSuchColumnError",
     r"raised (KeyError|InvalidRequestError).*=>\n.*(NoSuchColumnError|scalars\()"),
    ("BIT is a str, not its subclass BitString", r"BitString"),
    ("fetchmany() without a size gives what is buffered", r"fetchmany\(\)"),
    ("integers beyond 64 bits are Decimal", r"Decimal\('18446744073709551615'\)"),
]


def reason(wanted, got):
    text = wanted + "=>\n" + got
    for why, pattern in ACCEPTED:
        if re.search(pattern, text, re.S):
            return why
    return None


def run(program, path, kind):
    database = kind()
    try:
        done = subprocess.run([program, path], capture_output=True, text=True, timeout=120,
                              env=dict(os.environ, LIMBECK_RANDOM_URL=database.url, PYTHONWARNINGS="ignore",
                                       PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1"))
        text = done.stdout
        if done.returncode:
            text += "exit %d: %s\n" % (done.returncode, "\n".join(done.stderr.splitlines()[-3:]))
        if hasattr(database, "database"):
            text = text.replace(database.database, "DATABASE")
        return re.sub(r"/tmp/\S*limbeck-runs-\w+|/\S*/limbeck-runs-\w+", "/data", text)
    finally:
        database.drop()


def answers(text):
    """{label: answer with its further lines}"""
    found = collections.OrderedDict()
    label = "start"
    for line in text.splitlines():
        match = re.match(r"(\d+) ", line)
        if match:
            label = match.group(1)
        found[label] = found.get(label, "") + line + "\n"
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--reference", required=True)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", action="append")
    parser.add_argument("--most", type=int, default=4, help="differences shown of one script")
    parser.add_argument("--all", action="store_true", help="also what is accepted")
    parser.add_argument("--keep", help="a folder for the scripts that differ")
    parser.add_argument("kinds", nargs="*")
    options = parser.parse_args()
    asked = different = scripts = 0
    accepted = collections.Counter()
    for seed in range(options.seed, options.seed + options.count):
        for kind in options.kinds or random_scripts.KINDS:
            for database in databases.KINDS.values():
                if options.database and database.name not in options.database or not database.available():
                    continue
                with tempfile.TemporaryDirectory() as folder:
                    path = os.path.join(folder, "script.py")
                    text = random_scripts.source(kind, seed, database.name)
                    with open(path, "w") as file:
                        file.write(text)
                    shutil.copy(os.path.join(os.path.dirname(os.path.abspath(__file__)), "show.py"), folder)
                    wanted = answers(run(options.reference, path, database))
                    got = answers(run(options.program, path, database))
                scripts += 1
                asked += len(wanted)
                wrong = []
                for label in wanted:
                    if wanted[label] == got.get(label):
                        continue
                    why = reason(wanted[label], got.get(label, ""))
                    accepted[why] += why is not None
                    if why is None or options.all:
                        wrong.append(label)
                different += len(wrong)
                if not wrong:
                    continue
                if options.keep:
                    os.makedirs(options.keep, exist_ok=True)
                    with open(os.path.join(options.keep, "%s_%d_%s.py" % (kind, seed, database.name)), "w") as file:
                        file.write(text)
                print("== %s %d on %s: %d of %d" % (kind, seed, database.name, len(wrong), len(wanted)))
                for label in wrong[:options.most]:
                    sys.stdout.writelines(
                        line + "\n" for line in difflib.ndiff(wanted[label].splitlines(), got.get(label, "").splitlines())
                        if not line.startswith("?"))
                sys.stdout.flush()
    for why, count in accepted.most_common():
        if count:
            print("accepted %d: %s" % (count, why))
    print("%d scripts, %d questions, %d answered differently, %d of another answer accepted"
          % (scripts, asked, different, sum(accepted.values())))
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
