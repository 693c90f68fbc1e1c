# zoneinfo and calendar.
from datetime import datetime, timedelta, timezone, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones
import calendar, zoneinfo, copy
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
for key in ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "Australia/Lord_Howe", "Europe/Dublin", "America/Sao_Paulo", "Pacific/Apia"):
    z = ZoneInfo(key)
    print(z, repr(z), z.key, z is ZoneInfo(key))
    for year in (1890, 1945, 1970, 1999, 2021, 2037, 2050, 2500):
        for month, day in ((1, 1), (3, 28), (4, 4), (7, 1), (10, 31), (11, 7)):
            for fold in (0, 1):
                d = datetime(year, month, day, 2, 30, tzinfo=z, fold=fold)
                print(d.isoformat(), d.tzname(), d.dst() if year > 1970 and key != "Europe/Dublin" else "", end="|")
            u = datetime(year, month, day, 0, 30, tzinfo=timezone.utc).astimezone(z)
            print(u.isoformat(), u.fold)
b = ZoneInfo("Europe/Berlin")
start = datetime(2021, 10, 31, 0, 0, tzinfo=timezone.utc)
for i in range(5): d = (start + timedelta(minutes=30 * i)).astimezone(b); print(d, d.fold, d.astimezone(timezone.utc))
start = datetime(2045, 3, 26, 0, 0, tzinfo=timezone.utc)
for i in range(5): d = (start + timedelta(minutes=30 * i)).astimezone(b); print(d, d.fold, d.utcoffset())
print(datetime(2021, 7, 1, tzinfo=b) - datetime(2021, 1, 1, tzinfo=b), datetime(2021, 7, 1, tzinfo=b).timestamp(), datetime(2021, 7, 1, 12, tzinfo=b) == datetime(2021, 7, 1, 10, tzinfo=timezone.utc))
print(time(3, tzinfo=b).utcoffset(), time(3, tzinfo=ZoneInfo("UTC")).utcoffset(), b.utcoffset(None), datetime.now(b).tzinfo is b)
t(lambda: ZoneInfo("No/Such")); t(lambda: ZoneInfo("/etc/passwd")); t(lambda: ZoneInfo("../x")); t(lambda: ZoneInfo("a//b")); t(lambda: b.fromutc(datetime(2020, 1, 1))); t(lambda: b.fromutc(3))
print(issubclass(ZoneInfoNotFoundError, KeyError), "Europe/Berlin" in available_timezones(), copy.deepcopy(b) is b, ZoneInfo.no_cache("UTC") is ZoneInfo("UTC"))
print(calendar.isleap(2000), calendar.isleap(1900), calendar.leapdays(1900, 2001), calendar.weekday(2024, 2, 29), calendar.monthrange(2024, 2), calendar.monthcalendar(2021, 2), calendar.timegm((2021, 1, 2, 3, 4, 5)))
print(calendar.month(2021, 5)); print(calendar.calendar(2022, m=4)); print(calendar.TextCalendar(6).formatmonth(2024, 9, w=3, l=1)); print(calendar.weekheader(3), list(calendar.day_abbr), calendar.month_name[3], calendar.MONDAY, calendar.January if hasattr(calendar, "January") else calendar.JANUARY)
print([str(d) for d in calendar.Calendar(0).itermonthdates(2021, 2)][-3:], list(calendar.Calendar(6).itermonthdays2(2021, 2))[:4])
t(lambda: calendar.monthrange(2021, 13)); t(lambda: calendar.setfirstweekday(8))
