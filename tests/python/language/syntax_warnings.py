# What the compiler warns of, where, and as an error where a filter says so.
import warnings

SOURCES = [
    'a = "\\d"',
    '\nx is 5',
    '1if 2else 3',
    'assert (1,\n2)',
    'if 1:\n  b"""a\n\\400"""',
    'f"abc{1}\\d {2}"',
    '(1\n)(2)',
    'f"\\d{1}\\d"',
    'with ("\\d"): pass',
    'with ("\\d" as x): pass',
    '{"\\d": 1}',
    '["\\d" for x in y]',
    'f("\\d", *a)',
    'f("\\d" for x in y)',
    'print("\\d" if 1 is 2 else "\\e")',
    'x: "\\d" = 1',
    'match "\\d":\n case "\\e": pass',
    'lambda: "\\d"',
    'x is (1, -1)',
    'x is -1.5',
    '(1,2)["a"]',
    'b"a"[1.5]',
    'b"abc"["x"]',
    '"a"[None]',
    'x[1]["a"]',
    'assert (1,2), 3',
    '(lambda: 1) is 1',
    'type X = "\\d"',
    '(yield)["a"]',
    '1.5[2]',
    '1j()',
    '...[1]',
    'None is None',
    'True is 1',
    'x is b"a"',
    '"%s" % x is "a"',
    '"a" "b"["c"]',
    'f"{1}"()',
    'rb"\\d"',
    'r"\\d"',
    'not x is 1', 'not x is not "a"', 'y = not not x is 1', 'not (x is 1 is 2)', 'not x == 1',
    'd = "a\\\nb\\ c"',
]

for source in SOURCES:
    for action in ("always", "error"):
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter(action)
            try:
                compile(source, "nofile", "exec")
            except SyntaxError as e:
                print(repr(source), e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
            for w in seen:
                print(repr(source), w.lineno, w.message, w.filename, w.category.__name__)

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("ignore")
    eval('"\\d"')
    warnings.simplefilter("always")
    exec('"\\d"; 1 is 2')
    print([str(w.message) for w in seen])
