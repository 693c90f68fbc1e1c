"""One history for several schemas, a context each (search_path)."""
from alembic import context
from sqlalchemy import engine_from_config, pool, text

engine = engine_from_config(context.config.get_section("alembic"), prefix="sqlalchemy.", poolclass=pool.NullPool)
with engine.connect() as connection:
    for tenant in ("one", "two", "three"):
        connection.execute(text("CREATE SCHEMA IF NOT EXISTS " + tenant))
        connection.execute(text("SET search_path TO " + tenant))
        connection.commit()
        connection.dialect.default_schema_name = tenant
        context.configure(connection=connection, target_metadata=None, version_table="versions")
        with context.begin_transaction():
            context.run_migrations(tenant=tenant)
