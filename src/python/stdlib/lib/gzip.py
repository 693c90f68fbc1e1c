"""Files in gzip's format: https://docs.python.org/3/library/gzip.html"""

import builtins
import io
import os
import struct
import time
import zlib

__all__ = ["BadGzipFile", "GzipFile", "compress", "decompress", "open"]

READ, WRITE = "rb", "wb"
_COMPRESS_LEVEL_BEST = 9
FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = 1, 2, 4, 8, 16


class BadGzipFile(OSError):
    pass


def open(filename, mode="rb", compresslevel=9, encoding=None, errors=None, newline=None):
    if "t" in mode:
        if "b" in mode:
            raise ValueError("Invalid mode: %r" % (mode,))
    else:
        for name, value in (("encoding", encoding), ("errors", errors), ("newline", newline)):
            if value is not None:
                raise ValueError(f"Argument '{name}' not supported in binary mode")
    plain = mode.replace("t", "")
    if isinstance(filename, (str, bytes, os.PathLike)):
        file = GzipFile(filename, plain, compresslevel)
    elif hasattr(filename, "read") or hasattr(filename, "write"):
        file = GzipFile(None, plain, compresslevel, filename)
    else:
        raise TypeError("filename must be a str or bytes object, or a file")
    if "t" in mode:
        return io.TextIOWrapper(file, encoding, errors, newline)
    return file


def _header(level, name=b"", mtime=None):
    mtime = int(time.time() if mtime is None else mtime)
    extra = b"\x02" if level == 9 else b"\x04" if level == 1 else b"\0"
    return (b"\x1f\x8b\x08" + (b"\x08" if name else b"\0") + struct.pack("<L", mtime) + extra +
            b"\xff" + (name + b"\0" if name else b""))


def compress(data, compresslevel=9, *, mtime=None):
    made = zlib.compressobj(compresslevel, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = made.compress(data) + made.flush()
    return (_header(compresslevel, mtime=0 if mtime is None else mtime) + body +
            struct.pack("<LL", zlib.crc32(data), len(data) & 0xffffffff))


def _body_start(data, at):
    """Where the compressed bytes of the member at `at` start."""
    if data[at:at + 2] != b"\x1f\x8b":
        raise BadGzipFile("Not a gzipped file (%r)" % data[at:at + 2])
    if len(data) < at + 10:
        raise EOFError("Compressed file ended before the end-of-stream marker was reached")
    method, flags = data[at + 2], data[at + 3]
    if method != 8:
        raise BadGzipFile("Unknown compression method")
    at += 10
    if flags & FEXTRA:
        at += 2 + struct.unpack_from("<H", data, at)[0]
    for flag in (FNAME, FCOMMENT):
        if flags & flag:
            at = data.index(b"\0", at) + 1
    return at + 2 if flags & FHCRC else at


def decompress(data):
    data = bytes(data)
    parts, at = [], 0
    while at < len(data):
        if not data[at:].strip(b"\0"):
            break  # zeros may fill the end
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        part = inflate.decompress(data[_body_start(data, at):])
        if not inflate.eof or len(inflate.unused_data) < 8:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        crc, size = struct.unpack("<LL", inflate.unused_data[:8])
        if crc != zlib.crc32(part):
            raise BadGzipFile("CRC check failed")
        if size != len(part) & 0xffffffff:
            raise BadGzipFile("Incorrect length of data produced")
        parts.append(part)
        at = len(data) - len(inflate.unused_data) + 8
    return b"".join(parts)


class GzipFile(io.BufferedIOBase):
    myfileobj = None

    def __init__(self, filename=None, mode=None, compresslevel=9, fileobj=None, mtime=None):
        if mode and ("t" in mode or "U" in mode):
            raise ValueError("Invalid mode: {!r}".format(mode))
        mode = mode or getattr(fileobj, "mode", "rb")
        mode = mode if "b" in str(mode) else str(mode) + "b"
        if mode[0] not in "rwax":
            raise ValueError("Invalid mode: {!r}".format(mode))
        if fileobj is None:
            fileobj = self.myfileobj = builtins.open(filename, mode)
        self.name = os.fspath(filename if filename is not None else
                              getattr(fileobj, "name", ""))
        self.fileobj = fileobj
        self.mode = "rb" if mode[0] == "r" else "wb"
        self.mtime = mtime
        self._at = 0
        self._data = None
        if self.mode == "wb":
            self._deflate = zlib.compressobj(compresslevel, zlib.DEFLATED, -zlib.MAX_WBITS)
            self._crc = zlib.crc32(b"")
            stem = os.path.basename(os.fsdecode(self.name)).removesuffix(".gz")
            try:
                stem = stem.encode("latin-1")
            except UnicodeEncodeError:
                stem = b""
            fileobj.write(_header(compresslevel, stem, mtime))

    def _held(self):
        self._check()
        if self.mode != "rb":
            raise OSError(9, "read() on write-only GzipFile object")
        if self._data is None:
            self._data = io.BytesIO(decompress(self.fileobj.read()))
        return self._data

    @property
    def closed(self):
        return self.fileobj is None

    def read(self, size=-1):
        return self._held().read(size)

    read1 = read

    def readline(self, size=-1):
        return self._held().readline(size)

    def peek(self, n=-1):
        data = self._held()
        at = data.tell()
        found = data.read()
        data.seek(at)
        return found

    def write(self, data):
        self._check()
        if self.mode != "wb":
            raise OSError(9, "write() on read-only GzipFile object")
        data = bytes(data)
        self._crc = zlib.crc32(data, self._crc)
        self._at += len(data)
        self.fileobj.write(self._deflate.compress(data))
        return len(data)

    def flush(self, zlib_mode=zlib.Z_SYNC_FLUSH):
        self._check()
        if self.mode == "wb":
            self.fileobj.write(self._deflate.flush(zlib_mode))
            self.fileobj.flush()

    def close(self):
        file, self.fileobj = self.fileobj, None
        if file is None:
            return
        if self.mode == "wb":
            file.write(self._deflate.flush())
            file.write(struct.pack("<LL", self._crc, self._at & 0xffffffff))
        if self.myfileobj is not None:
            self.myfileobj.close()
            self.myfileobj = None

    def tell(self):
        return self._at if self.mode == "wb" else self._held().tell()

    def seek(self, offset, whence=0):
        if self.mode == "rb":
            return self._held().seek(offset, whence)
        offset = self._at + offset if whence == 1 else offset
        if whence == 2 or offset < self._at:
            raise OSError("Negative seek in write mode")
        self.write(b"\0" * (offset - self._at))
        return self._at

    def rewind(self):
        if self.mode != "rb":
            raise OSError("Can't rewind in write mode")
        self.seek(0)

    def readable(self):
        return self.mode == "rb"

    def writable(self):
        return self.mode == "wb"

    def seekable(self):
        return True

    def fileno(self):
        return self.fileobj.fileno()

    def __repr__(self):
        return f"<gzip {self.fileobj!r} {id(self):#x}>"
