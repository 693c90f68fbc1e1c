"""A stand-in for alembic-postgresql-enum: what its revisions use.

Its part of --autogenerate is not here; op.sync_enum_values() is."""
from alembic_postgresql_enum.configuration import Config, set_configuration
from alembic_postgresql_enum.operation import SyncEnumValuesOp
from alembic_postgresql_enum.references import ColumnType, TableReference

__limbeck_partial__ = True
__all__ = ("ColumnType", "TableReference", "set_configuration", "Config")
