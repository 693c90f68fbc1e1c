"""How the built-in operation objects are carried out: by the directive of the same
name, with the object's attributes as arguments."""

from . import ops
from .base import _implementations

implementation_for = _implementations.dispatch_for


def _given(**options):
    return {name: value for name, value in options.items() if value is not None}


@implementation_for(ops.AddColumnOp)
def add_column(operations, op):
    operations.add_column(op.table_name, op.column, schema=op.schema,
                          **_given(if_not_exists=op.if_not_exists,
                                   inline_references=op.inline_references,
                                   inline_primary_key=op.inline_primary_key), **op.kw)


@implementation_for(ops.DropColumnOp)
def drop_column(operations, op):
    operations.drop_column(op.table_name, op.column_name, schema=op.schema,
                           **_given(if_exists=op.if_exists), **op.kw)


@implementation_for(ops.AlterColumnOp)
def alter_column(operations, op):
    operations.alter_column(
        op.table_name, op.column_name, schema=op.schema, nullable=op.modify_nullable,
        comment=op.modify_comment, server_default=op.modify_server_default,
        new_column_name=op.modify_name, type_=op.modify_type,
        existing_type=op.existing_type,
        existing_server_default=op.existing_server_default,
        existing_nullable=op.existing_nullable, existing_comment=op.existing_comment,
        **op.kw)


@implementation_for(ops.CreateTableOp)
def create_table(operations, op):
    return operations.create_table(
        op.table_name, *(ops._copies(op.columns, True) if op._constraints_included
                         else op.columns), schema=op.schema,
        **_given(comment=op.comment, info=op.info or None, prefixes=op.prefixes or None,
                 if_not_exists=op.if_not_exists), **op.kw)


@implementation_for(ops.DropTableOp)
def drop_table(operations, op):
    operations.drop_table(op.table_name, schema=op.schema,
                          **_given(if_exists=op.if_exists), **op.table_kw)


@implementation_for(ops.RenameTableOp)
def rename_table(operations, op):
    operations.rename_table(op.table_name, op.new_table_name, schema=op.schema)


@implementation_for(ops.CreateTableCommentOp)
def create_table_comment(operations, op):
    operations.create_table_comment(op.table_name, op.comment, schema=op.schema,
                                    existing_comment=op.existing_comment)


@implementation_for(ops.DropTableCommentOp)
def drop_table_comment(operations, op):
    operations.drop_table_comment(op.table_name, schema=op.schema,
                                  existing_comment=op.existing_comment)


@implementation_for(ops.CreateIndexOp)
def create_index(operations, op):
    operations.create_index(op.index_name, op.table_name, list(op.columns),
                            schema=op.schema, unique=op.unique,
                            **_given(if_not_exists=op.if_not_exists), **op.kw)


@implementation_for(ops.DropIndexOp)
def drop_index(operations, op):
    kw = dict(op.kw)
    kw.pop("unique", None)
    operations.drop_index(op.index_name, op.table_name, schema=op.schema,
                          **_given(if_exists=op.if_exists), **kw)


@implementation_for(ops.CreatePrimaryKeyOp)
def create_primary_key(operations, op):
    operations.create_primary_key(op.constraint_name, op.table_name, list(op.columns),
                                  schema=op.schema, **op.kw)


@implementation_for(ops.CreateUniqueConstraintOp)
def create_unique_constraint(operations, op):
    operations.create_unique_constraint(op.constraint_name, op.table_name,
                                        list(op.columns), schema=op.schema, **op.kw)


@implementation_for(ops.CreateCheckConstraintOp)
def create_check_constraint(operations, op):
    operations.create_check_constraint(op.constraint_name, op.table_name, op.condition,
                                       schema=op.schema, **op.kw)


@implementation_for(ops.CreateForeignKeyOp)
def create_foreign_key(operations, op):
    operations.create_foreign_key(op.constraint_name, op.source_table, op.referent_table,
                                  list(op.local_cols), list(op.remote_cols), **op.kw)


@implementation_for(ops.CreateExcludeConstraintOp)
def create_exclude_constraint(operations, op):
    operations.create_exclude_constraint(
        op.constraint_name, op.table_name, *op.elements, schema=op.schema,
        **_given(where=op.where), **op.kw)


@implementation_for(ops.DropConstraintOp)
def drop_constraint(operations, op):
    operations.drop_constraint(op.constraint_name, op.table_name, op.constraint_type,
                               schema=op.schema, **_given(if_exists=op.if_exists))


@implementation_for(ops.BulkInsertOp)
def bulk_insert(operations, op):
    operations.bulk_insert(op.table, op.rows, multiinsert=op.multiinsert)


@implementation_for(ops.ExecuteSQLOp)
def execute(operations, op):
    operations.execute(op.sqltext, execution_options=op.execution_options)


@implementation_for(ops.ModifyTableOps)
def modify_table(operations, op):
    for inner in op.ops:
        _implementations.dispatch(inner)(operations, inner)
