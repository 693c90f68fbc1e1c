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
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        "".encode(encoding or "utf-8")
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


class _Buffered(BufferedIOBase):
    """A stream of bytes on top of another, which reads and writes for it."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if buffer_size <= 0:
            raise ValueError("buffer size must be strictly positive")
        self.raw = raw

    @property
    def closed(self):
        return self.raw.closed

    @property
    def name(self):
        return self.raw.name

    @property
    def mode(self):
        return self.raw.mode

    def readable(self):
        return self.raw.readable()

    def writable(self):
        return self.raw.writable()

    def seekable(self):
        return self.raw.seekable()

    def fileno(self):
        return self.raw.fileno()

    def isatty(self):
        return self.raw.isatty()

    def flush(self):
        if self.closed:
            raise ValueError("flush of closed file")
        self.raw.flush()

    def close(self):
        if self.raw is not None and not self.closed:
            try:
                self.flush()
            finally:
                self.raw.close()

    def detach(self):
        if self.raw is None:
            raise ValueError("raw stream already detached")
        self.flush()
        raw, self.raw = self.raw, None
        return raw

    def seek(self, offset, whence=0, /):
        return self.raw.seek(offset, whence)

    def tell(self):
        return self.raw.tell()

    def truncate(self, pos=None, /):
        return self.raw.truncate(pos)

    def __repr__(self):
        name = getattr(self.raw, "name", None)
        shown = "" if name is None else f" name={name!r}"
        return f"<{type(self).__module__}.{type(self).__qualname__}{shown}>"


class _Reading(_Buffered):
    def read(self, size=-1, /):
        if size is not None and size < -1:
            raise ValueError("read length must be non-negative or -1")
        if size is None or size < 0:
            return self.raw.read()
        parts = []
        while size > 0:
            part = self.raw.read(size)
            if not part:
                break
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def read1(self, size=-1, /):
        return self.raw.read(DEFAULT_BUFFER_SIZE if size < 0 else size)

    def readinto(self, buffer, /):
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    readinto1 = readinto

    def peek(self, size=0, /):
        at = self.raw.tell()
        data = self.raw.read(DEFAULT_BUFFER_SIZE)
        self.raw.seek(at)
        return data

    def readline(self, size=-1, /):
        return self.raw.readline(size)


class _Writing(_Buffered):
    def write(self, data, /):
        if self.closed:
            raise ValueError("write to closed file")
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        return self.raw.write(data)


class BufferedReader(_Reading):
    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.readable():
            raise OSError("File or stream is not readable.")
        super().__init__(raw, buffer_size)


class BufferedWriter(_Writing):
    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.writable():
            raise OSError("File or stream is not writable.")
        super().__init__(raw, buffer_size)


class BufferedRandom(_Reading, _Writing):
    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.seekable():
            raise OSError("File or stream is not seekable.")
        super().__init__(raw, buffer_size)


class BufferedRWPair(BufferedIOBase):
    """A reader and a writer as one."""

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE):
        self.reader = BufferedReader(reader, buffer_size)
        self.writer = BufferedWriter(writer, buffer_size)

    def read(self, size=-1, /):
        return self.reader.read(size)

    def read1(self, size=-1, /):
        return self.reader.read1(size)

    def readinto(self, buffer, /):
        return self.reader.readinto(buffer)

    def peek(self, size=0, /):
        return self.reader.peek(size)

    def write(self, data, /):
        return self.writer.write(data)

    def readable(self):
        return self.reader.readable()

    def writable(self):
        return self.writer.writable()

    def flush(self):
        return self.writer.flush()

    @property
    def closed(self):
        return self.writer.closed

    def close(self):
        try:
            self.writer.close()
        finally:
            self.reader.close()


class FileIO(RawIOBase):
    """A file without buffer; in fact open() of the same."""

    def __init__(self, file, mode="r", closefd=True, opener=None):
        self._file = open(file, mode.replace("b", "") + "b", closefd=closefd)
        self.name = file
        self.closefd = closefd

    @property
    def mode(self):
        return self._file.mode

    @property
    def closed(self):
        return self._file.closed

    def __getattr__(self, name):
        return getattr(self.__dict__["_file"], name)

    def read(self, size=-1, /):
        return self._file.read(-1 if size is None else size)

    readall = read

    def readline(self, size=-1, /):
        return self._file.readline(size)

    def write(self, data, /):
        written = self._file.write(data)
        self._file.flush()
        return written

    def seek(self, offset, whence=0, /):
        return self._file.seek(offset, whence)

    def tell(self):
        return self._file.tell()

    def truncate(self, size=None, /):
        return self._file.truncate(size)

    def readable(self):
        return self._file.readable()

    def writable(self):
        return self._file.writable()

    def seekable(self):
        return True

    def fileno(self):
        return self._file.fileno()

    def close(self):
        self._file.close()


class IncrementalNewlineDecoder:
    """Joins "\\r" and "\\n" that come in different pieces."""

    def __init__(self, decoder, translate, errors="strict"):
        self._decoder = decoder
        self._translate = translate
        self._held = False
        self._seen = 0

    def decode(self, input, final=False):
        text = input if self._decoder is None else self._decoder.decode(input, final=final)
        if self._held and (text or final):
            text = "\r" + text
            self._held = False
        if text.endswith("\r") and not final:
            text = text[:-1]
            self._held = True
        both = text.count("\r\n")
        returns, feeds = text.count("\r") - both, text.count("\n") - both
        self._seen |= (feeds and 1) | (returns and 2) | (both and 4)
        if self._translate:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text

    def reset(self):
        self._seen = 0
        self._held = False
        if self._decoder is not None:
            self._decoder.reset()

    @property
    def newlines(self):
        return (None, "\n", "\r", ("\r", "\n"), "\r\n", ("\n", "\r\n"),
                ("\r", "\r\n"), ("\r", "\n", "\r\n"))[self._seen]


_NATIVE = {"TextIOWrapper": (TextIOWrapper, TextIOBase, IOBase),
           "BufferedReader": (BufferedReader, BufferedIOBase, IOBase),
           "BufferedWriter": (BufferedWriter, BufferedIOBase, IOBase),
           "BufferedRandom": (BufferedRandom, BufferedIOBase, IOBase)}
