"""Operations on a database, as objects and as directives.

Source: https://alembic.sqlalchemy.org/en/latest/api/operations.html"""

from .base import AbstractOperations, BatchOperations, Operations
from .ops import MigrateOperation, MigrationScript

__all__ = ["AbstractOperations", "Operations", "BatchOperations", "MigrateOperation",
           "MigrationScript"]
