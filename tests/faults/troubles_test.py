#!/usr/bin/env python3
"""An upgrade that meets a lock, a deadlock, or loses its session.

usage: tests/servers.sh run tests/faults/troubles_test.py LIMBECK

Each time the run must end with 1 and say once which statement failed and why,
and which revision it was, with file and line; the version table must name a
revision whose schema and rows are there; and when the trouble is over,
`upgrade head` must end where an undisturbed run ends.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "live_runs")]

import databases  # noqa: E402
import history  # noqa: E402

LIMBECK = None

# The third step of three; the first two are history.py's.
STEP = '''\
import sqlalchemy as sa
from alembic import op

revision = "r003"
down_revision = "r002"


def upgrade():
%s


def downgrade():
    pass
'''


class Troubles:
    def setUp(self):
        if not self.kind.available():
            self.skipTest("no server")
        self.folder = tempfile.mkdtemp(prefix="limbeck-troubles-")
        self.database = self.kind()
        self.others = []
        history.write_project(self.folder, self.database.url + self.url_tail, 2)
        self.run_it()

    def tearDown(self):
        if not hasattr(self, "database"):
            return
        for other in self.others:
            other.kill()
            other.communicate()
        self.database.drop()
        shutil.rmtree(self.folder)

    url_tail = ""

    def write(self, *lines):
        path = os.path.join(self.folder, "migrations", "versions", "r003.py")
        with open(path, "w") as file:
            file.write(STEP % "\n".join("    " + line for line in lines))
        return path

    def start(self):
        return subprocess.Popen([LIMBECK, "upgrade", "head"], cwd=self.folder, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run_it(self):
        process = self.start()
        output, errors = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, output + errors)

    def session(self):
        """The database's own client, to be talked to line by line."""
        process = subprocess.Popen(self.client(), text=True, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.others.append(process)
        return process

    def say(self, session, statement, answer=True):
        session.stdin.write(statement + ";\n" + ("SELECT 'done';\n" if answer else ""))
        session.stdin.flush()
        while answer and session.stdout.readline().strip() not in ("done", ""):
            pass

    def end(self, session):
        session.communicate(timeout=60)
        self.others.remove(session)

    def assert_reported(self, process, path, line, words):
        output, errors = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 1, output + errors)
        self.assertEqual(len(re.findall(words, errors)), 1, errors)
        self.assertIn("upgrade() of revision r003 (%s) failed" % path, errors)
        self.assertIn('File "%s", line %d, in upgrade' % (path, line), errors)
        self.assertNotIn("invalid socket", errors)
        self.assertEqual(self.version(), "r002")

    def version(self):
        return self.database.sql("SELECT version_num FROM alembic_version").strip()

    def assert_completes(self, path, lines=()):
        """The same as where nothing was in the way."""
        self.run_it()
        self.assertEqual(self.version(), "r003")
        disturbed = self.database.dump()
        self.database.drop()
        self.database = self.kind()
        shutil.rmtree(self.folder)
        history.write_project(self.folder, self.database.url, 2)
        self.write(*lines)
        self.run_it()
        self.assertEqual(self.database.dump(), disturbed)

    def test_lock_timeout(self):
        lines = (*self.short_timeout, 'op.execute("UPDATE t001 SET extra = 5")',
                 'op.add_column("t002", sa.Column("more", sa.Integer))')
        path = self.write(*lines)
        holder = self.session()
        for statement in self.hold_table:
            self.say(holder, statement)
        process = self.start()
        self.assert_reported(process, path, self.locked_line, self.lock_words)
        self.say(holder, "ROLLBACK")
        self.end(holder)
        if self.transactional:
            self.assertNotIn(", 5)", self.database.dump())
        self.assert_completes(path, lines)


class OnServers(Troubles):
    def test_deadlock(self):
        lines = (*self.quick_deadlock, 'op.execute("UPDATE t001 SET extra = 5 WHERE id = 1")',
                 'print("holding", flush=True)', 'op.execute("SELECT %s")' % self.sleep,
                 'op.execute("UPDATE t002 SET extra = 6 WHERE id = 1")')
        path = self.write(*lines)
        other = self.session()
        for statement in self.heavy_other:
            self.say(other, statement)
        process = self.start()
        self.assertEqual(process.stdout.readline(), "holding\n")
        self.say(other, "UPDATE t001 SET extra = 7 WHERE id = 1", answer=False)
        self.assert_reported(process, path, 8 + len(lines), self.deadlock_words)
        for statement in ("ROLLBACK", "DELETE FROM t002 WHERE id > 2"):
            self.say(other, statement, answer=False)
        self.end(other)
        self.assert_completes(path, lines)

    def test_session_killed_by_the_server(self):
        lines = ('op.execute("UPDATE t001 SET extra = 5 WHERE id = 1")',
                 'print("id", op.get_bind().execute(sa.text("SELECT %s")).scalar(), flush=True)'
                 % self.own_id,
                 'op.execute("SELECT %s")' % self.long_sleep,
                 'op.execute("UPDATE t002 SET extra = 6 WHERE id = 1")')
        path = self.write(*lines)
        process = self.start()
        number = process.stdout.readline().split()[1]
        self.database.sql(self.kill % number)
        self.assert_reported(process, path, 11, self.killed_words)
        lines = lines[:2] + lines[3:]
        self.write(*lines)
        self.assert_completes(path, lines)


class OnPostgreSql(OnServers, unittest.TestCase):
    kind = databases.PostgreSql
    transactional = True
    short_timeout = ('op.execute("SET LOCAL lock_timeout = 200")',)
    hold_table = ("BEGIN", "LOCK TABLE t002 IN ACCESS EXCLUSIVE MODE")
    locked_line = 11
    lock_words = r"OperationalError: \(psycopg2\.errors\.LockNotAvailable\) canceling statement due to lock timeout"
    quick_deadlock = ('op.execute("SET LOCAL deadlock_timeout = 100")',)
    heavy_other = ("SET deadlock_timeout = 60000", "BEGIN", "UPDATE t002 SET extra = 8")
    deadlock_words = r"OperationalError: \(psycopg2\.errors\.DeadlockDetected\) deadlock detected"
    sleep, long_sleep = "pg_sleep(1)", "pg_sleep(60)"
    own_id = "pg_backend_pid()"
    kill = "SELECT pg_terminate_backend(%s)"
    killed_words = (r"sqlalchemy\.exc\.OperationalError: \(psycopg2\.OperationalError\) "
                    r"server closed the connection unexpectedly")

    def client(self):
        return ["psql", *self.database.options, "-XqAtd", self.database.database]


class OnMariaDb(OnServers, unittest.TestCase):
    kind = databases.MariaDb
    transactional = False
    short_timeout = ('op.execute("SET lock_wait_timeout = 1")',
                     'op.execute("SET innodb_lock_wait_timeout = 1")')
    hold_table = ("BEGIN", "SELECT count(*) FROM t002")
    locked_line = 12
    lock_words = r"OperationalError: \(pymysql\.err\.OperationalError\) \(1205, "
    quick_deadlock = ()
    # The server gives up who changed least.
    heavy_other = ("INSERT INTO t002 (id, name) SELECT seq, 'x' FROM seq_10_to_300", "BEGIN",
                   "UPDATE t002 SET extra = 8")
    deadlock_words = r"OperationalError: \(pymysql\.err\.OperationalError\) \(1213, 'Deadlock found"
    sleep, long_sleep = "SLEEP(1)", "SLEEP(60)"
    own_id = "CONNECTION_ID()"
    kill = "KILL %s"
    killed_words = r"OperationalError: \(pymysql\.err\.OperationalError\) \(2013, "

    def client(self):
        return ["mariadb", *self.database.options, "-N", "-B", "--unbuffered",
                self.database.database]


class OnSqlite(Troubles, unittest.TestCase):
    kind = databases.Sqlite
    transactional = True
    url_tail = "?timeout=0.2"
    short_timeout = ()
    hold_table = ("BEGIN IMMEDIATE", "UPDATE t002 SET extra = 8")
    locked_line = 9
    lock_words = r"OperationalError: \(sqlite3\.OperationalError\) database is locked"

    def client(self):
        return ["sqlite3", "-batch", self.database.file]


if __name__ == "__main__":
    LIMBECK = os.path.realpath(sys.argv.pop(1))
    unittest.main()
