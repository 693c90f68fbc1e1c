"""TOML 1.0: https://docs.python.org/3/library/tomllib.html"""

import re
from datetime import date, datetime, time, timedelta, timezone

__all__ = ("loads", "load", "TOMLDecodeError")

_BARE = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
)
_CONTROLS = frozenset(chr(i) for i in range(32)) | frozenset("\x7f")
_BAD_IN_LINE = _CONTROLS - frozenset("\t")
_BAD_IN_TEXT = _CONTROLS - frozenset("\t\n")
_ESCAPES = {
    "b": "\b",
    "t": "\t",
    "n": "\n",
    "f": "\f",
    "r": "\r",
    '"': '"',
    "\\": "\\",
}
_TIME = r"([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,6})\d*)?"
_LOCAL_TIME = re.compile(_TIME)
_DATE_TIME = re.compile(
    r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"(?:[Tt ]" + _TIME + r"(?:([Zz])|([+-])([01]\d|2[0-3]):([0-5]\d))?)?"
)
_NUMBER = re.compile(
    r"0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|b[01](?:_?[01])*|o[0-7](?:_?[0-7])*)"
    r"|[+-]?(?:0|[1-9](?:_?\d)*)"
    r"(?P<float>(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?)"
)


class TOMLDecodeError(ValueError):
    """A document that is not valid TOML."""


def load(fp, /, *, parse_float=float):
    data = fp.read()
    try:
        text = data.decode()
    except AttributeError:
        raise TypeError(
            "File must be opened in binary mode, e.g. use `open('foo.toml', 'rb')`"
        ) from None
    return loads(text, parse_float=parse_float)


def loads(s, /, *, parse_float=float):
    if not isinstance(s, str):
        raise TypeError(
            "Expected str object, not '%s'" % type(s).__qualname__
        )
    return _Reader(s.replace("\r\n", "\n"), parse_float).document()


class _Marks:
    """What is known of a name beside its value."""

    def __init__(self):
        self.below = {}
        self.declared = False  # by [table], or opened by a dotted key
        self.frozen = False  # an inline table or array: closed for good

    def at(self, key):
        marks = self
        for part in key:
            if part not in marks.below:
                marks.below[part] = _Marks()
            marks = marks.below[part]
        return marks

    def is_frozen(self, key):
        marks = self
        for part in key:
            marks = marks.below.get(part)
            if marks is None:
                return False
            if marks.frozen:
                return True
        return False

    def is_declared(self, key):
        marks = self
        for part in key:
            marks = marks.below.get(part)
            if marks is None:
                return False
        return marks.declared


class _Blocked(Exception):
    """Something that is no table stands where one is needed."""


def _nest(tables, key, through_lists=True):
    for part in key:
        tables = tables.setdefault(part, {})
        if through_lists and isinstance(tables, list):
            tables = tables[-1]
        if not isinstance(tables, dict):
            raise _Blocked
    return tables


class _Reader:
    def __init__(self, text, parse_float):
        self.text = text
        self.pos = 0
        self.parse_float = parse_float
        self.data = {}
        self.marks = _Marks()
        self.opened = []

    def fail(self, message, pos=None):
        if pos is None:
            pos = self.pos
        if pos >= len(self.text):
            where = "end of document"
        else:
            line = self.text.count("\n", 0, pos) + 1
            where = "line %d, column %d" % (
                line,
                pos - self.text.rfind("\n", 0, pos),
            )
        error = TOMLDecodeError("%s (at %s)" % (message, where))
        raise error

    def peek(self, size=1):
        return self.text[self.pos : self.pos + size]

    def skip(self, characters):
        while self.pos < len(self.text) and self.text[self.pos] in characters:
            self.pos += 1

    def until(self, stop, bad, needed):
        """Moves to `stop`; `bad` characters must not come before it."""
        start = self.pos
        end = self.text.find(stop, start)
        if end < 0:
            end = len(self.text)
            if needed:
                self.fail("Expected %r" % stop, end)
        for at in range(start, end):
            if self.text[at] in bad:
                self.fail("Found invalid character %r" % self.text[at], at)
        self.pos = end
        return self.text[start:end]

    def skip_comment(self):
        if self.peek() == "#":
            self.pos += 1
            self.until("\n", _BAD_IN_LINE, False)

    # -- statements --------------------------------------------------------

    def document(self):
        header = ()
        while True:
            self.skip(" \t")
            char = self.peek()
            if not char:
                break
            if char == "\n":
                self.pos += 1
                continue
            if char in _BARE or char in "\"'":
                self.pair(header)
                self.skip(" \t")
            elif char == "[":
                for marks in self.opened:
                    marks.declared = True
                self.opened = []
                header = self.array() if self.peek(2) == "[[" else self.table()
                self.skip(" \t")
            elif char != "#":
                self.fail("Invalid statement")
            self.skip_comment()
            char = self.peek()
            if not char:
                break
            if char != "\n":
                self.fail("Expected newline or end of document after a statement")
            self.pos += 1
        return self.data

    def table(self):
        self.pos += 1
        self.skip(" \t")
        key = self.key()
        if self.marks.is_declared(key) or self.marks.is_frozen(key):
            self.fail("Cannot declare %s twice" % (key,))
        self.marks.at(key).declared = True
        try:
            _nest(self.data, key)
        except _Blocked:
            self.fail("Cannot overwrite a value")
        if self.peek() != "]":
            self.fail("Expected ']' at the end of a table declaration")
        self.pos += 1
        return key

    def array(self):
        self.pos += 2
        self.skip(" \t")
        key = self.key()
        if self.marks.is_frozen(key):
            self.fail("Cannot mutate immutable namespace %s" % (key,))
        parent = self.marks.at(key[:-1])
        parent.below[key[-1]] = _Marks()
        parent.below[key[-1]].declared = True
        try:
            tables = _nest(self.data, key[:-1])
        except _Blocked:
            self.fail("Cannot overwrite a value")
        if key[-1] not in tables:
            tables[key[-1]] = []
        if not isinstance(tables[key[-1]], list):
            self.fail("Cannot overwrite a value")
        tables[key[-1]].append({})
        if self.peek(2) != "]]":
            self.fail("Expected ']]' at the end of an array declaration")
        self.pos += 2
        return key

    def pair(self, header):
        key, value = self.key_and_value()
        for size in range(1, len(key)):
            above = header + key[:size]
            if self.marks.is_declared(above):
                self.fail("Cannot redefine namespace %s" % (above,))
            self.opened.append(self.marks.at(above))
        parent = header + key[:-1]
        if self.marks.is_frozen(parent):
            self.fail("Cannot mutate immutable namespace %s" % (parent,))
        try:
            tables = _nest(self.data, parent)
        except _Blocked:
            self.fail("Cannot overwrite a value")
        if key[-1] in tables:
            self.fail("Cannot overwrite a value")
        if isinstance(value, (dict, list)):
            self.marks.at(header + key).frozen = True
        tables[key[-1]] = value

    def key_and_value(self):
        key = self.key()
        if self.peek() != "=":
            self.fail("Expected '=' after a key in a key/value pair")
        self.pos += 1
        self.skip(" \t")
        return key, self.value()

    def key(self):
        parts = [self.key_part()]
        self.skip(" \t")
        while self.peek() == ".":
            self.pos += 1
            self.skip(" \t")
            parts.append(self.key_part())
            self.skip(" \t")
        return tuple(parts)

    def key_part(self):
        char = self.peek()
        if char and char in _BARE:
            start = self.pos
            self.skip(_BARE)
            return self.text[start : self.pos]
        if char == "'":
            return self.literal()
        if char == '"':
            return self.basic(False)
        self.fail("Invalid initial character for a key part")

    # -- values ------------------------------------------------------------

    def value(self):
        char = self.peek()
        if char == '"':
            return self.basic(self.peek(3) == '"""')
        if char == "'":
            return self.lines() if self.peek(3) == "'''" else self.literal()
        for word, value in (("true", True), ("false", False)):
            if self.text.startswith(word, self.pos):
                self.pos += len(word)
                return value
        if char == "[":
            return self.list()
        if char == "{":
            return self.inline()
        found = _DATE_TIME.match(self.text, self.pos)
        if found:
            return self.moment(found)
        found = _LOCAL_TIME.match(self.text, self.pos)
        if found:
            self.pos = found.end()
            return _time(found.groups())
        found = _NUMBER.match(self.text, self.pos)
        if found:
            self.pos = found.end()
            if found.group("float"):
                return self.parse_float(found.group())
            return int(found.group().replace("_", ""), 0)
        for word in ("inf", "nan", "-inf", "+inf", "-nan", "+nan"):
            if self.text.startswith(word, self.pos):
                self.pos += len(word)
                return self.parse_float(word)
        self.fail("Invalid value")

    def moment(self, found):
        parts = found.groups()
        try:
            day = date(int(parts[0]), int(parts[1]), int(parts[2]))
        except ValueError:
            self.fail("Invalid date or datetime")
        self.pos = found.end()
        if parts[3] is None:
            return day
        zone = None
        if parts[7]:
            zone = timezone.utc
        elif parts[8]:
            offset = timedelta(hours=int(parts[9]), minutes=int(parts[10]))
            zone = timezone(-offset if parts[8] == "-" else offset)
        return datetime.combine(day, _time(parts[3:7]), zone)

    def skip_blank(self):
        while True:
            before = self.pos
            self.skip(" \t\n")
            self.skip_comment()
            if self.pos == before:
                return

    def list(self):
        self.pos += 1
        items = []
        self.skip_blank()
        if self.peek() == "]":
            self.pos += 1
            return items
        while True:
            items.append(self.value())
            self.skip_blank()
            char = self.peek()
            if char == "]":
                self.pos += 1
                return items
            if char != ",":
                self.fail("Unclosed array")
            self.pos += 1
            self.skip_blank()
            if self.peek() == "]":
                self.pos += 1
                return items

    def inline(self):
        self.pos += 1
        items = {}
        marks = _Marks()
        self.skip(" \t")
        if self.peek() == "}":
            self.pos += 1
            return items
        while True:
            key, value = self.key_and_value()
            if marks.is_frozen(key):
                self.fail("Cannot mutate immutable namespace %s" % (key,))
            try:
                tables = _nest(items, key[:-1], False)
            except _Blocked:
                self.fail("Cannot overwrite a value")
            if key[-1] in tables:
                self.fail("Duplicate inline table key %r" % key[-1])
            tables[key[-1]] = value
            self.skip(" \t")
            char = self.peek()
            if char == "}":
                self.pos += 1
                return items
            if char != ",":
                self.fail("Unclosed inline table")
            if isinstance(value, (dict, list)):
                marks.at(key).frozen = True
            self.pos += 1
            self.skip(" \t")

    # -- strings -----------------------------------------------------------

    def literal(self):
        self.pos += 1
        text = self.until("'", _BAD_IN_LINE, True)
        self.pos += 1
        return text

    def lines(self):
        self.pos += 3
        if self.peek() == "\n":
            self.pos += 1
        text = self.until("'''", _BAD_IN_TEXT, True)
        self.pos += 3
        return text + self.more_quotes("'")

    def more_quotes(self, quote):
        """Up to two quotes may stand before the closing three."""
        found = ""
        while len(found) < 2 and self.peek() == quote:
            self.pos += 1
            found += quote
        return found

    def basic(self, several):
        bad = _BAD_IN_TEXT if several else _BAD_IN_LINE
        self.pos += 3 if several else 1
        if several and self.peek() == "\n":
            self.pos += 1
        parts = []
        start = self.pos
        while True:
            char = self.peek()
            if not char:
                self.fail("Unterminated string")
            if char == '"' and (not several or self.peek(3) == '"""'):
                parts.append(self.text[start : self.pos])
                self.pos += 3 if several else 1
                if several:
                    parts.append(self.more_quotes('"'))
                return "".join(parts)
            if char == "\\":
                parts.append(self.text[start : self.pos])
                parts.append(self.escape(several))
                start = self.pos
                continue
            if char in bad:
                self.fail("Illegal character %r" % char)
            self.pos += 1

    def escape(self, several):
        char = self.text[self.pos + 1 : self.pos + 2]
        self.pos += 2
        if several and char and char in " \t\n":
            # A line that ends in a backslash goes on at the next word.
            if char != "\n":
                self.skip(" \t")
                if not self.peek():
                    return ""
                if self.peek() != "\n":
                    self.fail("Unescaped '\\' in a string")
                self.pos += 1
            self.skip(" \t\n")
            return ""
        if char == "u" or char == "U":
            size = 4 if char == "u" else 8
            digits = self.peek(size)
            if len(digits) != size or any(
                c not in "0123456789abcdefABCDEF" for c in digits
            ):
                self.fail("Invalid hex value")
            self.pos += size
            code = int(digits, 16)
            if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
                self.fail("Escaped character is not a Unicode scalar value")
            return chr(code)
        if char in _ESCAPES and char:
            return _ESCAPES[char]
        self.fail(
            "Unterminated string" if not char else "Unescaped '\\' in a string"
        )


def _time(parts):
    hour, minute, second, fraction = parts
    micro = int(fraction.ljust(6, "0")) if fraction else 0
    return time(int(hour), int(minute), int(second), micro)
