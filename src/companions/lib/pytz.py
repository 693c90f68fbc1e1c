"""Time zones as pytz gives them, from the system's zone files."""
import datetime
import zoneinfo

__limbeck_partial__ = True
__version__ = "2026.1"


class UnknownTimeZoneError(KeyError):
    pass


class NonExistentTimeError(Exception):
    pass


class AmbiguousTimeError(Exception):
    pass


class _Zone(datetime.tzinfo):
    """A zone whose own times are those of a zoneinfo."""

    def __init__(self, name):
        self.zone = name
        self._rules = zoneinfo.ZoneInfo(name)

    def utcoffset(self, when, is_dst=None):
        return self._rules.utcoffset(when)

    def dst(self, when, is_dst=None):
        return self._rules.dst(when)

    def tzname(self, when, is_dst=None):
        return self.zone if when is None else self._rules.tzname(when)

    def fromutc(self, when):
        made = self._rules.fromutc(when.replace(tzinfo=self._rules))
        return made.replace(tzinfo=self)

    def localize(self, when, is_dst=False):
        if when.tzinfo is not None:
            raise ValueError("Not naive datetime (tzinfo is already set)")
        return when.replace(tzinfo=self)

    def normalize(self, when):
        if when.tzinfo is None:
            raise ValueError("Naive time - no tzinfo set")
        return when.astimezone(self)

    def __repr__(self):
        return "<DstTzInfo %r>" % self.zone

    def __str__(self):
        return self.zone

    def __eq__(self, other):
        return isinstance(other, _Zone) and other.zone == self.zone

    def __hash__(self):
        return hash(self.zone)


class _Utc(_Zone):
    def __init__(self):
        self.zone = "UTC"

    def utcoffset(self, when, is_dst=None):
        return datetime.timedelta(0)

    dst = utcoffset

    def tzname(self, when, is_dst=None):
        return "UTC"

    def fromutc(self, when):
        return self.localize(when.replace(tzinfo=None))

    def __repr__(self):
        return "<UTC>"


BaseTzInfo = _Zone
UTC = utc = _Utc()
_known = {"utc": UTC}


def timezone(zone):
    if zone is None:
        raise UnknownTimeZoneError(None)
    made = _known.get(zone.lower())
    if made is None:
        names = {name.lower(): name
                 for name in zoneinfo.available_timezones()}
        if zone.lower() not in names:
            raise UnknownTimeZoneError(zone)
        made = _known[zone.lower()] = _Zone(names[zone.lower()])
    return made


def FixedOffset(offset, _tzinfos={}):
    if offset == 0:
        return UTC
    return datetime.timezone(datetime.timedelta(minutes=offset))


def __getattr__(name):
    if name in ("all_timezones", "all_timezones_set"):
        names = sorted(zoneinfo.available_timezones() - {"localtime"})
        globals().update(all_timezones=names, all_timezones_set=set(names))
        return globals()[name]
    raise AttributeError("module 'pytz' has no attribute %r" % name)
