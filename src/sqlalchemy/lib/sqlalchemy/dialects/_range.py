"""postgresql.Range: a range as a value."""

import datetime
import decimal


class Range:
    def __init__(self, lower=None, upper=None, *, bounds="[)", empty=False):
        self.lower = lower
        self.upper = upper
        self.bounds = bounds
        self.empty = empty

    @property
    def is_empty(self):
        return self.empty or (
            self.lower is not None
            and self.lower == self.upper
            and self.bounds != "[]"
        )

    @property
    def isempty(self):
        return self.is_empty

    @property
    def lower_inc(self):
        return self.bounds[0] == "["

    @property
    def lower_inf(self):
        return not self.empty and self.lower is None

    @property
    def upper_inc(self):
        return self.bounds[1] == "]"

    @property
    def upper_inf(self):
        return not self.empty and self.upper is None

    @property
    def __sa_type_engine__(self):
        """The type that a literal of it has."""
        from sqlalchemy import types
        from sqlalchemy.dialects import postgresql

        given = [b for b in (self.lower, self.upper) if b is not None]
        bound = given[0] if given else None
        if isinstance(bound, int):
            small = all(-(2**31) <= each < 2**31 for each in given)
            return postgresql.INT4RANGE() if small else postgresql.INT8RANGE()
        if isinstance(bound, (decimal.Decimal, float)):
            return postgresql.NUMRANGE()
        if isinstance(bound, datetime.datetime):
            zoned = bool(bound.tzinfo)
            return postgresql.TSTZRANGE() if zoned else postgresql.TSRANGE()
        if isinstance(bound, datetime.date):
            return postgresql.DATERANGE()
        return types.NULLTYPE

    def __bool__(self):
        return not self.empty

    def __eq__(self, other):
        if not isinstance(other, Range):
            return NotImplemented
        if self.is_empty or other.is_empty:
            return self.is_empty and other.is_empty
        return (self.lower, self.upper, self.bounds) == (
            other.lower,
            other.upper,
            other.bounds,
        )

    def __hash__(self):
        return hash((self.lower, self.upper, self.bounds, self.empty))

    def contains(self, value):
        if self.empty:
            return False
        if self.lower is not None and (
            value < self.lower or (value == self.lower and not self.lower_inc)
        ):
            return False
        return self.upper is None or not (
            value > self.upper or (value == self.upper and not self.upper_inc)
        )

    __contains__ = contains

    def _stringify(self):
        if self.empty:
            return "empty"
        lower = "" if self.lower is None else self.lower
        upper = "" if self.upper is None else self.upper
        return "%s%s,%s%s" % (self.bounds[0], lower, upper, self.bounds[1])

    def __str__(self):
        return self._stringify()

    def __repr__(self):
        return "Range(lower=%r, upper=%r, bounds=%r, empty=%r)" % (
            self.lower,
            self.upper,
            self.bounds,
            self.empty,
        )


_READERS = {
    "INT4RANGE": int,
    "INT8RANGE": int,
    "NUMRANGE": decimal.Decimal,
    "DATERANGE": datetime.date.fromisoformat,
    "TSRANGE": datetime.datetime.fromisoformat,
    "TSTZRANGE": datetime.datetime.fromisoformat,
}


def _moment(text):
    """PostgreSQL writes an offset without minutes: +00."""
    if len(text) > 3 and text[-3] in "+-":
        text += ":00"
    return text


def _parse(text, kind):
    """The value that PostgreSQL wrote for a column of that type."""
    if text == "empty":
        return Range(empty=True)
    bounds = text[0] + text[-1]
    lower, _, upper = text[1:-1].partition(",")

    def read(part):
        part = part.strip('"')
        return _READERS[kind](_moment(part) if kind.startswith("TS") else part)

    return Range(
        read(lower) if lower else None,
        read(upper) if upper else None,
        bounds=bounds,
    )
