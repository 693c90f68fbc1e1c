"""Column types."""
import sqlalchemy as sa
from sqlalchemy.dialects import mysql
from sqlalchemy.types import TypeDecorator


class JsonEncodedType(TypeDecorator):
    impl = sa.Text
    cache_ok = True
    type = None

    def __init__(self, mysql_as_long=False, mysql_as_medium=False):
        super().__init__()
        if mysql_as_long and mysql_as_medium:
            raise TypeError("mysql_as_long and mysql_as_medium are mutually "
                            "exclusive")
        if mysql_as_long:
            self.impl = sa.Text().with_variant(mysql.LONGTEXT(), "mysql")
        elif mysql_as_medium:
            self.impl = sa.Text().with_variant(mysql.MEDIUMTEXT(), "mysql")

    def process_bind_param(self, value, dialect):
        import json
        if value is None:
            if self.type is None:
                return None
            value = self.type()
        elif self.type is not None and not isinstance(value, self.type):
            raise TypeError("%s supposes to store %s objects, but %s given" % (
                type(self).__name__, self.type.__name__,
                type(value).__name__))
        return json.dumps(value, sort_keys=True)

    def process_result_value(self, value, dialect):
        import json
        if value is None:
            return None if self.type is None else self.type()
        return json.loads(value)


class JsonEncodedDict(JsonEncodedType):
    type = dict
    cache_ok = True


class JsonEncodedList(JsonEncodedType):
    type = list
    cache_ok = True


class SoftDeleteInteger(TypeDecorator):
    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else int(value)


class String(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init__(self, length, mysql_ndb_length=None, mysql_ndb_type=None,
                 **options):
        super().__init__(length, **options)
