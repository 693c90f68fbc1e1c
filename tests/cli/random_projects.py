#!/usr/bin/env python3
"""Plays random commands on random projects through limbeck and the real Alembic.

    python tests/cli/random_projects.py LIMBECK [--projects N] [--seed S]

Needs Alembic, which runs in forked children of this process. A project has a
random configuration (alembic.ini, pyproject.toml or both; every documented key,
sensible values and bad ones), a template, an env.py of its own and a few revision
files; the commands are drawn from the whole grammar of the command line. Compared
are the exit code, standard output, standard error (of a traceback its last line),
the files that are left, Create Date aside, and the rows of the version table.
"""

import argparse
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import alembic.config

from project_generator import Project


def play_reference(folder, words, out, err):
    """The exit code of Alembic in a child of this process."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.chdir(folder)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            sys.argv = ["alembic", *words]
            sys.path[:] = [p for p in sys.path if p != os.path.dirname(os.path.abspath(__file__))]
            try:
                alembic.config.main(prog="alembic")
                code = 0
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else (0 if end.code is None else 1)
            except BaseException:
                import traceback

                traceback.print_exc()
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code & 255)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def play(program, folder, words, work, environment):
    with open(work + "/out", "w+b") as out, open(work + "/err", "w+b") as err:
        if program is None:
            code = play_reference(folder, words, out, err)
        else:
            code = subprocess.run(
                [program, *words],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                env=environment,
            ).returncode
        texts = []
        for stream in (out, err):
            stream.seek(0)
            text = stream.read().decode("utf-8", "replace").replace(folder, "/proj")
            text = re.sub(r"Create Date: .*", "Create Date:", text)
            text = re.sub(r"No such template .*/", "No such template ", text)
            texts.append(re.sub(r"see \S+\.txt for", "see FILE for", text))
    return (code, *texts)


def plain_errors(text):
    """Standard error without what differs by nature: where a warning was raised,
    the frames of a traceback, the revision that limbeck names before an error."""
    text = re.sub(r"(?m)^\S+:\d+: (\w*Warning: )", r"\1", text)
    text = re.sub(r"(?m)^  (util\.warn|self\.|return |[\w.]+\().*\n", "", text)
    text = re.sub(r"(?m)^alembic: \w+\(\) of revision .* failed:\n", "", text)
    start = text.find("Traceback (most recent call last)")
    if start >= 0:
        lines = text[start:].rstrip("\n").split("\n")
        last = next(
            (line for line in reversed(lines) if re.match(r"[A-Za-z_][\w.]*(: |:?$)", line)),
            lines[-1],
        )
        text = text[:start] + last + "\n"
    return re.sub(r"(?m)^  File .*\n(    .*\n)*", "", text)


def same_errors(reference, limbeck):
    """Whether limbeck says what the reference says. Where that dies of an
    exception of its own insides, limbeck's one sentence may be another."""
    if reference == limbeck:
        return True
    mine = limbeck.rstrip("\n").rpartition("\n")
    theirs = reference.rstrip("\n").rpartition("\n")
    return (
        mine[0] == theirs[0]
        and re.match(r"alembic: error: |[\w.]+(Error|Exception)\b", mine[2]) is not None
        and re.match(r"[\w.]+(Error|Exception)\b|StopIteration|Exception", theirs[2]) is not None
    )


def left(folder, words):
    files = {}
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if f != "__pycache__")
        for name in names:
            path = os.path.join(base, name)
            if name.endswith((".pyc", ".db", ".db-journal")):
                continue
            with open(path, "rb") as file:
                text = file.read().decode("utf-8", "replace").replace(folder, "/proj")
            name = os.path.relpath(path, folder)
            # The texts of init are limbeck's own.
            known = "fresh" not in name and not (
                "init" in words and name.startswith(("alembic.ini", "pyproject"))
            )
            files[name] = re.sub(r"Create Date: .*", "Create Date:", text) if known else None
    return files


def rows(folder):
    path = os.path.join(folder, "app.db")
    if not os.path.exists(path):
        return {}
    connection = sqlite3.connect(path)
    try:
        names = [n for n, in connection.execute("select name from sqlite_master order by 1")]
        found = {}
        for table in ("alembic_version", "versions"):
            if table in names:
                found[table] = sorted(connection.execute("select * from " + table))
        # A failed run leaves an empty table only where DDL is not transactional.
        return {table: held for table, held in found.items() if held}
    finally:
        connection.close()


# What the reference dies of where limbeck goes on or says what is wrong: a broken
# file that the command does not need, asserts and lookups inside the reference.
OWN_ERRORS = r"(?m)^(SyntaxError|AssertionError|KeyError|AttributeError)\b"


def set_order(text):
    """Text without the order of what the reference keeps in sets."""
    text = re.sub(
        r"(?m)^(Branches into: |Branch names: )(.*)",
        lambda m: m.group(1) + ", ".join(sorted(m.group(2).split(", "))),
        text,
    )
    return re.sub(
        r"\(([^()]*, [^()]*)\)",
        lambda m: "(" + ", ".join(sorted(m.group(1).split(", "))) + ")",
        text,
    )


def compare(program, seed, environment):
    rng = random.Random(seed)
    project = Project(rng)
    work = tempfile.mkdtemp(prefix="limbeck-random-")
    count, died = 0, 0
    try:
        folders = [work + "/a/proj", work + "/b/proj"]
        for folder in folders:
            os.makedirs(folder)
            project.write(folder)
        for number in range(10):
            words = project.command(number)
            theirs = play(None, folders[0], words, work, environment)
            mine = play(program, folders[1], words, work, environment)
            count += 1
            # Where the reference ends in an exception of its own, or where the
            # graph is broken in a way that it does not notice at the same
            # moment, the two have no common answer.
            if (
                theirs[0] == 1
                and mine[0] != 1
                and re.search(OWN_ERRORS, theirs[2])
                or "which no revision file has" in mine[2]
                or "past the first revision" in mine[2]
            ):
                died += 1
                break
            parts = {
                "exit code": (theirs[0], mine[0]),
                "stdout": tuple(set_order(t) for t in (theirs[1], mine[1])),
                "stderr": tuple(set_order(plain_errors(t)) for t in (theirs[2], mine[2])),
                "files": (left(folders[0], words), left(folders[1], words)),
                "rows": (rows(folders[0]), rows(folders[1])),
            }
            if {"current", "branches", "init"} & set(words):
                parts["stdout"] = tuple(sorted(t.split("\n")) for t in parts["stdout"])
            if "check" in words:
                parts["stdout"] = tuple(
                    sorted(re.split(r"\), \(|[\[\]\n]", t)) for t in parts["stdout"]
                )
            for what, (a, b) in parts.items():
                if what == "stderr" and same_errors(a, b):
                    continue
                if a != b:
                    if isinstance(a, dict) and isinstance(b, dict):
                        changed = sorted(k for k in a.keys() | b.keys() if a.get(k) != b.get(k))
                        a = {k: a.get(k) for k in changed}
                        b = {k: b.get(k) for k in changed}
                    if what == "exit code":
                        a, b = ((c, out[-500:], err[-900:]) for c, out, err in (theirs, mine))
                    return (
                        count,
                        died,
                        "seed %d: alembic %s\n  %s\n  reference %r\n  limbeck   %r"
                        % (seed, " ".join(map(repr, words)), what, a, b),
                    )
            if "init" in words:
                break
        return count, died, None
    finally:
        shutil.rmtree(work)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("limbeck")
    parser.add_argument("--projects", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    links = tempfile.mkdtemp(prefix="limbeck-link-")
    program = os.path.join(links, "alembic")
    os.symlink(os.path.realpath(args.limbeck), program)
    for name in ("EDITOR", "VISUAL"):
        os.environ[name] = "true"
    os.environ.pop("DATABASE_URL", None)
    os.environ.update(COLUMNS="80", LC_ALL="C.UTF-8")
    commands, gone, differ = 0, 0, 0
    try:
        for seed in range(args.seed, args.seed + args.projects):
            count, died, difference = compare(program, seed, dict(os.environ))
            commands += count
            gone += died
            if difference:
                differ += 1
                print(difference, flush=True)
    finally:
        shutil.rmtree(links)
    print(
        "%d projects, %d commands, at %d the reference died, %d projects differ"
        % (args.projects, commands, gone, differ)
    )
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
