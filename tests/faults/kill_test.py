#!/usr/bin/env python3
"""Kills an upgrade at every statement and looks at what is left.

usage: tests/servers.sh run tests/faults/kill_test.py LIMBECK [--every N]
           [--revisions N] [--database NAME] [--shim SHIM.so]

On PostgreSQL and MariaDB a proxy strikes right before or right after each
statement: it kills the program (kill -9) or cuts the connection. On SQLite a
shim counts the writes to the database's folder and kills the process before or
after one, or lets the disk be full from there on. After each strike

* PostgreSQL and SQLite: the version table names a revision, and schema and rows
  are exactly those of that revision;
* everywhere: `upgrade head` then ends well, or (MariaDB, whose DDL cannot be
  taken back) says which object of the half-done step is in its way;
* schema and rows at head are those of an undisturbed run.

The last line tells how many strikes there were.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "live_runs")]

import databases  # noqa: E402
import history  # noqa: E402
from proxy import Proxy  # noqa: E402


class Failure(Exception):
    pass


class Trial:
    """A fresh database and a project for it."""

    def __init__(self, options, kind):
        self.options = options
        self.folder = tempfile.mkdtemp(prefix="limbeck-kill-")
        self.database = kind()
        history.write_project(self.folder, self.database.url, options.revisions)

    def through(self, proxy):
        """The URL by way of the proxy."""
        url = urllib.parse.urlsplit(self.database.url)
        place = "%s@127.0.0.1:%d" % (url.netloc.rpartition("@")[0], proxy.port)
        return url._replace(netloc=place).geturl()

    def set_url(self, url):
        path = os.path.join(self.folder, "alembic.ini")
        with open(path) as file:
            lines = file.read().split("\n")
        with open(path, "w") as file:
            file.write("\n".join("sqlalchemy.url = " + url if line.startswith("sqlalchemy.url")
                                 else line for line in lines))

    def start(self, *words, env=None):
        return subprocess.Popen([self.options.limbeck, *words], cwd=self.folder, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                stdin=subprocess.DEVNULL, env=dict(os.environ, **(env or {})))

    def upgrade(self, target="head"):
        process = self.start("upgrade", target)
        output, _ = process.communicate(timeout=300)
        return process.returncode, output

    def version(self):
        try:
            rows = self.database.sql("SELECT version_num FROM alembic_version").split()
        except Exception:
            return None
        return rows[0] if rows else None

    def drop(self):
        self.database.drop()
        shutil.rmtree(self.folder)


def expected_states(options, kind):
    """The dump of every revision, by its id; None is the empty database."""
    trial = Trial(options, kind)
    try:
        states = {}
        for n in range(1, options.revisions + 1):
            code, output = trial.upgrade("+1")
            if code != 0:
                raise Failure(output)
            states[history.name_of(n)] = trial.database.dump()
        return states
    finally:
        trial.drop()


def look_at(trial, states, transactional, label):
    """Between the strike and the next run."""
    version = trial.version()
    if version is not None and version not in states:
        raise Failure("%s: the version table names %r" % (label, version))
    dump = trial.database.dump()
    if transactional and version is not None and dump != states[version]:
        raise Failure("%s: the database is not at %s\n%s" % (label, version, dump))
    if transactional and version is None and "t001" in dump:
        raise Failure("%s: no version, but tables\n%s" % (label, dump))
    return version


def finish(trial, states, transactional, label):
    code, output = trial.upgrade()
    tries = 0
    while code != 0 and not transactional and tries < 3:
        # What is left of the step is named by the next run; take it away by hand
        # as its message says, and go on.
        done = following(trial.version())
        check_report(trial.database.dump(), done, output, label)
        trial.database.sql("DROP TABLE IF EXISTS t%s" % done[1:])
        code, output = trial.upgrade()
        tries += 1
    if code != 0:
        raise Failure("%s: upgrade head afterwards:\n%s" % (label, output))
    if trial.database.dump() != states[history.name_of(trial.options.revisions)]:
        raise Failure("%s: not the same head\n%s" % (label, trial.database.dump()))
    return tries


def check_report(dump, revision, output, label):
    """The next run says what of the step is there, and what is not."""
    table = "t" + revision[1:]
    wanted = ("DDL is committed at once here. Of upgrade() of revision %s the database has "
              "already:\n  %s.py:9  CREATE TABLE %s\n" % (revision, revision, table))
    column = "  %s.py:15  ALTER TABLE %s ADD COLUMN extra INTEGER\n" % (revision, table)
    has_column = re.search(r"CREATE TABLE `%s` \([^;]*`extra`" % table, dump)
    wanted += column if has_column else "and not yet:\n" + column
    if wanted not in output:
        raise Failure("%s: the next run does not say what is left:\n%s\nbut\n%s"
                      % (label, wanted, output))


def following(version):
    return history.name_of(int(version[1:]) + 1 if version else 1)


def strike_server(options, kind, states, at, moment, way, server=None):
    """Of the `way` "server" that one is killed, and started anew afterwards."""
    trial = Trial(options, kind)
    label = "%s %s statement %d (%s)" % (way, moment, at, kind.name)
    url = urllib.parse.urlsplit(trial.database.url)
    running = []
    started = threading.Event()

    def strike():
        started.wait()
        if way == "kill":
            running[0].kill()
        elif way == "server":
            server.kill()
        proxy.cut()

    proxy = Proxy(url.hostname, url.port, kind.name, at, moment, strike)
    try:
        trial.set_url(trial.through(proxy))
        running.append(trial.start("upgrade", "head"))
        started.set()
        output, _ = running[0].communicate(timeout=300)
        counted = proxy.statements
        proxy.close()
        if at and running[0].returncode == 0:
            raise Failure("%s: nothing was noticed, %d statements were counted\n%s"
                          % (label, counted, output))
        if not at:
            return counted
        if way == "server":
            server.restart()
        trial.set_url(trial.database.url)
        transactional = kind is databases.PostgreSql
        look_at(trial, states, transactional, label)
        return finish(trial, states, transactional, label)
    finally:
        proxy.close()
        trial.drop()


def run_server(options, kind, ways=("kill", "cut"), server=None):
    states = expected_states(options, kind)
    total = strike_server(options, kind, states, 0, "before", "none")
    strikes = repaired = 0
    for at in range(1, total + 1, options.every):
        for way in ways:
            for moment in ("before", "after"):
                repaired += strike_server(options, kind, states, at, moment, way, server)
                strikes += 1
    print("%s: %d strikes (%s) at %d statements of %d revisions, %d steps finished by hand"
          % (kind.name, strikes, ", ".join(ways), total, options.revisions, repaired), flush=True)
    return strikes


def strike_sqlite(options, states, at, way):
    trial = Trial(options, databases.Sqlite)
    label = "sqlite, %s write %d" % (way, at)
    counter = os.path.join(trial.folder, "calls")
    try:
        process = trial.start("upgrade", "head", env={
            "LD_PRELOAD": options.shim, "LIMBECK_FAULT_FOLDER": trial.database.folder,
            "LIMBECK_FAULT_AT": str(at), "LIMBECK_FAULT_KIND": way,
            "LIMBECK_FAULT_COUNT": counter})
        output, _ = process.communicate(timeout=300)
        if not at:
            with open(counter) as file:
                return int(file.read())
        if process.returncode == 0:
            raise Failure("%s: nothing was noticed\n%s" % (label, output))
        if way == "full" and "disk is full" not in output and "I/O error" not in output:
            raise Failure("%s: says\n%s" % (label, output))
        look_at(trial, states, True, label)
        return finish(trial, states, True, label)
    finally:
        trial.drop()


def run_sqlite(options):
    states = expected_states(options, databases.Sqlite)
    total = strike_sqlite(options, states, 0, "count")
    strikes = 0
    for at in range(1, total + 1, options.every):
        for way in ("before", "after", "full"):
            if way == "full" and at == total:
                continue  # the last call may be one that needs no room
            strike_sqlite(options, states, at, way)
            strikes += 1
    print("sqlite: %d strikes at %d writes of %d revisions" % (strikes, total, options.revisions),
          flush=True)
    return strikes


def options_of(documentation, revisions):
    parser = argparse.ArgumentParser(description=documentation.split("\n")[0])
    parser.add_argument("limbeck")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--revisions", type=int, default=revisions)
    parser.add_argument("--database", action="append")
    parser.add_argument("--shim")
    options = parser.parse_args()
    options.limbeck = os.path.abspath(options.limbeck)
    return options


def run_all(options, kinds, strike_kind):
    """The last line of output, or how it failed."""
    strikes = 0
    try:
        for kind in kinds:
            if not options.database or kind.name in options.database:
                strikes += strike_kind(options, kind)
    except Failure as failure:
        sys.exit("FAIL " + str(failure))
    print("%d strikes, all well" % strikes)


def strike_kind(options, kind):
    if not kind.available():
        return 0
    if kind is not databases.Sqlite:
        return run_server(options, kind)
    return run_sqlite(options) if options.shim else 0


if __name__ == "__main__":
    run_all(options_of(__doc__, 50), (databases.Sqlite, databases.PostgreSql, databases.MariaDb),
            strike_kind)
