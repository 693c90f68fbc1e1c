#!/usr/bin/env python3
"""Plays a migration guide from its first command to its last.

usage: guide_test.py LIMBECK

On SQLite, and on PostgreSQL where LIMBECK_TEST_PG_URL names a server, with the
application of examples/shop. After every command the database itself is asked.
"""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
import urllib.parse
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
SHOP = os.path.join(HERE, "..", "..", "examples", "shop")
LIMBECK = None


class Guide:
    """The test itself; its subclasses say which database."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="limbeck-guide-")
        shutil.copytree(SHOP, self.folder, dirs_exist_ok=True)
        self.create_database()
        with open(os.path.join(self.folder, ".env"), "w") as file:
            file.write("DATABASE_URL=%s\nAPP_NAME=Shop\nDEBUG=true\n" % self.url)

    def tearDown(self):
        shutil.rmtree(self.folder)
        self.drop_database()

    # -- helpers

    def run_program(self, *words, code=0, **extra):
        env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        env.update(extra)
        done = subprocess.run([LIMBECK, *words], cwd=self.folder, env=env, text=True,
                              capture_output=True, stdin=subprocess.DEVNULL, timeout=120)
        self.assertEqual(done.returncode, code,
                         "limbeck %s\n%s%s" % (" ".join(words), done.stdout, done.stderr))
        self.assertNotIn("topsecret", done.stdout + done.stderr)
        return done.stdout, done.stderr

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def replace(self, file, old, new):
        with open(self.path(file)) as stream:
            text = stream.read()
        self.assertIn(old, text)
        with open(self.path(file), "w") as stream:
            stream.write(text.replace(old, new, 1))

    def version_file(self, prefix):
        (name,) = [n for n in os.listdir(self.path("alembic", "versions"))
                   if n.startswith(prefix) and n.endswith(".py")]
        return os.path.join("alembic", "versions", name)

    def set_bodies(self, prefix, upgrade, downgrade):
        name = self.version_file(prefix)
        with open(self.path(name)) as stream:
            text = stream.read()
        text = text[:text.index("def upgrade")]
        indent = lambda code: "".join("    %s\n" % line for line in code.strip().split("\n"))
        with open(self.path(name), "w") as stream:
            stream.write(text + "def upgrade():\n%s\n\ndef downgrade():\n%s"
                         % (indent(upgrade), indent(downgrade)))

    def rows(self):
        return sorted(row[0] for row in self.query("SELECT version_num FROM alembic_version"))

    def start(self):
        """From nothing to the applied first migration."""
        self.run_program("init", "alembic")
        self.replace("alembic/env.py", "target_metadata = None",
                     "from app.models import User\ntarget_metadata = User.metadata")
        self.run_program("revision", "--autogenerate", "-m", "Initial migration",
                         "--rev-id", "0001aaaa")
        self.run_program("upgrade", "head")

    # -- the guide's sections

    def test_quick_start(self):
        out, _ = self.run_program("init", "alembic")
        self.assertIn("Generating %s/alembic/env.py ...  done" % os.path.realpath(self.folder), out)
        self.replace("alembic/env.py", "target_metadata = None",
                     "from app.models import User\ntarget_metadata = User.metadata")
        _, log = self.run_program("revision", "--autogenerate", "-m", "Initial migration")
        self.assertIn("Detected added table 'users'", log)
        self.assertEqual(self.tables() - {"alembic_version"}, set())
        self.run_program("upgrade", "head")
        self.assertEqual(self.tables(), {"alembic_version", "orders", "users"})
        self.assertEqual(self.columns("users"),
                         ["id", "email", "full_name", "role", "is_active", "created_at",
                          "updated_at"])
        self.assertEqual(self.indexes("users"), {"ix_users_email", "ix_users_id"})
        self.query("INSERT INTO users (id, email, full_name, role)"
                   " VALUES (1, 'a@b.c', 'A', 'CLERK')")
        with self.assertRaises(Exception):  # the index on email is unique
            self.query("INSERT INTO users (id, email, full_name, role)"
                       " VALUES (2, 'a@b.c', 'A', 'CLERK')")
        (created,) = self.query("SELECT created_at FROM users")[0]
        self.assertTrue(created)
        out, _ = self.run_program("check")
        self.assertEqual(out, "No new upgrade operations detected.\n")

    def test_common_commands(self):
        self.start()
        self.run_program("revision", "-m", "Seed initial data", "--rev-id", "0002bbbb")
        self.set_bodies("0002bbbb",
                        "op.execute(\"INSERT INTO users (id, email, full_name, role)"
                        " VALUES (7, 'seed@x', 'Seed', 'ADMIN')\")",
                        "op.execute('DELETE FROM users WHERE id = 7')")
        self.run_program("upgrade", "+1")
        self.assertEqual(self.query("SELECT email FROM users WHERE id = 7"), [("seed@x",)])
        self.assertEqual(self.rows(), ["0002bbbb"])
        self.run_program("downgrade", "-1")
        self.assertEqual(self.query("SELECT count(*) FROM users"), [(0,)])
        self.assertEqual(self.rows(), ["0001aaaa"])
        self.run_program("upgrade", "0002")  # <revision_id>, shortened
        self.assertEqual(self.rows(), ["0002bbbb"])
        self.run_program("downgrade", "0001aaaa")
        self.assertEqual(self.rows(), ["0001aaaa"])
        out, _ = self.run_program("current")
        self.assertEqual(out, "0001aaaa\n")
        out, _ = self.run_program("history")
        self.assertEqual(out, "0001aaaa -> 0002bbbb (head), Seed initial data\n"
                              "<base> -> 0001aaaa, Initial migration\n")
        out, _ = self.run_program("show", "0002bbbb")
        self.assertTrue(out.startswith("Rev: 0002bbbb (head)\nParent: 0001aaaa\n"))
        self.run_program("downgrade", "base")
        self.assertEqual(self.tables(), {"alembic_version"})
        self.assertEqual(self.rows(), [])

    def test_development_workflow(self):
        self.start()
        self.replace("app/models/user.py", "    is_active =",
                     "    nickname = Column(String(50), nullable=True, index=True)\n    is_active =")
        self.run_program("check", code=255)
        self.run_program("revision", "--autogenerate", "-m", "Add new column to users",
                         "--rev-id", "0002bbbb")
        with open(self.path(self.version_file("0002bbbb"))) as stream:
            text = stream.read()
        self.assertIn("op.add_column('users', sa.Column('nickname', sa.String(length=50),"
                      " nullable=True))", text)
        self.run_program("upgrade", "head")
        self.assertIn("nickname", self.columns("users"))
        self.assertIn("ix_users_nickname", self.indexes("users"))
        self.run_program("check")
        self.run_program("downgrade", "-1")
        self.assertNotIn("nickname", self.columns("users"))

    def test_example_of_a_reviewed_migration(self):
        self.run_program("init", "alembic")
        self.run_program("revision", "-m", "add user table", "--rev-id", "001")
        self.set_bodies("001", "op.create_table('users',\n"
                        "    sa.Column('id', sa.Integer(), nullable=False),\n"
                        "    sa.Column('email', sa.String(255), nullable=False),\n"
                        "    sa.PrimaryKeyConstraint('id')\n)", "op.drop_table('users')")
        self.run_program("upgrade", "head")
        self.assertEqual(self.columns("users"), ["id", "email"])
        self.run_program("downgrade", "-1")
        self.assertEqual(self.tables(), {"alembic_version"})

    def test_scenarios(self):
        self.start()
        self.query("INSERT INTO users (id, email, full_name, role) VALUES (1, 'a', 'A', 'ADMIN')")
        self.run_program("revision", "-m", "phone", "--rev-id", "0002bbbb")
        self.set_bodies("0002bbbb",
                        "op.add_column('users', sa.Column('phone', sa.String(20), nullable=True))",
                        "op.drop_column('users', 'phone')")
        self.run_program("revision", "-m", "index", "--rev-id", "0003cccc")
        self.set_bodies("0003cccc", "op.create_index('ix_users_name', 'users', ['full_name'])",
                        "op.drop_index('ix_users_name', 'users')")
        self.run_program("upgrade", "head")
        self.assertIn("phone", self.columns("users"))
        self.assertIn("ix_users_name", self.indexes("users"))
        self.run_program("downgrade", "0001aaaa")
        self.assertNotIn("phone", self.columns("users"))
        self.assertNotIn("ix_users_name", self.indexes("users"))

    def data_migration(self):
        self.start()
        self.query("INSERT INTO users (id, email, full_name, role) VALUES (1, 'a', 'A', 'ADMIN')")
        self.run_program("revision", "-m", "status", "--rev-id", "0002bbbb")
        self.set_bodies("0002bbbb", """# Schema change
op.add_column('users', sa.Column('status', sa.String(20), nullable=True))

# Data migration
connection = op.get_bind()
connection.execute(
    "UPDATE users SET status = 'active' WHERE status IS NULL"
)

# Make column non-nullable
op.alter_column('users', 'status', nullable=False)""", "op.drop_column('users', 'status')")

    def test_troubleshooting(self):
        self.start()
        # 1. Target database is not up to date
        self.run_program("revision", "-m", "pending", "--rev-id", "0002bbbb")
        out, _ = self.run_program("revision", "--autogenerate", "-m", "x", code=255)
        self.assertEqual(out, "FAILED: Target database is not up to date.\n")
        out, _ = self.run_program("current")
        self.assertEqual(out, "0001aaaa\n")
        self.run_program("upgrade", "head")
        self.run_program("check")
        # 2. Can't locate revision identified by
        self.query("UPDATE alembic_version SET version_num = 'deadbeef'")
        out, _ = self.run_program("upgrade", "head", code=255)
        self.assertEqual(out, "FAILED: Can't locate revision identified by 'deadbeef'\n")
        out, _ = self.run_program("history")
        self.assertEqual(out.count("\n"), 2)
        # The guide's `stamp head` meets the same unknown row in Alembic too.
        self.run_program("stamp", "head", code=255)
        self.run_program("stamp", "--purge", "head")
        self.assertEqual(self.rows(), ["0002bbbb"])
        # 3. Multiple heads
        self.run_program("revision", "-m", "one", "--rev-id", "0003cccc")
        self.run_program("revision", "-m", "two", "--head", "0002bbbb", "--splice",
                         "--rev-id", "0004dddd")
        out, _ = self.run_program("upgrade", "head", code=255)
        self.assertIn("FAILED: Multiple head revisions are present for given argument 'head'", out)
        self.run_program("merge", "heads", "-m", "Merge migrations", "--rev-id", "0005eeee")
        self.run_program("upgrade", "head")
        self.assertEqual(self.rows(), ["0005eeee"])
        # Recovery commands
        self.run_program("stamp", "0001aaaa")
        self.assertEqual(self.rows(), ["0001aaaa"])
        self.run_program("stamp", "head")
        self.assertEqual(self.rows(), ["0005eeee"])

    def test_offline_gives_the_same_schema(self):
        self.start()
        online = self.schema()
        out, _ = self.run_program("upgrade", "head", "--sql")
        self.drop_database()
        self.create_database(self.url)
        self.feed(out)
        self.assertEqual(self.schema(), online)
        self.assertEqual(self.rows(), ["0001aaaa"])
        out, _ = self.run_program("current")
        self.assertEqual(out, "0001aaaa (head)\n")
        out, _ = self.run_program("downgrade", "0001aaaa:base", "--sql")
        self.feed(out)
        self.assertEqual(self.tables(), {"alembic_version"})

    def test_failing_migration(self):
        self.start()
        before = self.schema()
        self.run_program("revision", "-m", "bad", "--rev-id", "0002bbbb")
        self.set_bodies("0002bbbb", "op.add_column('users', sa.Column('x', sa.Integer()))\n"
                        "raise ValueError('midway')", "pass")
        _, err = self.run_program("upgrade", "head", code=1)
        self.assertIn("ValueError: midway", err)
        self.assertEqual(self.rows(), ["0001aaaa"])
        self.assertEqual(self.schema(), before)


class OnSQLite(Guide, unittest.TestCase):
    def create_database(self, url=None):
        self.url = "sqlite:///./shop.db"

    def drop_database(self):
        if os.path.exists(self.path("shop.db")):
            os.remove(self.path("shop.db"))

    def query(self, text):
        connection = sqlite3.connect(self.path("shop.db"))
        try:
            with connection:
                return connection.execute(text).fetchall()
        finally:
            connection.close()

    def feed(self, script):
        subprocess.run(["sqlite3", "-bail", self.path("shop.db")], input=script, text=True,
                       check=True)

    def tables(self):
        return {row[0] for row in self.query(
            "SELECT name FROM sqlite_master WHERE type = 'table'")} if os.path.exists(
                self.path("shop.db")) else set()

    def columns(self, table):
        return [row[1] for row in self.query("PRAGMA table_info(%s)" % table)]

    def indexes(self, table):
        return {row[1] for row in self.query("PRAGMA index_list(%s)" % table)}

    def schema(self):
        # Offline, tabs are written as blanks; SQLite keeps the statements' text.
        return [(kind, name, re.sub(r"\s+", " ", sql or "")) for kind, name, sql in self.query(
            "SELECT type, name, sql FROM sqlite_master ORDER BY type, name")]

    def test_data_migration_needs_batch_on_sqlite(self):
        # SQLite has no ALTER COLUMN: the guide's example ends there in Alembic
        # too, and what it had done is taken back.
        self.data_migration()
        _, err = self.run_program("upgrade", "head", code=1)
        self.assertIn("ALTER", err)
        self.assertEqual(self.rows(), ["0001aaaa"])
        self.replace(self.version_file("0002bbbb"),
                     "op.alter_column('users', 'status', nullable=False)",
                     "with op.batch_alter_table('users') as batch:\n"
                     "        batch.alter_column('status', nullable=False)")
        self.run_program("upgrade", "head")
        self.assertEqual(self.query("SELECT email, status FROM users"), [("a", "active")])
        notnull = {row[1]: row[3] for row in self.query("PRAGMA table_info(users)")}
        self.assertEqual(notnull["status"], 1)

    def test_default_database_of_init(self):
        os.remove(self.path(".env"))
        self.run_program("init", "alembic")
        self.run_program("revision", "-m", "first")
        self.run_program("upgrade", "head")
        self.assertEqual(len([n for n in os.listdir(self.folder) if n.endswith(".db")]), 1)


class OnPostgreSQL(Guide, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not os.environ.get("LIMBECK_TEST_PG_URL"):
            raise unittest.SkipTest("LIMBECK_TEST_PG_URL names no server")

    def psql(self, *words, database=None, text=None):
        return subprocess.run(
            ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database or self.plain, *words],
            input=text, text=True, check=True, capture_output=True).stdout

    def create_database(self, url=None):
        base = os.environ["LIMBECK_TEST_PG_URL"]
        self.admin = re.sub(r"^\w+(\+\w+)?:", "postgresql:", base)
        name = (urllib.parse.urlsplit(url).path[1:] if url
                else "guide_" + uuid.uuid4().hex[:12])
        self.name = name
        self.plain = urllib.parse.urlunsplit(
            urllib.parse.urlsplit(self.admin)._replace(path="/" + name))
        self.url = self.plain
        self.psql("-c", "CREATE DATABASE " + name, database=self.admin)

    def drop_database(self):
        self.psql("-c", "DROP DATABASE IF EXISTS %s WITH (FORCE)" % self.name,
                  database=self.admin)

    def query(self, text):
        out = self.psql("-AtF", "\x1f", "-c", text)
        rows = [tuple(line.split("\x1f")) for line in out.splitlines()]
        return [tuple(int(v) if v.isdigit() and not v.startswith("0") or v == "0" else v
                      for v in row) for row in rows]

    def feed(self, script):
        self.psql(text=script)

    def tables(self):
        return {row[0] for row in self.query(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}

    def columns(self, table):
        return [row[0] for row in self.query(
            "SELECT attname FROM pg_attribute WHERE attrelid = '%s'::regclass AND attnum > 0"
            " AND NOT attisdropped ORDER BY attnum" % table)]

    def indexes(self, table):
        return {row[0] for row in self.query(
            "SELECT indexname FROM pg_indexes WHERE tablename = '%s'" % table)
            if not row[0].endswith("_pkey")}

    def schema(self):
        dump = subprocess.run(["pg_dump", "--schema-only", "-d", self.plain], text=True,
                              check=True, capture_output=True).stdout
        return [line for line in dump.splitlines() if not line.startswith(("--", "\\"))]

    def test_data_migration(self):
        self.data_migration()
        self.run_program("upgrade", "head")
        self.assertEqual(self.query("SELECT email, status FROM users"), [("a", "active")])
        self.assertRegex(self.psql("-c", r"\d+ users"), r"status +\| character varying\(20\).*not null")
        self.run_program("downgrade", "-1")
        self.assertNotIn("status", self.columns("users"))

    def test_production(self):
        """Backup, the change in three steps without downtime, verification."""
        self.start()
        for number in range(25):
            self.query("INSERT INTO users (email, full_name, role)"
                       " VALUES ('u%d', 'U', 'CUSTOMER')" % number)
        backup = subprocess.run(["pg_dump", "-d", self.plain], text=True, check=True,
                                capture_output=True).stdout
        self.run_program("revision", "-m", "tier nullable", "--rev-id", "0002bbbb")
        self.set_bodies("0002bbbb", "op.add_column('users', sa.Column('tier', sa.String(10),"
                        " nullable=True))", "op.drop_column('users', 'tier')")
        self.run_program("revision", "-m", "tier backfill", "--rev-id", "0003cccc")
        self.set_bodies("0003cccc", """connection = op.get_bind()
while True:
    result = connection.execute(sa.text(
        "UPDATE users SET tier = 'basic' WHERE id IN"
        " (SELECT id FROM users WHERE tier IS NULL ORDER BY id LIMIT :size)"), {"size": 10})
    if result.rowcount == 0:
        break""", "pass")
        self.run_program("revision", "-m", "tier not null", "--rev-id", "0004dddd")
        self.set_bodies("0004dddd", "op.alter_column('users', 'tier', nullable=False)",
                        "op.alter_column('users', 'tier', nullable=True)")
        self.run_program("upgrade", "+1")
        self.assertEqual(self.query("SELECT count(*) FROM users WHERE tier IS NULL"), [(25,)])
        self.run_program("upgrade", "+1")
        self.assertEqual(self.query("SELECT count(*) FROM users WHERE tier = 'basic'"), [(25,)])
        self.run_program("upgrade", "+1")
        self.assertRegex(self.psql("-c", r"\d+ users"), r"tier +\| character varying\(10\).*not null")
        out, _ = self.run_program("current")
        self.assertEqual(out, "0004dddd (head)\n")
        # Restored, the database is where the backup was, and migrates again.
        self.drop_database()
        self.create_database(self.url)
        self.feed(backup)
        self.assertEqual(self.rows(), ["0001aaaa"])
        self.run_program("upgrade", "head")
        self.assertEqual(self.query("SELECT count(*) FROM users WHERE tier = 'basic'"), [(25,)])

    def test_spellings_of_the_url(self):
        """Drivers, escapes, query parameters, and the server's socket."""
        self.start()
        parts = urllib.parse.urlsplit(self.url)
        escaped = "%%%02x" % ord(self.name[0]) + self.name[1:]
        urls = ["postgresql+%s://%s/%s" % (driver, parts.netloc, self.name)
                for driver in ("psycopg2", "psycopg", "asyncpg", "pg8000")]
        urls += ["postgresql://%s/%s?connect_timeout=5&application_name=a%%20b"
                 % (parts.netloc, self.name),
                 "postgresql://%s@/%s?host=%s&port=%d"
                 % (parts.username, self.name, parts.hostname, parts.port)]
        urls.append("postgresql://%s/%s" % (parts.netloc, escaped))
        folder = os.environ.get("LIMBECK_TEST_PG_SOCKET")
        if folder:
            urls.append("postgresql://%s@/%s?host=%s&port=%d"
                        % (parts.username, self.name, folder, parts.port))
        for url in urls:
            self.assertEqual(self.run_program("current", DATABASE_URL=url)[0],
                             "0001aaaa (head)\n", url)

    def test_wrong_password_and_server(self):
        self.start()
        parts = urllib.parse.urlsplit(self.url)
        wrong = self.url.replace(parts.netloc.split("@")[0], "nobody:topsecret")
        _, err = self.run_program("upgrade", "head", code=1, DATABASE_URL=wrong)
        self.assertIn("OperationalError", err)
        _, err = self.run_program("upgrade", "head", code=1,
                                  DATABASE_URL="postgresql://u:topsecret@127.0.0.1:1/d")
        self.assertIn("Connection refused", err)


if __name__ == "__main__":
    LIMBECK = os.path.abspath(sys.argv.pop(1))
    unittest.main()
