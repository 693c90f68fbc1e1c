"""Directives of which a project replaced what they do: they make an operation
object, and what stands for its class carries it out."""

import alembic.op
from alembic.operations import implementations, ops  # noqa: F401  registers the usual ones
from alembic.operations.base import Operations


# The attribute that takes a directive's parameter, where it is not that name.
_RENAMED = {
    ops.AlterColumnOp: {
        "nullable": "modify_nullable", "comment": "modify_comment",
        "server_default": "modify_server_default", "new_column_name": "modify_name",
        "type_": "modify_type"},
}

_NAMES = {
    ops.AddColumnOp: "add_column", ops.AlterColumnOp: "alter_column",
    ops.BulkInsertOp: "bulk_insert",
    ops.CreateCheckConstraintOp: "create_check_constraint",
    ops.CreateForeignKeyOp: "create_foreign_key", ops.CreateIndexOp: "create_index",
    ops.CreatePrimaryKeyOp: "create_primary_key", ops.CreateTableOp: "create_table",
    ops.CreateTableCommentOp: "create_table_comment",
    ops.CreateUniqueConstraintOp: "create_unique_constraint",
    ops.DropColumnOp: "drop_column", ops.DropConstraintOp: "drop_constraint",
    ops.DropIndexOp: "drop_index", ops.DropTableOp: "drop_table",
    ops.DropTableCommentOp: "drop_table_comment", ops.ExecuteSQLOp: "execute",
    ops.RenameTableOp: "rename_table",
}


def _made(op_cls, args, kw):
    renamed = _RENAMED.get(op_cls, {})
    kw = {renamed.get(name, name): value for name, value in kw.items()}
    if op_cls is ops.CreateTableOp:
        return op_cls(args[0], args[1:], **kw)
    if op_cls is ops.DropTableOp:
        known = {name: kw.pop(name) for name in ("schema", "if_exists") if name in kw}
        return op_cls(*args, table_kw=kw, **known)
    return op_cls(*args, **kw)


def route(op_cls):
    """From now on the directive of an operation goes by its implementation."""
    name = _NAMES.get(op_cls)
    if name is None or getattr(getattr(Operations, name), "_is_routed", False):
        return

    def directive(self, *args, **kw):
        return self.invoke(_made(op_cls, args, kw))

    def proxy(*args, **kw):
        return getattr(Operations(alembic.op.get_context()), name)(*args, **kw)

    directive.__name__ = proxy.__name__ = name
    directive._is_routed = True
    setattr(Operations, name, directive)
    setattr(alembic.op, name, proxy)
