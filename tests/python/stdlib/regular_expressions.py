"""Regular expressions: what they match, and how bad ones are refused."""
import copy
import pickle
import re

ATOMS = ["a", "b", "c", ".", r"\d", r"\w", r"\s", r"\W", "[a-c]", "[^ab]", r"[\w-]", "(a)",
         "(?:ab)", "(?P<n>b|c)", "^", "$", r"\b", r"\B", r"\Z", "(?=a)", "(?!b)", "(?<=a)",
         "(?<!bc)", r"\1", "(?i:A)", "é", r"\xe9", "[à-ü]", "{", "}", "]", "(?#x)", r"\n", "-",
         "(?>a|ab)", r"\.", "[]a]", "[^]a]", "(", "|", ")", "(?(1)a|b)", "(?x: a b)",
         "(?s:.)", "(?m:^a$)", r"\12", "(?P=n)", "(?a:é)", "[b-a]", r"\q", "(?<n>"]
AGAIN = ["", "", "", "", "*", "+", "?", "{2}", "{1,3}", "*?", "+?", "{,2}", "*+", "{2,1}"]
FLAGS = [0, 0, 0, re.I, re.M, re.S, re.X, re.A, re.I | re.A, re.M | re.S]
TEXTS = ["", "abc", "aabbcc", "a b\nc", "éà1_", "ab\nab\n", "Abc é", "cab-bac"]

state = 7


def choose(items):
    global state
    state = (state * 1103515245 + 12345) % 2 ** 31
    return items[state // 65536 % len(items)]


for _ in range(500):
    pattern = "".join(choose(ATOMS) + choose(AGAIN) for _ in range(1 + choose(range(5))))
    flags = choose(FLAGS)
    try:
        compiled = re.compile(pattern, flags)
    except re.error as error:
        print(ascii(pattern), int(flags), error, error.pos)
        continue
    found = [[m.span() for m in compiled.finditer(text)] for text in TEXTS]
    print(ascii(pattern), int(flags), compiled.groups, dict(compiled.groupindex))
    print("   ", *("".join("%d-%d " % span for span in spans) + ";" for spans in found))
    print("   ", ascii([compiled.sub(r"<\g<0>>", text) for text in TEXTS[:5]]))
    print("   ", ascii([compiled.split(text) for text in TEXTS[:4]]))

for flags in (0, re.I, re.I | re.M | re.X, re.A, re.S):
    print(re.compile("x", flags), re.compile(b"x", flags & ~re.U))
print(re.compile("x" * 300), copy.copy(re.compile("a")) is re.compile("a"))
print(pickle.loads(pickle.dumps(re.compile("a|b", re.I))) == re.compile("a|b", re.I))
print(re.compile("a") == re.compile(b"a"), re.compile("a") != re.compile("a", re.I))

m = re.match(r"(?P<first>\w+) (\w+)", "one two three")
print(m.regs, m.expand(r"\2 \g<first>\x20" if False else r"\2 \g<first>"), m[True])
print(re.findall(b"[a-z]+", bytearray(b"ab 1 cd")), re.sub(b"b", b"-", memoryview(b"abc")))
walk = re.compile("[a-z]+|([0-9])").scanner("ab1 c")
print(walk.match(), walk.match(), walk.match(), walk.search())

for pattern, replacement in (("(a)", r"\2"), ("a", r"\g<x>"), ("a", r"\g<"), ("a", r"\g<1"),
                             ("a", r"\q"), ("a", "\\"), ("(a)", r"\400"), ("a", r"\g<1 >"),
                             ("(a)", r"\0\x" if False else r"\0"), ("(a)", r"\101")):
    try:
        print(ascii(re.sub(pattern, replacement, "bab")))
    except (re.error, IndexError) as error:
        print(type(error).__name__, error)
for pattern, flags in (("a\n(b\n  [c", 0), ("(?i)a(?i)", 0), ("a", re.L), ("a", re.A | re.U),
                       ("(?L)a", 0), (b"(?u)a", 0), ("(?au)a", 0), ("(?i-i:a)", 0), ("(?-a:b)", 0),
                       (r"(?P<a>x)(?P<a>y)", 0), ("(?P=a)", 0), (r"(?<=a+)b", 0), ("(?P<1>a)", 0),
                       (r"\N{BULLET}\N{no such}", 0), (r"\u12", 0), ("a**", 0), ("*a", 0),
                       ("(?(2)a|b)", 0), ("(?(1)a|b|c)", 0), ("(?#", 0), ("(?z)", 0), ("[a-\\d]", 0)):
    try:
        print(re.compile(pattern, flags))
    except (re.error, ValueError) as error:
        print(type(error).__name__, error, getattr(error, "lineno", None),
              getattr(error, "colno", None))
