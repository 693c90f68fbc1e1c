"""Validators of dates, times and durations."""
import re
from datetime import date, datetime, time, timedelta, timezone

from pydantic_core import fail

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TIME = re.compile(r"(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?"
                   r"\s*(Z|z|[+-]\d{2}:?\d{2})?\Z")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?\Z")
_END = "unexpected extra characters at the end of the input"


class _Problem(Exception):
    pass


def _zone(text):
    if not text:
        return None
    if text in "Zz":
        return timezone.utc
    digits = text[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    if minutes >= 1440:
        raise _Problem("timezone offset must be less than 24 hours")
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _read_date(text):
    if len(text) < 10:
        raise _Problem("input is too short")
    match = _DATE.match(text)
    if match is None:
        for at in range(10):
            if at in (4, 7):
                if text[at] != "-":
                    raise _Problem("invalid date separator, expected `-`")
            elif not text[at].isdigit():
                raise _Problem("invalid character in " + (
                    "year" if at < 4 else "month" if at < 7 else "day"))
    year, month, day = (int(part) for part in match.groups())
    if not 1 <= month <= 12:
        raise _Problem("month value is outside expected range of 1-12")
    try:
        return date(year, month, day)
    except ValueError:
        raise _Problem("day value is outside expected range")


def _read_time(text):
    if len(text) < 5:
        raise _Problem("input is too short")
    match = _TIME.match(text)
    if match is None:
        raise _Problem(_END if re.match(r"\d{2}:\d{2}", text) else
                       "invalid character in hour")
    hour, minute, second, fraction, zone = match.groups()
    if int(hour) > 23:
        raise _Problem("hour value is outside expected range of 0-23")
    if int(minute) > 59:
        raise _Problem("minute value is outside expected range of 0-59")
    if int(second or 0) > 59:
        raise _Problem("second value is outside expected range of 0-59")
    micro = int(((fraction or "") + "000000")[:6])
    return time(int(hour), int(minute), int(second or 0), micro, _zone(zone))


def _from_number(number):
    if abs(number) > 20000000000:
        number = number / 1000
    return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(
        seconds=number)


def _read_datetime(text):
    text = text.strip()
    if _NUMBER.match(text):
        return _from_number(float(text) if "." in text else int(text))
    day = _read_date(text)
    if len(text) == 10:
        return datetime(day.year, day.month, day.day)
    if text[10] not in "Tt _":
        raise _Problem("invalid datetime separator, expected `T`, `t`, `_` or "
                       "space")
    return datetime.combine(day, _read_time(text[11:]))


def datetime_value(value, state):
    if isinstance(value, datetime):
        return value
    if not state.strict or state.json:
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day)
        if isinstance(value, bytes):
            value = value.decode("utf-8", "replace")
        if isinstance(value, str):
            try:
                return _read_datetime(value)
            except _Problem as problem:
                # A text that begins with no full date is judged as a date.
                kind = "datetime_from_date_parsing"
                words = "a valid datetime or date"
                error = str(problem)
                if len(value.strip()) > 10 and _DATE.match(value.strip()):
                    error = _END
                fail(kind, "Input should be %s, %s" % (words, error), value,
                     {"error": error})
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return _from_number(value)
    fail("datetime_type", "Input should be a valid datetime", value)


def date_value(value, state):
    if type(value) is date:
        return value
    if not state.strict or state.json:
        if isinstance(value, bytes):
            value = value.decode("utf-8", "replace")
        moment = value
        if isinstance(value, str):
            try:
                moment = _read_datetime(value)
            except _Problem as problem:
                fail("date_from_datetime_parsing", "Input should be a valid "
                     "date or datetime, %s" % problem, value,
                     {"error": str(problem)})
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            moment = _from_number(value)
        if isinstance(moment, datetime):
            if moment.time() != time(0):
                fail("date_from_datetime_inexact", "Datetimes provided to "
                     "dates should have zero time - e.g. be exact dates",
                     value)
            return moment.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    fail("date_type", "Input should be a valid date", value)


def time_value(value, state):
    if isinstance(value, time):
        return value
    if not state.strict or state.json:
        if isinstance(value, str):
            try:
                return _read_time(value)
            except _Problem as problem:
                fail("time_parsing", "Input should be in a valid time format, "
                     "%s" % problem, value, {"error": str(problem)})
        if isinstance(value, (int, float)) and not isinstance(value, bool) \
                and 0 <= value < 86400:
            return _from_number(value).timetz()
    fail("time_type", "Input should be a valid time", value)


_CLOCK = re.compile(r"([+-])?(?:(\d+) ?d(?:ays?)?,? ?)?"
                    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?\Z", re.I)
_DAYS = re.compile(r"([+-])?(\d+) ?d(?:ays?)?\Z", re.I)
_ISO = re.compile(r"([+-])?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)W)?"
                  r"(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?"
                  r"(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?\Z")


def _read_duration(text):
    match = _CLOCK.match(text)
    if match:
        sign, days, hours, minutes, seconds, fraction = match.groups()
        result = timedelta(days=int(days or 0), hours=int(hours),
                           minutes=int(minutes), seconds=int(seconds or 0),
                           microseconds=int(((fraction or "") + "000000")[:6]))
        return -result if sign == "-" else result
    match = _DAYS.match(text)
    if match:
        result = timedelta(days=int(match.group(2)))
        return -result if match.group(1) == "-" else result
    match = _ISO.match(text)
    if match and len(text) > 1:
        sign, years, months, weeks, days, hours, minutes, seconds = \
            match.groups()
        result = timedelta(
            days=int(years or 0) * 365 + int(months or 0) * 30
            + float(weeks or 0) * 7 + float(days or 0),
            hours=float(hours or 0), minutes=float(minutes or 0),
            seconds=float(seconds or 0))
        return -result if sign == "-" else result
    return None


def timedelta_value(value, state):
    if isinstance(value, timedelta):
        return value
    if not state.strict or state.json:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return timedelta(seconds=value)
        if isinstance(value, str):
            text = value.strip()
            if _NUMBER.match(text):
                return timedelta(seconds=float(text))
            result = _read_duration(text)
            if result is None:
                problem = "invalid digit in duration"
                fail("time_delta_parsing", "Input should be a valid timedelta, "
                     + problem, value, {"error": problem})
            return result
    fail("time_delta_type", "Input should be a valid timedelta", value)
