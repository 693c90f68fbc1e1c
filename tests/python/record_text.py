"""Records what CPython answers about values of the built-in scalar types.

Run with CPython 3.13; writes tests/python/data/text.json. A row is [receiver,
operation, arguments, keywords, answer]: values are spelled as in `spell`, the
answer is repr(result) or "Type: message".
"""
import json
import pathlib
import random
import struct
import sys

assert sys.version_info[:2] == (3, 13), sys.version
chance = random.Random(7)
rows = []


def spell(value):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        if any(0xD800 <= ord(c) < 0xE000 for c in value):
            return {"points": [ord(c) for c in value]}
        return value
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": struct.pack(">d", value).hex()}
    if isinstance(value, complex):
        return {"complex": [struct.pack(">d", value.real).hex(),
                            struct.pack(">d", value.imag).hex()]}
    if isinstance(value, bytearray):
        return {"bytearray": value.hex()}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, list):
        return {"list": [spell(item) for item in value]}
    if isinstance(value, tuple):
        return {"tuple": [spell(item) for item in value]}
    if isinstance(value, dict):
        return {"dict": [[spell(k), spell(v)] for k, v in value.items()]}
    if isinstance(value, slice):
        return {"slice": [spell(value.start), spell(value.stop),
                          spell(value.step)]}
    if isinstance(value, range):
        return {"range": [spell(value.start), spell(value.stop),
                          spell(value.step)]}
    if isinstance(value, type):
        return {"type": value.__name__}
    raise TypeError(value)


OPERATIONS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
    "/": lambda a, b: a / b, "//": lambda a, b: a // b,
    "%": lambda a, b: a % b, "**": lambda a, b: a ** b,
    "<<": lambda a, b: a << b, ">>": lambda a, b: a >> b,
    "&": lambda a, b: a & b, "|": lambda a, b: a | b, "^": lambda a, b: a ^ b,
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b,
    ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "[]": lambda a, b: a[b], "in": lambda a, b: b in a,
    "spec": lambda a, b: format(a, b), "neg": lambda a: -a,
    "invert": lambda a: ~a, "list": lambda a: list(a), "len": lambda a: len(a),
    "str": lambda a: str(a), "repr": lambda a: repr(a),
    "bool": lambda a: bool(a), "hash": lambda a: hash(a),
}


def record(receiver, operation, *arguments, **keywords):
    spelled = [spell(receiver), operation, [spell(a) for a in arguments],
               {k: spell(v) for k, v in keywords.items()}]
    if isinstance(receiver, bytearray):
        receiver = bytearray(receiver)
    try:
        if operation in OPERATIONS:
            result = OPERATIONS[operation](receiver, *arguments)
        elif operation == "()":
            result = receiver(*arguments, **keywords)
        else:
            result = getattr(receiver, operation)
            if callable(result):
                result = result(*arguments, **keywords)
        answer = repr(result)
    except Exception as error:
        message = str(error)
        if isinstance(error, KeyError):
            message = repr(error.args[0])
        answer = f"{type(error).__name__}: {message}"
    answer = answer.encode("ascii", "backslashreplace").decode()
    rows.append(spelled + [answer])


TEXTS = ["", "a", "abc", "Hello World", "hello hello", "  padded \t\n", "é",
         "straße", "ΑΣ ΟΔΟΣ Σ", "ǆabc Ǆ", "日本語 テキスト", "😀 smile 😀", "ﬁ ﬂ",
         "İstanbul ı", "a,b,,c", "one\ntwo\r\nthree\x0bfour\u2028five", "ABC",
         "a1_b", "1a", "١٢٣", "²³", "Ⅷ", "x\x00y", "'quoted'", '"', "'\"",
         "tab\tx\ty", "aaa", "\x1c \x85 \u3000 x \u3000", "Title Case Text",
         "\ud800x", "e\u0301", "\xad\u200b", "ͅα", "+12", "-7"]
for text in TEXTS:
    for name in ["upper", "lower", "title", "capitalize", "casefold",
                 "swapcase", "isalpha", "isdigit", "isdecimal", "isnumeric",
                 "isalnum", "isidentifier", "isprintable", "isspace",
                 "isascii", "islower", "isupper", "istitle", "strip", "lstrip",
                 "rstrip", "split", "rsplit", "splitlines", "expandtabs",
                 "list", "len", "repr", "bool", "encode"]:
        record(text, name)
    for needle in ["", "a", "l", "b,", "é", "Σ", text]:
        for name in ["find", "rfind", "count", "startswith", "endswith",
                     "partition", "rpartition", "removeprefix",
                     "removesuffix", "split", "rsplit", "strip", "in", "+"]:
            if chance.random() < 0.25:
                record(text, name, needle)
        low, high = chance.randrange(-6, 8), chance.randrange(-6, 12)
        record(text, chance.choice(["find", "rfind", "count", "startswith",
                                    "endswith"]), needle, low, high)
        record(text, "replace", needle, chance.choice(["", "X", "é😀"]))
        record(text, "replace", needle, "-", chance.randrange(-1, 4))
        record(text, chance.choice(["split", "rsplit"]), needle or None,
               chance.randrange(-1, 3))
    for _ in range(12):
        key = slice(*(chance.choice([None, chance.randrange(-8, 9)])
                      for _ in range(2)), chance.choice([None, 1, 2, -1, -3]))
        record(text, "[]", key)
        record(text, "[]", chance.randrange(-8, 9))
    for width in (5, 14):
        for name in ["center", "ljust", "rjust"]:
            record(text, name, width)
            record(text, name, width, chance.choice(["*", "é", "😀"]))
        record(text, "zfill", width)
    record(text, "splitlines", True)
    record(text, "expandtabs", 3)
    record(text, "*", chance.randrange(-1, 4))
    record(text, "join", ["1", "é", "3"])
    record(text, "translate", {97: "A", 98: None, 233: 101, 0x1F600: "!"})
    for codec in ["utf-8", "ascii", "latin-1", "utf-16", "utf-16-le",
                  "utf-32-be", "utf-8-sig", "cp1252", "unicode_escape",
                  "raw_unicode_escape", "UTF8", "Latin1"]:
        for errors in ["strict", chance.choice([
                "ignore", "replace", "backslashreplace", "xmlcharrefreplace",
                "surrogateescape", "surrogatepass"])]:
            if codec == "cp1252" and errors == "surrogatepass":
                continue
            record(text, "encode", codec, errors)
    other = chance.choice(TEXTS)
    for op in ["<", "<=", "==", "!=", ">", ">="]:
        record(text, op, other)

BYTES = [b"", b"abc", b"a\xffb", b"\xe2\x82\xac", b"\xe2\x82", b"\xe2\x82x",
         b"\xed\xa0\x80", b"\x80", b"\xc0\x80", b"\xf5", b"\xf0\x9f\x98\x80",
         b"\xf0\x9f\x98", b"\xef\xbb\xbfbom", b"\xff\xfea\x00",
         b"\xfe\xff\x00a", b"a\x00\x00\xd8", b"\x3d\xd8\x00\xde", b"a\\n\\x41",
         b"\\u20ac\\U0001f600", b"\\x4", b"\\", b"\\u12", b"\\777\\q\\\n.",
         b"\x81\x80", b"\x00\x00\x11\x00", b"\xe0\x80", b"\xf4\x90\x80\x80"]
for data in BYTES:
    for codec in ["utf-8", "ascii", "latin-1", "utf-16", "utf-16-le",
                  "utf-16-be", "utf-32", "utf-32-le", "utf-8-sig", "cp1252",
                  "unicode_escape", "raw_unicode_escape"]:
        for errors in ["strict", "ignore", "replace", "backslashreplace",
                       "surrogateescape"]:
            if b"\\777" in data and "escape" in codec:
                continue
            if codec.startswith("utf-32") and errors == "surrogateescape":
                continue  # takes single bytes out of a unit
            if errors == "strict" or chance.random() < 0.5:
                record(data, "decode", codec, errors)
    for name in ["upper", "lower", "title", "capitalize", "swapcase",
                 "isalpha", "isdigit", "isalnum", "isspace", "isupper",
                 "islower", "istitle", "isascii", "strip", "split",
                 "splitlines", "hex", "repr", "list", "len"]:
        record(data, name)
    record(data, "[]", chance.randrange(-3, 4))
    record(data, "[]", slice(None, None, -1))
    record(data, "find", b"b")
    record(data, "count", b"")
    record(data, "replace", b"b", b"--")
    record(data, "center", 8, b"*")
    record(data, "+", bytearray(b"z"))
    record(bytearray(data), "repr")
    record(bytearray(data), "[]", slice(1, 3))
    record(data, "hex", ":", chance.choice([1, 2, -2, 3]))

# Errors, by hand.
for args in [("abc", "find", 1), ("abc", "split", 1), ("abc", "split", ""),
             ("abc", "startswith", 1), ("abc", "startswith", ("a", 1)),
             ("abc", "replace", 1, 2), ("abc", "replace", "a", 2),
             ("abc", "join", 1), ("abc", "join", ["a", 1]), ("abc", "strip", 1),
             ("abc", "center", "x"), ("abc", "center", 5, "xx"),
             ("abc", "center", 5, 1), ("abc", "partition", ""),
             ("abc", "index", "x"), ("abc", "rindex", "x"),
             ("abc", "encode", "foo"), ("abc", "encode", 1),
             ("é", "encode", "ascii", "nosuch"), ("abc", "[]", "x"),
             ("abc", "[]", 9), ("abc", "+", 1), ("abc", "*", 1.5),
             ("abc", "in", 1), ("abc", "upper", 1), ("abc", "ljust"),
             (b"abc", "+", "x"), (b"abc", "in", "a"), (b"abc", "in", 300),
             (b"abc", "find", "a"), (b"abc", "[]", "x"), (b"abc", "[]", 9),
             (b"abc", "join", ["a"]), (b"abc", "split", "a"),
             (b"abc", "decode", "foo"), (b"abc", "index", b"x"),
             (bytes, "()", "a"), (bytes, "()", -1), (bytes, "()", [256]),
             (bytes, "()", 1.5), (bytes, "()", "é", "utf-8"),
             (bytes, "fromhex", "6g"), (bytes, "fromhex", "61 62"),
             (bytearray, "()", b"abc"), (bytearray, "()", 3),
             (str, "()"), (str, "()", 5), (str, "()", b"\xc3\xa9", "utf-8"),
             (str, "()", b"abc"), (str, "()", 5, "utf-8"), (str, "()", None),
             (str, "maketrans", "ab", "cd", "e"), (str, "maketrans", {"a": 1}),
             (str, "maketrans", {"ab": 1}), (str, "maketrans", "a", "bc"),
             (int, "()"), (int, "()", "nine"), (int, "()", "0x1f", 16),
             (int, "()", "0b11", 0), (int, "()", "12", 99), (int, "()", 5, 5),
             (int, "()", 1.9), (int, "()", -1e30), (int, "()", float("nan")),
             (int, "()", float("inf")), (int, "()", []), (int, "()", None),
             (int, "()", "٣٤"), (int, "()", " 5\u2003"), (int, "()", b"12"),
             (int, "()", b"x"), (int, "()", "9" * 4301), (int, "()", "1_0"),
             (int, "from_bytes", b"\x01\x02"), (int, "from_bytes", [1, 2]),
             (int, "from_bytes", b"\xff", "little"), (int, "from_bytes", 5),
             (5, "to_bytes", 1, "foo"), (500, "to_bytes"), (-5, "to_bytes", 1),
             (10 ** 30, "to_bytes", 16, "little"), (5, "to_bytes", -1),
             (float, "()"), (float, "()", "1.5e3"), (float, "()", "x"),
             (float, "()", []), (float, "()", 10 ** 400), (float, "()", "١.٥"),
             (float, "()", b"2.5"), (float, "()", None),
             (float, "fromhex", "0x1.8p1"), (float, "fromhex", "x"),
             (float, "fromhex", "0x1p2000"), (complex, "()", "1+2j"),
             (complex, "()", "x"), (complex, "()", 1, "2"), (complex, "()", []),
             (complex, "()", "-j"), (complex, "()", " ( 1e5-2.5J ) "),
             (bool, "()", []), (bool, "()", 1, 2), (range, "()"),
             (range, "()", 1, 2, 0), (range, "()", "x"), (slice, "()"),
             (slice, "()", 1, 2), (1.5, "as_integer_ratio"),
             (float("inf"), "as_integer_ratio"), (0.1, "hex"),
             (2.5, "is_integer"), (3.0, "is_integer"), (5, "bit_length"),
             (-255, "bit_count"), (7, "as_integer_ratio"), (True, "real"),
             (5, "imag"), (5, "denominator"), (1 + 2j, "conjugate"),
             (1.5, "__round__"), (2.5, "__round__"), (2.675, "__round__", 2),
             (1234, "__round__", -2), (1250, "__round__", -2),
             (-15, "__round__", -1), (10 ** 20 + 5, "__round__", -1),
             (float("nan"), "__round__"), (-7, "__divmod__", 2),
             (-7.5, "__divmod__", 2), (7, "__divmod__", 0),
             (7.0, "__divmod__", 0), (-3.7, "__floor__"), (-3.7, "__ceil__"),
             (-3.7, "__trunc__"), (3 + 4j, "__abs__"), (-5, "__abs__")]:
    record(*args)

NUMBERS = [0, 1, -1, 7, -7, 2 ** 31, -2 ** 62, 2 ** 62, 2 ** 63, -2 ** 63 - 1,
           10 ** 25, -10 ** 30, True, False, 0.0, -0.0, 1.5, -2.5, 1e16, 1e300,
           float("inf"), float("nan"), 2.0 ** 53, 1j, 1.5 - 2j, 3]
for a in NUMBERS:
    for op in ["neg", "invert", "repr", "str", "bool"]:
        record(a, op)
    if a == a:
        record(a, "hash")
    for b in NUMBERS:
        for op in ["+", "-", "*", "/", "//", "%", "<", "==", ">=", "&", "|",
                   "^", "!="]:
            if chance.random() < 0.4:
                record(a, op, b)
        small = isinstance(b, (float, complex)) or abs(b) < 100
        if small and chance.random() < 0.4:
            record(a, "**", b)
        if isinstance(b, int) and abs(b) < 200 and chance.random() < 0.5:
            record(a, "<<", b)
            record(a, ">>", b)
    for other in ("x", None, b"y", [1]):
        record(a, chance.choice(["+", "-", "/", "<", "==", "%", "&"]), other)
for n in (2, -8):
    record(n, "**", -1)
record(0, "**", -1)
record(1, "<<", -1)

SPECS = ["", "q", "5", ".", "xx", "=5", "05", "<05", "^07", "+", " ", "#", "z",
         "z.1f", ",", "_", ",_", "_,", ",,", ",x", "_x", "_b", ".3", ".3d",
         "d", "c", "s", "f", "e", "E", "g", "G", "n", "%", "x", "X", "o", "b",
         "é>8", "*^9", "😀<7", "010,", "012_x", "#010x", "#_b", "010,.2f",
         ".0f", "#.0f", ".3g", "#.3g", "5.1s", ".2s", "é", "<", "00", "+.1e",
         "_.3f", ">+10.2f", "=+12,.1f", "-", "10.4", ".10", "99999999999999999"
         "999", "\n", "F", "015,d", "^15.3%"]
for value in [5, -1234567, 97, True, 1.5, -0.0001, 1e100, float("inf"),
              float("nan"), 1234567.891, "ab", "日本語", "", 1.5 - 2j, 3j,
              10 ** 25, 0, 0.0]:
    for spec in SPECS:
        if not (abs(value) < 32 if isinstance(value, int) and spec == "c"
                else False):
            record(value, "spec", spec)

FORMATS = ["{}", "{0}{1}", "{}{}", "{a}", "{0}{}", "{}{0}", "{!r}", "{!x}",
           "{!", "{0!rs}", "{0:>5}", "{:{}}", "{0:{1:{2}}}", "{0[0]}", "{0[}",
           "{0[]}", "{0[0]x}", "{0.}", "{0.real}", "{a[b]}", "{{}}", "}", "{",
           "a{b", "a}b", "{:}}", "{-1}", "{0 }", "{0!a}", "{.real}", "{[0]}",
           "{a!r:>8}", "é{}é", "{:{{}}}", "{2}", "{0!s:5}|", "{:{", "{a:{b}}"]
for text in FORMATS:
    record(text, "format", [1, 2], 5, a={"b": "é"}, b=8)
    record(text, "format", 7)
    record(text, "format_map", {"a": 1, "b": 6})
PERCENTS = ["%d", "%5d|", "%-5d|", "%05d", "%+d", "% d", "%x", "%#x", "%#X",
            "%o", "%#o", "%.5d", "%c", "%s", "%10s|", "%-10s|", "%.2s", "%r",
            "%a", "%f", "%.2f", "%010.3f", "%e", "%G", "%i", "%u", "%ld",
            "%q", "%", "%%", "%5%", "%(a)s", "%*d", "%.*f", "%b", "%é", "% 05d",
            "%#.3x", "%+.3e", "%s %s", "abc", "%é%s", "%05s"]
for text in PERCENTS:
    for value in [5, -255, 1.5, "ab", None, ("x", "y"), (), (3, 4), {"a": "é"},
                  [1], 10 ** 25, b"by"]:
        if chance.random() < 0.75:
            record(text, "%", value)
    if text.isascii():
        for value in [5, b"ab", "x", (b"p", b"q"), {b"a": b"v"}]:
            if chance.random() < 0.6:
                record(text.encode(), "%", value)

for r in [range(0), range(5), range(2, 20, 3), range(10, 0, -2),
          range(10 ** 20, 10 ** 20 + 5), range(5, 5)]:
    for op in ["repr", "list", "bool", "len", "hash"]:
        if op != "hash":
            record(r, op)
    for key in [0, -1, 2, 9, slice(1, None), slice(None, None, -1),
                slice(-2, 100, 2), "x"]:
        record(r, "[]", key)
    for item in [0, 2, 4, 5, 11, 2.0, "x", 10 ** 20 + 1]:
        record(r, "in", item)
        record(r, "count", item)
        if item != 2.0:
            record(r, "index", item)
    record(r, "==", range(2, 21, 3))
for s in [slice(1, 2), slice(None, None, -1), slice(-3, None, 2),
          slice(None, 10 ** 30)]:
    record(s, "repr")
    for length in (0, 5, -1, 10 ** 25):
        record(s, "indices", length)
    record(s, "==", slice(1, 2))

target = pathlib.Path(__file__).parent / "data" / "text.json"
target.write_text("[\n" + ",\n".join(
    json.dumps(row, ensure_ascii=True, separators=(",", ":"))
    for row in rows) + "\n]\n")
