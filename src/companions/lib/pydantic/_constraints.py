"""Limits on values that have their type already, and the functions that a
project puts around a type."""
from pydantic_core import (Invalid, PydanticCustomError, PydanticOmit,
                           PydanticUseDefault, fail)

# In the order in which pydantic tries them.
_ORDER = ("multiple_of", "le", "lt", "ge", "gt", "min_length", "max_length",
          "pattern", "max_digits", "decimal_places", "allow_inf_nan")
TEXT = ("strip_whitespace", "to_lower", "to_upper")
NAMES = _ORDER + TEXT + ("strict", "coerce_numbers_to_str", "min_items",
                         "max_items", "regex", "const")


def _number(kind, message, failed):
    def make(limit):
        def check(value):
            if failed(value, limit):
                fail(kind, message % (limit,), value,
                     {_LIMIT_NAMES[kind]: limit})
        return check
    return make


_LIMIT_NAMES = {"multiple_of": "multiple_of", "less_than_equal": "le",
                "less_than": "lt", "greater_than_equal": "ge",
                "greater_than": "gt"}
_NUMBERS = {
    "multiple_of": _number("multiple_of", "Input should be a multiple of %s",
                           lambda v, n: v % n != 0),
    "le": _number("less_than_equal",
                  "Input should be less than or equal to %s",
                  lambda v, n: not v <= n),
    "lt": _number("less_than", "Input should be less than %s",
                  lambda v, n: not v < n),
    "ge": _number("greater_than_equal",
                  "Input should be greater than or equal to %s",
                  lambda v, n: not v >= n),
    "gt": _number("greater_than", "Input should be greater than %s",
                  lambda v, n: not v > n),
}


def _collection_name(value):
    for kind, name in ((list, "List"), (tuple, "Tuple"), (frozenset,
                       "Frozenset"), (set, "Set"), (dict, "Dictionary")):
        if isinstance(value, kind):
            return name
    return "Value"


def _length(limit, least):
    word = "at least" if least else "at most"

    def check(value):
        size = len(value)
        if size >= limit if least else size <= limit:
            return
        short = "short" if least else "long"
        name = "min_length" if least else "max_length"
        plural = "" if limit == 1 else "s"
        if hasattr(value, "get_secret_value"):
            value_kind = type(value.get_secret_value())
        else:
            value_kind = type(value)
        if issubclass(value_kind, str):
            fail("string_too_" + short, "String should have %s %d character%s"
                 % (word, limit, plural), value, {name: limit})
        if issubclass(value_kind, bytes):
            fail("bytes_too_" + short, "Data should have %s %d byte%s"
                 % (word, limit, plural), value, {name: limit})
        kind = _collection_name(value)
        fail("too_" + short, "%s should have %s %d item%s after validation, "
             "not %d" % (kind, word, limit, plural, size), value,
             {"field_type": kind, name: limit, "actual_length": size})
    return check


def _pattern(pattern):
    import re
    compiled = re.compile(pattern)
    shown = compiled.pattern

    def check(value):
        if compiled.search(value) is None:
            fail("string_pattern_mismatch", "String should match pattern '%s'"
                 % shown, value, {"pattern": shown})
    return check


def _digits(number):
    sign, digits, exponent = number.as_tuple()
    count = len(digits)
    if exponent >= 0:
        return count + exponent, 0
    return max(count, -exponent), -exponent


def _max_digits(limit):
    def check(value):
        if _digits(value)[0] > limit:
            fail("decimal_max_digits", "Decimal input should have no more than "
                 "%d digit%s in total" % (limit, "" if limit == 1 else "s"),
                 value, {"max_digits": limit})
    return check


def _decimal_places(limit):
    def check(value):
        if _digits(value)[1] > limit:
            fail("decimal_max_places", "Decimal input should have no more than "
                 "%d decimal place%s" % (limit, "" if limit == 1 else "s"),
                 value, {"decimal_places": limit})
    return check


def _finite(allowed):
    def check(value):
        if not allowed and isinstance(value, float) and (
                value != value or value in (float("inf"), float("-inf"))):
            fail("finite_number", "Input should be a finite number", value)
    return check


_OTHERS = {
    "min_length": lambda n: _length(n, True),
    "max_length": lambda n: _length(n, False),
    "pattern": _pattern,
    "max_digits": _max_digits,
    "decimal_places": _decimal_places,
    "allow_inf_nan": _finite,
}


def with_limits(inner, limits):
    """`inner` and then the limits, given by their names in `Field()`."""
    for old, new in (("min_items", "min_length"), ("max_items", "max_length"),
                     ("regex", "pattern")):
        if limits.get(old) is not None:
            limits[new] = limits[old]
    strict = limits.get("strict")
    if strict is not None:
        inner = with_strict(inner, strict)
    changes = [name for name in TEXT if limits.get(name)]
    if changes:
        inner = _with_text(inner, changes)
    checks = []
    for name in _ORDER:
        limit = limits.get(name)
        if limit is not None:
            make = _NUMBERS.get(name) or _OTHERS[name]
            checks.append(make(limit))
    if not checks:
        return inner

    def check(value, state):
        result = inner(value, state)
        if result is None:
            return result
        for limit in checks:
            try:
                limit(result)
            except Invalid as invalid:
                invalid.lines[0][3] = value
                raise
        return result
    return check


def with_strict(inner, strict):
    def check(value, state):
        before = state.strict
        state.strict = strict
        try:
            return inner(value, state)
        finally:
            state.strict = before
    return check


def _with_text(inner, changes):
    def check(value, state):
        result = inner(value, state)
        if isinstance(result, str):
            if "strip_whitespace" in changes:
                result = result.strip()
            if "to_lower" in changes:
                result = result.lower()
            if "to_upper" in changes:
                result = result.upper()
        return result
    return check


def guarded(function, value, *args):
    """Calls a project's function on `value`; what it raises becomes a line of
    the report."""
    from pydantic_core import ValidationError
    try:
        return function(value, *args)
    except (Invalid, PydanticOmit, PydanticUseDefault):
        raise
    except ValidationError as error:
        raise Invalid([list(line) for line in error._lines])
    except PydanticCustomError as error:
        context = dict(error.context or {})
        context["__custom__"] = True
        raise Invalid([[error.type, (), error.message(), value, context]])
    except AssertionError as error:
        raise Invalid([["assertion_error", (), "Assertion failed, %s" % error,
                        value, {"error": error}]])
    except ValueError as error:
        raise Invalid([["value_error", (), "Value error, %s" % error, value,
                        {"error": error}]])


class Handler:
    """What a wrap validator calls to go on."""

    def __init__(self, inner, state):
        self.inner = inner
        self.state = state

    def __call__(self, value, outer_location=None):
        return self.inner(value, self.state)


def with_function(inner, mode, function):
    from pydantic.functional_validators import positional_count
    wants = positional_count(function)
    told = wants < 0 or wants >= (3 if mode == "wrap" else 2)
    if wants < 0:
        told = False

    def call(value, state, *args):
        if told:
            args += (information(state),)
        return guarded(function, value, *args)

    if mode == "before":
        return lambda value, state: inner(call(value, state), state)
    if mode == "plain":
        return call
    if mode == "wrap":
        return lambda value, state: call(value, state, Handler(inner, state))

    def after(value, state):
        result = inner(value, state)
        try:
            return call(result, state)
        except Invalid as invalid:
            for line in invalid.lines:
                if not line[1] and line[3] is result:
                    line[3] = value
            raise
    return after


def information(state):
    from pydantic.functional_validators import ValidationInfo
    return ValidationInfo(state.config, state.context, state.data,
                          state.field_name,
                          "json" if state.json else "python")
