#!/usr/bin/env python3
"""Ctrl-C and SIGTERM while the database works, and before anything runs.

usage: tests/servers.sh run tests/faults/signals_test.py LIMBECK

The statement must be cancelled in the database, the run must end soon with 130
and say so, and the database must be where the last whole step left it.
"""

import os
import shutil
import signal
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
SAID = "Interrupted; what was not committed is rolled back.\n"

LONG = '''
from alembic import op

revision = "r003"
down_revision = "r002"


def upgrade():
    op.execute("CREATE TABLE half (id INTEGER)")
    print("begun", flush=True)
    try:
        op.execute(%r)
    except Exception:
        print("never seen", flush=True)
    op.execute("CREATE TABLE never (id INTEGER)")


def downgrade():
    pass
'''


class Signals:
    per_migration = True

    def setUp(self):
        if not self.kind.available():
            self.skipTest("no server")
        self.folder = tempfile.mkdtemp(prefix="limbeck-signals-")
        self.database = self.kind()
        history.write_project(self.folder, self.database.url, 2,
                              per_migration=self.per_migration)
        with open(os.path.join(self.folder, "migrations", "versions", "r003.py"), "w") as file:
            file.write(LONG % self.long)

    def tearDown(self):
        if hasattr(self, "database"):
            self.database.drop()
            shutil.rmtree(self.folder)

    def start(self, *words):
        return subprocess.Popen([LIMBECK, *words], cwd=self.folder, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def interrupt(self, number):
        process = self.start("upgrade", "head")
        self.assertEqual(process.stdout.readline(), "begun\n")
        time.sleep(0.5)
        started = time.monotonic()
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
        self.assertLess(time.monotonic() - started, 20)
        self.assertEqual((process.returncode, out), (130, ""), err)
        self.assertTrue(err.endswith(SAID), err)
        self.assertEqual(self.running(), [])

    def test_interrupt_cancels_the_statement(self):
        self.interrupt(signal.SIGINT)
        self.assertEqual(self.rows(), self.reached)
        # What is known of the state is enough to go on.
        process = self.start("current")
        out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out.split()), (0, self.reached), err)

    def test_terminate_does_the_same(self):
        self.interrupt(signal.SIGTERM)
        self.assertEqual(self.rows(), self.reached)

    def test_a_signal_before_anything_runs_is_not_lost(self):
        # Were it lost, the long statement would run to its end.
        for milliseconds in (0, 1, 2, 3, 5, 8, 12, 20):
            # From nothing: MariaDB keeps the tables of a half-done step.
            self.tearDown()
            self.setUp()
            process = self.start("upgrade", "head")
            time.sleep(milliseconds / 1000)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
            self.assertIn(process.returncode, (130, -signal.SIGINT), out + err)
            self.assertNotIn("never", out)

    def rows(self):
        try:
            return self.database.sql("SELECT version_num FROM alembic_version").split()
        except Exception:
            return []


class OnPostgreSql(Signals, unittest.TestCase):
    kind = databases.PostgreSql
    long = "SELECT pg_sleep(120)"
    reached = ["r002"]

    def running(self):
        return self.database.sql(
            "SELECT query FROM pg_stat_activity WHERE query LIKE '%sleep(120%' AND "
            "datname = current_database() AND pid <> pg_backend_pid()").split("\n")[:-1]


class OnPostgreSqlInOneTransaction(OnPostgreSql):
    per_migration = False
    reached = []


class OnMariaDb(Signals, unittest.TestCase):
    kind = databases.MariaDb
    long = "SELECT SLEEP(120)"
    reached = ["r002"]

    def running(self):
        time.sleep(0.2)
        return self.database.sql(
            "SELECT info FROM information_schema.processlist WHERE info LIKE "
            "'SELECT SLEEP(120%' AND db = DATABASE()").split("\n")[:-1]


class OnSqlite(Signals, unittest.TestCase):
    kind = databases.Sqlite
    long = ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
            "SELECT count(*) FROM n")
    reached = ["r002"]

    def running(self):
        return []


class BehindALock(unittest.TestCase):
    """SQLite waits for who writes."""

    def test_interrupt_ends_the_waiting(self):
        database = databases.Sqlite()
        folder = tempfile.mkdtemp(prefix="limbeck-signals-")
        try:
            history.write_project(folder, database.url + "?timeout=100", 2)
            holder = subprocess.Popen(["sqlite3", database.url.split("///")[1]], text=True,
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            holder.stdin.write("BEGIN IMMEDIATE; CREATE TABLE mine (i INTEGER); SELECT 'held';\n")
            holder.stdin.flush()
            self.assertEqual(holder.stdout.readline(), "held\n")
            process = subprocess.Popen([LIMBECK, "upgrade", "head"], cwd=folder, text=True,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(2)
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=30)
            self.assertEqual(process.returncode, 130, err)
            self.assertTrue(err.endswith(SAID), err)
            holder.stdin.close()
            holder.wait()
            holder.stdout.close()
        finally:
            database.drop()
            shutil.rmtree(folder)


if __name__ == "__main__":
    LIMBECK = os.path.realpath(sys.argv.pop(1))
    unittest.main()
