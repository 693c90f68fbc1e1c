"""Temporary files and folders: the only files that scripts may write. What is
left of them goes with the run. https://docs.python.org/3/library/tempfile.html"""

import io as _io
import os as _os
import _os as _native

__all__ = ["NamedTemporaryFile", "SpooledTemporaryFile", "TMP_MAX", "TemporaryDirectory",
           "TemporaryFile", "gettempdir", "gettempdirb", "gettempprefix", "gettempprefixb",
           "mkdtemp", "mkstemp", "mktemp", "tempdir"]

tempdir = None
template = "tmp"
TMP_MAX = 10000


def gettempdir():
    global tempdir
    if tempdir is None:
        for name in ("TMPDIR", "TEMP", "TMP"):
            folder = _os.environ.get(name)
            if folder and _os.path.isdir(folder):
                tempdir = _os.path.abspath(folder)
                break
        else:
            tempdir = "/tmp"
    return _os.fsdecode(tempdir)


def gettempprefix():
    return template


def gettempdirb():
    return _os.fsencode(gettempdir())


def gettempprefixb():
    return _os.fsencode(template)


def _sanitized(suffix, prefix, dir):
    """The three as text, and whether the result is to be bytes."""
    given = [part for part in (suffix, prefix, dir) if part is not None]
    given = [_os.fspath(part) for part in given]
    binary = any(isinstance(part, bytes) for part in given)
    if binary and not all(isinstance(part, bytes) for part in given):
        raise TypeError("Can't mix bytes and non-bytes in path components.")
    texts = ["" if suffix is None else _os.fsdecode(suffix),
             template if prefix is None else _os.fsdecode(prefix),
             gettempdir() if dir is None else _os.path.abspath(_os.fsdecode(dir))]
    return texts, binary


def mkdtemp(suffix=None, prefix=None, dir=None):
    (suffix, prefix, dir), binary = _sanitized(suffix, prefix, dir)
    path = _native.make_folder(dir, prefix, suffix)
    return _os.fsencode(path) if binary else path


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    (suffix, prefix, dir), binary = _sanitized(suffix, prefix, dir)
    descriptor, path = _native.make_file(dir, prefix, suffix)
    return descriptor, _os.fsencode(path) if binary else path


def mktemp(suffix="", prefix=template, dir=None):
    dir = gettempdir() if dir is None else dir
    for _ in range(TMP_MAX):
        path = _os.path.abspath(_os.path.join(dir, prefix + _os.urandom(4).hex() + suffix))
        if not _os.path.lexists(path):
            return path
    raise FileExistsError(17, "No usable temporary filename found")


class _TemporaryFile:
    """A file that is removed when it is closed."""

    def __init__(self, file, name, delete=True, delete_on_close=True):
        self.file = file
        self.name = name
        self.delete = delete
        self._delete_on_close = delete_on_close

    def __getattr__(self, name):
        found = getattr(self.__dict__["file"], name)
        if not isinstance(found, (int, str)):
            self.__dict__[name] = found
        return found

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, *told):
        self.close()
        self._remove()

    def __iter__(self):
        for line in self.file:
            yield line

    def _remove(self):
        if self.delete:
            self.delete = False
            try:
                _os.unlink(self.name)
            except FileNotFoundError:
                pass

    def close(self):
        try:
            self.file.close()
        finally:
            if self._delete_on_close:
                self._remove()

    def __del__(self):
        if not self.file.closed:
            self.file.close()
        self._remove()

    def __repr__(self):
        return f"<tempfile._TemporaryFileWrapper file={self.file!r}>"


_TemporaryFileWrapper = _TemporaryFile


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None,
                       prefix=None, dir=None, delete=True, *, errors=None,
                       delete_on_close=True):
    descriptor, name = mkstemp(suffix, prefix, dir)
    _os.close(descriptor)
    try:
        file = _io.open(name, mode, buffering, encoding=encoding, errors=errors,
                        newline=newline)
    except BaseException:
        _os.unlink(name)
        raise
    return _TemporaryFile(file, name, delete, delete_on_close)


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None,
                  prefix=None, dir=None, *, errors=None):
    return NamedTemporaryFile(mode, buffering, encoding, newline, suffix, prefix, dir,
                              errors=errors)


class SpooledTemporaryFile(_io.IOBase):
    """In memory until it grows beyond `max_size`."""

    __class_getitem__ = classmethod(type(list[int]))

    _rolled = False

    def __init__(self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None,
                 suffix=None, prefix=None, dir=None, *, errors=None):
        self._file = _io.BytesIO() if "b" in mode else _io.StringIO(newline="\n")
        self._max_size = max_size
        self._arguments = {"mode": mode, "buffering": buffering, "suffix": suffix,
                           "prefix": prefix, "encoding": encoding, "newline": newline,
                           "dir": dir, "errors": errors}

    def rollover(self):
        if self._rolled:
            return
        held = self._file
        self._file = TemporaryFile(**self._arguments)
        at = held.tell()
        self._file.write(held.getvalue())
        self._file.seek(at)
        self._rolled = True
        self._arguments = None

    def _check(self):
        if not self._rolled and self._max_size and self._file.tell() > self._max_size:
            self.rollover()

    def write(self, data):
        count = self._file.write(data)
        self._check()
        return count

    def writelines(self, lines):
        self._file.writelines(lines)
        self._check()

    def fileno(self):
        self.rollover()
        return self._file.fileno()

    def truncate(self, size=None):
        if size is not None and self._max_size and size > self._max_size:
            self.rollover()
        return self._file.truncate(size)

    @property
    def name(self):
        return getattr(self._file, "name", None)

    @property
    def mode(self):
        return self._arguments["mode"] if self._arguments else self._file.mode

    @property
    def closed(self):
        return self._file.closed

    def close(self):
        self._file.close()

    def read(self, *args):
        return self._file.read(*args)

    def readline(self, *args):
        return self._file.readline(*args)

    def readlines(self, *args):
        return self._file.readlines(*args)

    def seek(self, *args):
        return self._file.seek(*args)

    def tell(self):
        return self._file.tell()

    def readable(self):
        return self._file.readable()

    writable = seekable = readable

    def flush(self):
        self._file.flush()

    def __iter__(self):
        return iter(self._file)

    def __enter__(self):
        if self._file.closed:
            raise ValueError("Cannot enter context with closed file")
        return self

    def __exit__(self, *told):
        self._file.close()


class TemporaryDirectory:
    """A folder that goes at the end of a `with` block."""

    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *,
                 delete=True):
        self.name = mkdtemp(suffix, prefix, dir)
        self._delete = delete
        self._ignore_cleanup_errors = ignore_cleanup_errors

    def __repr__(self):
        return f"<TemporaryDirectory {self.name!r}>"

    def __enter__(self):
        return self.name

    def __exit__(self, *told):
        if self._delete:
            self.cleanup()

    def cleanup(self):
        import shutil
        if _os.path.lexists(self.name):
            shutil.rmtree(self.name, ignore_errors=self._ignore_cleanup_errors)
