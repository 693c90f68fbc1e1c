# Which drivers the engines of asyncio take, and what the others are told.
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import (
    AsyncEngine, async_engine_from_config, create_async_engine)

for url in ("postgresql+psycopg2://u@h/d", "postgresql+psycopg://u@h/d", "sqlite://",
            "sqlite+pysqlite://", "sqlite+aiosqlite://", "mysql+pymysql://u@h/d"):
    for make in (create_async_engine, lambda url: AsyncEngine(sa.create_engine(url)),
                 lambda url: async_engine_from_config({"sqlalchemy.url": url}),
                 lambda url: create_async_engine(url).execution_options(a=1)):
        try:
            print(url, make(url).driver)
        except sa.exc.InvalidRequestError as error:
            print(url, error)
