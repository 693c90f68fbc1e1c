"""From text to nodes: one walk over the characters, which knows by the column
where a block begins and ends."""
import re

from yaml.composer import ComposerError
from yaml.error import Mark
from yaml.nodes import MappingNode, ScalarNode, SequenceNode
from yaml.parser import ParserError
from yaml.scanner import ScannerError

_TAGS = "tag:yaml.org,2002:"
_COMMENT = re.compile(r"#[^\n]*")
_MARKER = re.compile(r"(?:---|\.\.\.)(?=[ \t\n]|$)")
_NAME = re.compile(r"[^\s,\[\]{}]+")
_TAG = re.compile(r"!<[^>\s]*>|![^\s,\[\]{}]*")
_BLOCK_HEADER = re.compile(r"[|>](?:([+-])([1-9])?|([1-9])([+-])?)?[ \t]*"
                           r"(?:(?<=[ \t])#[^\n]*)?(?:\n|$)")
# One line of a plain scalar, up to ": ", " #" or its end.
_PLAIN = re.compile(r"(?:[^\s:#]|:(?=\S)|(?<=\S)#|[ \t]+(?=[^\s#:]|:\S))+")
_PLAIN_IN_FLOW = re.compile(
    r"(?:[^\s:#,\[\]{}]|:(?=[^\s,\[\]{}])|(?<=\S)#"
    r"|[ \t]+(?=[^\s#:,\[\]{}]|:[^\s,\[\]{}]))+")
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n",
    "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", " ": " ", '"': '"',
    "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028",
    "P": "\u2029",
}


class Reader:
    def __init__(self, text, name="<unicode string>", resolve=None):
        if text.startswith("\ufeff"):
            text = text[1:]
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.at = 0
        self.name = name
        self.resolve = resolve
        self.anchors = {}
        self.handles = {}
        self.opening = None  # the anchor of the collection that begins

    # Where we are.

    def column(self):
        return self.at - (self.text.rfind("\n", 0, self.at) + 1)

    def mark(self):
        return Mark(self.name, self.text.count("\n", 0, self.at),
                    self.column())

    def peek(self, ahead=0):
        at = self.at + ahead
        return self.text[at] if at < len(self.text) else ""

    def fail(self, problem, kind=ScannerError, context=None):
        raise kind(context, None, problem, self.mark())

    def spaces(self):
        while self.peek() in (" ", "\t"):
            self.at += 1

    def at_line_end(self):
        return self.peek() in ("", "\n") or self.at_comment()

    def at_comment(self):
        return self.peek() == "#" and (
            self.at == 0 or self.text[self.at - 1] in " \t\n")

    def blank(self):
        """Goes to the next thing that is no space, comment or line end."""
        while True:
            here = self.peek()
            if here and here in " \t\n":
                self.at += 1
            elif self.at_comment():
                self.at = _COMMENT.match(self.text, self.at).end()
            else:
                return

    def at_end(self):
        return self.at >= len(self.text) or (
            self.column() == 0 and bool(_MARKER.match(self.text, self.at)))

    def follows(self, character):
        """The character and behind it a space or the end of the line."""
        return self.peek() == character and self.peek(1) in (
            "", " ", "\t", "\n")

    # Documents.

    def documents(self):
        while True:
            self.anchors, self.handles = {}, {}
            self.blank()
            while self.peek() == "%" and self.column() == 0:
                self.directive()
                self.blank()
            explicit = self.text.startswith("---", self.at) and self.at_end()
            if explicit:
                self.at += 3
                self.spaces()
            elif self.at_end():
                if self.at >= len(self.text):
                    return
                self.at += 3  # an end marker
                continue
            yield self.document(explicit)
            self.blank()
            if not self.at_end():
                self.fail("expected '<document start>', but found something "
                          "else", ParserError)

    def directive(self):
        end = self.text.find("\n", self.at)
        line = self.text[self.at:end if end >= 0 else len(self.text)]
        self.at += len(line)
        words = line.split()
        if words[0] == "%TAG" and len(words) == 3:
            self.handles[words[1]] = words[2]

    def document(self, explicit):
        if explicit and not self.at_line_end():
            return self.content(-1)
        self.blank()
        if self.at_end():
            return self.scalar("", None, None, True)
        return self.content(-1)

    # Nodes.

    def scalar(self, value, style, tag, plain):
        if tag is None:
            tag = self.resolve(value) if plain and self.resolve else (
                _TAGS + "str")
        elif tag == "!":
            tag = _TAGS + "str"
        return ScalarNode(tag, value, self.mark(), None, style)

    def properties(self):
        tag = anchor = None
        while True:
            if self.peek() == "&" and anchor is None:
                found = _NAME.match(self.text, self.at + 1)
                if not found:
                    self.fail("expected alphabetic or numeric character",
                              context="while scanning an anchor")
                anchor = found[0]
                self.at = found.end()
            elif self.peek() == "!" and tag is None:
                found = _TAG.match(self.text, self.at)
                tag = self.full_tag(found[0])
                self.at = found.end()
            else:
                return tag, anchor
            self.spaces()

    def full_tag(self, tag):
        if tag.startswith("!<"):
            return tag[2:-1]
        if tag.startswith("!!"):
            return self.handles.get("!!", _TAGS) + tag[2:]
        end = tag.find("!", 1)
        if end > 0:
            handle = tag[:end + 1]
            if handle not in self.handles:
                self.fail("found undefined tag handle %r" % handle,
                          ParserError, "while parsing a node")
            return self.handles[handle] + tag[end + 1:]
        return self.handles.get("!", "!") + tag[1:]

    def named(self, node, anchor):
        self.opening = None
        if anchor is not None:
            self.anchors[anchor] = node
        return node

    def begin(self, kind, tag, name, flow_style):
        """A collection, which what is in it may name already."""
        node = kind(tag or _TAGS + name, [], self.mark(), None, flow_style)
        return self.named(node, self.opening)

    def alias(self):
        found = _NAME.match(self.text, self.at + 1)
        if not found:
            self.fail("expected alphabetic or numeric character",
                      context="while scanning an alias")
        if found[0] not in self.anchors:
            self.fail("found undefined alias %r" % found[0], ComposerError)
        self.at = found.end()
        return self.anchors[found[0]]

    def value(self, parent, sequence_beside=False):
        """The node behind ':' or '-' of a block at the column `parent`."""
        self.spaces()
        if not self.at_line_end():
            return self.content(parent, inline=sequence_beside)
        self.blank()
        if not self.at_end():
            column = self.column()
            if column > parent:
                return self.content(parent)
            if sequence_beside and column == parent and self.follows("-"):
                return self.sequence(column, None)
        return self.scalar("", None, None, True)

    def content(self, parent, inline=False):
        """The node that begins here, inside a block at column `parent`.
        `inline`: behind a key in its line, where no other block can begin."""
        column, start = self.column(), self.at
        lead = self.text[start - column:start]
        if "\t" in lead and not lead.strip():
            self.fail("found character '\\t' that cannot start any token",
                      context="while scanning for the next token")
        tag, anchor = self.properties()
        self.opening = anchor
        if (tag is not None or anchor is not None) and self.at_line_end():
            self.blank()
            beside = inline and self.column() == parent and self.follows("-")
            if self.at_end() or (self.column() <= parent and not beside):
                return self.named(self.scalar("", None, tag, True), anchor)
            return self.named(self.rest(parent, self.column(), tag, False),
                              anchor)
        if tag is not None or anchor is not None:
            # They are the key's if a key follows.
            here = self.at
            if not inline and self.key_follows():
                self.at, self.opening = start, None
                return self.mapping(column, None)
            self.at = here
        return self.named(self.rest(parent, column, tag, inline), anchor)

    def rest(self, parent, column, tag, inline):
        here = self.peek()
        if here == "*":
            start = self.at
            node = self.alias()
            self.spaces()
            if not self.follows(":"):
                return node
            self.at = start
        if self.follows("-"):
            if inline:
                self.fail("sequence entries are not allowed here")
            return self.sequence(column, tag)
        if self.follows("?") and not inline:
            return self.mapping(column, tag)
        if here in ("|", ">"):
            return self.block_scalar(parent, tag)
        if here in ("@", "`", "%"):
            self.fail("found character %r that cannot start any token" % here,
                      context="while scanning for the next token")
        if self.key_follows():
            if inline:
                self.fail("mapping values are not allowed here")
            return self.mapping(column, tag)
        if here in ("[", "{"):
            return self.flow(tag)
        if here in ("'", '"'):
            return self.quoted(tag)
        return self.plain(parent, tag)

    def key_follows(self):
        """Whether what begins here is a key: in one line, with ':' behind."""
        start, anchors, opening = self.at, dict(self.anchors), self.opening
        here = self.peek()
        try:
            if here == "*":
                self.alias()
            elif here in ("[", "{"):
                self.flow(None)
            elif here in ("'", '"'):
                self.quoted(None)
            elif self.follows(":"):
                pass
            else:
                found = _PLAIN.match(self.text, self.at)
                if not found:
                    return False
                self.at = found.end()
            one_line = "\n" not in self.text[start:self.at]
            self.spaces()
            return one_line and self.follows(":")
        finally:
            self.at, self.anchors, self.opening = start, anchors, opening

    def sequence(self, column, tag):
        node = self.begin(SequenceNode, tag, "seq", False)
        while True:
            self.at += 1
            node.value.append(self.value(column))
            self.blank()
            if self.at_end() or self.column() < column:
                return node
            if self.column() > column:
                self.fail("expected <block end>, but found something else",
                          ParserError, "while parsing a block collection")
            if not self.follows("-"):
                return node

    def mapping(self, column, tag):
        node = self.begin(MappingNode, tag, "map", False)
        while True:
            if self.follows("?"):
                self.at += 1
                key = self.value(column)
                self.blank()
                value = None
                if not self.at_end() and self.column() == column \
                        and self.follows(":"):
                    self.at += 1
                    value = self.value(column)
                if value is None:
                    value = self.scalar("", None, None, True)
            else:
                key = self.simple_key()
                self.at += 1
                value = self.value(column, True)
            node.value.append((key, value))
            self.blank()
            if self.at_end() or self.column() < column:
                return node
            if self.column() > column or self.follows("-"):
                self.fail("expected <block end>, but found something else",
                          ParserError, "while parsing a block mapping")

    def simple_key(self):
        tag, anchor = self.properties()
        here = self.peek()
        if here == "*":
            key = self.alias()
        elif here in ("[", "{"):
            key = self.flow(tag)
        elif here in ("'", '"'):
            key = self.quoted(tag)
        else:
            found = _PLAIN.match(self.text, self.at)
            text = found[0] if found else ""
            self.at += len(text)
            key = self.scalar(text, None, tag, True)
        self.spaces()
        if not self.follows(":"):
            self.fail("could not find expected ':'",
                      context="while scanning a simple key")
        return self.named(key, anchor)

    # Scalars.

    def folded_gap(self):
        """What the line ends here mean inside a scalar of several lines."""
        lines = 0
        while self.peek() and self.peek() in " \t\n":
            lines += self.peek() == "\n"
            self.at += 1
        return " " if lines == 1 else "\n" * (lines - 1)

    def plain(self, parent, tag):
        parts = []
        while True:
            found = _PLAIN.match(self.text, self.at)
            if not found:
                if not parts:
                    self.fail("found character %r that cannot start any token"
                              % self.peek(),
                              context="while scanning for the next token")
                break
            parts.append(found[0])
            self.at = end = found.end()
            self.spaces()
            if self.peek() == ":":
                self.fail("mapping values are not allowed here")
            if self.peek() != "\n":
                break
            gap = self.folded_gap()
            if self.at_end() or self.column() <= parent or self.at_comment():
                self.at = end
                break
            parts.append(gap)
        return self.scalar("".join(parts), None, tag, True)

    def quoted(self, tag):
        quote = self.peek()
        start = self.mark()
        self.at += 1
        parts = []
        while True:
            here = self.peek()
            if here == "":
                raise ScannerError("while scanning a quoted scalar", start,
                                   "found unexpected end of stream",
                                   self.mark())
            if here == quote:
                self.at += 1
                if quote == "'" and self.peek() == "'":
                    parts.append("'")
                    self.at += 1
                    continue
                return self.scalar("".join(parts), quote, tag, False)
            if here == "\\" and quote == '"':
                parts.append(self.escape())
            elif here in " \t\n":
                end = self.at
                self.spaces()
                if self.peek() == "\n":
                    parts.append(self.folded_gap())
                else:
                    parts.append(self.text[end:self.at])
            else:
                parts.append(here)
                self.at += 1

    def escape(self):
        code = self.peek(1)
        self.at += 2
        if code in _ESCAPES:
            return _ESCAPES[code]
        width = {"x": 2, "u": 4, "U": 8}.get(code)
        if width:
            digits = self.text[self.at:self.at + width]
            if not re.fullmatch("[0-9a-fA-F]{%d}" % width, digits):
                self.fail("expected escape sequence of %d hexadecimal numbers"
                          % width,
                          context="while scanning a double-quoted scalar")
            self.at += width
            return chr(int(digits, 16))
        if code == "\n":
            while self.peek() and self.peek() in " \t\n":
                self.at += 1
            return ""
        self.fail("found unknown escape character %r" % code,
                  context="while scanning a double-quoted scalar")

    def block_scalar(self, parent, tag):
        style = self.peek()
        header = _BLOCK_HEADER.match(self.text, self.at)
        if not header:
            self.fail("expected chomping or indentation indicators",
                      context="while scanning a block scalar")
        self.at = header.end()
        chomp = header[1] or header[4] or ""
        given = header[2] or header[3]
        indent = max(parent, 0) + int(given) if given else None
        lines, ended = [], True
        while self.at < len(self.text):
            end = self.text.find("\n", self.at)
            end = len(self.text) if end < 0 else end
            line = self.text[self.at:end]
            bare = line.lstrip(" ")
            depth = len(line) - len(bare)
            if indent is None and bare:
                indent = depth
                if indent <= parent:
                    break
            if bare and depth < indent:
                break
            if bare and depth == 0 and _MARKER.match(line):
                break
            lines.append(line[indent:] if indent is not None else "")
            self.at = min(end + 1, len(self.text))
            ended = end < len(self.text)
        kept = len(lines)
        while kept and not lines[kept - 1]:
            kept -= 1
        text = ("\n".join(lines[:kept]) if style == "|"
                else self.fold(lines[:kept]))
        if chomp == "+":
            text += "\n" * (len(lines) - kept + (kept > 0) - (not ended))
        elif kept and chomp != "-" and (ended or kept < len(lines)):
            text += "\n"
        return self.scalar(text, style, tag, False)

    @staticmethod
    def fold(lines):
        text, before, gap = "", None, 0
        for line in lines:
            if not line:
                gap += 1
                continue
            if before is not None:
                loose = line[0] in " \t" or before[0] in " \t"
                text += "\n" * (gap + 1) if loose else "\n" * gap or " "
            else:
                text += "\n" * gap
            text += line
            before, gap = line, 0
        return text

    # [flow, style]

    def flow(self, tag):
        if self.peek() == "[":
            return self.flow_sequence(tag)
        node = self.begin(MappingNode, tag, "map", True)
        self.at += 1
        while not self.flow_ends("}", "mapping"):
            if self.follows("?"):
                self.at += 1
                self.blank()
            key = self.flow_node()
            node.value.append((key, self.flow_value()))
            self.flow_comma("}", "mapping")
        return node

    def flow_sequence(self, tag):
        node = self.begin(SequenceNode, tag, "seq", True)
        self.at += 1
        while not self.flow_ends("]", "sequence"):
            pair = self.follows("?")
            if pair:
                self.at += 1
                self.blank()
            item = self.flow_node()
            self.blank()
            if pair or self.at_flow_colon(item):
                item = MappingNode(_TAGS + "map", [(item, self.flow_value())],
                                   self.mark(), None, True)
            node.value.append(item)
            self.flow_comma("]", "sequence")
        return node

    def flow_ends(self, end, kind):
        self.blank()
        if self.peek() == "":
            self.fail("expected ',' or %r, but got '<stream end>'" % end,
                      ParserError, "while parsing a flow " + kind)
        if self.peek() == end:
            self.at += 1
            return True
        return False

    def flow_comma(self, end, kind):
        self.blank()
        if self.peek() == ",":
            self.at += 1
        elif self.peek() != end:
            self.fail("expected ',' or %r, but got %r" % (end, self.peek()),
                      ParserError, "while parsing a flow " + kind)

    def at_flow_colon(self, key):
        if self.peek() != ":":
            return False
        quoted = getattr(key, "style", None) is not None
        return quoted or not isinstance(key, ScalarNode) or (
            self.peek(1) in ("", " ", "\t", "\n", ",", "[", "]", "{", "}"))

    def flow_value(self):
        self.blank()
        if self.peek() != ":":
            return self.scalar("", None, None, True)
        self.at += 1
        self.blank()
        return self.flow_node()

    def flow_node(self):
        tag, anchor = self.properties()
        self.opening = anchor
        self.blank()
        here = self.peek()
        if here == "*":
            return self.alias()
        if here in ("[", "{"):
            node = self.flow(tag)
        elif here in ("'", '"'):
            node = self.quoted(tag)
        else:
            node = self.flow_plain(tag)
        return self.named(node, anchor)

    def flow_plain(self, tag):
        parts = []
        while True:
            found = _PLAIN_IN_FLOW.match(self.text, self.at)
            if not found:
                break
            parts.append(found[0])
            self.at = end = found.end()
            self.spaces()
            if self.peek() != "\n":
                break
            gap = self.folded_gap()
            if not _PLAIN_IN_FLOW.match(self.text, self.at):
                self.at = end
                break
            parts.append(gap)
        return self.scalar("".join(parts), None, tag, True)
