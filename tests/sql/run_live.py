"""Runs the recorded SQL of tests/sql on live servers.

    tests/servers.sh run FULLRUN tests/sql/run_live.py [FILE…]
    … --record > new.txt    writes what live.txt has to be, of those files
    … --mariadb-part 6      every sixth case on MariaDB, whose tables take time

Every statement of the blocks for PostgreSQL, MariaDB and SQLite is executed, a
block at a time, on an empty schema. A table or column that the server misses is
made, all of integers, and the statement tried again. Three outcomes: the server
accepts it; it understood it but misses what it works on; it refuses it. The
outcomes must be those in live.txt; a case that is not there yet only shows what
is refused. A server that does not run, or that is of another version than
live.txt was recorded with, is left out.
"""

import os
import re
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
LIST = os.path.join(ROOT, "live.txt")

import sqlalchemy as sa

HEADER = """\
# What the databases said to the statements of each case: `+` accepted, `?`
# misses what it works on, `(reason)` refused. Written by run_live.py --record.
# Refused by nature: cases name types, functions and operators that the database
# or its version does not have, give values that do not fit, or show that text is
# written as the reference writes it although nothing takes it.
"""

# Names that nobody made: the statement was understood.
MISSING = {
    "postgresql": {"42P01", "42703", "3F000", "42704", "42883", "42P10", "42830"},
    "mariadb": {"1146", "1049", "1051", "1091", "1054", "1072", "1005", "1176", "1060"},
}


def directive(script, name):
    match = re.search(r"(?m)^# %s: (.*)$" % name, script)
    return match and match.group(1)


def statements_of(block):
    """A block's statements, without warnings and the error that ended it."""
    text = re.sub(r"(?m)^warning: .*\n", "", block)
    text = re.split(r"(?m)^! \w+:", text)[0]
    parts = re.split(r";\n(?=\n|\Z)", text.strip() + "\n")
    # Transactions are the runner's own.
    return [part.strip() for part in parts
            if part.strip(" ;\n") and part.strip(" ;\n") not in ("BEGIN", "COMMIT")]


def split_name(name):
    """(schema or None, table) of a name in a message."""
    schema, dot, table = name.rpartition(".")
    return (schema if dot else None), table


class Server:
    """What the databases share: making what a statement works on."""

    quotes = '""'
    schema, table, column = (), (), ()  # patterns of messages
    create_schema = "CREATE SCHEMA %s"

    def quoted(self, name):
        opening, closing = self.quotes
        return opening + name.replace(closing, closing * 2) + closing

    def try_with_repairs(self, statement):
        seen = set()
        while True:
            outcome = self.run(statement)
            if outcome is None or outcome[1] in seen or len(seen) > 20:
                return outcome
            seen.add(outcome[1])
            repairs = self.repairs(outcome[1])
            if not repairs:
                return outcome
            for each in repairs:
                self.run(each)

    def matched(self, patterns, message):
        found = [re.search(pattern, message) for pattern in patterns]
        return next((match.group(1) for match in found if match), None)

    def repairs(self, message):
        name = self.matched(self.schema, message)
        if name is not None:
            return [self.create_schema % self.quoted(name)]
        name = self.matched(self.table, message)
        if name is not None:
            schema, table = split_name(name)
            path = (self.quoted(schema) + "." if schema else "") + self.quoted(table)
            self.made.append(path)
            return ["CREATE TABLE %s (limbeck_stub INTEGER)" % path]
        name = self.matched(self.column, message)
        if name is None:
            return []
        return ["ALTER TABLE %s ADD COLUMN %s INTEGER" % (table, self.quoted(split_name(name)[1]))
                for table in self.made]


class PostgreSql(Server):
    """Each block in a transaction that is undone."""

    name = "postgresql"
    schema = [r'schema "(.+)" does not exist']
    table = [r'^relation "(.+)" does not exist', r'^table "(.+)" does not exist']
    column = [r'column "(.+)" of relation ".+" does not exist',
              r'column "(.+?)" (?:named in key |referenced in foreign key constraint )?does not exist',
              r'column (\S+) does not exist']
    url = os.environ.get("LIMBECK_TEST_PG_URL")

    def __init__(self):
        self.engine = sa.create_engine(self.url)
        self.connection = self.engine.connect()

    def version(self):
        text = self.connection.exec_driver_sql("SHOW server_version").scalar()
        self.connection.rollback()
        return text.split(".")[0]

    def begin(self):
        self.connection.exec_driver_sql("CREATE SCHEMA limbeck_case")
        self.connection.exec_driver_sql("SET LOCAL search_path TO limbeck_case")

    def run(self, statement):
        self.connection.exec_driver_sql("SAVEPOINT one")
        try:
            self.connection.exec_driver_sql(statement)
            self.connection.exec_driver_sql("RELEASE SAVEPOINT one")
        except sa.exc.DBAPIError as error:
            self.connection.exec_driver_sql("ROLLBACK TO SAVEPOINT one")
            return error.orig.pgcode or "?", str(error.orig)
        return None

    def end(self):
        self.connection.rollback()


class MariaDb(Server):
    """Each block in databases that are dropped."""

    name = "mariadb"
    quotes = "``"
    create_schema = "CREATE DATABASE %s"
    schema = [r"Unknown database '(.+)'"]
    table = [r"Table '(?:limbeck_case\.)?(.+)' doesn't exist", r"Unknown table '(?:limbeck_case\.)?(.+)'"]
    column = [r"Unknown column '(.+)' in", r"Key column '(.+)' doesn't exist"]
    url = os.environ.get("LIMBECK_TEST_MYSQL_URL")

    def __init__(self):
        self.engine = sa.create_engine(self.url, isolation_level="AUTOCOMMIT")
        self.connection = self.engine.connect()
        self.known = self.databases()

    def databases(self):
        return set(self.connection.exec_driver_sql("SHOW DATABASES").scalars())

    def version(self):
        text = self.connection.exec_driver_sql("SELECT VERSION()").scalar()
        return ".".join(text.split(".")[:2])

    def begin(self):
        self.connection.exec_driver_sql("CREATE DATABASE limbeck_case")
        self.connection.exec_driver_sql("USE limbeck_case")

    def run(self, statement):
        try:
            self.connection.exec_driver_sql(statement)
        except sa.exc.DBAPIError as error:
            return str(error.orig.args[0]), str(error.orig)
        return None

    def end(self):
        for name in self.databases() - self.known:
            self.connection.exec_driver_sql("DROP DATABASE `%s`" % name.replace("`", "``"))
        # Temporary tables and settings go with the session.
        self.connection.close()
        self.engine.dispose()
        self.connection = self.engine.connect()


class Sqlite(Server):
    """Each block in a database in memory."""

    name = "sqlite"
    create_schema = "ATTACH ':memory:' AS %s"
    schema = [r"unknown database (.+)"]
    table = [r"no such table: (.+)"]
    column = [r"no such column: (.+)", r"table .+ has no column named (.+)",
              r"table .+ has no column (.+)"]
    url = "sqlite://"

    def version(self):
        with sa.create_engine(self.url).connect() as connection:
            text = connection.exec_driver_sql("SELECT sqlite_version()").scalar()
        return ".".join(text.split(".")[:2])

    def begin(self):
        self.engine = sa.create_engine(self.url, isolation_level="AUTOCOMMIT")
        self.connection = self.engine.connect()

    def run(self, statement):
        try:
            self.connection.exec_driver_sql(statement)
        except sa.exc.DBAPIError as error:
            text = str(error.orig)
            if re.match("no such (table|column|index|function)|unknown database|.* has no column named|table .* already",
                        text):
                return "missing", text
            return re.sub(r"\W+", "-", text.split(":")[0].split('"')[0]).strip("-"), text
        return None

    def end(self):
        self.connection.close()
        self.engine.dispose()


def blocks_of(path):
    with open(path, encoding="utf-8") as f:
        text = f.read()
    marks = list(re.finditer(r"(?m)^-- ([a-z ]+) --$", text))
    if not marks or directive(text[:marks[0].start()], "literal_binds") == "no":
        return
    for at, mark in enumerate(marks):
        end = marks[at + 1].start() if at + 1 < len(marks) else len(text)
        for name in mark.group(1).split():
            yield name, text[mark.end() + 1:end]


def case_files():
    found = []
    for folder, _, names in os.walk(ROOT):
        found += [os.path.join(folder, name) for name in names if name.endswith(".txtar")]
    return sorted(found)


def run_case(server, path):
    """One sign per statement, and what was refused: [(number, message)]."""
    signs, refused = "", []
    for name, block in blocks_of(path):
        if name != server.name:
            continue
        server.made = []
        server.begin()
        for number, statement in enumerate(statements_of(block), 1):
            outcome = server.try_with_repairs(statement)
            if outcome is None:
                signs += "+"
            elif outcome[0] in MISSING.get(server.name, {"missing"}):
                signs += "?"
                refused.append((number, "%s\n    %s" % (outcome[1].split("\n")[0], statement[:200])))
            else:
                signs += "(%s)" % outcome[0]
                refused.append((number, "%s\n    %s" % (outcome[1].split("\n")[0], statement[:200])))
        server.end()
    return signs, refused


def recorded():
    """({database: version}, {case: {database: signs}})"""
    versions, signs = {}, {}
    with open(LIST, encoding="utf-8") as f:
        for line in f:
            words = line.split()
            if line.startswith("# version"):
                versions[words[2]] = words[3]
            elif not line.startswith("#"):
                signs[words[0]] = dict(word.split("=", 1) for word in words[1:])
    return versions, signs


def main():
    arguments = sys.argv[1:]
    record = "--record" in arguments
    part = 1
    if "--mariadb-part" in arguments:
        at = arguments.index("--mariadb-part")
        part = int(arguments[at + 1])
        del arguments[at:at + 2]
    files = [os.path.abspath(each) for each in arguments if each != "--record"]
    files = files or case_files()
    versions, expected = ({}, {}) if record else recorded()
    seen, failed = {}, 0
    for kind in (PostgreSql, MariaDb, Sqlite):
        if not kind.url:
            print("%s: no server" % kind.name)
            continue
        server = kind()
        version = server.version()
        if not record and versions.get(server.name) != version:
            print("%s: version %s, not the %s that is recorded" % (
                server.name, version, versions.get(server.name)))
            continue
        versions[server.name] = version
        everything = ""
        for path in files[::part] if kind is MariaDb else files:
            case = os.path.relpath(path, ROOT)
            signs, refused = run_case(server, path)
            everything += signs
            if signs:
                seen.setdefault(case, {})[server.name] = signs
            # A case that is not recorded yet only shows what it is refused.
            known = expected.get(case)
            if known is not None and known.get(server.name, "") != signs:
                failed += 1
                print("FAILED %s on %s: %s, recorded %s" % (
                    case, server.name, signs, known.get(server.name)))
            if not record and (known is None or known.get(server.name, "") != signs):
                for number, message in refused:
                    print("%s on %s, statement %d: %s" % (case, server.name, number, message))
        print("%s: %d accepted, %d miss what they work on, %d refused" % (
            server.name, everything.count("+"), everything.count("?"), everything.count("(")),
            file=sys.stderr)
    if record:
        print(HEADER, end="")
        for name, version in versions.items():
            print("# version %s %s" % (name, version))
        for case, signs in sorted(seen.items()):
            print(case, " ".join("%s=%s" % each for each in signs.items()))
    sys.exit(1 if failed else 0)


main()
