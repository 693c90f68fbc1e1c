"""Operations as objects: what autogenerate finds, hooks change and scripts show.

Source: https://alembic.sqlalchemy.org/en/latest/api/operations.html"""

import copy

from alembic.operations._native import foreign_key_spec
from alembic.operations._tables import (_build_table, _metadata, _parent_table, _stub_table,
                                        _text_name)
from alembic.util import Dispatcher, to_list

# Kinds of constraints by their __visit_name__.
_CHECK_NAMES = ("check_constraint", "table_or_column_check_constraint",
                "column_check_constraint")
_DROP_TYPES = {"unique_constraint": "unique", "foreign_key_constraint": "foreignkey",
               "primary_key_constraint": "primary"}
_DROP_TYPES.update((name, "check") for name in _CHECK_NAMES)


def _swapped(operations):
    return [operation.reverse() for operation in operations][::-1]


class MigrateOperation:
    """Base of all operations."""

    _mutations = frozenset()
    _is_note = False  # words in a script, no difference

    @property
    def info(self):
        return self.__dict__.setdefault("_info", {})

    def reverse(self):
        raise NotImplementedError

    def to_diff_tuple(self):
        raise NotImplementedError


# -- constraints ------------------------------------------------------------------

class AddConstraintOp(MigrateOperation):
    """Base of the operations that add a constraint."""

    add_constraint_ops = Dispatcher()

    @property
    def constraint_type(self):
        raise NotImplementedError()

    @classmethod
    def register_add_constraint(cls, type_):
        def register(klass):
            cls.add_constraint_ops.dispatch_for(type_)(klass.from_constraint)
            return klass
        return register

    @classmethod
    def from_constraint(cls, constraint):
        make = cls.add_constraint_ops.dispatch(constraint.__visit_name__)
        return make(constraint)

    def to_constraint(self, migration_context=None):
        raise NotImplementedError

    def reverse(self):
        return DropConstraintOp.from_constraint(self.to_constraint())

    def to_diff_tuple(self):
        return ("add_constraint", self.to_constraint())


class DropConstraintOp(MigrateOperation):
    def __init__(self, constraint_name, table_name, type_=None, *, schema=None,
                 if_exists=None, _reverse=None):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.constraint_type = type_
        self.schema = schema
        self.if_exists = if_exists
        self._reverse = _reverse

    @classmethod
    def from_constraint(cls, constraint):
        table = _parent_table(constraint)
        return cls(_text_name(constraint.name), table.name, schema=table.schema,
                   type_=_DROP_TYPES.get(constraint.__visit_name__),
                   _reverse=AddConstraintOp.from_constraint(constraint))

    def _original(self):
        """The operation that makes the constraint, under the names it has here."""
        if self._reverse is None:
            raise ValueError("constraint cannot be produced; "
                             "original constraint is not present")
        operation = copy.copy(self._reverse)
        operation.constraint_name = self.constraint_name
        operation._rename_table(self.table_name, self.schema)
        return operation

    def reverse(self):
        return self._original()

    def to_constraint(self):
        return self._original().to_constraint()

    def to_diff_tuple(self):
        kind = "remove_fk" if self.constraint_type == "foreignkey" else "remove_constraint"
        return (kind, self.to_constraint())


class _TableConstraintOp(AddConstraintOp):
    def _rename_table(self, table_name, schema):
        self.table_name = table_name
        self.schema = schema

    def _attach(self, constraint, columns, migration_context):
        table = _stub_table(self.table_name, self.schema, columns, migration_context)
        table.append_constraint(constraint)
        return constraint


@AddConstraintOp.register_add_constraint("primary_key_constraint")
class CreatePrimaryKeyOp(_TableConstraintOp):
    constraint_type = "primarykey"

    def __init__(self, constraint_name, table_name, columns, *, schema=None, **kw):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.kw = kw

    @classmethod
    def from_constraint(cls, constraint):
        table = _parent_table(constraint)
        return cls(_text_name(constraint.name), table.name,
                   [c.name for c in constraint.columns], schema=table.schema,
                   **constraint.dialect_kwargs)

    def to_constraint(self, migration_context=None):
        from sqlalchemy import PrimaryKeyConstraint
        return self._attach(
            PrimaryKeyConstraint(*self.columns, name=self.constraint_name, **self.kw),
            self.columns, migration_context)


@AddConstraintOp.register_add_constraint("unique_constraint")
class CreateUniqueConstraintOp(_TableConstraintOp):
    constraint_type = "unique"

    def __init__(self, constraint_name, table_name, columns, *, schema=None, **kw):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.kw = kw

    @classmethod
    def from_constraint(cls, constraint):
        table = _parent_table(constraint)
        kw = {name: getattr(constraint, name) for name in ("deferrable", "initially")
              if getattr(constraint, name)}
        kw.update(constraint.dialect_kwargs)
        return cls(_text_name(constraint.name), table.name,
                   [c.name for c in constraint.columns], schema=table.schema, **kw)

    def to_constraint(self, migration_context=None):
        from sqlalchemy import UniqueConstraint
        return self._attach(
            UniqueConstraint(*self.columns, name=self.constraint_name, **self.kw),
            self.columns, migration_context)


@AddConstraintOp.register_add_constraint("foreign_key_constraint")
class CreateForeignKeyOp(AddConstraintOp):
    constraint_type = "foreignkey"

    def __init__(self, constraint_name, source_table, referent_table, local_cols,
                 remote_cols, **kw):
        self.constraint_name = constraint_name
        self.source_table = source_table
        self.referent_table = referent_table
        self.local_cols = local_cols
        self.remote_cols = remote_cols
        self.kw = kw

    @classmethod
    def from_constraint(cls, constraint):
        kw = {name: getattr(constraint, name)
              for name in ("onupdate", "ondelete", "initially", "deferrable", "use_alter",
                           "match")
              if getattr(constraint, name, None)}
        schema, table, columns, target_schema, target, target_columns = \
            foreign_key_spec(constraint)
        kw["source_schema"] = schema
        kw["referent_schema"] = target_schema
        kw.update(constraint.dialect_kwargs)
        return cls(_text_name(constraint.name), table, target, columns, target_columns, **kw)

    def _rename_table(self, table_name, schema):
        self.source_table = table_name
        self.kw = dict(self.kw, source_schema=schema)

    def to_constraint(self, migration_context=None):
        from sqlalchemy import ForeignKeyConstraint
        kw = dict(self.kw)
        schema = kw.pop("source_schema", None)
        target_schema = kw.pop("referent_schema", None)
        metadata = _metadata(migration_context)
        columns, remote = list(self.local_cols), list(self.remote_cols)
        same = (self.source_table, schema) == (self.referent_table, target_schema)
        table = _stub_table(self.source_table, schema, columns + (remote if same else []),
                            metadata=metadata)
        if not same:
            _stub_table(self.referent_table, target_schema, remote, metadata=metadata)
        target = self.referent_table
        if target_schema is not None:
            target = "%s.%s" % (target_schema, target)
        constraint = ForeignKeyConstraint(
            columns, ["%s.%s" % (target, name) for name in remote],
            name=self.constraint_name, **kw)
        table.append_constraint(constraint)
        return constraint

    def to_diff_tuple(self):
        return ("add_fk", self.to_constraint())


@AddConstraintOp.register_add_constraint("check_constraint")
@AddConstraintOp.register_add_constraint("table_or_column_check_constraint")
@AddConstraintOp.register_add_constraint("column_check_constraint")
class CreateCheckConstraintOp(_TableConstraintOp):
    constraint_type = "check"

    def __init__(self, constraint_name, table_name, condition, *, schema=None, **kw):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.condition = condition
        self.schema = schema
        self.kw = kw

    @classmethod
    def from_constraint(cls, constraint):
        table = _parent_table(constraint)
        return cls(_text_name(constraint.name), table.name, constraint.sqltext,
                   schema=table.schema, **constraint.dialect_kwargs)

    def to_constraint(self, migration_context=None):
        from sqlalchemy import CheckConstraint
        return self._attach(
            CheckConstraint(self.condition, name=self.constraint_name, **self.kw), [],
            migration_context)


@AddConstraintOp.register_add_constraint("exclude_constraint")
class CreateExcludeConstraintOp(_TableConstraintOp):
    constraint_type = "exclude"

    def __init__(self, constraint_name, table_name, elements, where=None, schema=None,
                 _orig_constraint=None, **kw):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.elements = elements
        self.where = where
        self.schema = schema
        self._orig_constraint = _orig_constraint
        self.kw = kw

    @classmethod
    def from_constraint(cls, constraint):
        table = _parent_table(constraint)
        kw = {name: getattr(constraint, name)
              for name in ("deferrable", "initially", "using")
              if getattr(constraint, name, None)}
        elements = [(expr, op) for expr, _, op in constraint._render_exprs]
        return cls(constraint.name, table.name, elements,
                   where=getattr(constraint, "where", None), schema=table.schema,
                   _orig_constraint=constraint, **kw)

    def to_constraint(self, migration_context=None):
        if self._orig_constraint is not None:
            return self._orig_constraint
        from sqlalchemy.dialects.postgresql import ExcludeConstraint
        columns = [e[0] for e in self.elements if isinstance(e[0], str)]
        return self._attach(
            ExcludeConstraint(*self.elements, name=self.constraint_name, where=self.where,
                              **self.kw), columns, migration_context)


# -- indexes ----------------------------------------------------------------------

def _make_index(name, table_name, columns, schema, unique, kw, migration_context):
    from sqlalchemy import Column, Index
    named = [c for c in columns if isinstance(c, (str, Column))]
    table = _stub_table(table_name, schema, named, migration_context)
    return Index(name, *[c.name if isinstance(c, Column) else c for c in columns],
                 unique=unique, _table=table, **kw)


class CreateIndexOp(MigrateOperation):
    def __init__(self, index_name, table_name, columns, *, schema=None, unique=False,
                 if_not_exists=None, **kw):
        self.index_name = index_name
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.unique = unique
        self.if_not_exists = if_not_exists
        self.kw = kw

    @classmethod
    def from_index(cls, index):
        return cls(index.name, index.table.name, index.expressions,
                   schema=index.table.schema, unique=index.unique, **index.kwargs)

    def to_index(self, migration_context=None):
        return _make_index(self.index_name, self.table_name, self.columns, self.schema,
                           self.unique, self.kw, migration_context)

    def reverse(self):
        return DropIndexOp(self.index_name, table_name=self.table_name, schema=self.schema,
                           _reverse=self, unique=self.unique, **self.kw)

    def to_diff_tuple(self):
        return ("add_index", self.to_index())


class DropIndexOp(MigrateOperation):
    def __init__(self, index_name, table_name=None, *, schema=None, if_exists=None,
                 _reverse=None, **kw):
        self.index_name = index_name
        self.table_name = table_name
        self.schema = schema
        self.if_exists = if_exists
        self._reverse = _reverse
        self.kw = kw

    @classmethod
    def from_index(cls, index):
        return CreateIndexOp.from_index(index).reverse()

    def to_index(self, migration_context=None):
        kw = dict(self.kw)
        unique = kw.pop("unique", False)
        columns = self._reverse.columns if self._reverse else ["x"]
        return _make_index(self.index_name, self.table_name, columns, self.schema, unique,
                           kw, migration_context)

    def reverse(self):
        kw = dict(self.kw)
        unique = kw.pop("unique", False)
        columns = self._reverse.columns if self._reverse else ["x"]
        return CreateIndexOp(self.index_name, self.table_name, columns, schema=self.schema,
                             unique=unique, **kw)

    def to_diff_tuple(self):
        return ("remove_index", self.to_index())


# -- tables -----------------------------------------------------------------------

class CreateTableOp(MigrateOperation):
    def __init__(self, table_name, columns, *, schema=None, if_not_exists=None,
                 _namespace_metadata=None, _constraints_included=False, **kw):
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.if_not_exists = if_not_exists
        self.info = kw.pop("info", {})
        self.comment = kw.pop("comment", None)
        self.prefixes = kw.pop("prefixes", None)
        self.kw = kw
        self._namespace_metadata = _namespace_metadata
        self._constraints_included = _constraints_included
        self._source = None  # the table this was made of, with its columns then

    info = None

    @classmethod
    def from_table(cls, table, *, _namespace_metadata=None):
        if _namespace_metadata is None:
            _namespace_metadata = table.metadata
        columns = list(table.c) + list(table._sorted_constraints)
        operation = cls(table.name, columns, schema=table.schema,
                        _namespace_metadata=_namespace_metadata,
                        _constraints_included=True, comment=table.comment,
                        info=dict(table.info), prefixes=list(table._prefixes),
                        **table.kwargs)
        operation._source = (table, list(columns))
        return operation

    def _source_table(self):
        """The table this was made of, if nobody changed the operation since."""
        if self._source is None:
            return None
        table, columns = self._source
        if (len(columns) == len(self.columns)
                and all(a is b for a, b in zip(columns, self.columns))
                and (self.table_name, self.schema) == (table.name, table.schema)
                and self.comment == table.comment
                and list(self.prefixes or ()) == list(table._prefixes)
                and self.info == dict(table.info) and self.kw == dict(table.kwargs)):
            return table
        return None

    def to_table(self, migration_context=None):
        return _build_table(self, self.columns, self._constraints_included, self.kw,
                            migration_context)

    def _live_table(self):
        """For reading only."""
        table = self._source_table()
        return self.to_table() if table is None else table

    def reverse(self):
        return DropTableOp.from_table(self._live_table(),
                                      _namespace_metadata=self._namespace_metadata)

    def to_diff_tuple(self):
        return ("add_table", self.to_table())


class DropTableOp(MigrateOperation):
    def __init__(self, table_name, *, schema=None, if_exists=None, table_kw=None,
                 _reverse=None):
        self.table_name = table_name
        self.schema = schema
        self.if_exists = if_exists
        self.table_kw = table_kw or {}
        self.comment = self.table_kw.pop("comment", None)
        self.info = self.table_kw.pop("info", None)
        self.prefixes = self.table_kw.pop("prefixes", None)
        self._reverse = _reverse

    info = None

    @classmethod
    def from_table(cls, table, *, _namespace_metadata=None):
        table_kw = dict(table.kwargs, comment=table.comment, info=dict(table.info),
                        prefixes=list(table._prefixes))
        return cls(table.name, schema=table.schema, table_kw=table_kw,
                   _reverse=CreateTableOp.from_table(
                       table, _namespace_metadata=_namespace_metadata))

    def to_table(self, migration_context=None):
        if self._reverse is None:
            return _build_table(self, [], False, self.table_kw, migration_context)
        return _build_table(self, self._reverse.columns,
                            self._reverse._constraints_included, self.table_kw,
                            migration_context)

    def _live_table(self):
        """For reading only."""
        made = self._reverse
        if (made is not None and self.table_kw == made.kw
                and (self.table_name, self.schema) == (made.table_name, made.schema)):
            table = made._source_table()
            if table is not None:
                return table
        return self.to_table()

    def reverse(self):
        return CreateTableOp.from_table(self._live_table())

    def to_diff_tuple(self):
        return ("remove_table", self.to_table())


class AlterTableOp(MigrateOperation):
    """Base of the operations on one existing table."""

    def __init__(self, table_name, *, schema=None):
        self.table_name = table_name
        self.schema = schema


class RenameTableOp(AlterTableOp):
    def __init__(self, old_table_name, new_table_name, *, schema=None):
        super().__init__(old_table_name, schema=schema)
        self.new_table_name = new_table_name


class CreateTableCommentOp(AlterTableOp):
    def __init__(self, table_name, comment, *, schema=None, existing_comment=None):
        super().__init__(table_name, schema=schema)
        self.comment = comment
        self.existing_comment = existing_comment

    def reverse(self):
        if self.existing_comment is None:
            return DropTableCommentOp(self.table_name, existing_comment=self.comment,
                                      schema=self.schema)
        return CreateTableCommentOp(self.table_name, self.existing_comment,
                                    existing_comment=self.comment, schema=self.schema)

    def to_table(self, migration_context=None):
        return _stub_table(self.table_name, self.schema, [], migration_context,
                           comment=self.comment)

    def to_diff_tuple(self):
        return ("add_table_comment", self.to_table(), self.existing_comment)


class DropTableCommentOp(AlterTableOp):
    def __init__(self, table_name, *, schema=None, existing_comment=None):
        super().__init__(table_name, schema=schema)
        self.existing_comment = existing_comment

    def reverse(self):
        return CreateTableCommentOp(self.table_name, self.existing_comment,
                                    schema=self.schema)

    def to_table(self, migration_context=None):
        return _stub_table(self.table_name, self.schema, [], migration_context)

    def to_diff_tuple(self):
        return ("remove_table_comment", self.to_table())


# -- columns ----------------------------------------------------------------------

class AlterColumnOp(AlterTableOp):
    def __init__(self, table_name, column_name, *, schema=None, existing_type=None,
                 existing_server_default=False, existing_nullable=None,
                 existing_comment=None, modify_nullable=None, modify_comment=False,
                 modify_server_default=False, modify_name=None, modify_type=None, **kw):
        super().__init__(table_name, schema=schema)
        self.column_name = column_name
        self.existing_type = existing_type
        self.existing_server_default = existing_server_default
        self.existing_nullable = existing_nullable
        self.existing_comment = existing_comment
        self.modify_nullable = modify_nullable
        self.modify_comment = modify_comment
        self.modify_server_default = modify_server_default
        self.modify_name = modify_name
        self.modify_type = modify_type
        self.kw = kw

    # What can change: its name in diffs, the part of the attributes' names, and
    # the value that stands for "no change".
    _PARTS = (("type", "type", None), ("nullable", "nullable", None),
              ("default", "server_default", False), ("comment", "comment", False))
    # The order of the existing values that a diff shows.
    _SHOWN = {"type": ("nullable", "server_default", "comment"),
              "nullable": ("type", "server_default", "comment"),
              "default": ("nullable", "type", "comment"),
              "comment": ("nullable", "type", "server_default")}

    def _changed(self):
        for kind, part, unchanged in self._PARTS:
            value = getattr(self, "modify_" + part)
            if value is not unchanged:
                yield kind, part, value

    def to_diff_tuple(self):
        return [("modify_" + kind, self.schema, self.table_name, self.column_name,
                 {"existing_" + name: getattr(self, "existing_" + name)
                  for name in self._SHOWN[kind]},
                 getattr(self, "existing_" + part), value)
                for kind, part, value in self._changed()]

    def has_changes(self):
        return any(True for _ in self._changed()) or any(
            name.startswith("modify_") for name in self.kw)

    def reverse(self):
        kw = dict(self.kw)
        for _, part, _ in self._PARTS:
            kw["existing_" + part] = getattr(self, "existing_" + part)
        for _, part, value in self._changed():
            kw["modify_" + part] = value
        for name in [n for n in kw if n.startswith("modify_")]:
            old = "existing_" + name[len("modify_"):]
            kw[name], kw[old] = kw.get(old), kw[name]
        return type(self)(self.table_name, self.column_name, schema=self.schema, **kw)


class AddColumnOp(AlterTableOp):
    def __init__(self, table_name, column, *, schema=None, if_not_exists=None,
                 inline_references=None, inline_primary_key=None, **kw):
        super().__init__(table_name, schema=schema)
        self.column = column
        self.if_not_exists = if_not_exists
        self.inline_references = inline_references
        self.inline_primary_key = inline_primary_key
        self.kw = kw

    @classmethod
    def from_column(cls, col):
        return cls(col.table.name, col, schema=col.table.schema)

    @classmethod
    def from_column_and_tablename(cls, schema, tname, col):
        return cls(tname, col, schema=schema)

    def to_column(self):
        return self.column

    def reverse(self):
        operation = DropColumnOp.from_column_and_tablename(self.schema, self.table_name,
                                                           self.column)
        operation.if_exists = self.if_not_exists
        return operation

    def to_diff_tuple(self):
        return ("add_column", self.schema, self.table_name, self.column)


class DropColumnOp(AlterTableOp):
    def __init__(self, table_name, column_name, *, schema=None, if_exists=None,
                 _reverse=None, **kw):
        super().__init__(table_name, schema=schema)
        self.column_name = column_name
        self.if_exists = if_exists
        self._reverse = _reverse
        self.kw = kw

    @classmethod
    def from_column_and_tablename(cls, schema, tname, col):
        return cls(tname, col.name, schema=schema,
                   _reverse=AddColumnOp.from_column_and_tablename(schema, tname, col))

    def to_column(self, migration_context=None):
        if self._reverse is not None:
            return self._reverse.column
        from sqlalchemy import Column
        from sqlalchemy.types import NULLTYPE
        return Column(self.column_name, NULLTYPE)

    def reverse(self):
        if self._reverse is None:
            raise ValueError("operation is not reversible; original column is not present")
        operation = AddColumnOp.from_column_and_tablename(
            self.schema, self.table_name, self._reverse.column)
        operation.if_not_exists = self.if_exists
        return operation

    def to_diff_tuple(self):
        return ("remove_column", self.schema, self.table_name, self.to_column())


# -- statements -------------------------------------------------------------------

class BulkInsertOp(MigrateOperation):
    def __init__(self, table, rows, *, multiinsert=True):
        self.table = table
        self.rows = rows
        self.multiinsert = multiinsert


class ExecuteSQLOp(MigrateOperation):
    def __init__(self, sqltext, *, execution_options=None):
        self.sqltext = sqltext
        self.execution_options = execution_options

    def to_diff_tuple(self):
        return ("execute", self.sqltext)


# -- containers -------------------------------------------------------------------

class OpContainer(MigrateOperation):
    """Operations in order."""

    def __init__(self, ops=()):
        self.ops = list(ops)

    def is_empty(self):
        return not self.ops

    def as_diffs(self):
        return list(self._ops_as_diffs(self))

    @classmethod
    def _ops_as_diffs(cls, migrations):
        for operation in migrations.ops:
            if hasattr(operation, "ops"):
                yield from cls._ops_as_diffs(operation)
            elif not operation._is_note:
                yield operation.to_diff_tuple()


class ModifyTableOps(OpContainer):
    def __init__(self, table_name, ops, *, schema=None):
        super().__init__(ops)
        self.table_name = table_name
        self.schema = schema

    def reverse(self):
        return ModifyTableOps(self.table_name, ops=_swapped(self.ops), schema=self.schema)


class UpgradeOps(OpContainer):
    def __init__(self, ops=(), upgrade_token="upgrades"):
        super().__init__(ops=ops)
        self.upgrade_token = upgrade_token

    def reverse_into(self, downgrade_ops):
        downgrade_ops.ops[:] = _swapped(self.ops)
        return downgrade_ops

    def reverse(self):
        return self.reverse_into(DowngradeOps(ops=[]))


class DowngradeOps(OpContainer):
    def __init__(self, ops=(), downgrade_token="downgrades"):
        super().__init__(ops=ops)
        self.downgrade_token = downgrade_token

    def reverse(self):
        return UpgradeOps(ops=_swapped(self.ops))


class MigrationScript(MigrateOperation):
    """A revision file to be written."""

    def __init__(self, rev_id, upgrade_ops, downgrade_ops, *, message=None, imports=None,
                 head=None, splice=None, branch_label=None, version_path=None,
                 depends_on=None):
        self.rev_id = rev_id
        self.message = message
        self.imports = set() if imports is None else imports
        self.head = head
        self.splice = splice
        self.branch_label = branch_label
        self.version_path = (str(version_path).replace("\\", "/")
                             if version_path else None)
        self.depends_on = depends_on
        self.upgrade_ops = upgrade_ops
        self.downgrade_ops = downgrade_ops

    @staticmethod
    def _single(operations, kind):
        if len(operations) > 1:
            raise ValueError(
                "This MigrationScript instance has a multiple-entry list for %sOps; "
                "please use the %s_ops_list attribute." % (kind, kind.lower()))
        return operations[0] if operations else None

    @property
    def upgrade_ops(self):
        return self._single(self._upgrade_ops, "Upgrade")

    @upgrade_ops.setter
    def upgrade_ops(self, upgrade_ops):
        self._upgrade_ops = _checked_list(upgrade_ops, UpgradeOps)

    @property
    def downgrade_ops(self):
        return self._single(self._downgrade_ops, "Downgrade")

    @downgrade_ops.setter
    def downgrade_ops(self, downgrade_ops):
        self._downgrade_ops = _checked_list(downgrade_ops, DowngradeOps)

    @property
    def upgrade_ops_list(self):
        return self._upgrade_ops

    @property
    def downgrade_ops_list(self):
        return self._downgrade_ops


def _checked_list(operations, kind):
    result = to_list(operations)
    for element in result or ():
        assert isinstance(element, kind)
    return result
