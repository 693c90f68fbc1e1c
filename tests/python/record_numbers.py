"""Records what CPython answers about numbers: tests/python/data/numbers.json.

Run with CPython 3.13; the unit tests of the pure number code read the file.
"""
import json
import math
import pathlib
import random
import struct
import sys

assert sys.version_info[:2] == (3, 13), sys.version
chance = random.Random(20240613)


def any_double():
    while True:
        x = struct.unpack("<d", chance.randbytes(8))[0]
        if math.isfinite(x):
            return x


def any_int(bits=None):
    n = chance.getrandbits(bits or chance.choice([3, 31, 32, 33, 63, 64, 65,
                                                  100, 300, 1500]))
    return n if chance.random() < 0.5 else -n


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (ValueError, OverflowError, ZeroDivisionError) as error:
        return {"error": type(error).__name__}


def doubles():
    fixed = [0.0, -0.0, 1.0, 0.1, 1e15, 1e16, 123456789012345680.0, 1e-4, 1e-5,
             5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 0.5, 1.5,
             2.5, 1e22, 1e23, 9007199254740993.0, 100.0, 12345.678]
    return fixed + [any_double() for _ in range(80)] + [
        chance.uniform(-1e6, 1e6) for _ in range(100)] + [
        round(chance.uniform(-1000, 1000), chance.randrange(5))
        for _ in range(100)]


reprs, layouts, rounds, hexes, hashes = [], [], [], [], []
for x in doubles():
    bits = struct.pack(">d", x).hex()
    reprs.append([bits, repr(x)])
    hexes.append([bits, x.hex()])
    hashes.append([bits, str(hash(x))])
    for code in "efg":
        precision = chance.choice([0, 1, 2, 3, 6, 10, 17, 25])
        for flag in ("", "#"):
            layouts.append([bits, code, precision, flag,
                            format(x, f"{flag}.{precision}{code}")])
    precision = chance.choice([1, 2, 3, 6, 17])
    layouts.append([bits, "", precision, "", format(x, f".{precision}")])
    for digits in chance.sample(range(-6, 20), 3):
        rounds.append([bits, digits, struct.pack(">d", round(x, digits)).hex()])
for x in (0.5, 1.5, 2.5, 25.0, 35.0, 15.000001, 2.675, 1e16 + 5, 99999.5):
    for digits in range(-3, 4):
        rounds.append([struct.pack(">d", x).hex(), digits,
                       struct.pack(">d", round(x, digits)).hex()])

texts = ["1", " 1.5 ", "1e5", "1E+5", "-1e-5", "+.5", "5.", ".", "", " ",
         "1_000.5", "1__0", "_1", "1_", "1_e5", "1e1_0", "1._5", "inf", "-INF",
         "infinity", "nan", "-nan", "+nan", "nan(1)", "0x10", "1e400",
         "-1e400", "1e-400", "1e99999999999999999999", "1e-9999999999999999999",
         "0e99999999999999999999", "1,5", "1 2", "--1", "+-1", "e5", "1e",
         "1e+", "in", "4.9e-324", "2.4e-324", "2.5e-324", "1.7976931348623159e308",
         "0.1e-6", "9007199254740993", "179769313486231580793e289", "1\t\n"]
texts += [repr(any_double()) for _ in range(100)]
texts += [f"{any_int(80)}.{chance.getrandbits(60)}e{chance.randrange(-300, 280)}"
          for _ in range(100)]
parses = []
for text in texts:
    value = attempt(float, text)
    if not isinstance(value, dict):
        value = struct.pack(">d", abs(value) if value != value else value).hex()
    parses.append([text, value])
hex_texts = ["0x1p0", "1", "0x.8", "-0x1.8p3", "0x1.fffffffffffff8p0", "inf",
             "nan", "0x1p1024", "0x1p-1074", "0x1p-1075", "0x1.8p-1075", "0x",
             "", "g", "0x1p", "0x1p+", "0x1p+-1", "1.8p+1", " 0x1 ", "0x1.0.0",
             "0x123456789abcdef123p0", "0x0.00000000000001p-1020",
             "0x1.fffffffffffff7p1023", "0x1.fffffffffffff8p1023"]
hex_parses = []
for text in hex_texts:
    value = attempt(float.fromhex, text)
    if not isinstance(value, dict):
        value = struct.pack(">d", value).hex() if value == value else "nan"
    hex_parses.append([text, value])

arithmetic = []
for _ in range(60):
    a, b = any_int(), any_int()
    shift = chance.randrange(0, 200)
    row = {"a": str(a), "b": str(b), "add": str(a + b), "sub": str(a - b),
           "mul": str(a * b), "and": str(a & b), "or": str(a | b),
           "xor": str(a ^ b), "invert": str(~a), "shift": shift,
           "left": str(a << shift), "right": str(a >> shift),
           "bits": a.bit_length(), "count": a.bit_count(),
           "hash": str(hash(a)), "gcd": str(math.gcd(a, b)),
           "root": str(math.isqrt(abs(a))), "compare": (a > b) - (a < b)}
    if b:
        row["div"], row["mod"] = str(a // b), str(a % b)
        quotient = attempt(lambda: a / b)
        row["true"] = (quotient if isinstance(quotient, dict)
                       else struct.pack(">d", quotient).hex())
    value = attempt(float, a)
    row["float"] = (value if isinstance(value, dict)
                    else struct.pack(">d", value).hex())
    base = chance.choice([2, 3, 7, 8, 10, 16, 32, 36])
    digits, n = "", abs(a)
    while n:
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[n % base] + digits
        n //= base
    row["base"], row["digits"] = base, ("-" if a < 0 else "") + (digits or "0")
    size = chance.choice([1, 4, 8, 9, 13, 40, 300])
    order, signed = chance.choice(["big", "little"]), chance.random() < 0.5
    data = attempt(lambda: a.to_bytes(size, order, signed=signed))
    row["bytes"] = [size, order, signed,
                    data if isinstance(data, dict) else data.hex()]
    arithmetic.append(row)
powers = []
for _ in range(40):
    a, e, m = any_int(), abs(any_int(chance.choice([3, 20, 100]))), any_int()
    if m:
        powers.append([str(a), str(e), str(m), str(pow(a, e, m)),
                       attempt(lambda: str(pow(a, -1, m)))])
divisions = []  # ratios near the ends and the middle between two doubles
for _ in range(60):
    a = (1 << chance.randrange(50, 1200)) + chance.randrange(-3, 4)
    b = (1 << chance.randrange(0, 1300)) + chance.randrange(0, 2)
    q = attempt(lambda: a / b)
    divisions.append([str(a), str(b), q if isinstance(q, dict)
                      else struct.pack(">d", q).hex()])
int_texts = []
for text in ["0", "00", "0_0", "010", "1_000", "1__0", "_1", "1_", "", " 12 ",
             "-5", "+5", "- 5", "0x1f", "0X1F", "0b101", "0o17", "0x", "0x_1",
             "0x1_f", "0x__1", "z", "Zz", "12a", "0b2", "0b12", "9" * 50,
             "ff", "-0xff", "\n7\t", "1 2"]:
    for base in (0, 2, 8, 10, 16, 36):
        value = attempt(int, text, base)
        int_texts.append([text, base, value if isinstance(value, dict)
                          else str(value)])

target = pathlib.Path(__file__).parent / "data" / "numbers.json"
target.write_text("{\n" + ",\n".join(
    f'"{name}": [\n' + ",\n".join(json.dumps(row) for row in rows) + "\n]"
    for name, rows in {
        "repr": reprs, "layout": layouts, "round": rounds, "hex": hexes,
        "hash": hashes, "parse": parses, "parse_hex": hex_parses,
        "arithmetic": arithmetic, "power": powers, "division": divisions,
        "int": int_texts}.items()) + "\n}\n")
