"""Escaping for HTML: https://docs.python.org/3/library/html.html"""

import re

__all__ = ["escape", "unescape"]
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": "\xa0",
          "copy": "\xa9", "reg": "\xae", "euro": "\u20ac", "pound": "\xa3", "yen": "\xa5",
          "sect": "\xa7", "deg": "\xb0", "hellip": "\u2026", "mdash": "\u2014",
          "ndash": "\u2013", "lsquo": "\u2018", "rsquo": "\u2019", "ldquo": "\u201c",
          "rdquo": "\u201d", "laquo": "\xab", "raquo": "\xbb", "bull": "\u2022",
          "middot": "\xb7", "times": "\xd7", "trade": "\u2122", "auml": "\xe4", "ouml": "\xf6",
          "uuml": "\xfc", "Auml": "\xc4", "Ouml": "\xd6", "Uuml": "\xdc", "szlig": "\xdf",
          "eacute": "\xe9", "egrave": "\xe8", "agrave": "\xe0", "ccedil": "\xe7"}


def escape(s, quote=True):
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace("'", "&#x27;")
    return s


def _character(found):
    text = found.group(1)
    if text[0] != "#":
        known = _NAMED.get(text.rstrip(";"))
        return found.group(0) if known is None else known
    number = int(text[2:].rstrip(";"), 16) if text[1] in "xX" else int(text[1:].rstrip(";"))
    if 0xD800 <= number <= 0xDFFF or number > 0x10FFFF or number == 0:
        return "\ufffd"
    if 0x80 <= number <= 0x9F:
        return bytes([number]).decode("cp1252", "replace") if number not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(number)
    return chr(number)


def unescape(s):
    """Numbers, and the names that texts use most."""
    if "&" not in s:
        return s
    return re.sub(r"&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]{1,31};)", _character, s)
