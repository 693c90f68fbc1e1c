"""Validators of single values: numbers, text, dates, enums. Each takes the
value and the state of the run, and returns the value or raises `Invalid`."""
import re

from pydantic_core import Invalid, fail


class State:
    """What one run of validation knows."""

    __slots__ = ("strict", "context", "config", "from_attributes", "json",
                 "data", "field_name", "by_alias", "by_name", "given")

    def __init__(self, strict=False, context=None, from_attributes=None,
                 json=False, by_alias=None, by_name=None):
        self.strict = bool(strict)
        self.context = context
        self.config = None
        self.from_attributes = from_attributes
        self.json = json
        self.data = None
        self.field_name = None
        self.by_alias = by_alias
        self.by_name = by_name
        self.given = None  # the input of the model at hand, unchanged


def any_value(value, state):
    return value


def none_value(value, state):
    if value is None:
        return None
    fail("none_required", "Input should be None", value)


def _decoded(value):
    if isinstance(value, (bytes, bytearray)):
        try:
            return bytes(value).decode()
        except UnicodeDecodeError:
            return None
    return value if isinstance(value, str) else None


_INTEGER = re.compile(r"[+-]?\d+(_\d+)*(\.0*)?\Z")


def int_value(value, state):
    if type(value) is int:
        return value
    if isinstance(value, bool):
        if state.strict:
            fail("int_type", "Input should be a valid integer", value)
        return int(value)
    if isinstance(value, int):
        return int(value)
    if not state.strict:
        text = _decoded(value)
        if text is not None:
            text = text.strip()
            if _INTEGER.match(text):
                return int(text.split(".")[0])
            fail("int_parsing", "Input should be a valid integer, unable to "
                 "parse string as an integer", value)
        if isinstance(value, float) or type(value).__name__ == "Decimal":
            if value != value or value in (float("inf"), float("-inf")):
                fail("finite_number", "Input should be a finite number", value)
            if value != int(value):
                fail("int_from_float", "Input should be a valid integer, got "
                     "a number with a fractional part", value)
            return int(value)
    fail("int_type", "Input should be a valid integer", value)


def float_value(value, state):
    if isinstance(value, float):
        return value
    if isinstance(value, bool) and state.strict:
        fail("float_type", "Input should be a valid number", value)
    if isinstance(value, int):
        return float(value)
    if not state.strict:
        text = _decoded(value)
        if text is not None:
            try:
                return float(text.strip())
            except ValueError:
                fail("float_parsing", "Input should be a valid number, unable "
                     "to parse string as a number", value)
        if hasattr(type(value), "__float__"):
            return float(value)
    fail("float_type", "Input should be a valid number", value)


_TRUE = ("1", "on", "t", "true", "y", "yes")
_FALSE = ("0", "off", "f", "false", "n", "no")


def bool_value(value, state):
    if value is True or value is False:
        return value
    if not state.strict:
        text = _decoded(value)
        if text is not None:
            text = text.lower()
            if text in _TRUE:
                return True
            if text in _FALSE:
                return False
        elif isinstance(value, (int, float)):
            if value == 1:
                return True
            if value == 0:
                return False
            if isinstance(value, float):
                fail("bool_type", "Input should be a valid boolean", value)
        else:
            fail("bool_type", "Input should be a valid boolean", value)
        fail("bool_parsing", "Input should be a valid boolean, unable to "
             "interpret input", value)
    fail("bool_type", "Input should be a valid boolean", value)


def str_value(value, state):
    if type(value) is str:
        return value
    if isinstance(value, str):
        return str.__str__(value) if not hasattr(value, "_value_") \
            else str(value._value_)
    if not state.strict and isinstance(value, (bytes, bytearray)):
        text = _decoded(value)
        if text is None:
            fail("string_unicode", "Input should be a valid string, unable to "
                 "parse raw data as a unicode string", value)
        return text
    fail("string_type", "Input should be a valid string", value)


def str_or_number(value, state):
    """str with `coerce_numbers_to_str`."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) \
            or type(value).__name__ == "Decimal":
        return str(value)
    return str_value(value, state)


def bytes_value(value, state):
    if isinstance(value, bytes):
        return value
    if not state.strict or state.json:
        if isinstance(value, str):
            return value.encode()
        if isinstance(value, bytearray):
            return bytes(value)
    fail("bytes_type", "Input should be a valid bytes", value)


def decimal_value(value, state):
    from decimal import Decimal, InvalidOperation
    if isinstance(value, Decimal):
        number = value
    elif isinstance(value, bool) or state.strict and not state.json:
        fail("is_instance_of", "Input should be an instance of Decimal", value,
             {"class": "Decimal"})
    elif isinstance(value, (int, float, str)):
        try:
            number = Decimal(str(value).strip())
        except (InvalidOperation, ValueError):
            fail("decimal_parsing", "Input should be a valid decimal", value)
    else:
        fail("decimal_type", "Decimal input should be an integer, float, "
             "string or Decimal object", value)
    if not number.is_finite():
        fail("finite_number", "Input should be a finite number", value)
    return number


def path_value(kind):
    def check(value, state):
        from os import PathLike
        if isinstance(value, (str, PathLike)):
            if isinstance(value, kind) and not isinstance(value, str):
                return value
            return kind(value)
        fail("path_type", "Input is not a valid path for %r" % (kind,), value)
    return check


def pattern_value(value, state):
    if isinstance(value, re.Pattern):
        return value
    if not isinstance(value, (str, bytes)):
        fail("pattern_type", "Input should be a valid pattern", value)
    try:
        return re.compile(value)
    except re.error:
        fail("pattern_regex", "Input should be a valid regular expression",
             value)


def callable_value(value, state):
    if callable(value):
        return value
    fail("callable_type", "Input should be callable", value)


def one_of(words):
    """'a', 'b' or 'c'"""
    shown = [repr(w) for w in words]
    if len(shown) == 1:
        return shown[0]
    return ", ".join(shown[:-1]) + " or " + shown[-1]


def literal_value(choices):
    expected = one_of(choices)

    def check(value, state):
        for choice in choices:
            if choice is value or (type(choice) is type(value)
                                   and choice == value):
                return choice
        for choice in choices:
            if isinstance(value, str) and isinstance(choice, str) \
                    and getattr(choice, "value", choice) == value:
                return choice
        fail("literal_error", "Input should be " + expected, value,
             {"expected": expected})
    return check


def enum_value(kind, use_values=False):
    def check(value, state):
        found = value if isinstance(value, kind) else None
        if found is None and (not state.strict or state.json):
            try:
                found = kind(value)
            except (ValueError, TypeError, KeyError):
                if issubclass(kind, (int, float)):
                    try:
                        found = kind((int if issubclass(kind, int) else float)(
                            value))
                    except (ValueError, TypeError, KeyError):
                        pass
        if found is None:
            if state.strict and not state.json:
                fail("is_instance_of", "Input should be an instance of %s"
                     % kind.__name__, value, {"class": kind.__name__})
            expected = one_of([member.value for member in kind])
            fail("enum", "Input should be " + expected, value,
                 {"expected": expected})
        return found.value if use_values else found
    return check


def instance_value(kind):
    def check(value, state):
        if isinstance(value, kind):
            return value
        fail("is_instance_of", "Input should be an instance of %s"
             % kind.__name__, value, {"class": kind.__name__})
    return check


def subclass_value(kind):
    def check(value, state):
        if isinstance(value, type) and issubclass(value, kind):
            return value
        fail("is_subclass_of", "Input should be a subclass of %s"
             % kind.__name__, value, {"class": kind.__name__})
    return check


def any_class(value, state):
    if isinstance(value, type):
        return value
    fail("is_type", "Input should be a type", value)


# Other classes that are made of one text argument, with the error for others.
def made_of_text(kind, error_type, message, accepts=(str,)):
    def check(value, state):
        if isinstance(value, kind):
            return value
        if isinstance(value, accepts) and not isinstance(value, bool):
            try:
                return kind(value)
            except ValueError:
                pass
        fail(error_type, message, value)
    return check


_HEX = "0123456789abcdefABCDEF"


def _uuid_problem(text):
    """Why a text is no UUID, in the words of the parser that pydantic uses."""
    body = text
    if body.startswith("urn:uuid:"):
        body = body[9:]
    elif body.startswith("{") and body.endswith("}"):
        body = body[1:-1]
    for at, letter in enumerate(body):
        if letter not in _HEX and letter != "-":
            return "invalid character: found `%s` at %d" % (letter, at)
    groups = body.split("-")
    if len(groups) == 1:
        return "invalid length: found %d" % len(body)
    if len(groups) != 5:
        return "invalid group count: expected 5, found %d" % len(groups)
    for at, (group, size) in enumerate(zip(groups, (8, 4, 4, 4, 12))):
        if len(group) != size:
            return ("invalid group length in group %d: expected %d, found %d"
                    % (at, size, len(group)))
    return None


def uuid_value(value, state):
    from uuid import UUID
    if isinstance(value, UUID):
        return value
    if state.strict and not state.json:
        fail("is_instance_of", "Input should be an instance of UUID", value,
             {"class": "UUID"})
    if isinstance(value, (bytes, bytearray)):
        if len(value) == 16:
            return UUID(bytes=bytes(value))
        value = bytes(value).decode("utf-8", "replace")
    if not isinstance(value, str):
        fail("uuid_type", "UUID input should be a string, bytes or UUID "
             "object", value)
    problem = _uuid_problem(value) if len(value) != 32 or any(
        letter not in _HEX for letter in value) else None
    if problem:
        fail("uuid_parsing", "Input should be a valid UUID, " + problem, value,
             {"error": problem})
    return UUID(value)
