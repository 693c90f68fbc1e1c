"""Where projects hook comparisons of their own onto the built-in ones."""

from alembic.autogenerate import _native
from alembic.util import PriorityDispatcher

# Comparisons registered by projects and extensions; the built-in ones are native.
comparators = PriorityDispatcher()


def _populate_migration_script(autogen_context, migration_script):
    upgrade_ops = migration_script.upgrade_ops_list[-1]
    _produce_net_changes(autogen_context, upgrade_ops)
    upgrade_ops.reverse_into(migration_script.downgrade_ops_list[-1])


def _produce_net_changes(autogen_context, upgrade_ops):
    _native.produce_net_changes(autogen_context, upgrade_ops)
