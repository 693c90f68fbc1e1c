#!/usr/bin/env python3
"""Runs random pairs of models through the real Alembic and through limbeck.

    tests/servers.sh run tests/autogen/pairs/run.py --limbeck build/dev/tests/fullrun \\
        --reference /path/to/python --count 300 --seed 1 sqlite postgresql mysql

Each pair is a database made from one random specification and models made from
a random change of it. Compared are the DDL of the models, the rendered scripts,
the log, the warnings, what hooks were asked, and the round trip. What differs is
printed; --keep leaves the pairs in a folder. Where the reference goes through a
set, the order of the operations is not compared.
"""

import argparse
import ast
import collections
import difflib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import sources
import specs


def options_for(r, dialect):
    options = {}
    if r.random() < 0.5:
        options["compare_server_default"] = True
    if r.random() < 0.08:
        options["compare_type"] = False
    if r.random() < 0.2:
        options["render_as_batch"] = True
    if r.random() < 0.3:
        options["check_names"] = True
    if dialect == "postgresql" and r.random() < 0.6:
        options["include_schemas"] = True
    if r.random() < 0.06:
        options["include_object"] = r.choice(["table", "column", "index", "unique_constraint",
                                              "foreign_key_constraint", "check_constraint"])
    if r.random() < 0.06:
        options["include_name"] = r.choice(["table", "column", "index", "unique_constraint",
                                            "foreign_key_constraint", "check_constraint"])
    if r.random() < 0.04:
        options["compare_type"] = "function"
    if r.random() < 0.04:
        options["compare_server_default"] = "function"
    if r.random() < 0.08:
        options["render_item"] = True
    if r.random() < 0.05:
        options["sqlalchemy_module_prefix"] = "sqla."
    if r.random() < 0.05:
        options["user_module_prefix"] = "mine."
    return options


def write_pairs(folder, dialect, count, seed):
    for number in range(count):
        r = random.Random("%s %s %d" % (seed, dialect, number))
        maker = specs.Maker(r, dialect)
        before = maker.database()
        after = maker.changed(before)
        options = options_for(r, dialect)
        changed = set(options) & {"sqlalchemy_module_prefix", "user_module_prefix",
                                  "render_item", "include_object", "include_name"}
        pair = {"options": options, "round_trip": not changed}
        name = os.path.join(folder, "m%05d" % number)
        for spec, suffix in ((before, "a"), (after, "b")):
            with open(name + suffix + ".py", "w", encoding="utf-8") as f:
                f.write(sources.Writer(r, spec, dialect).source())
        with open(name + ".json", "w", encoding="utf-8") as f:
            json.dump(pair, f)


def run(command, folder, url, count, extra=()):
    """The results by number; a process that ends early goes on behind the pair."""
    results, first = {}, 0
    while first < count:
        process = subprocess.run(
            command + [os.path.join(HERE, "driver.py"), folder, url, str(first), str(count),
                       *extra], capture_output=True, text=True)
        for line in process.stdout.splitlines():
            if line.startswith("{"):
                one = json.loads(line)
                results[one["number"]] = one
                first = one["number"] + 1
        if first < count:
            lines = process.stderr.strip().splitlines()
            results[first] = {"number": first, "error": "died: %d %s" % (
                process.returncode, "\n".join(lines[-12:]))}
            first += 1
    return results


# -- the order that the reference leaves open ---------------------------------

def chunks(code):
    """The statements of a rendered body as (kind, table, text)."""
    found = []
    tree = ast.parse("if 1:\n    " + code + "\n")
    lines = ("if 1:\n    " + code).split("\n")
    for node in tree.body[0].body:
        text = "\n".join(lines[node.lineno - 1:node.end_lineno])
        if isinstance(node, ast.With):
            call = node.items[0].context_expr
            table = ast.literal_eval(call.args[0])
            kinds = [inner.value.func.attr for inner in node.body]
            body = ["\n".join(lines[inner.lineno - 1:inner.end_lineno]) for inner in node.body]
            parts = sorted_runs([(k, table, t) for k, t in zip(kinds, body)])
            text = lines[node.lineno - 1] + "\n" + "\n".join(t for _, _, t in parts)
            kind = kinds[0] if len(set(kinds)) == 1 else "batch"
            found.append((kind, table, text))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            kind = node.value.func.attr if isinstance(node.value.func, ast.Attribute) else "?"
            table = ""
            for argument in node.value.args:
                if isinstance(argument, ast.Constant):
                    table = str(argument.value)
                    break
            if kind in ("create_index", "create_foreign_key", "drop_constraint"):
                if len(node.value.args) > 1 and isinstance(node.value.args[1], ast.Constant):
                    table = str(node.value.args[1].value)
            found.append((kind, table, text))
        else:
            found.append(("?", "", text))
    return found


def sorted_runs(parts):
    """Runs of operations whose order is left open, sorted."""
    result, start = [], 0
    same = {"drop_column": "c", "add_column": "c", "drop_constraint": "k",
            "create_foreign_key": "f", "create_unique_constraint": "u", "drop_index": "d", "drop_table": "d",
            "create_index": "n", "create_table": "n"}
    def group(part):
        kind = same.get(part[0])
        return None if kind is None else kind if kind in "dn" else (kind, part[1])
    parts = [part if part[0] != "create_unique_constraint" or "(None," in part[2]
             else ("named", part[1], part[2]) for part in parts]
    while start < len(parts):
        end = start + 1
        if group(parts[start]) is not None:
            while end < len(parts) and group(parts[end]) == group(parts[start]):
                end += 1
        result += sorted(parts[start:end], key=lambda p: p[2])
        start = end
    return result


def canonical(value):
    value = json.loads(re.sub(r"0x[0-9a-f]{6,}", "0xADDRESS", json.dumps(value)))
    value = {k: v for k, v in value.items()}
    for stage in ("first", "second", "third"):
        if stage in value:
            one = value[stage]
            for way in ("upgrade", "downgrade"):
                try:
                    one[way] = [text for _, _, text in sorted_runs(chunks(one[way]))]
                except SyntaxError:
                    pass
            one["log"].sort()
            one["seen"].sort()
            one["diffs"].sort()
    if "warnings" in value:
        value["warnings"] = sorted(set(value["warnings"]))
    return value


def flat(value, prefix=""):
    """Lines to show differences with."""
    if isinstance(value, dict):
        for key in sorted(value):
            yield from flat(value[key], prefix + key + ".")
    elif isinstance(value, list):
        for one in value:
            yield from flat(one, prefix)
    else:
        for line in str(value).split("\n"):
            yield "%s %s" % (prefix, line)


def compare(dialect, reference, ours, tally, show, folder, skip):
    for number in sorted(reference):
        left, right = reference[number], ours.get(number, {})
        if "unusable" in left or "trouble" in left:
            tally["unusable"] += 1
            tally["because " + (left.get("unusable") or left["trouble"])[:70]] += 1
            continue
        tally["pairs"] += 1
        if "error" in left:
            tally["reference failed: " + left["error"][:60]] += 1
        if "second" in left:
            tally["round trips"] += 1
            if "pass" not in left["second"]["upgrade"]:
                tally["round trips that the reference leaves open"] += 1
        if left == right:
            tally["equal in order"] += 1
            continue
        a, b = canonical(left), canonical(right)
        for part in skip:
            a.pop(part, None), b.pop(part, None)
        if a == b:
            tally["equal"] += 1
            continue
        tally["different"] += 1
        tally["bad numbers"] = (tally.get("bad numbers") or []) + [number]
        if len(tally["bad numbers"]) <= show:
            print("== %s %s/m%05d" % (dialect, folder, number))
            for line in difflib.unified_diff(list(flat(a)), list(flat(b)), "reference",
                                             "limbeck", lineterm="", n=1):
                print(line[:400])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--limbeck", required=True, help="the program fullrun")
    parser.add_argument("--reference", default=sys.executable)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--keep")
    parser.add_argument("--again", help="use the pairs of a kept folder")
    parser.add_argument("--skip", nargs="*", default=[], help="parts not to compare")
    parser.add_argument("dialects", nargs="+")
    args = parser.parse_args()
    failed = False
    home = args.again or args.keep or tempfile.mkdtemp(prefix="limbeck-pairs-")
    for dialect in args.dialects:
        url = {"sqlite": "sqlite://", "postgresql": os.environ.get("LIMBECK_TEST_PG_URL"),
               "mysql": os.environ.get("LIMBECK_TEST_MYSQL_URL")}[dialect]
        folder = os.path.join(home, dialect)
        if not args.again:
            shutil.rmtree(folder, ignore_errors=True)
            os.makedirs(folder)
            write_pairs(folder, dialect, args.count, args.seed)
        path = os.path.join(folder, "reference.json")
        if args.again and os.path.exists(path):
            with open(path, encoding="utf-8") as f:
                reference = {int(k): v for k, v in json.load(f).items()}
        else:
            reference = run([args.reference], folder, url, args.count, ["--prepare"])
            with open(path, "w", encoding="utf-8") as f:
                json.dump(reference, f)
        usable = [n for n, one in reference.items() if "unusable" not in one]
        for number in set(reference) - set(usable):
            os.remove(os.path.join(folder, "m%05d.json" % number)) if os.path.exists(
                os.path.join(folder, "m%05d.json" % number)) else None
        ours = run([args.limbeck], folder, url, args.count)
        with open(os.path.join(folder, "limbeck.json"), "w", encoding="utf-8") as f:
            json.dump(ours, f)
        tally = collections.Counter()
        compare(dialect, reference, ours, tally, args.show, folder, args.skip)
        print("-- %s: %s" % (dialect, ", ".join("%s %s" % (k, v) for k, v in tally.items())))
        failed = failed or tally["different"] > 0
    if not (args.keep or args.again):
        shutil.rmtree(home)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
