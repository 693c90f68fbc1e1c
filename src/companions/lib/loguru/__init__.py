"""A stand-in for loguru: its logger writes to stderr, or by the settings of
`logging` where it is told to."""
import sys

__limbeck_partial__ = True
__version__ = "0.7.3"

_LEVELS = {"TRACE": 5, "DEBUG": 10, "INFO": 20, "SUCCESS": 25, "WARNING": 30,
           "ERROR": 40, "CRITICAL": 50}


def _number(level):
    return level if isinstance(level, int) else _LEVELS[level.upper()]


def _text(message, args, kwargs):
    message = str(message)
    return message.format(*args, **kwargs) if args or kwargs else message


class _Level:
    def __init__(self, name, no):
        self.name, self.no, self.color, self.icon = name, no, "", ""


class _Catcher:
    """logger.catch: says what went wrong, and goes on."""

    def __init__(self, logger, exception, options):
        self._logger = logger
        self._exception = exception
        self._options = options

    def __enter__(self):
        return None

    def __exit__(self, kind, value, traceback):
        if kind is None or not issubclass(kind, self._exception):
            return False
        self._logger.exception(self._options.get("message", "") or str(value))
        return not self._options.get("reraise", False)

    def __call__(self, function):
        def caught(*args, **kwargs):
            with self:
                return function(*args, **kwargs)
            return self._options.get("default")
        caught.__name__ = function.__name__
        return caught


class _Contextual:
    def __enter__(self):
        return None

    def __exit__(self, *exception):
        return False

    def __call__(self, function):
        return function


class Logger:
    def __init__(self, sinks, extra=None):
        self._sinks = sinks
        self._extra = dict(extra or {})

    def _log(self, level, message, args, kwargs, error=None):
        from datetime import datetime
        number = _number(level)
        name = level if isinstance(level, str) else "Level %d" % level
        text = _text(message, args, kwargs)
        line = "%s | %-8s | %s" % (
            datetime.now().strftime("%Y-%m-%d %H:%M:%S.%f")[:-3], name, text)
        if error is not None:
            import traceback
            line += "\n" + "".join(
                traceback.format_exception(error)).rstrip("\n")
        for least, sink in list(self._sinks.values()):
            if number >= least:
                sink(line + "\n")

    def trace(self, message, *args, **kwargs):
        self._log("TRACE", message, args, kwargs)

    def debug(self, message, *args, **kwargs):
        self._log("DEBUG", message, args, kwargs)

    def info(self, message, *args, **kwargs):
        self._log("INFO", message, args, kwargs)

    def success(self, message, *args, **kwargs):
        self._log("SUCCESS", message, args, kwargs)

    def warning(self, message, *args, **kwargs):
        self._log("WARNING", message, args, kwargs)

    def error(self, message, *args, **kwargs):
        self._log("ERROR", message, args, kwargs)

    def critical(self, message, *args, **kwargs):
        self._log("CRITICAL", message, args, kwargs)

    def exception(self, message, *args, **kwargs):
        self._log("ERROR", message, args, kwargs, sys.exc_info()[1])

    def log(self, level, message, *args, **kwargs):
        self._log(level, message, args, kwargs)

    def bind(self, **extra):
        return Logger(self._sinks, {**self._extra, **extra})

    def opt(self, *, exception=None, **options):
        return self

    def patch(self, patcher):
        return self

    def contextualize(self, **extra):
        return _Contextual()

    def catch(self, exception=Exception, **options):
        if isinstance(exception, type) or isinstance(exception, tuple):
            return _Catcher(self, exception, options)
        return _Catcher(self, Exception, options)(exception)

    def add(self, sink, *, level="DEBUG", **options):
        number = max(self._sinks, default=-1) + 1
        write = getattr(sink, "write", None)
        if write is None and callable(sink):
            write = sink
        if sink is sys.stderr:
            write = _to_stderr
        # Files of logs are for the service that the project is.
        if write is not None:
            self._sinks[number] = (_number(level), write)
        return number

    def remove(self, handler_id=None):
        if handler_id is None:
            self._sinks.clear()
        elif self._sinks.pop(handler_id, None) is None:
            raise ValueError("There is no existing handler with id %d"
                             % handler_id)

    def level(self, name, no=None, color=None, icon=None):
        if no is not None:
            _LEVELS[name] = no
        elif name not in _LEVELS:
            raise ValueError("Level '%s' does not exist" % name)
        return _Level(name, _LEVELS[name])

    def configure(self, *, handlers=None, **options):
        if handlers is None:
            return []
        self.remove()
        return [self.add(**handler) for handler in handlers]

    def enable(self, name):
        pass

    def disable(self, name):
        pass

    def complete(self):
        pass


def _to_stderr(text):
    sys.stderr.write(text)


logger = Logger({0: (10, _to_stderr)})
