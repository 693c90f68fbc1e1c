"""Reading dates by a format: datetime.strptime and time.strptime.

A format becomes one regular expression, kept for the next call; what it finds
is put together as https://docs.python.org/3/library/datetime.html tells."""

import re
import time
from datetime import date, timedelta, timezone

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july",
           "august", "september", "october", "november", "december")


def _either(words):
    return "|".join(sorted(words, key=len, reverse=True))


_PATTERNS = {
    "d": r"(?P<d>3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9])",
    "f": r"(?P<f>[0-9]{1,6})",
    "H": r"(?P<H>2[0-3]|[0-1]\d|\d| \d)",
    "k": r"(?P<H>2[0-3]|[0-1]\d|\d| \d)",
    "I": r"(?P<I>1[0-2]|0[1-9]|[1-9]| [1-9])",
    "G": r"(?P<G>\d\d\d\d)",
    "j": r"(?P<j>36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])",
    "m": r"(?P<m>1[0-2]|0[1-9]|[1-9])",
    "M": r"(?P<M>[0-5]\d|\d)",
    "S": r"(?P<S>6[0-1]|[0-5]\d|\d)",
    "U": r"(?P<U>5[0-3]|[0-4]\d|\d)",
    "W": r"(?P<W>5[0-3]|[0-4]\d|\d)",
    "w": r"(?P<w>[0-6])",
    "u": r"(?P<u>[1-7])",
    "V": r"(?P<V>5[0-3]|0[1-9]|[1-4]\d|\d)",
    "y": r"(?P<y>\d\d)",
    "Y": r"(?P<Y>\d\d\d\d)",
    "z": r"(?P<z>[+-]\d\d:?[0-5]\d(:?[0-5]\d(\.\d{1,6})?)?|(?-i:Z))",
    "A": "(?P<A>" + _either(_DAYS) + ")",
    "a": "(?P<a>" + _either(day[:3] for day in _DAYS) + ")",
    "B": "(?P<B>" + _either(_MONTHS) + ")",
    "b": "(?P<b>" + _either(month[:3] for month in _MONTHS) + ")",
    "p": "(?P<p>am|pm)",
    "%": "%",
}
_COMPOSED = {"c": "%a %b %d %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S",
             "D": "%m/%d/%y", "T": "%H:%M:%S", "R": "%H:%M", "F": "%Y-%m-%d",
             "r": "%I:%M:%S %p", "h": "%b"}
_COMPOSED_TODAY = ("c", "x", "X")  # those that CPython reads, too

_compiled = {}


def _zones():
    names = {"utc", "gmt"}
    names.update(name.lower() for name in time.tzname)
    return "(?P<Z>" + _either(re.escape(name) for name in names if name) + ")"


def _pattern(format):
    out = []
    i = 0
    while i < len(format):
        c = format[i]
        i += 1
        if c == "%":
            if i == len(format):
                raise ValueError("stray %% in format '%s'" % format)
            code = format[i]
            i += 1
            if code == "Z":
                out.append(_zones())
            elif code in _COMPOSED_TODAY:
                out.append(_pattern(_COMPOSED[code]))
            elif code in _PATTERNS:
                out.append(_PATTERNS[code])
            else:
                raise ValueError("'%s' is a bad directive in format '%s'" % (code, format))
        elif c.isspace():
            while i < len(format) and format[i].isspace():
                i += 1
            out.append(r"\s+")
        else:
            out.append(re.escape(c))
    return "".join(out)


def _compile(format):
    found = _compiled.get(format)
    if found is None:
        if len(_compiled) > 50:
            _compiled.clear()
        text = _pattern(format)
        try:
            found = _compiled[format] = re.compile(text, re.IGNORECASE)
        except re.error as error:
            if "redefinition" in str(error) or "two named" in str(error):
                raise re.error(str(error)) from None
            raise
    return found


def _week_to_yday(year, week, weekday, monday_first):
    first_weekday = date(year, 1, 1).weekday()
    if not monday_first:
        first_weekday = (first_weekday + 1) % 7
        weekday = (weekday + 1) % 7
    before = (7 - first_weekday) % 7
    if week == 0:
        return 1 + weekday - first_weekday
    return 1 + before + 7 * (week - 1) + weekday


def _offset(text):
    """Seconds and microseconds that %z read."""
    if text == "Z":
        return 0, 0
    if text[3] == ":":
        text = text[:3] + text[4:]
        if len(text) > 5:
            if text[5] != ":":
                raise ValueError("Inconsistent use of : in " + text[:3] + ":" + text[3:])
            text = text[:5] + text[6:]
    seconds = int(text[1:3]) * 3600 + int(text[3:5]) * 60 + int(text[5:7] or 0)
    micro = int((text[8:] + "000000")[:6])
    if text[0] == "-":
        return -seconds, -micro
    return seconds, micro


class _Result:
    year = iso_year = month = day = weekday = None
    hour = minute = second = fraction = 0
    yday = week = iso_week = None
    monday_first = False
    zone = None
    offset = None
    offset_fraction = 0
    dst = -1


def _read(found):
    r = _Result()
    r.month = r.day = 1
    afternoon = None
    for key, text in found.groupdict().items():
        if text is None:
            continue
        if key == "y":
            r.year = int(text)
            r.year += 2000 if r.year <= 68 else 1900
        elif key == "Y":
            r.year = int(text)
        elif key == "G":
            r.iso_year = int(text)
        elif key == "m":
            r.month = int(text)
        elif key == "B":
            r.month = _MONTHS.index(text.lower()) + 1
        elif key == "b":
            r.month = [name[:3] for name in _MONTHS].index(text.lower()) + 1
        elif key == "d":
            r.day = int(text)
        elif key == "H":
            r.hour = int(text)
        elif key == "I":
            r.hour = int(text)
            half = (found.groupdict().get("p") or "").lower()
            if half in ("", "am"):
                if r.hour == 12:
                    r.hour = 0
            elif r.hour != 12:
                r.hour += 12
        elif key == "M":
            r.minute = int(text)
        elif key == "S":
            r.second = int(text)
        elif key == "f":
            r.fraction = int((text + "000000")[:6])
        elif key == "A":
            r.weekday = _DAYS.index(text.lower())
        elif key == "a":
            r.weekday = [name[:3] for name in _DAYS].index(text.lower())
        elif key == "w":
            r.weekday = (int(text) - 1) % 7
        elif key == "u":
            r.weekday = int(text) - 1
        elif key == "j":
            r.yday = int(text)
        elif key == "U" or key == "W":
            r.week = int(text)
            r.monday_first = key == "W"
        elif key == "V":
            r.iso_week = int(text)
        elif key == "z":
            r.offset, r.offset_fraction = _offset(text)
        elif key == "Z":
            r.zone = text
            name = text.lower()
            for position, own in enumerate(time.tzname):
                if own.lower() == name and name not in ("utc", "gmt"):
                    if time.tzname[0] == time.tzname[1] and time.daylight:
                        break
                    r.dst = position
                    break
            else:
                r.dst = 0
    return r


def _check_iso(r, format):
    if r.iso_year is not None:
        if r.yday is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with "
                             "ISO year directive '%G'. Use '%Y' instead.")
        if r.iso_week is None or r.weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive "
                             "'%V' and a weekday directive ('%A', '%a', '%w', or '%u').")
    elif r.iso_week is not None:
        if r.year is None or r.weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive "
                             "'%G' and a weekday directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive "
                         "'%Y'. Use the ISO year '%G' instead.")


def _parse(text, format):
    pattern = _compile(format)
    found = pattern.match(text)
    if found is None:
        raise ValueError("time data %r does not match format %r" % (text, format))
    if found.end() != len(text):
        raise ValueError("unconverted data remains: %s" % text[found.end():])
    r = _read(found)
    _check_iso(r, format)
    leap = False
    if r.year is None and r.iso_year is None:
        if r.month == 2 and r.day == 29:
            r.year = 1904
            leap = True
        else:
            r.year = 1900
    if r.yday is None and r.weekday is not None:
        if r.week is not None:
            r.yday = _week_to_yday(r.year, r.week, r.weekday, r.monday_first)
        elif r.iso_year is not None:
            day = date.fromisocalendar(r.iso_year, r.iso_week, r.weekday + 1)
            r.year, r.month, r.day = day.year, day.month, day.day
            r.yday = day.timetuple().tm_yday
        if r.yday is not None and r.yday <= 0:
            r.year -= 1
            r.yday += 366 if r.year % 4 == 0 and (r.year % 100 != 0 or r.year % 400 == 0) else 365
    if r.yday is None:
        r.yday = date(r.year, r.month, r.day).toordinal() - date(r.year, 1, 1).toordinal() + 1
    else:
        day = date.fromordinal(r.yday - 1 + date(r.year, 1, 1).toordinal())
        r.year, r.month, r.day = day.year, day.month, day.day
    if r.weekday is None:
        r.weekday = date(r.year, r.month, r.day).weekday()
    if leap:
        r.year = 1900
    return r


def _strptime_time(text, format="%a %b %d %H:%M:%S %Y"):
    r = _parse(text, format)
    return time.struct_time(
        (r.year, r.month, r.day, r.hour, r.minute, r.second, r.weekday, r.yday, r.dst),
        r.zone, r.offset)


def _strptime_datetime(cls, text, format):
    r = _parse(text, format)
    arguments = (r.year, r.month, r.day, r.hour, r.minute, r.second, r.fraction)
    if r.offset is not None:
        delta = timedelta(seconds=r.offset, microseconds=r.offset_fraction)
        arguments += (timezone(delta, r.zone) if r.zone else timezone(delta),)
    return cls(*arguments)
