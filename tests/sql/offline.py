"""What a script writes offline (--sql) on a dialect.

Shared by what records, checks and compares; runs with the reference as with
limbeck.
"""

import contextlib
import re
import warnings

import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy.engine.url import make_url

DIALECTS = ["postgresql", "sqlite", "mysql", "mariadb", "mssql", "oracle"]


class Buffer:
    """What --sql writes to."""

    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        pass

    def text(self):
        return "".join(self.parts)


def comparable(text):
    """Without what names an object of the running program; sets in order."""
    text = re.sub(r"(?<=dependency detected\. )\((.*)\)",
                  lambda cycle: "(%s)" % ", ".join(sorted(cycle.group(1).split(", "))), text)
    text = re.sub(r"Compiler (of \w+|<.*?(compiler|Compiler) object at 0x[0-9a-f]+>|<[^>]*>)",
                  "Compiler", text)
    return re.sub(r"0x([0-9a-f]{6,}|\.\.\.)", "0x", text)


def error_line(raised):
    text = "! %s: %s\n" % (type(raised).__name__, raised)
    return text.split("\n(Background on")[0].rstrip() + "\n"


def configure(dialect_name, buffer, naming=None, literal_binds=True, more=None):
    """A MigrationContext that writes to the buffer, with `more` options."""
    dialect = make_url(dialect_name + "://").get_dialect()(paramstyle="named")
    options = {
        "as_sql": True,
        "output_buffer": buffer,
        "literal_binds": literal_binds,
        "mssql_batch_separator": "",
        "oracle_batch_separator": "",
        **(more or {}),
    }
    if naming:
        options["target_metadata"] = sa.MetaData(naming_convention=naming)
    return MigrationContext.configure(dialect=dialect, opts=options)


# Warnings that limbeck does not give: they say nothing about the SQL.
UNSAID = ["rendering literal NULL in a SQL expression", "does not support CAST on MySQL"]


def warning_lines(caught):
    messages = [
        str(each.message).split("\n(Background on")[0]
        for each in caught
        if "Deprecat" not in type(each.message).__name__
    ]
    return "".join(
        "warning: %s\n" % message
        for message in messages
        if not any(text in message for text in UNSAID)
    )


@contextlib.contextmanager
def transactions(context, options):
    """Those of a run of one migration, where the options are about them."""
    if options is None:
        yield
    else:
        with context.begin_transaction():
            with context.begin_transaction(_per_migration=True):
                yield


def offline(dialect_name, script, naming=None, literal_binds=True, options=None):
    """Warnings, SQL and the error that ended it."""
    buffer = Buffer()
    context = configure(dialect_name, buffer, naming, literal_binds, options)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        error = ""
        with Operations.context(context) as op:
            try:
                with transactions(context, options):
                    exec(compile(script, "case", "exec"), {"op": op, "sa": sa})
            except Exception as raised:
                error = error_line(raised)
    body = buffer.text().rstrip("\n")
    return warning_lines(caught) + (body + "\n" if body else "") + error
