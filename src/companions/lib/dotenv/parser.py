"""The syntax of .env files, as python-dotenv reads it."""
import re
from collections import namedtuple

Original = namedtuple("Original", "string line")
Binding = namedtuple("Binding", "key value original error")

_SPACE = re.compile(r"\s*", re.M)
_BLANK = re.compile(r"[^\S\r\n]*")
_EXPORT = re.compile(r"(?:export[^\S\r\n]+)?")
_SINGLE_KEY = re.compile(r"'([^']+)'")
_PLAIN_KEY = re.compile(r"([^=\#\s]+)")
_EQUALS = re.compile(r"(=[^\S\r\n]*)")
_SINGLE = re.compile(r"'((?:\\'|[^'])*)'")
_DOUBLE = re.compile(r'"((?:\\"|[^"])*)"')
_PLAIN = re.compile(r"([^\r\n]*)")
_COMMENT = re.compile(r"(?:[^\S\r\n]*#[^\r\n]*)?")
_END = re.compile(r"[^\S\r\n]*(?:\r\n|\n|\r|\Z)")
_REST = re.compile(r"[^\r\n]*(?:\r|\n|\r\n)?")
_ESCAPES = {"\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f",
            "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


class _Bad(Exception):
    pass


class _Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0
        self.line = 1

    def take(self, pattern):
        match = pattern.match(self.text, self.at)
        if match is None:
            raise _Bad
        self.line += len(re.findall(r"\r\n|\n|\r", match.group(0)))
        self.at = match.end()
        return match

    def peek(self):
        return self.text[self.at:self.at + 1]


def _unescape(text, allowed):
    return re.sub(r"\\([%s])" % re.escape(allowed),
                  lambda m: _ESCAPES[m.group(1)], text)


def _key(reader):
    letter = reader.peek()
    if letter == "#":
        return None
    return reader.take(_SINGLE_KEY if letter == "'" else _PLAIN_KEY).group(1)


def _value(reader):
    letter = reader.peek()
    if letter == "'":
        return _unescape(reader.take(_SINGLE).group(1), "\\'")
    if letter == '"':
        return _unescape(reader.take(_DOUBLE).group(1), "\\'\"abfnrtv")
    if letter in ("", "\n", "\r"):
        return ""
    text = reader.take(_PLAIN).group(1)
    return re.sub(r"\s+#.*", "", text).rstrip()


def _binding(reader):
    start, line = reader.at, reader.line
    try:
        reader.take(_EXPORT)
        key = _key(reader)
        reader.take(_BLANK)
        value = None
        if reader.peek() == "=":
            # Behind a space "#" begins a comment, and there is no value.
            equals = reader.take(_EQUALS)
            value = ("" if len(equals[0]) > 1 and reader.peek() == "#"
                     else _value(reader))
        reader.take(_COMMENT)
        reader.take(_END)
        return Binding(key, value, Original(reader.text[start:reader.at],
                                            line), False)
    except _Bad:
        reader.take(_REST)
        return Binding(None, None, Original(reader.text[start:reader.at],
                                            line), True)


def parse_stream(stream):
    return parse_text(stream.read())


def parse_text(text):
    reader = _Reader(text)
    reader.take(_SPACE)
    while reader.at < len(reader.text):
        yield _binding(reader)
        reader.take(_SPACE)
