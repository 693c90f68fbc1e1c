"""Which columns have an enum as their type."""
from enum import Enum

import sqlalchemy as sa


class ColumnType(Enum):
    COMMON = sa.Enum
    ARRAY = sa.ARRAY

    def __repr__(self):
        return "ColumnType." + self.name


Unspecified = object()


class TableReference:
    def __init__(self, table_name, column_name, table_schema=Unspecified,
                 column_type=ColumnType.COMMON, existing_server_default=None):
        self.table_name = table_name
        self.column_name = column_name
        self.table_schema = table_schema
        self.column_type = column_type
        self.existing_server_default = existing_server_default

    def __eq__(self, other):
        return isinstance(other, TableReference) and vars(self) == vars(other)

    def __hash__(self):
        return hash((self.table_name, self.column_name))

    def __repr__(self):
        shown = []
        if self.table_schema:
            shown.append("table_schema=%r" % (self.table_schema,))
        shown.append("table_name=%r" % self.table_name)
        shown.append("column_name=%r" % self.column_name)
        if self.column_type != ColumnType.COMMON:
            shown.append("column_type=%r" % self.column_type)
        if self.existing_server_default is not None:
            shown.append("existing_server_default=%r"
                         % self.existing_server_default)
        return "TableReference(%s)" % ", ".join(shown)

    @property
    def table_name_with_schema(self):
        schema = '"%s".' % self.table_schema if self.table_schema else ""
        return '%s"%s"' % (schema, self.table_name)

    @property
    def escaped_column_name(self):
        return '"%s"' % self.column_name
