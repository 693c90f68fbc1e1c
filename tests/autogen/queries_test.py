#!/usr/bin/env python3
"""That `check` asks a server the same number of times for few and for many tables.

usage: tests/servers.sh run tests/autogen/queries_test.py LIMBECK

A proxy before the server counts the messages that carry statements.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "live_runs"), os.path.join(HERE, "..", "faults")]

import databases  # noqa: E402
from proxy import Proxy  # noqa: E402

LIMBECK = None

ENV = '''import os
from alembic import context
from sqlalchemy import (CheckConstraint, Column, Enum, ForeignKey, Integer, MetaData, Numeric,
                        String, Table, UniqueConstraint, create_engine)

metadata = MetaData()
for number in range(int(os.environ["TABLES"])):
    Table("t%03d" % number, metadata,
          Column("id", Integer, primary_key=True),
          Column("name", String(40), nullable=False, index=True, comment="what it is called"),
          Column("price", Numeric(10, 2), server_default="0"),
          Column("kind", Enum("a", "b", name="kind%03d" % number)),
          Column("above", ForeignKey("t%03d.id" % max(0, number - 1), name="fk%03d" % number)),
          UniqueConstraint("name", "price", name="uq%03d" % number),
          CheckConstraint("price >= 0", name="ck%03d" % number))

with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
    context.configure(connection=connection, target_metadata=metadata)
    with context.begin_transaction():
        context.run_migrations()
'''


class Queries:
    def ask(self, tables):
        """How many statements a check of so many tables sends."""
        database = self.kind()
        folder = tempfile.mkdtemp(prefix="limbeck-queries-")
        parts = urllib.parse.urlsplit(database.url)
        proxy = Proxy(parts.hostname, parts.port, self.kind.name)
        try:
            os.makedirs(folder + "/alembic/versions")
            shutil.copy(os.path.join(HERE, "..", "fixtures", "generic", "alembic",
                                     "script.py.mako"), folder + "/alembic")
            with open(folder + "/alembic.ini", "w") as file:
                file.write("[alembic]\nscript_location = alembic\n")
            with open(folder + "/alembic/env.py", "w") as file:
                file.write(ENV)
            beside = parts._replace(netloc=parts.netloc.replace(":%d" % parts.port,
                                                                ":%d" % proxy.port)).geturl()

            def limbeck(url, *words):
                environment = dict(os.environ, DATABASE_URL=url, TABLES=str(tables))
                done = subprocess.run([LIMBECK, *words], cwd=folder, env=environment,
                                      capture_output=True, text=True)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                return done.stdout

            limbeck(database.url, "revision", "--autogenerate", "--rev-id", "one")
            limbeck(database.url, "upgrade", "head")
            self.assertEqual(limbeck(beside, "check"), "No new upgrade operations detected.\n")
            return proxy.statements
        finally:
            proxy.close()
            database.drop()
            shutil.rmtree(folder)

    def test_number_of_statements(self):
        if not self.kind.available():
            self.skipTest("no server")
        few, many = self.ask(3), self.ask(40)
        self.assertGreater(few, 0)
        self.assertEqual(few, many)


class PostgreSql(Queries, unittest.TestCase):
    kind = databases.PostgreSql


class MariaDb(Queries, unittest.TestCase):
    kind = databases.MariaDb


if __name__ == "__main__":
    LIMBECK = os.path.realpath(sys.argv.pop(1))
    unittest.main()
