"""Bytes as printable text: base 16, 32, 64 and 85."""
import binascii

__all__ = ["encode", "decode", "encodebytes", "decodebytes", "b64encode",
           "b64decode", "b32encode", "b32decode", "b32hexencode",
           "b32hexdecode", "b16encode", "b16decode", "b85encode", "b85decode",
           "a85encode", "a85decode", "standard_b64encode",
           "standard_b64decode", "urlsafe_b64encode", "urlsafe_b64decode"]

_TO_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_", b"+/")
_B32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_B32HEX = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"
_B85 = (b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        b"!#$%&()*+-;<=>?@^_`{|}~")


def _bytes(s):
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError(
                "string argument should contain only ASCII characters")
    if isinstance(s, (bytes, bytearray, memoryview)):
        return bytes(s)
    raise TypeError("argument should be a bytes-like object or ASCII string, "
                    f"not {s.__class__.__name__!r}")


def b64encode(s, altchars=None):
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        return encoded.translate(bytes.maketrans(b"+/", altchars))
    return encoded


def b64decode(s, altchars=None, validate=False):
    s = _bytes(s)
    if altchars is not None:
        s = s.translate(bytes.maketrans(_bytes(altchars), b"+/"))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    return b64encode(s)


def standard_b64decode(s):
    return b64decode(s)


def urlsafe_b64encode(s):
    return b64encode(s).translate(_TO_URL)


def urlsafe_b64decode(s):
    return b64decode(_bytes(s).translate(_FROM_URL))


def _encode32(alphabet, s):
    s = bytes(s)
    missing = -len(s) % 5
    n = int.from_bytes(s + b"\0" * missing)
    digits = bytearray()
    for _ in range((len(s) + missing) // 5 * 8):
        digits.append(alphabet[n & 31])
        n >>= 5
    digits.reverse()
    padding = {0: 0, 1: 1, 2: 3, 3: 4, 4: 6}[missing]
    if padding:
        digits[-padding:] = b"=" * padding
    return bytes(digits)


def _decode32(alphabet, s, casefold, map01=None):
    s = _bytes(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        s = s.translate(bytes.maketrans(b"01", b"O" + _bytes(map01)))
    if casefold:
        s = s.upper()
    body = s.rstrip(b"=")
    padding = len(s) - len(body)
    if padding not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    n = 0
    for c in body:
        value = alphabet.find(c)
        if value < 0:
            raise binascii.Error("Non-base32 digit found")
        n = n << 5 | value
    n <<= 5 * padding
    data = n.to_bytes(len(s) // 8 * 5)
    dropped = {0: 0, 1: 1, 3: 2, 4: 3, 6: 4}[padding]
    return data[:len(data) - dropped]


def b32encode(s):
    return _encode32(_B32, s)


def b32decode(s, casefold=False, map01=None):
    return _decode32(_B32, s, casefold, map01)


def b32hexencode(s):
    return _encode32(_B32HEX, s)


def b32hexdecode(s, casefold=False):
    return _decode32(_B32HEX, s, casefold)


def b16encode(s):
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    s = _bytes(s)
    if casefold:
        s = s.upper()
    if any(c not in b"0123456789ABCDEF" for c in s):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


def _encode85(digits, s, fold=None):
    s = bytes(s)
    missing = -len(s) % 4
    data = s + b"\0" * missing
    out = bytearray()
    for i in range(0, len(data), 4):
        n = int.from_bytes(data[i:i + 4])
        if fold and n == 0 and i + 4 <= len(s):
            out += fold
            continue
        group = bytearray()
        for _ in range(5):
            group.append(digits[n % 85])
            n //= 85
        group.reverse()
        out += group
    return bytes(out[:len(out) - missing] if missing else out)


def _decode85(values, s, what):
    missing = -len(s) % 5
    s = s + bytes([values[84]]) * missing
    out = bytearray()
    for i in range(0, len(s), 5):
        n = 0
        for j in range(i, i + 5):
            value = values.find(s[j])
            if value < 0:
                raise ValueError(f"bad {what} character at position {j}")
            n = n * 85 + value
        if n > 0xFFFFFFFF:
            raise ValueError(f"{what} overflow in hunk starting at byte {i}")
        out += n.to_bytes(4)
    return bytes(out[:len(out) - missing] if missing else out)


def b85encode(b, pad=False):
    b = bytes(b)
    if pad:
        b += b"\0" * (-len(b) % 4)
    return _encode85(_B85, b)


def b85decode(b):
    return _decode85(_B85, _bytes(b), "base85")


_A85 = bytes(range(33, 118))


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    b = bytes(b)
    if pad:
        b += b"\0" * (-len(b) % 4)
    out = _encode85(_A85, b, b"z")
    if adobe:
        out = b"<~" + out
    if wrapcol:
        width = max(2 if adobe else 1, wrapcol)
        lines = [out[i:i + width] for i in range(0, len(out), width)]
        if adobe and lines and len(lines[-1]) + 2 > width:
            lines.append(b"")
        out = b"\n".join(lines)
    return out + b"~>" if adobe else out


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\x0b"):
    b = _bytes(b)
    if adobe:
        if not b.endswith(b"~>"):
            raise ValueError("Ascii85 encoded byte sequences must end with "
                             "b'~>'")
        b = b[2:-2] if b.startswith(b"<~") else b[:-2]
    b = bytes(c for c in b if c not in ignorechars)
    return _decode85(_A85, b.replace(b"z", b"!!!!!"), "Ascii85")


def encodebytes(s):
    pieces = []
    for i in range(0, len(s), 57):
        pieces.append(binascii.b2a_base64(s[i:i + 57]))
    return b"".join(pieces)


def decodebytes(s):
    return binascii.a2b_base64(s)


def encode(input, output):
    output.write(encodebytes(input.read()))


def decode(input, output):
    output.write(decodebytes(input.read()))
