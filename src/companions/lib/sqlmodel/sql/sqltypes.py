"""Column types of SQLModel."""
from sqlalchemy import types


class AutoString(types.TypeDecorator):
    """VARCHAR; where MySQL wants a length, 255."""

    impl = types.String
    cache_ok = True
    mysql_default_length = 255

    def load_dialect_impl(self, dialect):
        length = getattr(self.impl, "length", None)
        if length is None and dialect.name in ("mysql", "mariadb"):
            return dialect.type_descriptor(
                types.String(self.mysql_default_length))
        return super().load_dialect_impl(dialect)


class UTCDateTime(types.TypeDecorator):
    """Datetimes with a time zone, read back in UTC."""

    impl = types.DateTime
    cache_ok = True

    def __init__(self):
        super().__init__(timezone=True)

    def __repr__(self):
        return "UTCDateTime()"

    def process_bind_param(self, value, dialect):
        from datetime import timezone
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(
                "Datetime values must have timezone information. Use "
                "datetime.now(timezone.utc), or annotate the field with "
                "NaiveDatetime for naive storage.")
        return value.astimezone(timezone.utc)

    def process_result_value(self, value, dialect):
        from datetime import timezone
        if value is None:
            return None
        if value.utcoffset() is None:
            return value.replace(tzinfo=timezone.utc)
        return value.astimezone(timezone.utc)


GUID = types.Uuid
