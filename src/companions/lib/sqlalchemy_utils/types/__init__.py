"""Column types: what a database makes of them; values pass as they are."""
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator, UserDefinedType


class ScalarCoercible:
    def coercion_listener(self, target, value, oldvalue, initiator):
        return value


def _plain(name, impl, **more):
    """A decorator of one type, whose arguments say nothing of the column."""
    def __init__(self, *args, **options):
        TypeDecorator.__init__(self)
    return type(name, (ScalarCoercible, TypeDecorator), dict(
        more, impl=impl, cache_ok=True, __init__=__init__,
        __module__=__name__, __qualname__=name))


def _sized(name, length):
    """VARCHAR of a length that may be given."""
    def __init__(self, length=length, *args, **options):
        self.length = length
        TypeDecorator.__init__(self, length)
        self.impl = sa.String(length) if length else sa.String()
    return type(name, (ScalarCoercible, TypeDecorator), dict(
        impl=sa.String, cache_ok=True, __init__=__init__,
        __module__=__name__, __qualname__=name))


class UUIDType(ScalarCoercible, TypeDecorator):
    """UUID on PostgreSQL, else BINARY(16) or CHAR(32)."""

    impl = sa.BINARY(16)
    cache_ok = True

    def __init__(self, binary=True, native=True):
        TypeDecorator.__init__(self)
        self.binary = binary
        self.native = native

    def __repr__(self):
        return "UUIDType(%s)" % ", ".join(
            text for text, wanted in (("binary=False", not self.binary),
                                      ("native=False", not self.native))
            if wanted)

    def load_dialect_impl(self, dialect):
        if self.native and dialect.name in ("postgresql", "cockroachdb"):
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(
            sa.BINARY(16) if self.binary else sa.CHAR(32))

    def process_bind_param(self, value, dialect):
        from uuid import UUID
        if value is None:
            return None
        if not isinstance(value, UUID):
            value = UUID(bytes=value) if isinstance(value, bytes) \
                else UUID(value)
        if self.native and dialect.name in ("postgresql", "cockroachdb"):
            return str(value)
        return value.bytes if self.binary else value.hex

    def process_result_value(self, value, dialect):
        from uuid import UUID
        if value is None or isinstance(value, UUID):
            return value
        return UUID(bytes=value) if isinstance(value, bytes) else UUID(value)


class EmailType(ScalarCoercible, TypeDecorator):
    impl = sa.Unicode
    cache_ok = True

    def __init__(self, length=255, *args, **options):
        TypeDecorator.__init__(self, length=length)
        self.length = length

    def process_bind_param(self, value, dialect):
        return value.lower() if value is not None else None


class JSONType(TypeDecorator):
    impl = sa.UnicodeText
    cache_ok = True

    def __init__(self, *args, **options):
        TypeDecorator.__init__(self)

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.JSON())
        return dialect.type_descriptor(sa.UnicodeText())

    def process_bind_param(self, value, dialect):
        if value is None or dialect.name == "postgresql":
            return value
        import json
        return json.dumps(value)

    def process_result_value(self, value, dialect):
        if value is None or not isinstance(value, str):
            return value
        import json
        return json.loads(value)


class TSVectorType(TypeDecorator):
    impl = postgresql.TSVECTOR
    cache_ok = True

    def __init__(self, *columns, **options):
        self.columns = columns
        self.options = options
        TypeDecorator.__init__(self)


class Choice:
    def __init__(self, code, value):
        self.code = code
        self.value = value

    def __eq__(self, other):
        return self.code == getattr(other, "code", other)

    def __hash__(self):
        return hash(self.code)

    def __str__(self):
        return str(self.value)

    def __repr__(self):
        return "Choice(code=%r, value=%r)" % (self.code, self.value)


class ChoiceType(ScalarCoercible, TypeDecorator):
    impl = sa.Unicode(255)
    cache_ok = True

    def __init__(self, choices, impl=None):
        TypeDecorator.__init__(self)
        self.choices = choices if isinstance(choices, type) else tuple(choices)
        if impl is not None:
            self.impl = impl

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        return getattr(value, "code", getattr(value, "value", value))


class PasswordType(ScalarCoercible, TypeDecorator):
    impl = sa.VARBINARY(1024)
    cache_ok = True

    def __init__(self, max_length=None, **options):
        TypeDecorator.__init__(self)
        self._max_length = max_length

    @property
    def length(self):
        return self._max_length or 1024

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.BYTEA(self.length))
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.BLOB())
        return dialect.type_descriptor(sa.VARBINARY(self.length))


class ArrowType(ScalarCoercible, TypeDecorator):
    impl = sa.DateTime
    cache_ok = True

    def __init__(self, *args, **options):
        TypeDecorator.__init__(self, *args, **options)


class EnrichedDateTimeType(ArrowType):
    pass


class TimezoneType(ScalarCoercible, TypeDecorator):
    impl = sa.Unicode(50)
    cache_ok = True

    def __init__(self, backend="dateutil"):
        TypeDecorator.__init__(self)
        self.backend = backend


class ScalarListType(TypeDecorator):
    impl = sa.UnicodeText()
    cache_ok = True

    def __init__(self, coerce_func=str, separator=","):
        TypeDecorator.__init__(self)
        self.separator = str(separator)
        self.coerce_func = coerce_func

    def process_bind_param(self, value, dialect):
        return None if value is None else self.separator.join(
            str(item) for item in value)

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        return [self.coerce_func(item) for item in value.split(
            self.separator)] if value else []


URLType = _plain("URLType", sa.UnicodeText)
IPAddressType = _sized("IPAddressType", 50)
ColorType = _sized("ColorType", 20)
LocaleType = _plain("LocaleType", sa.Unicode(10))
CountryType = _plain("CountryType", sa.String(2))
CurrencyType = _plain("CurrencyType", sa.String(3))


class WeekDaysType(TypeDecorator):
    """Seven bits."""

    impl = sa.String
    cache_ok = True

    def __init__(self, *args, **options):
        TypeDecorator.__init__(self, length=7)
        self.length = 7

    def __repr__(self):
        return "WeekDaysType()"

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.BIT(7))
        if dialect.name == "mysql":
            return dialect.type_descriptor(sa.BINARY(7))
        return dialect.type_descriptor(sa.String(7))




class PhoneNumberType(ScalarCoercible, TypeDecorator):
    impl = sa.Unicode(20)
    cache_ok = True

    def __init__(self, region="US", max_length=20, *args, **options):
        TypeDecorator.__init__(self, *args, **options)
        self.region = region
        self.impl = sa.Unicode(max_length)


class CompositeType(UserDefinedType):
    cache_ok = True

    def __init__(self, name, columns, quote=None, **options):
        self.name = name
        self.columns = columns

    def get_col_spec(self, **options):
        return self.name


def _range(name, impl):
    return _plain(name, impl)


IntRangeType = _range("IntRangeType", postgresql.INT4RANGE)
Int8RangeType = _range("Int8RangeType", postgresql.INT8RANGE)
DateRangeType = _range("DateRangeType", postgresql.DATERANGE)
DateTimeRangeType = _range("DateTimeRangeType", postgresql.TSRANGE)
NumericRangeType = _range("NumericRangeType", postgresql.NUMRANGE)

# Where each is defined, which generated revisions name.
for _module, _types in {
        "arrow": (ArrowType,), "choice": (Choice, ChoiceType),
        "color": (ColorType,), "country": (CountryType,),
        "currency": (CurrencyType,), "email": (EmailType,),
        "enriched_datetime.enriched_datetime_type": (EnrichedDateTimeType,),
        "ip_address": (IPAddressType,), "json": (JSONType,),
        "locale": (LocaleType,), "password": (PasswordType,),
        "pg_composite": (CompositeType,), "phone_number": (PhoneNumberType,),
        "range": (IntRangeType, Int8RangeType, DateRangeType,
                  DateTimeRangeType, NumericRangeType),
        "scalar_list": (ScalarListType,), "timezone": (TimezoneType,),
        "ts_vector": (TSVectorType,), "url": (URLType,), "uuid": (UUIDType,),
        "weekdays": (WeekDaysType,)}.items():
    for _type in _types:
        _type.__module__ = "%s.%s" % (__name__, _module)

from sqlalchemy_utils.types.encrypted.encrypted_type import (  # noqa: E402
    EncryptedType, StringEncryptedType)
from sqlalchemy_utils.types.ltree import LtreeType  # noqa: E402
