"""Host names of any script in ASCII: https://www.rfc-editor.org/rfc/rfc3490"""

import codecs
import unicodedata

from .punycode import punycode_decode, punycode_encode

ace_prefix = b"xn--"
_DOTS = ".\u3002\uff0e\uff61"  # all of them part labels
# What a name is without: the soft hyphen, joiners, variation selectors.
_DROPPED = {0xAD, 0x34F, 0x1806, 0x180B, 0x180C, 0x180D, 0x200B, 0x200C, 0x200D, 0x2060,
            0xFEFF, *range(0xFE00, 0xFE10)}


def nameprep(label):
    label = "".join(c for c in label if ord(c) not in _DROPPED)
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", label).casefold())


def _refused(text, start, end, reason):
    return UnicodeEncodeError("idna", text, start, end, reason)


def ToASCII(label):
    return _ascii(label, label, 0)


def _ascii(label, text, start):
    end = start + len(label)
    if not label.isascii():
        label = nameprep(label)
    if label.isascii():
        made = label.encode("ascii")
    elif label.startswith("xn--"):
        raise _refused(text, start, end, "label starts with ACE prefix")
    else:
        made = ace_prefix + punycode_encode(label)
    if not made:
        raise _refused(text, start, min(end + 1, len(text)), "label empty")
    if len(made) >= 64:
        raise _refused(text, start, end, "label too long")
    return made


def ToUnicode(label):
    if isinstance(label, str):
        label = label.encode("ascii") if label.isascii() else nameprep(label).encode("idna")
    if not label[:4].lower() == ace_prefix:
        return label.decode("ascii")
    return punycode_decode(label[4:])


def _encode(text, errors="strict"):
    made, start = [], 0
    labels = []
    for at, c in enumerate(text):
        if c in _DOTS:
            labels.append((start, text[start:at]))
            start = at + 1
    if start < len(text):
        labels.append((start, text[start:]))
    for start, label in labels:
        made.append(_ascii(label, text, start))
    if text and text[-1] in _DOTS:
        made.append(b"")
    return b".".join(made), len(text)


def _decode(data, errors="strict"):
    data = bytes(data)
    data.decode("ascii") if data.isascii() else _not_ascii(data)
    return ".".join(ToUnicode(label) for label in data.split(b".")), len(data)


def _not_ascii(data):
    at = next(i for i, byte in enumerate(data) if byte > 127)
    raise UnicodeDecodeError("idna", data, at, at + 1, "ordinal not in range(128)")


def getregentry():
    return codecs.CodecInfo(_encode, _decode, name="idna")
