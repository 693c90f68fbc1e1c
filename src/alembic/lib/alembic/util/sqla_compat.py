"""What env.py files and directives ask about SQLAlchemy and its constructs."""

import contextlib

import sqlalchemy
from sqlalchemy import CheckConstraint, Computed, Identity, types
from sqlalchemy.sql.elements import ColumnClause, UnaryExpression
from sqlalchemy.sql.elements import conv, quoted_name  # noqa: F401

sqlalchemy_version = sqlalchemy.__version__
_vers = tuple(int(n) if n.isdigit() else n
              for n in sqlalchemy_version.replace("b", ".b").split("."))
sqla_14 = sqla_14_18 = sqla_14_26 = sqla_2 = sqla_2_0_25 = True
sqla_2_1 = _vers >= (2, 1)
identity_has_dialect_kwargs = True
AUTOINCREMENT_DEFAULT = "auto"


def constraint_name_defined(name):
    return name is None or isinstance(name, str)


def constraint_name_string(name):
    return isinstance(name, str)


def constraint_name_or_none(name):
    return name if isinstance(name, str) else None


def _get_constraint_final_name(constraint, dialect):
    if constraint.name is None:
        return None
    return dialect.identifier_preparer.format_constraint(constraint, _alembic_quote=False)


def _constraint_is_named(constraint, dialect):
    return constraint.name is not None and _get_constraint_final_name(constraint, dialect) is not None


def _connectable_has_table(connectable, tablename, schemaname):
    return sqlalchemy.inspect(connectable).has_table(tablename, schemaname)


def _server_default_is_computed(*server_default):
    return any(isinstance(given, Computed) for given in server_default)


def _server_default_is_identity(*server_default):
    return any(isinstance(given, Identity) for given in server_default)


def _table_for_constraint(constraint):
    return constraint.table


def _columns_for_constraint(constraint):
    return list(constraint.columns)


def _get_table_key(name, schema):
    return name if schema is None else "%s.%s" % (schema, name)


def is_expression(expr):
    while isinstance(expr, UnaryExpression):
        expr = expr.element
    return not isinstance(expr, ColumnClause) or bool(expr.is_literal)


def is_expression_index(index):
    return any(is_expression(expr) for expr in index.expressions)


def all_table_check_constraints(table):
    return {one for one in table.constraints if isinstance(one, CheckConstraint)}


def _safe_begin_connection_transaction(connection):
    return connection.get_transaction() or connection.begin()


def _safe_commit_connection_transaction(connection):
    transaction = connection.get_transaction()
    if transaction:
        transaction.commit()


def _safe_rollback_connection_transaction(connection):
    transaction = connection.get_transaction()
    if transaction:
        transaction.rollback()


def _get_connection_in_transaction(connection):
    return connection is not None and connection.in_transaction()


def _inherit_schema_deprecated():
    return sqla_2_1 and hasattr(types.Enum, "inherit_schema")


def _is_type_bound(constraint):
    return bool(getattr(constraint, "_type_bound", False))


def _fk_spec(constraint):
    """What a foreign key refers to, and how."""
    from alembic.operations._native import foreign_key_spec
    return tuple(foreign_key_spec(constraint)) + (
        constraint.onupdate, constraint.ondelete, constraint.deferrable,
        constraint.initially)


@contextlib.contextmanager
def _ensure_scope_for_ddl(connection):
    """In a transaction: the one that runs, or else its own."""
    in_transaction = getattr(connection, "in_transaction", None)
    if in_transaction is None or in_transaction():
        yield
    else:
        with connection.begin():
            yield
