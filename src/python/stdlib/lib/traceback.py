"""Showing exceptions: https://docs.python.org/3/library/traceback.html"""

import linecache
import sys
import types

import _limbeck

__all__ = ["FrameSummary", "StackSummary", "TracebackException", "extract_stack",
           "extract_tb", "format_exc", "format_exception", "format_exception_only",
           "format_list", "format_stack", "format_tb", "print_exc", "print_exception",
           "print_last", "print_list", "print_stack", "print_tb", "walk_stack", "walk_tb",
           "clear_frames"]

_missing = object()


def _exception_of(exc, value):
    return exc if value is _missing else value


def _lines(text):
    return text.splitlines(True)


def _without_traceback(exc, work):
    saved = exc.__traceback__
    exc.__traceback__ = None
    try:
        return work(exc)
    finally:
        exc.__traceback__ = saved


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True, **kwargs):
    exc = _exception_of(exc, value)
    if exc is None:
        return ["NoneType: None\n"]
    if chain:
        return _lines(_limbeck.format_exception(exc))
    lines = []
    if exc.__traceback__ is not None:
        lines.append("Traceback (most recent call last):\n")
        lines += format_tb(exc.__traceback__, limit)
    return lines + format_exception_only(exc)


def format_exception_only(exc, /, value=_missing, *, show_group=False, **kwargs):
    exc = _exception_of(exc, value)
    if exc is None:
        return ["NoneType: None\n"]
    if isinstance(exc, type):
        return [exc.__name__ + "\n"]
    return _lines(_limbeck.format_exception_only(exc))


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True,
                    **kwargs):
    file = sys.stderr if file is None else file
    file.write("".join(format_exception(exc, value, tb, limit, chain)))


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_value"):
        raise ValueError("no last exception")
    print_exception(sys.last_value, limit=limit, file=file, chain=chain)


class FrameSummary:
    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None, **kwargs):
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self.locals = locals
        self._line = line

    @property
    def line(self):
        if self._line is None:
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line.strip()

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __getitem__(self, index):
        return (self.filename, self.lineno, self.name, self.line)[index]

    def __len__(self):
        return 4

    def __eq__(self, other):
        if isinstance(other, (FrameSummary, tuple)):
            return tuple(self) == tuple(other)
        return NotImplemented

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        made = cls()
        for frame, line in frame_gen:
            code = frame.f_code
            made.append(FrameSummary(code.co_filename, line, code.co_name,
                                     locals=frame.f_locals if capture_locals else None))
        if limit is not None:
            made[:] = made[:limit] if limit >= 0 else made[limit:]
        return made

    @classmethod
    def from_list(cls, a_list):
        made = cls()
        for item in a_list:
            made.append(item if isinstance(item, FrameSummary) else
                        FrameSummary(item[0], item[1], item[2], line=item[3]))
        return made

    def format_frame_summary(self, frame):
        text = f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n'
        if frame.line:
            text += f"    {frame.line}\n"
        return text

    def format(self, **kwargs):
        return [self.format_frame_summary(frame) for frame in self]


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    if f is None:
        f = sys._getframe(2)
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def extract_tb(tb, limit=None):
    made = StackSummary()
    while tb is not None:
        if not isinstance(tb, types.TracebackType):
            raise TypeError("a traceback is needed, not " + type(tb).__name__)
        code = tb.tb_frame.f_code
        line, end, start_column, end_column = _limbeck.traceback_range(tb)
        made.append(FrameSummary(code.co_filename, line, code.co_name, end_lineno=end,
                                 colno=start_column, end_colno=end_column))
        tb = tb.tb_next
    if limit is not None:
        made[:] = made[:limit] if limit >= 0 else made[limit:]
    return made


def extract_stack(f=None, limit=None):
    if f is None:
        f = sys._getframe(1)
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    file = sys.stderr if file is None else file
    for item in format_list(extracted_list):
        file.write(item)


def format_tb(tb, limit=None):
    if limit is None and tb is not None:
        text = _limbeck.format_traceback(tb)
        items = []
        for line in _lines(text):
            if line.startswith("  File ") or not items:
                items.append(line)
            else:
                items[-1] += line
        return items
    return extract_tb(tb, limit=limit).format()


def print_tb(tb, limit=None, file=None):
    file = sys.stderr if file is None else file
    for item in format_tb(tb, limit):
        file.write(item)


def format_stack(f=None, limit=None):
    if f is None:
        f = sys._getframe(1)
    return format_list(extract_stack(f, limit=limit))


def print_stack(f=None, limit=None, file=None):
    if f is None:
        f = sys._getframe(1)
    print_list(extract_stack(f, limit=limit), file=file)


def clear_frames(tb):
    pass


class TracebackException:
    def __init__(self, exc_type, exc_value, exc_traceback=None, *, limit=None,
                 lookup_lines=True, capture_locals=False, compact=False, **kwargs):
        self._exception = exc_value
        self.exc_type = exc_type
        self.stack = extract_tb(exc_traceback, limit=limit)
        self.__cause__ = None
        self.__context__ = None
        self.__suppress_context__ = exc_value.__suppress_context__

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def format(self, *, chain=True, **kwargs):
        yield from format_exception(self._exception, chain=chain)

    def format_exception_only(self, **kwargs):
        yield from format_exception_only(self._exception)

    def print(self, *, file=None, chain=True, **kwargs):
        print_exception(self._exception, file=file, chain=chain)

    def __str__(self):
        return str(self._exception)
