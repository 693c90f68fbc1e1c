"""Two databases and one history: the second is a file beside the first."""
import os

from alembic import context
from sqlalchemy import create_engine

main = context.config.get_main_option("sqlalchemy.url")
engines = {"main": create_engine(main), "other": create_engine("sqlite:///" + os.path.join(os.path.dirname(context.config.config_file_name), "other.db"))}
opened = {}
try:
    for name, engine in engines.items():
        opened[name] = (engine.connect(), None)
        opened[name] = (opened[name][0], opened[name][0].begin())
    for name, (connection, _) in opened.items():
        context.configure(connection=connection, upgrade_token="%s_upgrades" % name, downgrade_token="%s_downgrades" % name)
        context.run_migrations(engine_name=name)
    for _, transaction in opened.values():
        transaction.commit()
except:
    for _, transaction in opened.values():
        transaction.rollback()
    raise
finally:
    for connection, _ in opened.values():
        connection.close()
