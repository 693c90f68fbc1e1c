"""Schemas by schema_translate_map, each with a version table of its own."""
from alembic import context
from sqlalchemy import engine_from_config, pool, text

engine = engine_from_config(context.config.get_section("alembic"), prefix="sqlalchemy.", poolclass=pool.NullPool)
for tenant in ("north", "south"):
    with engine.connect() as plain:
        with plain.begin():
            plain.execute(text("CREATE SCHEMA IF NOT EXISTS " + tenant))
        connection = plain.execution_options(schema_translate_map={None: tenant, "shared": "public"})
        context.configure(connection=connection, version_table_schema=tenant, include_schemas=True)
        with context.begin_transaction():
            context.run_migrations(tenant=tenant)
