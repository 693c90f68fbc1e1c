"""Dates of ISO 8601."""
import datetime
import re

__all__ = ["parse_date", "is_iso8601", "ParseError", "UTC", "FixedOffset"]

UTC = datetime.timezone.utc
_FORM = re.compile(
    r"(\d{4})(?:-(\d{1,2})|(\d{2})(?!$))?"
    r"(?:-(\d{1,2})|(\d{2})(?!\d*$)|(\d{2})(?=$|[ T]))?"
    r"(?:[ T](\d{2})(?::?(\d{2})(?::?(\d{1,2})(?:[.,](\d+))?)?)?"
    r"(Z|([+-])(\d{2}):?(\d{2})?)?)?$")


class ParseError(ValueError):
    """Raised when there is a problem parsing a date string."""


def FixedOffset(offset_hours, offset_minutes, name):
    return datetime.timezone(
        datetime.timedelta(hours=offset_hours, minutes=offset_minutes), name)


def parse_date(datestring, default_timezone=UTC):
    try:
        found = _FORM.match(datestring)
    except TypeError as error:
        raise ParseError(error)
    if not found:
        raise ParseError("Unable to parse date string %r" % datestring)
    zone = default_timezone
    if found[11] == "Z":
        zone = UTC
    elif found[12]:
        sign = -1 if found[12] == "-" else 1
        hours, minutes = sign * int(found[13]), sign * int(found[14] or 0)
        name = "%s%02d:%02d" % (found[12], int(found[13]),
                                int(found[14] or 0))
        zone = FixedOffset(hours, minutes, name) if hours or minutes else UTC
    month = found[2] or found[3] or 1
    day = found[4] or found[5] or found[6] or 1
    fraction = int((found[10] or "0")[:6].ljust(6, "0"))
    try:
        return datetime.datetime(
            int(found[1]), int(month), int(day), int(found[7] or 0),
            int(found[8] or 0), int(found[9] or 0), fraction, zone)
    except ValueError as error:
        raise ParseError(error)


def is_iso8601(datestring):
    try:
        parse_date(datestring)
    except ParseError:
        return False
    return True
