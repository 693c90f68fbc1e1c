#!/usr/bin/env python3
"""Runs Alembic's own tests through limbeck and counts how they end.

usage: run.py --checkout FOLDER --program FULLRUN [--reference PYTHON] [FILE…]

The checkout is one of Alembic's source repository: its tests and its test
library are read from there, what they test is limbeck's. SQLAlchemy's test
library and pytest are our own stand-ins. FULLRUN runs a Python file with all
modules (build/…/tests/fullrun); with --reference the real Alembic runs them
too, and what fails there as well is not counted. --url chooses the database
(sqlite in memory by default). Causes are grouped at the end.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def run_once(program, checkout, path, url, names, timeout, env):
    """Outcomes by test, what was printed, and why it ended early, if it did."""
    with tempfile.TemporaryDirectory() as folder:
        early = ""
        try:
            done = subprocess.run(
                [program, str(HERE / "harness.py"), checkout, path, url, *names], cwd=folder,
                env=dict(os.environ, PYTHONHASHSEED="0", **env), timeout=timeout,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            output = done.stdout.decode(errors="replace")
            if done.returncode < 0:
                early = "signal %d" % -done.returncode
            elif done.returncode:
                early = output.strip().split("\n")[-1][-300:]
        except subprocess.TimeoutExpired as error:
            early = "took too long"
            output = (error.stdout or b"").decode(errors="replace")
    rows = [json.loads(line[7:]) for line in output.split("\n") if line.startswith("RESULT ")]
    return {row[0]: row[1:] for row in rows}, output, early


def run(program, checkout, path, url, names, timeout, env):
    """The same, going on behind a test that ends the program."""
    seen, printed = {}, ""
    for _ in range(30):
        more, output, early = run_once(
            program, checkout, path, url, names, timeout, dict(env, SKIP="\n".join(seen)))
        seen.update(more)
        printed += output
        if not early:
            break
        begun = [line[6:] for line in output.split("\n") if line.startswith("START ")]
        fatal = begun[-1] if begun and begun[-1] not in seen else path
        if fatal in seen:
            break
        seen[fatal] = ["blocked", early, ""]
        if fatal == path:
            break
    return seen, printed


def cause(words):
    words = re.sub(r"0x[0-9a-f]+", "0x", words)
    return re.sub(r"'[^']{30,}'", "'…'", words)[:160]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--checkout", required=True)
    parser.add_argument("--program", required=True)
    parser.add_argument("--installed", help="an installed alembic package of another version, for its test library")
    parser.add_argument("--reference")
    parser.add_argument("--url", default="sqlite://")
    parser.add_argument("--only", action="append", default=[], help="part of a test's name")
    parser.add_argument("--timeout", type=float, default=300)
    parser.add_argument("-v", action="store_true", help="name every test that fails")
    parser.add_argument("--show", type=int, default=40, help="how many causes")
    parser.add_argument("files", nargs="*")
    args = parser.parse_args()
    program = os.path.abspath(args.program)
    checkout = os.path.abspath(args.checkout)
    env = {"ALEMBIC_TESTING": os.path.abspath(args.installed or os.path.join(checkout, "alembic"))}
    files = args.files or sorted(p.name for p in pathlib.Path(checkout, "tests").glob("test_*.py")) + sorted(
        "suite/" + p.name for p in pathlib.Path(checkout, "alembic/testing/suite").glob("test_*.py"))
    totals = collections.Counter()
    causes = collections.defaultdict(list)
    for path in files:
        seen, output = run(program, checkout, path, args.url, args.only, args.timeout, env)
        expected = {}
        if args.reference:
            expected, _ = run(os.path.abspath(args.reference), checkout, path, args.url, args.only, args.timeout, env)
        counts = collections.Counter()
        for title in dict.fromkeys([*seen, *expected]):
            outcome, words, where = seen.get(title, ("missing", "not run", ""))
            if expected and expected.get(title, ("passed",))[0] in ("failed", "blocked", "unexpected"):
                outcome = "reference fails"
            counts[outcome] += 1
            if outcome in ("failed", "blocked", "missing", "unexpected", "lacking"):
                causes[cause(words)].append("%s (%s)" % (title, where))
                if args.v:
                    print("%s %s %s\n    %s" % (outcome, title, where, words))
        totals.update(counts)
        print("%-40s %s" % (path, dict(counts)), flush=True)
        if args.only:
            print(output)
    print("all", dict(totals))
    for words, titles in sorted(causes.items(), key=lambda item: -len(item[1]))[: args.show]:
        print("%4d %s\n       %s" % (len(titles), words, titles[0]))


main()
