"""Column types of Neutron: text in the database."""
import ipaddress

from sqlalchemy import types

__limbeck_partial__ = True


class _AsText(types.TypeDecorator):
    impl = types.String(64)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else str(value)


class IPAddress(_AsText):
    def process_result_value(self, value, dialect):
        return None if value is None else ipaddress.ip_address(value)


class CIDR(_AsText):
    pass


class MACAddress(_AsText):
    pass


class TruncatedDateTime(types.TypeDecorator):
    """A time without its parts of a second."""

    impl = types.DateTime
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value.replace(microsecond=0) if value else value

    process_literal_param = process_bind_param
