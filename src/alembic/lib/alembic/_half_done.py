"""What a step that was ended early left in a database that commits DDL at once.

The step is written offline once more, and each of its DDL statements compared
with the database. DDL happens in its order, so what is there are the first ones.
"""

import io
import os
import re
import sys

import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

_NAME = r'(?:[`"]?[\w$]+[`"]?\.)?(?:`((?:[^`]|``)+)`|"([^"]+)"|([\w$]+))'

#: How a statement begins, what it is about and what is so when it is done. In
#: the words %t stands for the table and %n for another name.
_FORMS = [
    (r"CREATE (?:TEMPORARY )?TABLE (?:IF NOT EXISTS )?%t", "table", True),
    (r"DROP TABLE (?:IF EXISTS )?%t", "table", False),
    (r"CREATE (?:OR REPLACE )?(?:[\w=` ]*? )?VIEW %t", "table", True),
    (r"DROP VIEW (?:IF EXISTS )?%t", "table", False),
    (r"ALTER TABLE %t RENAME (?:TO |AS )?(?!COLUMN |INDEX |KEY )%n", "renamed", True),
    (r"RENAME TABLE %t TO %n", "renamed", True),
    (r"ALTER TABLE %t ADD CONSTRAINT %n", "constraint", True),
    (r"ALTER TABLE %t DROP (?:CONSTRAINT|FOREIGN KEY|CHECK) (?:IF EXISTS )?%n",
     "constraint", False),
    (r"ALTER TABLE %t ADD (?:UNIQUE |FULLTEXT |SPATIAL )?(?:INDEX|KEY) %n", "index", True),
    (r"ALTER TABLE %t DROP (?:INDEX|KEY) (?:IF EXISTS )?%n", "index", False),
    (r"CREATE (?:UNIQUE |FULLTEXT |SPATIAL )?INDEX (?:IF NOT EXISTS )?%n ON %t",
     "index", True),
    (r"DROP INDEX (?:IF EXISTS )?%n ON %t", "index", False),
    (r"ALTER TABLE %t ADD (?!PRIMARY|UNIQUE|CHECK|FOREIGN|FULLTEXT|SPATIAL)"
     r"(?:COLUMN )?(?:IF NOT EXISTS )?%n", "column", True),
    (r"ALTER TABLE %t DROP (?!PRIMARY)(?:COLUMN )?(?:IF EXISTS )?%n", "column", False),
    (r"ALTER TABLE %t (?:CHANGE|RENAME) (?:COLUMN )?%n (?:TO )?%n", "changed", True),
]
_DDL = re.compile(r"(?i)\s*(?:CREATE|ALTER|DROP|RENAME|TRUNCATE)\b")


class _Statement:
    def __init__(self, line, text):
        self.line, self.text = line, " ".join(text.split()).rstrip(";")
        self.is_ddl = bool(_DDL.match(text))
        self.kind = None  # one of _FORMS
        for form, kind, there in _FORMS:
            found = _pattern(form).match(self.text)
            if found:
                self.kind, self.there = kind, there
                self.table, self.names = _names(form, found)
                break

    def done(self, look):
        """Whether the database is as it is behind this one; None: no telling."""
        if self.kind is None or " IF EXISTS " in self.text.upper():
            return None  # what is not there may never have been
        tables = look.tables()
        if self.kind == "table":
            return (self.table in tables) == self.there
        if self.kind == "renamed":
            return self.names[0] in tables and self.table not in tables
        if self.table not in tables:
            return None
        columns = look.columns(self.table)
        if self.kind == "column":
            return (self.names[0] in columns) == self.there
        if self.kind == "changed":
            before, after = self.names
            return None if before == after else after in columns and before not in columns
        return (self.names[0] in look.keys(self.table)) == self.there

    def touches(self, other):
        """Whether this one may undo what the other did."""
        if self.table not in (other.table, *other.names):
            return False
        return self.kind in ("table", "renamed") or bool(set(self.names) & set(other.names))

    def __str__(self):
        text = re.sub(r" \(.*", "", self.text) if self.kind == "table" else self.text
        return text if len(text) <= 70 else text[:67] + "..."


def _pattern(form):
    return re.compile("(?i)" + form.replace("%t", _NAME).replace("%n", _NAME) + r"(?![\w.])")


def _names(form, found):
    groups = found.groups()
    names = []
    for at in range(0, len(groups), 3):
        quoted, ansi, plain = groups[at:at + 3]
        names.append(quoted.replace("``", "`") if quoted else ansi or plain)
    table = names.pop([mark for mark in re.findall("%[tn]", form)].index("%t"))
    return table, names


class _Look:
    """The database's catalog, each part read once."""

    def __init__(self, connection):
        self.inspector = sa.inspect(connection)
        self.known = {}

    def _once(self, key, read):
        if key not in self.known:
            self.known[key] = set(read())
        return self.known[key]

    def tables(self):
        return self._once("tables", lambda: [
            *self.inspector.get_table_names(), *self.inspector.get_view_names()])

    def columns(self, table):
        return self._once(("columns", table), lambda: [
            one["name"] for one in self.inspector.get_columns(table)])

    def keys(self, table):
        look = self.inspector
        return self._once(("keys", table), lambda: [
            one["name"] for method in (look.get_indexes, look.get_unique_constraints,
                                       look.get_foreign_keys, look.get_check_constraints)
            for one in method(table)])


class _Recorder:
    """What offline mode writes, with the script's line that it comes from."""

    def __init__(self, path):
        self.path, self.statements = path, []

    def write(self, text):
        frame = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename != self.path:
            frame = frame.f_back
        text = re.sub(r"(?m)^--.*$", "", text).strip()
        if text:
            self.statements.append(_Statement(frame.f_lineno if frame else 0, text))

    def flush(self):
        pass


def statements_of(function, dialect):
    """What the step executes, and whether that is all: it may need the database."""
    recorder = _Recorder(function.__code__.co_filename)
    context = MigrationContext.configure(
        dialect=dialect,
        opts={"as_sql": True, "literal_binds": True, "output_buffer": recorder})
    stdout, sys.stdout = sys.stdout, io.StringIO()
    whole = True
    try:
        with Operations.context(context):
            function()
    except Exception:
        whole = False
    finally:
        sys.stdout = stdout
    return recorder.statements, whole


def report(function, planned, connection, name):
    """Lines that tell what of the step is in the database; empty: nothing of it."""
    statements, whole = planned
    look = _Look(connection)
    ddl = [one for one in statements if one.is_ddl]
    states = [one.done(look) for one in ddl]
    count = 0
    for at, state in enumerate(states):
        later = [one for one, is_done in zip(ddl[at + 1:], states[at + 1:])
                 if ddl[at].kind and one.kind and is_done and one.touches(ddl[at])]
        if state is False and not later:
            break
        if state is not None:
            count = at + 1
    if not count:
        return ""
    file = os.path.basename(function.__code__.co_filename)
    lines = ["DDL is committed at once here. Of %s the database has already:" % name]
    lines += ["  %s:%d  %s" % (file, one.line, one) for one in ddl[:count]]
    left = ddl[count:]
    if left:
        lines.append("and not yet:")
        lines += ["  %s:%d  %s" % (file, one.line, one) for one in left]
    rows = [one for one in statements if not one.is_ddl]
    if rows:
        lines.append("Whether rows were changed cannot be told:")
        lines += ["  %s:%d  %s" % (file, one.line, one) for one in rows]
    if not whole:
        lines.append("What the step does behind that depends on the database.")
    return "\n".join(lines) + "\n"
