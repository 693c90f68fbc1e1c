"""Showing nested values over several lines: https://docs.python.org/3/library/pprint.html"""

import sys

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False,
           sort_dicts=True, underscore_numbers=False):
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
            underscore_numbers=False):
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def saferepr(object):
    return PrettyPrinter()._repr(object, set(), 0)


def isreadable(object):
    return "<" not in saferepr(object)


def isrecursive(object):
    return "<Recursion on " in saferepr(object)


class _Key:
    """Orders what Python does not: by type and address."""

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return self.value < other.value
        except TypeError:
            return (str(type(self.value)), id(self.value)) < (str(type(other.value)), id(other.value))


class PrettyPrinter:
    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False,
                 sort_dicts=True, underscore_numbers=False):
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._indent, self._width, self._depth = indent, width, depth
        self._stream = stream
        self._compact, self._sort = compact, sort_dicts
        self._underscores = underscore_numbers

    def pprint(self, object):
        (self._stream or sys.stdout).write(self.pformat(object) + "\n")

    def pformat(self, object):
        out = []
        self._format(object, out.append, 0, 0, set(), 0)
        return "".join(out)

    def isreadable(self, object):
        return isreadable(object)

    def isrecursive(self, object):
        return isrecursive(object)

    def format(self, object, context, maxlevels, level):
        text = self._repr(object, set(), level)
        return text, "<" not in text, "<Recursion on" in text

    def _items(self, object):
        return sorted(object.items(), key=lambda item: (_Key(item[0]))) if self._sort else list(object.items())

    def _recursion(self, object):
        return "<Recursion on %s with id=%s>" % (type(object).__name__, id(object))

    def _repr(self, object, seen, level):
        kind = type(object)
        if kind is int and self._underscores:
            return "{:_d}".format(object)
        shown = kind.__repr__
        if shown is not dict.__repr__ and shown is not list.__repr__ and shown is not tuple.__repr__:
            return repr(object)
        brackets = {dict.__repr__: "{}", list.__repr__: "[]"}.get(shown, "()")
        if not object:
            return brackets
        if self._depth is not None and level >= self._depth:
            return brackets[0] + "..." + brackets[1]
        if id(object) in seen:
            return self._recursion(object)
        seen.add(id(object))
        if brackets == "{}":
            parts = [self._repr(key, seen, level + 1) + ": " + self._repr(value, seen, level + 1)
                     for key, value in self._items(object)]
        else:
            parts = [self._repr(item, seen, level + 1) for item in object]
        seen.discard(id(object))
        text = ", ".join(parts)
        if brackets == "()" and len(parts) == 1:
            text += ","
        return brackets[0] + text + brackets[1]

    def _format(self, object, write, indent, allowance, seen, level):
        if id(object) in seen:
            write(self._recursion(object))
            return
        text = self._repr(object, seen, level)
        if len(text) > self._width - indent - allowance:
            method = self._lines.get(type(object).__repr__)
            if method is None and hasattr(type(object), "__dataclass_fields__") and not isinstance(object, type):
                method = PrettyPrinter._dataclass
            if method is not None and text not in ("{...}", "[...]", "(...)"):
                seen.add(id(object))
                method(self, object, write, indent, allowance + 1, seen, level + 1)
                seen.discard(id(object))
                return
        write(text)

    def _dict(self, object, write, indent, allowance, seen, level):
        write("{")
        if self._indent > 1:
            write((self._indent - 1) * " ")
        self._dict_items(self._items(object), write, indent + self._indent, allowance, seen, level)
        write("}")

    def _dict_items(self, items, write, indent, allowance, seen, level):
        for i, (key, value) in enumerate(items):
            last = i == len(items) - 1
            text = self._repr(key, seen, level)
            write(text + ": ")
            self._format(value, write, indent + len(text) + 2, allowance if last else 1, seen, level)
            if not last:
                write(",\n" + " " * indent)

    def _list(self, object, write, indent, allowance, seen, level):
        write("[")
        self._sequence(object, write, indent, allowance, seen, level)
        write("]")

    def _tuple(self, object, write, indent, allowance, seen, level):
        write("(")
        end = ",)" if len(object) == 1 else ")"
        self._sequence(object, write, indent, allowance + len(end) - 1, seen, level)
        write(end)

    def _set(self, object, write, indent, allowance, seen, level):
        if not object:
            write(repr(object))
            return
        if type(object) is set:
            write("{")
            end = "}"
        else:
            write(type(object).__name__ + "({")
            end = "})"
            indent += len(type(object).__name__) + 1
        self._sequence(sorted(object, key=_Key), write, indent, allowance + len(end) - 1, seen, level)
        write(end)

    def _sequence(self, items, write, indent, allowance, seen, level):
        items = list(items)
        if self._indent > 1:
            write((self._indent - 1) * " ")
        indent += self._indent
        between = ",\n" + " " * indent
        separator = ""
        width = room = self._width - indent + 1
        for i, item in enumerate(items):
            last = i == len(items) - 1
            if last:
                room -= allowance
                width -= allowance
            if self._compact:
                text = self._repr(item, seen, level)
                size = len(text) + 2
                if room < size:
                    room = width
                    if separator:
                        separator = between
                if room >= size:
                    room -= size
                    write(separator)
                    separator = ", "
                    write(text)
                    continue
            write(separator)
            separator = between
            self._format(item, write, indent, allowance if last else 1, seen, level)

    def _str(self, object, write, indent, allowance, seen, level):
        if not object:
            write(repr(object))
            return
        chunks = []
        lines = object.splitlines(True)
        if level == 1:
            indent += 1
            allowance += 1
        room = width = self._width - indent
        for i, line in enumerate(lines):
            text = repr(line)
            if i == len(lines) - 1:
                room -= allowance
            if len(text) <= room:
                chunks.append(text)
                continue
            import re
            parts = re.findall(r"\S*\s*", line)
            parts.pop()
            most = room
            current = ""
            for j, part in enumerate(parts):
                candidate = current + part
                if j == len(parts) - 1 and i == len(lines) - 1:
                    most -= allowance
                if len(repr(candidate)) > most:
                    if current:
                        chunks.append(repr(current))
                    current = part
                else:
                    current = candidate
            if current:
                chunks.append(repr(current))
        if len(chunks) == 1:
            write(chunks[0])
            return
        if level == 1:
            write("(")
        for i, chunk in enumerate(chunks):
            if i:
                write("\n" + " " * indent)
            write(chunk)
        if level == 1:
            write(")")

    def _dataclass(self, object, write, indent, allowance, seen, level):
        name = type(object).__name__
        write(name + "(")
        indent += len(name) + 1
        fields = [(field.name, getattr(object, field.name))
                  for field in type(object).__dataclass_fields__.values() if field.repr]
        for i, (key, value) in enumerate(fields):
            last = i == len(fields) - 1
            write(key + "=")
            self._format(value, write, indent + len(key) + 1, allowance if last else 1, seen, level)
            if not last:
                write(",\n" + " " * indent)
        write(")")

    _lines = {dict.__repr__: _dict, list.__repr__: _list, tuple.__repr__: _tuple,
              set.__repr__: _set, frozenset.__repr__: _set, str.__repr__: _str}
