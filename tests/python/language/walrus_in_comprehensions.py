"""Where := cannot stand, and where it is told."""
SOURCES = [
    "[i for i in (j := [1])]",
    "[i for i in [k := 1, 2]]",
    "{x: 1 for x in (y := [1])}",
    "[(i := 0) for i in range(3)]",
    "[i for i in range(3) if (i := 2)]",
    "class A:\n  [(z := 1) for q in [1]]",
    "[i for j in [1] for i in (m := [2])]",
    "[x for x in (lambda: (y := [1]))()]",
    "[[(j := 0) for i in range(5)] for j in range(5)]",
    "(a := 1 for a in [1])",
    "def f():\n  global q\n  [(q := 1) for _ in [1]]\nf(); print(q)",
    "[lambda: (y := 1) for x in [1]]",
]

for source in SOURCES:
    try:
        exec(compile(source, "<source>", "exec"), {})
        print("ok", source)
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset, error.end_offset, source)
