#!/usr/bin/env python3
"""Compares the memory that a million objects take with that of a CPython.

usage: memory.py PYRUN [PYTHON]

Each kind fills one list (or one dict or set) in a process of its own; what is
shown is the greatest resident size above that of an empty program.
"""

import os
import subprocess
import sys
import tempfile

COUNT = 1_000_000
PREPARE = """
import datetime
class Plain:
    def __init__(self, a, b): self.a = a; self.b = b
class Slots:
    __slots__ = ("a", "b")
    def __init__(self, a, b): self.a = a; self.b = b
start = datetime.datetime(2020, 1, 1)
"""
KINDS = {
    "int": "[i * 1000003 for i in range(N)]",
    "int above 64 bits": "[i << 70 for i in range(N)]",
    "float": "[i * 1.5 for i in range(N)]",
    "str": "['name_%d' % i for i in range(N)]",
    "long str": "['a rather long text of a column %d' % i for i in range(N)]",
    "str, not ASCII": "['naïve_é_%d' % i for i in range(N)]",
    "bytes": "[b'name_%d' % i for i in range(N)]",
    "tuple of 2": "[(i, i) for i in range(N)]",
    "list of 2": "[[i, i] for i in range(N)]",
    "dict of 2": "[{'a': i, 'b': i} for i in range(N)]",
    "set of 1": "[{i} for i in range(N)]",
    "instance": "[Plain(i, i) for i in range(N)]",
    "instance, slots": "[Slots(i, i) for i in range(N)]",
    "datetime": "[start + datetime.timedelta(seconds=i) for i in range(N)]",
    "dict, int to int": "{i: i for i in range(N)}",
    "dict, str to int": "{'k%d' % i: i for i in range(N)}",
    "set of int": "set(range(N))",
}


def resident(command, source):
    """The greatest resident size of a process, in bytes."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as file:
        file.write(source)
        file.flush()
        child = subprocess.Popen([command, file.name])
        _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{command} failed")
    return usage.ru_maxrss * 1024


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    programs = [sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else sys.executable]
    empty = [resident(program, PREPARE) for program in programs]
    print(f"{'bytes for each':20} {'limbeck':>9} {'CPython':>9} {'ratio':>6}")
    for kind, expression in KINDS.items():
        source = f"{PREPARE}\nN = {COUNT}\nkept = {expression}\n"
        each = [(resident(program, source) - floor) / COUNT
                for program, floor in zip(programs, empty)]
        print(f"{kind:20} {each[0]:9.1f} {each[1]:9.1f} {each[0] / each[1]:6.2f}", flush=True)


if __name__ == "__main__":
    main()
