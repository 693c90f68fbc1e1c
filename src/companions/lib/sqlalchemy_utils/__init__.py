"""A stand-in for SQLAlchemy-Utils: its column types and mixins."""
from sqlalchemy_utils.models import (Timestamp, force_auto_coercion,
                                     force_instant_defaults, generic_repr)
from sqlalchemy_utils.functions import (create_database, database_exists,
                                        drop_database)
from sqlalchemy_utils.types import (
    ArrowType, Choice, ChoiceType, ColorType, CompositeType, CountryType,
    CurrencyType, DateRangeType, DateTimeRangeType, EmailType, EncryptedType,
    EnrichedDateTimeType, Int8RangeType, IntRangeType, IPAddressType,
    JSONType, LocaleType, LtreeType, NumericRangeType, PasswordType,
    PhoneNumberType, ScalarListType, StringEncryptedType, TimezoneType,
    TSVectorType, URLType, UUIDType, WeekDaysType)
from sqlalchemy_utils.types.ltree import Ltree

from sqlalchemy_utils.types.encrypted.encrypted_type import (
    AesEngine, FernetEngine)

__limbeck_partial__ = True
__version__ = "0.42.2"
