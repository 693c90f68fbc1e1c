"""appdirs' and platformdirs' folders, dates of iso8601, versions, zones."""
import datetime
import os

os.environ.update(XDG_DATA_HOME="/d", XDG_CONFIG_HOME="/c", XDG_CACHE_HOME="/k",
                  XDG_STATE_HOME="/s", XDG_DATA_DIRS="/a:/b",
                  XDG_CONFIG_DIRS="/x:/y")
import appdirs
import platformdirs

print(appdirs.user_data_dir("app", "me"), appdirs.user_config_dir("app", version="1"),
      appdirs.user_cache_dir(), appdirs.user_log_dir("app"), appdirs.user_state_dir("app"),
      appdirs.site_data_dir("app"), appdirs.site_config_dir("app", multipath=True))
dirs = appdirs.AppDirs("app", version="2")
print(dirs.user_data_dir, dirs.site_config_dir, dirs.user_log_dir)
print(platformdirs.user_data_dir("app", "me"), platformdirs.user_config_dir("app", ensure_exists=False),
      platformdirs.user_log_dir("app"), platformdirs.user_state_dir(), platformdirs.user_cache_path("app"),
      platformdirs.site_data_dir("app"))
dirs = platformdirs.PlatformDirs("app", version="2")
print(dirs.user_data_dir, dirs.user_config_path, dirs.user_log_dir)

import iso8601
for text in ("2001-02-03", "2001-02-03T04:05:06Z", "20010203T040506", "2001-02",
             "2001-02-03 04:05:06.123456789+01:30", "2001-02-03T04:05-0800", "2001",
             "2001-02-03T24", "x", "2001-13-01", "20010203"):
    try:
        print(text, iso8601.parse_date(text).isoformat())
    except iso8601.ParseError as error:
        print(text, "error")
print(iso8601.parse_date("2001-02-03", default_timezone=None), iso8601.is_iso8601("x"), iso8601.UTC)

from packaging import version
texts = "1.0 1.0.0 1.0a1 1.0.dev1 1.0.post1 1!0.5 2.0rc1 1.10 1.9 1.0+local.1 v2.1 1.0-1 1.0.alpha 1.0+abc".split()
for one in sorted(texts, key=lambda t: (version.parse(t), t)):
    found = version.parse(one)
    print(one, str(found), repr(found), found.release, found.is_prerelease, found.base_version,
          found.public, found.local, found.major, found.minor, found.micro)
print(version.parse("1.0") == version.Version("1.0.0"), version.parse("2") >= version.parse("1.99"),
      version.parse("1") != 1)
try:
    version.parse("not a version")
except version.InvalidVersion as error:
    print(error)

import pytz
print(pytz.utc is pytz.UTC, repr(pytz.UTC), pytz.timezone("utc") is pytz.utc, pytz.UTC.zone)
berlin = pytz.timezone("Europe/Berlin")
print(berlin.zone, str(berlin), pytz.timezone("europe/berlin") is berlin, "Europe/Berlin" in pytz.all_timezones)
for month in (1, 7):
    when = berlin.localize(datetime.datetime(2020, month, 1, 12))
    print(when.isoformat(), when.astimezone(pytz.utc), when.tzname())
    print(datetime.datetime(2020, month, 1, 12, tzinfo=pytz.utc).astimezone(berlin))
try:
    pytz.timezone("Nowhere/At")
except pytz.UnknownTimeZoneError as error:
    print("unknown", error)
