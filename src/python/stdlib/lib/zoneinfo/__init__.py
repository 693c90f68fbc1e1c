"""Time zones of the system's database: https://docs.python.org/3/library/zoneinfo.html

A file's transitions are kept in UTC with the offset before and after each; what
comes after the last follows the rule in the file's footer."""

import os
from bisect import bisect_right
from datetime import datetime, timedelta, tzinfo

__all__ = ["ZoneInfo", "reset_tzpath", "available_timezones", "TZPATH", "ZoneInfoNotFoundError",
           "InvalidTZPathWarning"]

_EPOCH = datetime(1970, 1, 1).toordinal()


class ZoneInfoNotFoundError(KeyError):
    pass


class InvalidTZPathWarning(RuntimeWarning):
    pass


TZPATH = ()


def reset_tzpath(to=None):
    global TZPATH
    if to is None:
        given = os.environ.get("PYTHONTZPATH")
        to = given.split(os.pathsep) if given else (
            "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
    elif isinstance(to, (str, bytes)):
        raise TypeError("tzpath must be a list or tuple, not <class 'str'>: %r" % (to,))
    TZPATH = tuple(path for path in to if os.path.isabs(path))


reset_tzpath()


def _check_key(key):
    if os.path.isabs(key):
        raise ValueError("ZoneInfo keys may not be absolute paths, got: %s" % key)
    if os.path.normpath(key) != key:
        raise ValueError("ZoneInfo keys must be normalized relative paths, got: %s" % key)
    if key.startswith(".."):
        raise ValueError("ZoneInfo keys must refer to subdirectories of TZPATH, got: %s" % key)


def _load(key):
    _check_key(key)
    for folder in TZPATH:
        path = os.path.join(folder, key)
        if os.path.isfile(path):
            with open(path, "rb") as file:
                return file.read()
    raise ZoneInfoNotFoundError("No time zone found with key %s" % key)


class _Type:
    """One kind of local time: offset, dst and name."""

    __slots__ = ("offset", "is_dst", "name", "utcoff", "dst")

    def __init__(self, offset, is_dst, name, dst=None):
        self.offset = offset
        self.is_dst = is_dst
        self.name = name
        self.utcoff = timedelta(seconds=offset)
        self.dst = timedelta(0) if dst is None else timedelta(seconds=dst)


def _number(data, at, size):
    return int.from_bytes(data[at:at + size], "big", signed=True)


class _Data:
    """What one file says."""

    def __init__(self, data):
        if data[:4] != b"TZif":
            raise ValueError("Invalid TZif file: magic not found")
        at, size = 0, 4
        if data[4:5] != b"\0":
            at, size = self._end(data, 0, 4), 8
        isut, isstd, leap, times, types, chars = (_number(data, at + 20 + 4 * i, 4) for i in range(6))
        at += 44
        self.transitions = [_number(data, at + size * i, size) for i in range(times)]
        at += size * times
        indices = data[at:at + times]
        at += times
        raw = [(_number(data, at + 6 * i, 4), data[at + 6 * i + 4], data[at + 6 * i + 5])
               for i in range(types)]
        at += 6 * types
        names = data[at:at + chars]
        at += chars + leap * (size + 4) + isstd + isut
        self.types = [_Type(offset, dst, names[where:names.index(b"\0", where)].decode())
                      for offset, dst, where in raw]
        self.after = [self.types[i] for i in indices]
        self._settle_dst(indices)
        self.first = next((kind for kind in self.types if not kind.is_dst), self.types[0])
        footer = data[at:].strip(b"\n").decode() if size == 8 else ""
        self.rule = _Rule(footer) if footer else None
        # The local clock at each transition, as read before and after it.
        self.walls = ([], [])
        before = self.first
        for moment, kind in zip(self.transitions, self.after):
            low, high = sorted((before.offset, kind.offset))
            self.walls[0].append(moment + high)
            self.walls[1].append(moment + low)
            before = kind
        self.fixed = not self.transitions and (self.rule is None or self.rule.dst is None)

    def _end(self, data, at, size):
        isut, isstd, leap, times, types, chars = (_number(data, at + 20 + 4 * i, 4) for i in range(6))
        return at + 44 + times * (size + 1) + types * 6 + chars + leap * (size + 4) + isstd + isut

    def _settle_dst(self, indices):
        """Files say that time is dst, not by how much: by the standard time next to it."""
        known = {}
        for i in range(1, len(indices)):
            one, other = self.types[indices[i - 1]], self.types[indices[i]]
            if other.is_dst and not one.is_dst and indices[i] not in known:
                amount = other.offset - one.offset
                if amount:
                    known[indices[i]] = amount
        for i in range(len(indices) - 1):
            one, other = self.types[indices[i]], self.types[indices[i + 1]]
            if one.is_dst and not other.is_dst and indices[i] not in known:
                amount = one.offset - other.offset
                if amount:
                    known[indices[i]] = amount
        for i, kind in enumerate(self.types):
            if kind.is_dst:
                kind.dst = timedelta(seconds=known.get(i, 3600))

    def at_wall(self, seconds, fold):
        walls = self.walls[fold]
        place = bisect_right(walls, seconds)
        if place == len(walls) and self.rule is not None:
            return self.rule.at_wall(seconds, fold)
        return self.after[place - 1] if place else self.first

    def at_utc(self, seconds):
        """The kind of time, and whether the clock passes this hour again."""
        place = bisect_right(self.transitions, seconds)
        if place == len(self.transitions) and self.rule is not None:
            kind, fold = self.rule.at_utc(seconds)
            if place and not fold:
                before = self.after[place - 2] if place > 1 else self.first
                fold = seconds - self.transitions[-1] < before.offset - kind.offset
            return kind, fold
        if not place:
            return self.first, False
        kind = self.after[place - 1]
        before = self.after[place - 2] if place > 1 else self.first
        return kind, seconds - self.transitions[place - 1] < before.offset - kind.offset


class _Rule:
    """A footer such as CET-1CEST,M3.5.0,M10.5.0/3 (POSIX TZ)."""

    def __init__(self, text):
        parts = text.split(",")
        name, offset, rest = self._zone(parts[0])
        self.standard = _Type(offset, False, name)
        self.dst = None
        if rest:
            name, dst, _ = self._zone(rest, offset + 3600)
            self.dst = _Type(dst, True, name, dst - offset)
            self.start, self.end = (self._day(part) for part in parts[1:3])

    @staticmethod
    def _zone(text, default=0):
        if text[0] == "<":
            end = text.index(">")
            name, text = text[1:end], text[end + 1:]
        else:
            end = 0
            while end < len(text) and text[end].isalpha():
                end += 1
            name, text = text[:end], text[end:]
        end = 0
        while end < len(text) and text[end] in "+-:0123456789":
            end += 1
        if not end:
            return name, default, text
        return name, -_clock(text[:end]), text[end:]

    @staticmethod
    def _day(text):
        day, _, clock = text.partition("/")
        return day, _clock(clock) if clock else 7200

    def _moment(self, year, rule):
        """The local clock's seconds at which the rule strikes."""
        day, clock = rule
        first = datetime(year, 1, 1).toordinal() - _EPOCH
        if day[0] == "M":
            month, week, weekday = map(int, day[1:].split("."))
            start = datetime(year, month, 1).toordinal()
            length = (datetime(year + month // 12, month % 12 + 1, 1).toordinal() if (year, month) != (9999, 12)
                      else start + 31) - start
            offset = (weekday - start) % 7 + 7 * (week - 1)
            if offset >= length:
                offset -= 7
            days = start - _EPOCH + offset
        elif day[0] == "J":
            number = int(day[1:])
            leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
            days = first + number - 1 + (leap and number > 59)
        else:
            days = first + int(day)
        return days * 86400 + clock

    def _edges(self, year):
        return self._moment(year, self.start), self._moment(year, self.end)

    def at_wall(self, seconds, fold):
        if self.dst is None:
            return self.standard
        start, end = self._edges((datetime(1970, 1, 1) + timedelta(seconds=seconds)).year)
        shift = self.dst.offset - self.standard.offset
        if fold == (shift >= 0):
            end -= shift
        else:
            start += shift
        if start < end:
            inside = start <= seconds < end
        else:
            inside = not end <= seconds < start
        return self.dst if inside else self.standard

    def at_utc(self, seconds):
        if self.dst is None:
            return self.standard, False
        year = (datetime(1970, 1, 1) + timedelta(seconds=seconds + self.standard.offset)).year
        start, end = self._edges(year)
        start -= self.standard.offset
        end -= self.dst.offset
        inside = start <= seconds < end if start < end else not end <= seconds < start
        shift = self.dst.offset - self.standard.offset
        last = end if shift >= 0 else start
        return (self.dst if inside else self.standard), last <= seconds < last + abs(shift)


def _clock(text):
    sign = -1 if text[0] == "-" else 1
    seconds = 0
    for part, unit in zip(text.lstrip("+-").split(":"), (3600, 60, 1)):
        seconds += int(part) * unit
    return sign * seconds


def _wall(dt):
    return (dt.toordinal() - _EPOCH) * 86400 + dt.hour * 3600 + dt.minute * 60 + dt.second


class ZoneInfo(tzinfo):
    _cache = {}

    def __init_subclass__(cls):
        cls._cache = {}

    def __new__(cls, key):
        found = cls._cache.get(key)
        if found is None:
            found = cls._cache[key] = cls.no_cache(key)
        return found

    @classmethod
    def no_cache(cls, key):
        self = tzinfo.__new__(cls)
        self._key = key
        self._data = _Data(_load(key))
        return self

    @classmethod
    def from_file(cls, file, /, key=None):
        self = tzinfo.__new__(cls)
        self._key = key
        self._data = _Data(file.read())
        self._file = repr(file)
        return self

    @classmethod
    def clear_cache(cls, *, only_keys=None):
        if only_keys is None:
            cls._cache.clear()
        else:
            for key in only_keys:
                cls._cache.pop(key, None)

    @property
    def key(self):
        return self._key

    def _kind(self, dt):
        if dt is None:
            return self._data.first if self._data.fixed else None
        return self._data.at_wall(_wall(dt), dt.fold)

    def utcoffset(self, dt, /):
        kind = self._kind(dt)
        return None if kind is None else kind.utcoff

    def dst(self, dt, /):
        kind = self._kind(dt)
        return None if kind is None else kind.dst

    def tzname(self, dt, /):
        kind = self._kind(dt)
        return None if kind is None else kind.name

    def fromutc(self, dt, /):
        if not isinstance(dt, datetime):
            raise TypeError("fromutc: argument must be a datetime")
        if dt.tzinfo is not self:
            raise ValueError("fromutc: dt.tzinfo is not self")
        kind, fold = self._data.at_utc(_wall(dt))
        return (dt + kind.utcoff).replace(fold=int(fold))

    def __repr__(self):
        if self._key is not None:
            return "%s.%s(key=%r)" % (type(self).__module__, type(self).__qualname__, self._key)
        return "%s.%s.from_file(%s)" % (type(self).__module__, type(self).__qualname__, self._file)

    def __str__(self):
        return self._key if self._key is not None else repr(self)

    def __reduce__(self):
        return type(self), (self._key,)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def available_timezones():
    found = set()
    for root in TZPATH:
        for folder, folders, files in os.walk(root):
            if folder == root:
                for name in ("right", "posix"):
                    if name in folders:
                        folders.remove(name)
            for file in files:
                path = os.path.join(folder, file)
                key = os.path.relpath(path, root)
                if key in found or key in ("posixrules", "localtime"):
                    continue
                try:
                    with open(path, "rb") as opened:
                        if opened.read(4) == b"TZif":
                            found.add(key)
                except (OSError, ValueError):
                    pass
    return found
