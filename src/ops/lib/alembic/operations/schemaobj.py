"""Schema objects made of what directives are given: names of tables and columns.

Source: https://alembic.sqlalchemy.org/en/latest/api/operations.html"""

import sqlalchemy.schema as sa_schema
from sqlalchemy.types import NULLTYPE, Integer

from alembic.operations._tables import _metadata, _stub_table
from alembic.util import sqla_compat

_KINDS = {
    "check": lambda name: sa_schema.CheckConstraint("", name=name),
    "foreignkey": lambda name: sa_schema.ForeignKeyConstraint([], [], name=name),
    "primary": lambda name: sa_schema.PrimaryKeyConstraint(name=name),
    "unique": lambda name: sa_schema.UniqueConstraint(name=name),
    None: lambda name: sa_schema.Constraint(name=name),
}


class SchemaObjects:
    def __init__(self, migration_context=None):
        self.migration_context = migration_context

    def metadata(self):
        return _metadata(self.migration_context)

    def column(self, name, type_, **kw):
        return sa_schema.Column(name, type_, **kw)

    def _stub(self, name, columns, schema=None, metadata=None):
        return _stub_table(name, schema, columns, metadata=metadata or self.metadata())

    def primary_key_constraint(self, name, table_name, cols, schema=None, **dialect_kw):
        table = self._stub(table_name, cols, schema)
        return sa_schema.PrimaryKeyConstraint(*[table.c[one] for one in cols], name=name,
                                              **dialect_kw)

    def foreign_key_constraint(self, name, source, referent, local_cols, remote_cols,
                               onupdate=None, ondelete=None, deferrable=None,
                               source_schema=None, referent_schema=None, initially=None,
                               match=None, **dialect_kw):
        metadata = self.metadata()
        columns = list(local_cols)
        if (source, source_schema) == (referent, referent_schema):
            columns += remote_cols
        else:
            self._stub(referent, remote_cols, referent_schema, metadata)
        table = self._stub(source, columns, source_schema, metadata)
        target = sqla_compat._get_table_key(referent, referent_schema or None)
        constraint = sa_schema.ForeignKeyConstraint(
            local_cols, ["%s.%s" % (target, one) for one in remote_cols], name=name,
            onupdate=onupdate, ondelete=ondelete, deferrable=deferrable,
            initially=initially, match=match, **dialect_kw)
        table.append_constraint(constraint)
        return constraint

    def unique_constraint(self, name, source, local_cols, schema=None, **kw):
        table = self._stub(source, local_cols, schema)
        constraint = sa_schema.UniqueConstraint(*[table.c[one] for one in local_cols],
                                                name=name, **kw)
        table.append_constraint(constraint)
        return constraint

    def check_constraint(self, name, source, condition, schema=None, **kw):
        table = sa_schema.Table(source, self.metadata(), sa_schema.Column("x", Integer),
                                schema=schema)
        constraint = sa_schema.CheckConstraint(condition, name=name, **kw)
        table.append_constraint(constraint)
        return constraint

    def generic_constraint(self, name, table_name, type_, schema=None, **kw):
        if type_ not in _KINDS:
            raise TypeError("'type' can be one of %s" % ", ".join(sorted(map(repr, _KINDS))))
        constraint = _KINDS[type_](name)
        self.table(table_name, schema=schema).append_constraint(constraint)
        return constraint

    def table(self, name, *columns, **kw):
        """A table of columns, constraints and indexes; those that belong to
        another table already are copied."""
        included = kw.pop("_constraints_included", False)
        own = []
        for column in columns:
            if isinstance(column, sa_schema.Column):
                if column.table is not None:
                    column = column._copy()
                if included:
                    column.unique = column.index = False
                own.append(column)
        metadata = self.metadata()
        table = sa_schema.Table(name, metadata, *own, **kw)
        for item in columns:
            if not isinstance(item, (sa_schema.Constraint, sa_schema.Index)):
                continue
            if sqla_compat._is_type_bound(item):
                continue  # came with its column
            parent = getattr(item, "parent", None)
            if parent is not None and parent is not table:
                item = item._copy(target_table=table)
            table.append_constraint(item)
        for key in table.foreign_keys:
            self._ensure_table_for_fk(metadata, key)
        return table

    def index(self, name, tablename, columns, schema=None, **kw):
        table = sa_schema.Table(tablename or "no_table", self.metadata(), schema=schema)
        expressions = []
        for column in columns:
            if isinstance(column, str):
                stub = sa_schema.Column(column, NULLTYPE)
                table.append_column(stub)
                column = stub
            expressions.append(column)
        return sa_schema.Index(name, *expressions, _table=table, **kw)

    def _ensure_table_for_fk(self, metadata, fk):
        """A table with the column that a foreign key refers to by its name."""
        spec = fk._colspec
        if not isinstance(spec, str):
            return
        schema, _, rest = spec.rpartition(".")[0].rpartition(".")
        table_name, column = rest, spec.rpartition(".")[2]
        key = sqla_compat._get_table_key(table_name, schema or None)
        table = metadata.tables.get(key)
        if table is None:
            table = sa_schema.Table(table_name, metadata, schema=schema or None)
        if column not in table.c:
            table.append_column(sa_schema.Column(column, NULLTYPE))
