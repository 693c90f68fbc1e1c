"""How the built-in operation objects are carried out: by the directive of the same
name, with the object's attributes as arguments."""

from . import ops
from ._tables import _copies
from .base import Operations, _implementations

implementation_for = _implementations.dispatch_for

# As they are before anybody replaces them.
_add_column = Operations.add_column
_alter_column = Operations.alter_column
_bulk_insert = Operations.bulk_insert
_create_check_constraint = Operations.create_check_constraint
_create_exclude_constraint = Operations.create_exclude_constraint
_create_foreign_key = Operations.create_foreign_key
_create_index = Operations.create_index
_create_primary_key = Operations.create_primary_key
_create_table = Operations.create_table
_create_table_comment = Operations.create_table_comment
_create_unique_constraint = Operations.create_unique_constraint
_drop_column = Operations.drop_column
_drop_constraint = Operations.drop_constraint
_drop_index = Operations.drop_index
_drop_table = Operations.drop_table
_drop_table_comment = Operations.drop_table_comment
_execute = Operations.execute
_rename_table = Operations.rename_table


def _given(**options):
    return {name: value for name, value in options.items() if value is not None}


@implementation_for(ops.AddColumnOp)
def add_column(operations, op):
    _add_column(operations, op.table_name, op.column, schema=op.schema,
                **_given(if_not_exists=op.if_not_exists,
                         inline_references=op.inline_references,
                         inline_primary_key=op.inline_primary_key), **op.kw)


@implementation_for(ops.DropColumnOp)
def drop_column(operations, op):
    _drop_column(operations, op.table_name, op.column_name, schema=op.schema,
                 **_given(if_exists=op.if_exists), **op.kw)


@implementation_for(ops.AlterColumnOp)
def alter_column(operations, op):
    _alter_column(
        operations, op.table_name, op.column_name, schema=op.schema, nullable=op.modify_nullable,
        comment=op.modify_comment, server_default=op.modify_server_default,
        new_column_name=op.modify_name, type_=op.modify_type,
        existing_type=op.existing_type,
        existing_server_default=op.existing_server_default,
        existing_nullable=op.existing_nullable, existing_comment=op.existing_comment,
        **op.kw)


@implementation_for(ops.CreateTableOp)
def create_table(operations, op):
    return _create_table(
        operations, op.table_name,
        *(_copies(op.columns, True) if op._constraints_included else op.columns),
        schema=op.schema,
        **_given(comment=op.comment, info=op.info or None, prefixes=op.prefixes or None,
                 if_not_exists=op.if_not_exists), **op.kw)


@implementation_for(ops.DropTableOp)
def drop_table(operations, op):
    _drop_table(operations, op.table_name, schema=op.schema,
                **_given(if_exists=op.if_exists), **op.table_kw)


@implementation_for(ops.RenameTableOp)
def rename_table(operations, op):
    _rename_table(operations, op.table_name, op.new_table_name, schema=op.schema)


@implementation_for(ops.CreateTableCommentOp)
def create_table_comment(operations, op):
    _create_table_comment(operations, op.table_name, op.comment, schema=op.schema,
                          existing_comment=op.existing_comment)


@implementation_for(ops.DropTableCommentOp)
def drop_table_comment(operations, op):
    _drop_table_comment(operations, op.table_name, schema=op.schema,
                        existing_comment=op.existing_comment)


@implementation_for(ops.CreateIndexOp)
def create_index(operations, op):
    _create_index(operations, op.index_name, op.table_name, list(op.columns),
                  schema=op.schema, unique=op.unique,
                  **_given(if_not_exists=op.if_not_exists), **op.kw)


@implementation_for(ops.DropIndexOp)
def drop_index(operations, op):
    kw = dict(op.kw)
    kw.pop("unique", None)
    _drop_index(operations, op.index_name, op.table_name, schema=op.schema,
                **_given(if_exists=op.if_exists), **kw)


@implementation_for(ops.CreatePrimaryKeyOp)
def create_primary_key(operations, op):
    _create_primary_key(operations, op.constraint_name, op.table_name, list(op.columns),
                        schema=op.schema, **op.kw)


@implementation_for(ops.CreateUniqueConstraintOp)
def create_unique_constraint(operations, op):
    _create_unique_constraint(operations, op.constraint_name, op.table_name,
                              list(op.columns), schema=op.schema, **op.kw)


@implementation_for(ops.CreateCheckConstraintOp)
def create_check_constraint(operations, op):
    _create_check_constraint(operations, op.constraint_name, op.table_name, op.condition,
                             schema=op.schema, **op.kw)


@implementation_for(ops.CreateForeignKeyOp)
def create_foreign_key(operations, op):
    _create_foreign_key(operations, op.constraint_name, op.source_table, op.referent_table,
                        list(op.local_cols), list(op.remote_cols), **op.kw)


@implementation_for(ops.CreateExcludeConstraintOp)
def create_exclude_constraint(operations, op):
    _create_exclude_constraint(
        operations, op.constraint_name, op.table_name, *op.elements, schema=op.schema,
        **_given(where=op.where), **op.kw)


@implementation_for(ops.DropConstraintOp)
def drop_constraint(operations, op):
    _drop_constraint(operations, op.constraint_name, op.table_name, op.constraint_type,
                     schema=op.schema, **_given(if_exists=op.if_exists))


@implementation_for(ops.BulkInsertOp)
def bulk_insert(operations, op):
    _bulk_insert(operations, op.table, op.rows, multiinsert=op.multiinsert)


@implementation_for(ops.ExecuteSQLOp)
def execute(operations, op):
    _execute(operations, op.sqltext, execution_options=op.execution_options)


@implementation_for(ops.ModifyTableOps)
def modify_table(operations, op):
    for inner in op.ops:
        _implementations.dispatch(inner)(operations, inner)
