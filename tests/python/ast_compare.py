"""Compares limbeck's syntax trees with CPython's, node by node and range by range.

    python3.13 tests/python/ast_compare.py build/dev/tests/ast_dump DIRECTORY...

Must run under the CPython to compare with (3.13). Files that it rejects itself
are skipped; every other file below the directories must give the same text.
"""

import ast
import os
import subprocess
import sys
import warnings


def python_files(roots):
    for root in roots:
        if os.path.isfile(root):
            yield root
        for folder, _, names in os.walk(root):
            for name in sorted(names):
                if name.endswith(".py"):
                    yield os.path.join(folder, name)


def first_difference(expected, actual):
    at = 0
    while at < min(len(expected), len(actual)) and expected[at] == actual[at]:
        at += 1
    begin = max(0, at - 160)
    return (
        f"    expected …{expected[begin:at + 120]}\n"
        f"    actual   …{actual[begin:at + 120]}"
    )


class Dumper:
    def __init__(self, program):
        self.process = subprocess.Popen(
            [program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def dump(self, path):
        self.process.stdin.write(path.encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"the program ended at {path}")
        status, size = line.split()
        return status.decode(), self.process.stdout.read(int(size))


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    dumper = Dumper(sys.argv[1])
    same = skipped = 0
    different = []
    for path in python_files(sys.argv[2:]):
        with open(path, "rb") as file:
            source = file.read()
        try:
            tree = ast.parse(source, path)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            skipped += 1
            continue
        expected = ast.dump(tree, include_attributes=True)
        status, actual = dumper.dump(path)
        if status == "ok" and actual == expected.encode("utf-8", "surrogatepass"):
            same += 1
            continue
        different.append(path)
        if len(different) <= 20:
            actual = actual.decode("utf-8", "surrogatepass")
            print(path)
            if status == "ok":
                print(first_difference(expected, actual))
            else:
                print("    " + " | ".join(actual.split("\n")))
    print(f"{same} same, {len(different)} different, {skipped} skipped")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
