"""The loggers that exist as soon as alembic is imported, so that configuring
logging disables those of them that it does not name. `logging` imports this."""

import logging

for _name in (
    "alembic",
    "alembic.autogenerate.api",
    "alembic.autogenerate.compare",
    "alembic.autogenerate.compare.comments",
    "alembic.autogenerate.compare.constraints",
    "alembic.autogenerate.compare.schema",
    "alembic.autogenerate.compare.server_defaults",
    "alembic.autogenerate.compare.tables",
    "alembic.autogenerate.compare.types",
    "alembic.config",
    "alembic.ddl.impl",
    "alembic.ddl.postgresql",
    "alembic.ext.checkconstraint_byname",
    "alembic.runtime.migration",
    "alembic.runtime.plugins",
    "alembic.util.messaging",
    "sqlalchemy.dialects.postgresql",
):
    logging.getLogger(_name)

logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
