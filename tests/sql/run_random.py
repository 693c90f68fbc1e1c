"""Runs scripts of random_scripts and writes what each statement gave.

    PYTHON run_random.py FILE FIRST

FILE has a script as JSON on each line. A line goes out for each from number
FIRST on, {"seed": …, "dialect": [text of each statement], …}, so that one that
takes the program down is known. Runs with the reference as with limbeck.
"""

import json
import os
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import sqlalchemy as sa
from alembic.operations import Operations

import offline


def ordered_indexes(text):
    """CREATE INDEX statements by name: the reference has them in a set."""
    parts = text.split("\n\n")
    places = [n for n, part in enumerate(parts) if " INDEX " in part.split("(")[0]]
    for place, part in zip(places, sorted(parts[n] for n in places)):
        parts[place] = part
    return "\n\n".join(parts)


def run(script, dialect):
    """What the statements give, one after the other; errors don't stop it."""
    buffer = offline.Buffer()
    context = offline.configure(dialect, buffer, script["naming"], script["literal_binds"], script["options"])
    results = []
    with Operations.context(context) as op:
        names = {"op": op, "sa": sa}
        for index, source in enumerate(script["prelude"] + script["statements"]):
            del buffer.parts[:]
            error = ""
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                try:
                    with offline.transactions(context, script["options"]):
                        exec(source, names)
                except Exception as raised:
                    error = offline.error_line(raised)
            text = offline.warning_lines(caught) + buffer.text() + error
            if "create_table" in source:
                text = ordered_indexes(text)
            if index >= len(script["prelude"]):
                results.append(offline.comparable(text))
            elif error:
                results.append("prelude " + error)
    return results


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        scripts = [json.loads(line) for line in f]
    for script in scripts[int(sys.argv[2]):]:
        result = {"seed": script["seed"]}
        for dialect in offline.DIALECTS:
            result[dialect] = run(script, dialect)
        print(json.dumps(result), flush=True)


main()
