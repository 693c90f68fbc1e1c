"""Where projects hook comparisons of their own onto the built-in ones."""

import sys
import warnings

from alembic.autogenerate import _native
from alembic.util import PriorityDispatcher

# Comparisons registered by projects and extensions; the built-in ones are native.
comparators = PriorityDispatcher()


def _populate_migration_script(autogen_context, migration_script):
    upgrade_ops = migration_script.upgrade_ops_list[-1]
    _produce_net_changes(autogen_context, upgrade_ops)
    upgrade_ops.reverse_into(migration_script.downgrade_ops_list[-1])


def _warn_of_unknown_bases():
    # Without the ORM nothing was mapped.
    declarative = sys.modules.get("sqlalchemy.orm._declarative")
    for cls, base in declarative.unknown_bases if declarative else ():
        warnings.warn(
            f"limbeck does not know {base!r}, a base of the mapped class {cls.__qualname__!r} "
            f"({cls.__module__}); columns that it declares are not compared")


def _produce_net_changes(autogen_context, upgrade_ops):
    _warn_of_unknown_bases()
    _native.produce_net_changes(autogen_context, upgrade_ops)
