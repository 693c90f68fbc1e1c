"""Frames and tracebacks, with the lines of source around them."""

import linecache
import sys
import types

# The classes are known by the package's name.
__name__ = "inspect"


def currentframe():
    return sys._getframe(1)


class Traceback(tuple):
    """Where a frame is: (filename, lineno, function, code_context, index)."""

    positions = None

    def __new__(cls, filename, lineno, function, code_context, index, *, positions=None):
        self = tuple.__new__(cls, (filename, lineno, function, code_context, index))
        self.positions = positions
        return self

    filename = property(lambda self: self[0])
    lineno = property(lambda self: self[1])
    function = property(lambda self: self[2])
    code_context = property(lambda self: self[3])
    index = property(lambda self: self[4])

    def __repr__(self):
        return ("Traceback(filename={!r}, lineno={!r}, function={!r}, code_context={!r}, "
                "index={!r}, positions={!r})".format(*self, self.positions))


class FrameInfo(tuple):
    """The same of a frame, which comes first."""

    positions = None

    def __new__(cls, frame, filename, lineno, function, code_context, index, *,
                positions=None):
        self = tuple.__new__(cls, (frame, filename, lineno, function, code_context, index))
        self.positions = positions
        return self

    frame = property(lambda self: self[0])
    filename = property(lambda self: self[1])
    lineno = property(lambda self: self[2])
    function = property(lambda self: self[3])
    code_context = property(lambda self: self[4])
    index = property(lambda self: self[5])

    def __repr__(self):
        return ("FrameInfo(frame={!r}, filename={!r}, lineno={!r}, function={!r}, "
                "code_context={!r}, index={!r}, positions={!r})".format(*self, self.positions))


def getlineno(frame):
    return frame.f_lineno


def getframeinfo(frame, context=1):
    """The Traceback of a frame, or of where a traceback stands."""
    if isinstance(frame, types.TracebackType):
        line, frame = frame.tb_lineno, frame.tb_frame
    else:
        line = frame.f_lineno
    if not isinstance(frame, types.FrameType):
        raise TypeError("{!r} is not a frame or traceback object".format(frame))
    code = frame.f_code
    lines = index = None
    if context > 0:
        source = linecache.getlines(code.co_filename, frame.f_globals)
        if source:
            start = max(0, min(line - 1 - context // 2, len(source) - context))
            lines = source[start:start + context]
            index = line - 1 - start
    return Traceback(code.co_filename, line, code.co_name, lines, index)


def getouterframes(frame, context=1):
    found = []
    while frame is not None:
        found.append(FrameInfo(frame, *getframeinfo(frame, context)))
        frame = frame.f_back
    return found


def getinnerframes(tb, context=1):
    found = []
    while tb is not None:
        found.append(FrameInfo(tb.tb_frame, *getframeinfo(tb, context)))
        tb = tb.tb_next
    return found


def stack(context=1):
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """The frames between here and where the exception that is handled rose."""
    error = sys.exception()
    return getinnerframes(error.__traceback__ if error is not None else None, context)
