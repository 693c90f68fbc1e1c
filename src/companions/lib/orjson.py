"""A stand-in for orjson over json."""
import json

__version__ = "3.11.0"

OPT_INDENT_2 = 1
OPT_NAIVE_UTC = 2
OPT_NON_STR_KEYS = 4
OPT_OMIT_MICROSECONDS = 8
OPT_SERIALIZE_NUMPY = 16
OPT_SORT_KEYS = 32
OPT_STRICT_INTEGER = 64
OPT_UTC_Z = 128
OPT_PASSTHROUGH_SUBCLASS = 256
OPT_PASSTHROUGH_DATETIME = 512
OPT_APPEND_NEWLINE = 1024
OPT_PASSTHROUGH_DATACLASS = 2048
OPT_SERIALIZE_DATACLASS = OPT_SERIALIZE_UUID = 0

JSONDecodeError = json.JSONDecodeError


JSONEncodeError = TypeError


class Fragment:
    def __init__(self, contents):
        self.contents = contents


def loads(data, /):
    if isinstance(data, (bytes, bytearray, memoryview)):
        data = bytes(data).decode("utf-8")
    return json.loads(data)


def _time_text(value, option):
    if option & OPT_OMIT_MICROSECONDS and hasattr(value, "microsecond"):
        value = value.replace(microsecond=0)
    text = value.isoformat()
    if option & OPT_NAIVE_UTC and getattr(value, "tzinfo", 0) is None \
            and hasattr(value, "date"):
        text += "+00:00"
    if option & OPT_UTC_Z and text.endswith("+00:00"):
        text = text[:-6] + "Z"
    return text


def _plain(value, default, option):
    import dataclasses
    import datetime
    import enum
    import uuid
    if isinstance(value, enum.Enum):
        return _plain(value.value, default, option)
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else None  # NaN and infinity
    if isinstance(value, dict):
        if not option & OPT_NON_STR_KEYS:
            for key in value:
                if not isinstance(key, str):
                    raise JSONEncodeError("Dict key must be str")
        return {_key(key, option): _plain(item, default, option)
                for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item, default, option) for item in value]
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return _time_text(value, option)
    if isinstance(value, uuid.UUID):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name), default, option)
                for field in dataclasses.fields(value)
                if not field.name.startswith("_")}
    if default is not None:
        return _plain(default(value), default, option)
    raise JSONEncodeError(
        "Type is not JSON serializable: %s" % type(value).__name__)


def _key(key, option):
    plain = _plain(key, None, option)
    if plain is None or isinstance(plain, (bool, int, float)):
        return json.dumps(plain)
    return plain


def dumps(obj, /, default=None, option=None):
    option = option or 0
    indent = option & OPT_INDENT_2
    text = json.dumps(
        _plain(obj, default, option), ensure_ascii=False,
        sort_keys=bool(option & OPT_SORT_KEYS), indent=2 if indent else None,
        separators=(",", ": ") if indent else (",", ":"))
    if option & OPT_APPEND_NEWLINE:
        text += "\n"
    return text.encode("utf-8")
