"""The time."""
import time


def utcnow(with_timezone=False):
    from datetime import datetime, timezone
    now = datetime.now(timezone.utc)
    return now if with_timezone else now.replace(tzinfo=None)


def utcnow_ts(microsecond=False):
    return time.time() if microsecond else int(time.time())


def now():
    return time.monotonic()


def parse_isotime(timestr):
    from datetime import datetime
    return datetime.fromisoformat(timestr.replace("Z", "+00:00"))


def parse_strtime(timestr, fmt="%Y-%m-%dT%H:%M:%S.%f"):
    from datetime import datetime
    return datetime.strptime(timestr, fmt)


def normalize_time(timestamp):
    offset = timestamp.utcoffset()
    return timestamp if offset is None else timestamp.replace(
        tzinfo=None) - offset
