from alembic import context
from sqlalchemy import engine_from_config, pool, text

engine = engine_from_config(context.config.get_section("alembic"), prefix="sqlalchemy.", poolclass=pool.NullPool)
with engine.begin() as connection:
    connection.execute(text("CREATE SCHEMA IF NOT EXISTS management"))
with engine.connect() as connection:
    context.configure(connection=connection, version_table="v", version_table_schema="management", include_schemas=True,
                      transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
    print(context.get_context().get_current_heads(), connection.in_transaction())
