"""Compares models with a database and renders what differs as a revision script.

Source: https://alembic.sqlalchemy.org/en/latest/api/autogenerate.html"""

from . import rewriter
from .api import (AutogenContext, RevisionContext, _render_migration_diffs,
                  compare_metadata, produce_migrations, render_python_code)
from .compare import _produce_net_changes, comparators
from .render import render_op_text, renderers
from .rewriter import Rewriter

__all__ = ["AutogenContext", "RevisionContext", "Rewriter", "comparators",
           "compare_metadata", "produce_migrations", "render_op_text",
           "render_python_code", "renderers", "rewriter"]
