"""time.struct_time."""


class struct_time(tuple):
    def __new__(cls, items, zone="", offset=0):
        self = tuple.__new__(cls, items)
        self.tm_zone = zone
        self.tm_gmtoff = offset
        return self

    tm_year = property(lambda self: self[0])
    tm_mon = property(lambda self: self[1])
    tm_mday = property(lambda self: self[2])
    tm_hour = property(lambda self: self[3])
    tm_min = property(lambda self: self[4])
    tm_sec = property(lambda self: self[5])
    tm_wday = property(lambda self: self[6])
    tm_yday = property(lambda self: self[7])
    tm_isdst = property(lambda self: self[8])

    def __repr__(self):
        return "time.struct_time(%s)" % ", ".join(
            "tm_%s=%r" % pair for pair in zip(
                ("year", "mon", "mday", "hour", "min", "sec", "wday", "yday", "isdst"), self))


struct_time.__module__ = "time"


class IsoCalendarDate(tuple):
    """What date.isocalendar() gives."""

    def __new__(cls, year, week, weekday):
        return tuple.__new__(cls, (year, week, weekday))

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return "datetime.IsoCalendarDate(year=%d, week=%d, weekday=%d)" % self


IsoCalendarDate.__module__ = "datetime"
