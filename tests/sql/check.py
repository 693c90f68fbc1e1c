"""Runs the cases of tests/sql through limbeck and compares the blocks.

Run by the test program that has every module limbeck brings (fullrun). The
form of a case is described in tests/record/sql_cases.py. Arguments: files.
"""

import os
import re
import sys
import warnings

import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy.engine.url import make_url

ROOT = os.path.dirname(os.path.abspath(__file__))
DIALECTS = ["postgresql", "sqlite", "mysql", "mariadb", "mssql", "oracle"]


class Buffer:
    """What --sql writes to."""

    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        pass


def directive(script, name):
    match = re.search(r"(?m)^# %s: (.*)$" % name, script)
    return match and match.group(1)


def offline(dialect_name, script, naming, literal_binds):
    buffer = Buffer()
    dialect = make_url(dialect_name + "://").get_dialect()(paramstyle="named")
    options = {
        "as_sql": True, "output_buffer": buffer, "literal_binds": literal_binds,
        "mssql_batch_separator": "", "oracle_batch_separator": "",
    }
    if naming:
        options["target_metadata"] = sa.MetaData(naming_convention=naming)
    context = MigrationContext.configure(dialect=dialect, opts=options)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        error = ""
        with Operations.context(context) as op:
            try:
                exec(compile(script, "case", "exec"), {"op": op, "sa": sa})
            except Exception as raised:
                error = "! %s: %s\n" % (type(raised).__name__, raised)
                error = error.split("\n(Background on")[0].rstrip() + "\n"
    text = "".join("warning: %s\n" % str(each.message).split("\n(Background on")[0]
                   for each in caught if "Deprecat" not in type(each.message).__name__)
    body = "".join(buffer.parts).rstrip("\n")
    return text + (body + "\n" if body else "") + error


def parts_of(text):
    marks = list(re.finditer(r"(?m)^-- ([a-z ]+) --$", text))
    script = text[:marks[0].start()] if marks else text
    blocks = {}
    for at, mark in enumerate(marks):
        end = marks[at + 1].start() if at + 1 < len(marks) else len(text)
        for name in mark.group(1).split():
            blocks[name] = text[mark.end() + 1:end]
    return script, blocks


def comparable(text):
    # The reference names its compiler object where ours says what it is.
    return re.sub(r"Compiler (of \w+|<[^>]*>)", "Compiler", text).rstrip()


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
        for name in DIALECTS:
            if name not in blocks:
                continue
            seen = offline(name, script, naming, literal)
            if comparable(seen) == comparable(blocks[name]):
                passed += 1
            else:
                failed += 1
                print("FAILED %s on %s" % (os.path.relpath(path, ROOT), name))
                print("--- recorded\n%s--- seen\n%s" % (blocks[name], seen))
    print("%d files pending" % len(pending))
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed or not passed else 0)


main()
