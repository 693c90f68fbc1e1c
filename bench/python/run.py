"""Compares the CPU time of pyrun with that of a CPython.

usage: run.py PYRUN [PYTHON]
"""

import math
import pathlib
import resource
import subprocess
import sys


def cpu(command):
    best = math.inf
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = min(best, used)
    return best


def main():
    pyrun = sys.argv[1]
    python = sys.argv[2] if len(sys.argv) > 2 else sys.executable
    ratios = []
    for program in sorted(pathlib.Path(__file__).parent.glob("*.py")):
        if program.name == "run.py":
            continue
        ours, theirs = cpu([pyrun, str(program)]), cpu([python, "-S", str(program)])
        ratios.append(ours / theirs)
        print(f"{program.stem:12} {ours:7.3f} s {theirs:7.3f} s {ours / theirs:6.2f}")
    print(f"{'mean':12} {math.prod(ratios) ** (1 / len(ratios)):26.2f}")


if __name__ == "__main__":
    main()
