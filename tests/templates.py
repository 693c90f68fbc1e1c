#!/usr/bin/env python3
"""Runs limbeck in projects that the real Alembic laid out.

    tests/templates.py LIMBECK ALEMBIC [TEMPLATE...]

For each of the five templates Alembic's own `init` writes the project, so that
its env.py is the one that most projects in the world began with. Both programs
then carry out the same commands in a copy each; compared are exit codes, what
is printed and logged, the revision files and the schemas of the databases.
"""

import difflib
import glob
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

TEMPLATES = ["generic", "pyproject", "async", "pyproject_async", "multidb"]

MODELS = '''from sqlalchemy import Column, ForeignKey, Integer, MetaData, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Account(Base):
    __tablename__ = "account"
    id = Column(Integer, primary_key=True)
    email = Column(String(50), unique=True)


class Order(Base):
    __tablename__ = "orders"
    id = Column(Integer, primary_key=True)
    account_id = Column(ForeignKey("account.id"))


second = MetaData()
'''

COMMANDS = [
    "alembic heads",
    "alembic revision --autogenerate -m 'first one' --rev-id aaa1",
    "alembic current",
    "alembic upgrade head",
    "alembic current -v",
    "alembic check",
    "alembic history -i",
    "sed -i 's/^    email/    phone = Column(String(20), index=True)\\n    email/; s/^class Order/class Note(Base):\\n"
    "    __tablename__ = \"note\"\\n    id = Column(Integer, primary_key=True)\\n\\n\\nclass Order/' models.py",
    "alembic revision --autogenerate -m second --rev-id bbb2 --branch-label later",
    "alembic upgrade +1",
    "alembic downgrade -1",
    "alembic upgrade aaa1:bbb2 --sql; cat *.sql 2>/dev/null; rm -f *.sql",
    "alembic downgrade bbb2:base --sql; cat *.sql 2>/dev/null; rm -f *.sql",
    "alembic upgrade head --sql; cat *.sql 2>/dev/null; rm -f *.sql",
    "alembic downgrade base",
    "alembic stamp aaa1",
    "alembic current --check-heads",
    "alembic stamp head --sql; cat *.sql 2>/dev/null; rm -f *.sql",
    "alembic stamp --purge base",
    "alembic upgrade heads",
    "alembic revision -m plain --rev-id ccc3",
    "alembic merge -m one bbb2 --rev-id ddd4 --splice",
    "alembic branches -v",
    "alembic upgrade heads",
    "alembic show ccc3",
    "alembic ensure_version --sql; cat *.sql 2>/dev/null; rm -f *.sql",
    "alembic downgrade -1",
]


def change(path, *pairs):
    with open(path) as file:
        text = file.read()
    for old, new in pairs:
        if old not in text:
            sys.exit("%s has no %r" % (path, old))
        text = text.replace(old, new)
    with open(path, "w") as file:
        file.write(text)


def lay_out(alembic, template, folder):
    subprocess.run([alembic, "init", "-t", template, "migrations"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)
    for path in glob.glob(os.path.join(folder, "*.*")):
        change(path, (folder, "%(here)s")) if folder in open(path).read() else None
    with open(os.path.join(folder, "models.py"), "w") as file:
        file.write(MODELS)
    driver = "sqlite+aiosqlite" if "async" in template else "sqlite"
    ini, env = os.path.join(folder, "alembic.ini"), os.path.join(folder, "migrations", "env.py")
    url = "driver://user:pass@localhost/dbname"
    if template == "multidb":
        change(ini, (url + "2", driver + ":///two.db"), (url, driver + ":///app.db"))
        change(env, ("target_metadata = {}", "import models\ntarget_metadata = "
                     "{'engine1': models.Base.metadata, 'engine2': models.second}"))
    else:
        change(ini, (url, driver + ":///app.db"))
        change(env, ("target_metadata = None",
                     "import models\ntarget_metadata = models.Base.metadata"))
    if template.startswith("pyproject"):
        # Its ini names no path; the folder of models is on it by pyproject.toml.
        assert "prepend_sys_path" in open(os.path.join(folder, "pyproject.toml")).read()


def schemas(folder):
    found = []
    for path in sorted(glob.glob(os.path.join(folder, "*.db"))):
        with sqlite3.connect(path) as connection:
            found.append(os.path.basename(path))
            found += ["%s %s" % row for row in connection.execute(
                "select name, sql from sqlite_master order by name")]
            try:
                found += sorted(str(row) for row in connection.execute(
                    "select * from alembic_version"))
            except sqlite3.OperationalError:
                pass
    return "\n".join(found)


def revisions(folder):
    found = []
    for path in sorted(glob.glob(os.path.join(folder, "migrations", "versions", "*.py"))):
        with open(path) as file:
            found.append(os.path.basename(path) + "\n" + file.read())
    return "\n".join(found)


def carry_out(program, folder):
    """The transcript of all commands."""
    bin_folder = tempfile.mkdtemp()
    os.symlink(os.path.realpath(program), os.path.join(bin_folder, "alembic"))
    env = dict(os.environ, PATH=bin_folder + os.pathsep + os.environ["PATH"], TZ="UTC",
               PYTHONDONTWRITEBYTECODE="1")
    env.pop("DATABASE_URL", None)
    if os.path.basename(program) == "alembic":  # a script with its own first line
        os.unlink(os.path.join(bin_folder, "alembic"))
        env["PATH"] = os.path.dirname(os.path.abspath(program)) + os.pathsep + os.environ["PATH"]
    lines = []
    try:
        for command in COMMANDS:
            done = subprocess.run(["bash", "-c", command], cwd=folder, env=env,
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True)
            lines += ["$ " + command, done.stdout, "[stderr]", done.stderr,
                      "[exit %d]" % done.returncode]
            if re.match("alembic (revision|merge|upgrade|downgrade|stamp)", command):
                lines += [revisions(folder), schemas(folder)]
    finally:
        shutil.rmtree(bin_folder)
    text = "\n".join(lines).replace(folder, "/proj")
    text = re.sub(r"Create Date: .*", "Create Date: DATE", text)
    text = re.sub(r"0x[0-9a-f]{6,}", "0xADDRESS", text)
    # Where a warning points to; and children, which the reference keeps in a set.
    text = re.sub(r"(?m)^\S+:\d+: (\w*Warning: .*)(\n  .*)?", r"\1", text)
    text = re.sub(r"(?m)^Branches into: (.*)$", lambda match: "Branches into: " + ", ".join(
        sorted(match.group(1).split(", "))), text)
    text = re.sub(r"(?m)(^ +-> .*\n)+", lambda match: "".join(
        sorted(match.group(0).splitlines(True))), text)
    return text


def main():
    if len(sys.argv) < 3 or "-h" in sys.argv or "--help" in sys.argv:
        print(__doc__)
        return
    limbeck, alembic, *names = sys.argv[1:]
    limbeck, alembic = os.path.abspath(limbeck), os.path.abspath(alembic)
    failed = 0
    for template in names or TEMPLATES:
        work = tempfile.mkdtemp(prefix="limbeck-template-")
        try:
            theirs, mine = os.path.join(work, "a"), os.path.join(work, "b")
            os.mkdir(theirs)
            lay_out(alembic, template, theirs)
            shutil.copytree(theirs, mine)
            expected, seen = carry_out(alembic, theirs), carry_out(limbeck, mine)
            found = list(difflib.unified_diff(expected.split("\n"), seen.split("\n"), "Alembic",
                                              "limbeck", lineterm="", n=3))
            print("%-16s %d commands, %d lines, %s" % (
                template, len(COMMANDS), expected.count("\n"), "differs" if found else "equal"))
            print("\n".join(found), end="\n" if found else "")
            failed += bool(found)
        finally:
            shutil.rmtree(work)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
