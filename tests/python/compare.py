"""Runs the programs of a folder with CPython and with pyrun and compares.

usage: compare.py PYRUN FOLDER-OR-FILE… [--stderr] [--record]

Standard output and the exit status must be the same; with --stderr the
tracebacks too. --record writes NAME.out beside the programs that agree, for
python_test. CPython is the Python that runs this file (3.13).
"""

import difflib
import pathlib
import subprocess
import sys


def run(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except subprocess.TimeoutExpired:
        return "", "timeout\n", -1
    return done.stdout, done.stderr, done.returncode


def main():
    arguments = sys.argv[1:]
    with_errors = "--stderr" in arguments
    if with_errors:
        arguments.remove("--stderr")
    record = "--record" in arguments
    if record:
        arguments.remove("--record")
    pyrun, *paths = arguments
    files = []
    for path in map(pathlib.Path, paths):
        files += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    failed = 0
    for file in files:
        expected = run([sys.executable, str(file)])
        actual = run([pyrun, str(file)])
        same = expected[0] == actual[0] and expected[2] == actual[2]
        if with_errors:
            same = same and expected[1] == actual[1]
        if same:
            if record and expected[2] == 0:
                file.with_suffix(".out").write_text(expected[0])
            continue
        failed += 1
        print(f"--- {file}: status {expected[2]} and {actual[2]}")
        for part in range(2):
            if part == 1 and not with_errors:
                sys.stdout.write("".join(actual[1].splitlines(True)[-6:]))
                continue
            sys.stdout.writelines(
                line + "\n" for line in difflib.unified_diff(
                    expected[part].splitlines(), actual[part].splitlines(),
                    "cpython", "pyrun", lineterm="", n=1))
    print(f"{len(files) - failed} of {len(files)} the same")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
