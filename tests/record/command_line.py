#!/usr/bin/env python3
"""Records how Alembic's command line parser takes arguments.

    COLUMNS= python tests/record/command_line.py > tests/data/command_line.jsonl

Each line is [columns, arguments, result]; the result is the namespace without
its defaults, or [standard output, standard error, exit code]. Columns 0 stands
for 80 and only the first line of output and the last one of errors.
"""
import contextlib
import io
import json
import os
import random

from alembic.config import CommandLine

GLOBAL = ["-h", "--help", "--version", "-c", "--config", "-n", "--name", "-x",
          "--raiseerr", "-q", "--quiet", "--v", "--con", "--raise", "-cx.ini",
          "-c=a.ini", "--config=b.ini", "-xk=v", "-x=k", "-qc", "-q1", "--q=1",
          "-nq"]
VALUES = ["head", "-1", "+1", "-1.5", "-.5", "a b", "-a b", "", "-", "--",
          "base", "a@+2", "--bogus", "-z", "x:y", "-2:", "it's", "a\tb", "-h",
          "ä", "-é"]


def run(parser, args, columns):
    os.environ["COLUMNS"] = str(columns or 80)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            options = parser.parse_args(args)
            if not hasattr(options, "cmd"):
                parser.error("too few arguments")
        except SystemExit as stop:
            return [out.getvalue(), err.getvalue(), stop.code]
    found = dict(vars(options))
    found["cmd"] = found["cmd"][0].__name__
    return found


def main():
    line = CommandLine("alembic")
    commands = line.subparsers.choices
    rng = random.Random(3)

    def record(args, columns=80):
        result = run(line.parser, args, columns)
        if isinstance(result, dict):
            # Only what is not the default, by name; the order of the names is
            # that of the parser.
            result = {
                k: v for k, v in result.items() if v not in (None, False)
            }
        elif not columns:
            result[0] = "".join(result[0].splitlines(True)[:1])
            result[1] = "".join(result[1].splitlines(True)[-1:])
        print(json.dumps([columns, args, result], separators=(",", ":"),
                         ensure_ascii=False))

    for columns in (80, 200, 100, 60, 50, 40, 30, 20, 10, 3):
        record(["-h"], columns)
        record(["--version"], columns)
        if columns in (80, 50, 30, 10):
            for command in commands:
                record([command, "--help"], columns)
                record([command, "--sq=1"], columns)
    for _ in range(2000):
        args = [rng.choice(GLOBAL + VALUES)
                for _ in range(rng.choice([0, 0, 0, 0, 1, 2]))]
        if rng.random() < 0.95:
            command = rng.choice(list(commands))
            args.append(command)
            forms = [o for a in commands[command]._actions
                     for o in a.option_strings]
            forms += [f[: rng.randint(3, len(f))] for f in forms
                      if len(f) > 3]
            forms += [f + "=val" for f in forms]
            forms += [f[:2] + "i" for f in forms]
            for _ in range(rng.choice([0, 1, 2, 3, 4])):
                args.append(rng.choice([rng.choice(forms), rng.choice(VALUES),
                                        "r1"]))
        record(args, 0)


if __name__ == "__main__":
    main()
