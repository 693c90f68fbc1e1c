#!/usr/bin/env python3
"""Runs command cases and compares what they print with what is recorded.

A case is one text file: comment lines (#) that say what it shows, `key: value`
settings, steps (`$ command`) each followed by its recorded outcome, and the
project's files after lines `-- path --`.

    # heads lists the one head.
    use: generic
    $ alembic heads
    b2 (head)
    [exit 0]
    -- alembic/versions/a1.py --
    ...

Settings:
    use: NAME…           start from copies of tests/fixtures/NAME, one over another
    database: sqlite     (default) or postgresql, mysql: skipped without a server
    only: limbeck        a deliberate difference; the reason is in the comment
    words: free          where the reference dies with a stack trace, limbeck
                         may say it in one line; both read <error>

Steps run in the project's folder by a shell, with `alembic` standing for the
program under test. `[stderr]` opens what went to standard error, `[exit N]`
ends a step. Paths of the scratch folder read /proj, creation dates DATE,
of stack traces the last exception stays, and names of branches are sorted.

    tests/run_cases.py --program build/release/limbeck tests/cli
    tests/run_cases.py --record --program alembic tests/cli     (real Alembic)
"""

import argparse
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))


class Case:
    def __init__(self, path):
        self.path = path
        self.comments, self.settings, self.steps, self.files = [], {}, [], []
        with open(path, encoding="utf-8", newline="") as f:
            lines = f.read().split("\n")
        if lines and lines[-1] == "":
            lines.pop()
        at = 0
        while at < len(lines) and not lines[at].startswith(("$ ", "-- ")):
            line = lines[at]
            if line.startswith("#"):
                self.comments.append(line)
            elif ":" in line:
                key, value = line.split(":", 1)
                self.settings[key.strip()] = value.strip()
            at += 1
        while at < len(lines) and lines[at].startswith("$ "):
            command, outcome = lines[at][2:], []
            at += 1
            while at < len(lines) and not re.match(r"\$ |-- \S+ --$", lines[at]):
                outcome.append(lines[at])
                at += 1
                if outcome[-1].startswith("[exit "):
                    break
            self.steps.append([command, "\n".join(outcome)])
        while at < len(lines):
            name = re.match(r"-- (\S+) --$", lines[at]).group(1)
            content = []
            at += 1
            while at < len(lines) and not re.match(r"-- \S+ --$", lines[at]):
                content.append(lines[at])
                at += 1
            self.files.append((name, "\n".join(content) + ("\n" if content else "")))

    def text(self):
        parts = list(self.comments)
        parts += ["%s: %s" % item for item in self.settings.items()]
        for command, outcome in self.steps:
            parts.append("$ " + command)
            if outcome:
                parts.append(outcome)
        for name, content in self.files:
            parts.append("-- %s --" % name)
            if content:
                parts.append(content[:-1] if content.endswith("\n") else content)
        return "\n".join(parts) + "\n"


def short_trace(text, free=False):
    """Of stack traces only the last exception's own lines stay; nothing of
    them with free words."""
    out, start, inside = [], None, False
    if free:
        text = re.sub(r"(?m)^alembic: error: .*(\nhint: .*)?", "<error>", text)
        text = re.sub(r"(?m)^[\w.]+(Error|Exception)(: .*)?$", "<error>", text)
    for line in text.split("\n"):
        if (line.startswith(("Traceback (most recent call last)", '  File "'))
                or line in CHAINED):
            if start is None:
                start = len(out)
            del out[start:]
            inside = True
        elif inside and (line.startswith(" ") or line == ""):
            continue
        else:
            out.append("<error>" if free and inside else line)
            inside = False
    return "\n".join(out)


CHAINED = ("The above exception was the direct cause of the following exception:",
           "During handling of the above exception, another exception occurred:")


def sorted_names(match):
    return match.group(1) + ", ".join(sorted(match.group(2).split(", "))) + match.group(3)


class Runner:
    def __init__(self, program, record):
        self.program = program
        self.record = record
        # The program is called `alembic`, as in the reference's usage lines.
        self.bin = tempfile.mkdtemp(prefix="limbeck-bin-")
        if os.sep in program:
            os.symlink(os.path.abspath(program), os.path.join(self.bin, "alembic"))

    def close(self):
        shutil.rmtree(self.bin)

    def normal(self, text, folder, url, free):
        if url:
            text = text.replace(url, "URL")
            parts = urllib.parse.urlsplit(url)
            text = text.replace(parts.path[1:], "DATABASE")
            if parts.port:
                text = text.replace(":%d/" % parts.port, ":PORT/")
        for path in {folder, os.path.realpath(folder)}:
            text = text.replace(path, "/proj")
        text = re.sub(r"Create Date: \d{4}-.*", "Create Date: DATE", text)
        text = re.sub(r"0x[0-9a-f]{6,}", "0xADDRESS", text)
        # limbeck names the revision above the stack trace; the reference does not.
        text = re.sub(r"(?m)^alembic: (up|down)grade\(\) of revision .* failed:\n", "", text)
        text = re.sub(r"/tmp/\w+\.txt", "/tmp/FILE.txt", text)
        # Where a warning points to and the line of source below it.
        text = re.sub(r"(?m)^\S+:\d+: (\w*Warning: .*)(\n  .*)?", r"\1", text)
        # The reference keeps the names of branches in a set.
        text = re.sub(r"(?m)^(Branch names: )(.*)()$", sorted_names, text)
        text = re.sub(r"(?m)((?: -> |^)[\w.]+ \()([^()]+)(\))", sorted_names, text)
        text = re.sub(r"(?m)^(Branches into: )(.*)()$", sorted_names, text)
        return short_trace(text, free)

    def run_step(self, command, folder, url, free):
        env = dict(os.environ)
        env.pop("TMPDIR", None)  # some outputs name a file in /tmp
        env.pop("DATABASE_URL", None)
        env["VIRTUAL_ENV"] = self.bin  # which has no packages, whatever is installed
        env.update(PATH=self.bin + os.pathsep + env["PATH"], LC_ALL="C.UTF-8", COLUMNS="80",
                   TZ="UTC", PYTHONWARNINGS="default::UserWarning", URL=url or "")
        try:
            done = subprocess.run(["bash", "-c", command], cwd=folder, env=env, timeout=60,
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                  errors="replace")
        except subprocess.TimeoutExpired:
            return "[no end within a minute]"
        out = self.normal(done.stdout, folder, url, free)
        err = self.normal(done.stderr, folder, url, free)
        lines = out
        if lines and not lines.endswith("\n"):
            lines += "\n[no line end]\n"
        if err:
            lines += "[stderr]\n" + err + ("" if err.endswith("\n") else "\n")
        return lines + "[exit %d]" % done.returncode

    def run(self, case):
        """The case with its outcomes replaced by what was seen; None: skipped."""
        kind = case.settings.get("database", "sqlite")
        url, drop = None, None
        if kind != "sqlite":
            url, drop = make_database(kind)
            if url is None:
                return None
        folder = tempfile.mkdtemp(prefix="limbeck-case-")
        try:
            if "use" in case.settings:
                for name in case.settings["use"].split():
                    shutil.copytree(os.path.join(HERE, "fixtures", name), folder,
                                    dirs_exist_ok=True)
            for name, content in case.files:
                path = os.path.join(folder, name)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w", encoding="utf-8", newline="") as f:
                    f.write(content)
            if url:
                ini = os.path.join(folder, "alembic.ini")
                if os.path.exists(ini):
                    with open(ini, encoding="utf-8") as f:
                        text = f.read()
                    text = re.sub(r"(?m)^sqlalchemy\.url = .*$",
                                  lambda m: "sqlalchemy.url = " + url.replace("%", "%%"), text)
                    with open(ini, "w", encoding="utf-8") as f:
                        f.write(text)
            os.makedirs(os.path.join(folder, "alembic", "versions"), exist_ok=True)
            seen = Case(case.path)
            free = case.settings.get("words") == "free"
            seen.steps = [[command, self.run_step(command, folder, url, free)]
                          for command, _ in case.steps]
            return seen
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            if drop:
                drop()


def make_database(kind):
    """A fresh database on the test server: (url, function that drops it)."""
    variable = {"postgresql": "LIMBECK_TEST_PG_URL", "mysql": "LIMBECK_TEST_MYSQL_URL"}[kind]
    base = os.environ.get(variable)
    if not base:
        return None, None
    name = "case_" + uuid.uuid4().hex[:12]
    url = urllib.parse.urlsplit(base)
    if kind == "postgresql":
        admin = urllib.parse.urlunsplit(url._replace(scheme="postgresql"))

        def run(sql):
            subprocess.run(["psql", "-q", "-d", admin, "-c", sql], check=True,
                           stdout=subprocess.DEVNULL)
        run("CREATE DATABASE " + name)
        return (urllib.parse.urlunsplit(url._replace(path="/" + name)),
                lambda: run("DROP DATABASE %s WITH (FORCE)" % name))
    query = dict(urllib.parse.parse_qsl(url.query))
    command = ["mariadb", "-u", urllib.parse.unquote(url.username or "root")]
    if url.password:
        command.append("-p" + urllib.parse.unquote(url.password))
    if "unix_socket" in query:
        command += ["--socket", query["unix_socket"]]
    else:
        command += ["--protocol=tcp", "-h", url.hostname, "-P", str(url.port or 3306)]

    def run(sql):
        subprocess.run(command + ["-e", sql], check=True, stdout=subprocess.DEVNULL)
    run("CREATE DATABASE " + name)
    return (urllib.parse.urlunsplit(url._replace(path="/" + name)),
            lambda: run("DROP DATABASE " + name))


def differences(expected, seen):
    import difflib
    return "\n".join(difflib.unified_diff(expected.split("\n"), seen.split("\n"),
                                          "recorded", "seen", lineterm="", n=2))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--update", action="store_true", help="write what was seen (limbeck-only cases)")
    parser.add_argument("--pending", metavar="FILE",
                        help="names of cases that are known not to pass yet")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("paths", nargs="+")
    args = parser.parse_args()
    paths = []
    for path in args.paths:
        if os.path.isdir(path):
            for folder, _, names in os.walk(path):
                paths += [os.path.join(folder, n) for n in sorted(names) if n.endswith(".case")]
        else:
            paths.append(path)
    runner = Runner(args.program, args.record)
    passed = failed = skipped = waiting = 0
    pending = set()
    if args.pending:
        with open(args.pending, encoding="utf-8") as f:
            pending = {line.strip() for line in f if line.strip() and line[0] != "#"}
    try:
        with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
            cases = [Case(path) for path in paths]
            if args.record:
                cases = [c for c in cases if c.settings.get("only") != "limbeck"]
            for case, seen in zip(cases, pool.map(runner.run, cases)):
                if seen is None:
                    skipped += 1
                elif args.record or args.update:
                    with open(case.path, "w", encoding="utf-8", newline="") as f:
                        f.write(seen.text())
                    passed += 1
                elif seen.text() == case.text():
                    passed += 1
                elif os.path.relpath(case.path, os.path.join(HERE, "cli"))[:-5] in pending:
                    waiting += 1
                else:
                    failed += 1
                    print("FAILED %s" % os.path.relpath(case.path))
                    print(differences(case.text(), seen.text()))
    finally:
        runner.close()
    print("%d passed, %d failed, %d pending, %d skipped" % (passed, failed, waiting, skipped))
    if not args.record and passed + failed == 0 and not skipped:
        sys.exit("no case was found")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
