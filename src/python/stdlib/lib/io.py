"""Text and bytes in memory, and open(): https://docs.python.org/3/library/io.html

What open() gives is native (vm/files.h); the classes here know it by isinstance()."""

import builtins as _builtins

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192
BlockingIOError = BlockingIOError
open = _builtins.open


def open_code(path):
    return open(path, "rb")


def text_encoding(encoding, stacklevel=2):
    return "utf-8" if encoding is None else encoding


class UnsupportedOperation(OSError, ValueError):
    pass


class _Stream(type):
    """Classes of streams, which the native ones count as instances of."""

    def __instancecheck__(cls, value):
        return type.__instancecheck__(cls, value) or cls.__subclasscheck__(type(value))

    def __subclasscheck__(cls, kind):
        return type.__subclasscheck__(cls, kind) or (
            kind.__module__ == "_io" and cls.__module__ == "io" and
            any(base.__name__ == cls.__name__ for base in _NATIVE.get(kind.__name__, ())))


class IOBase(metaclass=_Stream):
    _closed = False

    @property
    def closed(self):
        return self._closed

    def close(self):
        self._closed = True

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file" + self._closed_mark)

    _closed_mark = "."

    def _unsupported(self, name):
        raise UnsupportedOperation("%s.%s() not supported" % (type(self).__name__, name))

    def flush(self):
        self._check()

    def readable(self):
        return False

    def writable(self):
        return False

    def seekable(self):
        return False

    def isatty(self):
        self._check()
        return False

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def seek(self, offset, whence=0):
        self._unsupported("seek")

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, size=None):
        self._unsupported("truncate")

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *args):
        self.close()

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readlines(self, hint=-1):
        if hint is None or hint <= 0:
            return list(self)
        lines = []
        size = 0
        for line in self:
            lines.append(line)
            size += len(line)
            if size >= hint:
                break
        return lines

    def writelines(self, lines):
        self._check()
        for line in lines:
            self.write(line)


class RawIOBase(IOBase):
    pass


class BufferedIOBase(IOBase):
    pass


class TextIOBase(IOBase):
    encoding = None
    errors = None
    newlines = None


class _Memory:
    """What StringIO and BytesIO share: one value and a position in it."""

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def getvalue(self):
        self._check()
        self._settle()
        return self._value

    def _settle(self):
        if self._parts:
            self._value += self._empty.join(self._parts)
            self._parts.clear()

    def tell(self):
        self._check()
        return self._at

    def read(self, size=-1, /):
        self._check()
        self._settle()
        end = len(self._value) if size is None or size < 0 else self._at + size
        piece = self._value[self._at:end]
        self._at += len(piece)
        return piece

    def readline(self, size=-1, /):
        self._check()
        self._settle()
        end = self._value.find(self._newline, self._at) + 1
        if end == 0:
            end = len(self._value)
        if size is not None and size >= 0:
            end = min(end, self._at + size)
        piece = self._value[self._at:end]
        self._at += len(piece)
        return piece

    def _put(self, data):
        size = len(data)
        if not size:
            return 0
        if self._at == self._length:
            self._parts.append(data)  # joined when somebody looks
        else:
            self._settle()
            value = self._value
            if self._at > self._length:
                value += self._fill * (self._at - self._length)
            self._value = value[:self._at] + data + value[self._at + size:]
        self._at += size
        self._length = max(self._length, self._at)
        return size

    def truncate(self, size=None, /):
        self._check()
        self._settle()
        if size is None:
            size = self._at
        elif size < 0:
            raise ValueError("negative size value %d" % size if self._empty else "Negative size value %d" % size)
        self._value = self._value[:size]
        self._length = len(self._value)
        return size


class StringIO(_Memory, TextIOBase):
    _closed_mark = ""
    _empty = ""
    _newline = "\n"
    _fill = "\0"

    def __init__(self, initial_value="", newline="\n"):
        if initial_value is None:
            initial_value = ""
        if not isinstance(initial_value, str):
            raise TypeError("initial_value must be str or None, not " + type(initial_value).__name__)
        if newline is not None and newline not in ("", "\n", "\r", "\r\n"):
            raise ValueError("illegal newline value: %r" % newline)
        self._mode = newline
        self._value = self._translated(initial_value)
        self._parts = []
        self._at = 0
        self._length = len(self._value)

    @property
    def line_buffering(self):
        return False

    def _translated(self, text):
        if self._mode is None:
            return text.replace("\r\n", "\n").replace("\r", "\n")
        if self._mode in ("\r", "\r\n"):
            return text.replace("\n", self._mode)
        return text

    def write(self, text, /):
        self._check()
        if not isinstance(text, str):
            raise TypeError("string argument expected, got %r" % type(text).__name__)
        self._put(self._translated(text))
        return len(text)

    def seek(self, offset, whence=0, /):
        self._check()
        if whence not in (0, 1, 2):
            raise ValueError("Invalid whence (%d, should be 0, 1 or 2)" % whence)
        if whence == 0 and offset < 0:
            raise ValueError("Negative seek position %d" % offset)
        if whence and offset:
            raise OSError("Can't do nonzero cur-relative seeks")
        if whence == 0:
            self._at = offset
        elif whence == 2:
            self._at = self._length
        return self._at


class BytesIO(_Memory, BufferedIOBase):
    _empty = b""
    _newline = b"\n"
    _fill = b"\0"

    def __init__(self, initial_bytes=b""):
        if initial_bytes is None:
            initial_bytes = b""
        elif isinstance(initial_bytes, (str, int)):
            raise TypeError("a bytes-like object is required, not %r" % type(initial_bytes).__name__)
        self._value = bytes(initial_bytes)
        self._parts = []
        self._at = 0
        self._length = len(self._value)

    def write(self, data, /):
        self._check()
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        return self._put(bytes(data))

    def getbuffer(self):
        return memoryview(self.getvalue())

    def read1(self, size=-1, /):
        return self.read(size)

    def readinto(self, buffer, /):
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def seek(self, offset, whence=0, /):
        self._check()
        if whence == 0:
            if offset < 0:
                raise ValueError("negative seek value %d" % offset)
            self._at = offset
        elif whence == 1:
            self._at = max(0, self._at + offset)
        elif whence == 2:
            self._at = max(0, self._length + offset)
        else:
            raise ValueError("invalid whence (%d, should be 0, 1 or 2)" % whence)
        return self._at


class TextIOWrapper(TextIOBase):
    """Text on top of a stream of bytes in memory."""

    def __init__(self, buffer, encoding=None, errors=None, newline=None,
                 line_buffering=False, write_through=False):
        self.buffer = buffer
        self.encoding = encoding or "utf-8"
        self.errors = errors or "strict"
        self.line_buffering = line_buffering
        self._newline = newline
        self._text = None

    @property
    def closed(self):
        return self.buffer.closed

    @property
    def name(self):
        return self.buffer.name

    def _reader(self):
        if self._text is None:
            text = self.buffer.read().decode(self.encoding, self.errors)
            self._text = StringIO(text, newline=self._newline if self._newline == "" else None)
        return self._text

    def readable(self):
        return self.buffer.readable()

    def writable(self):
        return self.buffer.writable()

    def read(self, size=-1, /):
        return self._reader().read(size)

    def readline(self, size=-1, /):
        return self._reader().readline(size)

    def write(self, text, /):
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not " + type(text).__name__)
        out = text.replace("\n", self._newline) if self._newline in ("\r", "\r\n") else text
        self.buffer.write(out.encode(self.encoding, self.errors))
        return len(text)

    def flush(self):
        self.buffer.flush()

    def close(self):
        self.buffer.close()

    def seek(self, offset, whence=0, /):
        self._text = None
        return self.buffer.seek(offset, whence)

    def detach(self):
        buffer = self.buffer
        self.buffer = None
        return buffer


class BufferedReader(BufferedIOBase):
    pass


class BufferedWriter(BufferedIOBase):
    pass


class FileIO(RawIOBase):
    pass


class IncrementalNewlineDecoder:
    pass


class BufferedRandom(BufferedIOBase):
    pass


_NATIVE = {"TextIOWrapper": (TextIOWrapper, TextIOBase, IOBase),
           "BufferedReader": (BufferedReader, BufferedIOBase, IOBase),
           "BufferedWriter": (BufferedWriter, BufferedIOBase, IOBase),
           "BufferedRandom": (BufferedRandom, BufferedIOBase, IOBase)}
