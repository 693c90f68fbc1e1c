"""op.sync_enum_values(): gives an enum type other values.

The old type is renamed, the new one takes its name, the columns are cast, and
the old one goes. Two operators compare old and new values meanwhile, for the
indexes and constraints in between. The layout of the statements is the
original's, since it is what --sql writes."""
import logging
import re

import sqlalchemy as sa
from alembic.operations import MigrateOperation, Operations

from alembic_postgresql_enum.configuration import get_configuration
from alembic_postgresql_enum.references import (ColumnType, TableReference,
                                                Unspecified)

log = logging.getLogger("alembic.alembic_postgresql_enum")
OPERATORS = (("!=", "new_old_not_equals"), ("=", "new_old_equals"))


def _indented(depth, *lines):
    return "".join("\n" + " " * depth + line if line else "\n"
                   for line in lines)


def _renamed(text, renames):
    for old, new in renames:
        for quote in "'\"":
            text = text.replace(quote + old + quote, quote + new + quote)
    return text


class _Change:
    """One change of one enum: its names and the connection to tell it to."""

    def __init__(self, connection, schema, name, renames):
        self.connection = connection
        self.schema, self.name, self.renames = schema, name, renames
        self.new = '"%s"."%s"' % (schema, name)
        self.old = '"%s"."%s_old"' % (schema, name)

    def tell(self, text):
        self.connection.execute(sa.text(text))

    def whens(self, subject, cast=""):
        return " ".join(
            "WHEN %s::text = '%s' THEN '%s'%s" % (subject, old, new, cast)
            for old, new in self.renames)

    def create_operator(self, operator, function):
        name = '"%s".%s' % (self.schema, function)
        if self.renames:
            compared = _indented(
                16, "SELECT new_enum_val::text %s CASE" % operator,
                "    " + self.whens("old_enum_val"), "",
                "    ELSE old_enum_val::text", "END;")
        else:
            compared = _indented(16, "SELECT new_enum_val::text %s "
                                 "old_enum_val::text;" % operator)
        self.tell(_indented(
            12, "CREATE FUNCTION %s(" % name,
            "    new_enum_val %s, old_enum_val %s" % (self.new, self.old),
            ")", "RETURNS boolean AS $$") + compared + _indented(
                12, "$$ LANGUAGE SQL IMMUTABLE") + "\n        ")
        self.tell(_indented(
            8, 'CREATE OPERATOR "%s".%s (' % (self.schema, operator),
            "    leftarg = %s," % self.new, "    rightarg = %s," % self.old,
            "    procedure = " + name, ")") + "\n    ")

    def drop_operator(self, operator, function):
        self.tell(_indented(
            12, 'DROP OPERATOR IF EXISTS "%s".%s (' % (self.schema, operator),
            "    %s," % self.new, "    " + self.old, ")") + "\n            ")
        self.tell(_indented(
            8, 'DROP FUNCTION "%s".%s(' % (self.schema, function),
            "    new_enum_val %s, old_enum_val %s" % (self.new, self.old),
            ")") + "\n    ")

    def cast(self, column):
        table, name = column.table_name_with_schema, column.escaped_column_name
        if column.column_type == ColumnType.ARRAY:
            value = name + "::text[]"
            for old, new in self.renames:
                value = "array_replace(%s, '%s', '%s')" % (value, old, new)
            self.tell("ALTER TABLE %s " % table + _indented(
                12, "ALTER COLUMN %s TYPE %s[]" % (name, self.new),
                "USING %s::%s[]" % (value, self.new)) + "\n            ")
        elif self.renames:
            self.tell("ALTER TABLE %s " % table + _indented(
                16, "ALTER COLUMN %s TYPE %s " % (name, self.new),
                "USING CASE ", self.whens(name, "::" + self.new), "",
                "ELSE %s::text::%s" % (name, self.new), "END")
                + "\n                ")
        else:
            self.tell("ALTER TABLE %s " % table + _indented(
                16, "ALTER COLUMN %s TYPE %s " % (name, self.new),
                "USING %s::text::%s" % (name, self.new)) + "\n                ")

    def default_of(self, table, column):
        return self.connection.execute(sa.text(
            "SELECT column_default FROM information_schema.columns WHERE "
            "table_schema = '%s' AND table_name = '%s' AND column_name = '%s'"
            % (self.schema, table, column))).scalar()

    def new_default(self, default):
        kind = "%s.%s" % (self.schema, self.name) if self.schema else self.name
        if default.startswith("ARRAY["):
            return re.sub(r"::[.\w]+", "::" + kind,
                          _renamed(default, self.renames))
        suffix = "[]" if default.endswith("[]") else ""
        value = default[:default.find("::")]
        return "%s::%s%s" % (_renamed(value, self.renames), kind, suffix)

    def set_default(self, column, action, width):
        self.tell("ALTER TABLE %s" % column.table_name_with_schema
                  + _indented(width, "ALTER COLUMN %s %s" % (
                      column.escaped_column_name, action)))

    def columns(self, affected):
        for column in affected:
            if isinstance(column, tuple):  # the older way
                kind = column[2] if len(column) > 2 else ColumnType.COMMON
                yield TableReference(
                    column[0], column[1], self.schema, kind,
                    self.default_of(column[0], column[1]))
            elif not isinstance(column, TableReference):
                raise ValueError(
                    "Affected columns must contain tuples or TableReferences")
            elif column.table_schema is Unspecified:
                yield TableReference(
                    column.table_name, column.column_name, self.schema,
                    column.column_type, column.existing_server_default)
            else:
                yield column

    def run(self, values, affected, indexes):
        columns = list(self.columns(affected))
        self.tell('ALTER TYPE %s RENAME TO "%s_old"' % (self.new, self.name))
        self.tell("CREATE TYPE %s AS ENUM(%s)" % (
            self.new, ", ".join("'%s'" % value for value in values)))
        for operator, function in OPERATORS:
            self.create_operator(operator, function)
        for index in indexes:
            parts = index.name.rsplit(".", 1)
            self.tell("DROP INDEX IF EXISTS " + ".".join(
                '"%s"' % part.strip('"') for part in parts))
        for column in columns:
            default = column.existing_server_default
            if default is not None:
                self.set_default(column, "DROP DEFAULT", 13)
            try:
                self.cast(column)
            except sa.exc.DataError as error:
                raise ValueError(
                    "New enum values can not be set: a row has an old value "
                    "that is not among them. Use enum_values_to_rename, or "
                    "change these rows before.") from error
            if default is not None:
                self.set_default(column, "SET DEFAULT "
                                 + self.new_default(default), 12)
        for operator, function in OPERATORS:
            self.drop_operator(operator, function)
        self.tell("DROP TYPE " + self.old)
        for index in indexes:
            self.tell(_renamed(index.definition, self.renames))


@Operations.register_operation("sync_enum_values")
class SyncEnumValuesOp(MigrateOperation):
    operation_name = "change_enum_variants"

    def __init__(self, schema, name, old_values, new_values, affected_columns,
                 affected_indexes=None):
        self.schema, self.name = schema, name
        self.old_values, self.new_values = old_values, new_values
        self.affected_columns = affected_columns
        self.indexes_to_recreate = affected_indexes or []

    def reverse(self):
        return SyncEnumValuesOp(
            self.schema, self.name, self.new_values, self.old_values,
            self.affected_columns, self.indexes_to_recreate)

    def to_diff_tuple(self):
        return (self.operation_name, self.old_values, self.new_values,
                self.affected_columns)

    @classmethod
    def sync_enum_values(cls, operations, enum_schema, enum_name, new_values,
                         affected_columns, enum_values_to_rename=(),
                         indexes_to_recreate=None):
        dialect = operations.migration_context.dialect.name
        if dialect != "postgresql" and \
                not get_configuration().force_dialect_support:
            log.warning("This library only supports postgresql, but you are "
                        "using %s, skipping", dialect)
            return
        change = _Change(operations.get_bind(), enum_schema, enum_name,
                         list(enum_values_to_rename))
        change.run(new_values, affected_columns, indexes_to_recreate or [])
