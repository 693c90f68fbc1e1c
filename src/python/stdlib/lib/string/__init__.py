"""Character classes as constants, $-templates and the formatter class."""
import re as _re

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


class Template:
    """Text with $-placeholders; subclasses may spell those otherwise."""

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = _re.IGNORECASE

    def __init_subclass__(cls):
        super().__init_subclass__()
        if "pattern" in cls.__dict__:
            pattern = cls.pattern
        else:
            mark, name = _re.escape(cls.delimiter), cls.idpattern
            pattern = (rf"{mark}(?:(?P<escaped>{mark})|(?P<named>{name})|"
                       rf"{{(?P<braced>{cls.braceidpattern or name})}}|(?P<invalid>))")
        cls.pattern = _re.compile(pattern, cls.flags | _re.VERBOSE)

    def __init__(self, template):
        self.template = template

    def _invalid(self, m):
        position = m.start("invalid")
        lines = self.template[:position].splitlines(keepends=True)
        if not lines:
            line, column = 1, 1
        else:
            column = position - len("".join(lines[:-1]))
            line = len(lines)
        raise ValueError(f"Invalid placeholder in string: line {line}, col {column}")

    def _render(self, mapping, keywords, safe):
        def replace(m):
            name = m.group("named") or m.group("braced")
            if name is not None:
                if name in keywords:
                    return str(keywords[name])
                try:
                    return str(mapping[name])
                except KeyError:
                    if not safe:
                        raise
                    return m.group()
            if m.group("escaped") is not None:
                return self.delimiter
            if m.group("invalid") is None:
                raise ValueError("Unrecognized named group in pattern", self.pattern)
            if not safe:
                self._invalid(m)
            return m.group()
        return self.pattern.sub(replace, self.template)

    def substitute(self, mapping=_NOTHING, /, **kws):
        return self._render(mapping, kws, False)

    def safe_substitute(self, mapping=_NOTHING, /, **kws):
        return self._render(mapping, kws, True)

    def _kinds(self):
        """(name or None, whether it is good) of every placeholder."""
        for m in self.pattern.finditer(self.template):
            name = m.group("named") or m.group("braced")
            good = name is not None or m.group("escaped") is not None
            if not good and m.group("invalid") is None:
                raise ValueError("Unrecognized named group in pattern", self.pattern)
            yield name, good

    def is_valid(self):
        return all(good for _, good in self._kinds())

    def get_identifiers(self):
        return list(dict.fromkeys(name for name, _ in self._kinds() if name is not None))


Template.__init_subclass__()


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
