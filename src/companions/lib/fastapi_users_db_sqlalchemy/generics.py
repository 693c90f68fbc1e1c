"""Column types of fastapi-users."""
from sqlalchemy import CHAR, TIMESTAMP, TypeDecorator
from sqlalchemy.dialects.postgresql import UUID


class GUID(TypeDecorator):
    """UUID on PostgreSQL, CHAR(36) elsewhere."""

    impl = CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(UUID())
        return dialect.type_descriptor(CHAR(36))

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if dialect.name == "postgresql":
            return str(value)
        from uuid import UUID as Uuid
        return str(value if isinstance(value, Uuid) else Uuid(value))

    def process_result_value(self, value, dialect):
        from uuid import UUID as Uuid
        if value is None or isinstance(value, Uuid):
            return value
        return Uuid(value)


class TIMESTAMPAware(TypeDecorator):
    """TIMESTAMP WITH TIME ZONE, in UTC."""

    impl = TIMESTAMP
    cache_ok = True

    def process_result_value(self, value, dialect):
        if value is not None and dialect.name != "postgresql":
            from datetime import timezone
            return value.replace(tzinfo=timezone.utc)
        return value


def now_utc():
    from datetime import datetime, timezone
    return datetime.now(timezone.utc)
