"""As in projects of SQLAlchemy 1.4 and before."""
from alembic import context
from sqlalchemy import create_engine, pool

engine = create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool)
connection = engine.connect()
context.configure(connection=connection, target_metadata=None, compare_type=True)
try:
    with context.begin_transaction():
        context.run_migrations()
finally:
    connection.close()
