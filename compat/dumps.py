"""Empties scratch databases and writes down their schema as text."""

import os
import re
import sqlite3
import subprocess
import urllib.parse


def parts(url):
    """The dialect and the parsed form of a database URL."""
    parsed = urllib.parse.urlsplit(url)
    return parsed.scheme.split("+")[0], parsed


def sqlite_path(url):
    return url.split("///", 1)[1]


def server(parsed, maintenance=None):
    """Arguments that reach the server of a URL, and its password's variable."""
    environment = dict(os.environ)
    environment["PGPASSWORD"] = environment["MYSQL_PWD"] = urllib.parse.unquote(
        parsed.password or "")
    return environment, maintenance or parsed.path.lstrip("/")


def psql(url, statement):
    _, parsed = parts(url)
    environment, _ = server(parsed)
    subprocess.run(
        ["psql", "-qAtX", "-h", parsed.hostname, "-p", str(parsed.port), "-U",
         parsed.username, "-d", "postgres", "-c", statement],
        env=environment, check=True, capture_output=True)


def mysql(program, parsed):
    return [program, "-h", parsed.hostname, "-P", str(parsed.port), "-u",
            parsed.username]


def recreate(url):
    """Gives the URL an empty database."""
    dialect, parsed = parts(url)
    if dialect == "sqlite":
        if os.path.exists(sqlite_path(url)):
            os.unlink(sqlite_path(url))
        return
    environment, name = server(parsed)
    if dialect == "postgresql":
        psql(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        psql(url, f'CREATE DATABASE "{name}" TEMPLATE template0')
        return
    subprocess.run(
        mysql("mariadb", parsed) + ["-e", f"DROP DATABASE IF EXISTS `{name}`; "
                                    f"CREATE DATABASE `{name}` CHARACTER SET "
                                    "utf8mb4"],
        env=environment, check=True, capture_output=True)


def dump_sqlite(path):
    database = sqlite3.connect(path)
    lines = []
    query = ("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE "
             "'sqlite_%' ORDER BY type, name")
    for kind, name, text in database.execute(query).fetchall():
        lines.append(f"-- {kind} {name}")
        lines += (text or "").split("\n")
        if kind == "table":
            quoted = name.replace('"', '""')
            count = database.execute(f'SELECT count(*) FROM "{quoted}"')
            lines.append(f"-- rows of {name}: {count.fetchone()[0]}")
    database.close()
    return lines


def dump_postgresql(parsed):
    environment, name = server(parsed)
    done = subprocess.run(
        ["pg_dump", "--no-owner", "-h", parsed.hostname, "-p",
         str(parsed.port), "-U", parsed.username, name],
        env=environment, capture_output=True)
    lines, rows, table = [], None, ""
    for line in done.stdout.decode("utf-8", "replace").split("\n"):
        if rows is not None:
            if line != "\\.":
                rows += 1
                continue
            lines.append(f"-- rows of {table}: {rows}")
            rows = None
        elif line.startswith("COPY "):
            rows, table = 0, line.split()[1]
        elif line.startswith(("\\restrict", "\\unrestrict", "SELECT pg_catalog"
                              ".setval")):
            continue
        elif line and not re.match(r"--|SET ", line):
            lines.append(line)
    return lines + done.stderr.decode("utf-8", "replace").splitlines()


def dump_mysql(parsed):
    environment, name = server(parsed)
    done = subprocess.run(
        mysql("mariadb-dump", parsed) + ["--skip-comments",
                                         "--skip-extended-insert", name],
        env=environment, capture_output=True)
    lines, counts = [], {}
    for line in done.stdout.decode("utf-8", "replace").split("\n"):
        if line.startswith("INSERT INTO"):
            table = line.split()[2]
            counts[table] = counts.get(table, 0) + 1
        elif line and not line.startswith(("/*", "LOCK", "UNLOCK", "commit",
                                           "set autocommit")):
            lines.append(re.sub(r" AUTO_INCREMENT=\d+", "", line))
    return lines + [f"-- rows of {table}: {count}"
                    for table, count in sorted(counts.items())]


def dump(url):
    """The schema and the number of rows of each table, as lines."""
    dialect, parsed = parts(url)
    if dialect == "sqlite":
        return dump_sqlite(sqlite_path(url))
    if dialect == "postgresql":
        return dump_postgresql(parsed)
    return dump_mysql(parsed)
