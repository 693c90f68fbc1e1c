# datetime: making, arithmetic, text and refusals of every type.
import datetime as d
from datetime import *
def t(s):
    try: print(s, '->', repr(eval(s, globals())))
    except BaseException as e: print(s, '!!', type(e).__name__, e)
for s in '''date(2020)
date(2020,1,1,1)
date(2020,1,day=1,x=1)
date(2020,1,1,day=1)
date('2020',1,1)
date(2020,1.0,1)
date(0,1,1)
date(2020,13,1)
date(2020,2,30)
date(2**40,1,1)
date(2**70,1,1)
time(24)
time(1,60)
time(1,1,60)
time(1,1,1,10**6)
time(1,tzinfo=3)
time(fold=2)
time(1,2,3,4,None,0)
datetime(1,1,1,tzinfo=3)
datetime(1,1)
datetime()
datetime(1,1,1,1,1,1,1,None,0)
timedelta('1')
timedelta(1,2,3,4,5,6,7,8)
timedelta(x=1)
timedelta(days=10**9)
timedelta(days=10**30)
timedelta(days=float('nan'))
timedelta(days=float('inf'))
timedelta(1)/0
timedelta(1)//0
timedelta(1)/0.0
timedelta(1)/timedelta(0)
timedelta(1)//timedelta(0)
timedelta(1)%timedelta(0)
divmod(timedelta(1),timedelta(0))
timedelta(1)*float('nan')
timedelta(1)*float('inf')
timedelta(1)+1
1+timedelta(1)
timedelta(1)<1
timedelta(1)*'a'
date(1,1,1)-timedelta(1)
date(1,1,1)<1
date(1,1,1)<datetime(1,1,1)
datetime(1,1,1)<date(1,1,1)
datetime(1,1,1)-timedelta(1)
datetime(1,1,1)-date(1,1,1)
date(1,1,1)-datetime(1,1,1)
datetime(1,1,1)-datetime(1,1,1,tzinfo=timezone.utc)
datetime(1,1,1)<datetime(1,1,1,tzinfo=timezone.utc)
time(1)<time(1,tzinfo=timezone.utc)
timezone(timedelta(1))
timezone(1)
timezone(timedelta(0))
timezone(timedelta(0),'x')
timezone(timedelta(hours=1),name=3)
timezone()
timezone.utc.utcoffset(3)
timezone(timedelta(seconds=3661,microseconds=5)).tzname(None)
date.fromisoformat('x')
date.fromisoformat(3)
date.fromisoformat('2020-W54-1')
date.fromisoformat('2020-W53-8')
date.fromisoformat('2020-02-30')
datetime.fromisoformat('2020-01-01T25')
datetime.fromisoformat('2020-01-01T24:00')
time.fromisoformat('25')
time.fromisoformat('12:3')
date.fromordinal(0)
date.fromordinal(10**9)
date.fromisocalendar(2020,60,1)
date.fromisocalendar(2020,1,9)
date.fromisocalendar(0,1,9)
datetime.combine(1,2)
datetime.combine(date(1,1,1),2)
datetime.fromtimestamp('a')
datetime.fromtimestamp(1e20)
datetime.fromtimestamp(10**15)
date.fromtimestamp(10**15)
datetime.fromtimestamp(float('nan'))
datetime.now(3)
datetime(1,1,1).astimezone(3)
tzinfo().utcoffset(None)
tzinfo().fromutc(3)
tzinfo().fromutc(datetime(1,1,1))
datetime(1,1,1).isoformat(timespec='x')
datetime(1,1,1).isoformat(3)
datetime(1,1,1).isoformat('ab')
date(1,1,1).strftime(3)
format(date(1,1,1),'')
date(1,1,1).__format__(3)
date(1,1,1).replace(month=13)
date(1,1,1).year.real
date(1,1,1).isocalendar()
date(1,1,1).timetuple()
datetime(2020,1,1,tzinfo=timezone.utc).utctimetuple()
datetime.strptime('x','%Y')
datetime.strptime('2020x','%Y')
datetime.strptime('2020','%Q')
datetime.strptime(3,'%Q')
datetime.strptime('20','%d%')
datetime.max+timedelta(1)
date.max+timedelta(1)
date.today().foo
datetime(2020,1,2,3,4,5,6,tzinfo=timezone(timedelta(hours=-3,minutes=-30))).strftime('%z %:z %Z %f %s %c %x %X %p %I %j %U %W %V %u %w %e %D %T %R %h %n')
datetime(2020,1,2).strftime('%z|%Z|%:z|%q|%')
d.UTC
date.min, date.max, date.resolution, datetime.min, datetime.max, time.min, time.max, time.resolution, timedelta.min, timedelta.max, timedelta.resolution
d.MINYEAR, d.MAXYEAR, d.__all__
str(timedelta(days=-1,seconds=5)), repr(timedelta(0)), str(timedelta(2,3,4)), repr(timedelta(-1,2,3))
abs(timedelta(-1,2,3)), -timedelta(1), +timedelta(1), timedelta(1)*2.5, 3*timedelta(1), timedelta(5)/2, timedelta(5)//2, timedelta(5)/timedelta(2), timedelta(5)%timedelta(2)
date(1,1,1).x
setattr(date(1,1,1),'year',3)
date(1,1,1).__class__, type(date(1,1,1)).__mro__
datetime.__mro__, timezone.__mro__
hash(timedelta(1))
date(1,1,1)+1
date(1,1,1)+date(1,1,1)
time(1)+timedelta(1)
datetime(1,1,1)+datetime(1,1,1)
date(1,1,1)[0]
len(date(1,1,1))
date.fromisoformat('2020-1-1')
datetime(2020,1,1,1,1,1,tzinfo=timezone.utc).timetz()
timezone(timedelta(hours=1)) == timezone(timedelta(hours=1),'x'), hash(timezone.utc)==hash(timezone(timedelta(0)))
datetime(1,1,1)==date(1,1,1), datetime(1,1,1)==3, datetime(1,1,1)!=datetime(1,1,1,tzinfo=timezone.utc)
date(2020,1,1).ctime(), date(2020,1,1).weekday(), date(2020,1,1).isoweekday(), date(2020,1,1).toordinal()
timezone.min, timezone.max
'''.splitlines(): t(s)
class Stamp(datetime):
    def __new__(cls, *args, **kwargs):
        return super().__new__(cls, *args, **kwargs)
    def shout(self): return str(self) + "!"
s = Stamp(2020, 1, 2, 3)
print(type(s + timedelta(1)).__name__, (s + timedelta(hours=5)).shout(), type(s.replace(year=1999)).__name__, isinstance(s, date))
print(type(Stamp.now()).__name__, type(Stamp.fromisoformat("2020-01-01")).__name__, Stamp.combine(date(1, 2, 3), time(4)).shout())
class Berlin(tzinfo):
    """A rule of its own: summer from April to September."""
    def utcoffset(self, dt): return timedelta(hours=1) + self.dst(dt)
    def dst(self, dt): return timedelta(hours=1 if dt is not None and 4 <= dt.month < 10 else 0)
    def tzname(self, dt): return "CEST" if self.dst(dt) else "CET"
b = Berlin()
for month in (1, 6, 10):
    at = datetime(2021, month, 1, 12, tzinfo=b)
    print(at, at.tzname(), at.dst(), at.astimezone(timezone.utc), at.timestamp(), at.timetuple().tm_isdst)
    print(datetime(2021, month, 1, 12, tzinfo=timezone.utc).astimezone(b), datetime.fromtimestamp(1e9 + month, b).isoformat())
for text in ("2020-01-02", "20200102", "2020-W01", "2020W011", "2020-W01-1", "2020-01-02T03", "2020-01-02 03:04", "20200102T030405",
             "2020-01-02T03:04:05.6", "2020-01-02T03:04:05,678901234", "2020-01-02T03:04:05+01:30", "2020-01-02T03:04:05.123456-0130",
             "2020-01-02T03:04Z", "2020-W01-1T10", "2020W01110", "2020-01-02x03", "2020-01-02\u20ac03:04:05+00:00:01", "2020-01-02T03:04:05+24:00",
             "2020-1-2", "2020-01-02T", "2020-01-02T3", "2020-01-02T03:04:05.", "2020-01-02T03:0405", "2020-01-02T03:04:05 +01:00", ""):
    t("datetime.fromisoformat(%r)" % text)
for text in ("12", "1234", "12:34:56.789", "T12:34", "12:34:56.123456+05:30", "12Z", "12:34:5", "-1"):
    t("time.fromisoformat(%r)" % text)
for data, form in (("2021-03-04 05:06:07", "%Y-%m-%d %H:%M:%S"), ("3 Feb 1999", "%d %b %Y"), ("Monday 5 July 2021 11PM", "%A %d %B %Y %I%p"),
                   ("12/31/68", "%m/%d/%y"), ("2021 200", "%Y %j"), ("2021 23 1", "%Y %W %w"), ("2020-W10-3", "%G-W%V-%u"),
                   ("2020-01-01T00:00:00.5+0530", "%Y-%m-%dT%H:%M:%S.%f%z"), ("2020-01-01 -03:30", "%Y-%m-%d %z"), ("29 2", "%d %m"),
                   ("2020-01-01 Z", "%Y-%m-%d %z"), ("Thu Jan  2 03:04:05 2020", "%c"), ("2020 13", "%Y %m"), ("x%", "x%%"), ("2020-02-30", "%Y-%m-%d")):
    t("datetime.strptime(%r, %r)" % (data, form))
days = sorted([date(2020, 3, 1), date(2019, 5, 6), date(2020, 2, 29)])
print(days, max(days) - min(days), {date(2020, 3, 1): 1}[days[-1]], date(2024, 12, 30).isocalendar()[:], date(2021, 1, 3).isocalendar().week)
import copy
for v in (date(1, 2, 3), datetime(1, 2, 3, tzinfo=timezone.utc), timedelta(1, 2, 3), time(1, 2), timezone(timedelta(hours=2), "X")):
    print(copy.copy(v) == v, copy.deepcopy(v) == v, hash(copy.deepcopy(v)) == hash(v), bool(v), repr(copy.deepcopy(v)))
for o in range(1, 3652059, 9973):
    d_ = date.fromordinal(o)
    assert d_.toordinal() == o and date.fromisoformat(d_.isoformat()) == d_ and date.fromisocalendar(*d_.isocalendar()) == d_
print(timedelta(days=0.1), timedelta(seconds=0.1, microseconds=0.5), timedelta(weeks=1.5, hours=-3.3), timedelta(microseconds=2.5), timedelta(microseconds=3.5))
print([str(timedelta(seconds=7) * f) for f in (0.1, 1 / 3, -2.5, 1e-9)], [str(timedelta(days=1) / f) for f in (3, 7.0, -0.3)])
print(datetime(2020, 5, 17, 12, 30).strftime("%Y-%m-%d %H:%M:%S %j %A %B"), f"{datetime(2020, 5, 17):%d.%m.%Y}", f"{date(2020, 5, 17)}", "{:%H:%M}".format(time(5, 6)))
print(datetime(2020, 1, 1, 1, 2, 3, 456789).isoformat(" ", "milliseconds"), time(1).isoformat("hours"), datetime(2020, 1, 1).isoformat(timespec="minutes"))
