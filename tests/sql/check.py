"""Runs the cases of tests/sql through limbeck and compares the blocks.

Run by the test program that has every module limbeck brings (fullrun). The
form of a case is described in tests/record/sql_cases.py. Arguments: files.
"""

import os
import re
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, ROOT)

from offline import DIALECTS, comparable, offline


def directive(script, name):
    match = re.search(r"(?m)^# %s: (.*)$" % name, script)
    return match and match.group(1)


def parts_of(text):
    marks = list(re.finditer(r"(?m)^-- ([a-z ]+) --$", text))
    script = text[:marks[0].start()] if marks else text
    blocks = {}
    for at, mark in enumerate(marks):
        end = marks[at + 1].start() if at + 1 < len(marks) else len(text)
        for name in mark.group(1).split():
            blocks[name] = text[mark.end() + 1:end]
    return script, blocks


def main():
    files = sys.argv[1:]
    pending = []
    if not files:
        with open(os.path.join(ROOT, "pending.txt"), encoding="utf-8") as f:
            pending = [line.strip() for line in f if not line.startswith("#")]
        for folder, _, names in os.walk(ROOT):
            files += [os.path.join(folder, n) for n in names if n.endswith(".txtar")
                      and os.path.relpath(os.path.join(folder, n), ROOT) not in pending]
    passed = failed = 0
    for path in sorted(files):
        with open(path, encoding="utf-8") as f:
            script, blocks = parts_of(f.read())
        naming = directive(script, "naming")
        naming = eval(naming) if naming else None
        literal = directive(script, "literal_binds") != "no"
        options = directive(script, "options")
        options = eval(options) if options else None
        for name in DIALECTS:
            if name not in blocks:
                continue
            seen = offline(name, script, naming, literal, options)
            if comparable(seen).rstrip() == comparable(blocks[name]).rstrip():
                passed += 1
            else:
                failed += 1
                print("FAILED %s on %s" % (os.path.relpath(path, ROOT), name))
                print("--- recorded\n%s--- seen\n%s" % (blocks[name], seen))
    print("%d files pending" % len(pending))
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed or not passed else 0)


main()
