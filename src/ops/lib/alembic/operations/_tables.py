"""Tables that operations make of names, and of what other tables have."""


def _text_name(name):
    return name if isinstance(name, str) else None


def _metadata(migration_context):
    from sqlalchemy import MetaData
    if migration_context is not None:
        target = migration_context.opts.get("target_metadata")
        if hasattr(target, "naming_convention"):
            return MetaData(naming_convention=target.naming_convention)
    return MetaData()


def _stub_table(name, schema, columns, migration_context=None, metadata=None, **kw):
    """A table of that name with columns that have no type."""
    from sqlalchemy import Column, Table
    from sqlalchemy.types import NULLTYPE
    made = {}
    for column in columns:
        if isinstance(column, str):
            made.setdefault(column, Column(column, NULLTYPE))
        elif column.name not in made:
            made[column.name] = Column(column.name, column.type,
                                       nullable=column.nullable)
    return Table(name, metadata or _metadata(migration_context), *made.values(),
                 schema=schema, **kw)


def _parent_table(constraint):
    parent = getattr(constraint, "parent", None)
    if parent is None:
        return constraint.table
    # A column's check hangs on the column.
    return getattr(parent, "table", parent) if not hasattr(parent, "metadata") else parent


def _copies(columns, constraints_included):
    """The columns and constraints for another table."""
    from sqlalchemy import Column
    copies = []
    for item in columns:
        if constraints_included and isinstance(item, Column):
            # Their constraints stand in the list by themselves, their indexes
            # in operations of their own.
            made = item._copy_without_keys()
            made.unique = made.index = None
        else:
            made = item._copy() if hasattr(item, "_copy") else item
        copies.append(made)
    # Constraints may stand before what they name.
    copies.sort(key=lambda item: not isinstance(item, Column))
    return copies


def _build_table(operation, columns, constraints_included, kw, migration_context):
    from sqlalchemy import Table
    table = Table(operation.table_name, _metadata(migration_context),
                  *_copies(columns, constraints_included),
                  schema=operation.schema, comment=operation.comment,
                  prefixes=list(operation.prefixes or ()), **kw)
    table.info.update(operation.info or {})
    return table
