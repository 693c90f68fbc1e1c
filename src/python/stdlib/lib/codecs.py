"""Encodings by name: https://docs.python.org/3/library/codecs.html

The encodings themselves are native (bytes.decode, str.encode); here are the
objects around them, the text transforms, and streams."""

import builtins as _builtins
import _codecs
from _codecs import lookup_error, register_error

__all__ = ["BOM", "BOM_BE", "BOM_LE", "BOM_UTF16", "BOM_UTF16_BE", "BOM_UTF16_LE",
           "BOM_UTF32", "BOM_UTF32_BE", "BOM_UTF32_LE", "BOM_UTF8", "Codec", "CodecInfo",
           "EncodedFile", "IncrementalDecoder", "IncrementalEncoder", "StreamReader",
           "StreamReaderWriter", "StreamRecoder", "StreamWriter", "backslashreplace_errors",
           "decode", "encode", "getdecoder", "getencoder", "getincrementaldecoder",
           "getincrementalencoder", "getreader", "getwriter", "ignore_errors", "iterdecode",
           "iterencode", "lookup", "lookup_error", "namereplace_errors", "open", "register",
           "register_error", "replace_errors", "strict_errors", "unregister",
           "xmlcharrefreplace_errors"]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = b"\xfe\xff"
BOM = BOM_UTF16 = BOM_LE
BOM_UTF32_LE = b"\xff\xfe\0\0"
BOM_UTF32_BE = b"\0\0\xfe\xff"
BOM_UTF32 = BOM_UTF32_LE

strict_errors = lookup_error("strict")
ignore_errors = lookup_error("ignore")
replace_errors = lookup_error("replace")
xmlcharrefreplace_errors = lookup_error("xmlcharrefreplace")
backslashreplace_errors = lookup_error("backslashreplace")
namereplace_errors = lookup_error("namereplace")

_searches = []
_known = {}


class CodecInfo(tuple):
    def __new__(cls, encode, decode, streamreader=None, streamwriter=None,
                incrementalencoder=None, incrementaldecoder=None, name=None, *,
                _is_text_encoding=None):
        made = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        made.encode = encode
        made.decode = decode
        made.streamreader = streamreader
        made.streamwriter = streamwriter
        made.incrementalencoder = incrementalencoder
        made.incrementaldecoder = incrementaldecoder
        made.name = name
        if _is_text_encoding is not None:
            made._is_text_encoding = _is_text_encoding
        return made

    _is_text_encoding = True

    def __repr__(self):
        return (f"<{type(self).__module__}.{type(self).__qualname__} object for encoding "
                f"{self.name} at {id(self):#x}>")


class Codec:
    def encode(self, input, errors="strict"):
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        raise NotImplementedError


class IncrementalEncoder:
    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = ""

    def encode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class IncrementalDecoder:
    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return (b"", 0)

    def setstate(self, state):
        pass


class StreamWriter(Codec):
    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors

    def write(self, object):
        self.stream.write(self.encode(object, self.errors)[0])

    def writelines(self, list):
        self.write("".join(list))

    def reset(self):
        pass

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, *told):
        self.stream.close()


class StreamReader(Codec):
    """Decodes all that the stream has when the first of it is wanted."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors
        self._held = ""

    def _fill(self):
        data = self.stream.read()
        if data:
            self._held += self.decode(data, self.errors)[0]

    def read(self, size=-1, chars=-1, firstline=False):
        self._fill()
        limit = chars if chars >= 0 else size
        if limit < 0:
            limit = len(self._held)
        piece, self._held = self._held[:limit], self._held[limit:]
        return piece

    def readline(self, size=None, keepends=True):
        self._fill()
        lines = self._held.splitlines(True)
        if not lines:
            return ""
        self._held = self._held[len(lines[0]):]
        return lines[0] if keepends else lines[0].splitlines()[0]

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reset()

    def reset(self):
        self._held = ""

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, *told):
        self.stream.close()


class StreamReaderWriter:
    encoding = "unknown"

    def __init__(self, stream, Reader, Writer, errors="strict"):
        self.stream = stream
        self.reader = Reader(stream, errors)
        self.writer = Writer(stream, errors)
        self.errors = errors

    def read(self, size=-1):
        return self.reader.read(size)

    def readline(self, size=None, keepends=True):
        return self.reader.readline(size, keepends)

    def readlines(self, sizehint=None):
        return self.reader.readlines(sizehint)

    def write(self, data):
        return self.writer.write(data)

    def writelines(self, list):
        return self.writer.writelines(list)

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reader.reset()

    def reset(self):
        self.reader.reset()

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.reader)

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, *told):
        self.stream.close()


class StreamRecoder(StreamReaderWriter):
    def __init__(self, stream, encode, decode, Reader, Writer, errors="strict"):
        super().__init__(stream, Reader, Writer, errors)
        self.encode = encode
        self.decode = decode

    def read(self, size=-1):
        return self.encode(self.reader.read(size), self.errors)[0]

    def readline(self, size=None):
        return self.encode(self.reader.readline(size), self.errors)[0]

    def write(self, data):
        return self.writer.write(self.decode(data, self.errors)[0])


# Codecs of text encodings.

def _text_codec(name):
    def encode(input, errors="strict"):
        return input.encode(name, errors), len(input)

    def decode(input, errors="strict", final=True):
        return bytes(input).decode(name, errors), len(input)

    class Encoder(IncrementalEncoder):
        _started = False

        def encode(self, input, final=False):
            made = input.encode(name, self.errors)
            if name in ("utf-16", "utf-32", "utf-8-sig") and self._started:
                mark = {"utf-16": 2, "utf-32": 4, "utf-8-sig": 3}[name]
                made = made[mark:]
            self._started = self._started or bool(input)
            return made

        def reset(self):
            self._started = False

    class Decoder(IncrementalDecoder):
        """Keeps the start of a character for the bytes that follow."""

        def __init__(self, errors="strict"):
            super().__init__(errors)
            self.buffer = b""

        def decode(self, input, final=False):
            data = self.buffer + bytes(input)
            if final:
                self.buffer = b""
                return data.decode(name, self.errors)
            for held in range(min(8, len(data)) + 1):
                end = len(data) - held
                try:
                    text = data[:end].decode(name, "strict")
                    if held and _complete(name, data[end:]):
                        continue
                    self.buffer = data[end:]
                    return text
                except UnicodeDecodeError as error:
                    if error.end < end or not _truncated(error):
                        self.buffer = b""
                        return data.decode(name, self.errors)
            self.buffer = data
            return ""

        def reset(self):
            self.buffer = b""

        def getstate(self):
            return (self.buffer, 0)

        def setstate(self, state):
            self.buffer = state[0]

    return CodecInfo(encode, decode, _with(StreamReader, encode, decode),
                     _with(StreamWriter, encode, decode), Encoder, Decoder, name)


def _truncated(error):
    return ("unexpected end" in error.reason or "truncated" in error.reason)


def _complete(name, data):
    try:
        data.decode(name)
        return True
    except UnicodeDecodeError as error:
        return not _truncated(error)


def _with(base, encode, decode):
    return type(base.__name__, (base,),
                {"encode": staticmethod(encode), "decode": staticmethod(decode)})


# Transforms between bytes, or between texts.

def _transforms():
    import base64
    import binascii

    def rot13(text):
        table = {}
        for first in (65, 97):
            for at in range(26):
                table[first + at] = first + (at + 13) % 26
        return text.translate(table)

    def zlib(name):
        return lambda data: getattr(__import__("zlib"), name)(data)

    return {"base64": (base64.encodebytes, base64.decodebytes),
            "hex": (binascii.b2a_hex, binascii.a2b_hex),
            "rot13": (rot13, rot13),
            "zlib": (zlib("compress"), zlib("decompress"))}


_TRANSFORMS = {"base64": "base64", "base_64": "base64", "base64_codec": "base64",
               "hex": "hex", "hex_codec": "hex", "rot13": "rot13", "rot_13": "rot13",
               "zlib": "zlib", "zip": "zlib", "zlib_codec": "zlib"}


def _transform_codec(name):
    forth, back = _transforms()[name]

    def encode(input, errors="strict"):
        return forth(input), len(input)

    def decode(input, errors="strict"):
        return back(input), len(input)
    return CodecInfo(encode, decode, _with(StreamReader, encode, decode),
                     _with(StreamWriter, encode, decode),
                     name="rot13" if name == "rot13" else name, _is_text_encoding=False)


# The registry.

def register(search_function, /):
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _searches.append(search_function)


def unregister(search_function, /):
    if search_function in _searches:
        _searches.remove(search_function)
        _known.clear()


def lookup(encoding, /):
    if not isinstance(encoding, str):
        raise TypeError("lookup() argument must be str, not " + type(encoding).__name__)
    key = encoding.lower().replace(" ", "_").replace("-", "_")
    if key in _known:
        return _known[key]
    found = None
    if name := _codecs.canonical(encoding):
        found = _text_codec(name)
    elif key in _TRANSFORMS:
        found = _transform_codec(_TRANSFORMS[key])
    else:
        from encodings import search_function
        for search in (search_function, *_searches):
            found = search(key)
            if found is not None:
                if not isinstance(found, tuple) or len(found) != 4:
                    raise TypeError("codec search functions must return 4-tuples")
                break
    if found is None:
        raise LookupError(f"unknown encoding: {encoding}")
    _known[key] = found
    return found


def encode(obj, encoding="utf-8", errors="strict"):
    return lookup(encoding).encode(obj, errors)[0]


def decode(obj, encoding="utf-8", errors="strict"):
    return lookup(encoding).decode(obj, errors)[0]


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


def getincrementalencoder(encoding):
    found = lookup(encoding).incrementalencoder
    if found is None:
        raise LookupError(encoding)
    return found


def getincrementaldecoder(encoding):
    found = lookup(encoding).incrementaldecoder
    if found is None:
        raise LookupError(encoding)
    return found


def getreader(encoding):
    return lookup(encoding).streamreader


def getwriter(encoding):
    return lookup(encoding).streamwriter


def iterencode(iterator, encoding, errors="strict", **kwargs):
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for item in iterator:
        if made := encoder.encode(item):
            yield made
    if made := encoder.encode("", True):
        yield made


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for item in iterator:
        if made := decoder.decode(item):
            yield made
    if made := decoder.decode(b"", True):
        yield made


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    if encoding is None:
        return _builtins.open(filename, mode, buffering)
    if "b" not in mode:
        mode += "b"
    file = _builtins.open(filename, mode, buffering)
    found = lookup(encoding)
    made = StreamReaderWriter(file, found.streamreader, found.streamwriter, errors)
    made.encoding = encoding
    return made


def EncodedFile(file, data_encoding, file_encoding=None, errors="strict"):
    inner = lookup(data_encoding)
    outer = lookup(file_encoding or data_encoding)
    made = StreamRecoder(file, inner.encode, inner.decode, outer.streamreader,
                         outer.streamwriter, errors)
    made.data_encoding = data_encoding
    made.file_encoding = file_encoding or data_encoding
    return made


def charmap_encode(input, errors="strict", mapping=None):
    made = bytearray()
    for at, char in enumerate(input):
        code = mapping.get(ord(char)) if mapping is not None else ord(char)
        if code is None or (mapping is None and code > 255):
            raise UnicodeEncodeError("charmap", input, at, at + 1,
                                     "character maps to <undefined>")
        made += bytes([code]) if isinstance(code, int) else code
    return bytes(made), len(input)


def charmap_decode(input, errors="strict", mapping=None):
    made = []
    for at, byte in enumerate(input):
        try:
            char = chr(byte) if mapping is None else mapping[byte]
        except (LookupError, IndexError):
            char = None
        if char is None or char == "\ufffe":
            raise UnicodeDecodeError("charmap", bytes(input), at, at + 1,
                                     "character maps to <undefined>")
        made.append(chr(char) if isinstance(char, int) else char)
    return "".join(made), len(input)
