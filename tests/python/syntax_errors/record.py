"""Records what CPython says of the broken programs in the *.txt files here.

    python3.13 tests/python/syntax_errors/record.py

Each program ends with a line that begins with "#> "; this script writes what
CPython (3.13) raises for it there: the exception, its message and its range as
line:offset-end_line:end_offset. Where 3.14 is known to say something else the
line begins with "#>3.14 " and is left alone. The unit test syntax_errors_test.cc compares.
Programs whose error is not the parser's but the compiler's do not belong here.
"""

import ast
import os
import sys
import warnings


def outcome(source):
    try:
        ast.parse(source, "test.py")
    except SyntaxError as error:
        name = type(error).__name__
        place = f"{error.lineno}:{error.offset}-{error.end_lineno}:{error.end_offset}"
        return f"{name}: {error.msg} ({place})"
    except MemoryError as error:
        return f"MemoryError: {error}"
    return "no error"


def main():
    warnings.simplefilter("ignore")
    folder = os.path.dirname(os.path.abspath(__file__))
    total = 0
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".txt"):
            continue
        path = os.path.join(folder, name)
        source, out = "", []
        with open(path, encoding="utf-8", newline="") as file:
            lines = file.read().splitlines(keepends=True)
        for line in lines:
            if line.startswith("#>3.14 "):
                source = ""
                total += 1
                out.append(line)
                continue
            if not line.startswith("#>"):
                source += line
                out.append(line)
                continue
            result = outcome(source)
            if result == "no error":
                print(f"{name}: no error: {source!r}", file=sys.stderr)
            out.append(f"#> {result}\n")
            source = ""
            total += 1
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write("".join(out))
    print(f"{total} programs")


if __name__ == "__main__":
    main()
