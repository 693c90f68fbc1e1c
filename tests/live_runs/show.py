"""What revision scripts of the histories print: one line for each question.
Random scripts (random_scripts.py) print theirs by it as well."""

import re

from alembic import op

quiet = []  # not empty: no savepoints around questions


def text_of(value):
    name = type(value).__name__
    if name in ("quoted_name", "_long_statement", "_truncated_label"):
        name = "str"
    if isinstance(value, dict):
        return "{%s}" % ", ".join("%s: %s" % (text_of(k), text_of(v)) for k, v in value.items())
    if name in ("list", "tuple"):
        return "%s(%s)" % (name, ", ".join(text_of(v) for v in value))
    if name in ("set", "frozenset"):
        return "%s(%s)" % (name, ", ".join(sorted(text_of(v) for v in value)))
    text = repr(value)
    if " at 0x" in text:
        text = re.sub(r" at 0x[0-9a-f]+", "", text)
    return "%s %s" % (name, text)


def show(label, question):
    """Prints what question() gives, or the error it ends with."""
    savepoint("SAVEPOINT show_it")
    try:
        print(label, "=", text_of(question()))
    except Exception as error:
        show_error(label, error)
        savepoint("ROLLBACK TO SAVEPOINT show_it")


def savepoint(statement):
    """PostgreSQL refuses everything after an error, until one of these."""
    try:
        bind = op.get_bind()
    except NameError:
        return
    if bind.dialect.name == "postgresql" and bind.in_transaction() and not quiet:
        bind.exec_driver_sql(statement)


def show_error(label, error, details=False):
    """With `details` also the driver's own classes and arguments."""
    kinds = []
    for kind in type(error).__mro__:
        if details or kind.__module__.startswith("sqlalchemy") or kind.__module__ == "builtins":
            kinds.append(kind.__name__)
        if kind.__name__ in ("DBAPIError", "SQLAlchemyError", "Exception"):
            break
    print(label, "raised", " < ".join(kinds))
    for line in str(error).splitlines():
        if "Background on this error" not in line:
            print("    |", line)
    original = getattr(error, "orig", None)
    if original is None:
        return
    print("    orig:", type(original).__module__, type(original).__name__, *(
        [getattr(original, "pgcode", None), getattr(original, "args", None)] if details else []))


def section(title):
    print("--", title)
