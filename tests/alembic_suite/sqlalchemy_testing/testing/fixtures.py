"""The classes that tests derive from."""

from sqlalchemy import MetaData

from . import config


class TestBase:
    __requires__ = ()
    __only_on__ = None
    __backend__ = False


class FutureEngineMixin:
    pass


class TablesTest(TestBase):
    """Tables that live as long as the class's tests; rows go after each."""

    run_create_tables = "once"
    metadata = None

    @classmethod
    def setup_test_class(cls):
        cls._tables_metadata = cls.metadata = MetaData()
        cls.define_tables(cls.metadata)
        cls.metadata.create_all(config.db)
        cls.tables = type("Tables", (), dict(cls.metadata.tables))
        cls.insert_data(config.db)

    @classmethod
    def teardown_test_class(cls):
        cls._tables_metadata.drop_all(config.db)

    @classmethod
    def define_tables(cls, metadata):
        pass

    @classmethod
    def insert_data(cls, connection):
        pass
