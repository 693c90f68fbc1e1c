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


def _warn_of_unknown():
    # Without the ORM nothing was mapped.
    declarative = sys.modules.get("sqlalchemy.orm._declarative")
    if declarative is None:
        return
    for cls, name in declarative.unknown_values:
        warnings.warn(
            f"limbeck does not know what {name!r} of the mapped class {cls.__qualname__!r} is "
            f"({cls.__module__}); columns that it stands for are not compared")
    for cls, base in declarative.unknown_bases:
        warnings.warn(
            f"limbeck does not know {base!r}, a base of the mapped class {cls.__qualname__!r} "
            f"({cls.__module__}); columns that it declares are not compared")


def _produce_net_changes(autogen_context, upgrade_ops):
    _warn_of_unknown()
    _native.produce_net_changes(autogen_context, upgrade_ops)
