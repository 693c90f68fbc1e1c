#!/usr/bin/env python3
"""Many `upgrade head` at once on one empty database.

usage: tests/servers.sh run tests/faults/deploys_test.py LIMBECK [COUNT]

All of them must end well, and each revision must have been applied once: its
script appends a line to a table that nothing else writes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "live_runs")]

import databases  # noqa: E402
import history  # noqa: E402

LIMBECK = None
COUNT = 20
REVISIONS = 8

APPLIED = '''
    op.execute("INSERT INTO applied (revision) VALUES ('%s')")
'''


class Deploys:
    own = ""

    def setUp(self):
        if not self.kind.available():
            self.skipTest("no server")
        self.folder = tempfile.mkdtemp(prefix="limbeck-deploys-")
        self.database = self.kind()
        history.write_project(self.folder, self.database.url, REVISIONS, own=self.own)
        self.database.sql("CREATE TABLE applied (revision VARCHAR(10))")
        for n in range(1, REVISIONS + 1):
            path = os.path.join(self.folder, "migrations", "versions", "r%03d.py" % n)
            with open(path) as file:
                text = file.read()
            with open(path, "w") as file:
                file.write(text.replace("\n\n\ndef downgrade", APPLIED % ("r%03d" % n)
                                        + "\n\ndef downgrade"))

    def tearDown(self):
        if hasattr(self, "database"):
            self.database.drop()
            shutil.rmtree(self.folder)

    def start(self, *words):
        return subprocess.Popen([LIMBECK, *words], cwd=self.folder, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def test_all_end_well_and_each_revision_is_applied_once(self):
        running = [self.start("upgrade", "head") for _ in range(COUNT)]
        for process in running:
            output, _ = process.communicate(timeout=300)
            self.assertEqual(process.returncode, 0, output)
        applied = self.database.sql("SELECT revision FROM applied ORDER BY revision").split()
        self.assertEqual(applied, ["r%03d" % n for n in range(1, REVISIONS + 1)])
        self.assertEqual(self.database.sql("SELECT version_num FROM alembic_version").split(),
                         [history.name_of(REVISIONS)])

    def test_nobody_waits_where_nothing_is_to_be_done(self):
        self.start("upgrade", "head").communicate()
        holder = self.hold()
        try:
            started = time.monotonic()
            process = self.start("upgrade", "head")
            output, _ = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 0, output)
            self.assertLess(time.monotonic() - started, 30)
        finally:
            self.let_go(holder)

    def test_who_waits_for_too_long_says_so_and_does_nothing(self):
        with open(os.path.join(self.folder, "alembic.ini"), "a") as file:
            file.write("[limbeck]\nlock_timeout = 0.3\n")
        holder = self.hold()
        try:
            process = self.start("upgrade", "head")
            output, _ = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 255, output)
            self.assertIn("Another deploy of this database has not ended", output)
            self.assertEqual(self.database.sql("SELECT count(*) FROM applied").split(), ["0"])
        finally:
            self.let_go(holder)

    def test_lock_off_takes_none(self):
        with open(os.path.join(self.folder, "alembic.ini"), "a") as file:
            file.write("[limbeck]\nlock = off\n")
        holder = self.hold()
        try:
            process = self.start("upgrade", "head")
            output, _ = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 0, output)
        finally:
            self.let_go(holder)

    def hold(self):
        """Somebody else's lock, taken by the database's own client."""
        words, text = self.holder()
        process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        process.stdin.write(text)
        process.stdin.flush()
        self.assertTrue(process.stdout.readline().strip() in ("t", "1"))
        return process

    def let_go(self, process):
        process.stdin.close()
        process.wait(timeout=60)
        process.stdout.close()


class OnPostgreSql(Deploys, unittest.TestCase):
    kind = databases.PostgreSql

    def holder(self):
        return (["psql", *self.database.options, "-XqAtd", self.database.database],
                "SELECT pg_try_advisory_lock(30518413217883499);\n")


class OnMariaDb(Deploys, unittest.TestCase):
    kind = databases.MariaDb

    def holder(self):
        return (["mariadb", *self.database.options, "-N", "-B", "--unbuffered",
                 self.database.database],
                "SELECT GET_LOCK(CONCAT('limbeck:', LEFT(SHA2(DATABASE(), 256), 32)), 0);\n")


class OnSqlite(Deploys, unittest.TestCase):
    kind = databases.Sqlite

    def holder(self):
        return ([sys.executable, "-c",
                 "import fcntl, os, sys\n"
                 "fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX)\n"
                 "print(1, flush=True)\nsys.stdin.read()", self.database.folder], "")


if __name__ == "__main__":
    LIMBECK = os.path.abspath(sys.argv.pop(1))
    if len(sys.argv) > 1 and sys.argv[1].isdigit():
        COUNT = int(sys.argv.pop(1))
    unittest.main()
