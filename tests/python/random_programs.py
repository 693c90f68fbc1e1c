"""Random programs, run by limbeck and by CPython, whose output must be the same.

usage: random_programs.py PYRUN [--count N] [--seed N] [--batch N] [--keep FOLDER]
       random_programs.py --show SEED

Every seed is one program; a batch of them runs in one process. CPython is the
Python that runs this file (3.13). Programs that differ are shown, and written to
--keep; what was found so is in tests/python/language/changes_while_looking.py.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings

from random_statements import program

RUNNER = '''\
import sys
PROGRAMS = {programs!r}
for seed, source in PROGRAMS:
    print("## program", seed, flush=True)
    try:
        exec(compile(source, "<program>", "exec"), {{"__name__": "program"}})
    except BaseException as error:
        print("ended by", type(error).__name__, str(error)[:300])
print("## program end")
'''


def outputs(command, path):
    """What each program wrote, by its seed."""
    try:
        done = subprocess.run([*command, path], capture_output=True, timeout=300,
                              env=dict(os.environ, PYTHONWARNINGS="ignore", PYTHONUTF8="1"))
        text = done.stdout.decode("utf-8", "backslashreplace")
    except subprocess.TimeoutExpired as late:
        text = (late.stdout or b"").decode("utf-8", "backslashreplace")
    found = {}
    for part in text.split("## program ")[1:]:
        seed, _, rest = part.partition("\n")
        found[seed] = rest
    return found


def compiles(source):
    """Whether CPython takes it: what is generated may be no program."""
    try:
        compile(source, "<program>", "exec")
        return True
    except (SyntaxError, ValueError, MemoryError, OverflowError):
        return False


def same(expected, actual):
    """Whether two outputs are the same but for addresses."""
    return expected == actual or (re.sub("0x[0-9a-f]{6,}", "0x", expected)
                                  == re.sub("0x[0-9a-f]{6,}", "0x", actual))


def has_one_answer(seed, source, first):
    """Whether CPython itself writes the same each time: not where the order in
    sets, which hashes of texts decide, comes to light."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "one.py")
        pathlib.Path(path).write_text(RUNNER.format(programs=[(seed, source)]),
                                      encoding="utf-8")
        answers = [outputs(["env", f"PYTHONHASHSEED={number}", sys.executable], path)[str(seed)]
                   for number in range(1, 7)]
    return all(same(first, answer) for answer in answers)


# What limbeck gives up by design: its limit of memory stands below CPython's.
LIMITS = "MemoryError the limit of "


def run_batch(pyrun, seeds):
    warnings.simplefilter("ignore")
    programs = [(seed, source) for seed in seeds if compiles(source := program(seed))]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "batch.py")
        pathlib.Path(path).write_text(RUNNER.format(programs=programs), encoding="utf-8")
        expected = outputs([sys.executable], path)
        actual = outputs([pyrun], path)
    compared, different = 0, []
    for seed, source in programs:
        if str(seed) not in expected:
            continue
        compared += 1
        mine = actual.get(str(seed))
        if mine is None:
            different.append((seed, source, expected[str(seed)], "(did not run)"))
            break  # the process ended before
        if not same(expected[str(seed)], mine):
            if LIMITS in mine or not has_one_answer(seed, source, expected[str(seed)]):
                compared -= 1
                continue
            different.append((seed, source, expected[str(seed)], mine))
    return compared, different


def show(seed, expected, actual):
    for left, right in zip(expected.split("\n") + [""], actual.split("\n") + [""]):
        if left != right:
            print(f"{seed}: - {left[:250]}\n{seed}: + {right[:250]}", flush=True)
            break


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pyrun", nargs="?", type=os.path.abspath)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--show", type=int)
    options = parser.parse_args()
    if options.show is not None:
        print(program(options.show))
        return 0
    end, total, failed = options.seed + options.count, 0, 0
    batches = [range(at, min(at + options.batch, end))
               for at in range(options.seed, end, options.batch)]
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        for compared, different in pool.map(run_batch, [options.pyrun] * len(batches), batches):
            total += compared
            failed += len(different)
            for seed, source, expected, actual in different:
                show(seed, expected, actual)
                if options.keep:
                    options.keep.mkdir(exist_ok=True)
                    (options.keep / f"{seed}.py").write_text(source, encoding="utf-8")
    print(f"{total - failed} of {total} programs the same")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
