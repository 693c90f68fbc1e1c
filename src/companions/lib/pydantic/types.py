"""Types with limits, secrets and the like."""
import typing
from typing import Annotated

from annotated_types import (Ge, Gt, Interval, Le, Len, Lt, MaxLen, MinLen,
                             MultipleOf)
from pydantic import _scalars
from pydantic.fields import Limits
from pydantic_core import Invalid, PydanticUndefined, fail


class _Wrap:
    """A mark of Annotated[...] that changes the validator by a function."""

    def __init__(self, wrap, text):
        self.__limbeck_wrap__ = wrap
        self._text = text

    def __repr__(self):
        return self._text


def Strict(strict=True):
    return _Strict(strict)


class _Strict:
    def __init__(self, strict):
        self.strict = strict
        self.__limbeck_limits__ = {"strict": strict}

    def __repr__(self):
        return "Strict(strict=%r)" % self.strict


class AllowInfNan:
    def __init__(self, allow_inf_nan=True):
        self.__limbeck_limits__ = {"allow_inf_nan": allow_inf_nan}


class StringConstraints:
    def __init__(self, *, strip_whitespace=None, to_upper=None, to_lower=None,
                 strict=None, min_length=None, max_length=None, pattern=None,
                 ascii_only=None):
        self.__dict__.update(
            strip_whitespace=strip_whitespace, to_upper=to_upper,
            to_lower=to_lower, strict=strict, min_length=min_length,
            max_length=max_length, pattern=pattern)

    @property
    def __limbeck_limits__(self):
        return {k: v for k, v in vars(self).items() if v is not None}

    def __repr__(self):
        return "StringConstraints(%s)" % ", ".join(
            "%s=%r" % item for item in vars(self).items())


def constr(*, strip_whitespace=None, to_upper=None, to_lower=None, strict=None,
           min_length=None, max_length=None, pattern=None, regex=None,
           curtail_length=None):
    return Annotated[str, StringConstraints(
        strip_whitespace=strip_whitespace, to_upper=to_upper,
        to_lower=to_lower, strict=strict, min_length=min_length,
        max_length=max_length, pattern=pattern or regex)]


def _numbers(kind, strict, gt, ge, lt, le, multiple_of, **more):
    marks = []
    if strict is not None:
        marks.append(Strict(strict))
    marks.append(Interval(gt=gt, ge=ge, lt=lt, le=le))
    if multiple_of is not None:
        marks.append(MultipleOf(multiple_of))
    more = {k: v for k, v in more.items() if v is not None}
    if more:
        marks.append(Limits(**more))
    return Annotated[(kind, *marks)]


def conint(*, strict=None, gt=None, ge=None, lt=None, le=None,
           multiple_of=None):
    return _numbers(int, strict, gt, ge, lt, le, multiple_of)


def confloat(*, strict=None, gt=None, ge=None, lt=None, le=None,
             multiple_of=None, allow_inf_nan=None):
    return _numbers(float, strict, gt, ge, lt, le, multiple_of,
                    allow_inf_nan=allow_inf_nan)


def condecimal(*, strict=None, gt=None, ge=None, lt=None, le=None,
               multiple_of=None, max_digits=None, decimal_places=None,
               allow_inf_nan=None):
    from decimal import Decimal
    return _numbers(Decimal, strict, gt, ge, lt, le, multiple_of,
                    max_digits=max_digits, decimal_places=decimal_places,
                    allow_inf_nan=allow_inf_nan)


def condate(*, strict=None, gt=None, ge=None, lt=None, le=None):
    from datetime import date
    return _numbers(date, strict, gt, ge, lt, le, None)


def conbytes(*, min_length=None, max_length=None, strict=None):
    return Annotated[bytes, Len(min_length or 0, max_length)]


def conlist(item_type, *, min_length=None, max_length=None, unique_items=None,
            min_items=None, max_items=None):
    return Annotated[typing.List[item_type], Len(
        min_length or min_items or 0, max_length or max_items)]


def conset(item_type, *, min_length=None, max_length=None):
    return Annotated[typing.Set[item_type], Len(min_length or 0, max_length)]


def confrozenset(item_type, *, min_length=None, max_length=None):
    return Annotated[typing.FrozenSet[item_type], Len(min_length or 0,
                                                      max_length)]


PositiveInt = Annotated[int, Gt(0)]
NegativeInt = Annotated[int, Lt(0)]
NonPositiveInt = Annotated[int, Le(0)]
NonNegativeInt = Annotated[int, Ge(0)]
PositiveFloat = Annotated[float, Gt(0)]
NegativeFloat = Annotated[float, Lt(0)]
NonPositiveFloat = Annotated[float, Le(0)]
NonNegativeFloat = Annotated[float, Ge(0)]
FiniteFloat = Annotated[float, AllowInfNan(False)]
StrictInt = Annotated[int, Strict()]
StrictFloat = Annotated[float, Strict()]
StrictStr = Annotated[str, Strict()]
StrictBytes = Annotated[bytes, Strict()]
StrictBool = Annotated[bool, Strict()]


# -- secrets ------------------------------------------------------------------


class _Secret:
    _inner = staticmethod(_scalars.any_value)

    def __init__(self, secret_value):
        self._secret_value = secret_value

    def get_secret_value(self):
        return self._secret_value

    def __eq__(self, other):
        return type(self) is type(other) \
            and self._secret_value == other._secret_value

    def __hash__(self):
        return hash(self._secret_value)

    def __len__(self):
        return len(self._secret_value)

    def _display(self):
        return "**********" if self._secret_value else ""

    def __str__(self):
        return str(self._display())

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self._display())

    @classmethod
    def __limbeck_validator__(cls, compiler):
        def check(value, state):
            if isinstance(value, cls):
                return value
            return cls(cls._inner(value, state))
        return check


class SecretStr(_Secret):
    _inner = staticmethod(_scalars.str_value)


class SecretBytes(_Secret):
    _inner = staticmethod(_scalars.bytes_value)

    def _display(self):
        return b"**********" if self._secret_value else b""


class Secret(_Secret):
    def __len__(self):
        raise TypeError("object of type 'Secret' has no len()")

    def __class_getitem__(cls, item):
        def checker(kind, compiler):
            inner = compiler.compile(item)

            def check(value, state):
                if isinstance(value, Secret):
                    value = value.get_secret_value()
                return kind(inner(value, state))
            return check
        return type(cls.__name__, (cls,), {
            "__limbeck_validator__": classmethod(checker),
            "__class_getitem__": None})


# -- texts with a meaning -----------------------------------------------------


class Json:
    """JSON text, read."""

    def __class_getitem__(cls, item):
        return Annotated[item, _Wrap(_read_json, "Json")]

    @classmethod
    def __limbeck_validator__(cls, compiler):
        return _read_json(_scalars.any_value)


def _read_json(inner):
    def check(value, state):
        import json
        if not isinstance(value, (str, bytes, bytearray)):
            fail("json_type", "JSON input should be string, bytes or bytearray",
                 value)
        try:
            data = json.loads(value)
        except ValueError as error:
            from pydantic.main import _json_problem
            reason = _json_problem(error, value)
            fail("json_invalid", "Invalid JSON: " + reason, value,
                 {"error": reason})
        return inner(data, state)
    return check


def _uuid_version(version):
    from uuid import UUID

    def wrap(inner):
        def check(value, state):
            result = inner(value, state)
            if result.version != version:
                fail("uuid_version", "UUID version %d expected" % version,
                     value, {"expected_version": version})
            return result
        return check
    return Annotated[UUID, _Wrap(wrap, "UuidVersion(uuid_version=%d)"
                                 % version)]


def _path(kind):
    from pathlib import Path

    def wrap(inner):
        def check(value, state):
            path = inner(value, state)
            if kind == "file" and not path.is_file():
                fail("path_not_file", "Path does not point to a file", value)
            if kind == "dir" and not path.is_dir():
                fail("path_not_directory", "Path does not point to a directory",
                     value)
            if kind == "new" and path.exists():
                fail("path_exists", "Path already exists", value)
            return path
        return check
    return Annotated[Path, _Wrap(wrap, "PathType(path_type=%r)" % kind)]


def _moment(kind, error, message, good):
    import datetime

    def wrap(inner):
        def check(value, state):
            result = inner(value, state)
            if not good(result):
                fail(error, message, value)
            return result
        return check
    return Annotated[getattr(datetime, kind), _Wrap(wrap, kind)]


def _now(value):
    import datetime
    if not isinstance(value, datetime.datetime):
        return datetime.date.today()
    return datetime.datetime.now(value.tzinfo)


_LAZY = {
    "UUID1": lambda: _uuid_version(1),
    "UUID3": lambda: _uuid_version(3),
    "UUID4": lambda: _uuid_version(4),
    "UUID5": lambda: _uuid_version(5),
    "UUID6": lambda: _uuid_version(6),
    "UUID7": lambda: _uuid_version(7),
    "UUID8": lambda: _uuid_version(8),
    "FilePath": lambda: _path("file"),
    "DirectoryPath": lambda: _path("dir"),
    "NewPath": lambda: _path("new"),
    "PastDate": lambda: _moment("date", "date_past", "Date should be in the "
                                "past", lambda v: v < _now(v)),
    "FutureDate": lambda: _moment("date", "date_future", "Date should be in "
                                  "the future", lambda v: v > _now(v)),
    "PastDatetime": lambda: _moment(
        "datetime", "datetime_past", "Input should be in the past",
        lambda v: v < _now(v)),
    "FutureDatetime": lambda: _moment(
        "datetime", "datetime_future", "Input should be in the future",
        lambda v: v > _now(v)),
    "AwareDatetime": lambda: _moment(
        "datetime", "timezone_aware", "Input should have timezone info",
        lambda v: v.tzinfo is not None),
    "NaiveDatetime": lambda: _moment(
        "datetime", "timezone_naive", "Input should not have timezone info",
        lambda v: v.tzinfo is None),
}


def __getattr__(name):
    if name in _LAZY:
        value = _LAZY[name]()
        globals()[name] = value
        return value
    raise AttributeError("module 'pydantic.types' has no attribute %r" % name)


_SIZES = {"b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12,
          "pb": 10**15, "eb": 10**18, "kib": 2**10, "mib": 2**20,
          "gib": 2**30, "tib": 2**40, "pib": 2**50, "eib": 2**60,
          "bit": 1 / 8, "kbit": 10**3 / 8, "mbit": 10**6 / 8,
          "gbit": 10**9 / 8, "k": 10**3, "m": 10**6, "g": 10**9, "": 1}


class ByteSize(int):
    @classmethod
    def __limbeck_validator__(cls, compiler):
        def check(value, state):
            import re
            match = re.match(r"^\s*(\d*\.?\d+)\s*(\w+)?", str(value))
            if match is None:
                fail("byte_size", "could not parse value and unit from byte "
                     "string", value)
            number, unit = match.groups()
            factor = _SIZES.get((unit or "b").lower())
            if factor is None:
                fail("byte_size_unit", "could not interpret byte unit: "
                     + unit, value, {"unit": unit})
            return cls(int(float(number) * factor))
        return check

    def human_readable(self, decimal=False, separator=""):
        step = 1000 if decimal else 1024
        units = ("B", "KB", "MB", "GB", "TB", "PB") if decimal else (
            "B", "KiB", "MiB", "GiB", "TiB", "PiB")
        number = float(self)
        for unit in units:
            if abs(number) < step:
                text = "%0.0f" % number if unit == "B" else "%0.1f" % number
                return text + separator + unit
            number /= step
        return "%0.1f%s%s" % (number, separator, "EB" if decimal else "EiB")

    def to(self, unit):
        return self / _SIZES[unit.lower()]


class ImportString:
    def __class_getitem__(cls, item):
        return Annotated[item, _Wrap(
            lambda inner: lambda value, state: inner(
                _imported(value), state), "ImportString")]

    @classmethod
    def __limbeck_validator__(cls, compiler):
        return lambda value, state: _imported(value)


def _imported(value):
    if not isinstance(value, str):
        return value
    from importlib import import_module
    try:
        path, colon, attribute = value.strip().partition(":")
        try:
            module = import_module(path)
        except ImportError:
            if "." not in path or colon:
                raise
            path, attribute = path.rsplit(".", 1)
            module = import_module(path)
        return getattr(module, attribute) if attribute else module
    except (ImportError, AttributeError) as error:
        fail("import_error", "Invalid python path: %s" % error, value,
             {"error": str(error)})


class EncoderProtocol:
    pass


class Base64Encoder(EncoderProtocol):
    @classmethod
    def decode(cls, data):
        import base64
        return base64.b64decode(data)

    @classmethod
    def encode(cls, value):
        import base64
        return base64.b64encode(value)


def _encoded(encoder, as_text):
    def wrap(inner):
        def check(value, state):
            result = inner(value, state)
            data = result.encode() if as_text else result
            try:
                data = encoder.decode(data)
            except ValueError as error:
                fail("base64_decode", "Base64 decoding error: '%s'" % error,
                     value)
            return data.decode() if as_text else data
        return check
    return wrap


class EncodedBytes:
    def __init__(self, encoder):
        self.__limbeck_wrap__ = _encoded(encoder, False)


class EncodedStr:
    def __init__(self, encoder):
        self.__limbeck_wrap__ = _encoded(encoder, True)


Base64Bytes = Annotated[bytes, EncodedBytes(Base64Encoder)]
Base64Str = Annotated[str, EncodedStr(Base64Encoder)]
Base64UrlBytes = Annotated[bytes, EncodedBytes(Base64Encoder)]
Base64UrlStr = Annotated[str, EncodedStr(Base64Encoder)]


class Discriminator:
    def __init__(self, discriminator, custom_error_type=None,
                 custom_error_message=None, custom_error_context=None):
        self.discriminator = discriminator


class Tag:
    def __init__(self, tag):
        self.tag = tag


class GetPydanticSchema:
    def __init__(self, get_pydantic_core_schema=None,
                 get_pydantic_json_schema=None):
        if get_pydantic_core_schema is not None:
            self.__get_pydantic_core_schema__ = get_pydantic_core_schema


class FailFast:
    def __init__(self, fail_fast=True):
        self.fail_fast = fail_fast


class OnErrorOmit:
    def __class_getitem__(cls, item):
        def wrap(inner):
            def check(value, state):
                from pydantic_core import PydanticOmit
                try:
                    return inner(value, state)
                except Invalid:
                    raise PydanticOmit
            return check
        return Annotated[item, _Wrap(wrap, "OnErrorOmit")]


JsonValue = typing.Any


class PaymentCardNumber(str):
    pass


__all__ = ["MaxLen", "MinLen", "PydanticUndefined"]
