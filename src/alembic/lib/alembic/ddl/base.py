"""What describes constraints."""

from alembic.util.sqla_compat import _fk_spec  # noqa: F401
