"""logging: dictConfig in full, formats that are checked, rotation, warnings."""
import datetime
import io
import logging
import logging.config
import logging.handlers
import os
import pickle
import sys
import tempfile
import time
import warnings

stream = io.StringIO()


def made(value, *, other=None):
    handler = logging.StreamHandler(stream)
    handler.value = (value, other)
    return handler


class Only:
    def __init__(self, word):
        self.word = word

    def filter(self, record):
        return self.word in record.getMessage()


class Loud(logging.Formatter):
    def format(self, record):
        return super().format(record).upper()


logging.getLogger("app.old")
logging.config.dictConfig({
    "version": 1,
    "words": {"list": ["a", "b"], "deep": {"x y": 5}},
    "formatters": {
        "plain": {"format": "%(levelname)s %(name)s %(message)s"},
        "brace": {"format": "{name}-{message}-{extra}", "style": "{",
                  "defaults": {"extra": "none"}},
        "loud": {"()": Loud, "fmt": "%(message)s"},
        "own": {"class": "logging.Formatter", "format": "own %(message)s", "validate": True},
    },
    "filters": {"word": {"()": Only, "word": "keep"}, "name": {"name": "app"}},
    "handlers": {
        "a_buffer": {"class": "logging.handlers.MemoryHandler", "capacity": 3,
                     "flushLevel": "ERROR", "target": "z_stream"},
        "z_stream": {"class": "logging.StreamHandler", "stream": stream, "formatter": "plain",
                     "level": "INFO", ".": {"tag": "set", "terminator": "|\n"}},
        "factory": {"()": "__main__.made", "value": "cfg://words.list[1]",
                    "other": "cfg://words.deep[x y]", "formatter": "brace",
                    "filters": ["word", lambda record: record.levelno > 10]},
        "err": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout",
                "formatter": "loud"},
    },
    "loggers": {
        "app": {"handlers": ["factory"], "level": "DEBUG", "propagate": True},
        "quiet": {"handlers": ["err"], "propagate": False, "filters": ["word"]},
    },
    "root": {"handlers": ["a_buffer"], "level": "WARNING"},
})
app = logging.getLogger("app")
app.debug("keep nothing")
app.info("keep this")
app.warning("drop that in factory")
app.error("both %s", "keep")
quiet = logging.getLogger("quiet")
quiet.error("silent")
quiet.error("keep me loud")
print(stream.getvalue(), end="")
handler = logging.getHandlerByName("factory")
print(handler.value, handler.name, sorted(logging.getHandlerNames()))
print(logging.getHandlerByName("z_stream").tag, logging.getLogger("app.old").disabled)
print(logging.getHandlerByName("a_buffer").flushLevel)

for config in (
        {}, {"version": 2}, {"version": 1, "handlers": {"h": {"class": "json.nothing.Class"}}},
        {"version": 1, "root": {"level": "NONSENSE"}},
        {"version": 1, "root": {"handlers": ["missing"]}},
        {"version": 1, "root": {"filters": [None]}},
        {"version": 1, "formatters": {"f": {"format": "%(x", "style": "%"}}},
        {"version": 1, "incremental": True, "handlers": {"none": {"level": "INFO"}}}):
    try:
        logging.config.dictConfig(config)
    except ValueError as error:
        print("ValueError", error, "<-", error.__cause__)
logging.config.dictConfig({"version": 1, "incremental": True, "root": {"level": "ERROR"}})
print(logging.getLogger().level)

# --- formats ---------------------------------------------------------------------
for text, style in (("%(asctime)Z", "%"), ("{message}", "%"), ("%(message)-5.5s", "%"),
                    ("{name-thing}", "{"), ("{message!x}", "{"), ("{process:.2ff}", "{"),
                    ("%(message)s", "{"), ("{levelname:>8} {message!r:.3}", "{"),
                    ("{a[0].b}", "{"), ("$message $", "$"), ("${message}", "$"), ("x", "$")):
    try:
        print(logging.Formatter(text, style=style)._fmt)
    except ValueError as error:
        print("ValueError", error)
record = logging.makeLogRecord({"msg": "m %(k)s", "args": {"k": 1}, "name": "n"})
print(logging.Formatter("%(name)s %(message)s %(more)s", defaults={"more": 2}).format(record))
try:
    logging.Formatter("%(gone)s").format(record)
except ValueError as error:
    print(error)
utc = logging.Formatter("%(asctime)s")
utc.converter = time.gmtime
record.created, record.msecs = 0, 5
print(utc.format(record))

# --- loggers ----------------------------------------------------------------------
print(sorted(child.name for child in app.getChildren()), pickle.loads(pickle.dumps(app)) is app)
print(app.isEnabledFor(logging.DEBUG), app._cache)
logging.disable(logging.WARNING)
print(app.isEnabledFor(logging.WARNING), app.isEnabledFor(logging.ERROR), app.manager.disable)
logging.disable(logging.NOTSET)
adapter = logging.LoggerAdapter(app, {"a": 1}, merge_extra=True)
print(adapter.process("m", {"extra": {"b": 2}}), adapter.name, repr(adapter))
try:
    logging.setLoggerClass(str)
except TypeError as error:
    print(error)
logging.root.handlers.clear()
logging.root.setLevel(logging.WARNING)
captured = io.StringIO()
shown = logging.StreamHandler(captured)
logging.getLogger("py.warnings").addHandler(shown)
logging.captureWarnings(True)
warnings.warn("beware", UserWarning)
logging.captureWarnings(False)
print(captured.getvalue().splitlines()[0].rpartition(": ")[2])

# --- rotation ---------------------------------------------------------------------
folder = tempfile.mkdtemp()
path = os.path.join(folder, "app.log")
rotating = logging.handlers.RotatingFileHandler(path, maxBytes=12, backupCount=2)
for number in range(5):
    rotating.emit(logging.makeLogRecord({"msg": f"line {number}"}))
rotating.close()
for name in sorted(os.listdir(folder)):
    with open(os.path.join(folder, name)) as file:
        print(name, repr(file.read()))
os.environ["TZ"] = "UTC"
time.tzset()
for when, interval, at in (("S", 2, None), ("midnight", 1, None), ("W2", 1, None),
                           ("D", 1, None), ("midnight", 1, datetime.time(6, 30))):
    timed = logging.handlers.TimedRotatingFileHandler(
        os.path.join(folder, "t.log"), when=when, interval=interval, utc=True, atTime=at,
        delay=True)
    print(when, timed.computeRollover(1000000), timed.suffix, timed.interval)
    timed.close()
for bad in ("X", "W", "W9"):
    try:
        logging.handlers.TimedRotatingFileHandler(path, when=bad)
    except ValueError as error:
        print(error)
