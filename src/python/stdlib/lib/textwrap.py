"""Text in lines of a width, and margins added or taken away."""

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

_WHITESPACE = "\t\n\x0b\x0c\r "
_BEFORE_DASH = "!\"'&.,?"


def _is_word(char):
    return char.isalnum() or char == "_"


def _is_letter(char):
    return _is_word(char) and not char.isdecimal()


def _dashes_then_word(text, start):
    """The length of two or more dashes before a word at `start`, else 0."""
    end = start
    while end < len(text) and text[end] == "-":
        end += 1
    if end - start >= 2 and end < len(text) and _is_word(text[end]):
        return end - start
    return 0


def _ends_word(text, start, at):
    """Whether a chunk that began at `start` may end before `at`."""
    if at == len(text) or text[at] in _WHITESPACE:
        return True
    last = text[at - 1]
    if ((_is_word(last) or last in _BEFORE_DASH)
            and _dashes_then_word(text, at)):
        return True
    if last != "-" or not _is_letter(text[at]):
        return False
    after = at + 1
    if after < len(text) and text[after] == "-":
        after += 1
    if after >= len(text) or not _is_letter(text[after]):
        return False
    before = text[:at]
    if at >= 3 and _is_letter(before[-2]) and _is_letter(before[-3]):
        return True
    return (at >= 4 and _is_letter(before[-2]) and before[-3] == "-"
            and _is_letter(before[-4]))


def _split_hyphenated(text):
    chunks = []
    start = 0
    while start < len(text):
        end = start + 1
        if text[start] in _WHITESPACE:
            while end < len(text) and text[end] in _WHITESPACE:
                end += 1
        else:
            dashes = 0
            if start and (_is_word(text[start - 1])
                          or text[start - 1] in _BEFORE_DASH):
                dashes = _dashes_then_word(text, start)
            if dashes:
                end = start + dashes
            else:
                while not _ends_word(text, start, end):
                    end += 1
        chunks.append(text[start:end])
        start = end
    return chunks


def _split_words(text):
    chunks = []
    start = 0
    while start < len(text):
        space = text[start] in _WHITESPACE
        end = start + 1
        while end < len(text) and (text[end] in _WHITESPACE) == space:
            end += 1
        chunks.append(text[start:end])
        start = end
    return chunks


class TextWrapper:
    def __init__(self, width=70, initial_indent="", subsequent_indent="",
                 expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True,
                 drop_whitespace=True, break_on_hyphens=True, tabsize=8, *,
                 max_lines=None, placeholder=" [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _chunks(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate({ord(c): " " for c in _WHITESPACE})
        chunks = (_split_hyphenated(text) if self.break_on_hyphens
                  else _split_words(text))
        if self.fix_sentence_endings:
            self._fix_endings(chunks)
        return chunks

    @staticmethod
    def _fix_endings(chunks):
        for i in range(len(chunks) - 1):
            end = chunks[i].rstrip("\"'")
            if (chunks[i + 1] == " " and end[-1:] in (".", "!", "?")
                    and len(chunks[i]) - len(end) <= 1
                    and end[-2:-1].islower() and end[-2:-1].isascii()):
                chunks[i + 1] = "  "

    def _break_long(self, chunks, line, length, width):
        room = 1 if width < 1 else width - length
        if self.break_long_words:
            end = room
            chunk = chunks[-1]
            if self.break_on_hyphens and len(chunk) > room:
                hyphen = chunk.rfind("-", 0, room)
                if hyphen > 0 and any(c != "-" for c in chunk[:hyphen]):
                    end = hyphen + 1
            line.append(chunk[:end])
            chunks[-1] = chunk[end:]
            if not chunks[-1]:
                del chunks[-1]
        elif not line:
            line.append(chunks.pop())

    def wrap(self, text):
        chunks = self._chunks(text)
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        if self.max_lines is not None:
            indent = (self.subsequent_indent if self.max_lines > 1
                      else self.initial_indent)
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        lines = []
        chunks.reverse()
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            line, length = self._take_line(chunks, bool(lines), width)
            if not line:
                continue
            fits = (self.max_lines is None or len(lines) + 1 < self.max_lines
                    or ((not chunks or (self.drop_whitespace
                                        and len(chunks) == 1
                                        and not chunks[0].strip()))
                        and length <= width))
            if fits:
                lines.append(indent + "".join(line))
            else:
                self._cut(lines, line, length, width, indent)
                break
        return lines

    def _take_line(self, chunks, later, width):
        line, length = [], 0
        if self.drop_whitespace and later and not chunks[-1].strip():
            del chunks[-1]
        while chunks and length + len(chunks[-1]) <= width:
            length += len(chunks[-1])
            line.append(chunks.pop())
        if chunks and len(chunks[-1]) > width:
            self._break_long(chunks, line, length, width)
            length = sum(map(len, line))
        if self.drop_whitespace and line and not line[-1].strip():
            length -= len(line[-1])
            del line[-1]
        return line, length

    def _cut(self, lines, line, length, width, indent):
        """Ends the last line with the placeholder."""
        while line:
            if line[-1].strip() and length + len(self.placeholder) <= width:
                lines.append(indent + "".join(line) + self.placeholder)
                return
            length -= len(line.pop())
        if lines:
            previous = lines[-1].rstrip()
            if len(previous) + len(self.placeholder) <= self.width:
                lines[-1] = previous + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def fill(self, text):
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    wrapper = TextWrapper(width=width, max_lines=1, **kwargs)
    return wrapper.fill(" ".join(text.strip().split()))


def dedent(text):
    lines = text.split("\n")
    margin = None
    for i, line in enumerate(lines):
        content = line.lstrip(" \t")
        if not content:
            lines[i] = ""
            continue
        blank = line[:len(line) - len(content)]
        if margin is None:
            margin = blank
            continue
        common = 0
        for a, b in zip(margin, blank):
            if a != b:
                break
            common += 1
        margin = margin[:common]
    if not margin:
        return "\n".join(lines)
    return "\n".join(line[len(margin):] for line in lines)


def indent(text, prefix, predicate=None):
    if predicate is None:
        predicate = str.strip
    return "".join(prefix + line if predicate(line) else line
                   for line in text.splitlines(True))
