"""Further handlers: https://docs.python.org/3/library/logging.handlers.html

Files are written; handlers that would need a socket discard their records,
since a migration reaches the database and the project's files only."""

import _os
import copy
import logging
import os
import re
import time

DEFAULT_TCP_LOGGING_PORT = 9020
DEFAULT_UDP_LOGGING_PORT = 9021
DEFAULT_HTTP_LOGGING_PORT = 9022
DEFAULT_SOAP_LOGGING_PORT = 9023
SYSLOG_UDP_PORT = 514
SYSLOG_TCP_PORT = 514
_MIDNIGHT = 24 * 60 * 60


class BaseRotatingHandler(logging.FileHandler):
    """A log that becomes a backup now and then."""

    namer = None
    rotator = None

    def __init__(self, filename, mode, encoding=None, delay=False, errors=None):
        logging.FileHandler.__init__(self, filename, mode=mode, encoding=encoding, delay=delay,
                                     errors=errors)

    def emit(self, record):
        try:
            if self.shouldRollover(record):
                self.doRollover()
            logging.FileHandler.emit(self, record)
        except Exception:
            self.handleError(record)

    def rotation_filename(self, default_name):
        return self.namer(default_name) if callable(self.namer) else default_name

    def rotate(self, source, dest):
        if callable(self.rotator):
            self.rotator(source, dest)
        elif os.path.exists(source):
            self._take(source, dest)

    def _take(self, source, dest=None):
        """Renames (without `dest`: removes) the log or a backup of it, where
        the sandbox knows it for one; else the log goes on as it is."""
        try:
            _os.rotate_log(self.baseFilename, source, dest)
        except PermissionError:
            pass

    def _stop(self):
        if self.stream:
            self.stream.close()
            self.stream = None

    def _is_file(self):
        # A device is not rotated.
        return not os.path.exists(self.baseFilename) or os.path.isfile(self.baseFilename)


class RotatingFileHandler(BaseRotatingHandler):
    """Begins anew when the file would grow above maxBytes."""

    def __init__(self, filename, mode="a", maxBytes=0, backupCount=0, encoding=None,
                 delay=False, errors=None):
        if maxBytes > 0:
            mode = "a"
        if "b" not in mode:
            encoding = "utf-8" if encoding is None else encoding
        BaseRotatingHandler.__init__(self, filename, mode, encoding=encoding, delay=delay,
                                     errors=errors)
        self.maxBytes = maxBytes
        self.backupCount = backupCount

    def doRollover(self):
        self._stop()
        if self.backupCount > 0:
            for i in range(self.backupCount - 1, 0, -1):
                source = self.rotation_filename("%s.%d" % (self.baseFilename, i))
                if os.path.exists(source):
                    self._take(source, self.rotation_filename(
                        "%s.%d" % (self.baseFilename, i + 1)))
            self.rotate(self.baseFilename, self.rotation_filename(self.baseFilename + ".1"))
        if not self.delay:
            self.stream = self._open()

    def shouldRollover(self, record):
        if self.maxBytes <= 0 or not self._is_file():
            return False
        if self.stream is None:
            self.stream = self._open()
        text = "%s\n" % self.format(record) if record is not None else ""
        size = self.stream.tell()
        return bool(size) and size + len(text.encode("utf-8", "replace")) >= self.maxBytes


class TimedRotatingFileHandler(BaseRotatingHandler):
    """Begins anew at times."""

    def __init__(self, filename, when="h", interval=1, backupCount=0, encoding=None,
                 delay=False, utc=False, atTime=None, errors=None):
        self.when = when = when.upper()
        self.backupCount = backupCount
        self.utc = utc
        self.atTime = atTime
        day = r"(?<!\d)\d{4}-\d{2}-\d{2}"
        if when == "S":
            step, self.suffix, match = 1, "%Y-%m-%d_%H-%M-%S", day + r"_\d{2}-\d{2}-\d{2}(?!\d)"
        elif when == "M":
            step, self.suffix, match = 60, "%Y-%m-%d_%H-%M", day + r"_\d{2}-\d{2}(?!\d)"
        elif when == "H":
            step, self.suffix, match = 60 * 60, "%Y-%m-%d_%H", day + r"_\d{2}(?!\d)"
        elif when == "D" or when == "MIDNIGHT":
            step, self.suffix, match = _MIDNIGHT, "%Y-%m-%d", day + r"(?!\d)"
        elif when.startswith("W"):
            if len(when) != 2:
                raise ValueError("You must specify a day for weekly rollover from 0 to 6 "
                                 "(0 is Monday): %s" % when)
            if not "0" <= when[1] <= "6":
                raise ValueError("Invalid day specified for weekly rollover: %s" % when)
            self.dayOfWeek = int(when[1])
            step, self.suffix, match = 7 * _MIDNIGHT, "%Y-%m-%d", day + r"(?!\d)"
        else:
            raise ValueError("Invalid rollover interval specified: %s" % when)
        self.extMatch = re.compile(match, re.ASCII)
        self.interval = step * interval
        path = os.path.abspath(os.fspath(filename))
        existed = os.path.exists(path)
        encoding = "utf-8" if encoding is None else encoding
        BaseRotatingHandler.__init__(self, filename, "a", encoding=encoding, delay=delay,
                                     errors=errors)
        since = os.stat(path).st_mtime if existed else time.time()
        self.rolloverAt = self.computeRollover(int(since))

    def _parts(self, when):
        return time.gmtime(when) if self.utc else time.localtime(when)

    def _kept_by_clock(self, start, end):
        """`end`, so that the clock shows the same hour as at `start`."""
        if not self.utc:
            summer = time.localtime(start)[-1]
            if summer != time.localtime(end)[-1]:
                if not summer:
                    if not time.localtime(end - 3600)[-1]:
                        return end
                    return end - 3600
                return end + 3600
        return end

    def computeRollover(self, currentTime):
        result = currentTime + self.interval
        if self.when != "MIDNIGHT" and not self.when.startswith("W"):
            return result
        parts = self._parts(currentTime)
        now = parts[3] * 3600 + parts[4] * 60 + parts[5]
        at = _MIDNIGHT
        if self.atTime is not None:
            at = (self.atTime.hour * 60 + self.atTime.minute) * 60 + self.atTime.second
        wait = at - now
        weekday = parts[6]
        if wait <= 0:
            # Today's is over.
            wait += _MIDNIGHT
            weekday = (weekday + 1) % 7
        result = currentTime + wait
        if self.when.startswith("W"):
            if weekday != self.dayOfWeek:
                result += ((self.dayOfWeek - weekday) % 7) * _MIDNIGHT
            result += self.interval - _MIDNIGHT * 7
        else:
            result += self.interval - _MIDNIGHT
        return self._kept_by_clock(currentTime, result)

    def shouldRollover(self, record):
        now = int(time.time())
        if now < self.rolloverAt:
            return False
        if not self._is_file():
            self.rolloverAt = self.computeRollover(now)
            return False
        return True

    def getFilesToDelete(self):
        """The oldest backups, above the number that is kept."""
        folder, base = os.path.split(self.baseFilename)
        found = []
        if self.namer is None:
            for name in os.listdir(folder):
                if name.startswith(base + ".") and self.extMatch.fullmatch(name[len(base) + 1:]):
                    found.append(os.path.join(folder, name))
        else:
            for name in os.listdir(folder):
                match = self.extMatch.search(name)
                while match:
                    # The time that the name tells, or part of another text?
                    told = self.namer(self.baseFilename + "." + match[0])
                    if os.path.basename(told) == name:
                        found.append(os.path.join(folder, name))
                        break
                    match = self.extMatch.search(name, match.start() + 1)
        if len(found) < self.backupCount:
            return []
        found.sort()
        return found[:len(found) - self.backupCount]

    def doRollover(self):
        now = int(time.time())
        start = self.rolloverAt - self.interval
        if self.utc:
            parts = time.gmtime(start)
        else:
            parts = time.localtime(start)
            summer = time.localtime(now)[-1]
            if summer != parts[-1]:
                parts = time.localtime(start + (3600 if summer else -3600))
        dest = self.rotation_filename(
            self.baseFilename + "." + time.strftime(self.suffix, parts))
        if os.path.exists(dest):
            return  # it was done for this time
        self._stop()
        self.rotate(self.baseFilename, dest)
        if self.backupCount > 0:
            for path in self.getFilesToDelete():
                self._take(path)
        if not self.delay:
            self.stream = self._open()
        self.rolloverAt = self.computeRollover(now)


class WatchedFileHandler(logging.FileHandler):
    """Opens its file again where another has taken its place."""

    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        if "b" not in mode:
            encoding = "utf-8" if encoding is None else encoding
        logging.FileHandler.__init__(self, filename, mode=mode, encoding=encoding, delay=delay,
                                     errors=errors)
        self.dev, self.ino = -1, -1
        self._remember()

    def _remember(self):
        if self.stream:
            told = os.stat(self.baseFilename)
            self.dev, self.ino = told.st_dev, told.st_ino

    def reopenIfNeeded(self):
        if self.stream is None:
            return
        try:
            told = os.stat(self.baseFilename)
        except FileNotFoundError:
            told = None
        if told is None or (told.st_dev, told.st_ino) != (self.dev, self.ino):
            self.stream.flush()
            self.stream.close()
            self.stream = None
            self.stream = self._open()
            self._remember()

    def emit(self, record):
        first = self.stream is None
        self.reopenIfNeeded()
        logging.FileHandler.emit(self, record)
        if first:
            self._remember()


class BufferingHandler(logging.Handler):
    def __init__(self, capacity):
        logging.Handler.__init__(self)
        self.capacity = capacity
        self.buffer = []

    def shouldFlush(self, record):
        return len(self.buffer) >= self.capacity

    def emit(self, record):
        self.buffer.append(record)
        if self.shouldFlush(record):
            self.flush()

    def flush(self):
        self.buffer.clear()

    def close(self):
        self.flush()
        logging.Handler.close(self)


class MemoryHandler(BufferingHandler):
    """Keeps records until one is bad enough, then hands all to its target."""

    def __init__(self, capacity, flushLevel=logging.ERROR, target=None, flushOnClose=True):
        BufferingHandler.__init__(self, capacity)
        self.flushLevel = flushLevel
        self.target = target
        self.flushOnClose = flushOnClose

    def shouldFlush(self, record):
        return len(self.buffer) >= self.capacity or record.levelno >= self.flushLevel

    def setTarget(self, target):
        self.target = target

    def flush(self):
        if self.target:
            for record in self.buffer:
                self.target.handle(record)
            self.buffer.clear()

    def close(self):
        try:
            if self.flushOnClose:
                self.flush()
        finally:
            self.target = None
            BufferingHandler.close(self)


class QueueHandler(logging.Handler):
    listener = None

    def __init__(self, queue):
        logging.Handler.__init__(self)
        self.queue = queue

    def enqueue(self, record):
        self.queue.put_nowait(record)

    def prepare(self, record):
        """A copy whose message is text, so that nothing else need live on."""
        text = self.format(record)
        record = copy.copy(record)
        record.message = record.msg = text
        record.args = record.exc_info = record.exc_text = record.stack_info = None
        return record

    def emit(self, record):
        try:
            self.enqueue(self.prepare(record))
        except Exception:
            self.handleError(record)


class QueueListener:
    """Hands what is in a queue to handlers: when it stops, since no thread of
    its own could wait beside the script."""

    _sentinel = None

    def __init__(self, queue, *handlers, respect_handler_level=False):
        self.queue = queue
        self.handlers = handlers
        self.respect_handler_level = respect_handler_level
        self._running = False

    def dequeue(self, block):
        return self.queue.get(block)

    def start(self):
        self._running = True

    def prepare(self, record):
        return record

    def handle(self, record):
        record = self.prepare(record)
        for handler in self.handlers:
            if not self.respect_handler_level or record.levelno >= handler.level:
                handler.handle(record)

    def enqueue_sentinel(self):
        self.queue.put_nowait(self._sentinel)

    def stop(self):
        if not self._running:
            return
        self._running = False
        self.enqueue_sentinel()
        while (record := self.dequeue(False)) is not self._sentinel:
            self.handle(record)


class _Discarding(logging.Handler):
    def __init__(self):
        logging.Handler.__init__(self)

    def emit(self, record):
        pass


class SocketHandler(_Discarding):
    def __init__(self, host, port):
        _Discarding.__init__(self)
        self.host = host
        self.port = port
        self.address = host if port is None else (host, port)
        self.sock = None
        self.closeOnError = False


class DatagramHandler(SocketHandler):
    pass


class SysLogHandler(_Discarding):
    (LOG_EMERG, LOG_ALERT, LOG_CRIT, LOG_ERR, LOG_WARNING, LOG_NOTICE, LOG_INFO,
     LOG_DEBUG) = range(8)
    (LOG_KERN, LOG_USER, LOG_MAIL, LOG_DAEMON, LOG_AUTH, LOG_SYSLOG, LOG_LPR, LOG_NEWS,
     LOG_UUCP, LOG_CRON, LOG_AUTHPRIV, LOG_FTP, LOG_NTP, LOG_SECURITY, LOG_CONSOLE,
     LOG_SOLCRON, LOG_LOCAL0, LOG_LOCAL1, LOG_LOCAL2, LOG_LOCAL3, LOG_LOCAL4, LOG_LOCAL5,
     LOG_LOCAL6, LOG_LOCAL7) = range(24)
    priority_names = {
        "alert": 1, "crit": 2, "critical": 2, "debug": 7, "emerg": 0, "err": 3, "error": 3,
        "info": 6, "notice": 5, "panic": 0, "warn": 4, "warning": 4,
    }
    facility_names = {
        "auth": 4, "authpriv": 10, "console": 14, "cron": 9, "daemon": 3, "ftp": 11, "kern": 0,
        "lpr": 6, "mail": 2, "news": 7, "ntp": 12, "security": 13, "solaris-cron": 15,
        "syslog": 5, "user": 1, "uucp": 8, "local0": 16, "local1": 17, "local2": 18,
        "local3": 19, "local4": 20, "local5": 21, "local6": 22, "local7": 23,
    }
    priority_map = {"DEBUG": "debug", "INFO": "info", "WARNING": "warning", "ERROR": "error",
                    "CRITICAL": "critical"}
    ident = ""
    append_nul = True

    def __init__(self, address=("localhost", SYSLOG_UDP_PORT), facility=LOG_USER, socktype=None):
        _Discarding.__init__(self)
        self.address = address
        self.facility = facility
        self.socktype = socktype
        self.unixsocket = isinstance(address, str)

    def encodePriority(self, facility, priority):
        if isinstance(facility, str):
            facility = self.facility_names[facility]
        if isinstance(priority, str):
            priority = self.priority_names[priority]
        return facility << 3 | priority

    def mapPriority(self, levelName):
        return self.priority_map.get(levelName, "warning")


class SMTPHandler(_Discarding):
    def __init__(self, mailhost, fromaddr, toaddrs, subject, credentials=None, secure=None,
                 timeout=5.0):
        _Discarding.__init__(self)
        self.mailhost, self.mailport = (
            mailhost if isinstance(mailhost, (list, tuple)) else (mailhost, None))
        if isinstance(credentials, (list, tuple)):
            self.username, self.password = credentials
        else:
            self.username = None
        self.fromaddr = fromaddr
        self.toaddrs = [toaddrs] if isinstance(toaddrs, str) else toaddrs
        self.subject = subject
        self.secure = secure
        self.timeout = timeout

    def getSubject(self, record):
        return self.subject


class HTTPHandler(_Discarding):
    def __init__(self, host, url, method="GET", secure=False, credentials=None, context=None):
        _Discarding.__init__(self)
        method = method.upper()
        if method not in ("GET", "POST"):
            raise ValueError("method must be GET or POST")
        if not secure and context is not None:
            raise ValueError("context parameter only makes sense with secure=True")
        self.host = host
        self.url = url
        self.method = method
        self.secure = secure
        self.credentials = credentials
        self.context = context

    def mapLogRecord(self, record):
        return record.__dict__
