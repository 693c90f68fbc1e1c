"""Shell patterns: https://docs.python.org/3/library/fnmatch.html"""

import os
import re

__all__ = ["filter", "filterfalse", "fnmatch", "fnmatchcase", "translate"]
_compiled = {}


def fnmatch(name, pat):
    return fnmatchcase(os.path.normcase(name), os.path.normcase(pat))


def _pattern(pat):
    found = _compiled.get(pat)
    if found is None:
        if isinstance(pat, bytes):
            found = re.compile(translate(pat.decode("latin-1")).encode("latin-1"))
        else:
            found = re.compile(translate(pat))
        _compiled[pat] = found
    return found


def fnmatchcase(name, pat):
    return _pattern(pat).match(name) is not None


def filter(names, pat):
    match = _pattern(pat).match
    return [name for name in names if match(name) is not None]


def filterfalse(names, pat):
    match = _pattern(pat).match
    return [name for name in names if match(name) is None]


def _set(text):
    negated = text[:1] == "!"
    if negated:
        text = text[1:]
    items = []
    i = 0
    while i < len(text):
        if i + 2 < len(text) and text[i + 1] == "-":
            if text[i] <= text[i + 2]:
                items.append(_literal(text[i]) + "-" + _literal(text[i + 2]))
            i += 3
        else:
            items.append(_literal(text[i]))
            i += 1
    if not items:
        return "." if negated else "(?!)"
    return ("[^" if negated else "[") + "".join(items) + "]"


def _literal(c):
    return "\\" + c if c in "\\^-[]&~|" else c


def translate(pat):
    """The regular expression for a pattern."""
    out = []
    i = 0
    while i < len(pat):
        c = pat[i]
        i += 1
        if c == "*":
            if not out or out[-1] != ".*":
                out.append(".*")
        elif c == "?":
            out.append(".")
        elif c == "[":
            end = i + 1 if pat[i:i + 1] == "!" else i
            end = pat.find("]", end + 1 if pat[end:end + 1] == "]" else end)
            if end < 0:
                out.append("\\[")
            else:
                out.append(_set(pat[i:end]))
                i = end + 1
        else:
            out.append(re.escape(c))
    return "(?s:" + "".join(out) + r")\Z"
