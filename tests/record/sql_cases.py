"""Records the expected blocks of tests/sql/**/*.txtar.

    python tests/record/sql_cases.py [FILE...]

Run it with a Python that has Alembic and SQLAlchemy. A case is a comment that
says what it is about, the body of an upgrade() that uses `op` and `sa`, and a
block per dialect with what `upgrade --sql` writes for it:

    # A string default is rendered as a quoted literal.
    op.add_column("account", sa.Column("kind", sa.String(8), server_default="x"))
    -- postgresql sqlite --
    ALTER TABLE account ADD COLUMN kind VARCHAR(8) DEFAULT 'x';
    -- mysql mariadb --
    ...

Dialects with the same text share a block. `GO` and `/` after a statement are
left out. A warning is a line `warning: text` before the statements; an error
is a line `! Class: text` after them. The first comment may end in lines
`# dialects: postgresql sqlite` (default: all), `# naming: {...}` (the target
metadata's naming convention), `# literal_binds: no` and `# options: {...}` (of the
context; the script is then a migration of its own, in transactions).
"""

import ast
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent / "sql"
sys.path.insert(0, str(ROOT))

from offline import DIALECTS, offline

HEADER = re.compile(r"^-- ([a-z ]+) --$", re.M)


def directive(script, name):
    match = re.search(r"^# %s: (.*)$" % name, script, re.M)
    return match and match.group(1)


def recorded(dialect, script, naming, literal_binds, options):
    text = offline(dialect, script, naming, literal_binds, options)
    text = re.sub(
        r"Compiler <.*? object at 0x[0-9a-f]+>", "Compiler of %s" % dialect, text
    )
    return re.sub(r"0x[0-9a-f]{6,}", "0x...", text)


def blocks_of(script):
    """The recorded text: [(dialects, text)], same texts joined."""
    chosen = (directive(script, "dialects") or " ".join(DIALECTS)).split()
    naming = directive(script, "naming")
    literal_binds = directive(script, "literal_binds") != "no"
    options = directive(script, "options")
    blocks = []
    for name in chosen:
        text = recorded(
            name, script, naming and ast.literal_eval(naming), literal_binds,
            options and ast.literal_eval(options)
        )
        for block in blocks:
            if block[1] == text:
                block[0].append(name)
                break
        else:
            blocks.append(([name], text))
    return blocks


def record(path):
    text = path.read_text()
    header = HEADER.search(text)
    script = text[: header.start()] if header else text
    out = script.rstrip("\n") + "\n"
    for names, body in blocks_of(script):
        out += "-- %s --\n%s" % (" ".join(names), body)
    if out != text:
        path.write_text(out)
        print("recorded", path)


def main():
    paths = [pathlib.Path(each) for each in sys.argv[1:]]
    for path in paths or sorted(ROOT.rglob("*.txtar")):
        record(path)


if __name__ == "__main__":
    main()
