"""Character classes as constants, $-templates and the formatter class."""
import _string

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords",
           "digits", "hexdigits", "octdigits", "printable", "punctuation",
           "whitespace", "Formatter", "Template"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


_NOTHING = {}
_FIRST = "_" + ascii_letters
_LATER = _FIRST + digits


class Template:
    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _identifier(self, start):
        """The end of the name at `start`, or `start` when there is none."""
        text = self.template
        end = start
        if end < len(text) and text[end] in _FIRST:
            while end < len(text) and text[end] in _LATER:
                end += 1
        return end

    def _pieces(self):
        """(literal, kind, name, source, position) of every placeholder."""
        text, mark = self.template, self.delimiter
        done = 0
        while True:
            at = text.find(mark, done)
            if at < 0:
                yield text[done:], None, None, "", len(text)
                return
            literal, after = text[done:at], at + len(mark)
            if text.startswith(mark, after):
                done = after + len(mark)
                yield literal, "escaped", None, text[at:done], at
                continue
            braced = text.startswith("{", after)
            start = after + braced
            end = self._identifier(start)
            if end > start and (not braced or text.startswith("}", end)):
                done = end + braced
                yield literal, "name", text[start:end], text[at:done], at
            else:
                done = after
                yield literal, "invalid", None, text[at:done], at

    def _invalid(self, position):
        before = self.template[:position].splitlines(keepends=True)
        if not before:
            line, column = 1, 1
        else:
            line = len(before)
            column = position - len("".join(before[:-1])) + 1
            if before[-1].endswith(("\n", "\r")):
                line, column = line + 1, 1
        raise ValueError("Invalid placeholder in string: "
                         f"line {line}, col {column}")

    def _render(self, mapping, keywords, safe):
        out = []
        for literal, kind, name, source, position in self._pieces():
            out.append(literal)
            if kind == "escaped":
                out.append(self.delimiter)
            elif kind == "invalid":
                if not safe:
                    self._invalid(position)
                out.append(source)
            elif kind == "name":
                if name in keywords:
                    out.append(str(keywords[name]))
                    continue
                try:
                    out.append(str(mapping[name]))
                except KeyError:
                    if not safe:
                        raise
                    out.append(source)
        return "".join(out)

    def substitute(self, mapping=_NOTHING, /, **kws):
        return self._render(mapping, kws, False)

    def safe_substitute(self, mapping=_NOTHING, /, **kws):
        return self._render(mapping, kws, True)

    def is_valid(self):
        return all(kind != "invalid" for _, kind, _, _, _ in self._pieces())

    def get_identifiers(self):
        names = []
        for _, kind, name, _, _ in self._pieces():
            if kind == "name" and name not in names:
                names.append(name)
        return names


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, auto=0):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        out = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                out.append(literal)
            if name is None:
                continue
            first, _ = _string.formatter_field_name_split(name)
            if first == "":
                if auto is False:
                    raise ValueError(
                        "cannot switch from manual field specification to "
                        "automatic field numbering")
                name = str(auto) + name
                auto += 1
            elif isinstance(first, int):
                if auto:
                    raise ValueError(
                        "cannot switch from automatic field numbering to "
                        "manual field specification")
                auto = False
            value, key = self.get_field(name, args, kwargs)
            used.add(key)
            value = self.convert_field(value, conversion)
            spec, auto = self._vformat(spec, args, kwargs, used, depth - 1,
                                       auto)
            out.append(self.format_field(value, spec))
        return "".join(out), auto

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _string.formatter_field_name_split(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, key in rest:
            value = getattr(value, key) if is_attribute else value[key]
        return value, first
