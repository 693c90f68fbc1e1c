"""engine.begin() around it all: the caller's transaction."""
from alembic import context
from sqlalchemy import create_engine

engine = create_engine(context.config.get_main_option("sqlalchemy.url"))
with engine.begin() as connection:
    context.configure(connection=connection, transaction_per_migration=True)
    print(context.get_context()._in_external_transaction)
    with context.begin_transaction():
        context.run_migrations()
    print(connection.in_transaction(), context.get_context().get_current_revision())
engine.dispose()
