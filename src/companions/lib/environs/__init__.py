"""A stand-in for environs: settings from the environment and .env files."""
import contextlib
import os
import re

__limbeck_partial__ = True
__version__ = "15.2.0"

_TRUE = ("t", "true", "on", "y", "yes", "1")
_FALSE = ("f", "false", "off", "n", "no", "0")
_LACKING = object()


class EnvError(ValueError):
    pass


class ValidationError(Exception):
    def __init__(self, message, *more, **options):
        self.messages = [message] if isinstance(message, str) else message
        super().__init__(message)


class EnvNotSetError(EnvError):
    pass


class EnvValidationError(EnvError):
    def __init__(self, message, error_messages):
        self.error_messages = error_messages
        super().__init__(message)


class EnvSealedError(TypeError, EnvError):
    pass


class ParserConflictError(ValueError):
    pass


def _number(make, told):
    def read(text):
        try:
            return make(text)
        except (TypeError, ValueError, ArithmeticError):
            raise ValidationError(told)
    return read


def _bool(text):
    if isinstance(text, bool):
        return text
    small = str(text).lower()
    if small in _TRUE:
        return True
    if small in _FALSE:
        return False
    raise ValidationError("Not a valid boolean.")


def _decimal(text):
    from decimal import Decimal
    return Decimal(text)


def _uuid(text):
    from uuid import UUID
    return UUID(text)


def _datetime(text):
    from datetime import datetime
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _date(text):
    from datetime import date
    return date.fromisoformat(text)


def _time(text):
    from datetime import time
    return time.fromisoformat(text)


def _path(text):
    from pathlib import Path
    return Path(text)


def _url(text):
    from urllib.parse import urlparse
    found = urlparse(text)
    if not found.scheme or not found.netloc:
        raise ValidationError("Not a valid URL.")
    return found


def _json(text):
    import json
    try:
        return json.loads(text) if isinstance(text, str) else text
    except ValueError:
        raise ValidationError("Not valid JSON.")


def _log_level(text):
    import logging
    if isinstance(text, int):
        return text
    if str(text).isdigit():
        return int(text)
    found = getattr(logging, str(text).upper(), None)
    if not isinstance(found, int):
        raise ValidationError("Not a valid log level.")
    return found


def _timedelta(text, precision="seconds"):
    from datetime import timedelta
    parts = re.fullmatch(
        r"(?:(-?\d+)\s*w)?\s*(?:(-?\d+)\s*d)?\s*(?:(-?\d+)\s*h)?\s*"
        r"(?:(-?\d+)\s*m)?\s*(?:(-?\d+)\s*s)?\s*(?:(-?\d+)\s*ms)?\s*"
        r"(?:(-?\d+)\s*[uµ]s)?", text) if isinstance(text, str) else None
    if parts and any(parts.groups()):
        names = ("weeks", "days", "hours", "minutes", "seconds",
                 "milliseconds", "microseconds")
        return timedelta(**{name: int(part) for name, part
                            in zip(names, parts.groups()) if part})
    return timedelta(**{precision: int(text)})


_int = _number(int, "Not a valid integer.")
_float = _number(float, "Not a valid number.")
_CASTS = {int: _int, float: _float, bool: _bool, str: str}


def _cast(subcast):
    return _CASTS.get(subcast, subcast) if subcast is not None else None


def _list(text, subcast=None, delimiter=","):
    if isinstance(text, str):
        text = text.split(delimiter) if text != "" else []
    cast = _cast(subcast)
    return [cast(part) for part in text] if cast else list(text)


def _dict(text, subcast_keys=None, subcast_values=None, delimiter=",",
          key_value_delimiter="=", subcast=None):
    if not isinstance(text, str):
        return dict(text)
    keys, values = _cast(subcast_keys), _cast(subcast_values or subcast)
    result = {}
    for part in text.split(delimiter) if text != "" else []:
        name, found, value = part.partition(key_value_delimiter)
        if not found:
            raise ValidationError(
                "dictionary update sequence element #0 has length 1; "
                "2 is required")
        name, value = name.strip(), value.strip()
        result[keys(name) if keys else name] = (
            values(value) if values else value)
    return result


def _enum(text, type=None, enum=None, by_value=False, ignore_case=False):
    kind = enum if enum is not None else type
    if isinstance(text, kind):
        return text
    if by_value:
        return kind(text)
    for member in kind:
        same = (member.name.lower() == text.lower() if ignore_case
                else member.name == text)
        if same:
            return member
    raise ValidationError("Must be one of: %s."
                          % ", ".join(member.name for member in kind))


def _reader(read):
    def method(self, name, default=..., subcast=None, *, validate=None,
               **options):
        for unused in ("missing", "load_default"):
            if unused in options and default is ...:
                default = options.pop(unused)
        for unused in ("required", "allow_none", "strict", "metadata",
                       "error_messages"):
            options.pop(unused, None)
        if subcast is not None:
            options["subcast"] = subcast
        return self._read(name, default, read, validate, options)
    return method


class Env:
    def __init__(self, *, eager=True, expand_vars=False, prefix=None):
        self.eager = eager
        self.expand_vars = expand_vars
        self._prefix = prefix
        self._sealed = False
        self._environ = {}
        self._values = {}
        self._errors = {}
        self.__custom_parsers__ = {}

    def __repr__(self):
        return (f"<Env(eager={self.eager}, "
                f"expand_vars={self.expand_vars})>")

    def _find(self, name):
        if name in os.environ:
            return os.environ[name]
        return self._environ.get(name, _LACKING)

    def _expanded(self, text):
        def named(found):
            name = found.group(1) or found.group(3)
            value = self._find(name)
            if value is not _LACKING:
                return value
            if found.group(2) is not None:
                return found.group(2)
            raise EnvNotSetError(f'Environment variable "{name}" not set')
        return re.sub(r"\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}|\$([A-Za-z_]\w*)",
                      named, text)

    def _raw(self, key):
        value = self._find(key)
        if self.expand_vars and isinstance(value, str):
            value = self._expanded(value)
        return value

    def _read(self, name, default, read, validate, options):
        if self._sealed:
            raise EnvSealedError(
                "Env has already been sealed. New values cannot be parsed.")
        key = (self._prefix or "") + name
        value = self._raw(key)
        if value is _LACKING:
            if default is not ...:
                self._values[key] = default
                return default
            if self.eager:
                raise EnvNotSetError(
                    f'Environment variable "{key}" not set')
            self._errors.setdefault(key, []).append(
                "Environment variable not set.")
            return None
        try:
            value = read(value, **options)
            checks = [validate] if callable(validate) else validate or []
            for check in checks:
                check(value)
        except (ValidationError, ValueError, TypeError,
                ArithmeticError) as error:
            messages = getattr(error, "messages", [str(error)])
            if self.eager:
                raise EnvValidationError(
                    f'Environment variable "{key}" invalid: '
                    f'{error.args[0]}', messages) from error
            self._errors.setdefault(key, []).extend(messages)
            return None
        self._values[key] = value
        return value

    __call__ = _reader(lambda text: text)
    json = _reader(_json)
    decimal = _reader(_number(_decimal, "Not a valid number."))
    uuid = _reader(_number(_uuid, "Not a valid UUID."))
    datetime = _reader(_number(_datetime, "Not a valid datetime."))
    date = _reader(_number(_date, "Not a valid date."))
    time = _reader(_number(_time, "Not a valid time."))
    timedelta = _reader(_timedelta)
    path = _reader(_path)
    url = _reader(_url)
    log_level = _reader(_log_level)
    enum = _reader(_enum)
    list = _reader(_list)
    dict = _reader(_dict)
    bool = _reader(_bool)
    float = _reader(_float)
    int = _reader(_int)

    def read_env(self, path=None, *, recurse=True, override=False,
                 return_path=False, verbose=False):
        from dotenv import dotenv_values
        start = os.path.join(os.getcwd(), ".env") if path is None else (
            os.path.abspath(path))
        folder, file = os.path.split(start)
        found = None
        while True:
            candidate = os.path.join(folder, file)
            if os.path.isfile(candidate):
                found = candidate
                break
            above = os.path.dirname(folder)
            if not recurse or above == folder:
                break
            folder = above
        if found:
            for name, value in dotenv_values(found).items():
                if value is not None and (override
                                          or name not in self._environ):
                    self._environ[name] = value
        return found if return_path else found is not None

    @contextlib.contextmanager
    def prefixed(self, prefix):
        before = self._prefix
        self._prefix = (before or "") + prefix
        try:
            yield self
        finally:
            self._prefix = before

    def seal(self):
        self._sealed = True
        if self._errors:
            messages, self._errors = self._errors, {}
            raise EnvValidationError(
                f"Environment variables invalid: {messages}", messages)

    def __getattr__(self, name):
        try:
            return self.__dict__["__custom_parsers__"][name]
        except KeyError:
            raise AttributeError(
                f"'Env' object has no attribute {name!r}") from None

    def add_parser(self, name, func):
        if hasattr(self, name):
            raise ParserConflictError(
                f"Env already has a method with name '{name}'. "
                "Use a different name.")

        def parser(key, default=..., subcast=None, *, validate=None,
                   **options):
            return self._read(key, default, func, validate, options)
        self.__custom_parsers__[name] = parser

    def parser_for(self, name):
        def decorator(func):
            self.add_parser(name, func)
            return func
        return decorator

    def dump(self):
        return self._values


# Defined last: inside of the class these names mean its methods.
Env.str = _reader(str)
env = Env()
