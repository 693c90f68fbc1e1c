"""Fresh databases on the servers of tests/servers.sh, and their contents as text.

Each class stands for one database of its own: `url` for alembic.ini, dump() for
its schema and rows, drop() at the end. Needs psql, pg_dump and the mariadb
client for the server databases, nothing for SQLite.
"""

import os
import re
import sqlite3
import subprocess
import tempfile
import urllib.parse
import uuid


def run(words, text=None):
    done = subprocess.run(words, input=text, capture_output=True, text=True,
                          errors="backslashreplace")
    if done.returncode != 0:
        raise RuntimeError("%s: %s" % (words[0], done.stderr.strip()))
    return done.stdout


class OwnServers:
    """Servers of tests/servers.sh that nobody else uses; `told` is what it said."""

    def __init__(self, **environment):
        clean = {k: v for k, v in os.environ.items() if not k.startswith("LIMBECK_TEST_")}
        self.shell = subprocess.Popen(
            [os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "servers.sh")],
            text=True, stdout=subprocess.PIPE, env=dict(clean, **environment))
        self.told = {}
        for line in self.shell.stdout:
            name, _, value = line.strip().removeprefix("export ").partition("=")
            if name == "LIMBECK_TEST_READY":
                break
            self.told[name] = value

    def stop(self):
        self.shell.terminate()
        self.shell.wait()


class PostgreSql:
    name = "postgresql"

    @staticmethod
    def available():
        return "LIMBECK_TEST_PG_URL" in os.environ

    def __init__(self):
        server = urllib.parse.urlsplit(os.environ["LIMBECK_TEST_PG_URL"])
        self.options = ["-h", server.hostname, "-p", str(server.port), "-U", server.username]
        self.database = "runs_" + uuid.uuid4().hex[:12]
        self.url = "postgresql+psycopg2://%s/%s" % (server.netloc, self.database)
        run(["psql", *self.options, "-qd", "postgres", "-c",
             "CREATE DATABASE " + self.database])

    def sql(self, text):
        return run(["psql", *self.options, "-XqAtd", self.database, "-v",
                    "ON_ERROR_STOP=1"], text)

    def dump(self):
        text = run(["pg_dump", *self.options, "--inserts", "--no-owner",
                    "--no-privileges", self.database])
        lines = []
        for line in text.split("\n"):
            if not line or line.startswith(("--", "SET ", "SELECT pg_catalog.set_config",
                                            "\\restrict", "\\unrestrict")):
                continue
            lines.append(line)
        return sorted_inserts(lines)

    def drop(self):
        run(["psql", *self.options, "-qd", "postgres", "-c",
             "DROP DATABASE IF EXISTS %s WITH (FORCE)" % self.database])


class MariaDb:
    name = "mysql"

    @staticmethod
    def available():
        return "LIMBECK_TEST_MYSQL_URL" in os.environ

    def __init__(self):
        server = urllib.parse.urlsplit(os.environ["LIMBECK_TEST_MYSQL_URL"])
        self.options = ["--no-defaults", "--protocol=tcp", "-h", server.hostname, "-P",
                        str(server.port), "-u", server.username,
                        "-p" + (server.password or "")]
        self.database = "runs_" + uuid.uuid4().hex[:12]
        self.url = "mysql+pymysql://%s/%s" % (server.netloc, self.database)
        run(["mariadb", *self.options, "-e",
             "CREATE DATABASE %s CHARACTER SET utf8mb4" % self.database])

    def sql(self, text):
        return run(["mariadb", *self.options, "-N", "-B", self.database], text)

    def dump(self):
        text = run(["mariadb-dump", *self.options, "--compact", "--skip-extended-insert",
                    "--order-by-primary", self.database])
        lines = [line for line in text.split("\n")
                 if line and not line.startswith(("/*", "--"))]
        return sorted_inserts([re.sub(r" AUTO_INCREMENT=\d+", "", one) for one in lines])

    def drop(self):
        run(["mariadb", *self.options, "-e", "DROP DATABASE IF EXISTS " + self.database])


class Sqlite:
    name = "sqlite"

    @staticmethod
    def available():
        return True

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="limbeck-runs-")
        self.file = os.path.join(self.folder, "main.db")
        self.url = "sqlite:///" + self.file

    def sql(self, text):
        connection = sqlite3.connect(self.file)
        try:
            if text.count(";") > 1:
                connection.executescript(text)
                return ""
            rows = connection.execute(text).fetchall()
            connection.commit()
            return "".join("|".join(str(v) for v in row) + "\n" for row in rows)
        finally:
            connection.close()

    def dump(self):
        connection = sqlite3.connect(self.file)
        try:
            connection.execute("PRAGMA query_only = on")
            connection.text_factory = lambda b: b.decode("utf-8", "backslashreplace")
            return sorted_inserts("\n".join(connection.iterdump()).split("\n"))
        finally:
            connection.close()

    def drop(self):
        for name in os.listdir(self.folder):
            os.remove(os.path.join(self.folder, name))
        os.rmdir(self.folder)


def sorted_inserts(lines):
    """Rows have no order of their own: each run of INSERTs is sorted."""
    result, inserts = [], []
    for line in lines:
        if line.startswith("INSERT INTO"):
            inserts.append(line)
            continue
        result += sorted(inserts) + [line]
        inserts = []
    return "\n".join(result + sorted(inserts)) + "\n"


KINDS = {kind.name: kind for kind in (PostgreSql, Sqlite, MariaDb)}
