#!/usr/bin/env python3
"""Runs random scripts (random_scripts.py) on databases through both tools.

    tests/servers.sh run tests/live_runs/random_live.py --program build/dev/tests/fullrun \\
        --reference /path/to/python --count 50 --seed 1 results inspector sessions

Prints the questions that they answer differently, and counts.
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
    parser.add_argument("--keep", help="a folder for the scripts that differ")
    parser.add_argument("kinds", nargs="*")
    options = parser.parse_args()
    asked = different = scripts = 0
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
                wrong = [label for label in wanted if wanted[label] != got.get(label)]
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
    print("%d scripts, %d questions, %d answered differently" % (scripts, asked, different))
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
