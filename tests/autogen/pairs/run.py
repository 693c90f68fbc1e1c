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
# The first number of recorded pairs of a kind.
FIRST = {"random": 0, "shapes": 50000, "forms": 70000}
sys.path.insert(0, HERE)
import forms
import shapes
import sources
import specs


KINDS = {"shapes": shapes, "forms": forms}


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
    if r.random() < 0.06:
        options["rewriter"] = r.choice(["one", "chained", "directives"])
    return options


def write_pairs(folder, dialect, count, seed, kind="random"):
    for number in range(count):
        r = random.Random("%s %s %d" % (seed, dialect, number))
        if kind in KINDS:
            maker = KINDS[kind].Maker(r, dialect)
            before = maker.spec()
        else:
            maker = specs.Maker(r, dialect)
            before = maker.database()
        after = maker.changed(before)
        options = options_for(r, dialect)
        changed = set(options) & {"sqlalchemy_module_prefix", "user_module_prefix",
                                  "render_item", "include_object", "include_name", "rewriter"}
        pair = {"options": options, "round_trip": not changed}
        name = os.path.join(folder, "m%05d" % number)
        for spec, suffix in ((before, "a"), (after, "b")):
            with open(name + suffix + ".py", "w", encoding="utf-8") as f:
                f.write(KINDS[kind].Writer(spec).source() if kind in KINDS
                        else sources.Writer(r, spec, dialect).source())
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
        if process.returncode == 0:
            break
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


# Where the reference dies of a mistake of its own and limbeck goes on
# (docs/differences.md): what it made until then is compared.
BEYOND = re.compile(r"'(Computed|Identity)' object has no attribute 'arg'"
                    r"|cannot INSERT into generated column|AssertionError: $"
                    r"|NoSuchTableError")


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
    if "error" in value:
        # Shows an address, or nothing at all.
        value["error"] = re.sub(r"(DROP CONSTRAINT for constraint) .*;", r"\1 ...;",
                                value["error"])
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
        if BEYOND.search(a.get("error", "")):
            tally["beyond the reference"] += 1
            a = {part: a[part] for part in a if part not in ("error", "warnings")}
            b = {part: b[part] for part in a if part in b}
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


# -- recorded pairs -------------------------------------------------------------

def features(pair, models, result):
    """What a pair shows, to choose pairs that show different things."""
    first = result["first"]
    text = first["upgrade"] + first["downgrade"] + "\n".join(result["model_ddl"])
    found = set(re.findall(r"\b(?:op|batch_op|sa|postgresql|mysql)\.\w+|\b\w+=|[A-Z]{3,}", text))
    found |= {" ".join(re.findall(r"[A-Za-z]+", line)[:7]) for line in first["log"]
              if "Detected" in line or "WARNING" in line}
    found |= {line[:40] for line in result["warnings"]} | set(map(str, pair["options"].items()))
    found |= set(re.findall(r"@\w+[.\w]*|\bMapped\['|Annotated|None \||Mixin1\b|MappedAsDataclass",
                            models.split("metadata = ")[-1]))
    return found | {result.get("error", "no error")[:40]}


def record(folder, target, count, reference, ours, offset=0):
    """Writes the pairs that show most, of those that both tools agree on."""
    candidates, seen = {}, set()
    for number, result in reference.items():
        if "first" not in result or canonical(result) != canonical(ours.get(number, {})):
            continue
        name = os.path.join(folder, "m%05d" % number)
        with open(name + ".json", encoding="utf-8") as f:
            pair = json.load(f)
        with open(name + "b.py", encoding="utf-8") as f:
            models = f.read()
        candidates[number] = (pair, models, result, features(pair, models, result))
    os.makedirs(target, exist_ok=True)
    for _ in range(min(count, len(candidates))):
        number = max(candidates, key=lambda n: (len(candidates[n][3] - seen), -n))
        pair, models, result, shown = candidates.pop(number)
        seen |= shown
        expected = canonical(result)
        for key in ("ddl", "number"):
            expected.pop(key, None)
        # Pairs of another kind get numbers, and module names, of their own.
        expected = json.loads(json.dumps(expected).replace(
            "m%05db" % number, "m%05db" % (number + offset)))
        number += offset
        parts = [("pair.json", json.dumps(pair, indent=1, ensure_ascii=False)),
                 ("models.py", models.rstrip("\n")),
                 ("expected.json", json.dumps(expected, indent=1, ensure_ascii=False,
                                              sort_keys=True))]
        with open(os.path.join(target, "%05d.pair" % number), "w", encoding="utf-8") as f:
            for name, content in parts:
                f.write("-- %s --\n%s\n" % (name, content))


def replay(source, folder):
    """Unpacks recorded pairs; the expected results by number."""
    expected = {}
    for name in sorted(os.listdir(source)):
        with open(os.path.join(source, name), encoding="utf-8") as f:
            parts = re.split(r"(?m)^-- (\S+) --\n", f.read())
        files = dict(zip(parts[1::2], parts[2::2]))
        number = int(name.split(".")[0])
        target = os.path.join(folder, "m%05d" % number)
        with open(target + ".json", "w", encoding="utf-8") as f:
            f.write(files["pair.json"])
        with open(target + "b.py", "w", encoding="utf-8") as f:
            f.write(files["models.py"])
        expected[number] = json.loads(files["expected.json"])
    return expected


def replay_all(args, home):
    failed = 0
    for dialect in args.dialects:
        url = url_of(dialect)
        if not url:
            print("-- %s: no server" % dialect)
            continue
        folder = os.path.join(home, dialect)
        os.makedirs(folder)
        expected = replay(os.path.join(args.replay, dialect), folder)
        ours = run([args.limbeck], folder, url, max(expected) + 1)
        different = 0
        for number, left in expected.items():
            right = canonical(ours.get(number, {}))
            for key in ("ddl", "number"):
                right.pop(key, None)
            if left == right:
                continue
            different += 1
            print("FAILED %s/%05d" % (dialect, number))
            for line in difflib.unified_diff(list(flat(left)), list(flat(right)), "recorded",
                                             "seen", lineterm="", n=1):
                print(line[:400])
        print("-- %s: %d recorded pairs, %d different" % (dialect, len(expected), different))
        failed += different
    return failed


def url_of(dialect):
    return {"sqlite": "sqlite://", "postgresql": os.environ.get("LIMBECK_TEST_PG_URL"),
            "mysql": os.environ.get("LIMBECK_TEST_MYSQL_URL")}[dialect]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--limbeck", required=True, help="the program fullrun")
    parser.add_argument("--reference", default=sys.executable)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--models", choices=sorted(FIRST), default="random",
                        help="shapes: models as applications write them; forms: one feature of "
                        "Table beside the other")
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--keep")
    parser.add_argument("--again", help="use the pairs of a kept folder")
    parser.add_argument("--record", help="write the pairs that show most to this folder")
    parser.add_argument("--recorded", type=int, default=80, help="how many for each database")
    parser.add_argument("--replay", help="compare limbeck with the pairs of this folder")
    parser.add_argument("--skip", nargs="*", default=[], help="parts not to compare")
    parser.add_argument("dialects", nargs="+")
    args = parser.parse_args()
    failed = False
    home = args.again or args.keep or tempfile.mkdtemp(prefix="limbeck-pairs-")
    if args.replay:
        failed = replay_all(args, home)
        shutil.rmtree(home)
        sys.exit(1 if failed else 0)
    for dialect in args.dialects:
        url = url_of(dialect)
        folder = os.path.join(home, dialect)
        if not args.again:
            shutil.rmtree(folder, ignore_errors=True)
            os.makedirs(folder)
            write_pairs(folder, dialect, args.count, args.seed, args.models)
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
        if args.record:
            record(folder, os.path.join(args.record, dialect), args.recorded, reference, ours,
                   FIRST[args.models])
        tally = collections.Counter()
        compare(dialect, reference, ours, tally, args.show, folder, args.skip)
        print("-- %s: %s" % (dialect, ", ".join("%s %s" % (k, v) for k, v in tally.items())))
        failed = failed or tally["different"] > 0
    if not (args.keep or args.again):
        shutil.rmtree(home)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
