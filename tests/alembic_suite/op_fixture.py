"""alembic.testing.fixtures.op_fixture where a context needs no connection: what
directives would execute is written as a script, and compared statement by
statement."""

import re

_entered = None


def op_fixture(dialect="default", as_sql=False, naming_convention=None, literal_binds=False, native_boolean=None):
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.testing.assertions import _get_dialect
    from sqlalchemy import MetaData

    class Buffer:
        def __init__(self):
            self.lines = []

        def write(self, text):
            text = re.sub(r"[\n\t]", "", text.strip())
            text = re.sub(r";\n*$", "", text)
            if as_sql:
                text = re.sub(r"    ", "", text)
            self.lines.append(text)

        def flush(self):
            pass

    buffer = Buffer()
    options = {"as_sql": True, "output_buffer": buffer}
    if naming_convention:
        options["target_metadata"] = MetaData(naming_convention=naming_convention)
    if literal_binds:
        options["literal_binds"] = literal_binds
    made = _get_dialect(dialect)
    if native_boolean is not None:
        made.supports_native_boolean = native_boolean
        made.non_native_boolean_check_constraint = True
    context = MigrationContext.configure(dialect=made, opts=options)

    class Told:
        def __getattr__(self, name):
            return getattr(context, name)

        def get_buf(self):
            return buffer

        def clear_assertions(self):
            buffer.lines[:] = []

        def assert_(self, *sql):
            expected = [re.sub(r"[\n\t]", "", s) for s in sql]
            assert buffer.lines == expected, "%r != %r" % (buffer.lines, expected)

        def assert_contains(self, sql):
            wanted = re.sub(r"[\n\t]", "", sql)
            assert any(wanted in one for one in buffer.lines), "Could not locate fragment %r in %r" % (sql, buffer.lines)

    global _entered
    if _entered is not None:
        _entered.__exit__(None, None, None)
    _entered = Operations.context(context)
    _entered.__enter__()
    return Told()
