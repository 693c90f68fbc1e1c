"""Compares limbeck with the reference on random scripts.

    compare_random.py --oracle PYTHON --program FULLRUN --seed 1 --count 500

Each seed makes a script (random_scripts) that both programs run on every
dialect. Prints the statements that differ, grouped by what the first
difference looks like, and a count. `--show N` prints N differences of a group
in full; `--keep` writes each group's first as a case of tests/sql/found,
to be recorded with tests/record/sql_cases.py.
"""

import argparse
import collections
import concurrent.futures
import difflib
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import random_scripts

DIALECTS = ["postgresql", "sqlite", "mysql", "mariadb", "mssql", "oracle"]


def run_all(program, scripts):
    """{seed: result}; a script that ends the program has {"crash": text}."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for script in scripts:
            f.write(json.dumps(script) + "\n")
        f.flush()
        results = {}
        first = 0
        while first < len(scripts):
            done = subprocess.run(
                [program, os.path.join(HERE, "run_random.py"), f.name, str(first)],
                capture_output=True, text=True)
            lines = [line for line in done.stdout.split("\n")[:-1] if line.startswith("{")]
            for line in lines:
                result = json.loads(line)
                results[result["seed"]] = result
            first += len(lines)
            if first < len(scripts):
                seed = scripts[first]["seed"]
                results[seed] = {"seed": seed, "crash": done.stderr[-600:] or str(done.returncode)}
                first += 1
    return results


def run_cached(folder, program, scripts):
    """run_all, remembered in `folder` by what the scripts are."""
    if not folder:
        return run_all(program, scripts)
    os.makedirs(folder, exist_ok=True)
    key = hashlib.md5(json.dumps(scripts).encode()).hexdigest()
    path = os.path.join(folder, key + ".json")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as f:
            return {result["seed"]: result for result in json.load(f)}
    results = run_all(program, scripts)
    with open(path, "w", encoding="utf-8") as f:
        json.dump(list(results.values()), f)
    return results


def accepted(dialect, theirs, ours):
    """Deliberate: what the reference answers with an AssertionError, which says
    nothing, or an AttributeError of its own, limbeck refuses in words; comments offline on SQL Server, where the
    reference knows no default schema; an index that a convention leaves without
    a name has the usual one; a batch copy leaves generated columns to
    the database, which takes no values for them; a parameter of its own that
    nothing binds (OFFSET without LIMIT on SQLite) is a literal."""
    if dialect == "sqlite" and re.sub(r"LIMIT :param_\d+ OFFSET (?!:)", "LIMIT -1 OFFSET ", theirs) == ours:
        return True
    at = max(theirs.find("! AssertionError:"), theirs.find("! AttributeError:"))
    if at >= 0 and ours.startswith(theirs[:at].rstrip("\n")) and re.search("(?m)^! ", ours):
        return True
    if at >= 0 and re.match(r"\s*CREATE (UNIQUE )?INDEX \S*?ix_", ours[len(theirs[:at].rstrip("\n")):]):
        return ours.startswith(theirs[:at].rstrip("\n"))
    if "GENERATED ALWAYS AS" in theirs or " AS (" in theirs:
        moved = [re.sub(r"INSERT INTO \S*_alembic_tmp_[^;]*", "", text) for text in (theirs, ours)]
        if moved[0] == moved[1]:
            return True
    if dialect != "mssql" or "extendedproperty" not in ours:
        return False
    for failure in ("! AssertionError:", "! AttributeError: 'NoneType' object has no attribute"):
        if failure in theirs and ours.startswith(theirs[:theirs.index(failure)].rstrip("\n")):
            return True
    return False


def same_set(source, theirs, ours):
    """The reference has a table's constraints in a set: their order, and which
    of them is refused first, differ from run to run."""
    if "batch_alter_table" in source:
        kinds = [re.findall(r"(?m)^! (\w+)", text) for text in (theirs, ours)]
        if kinds[0] == kinds[1] == ["DuplicateColumnError"]:
            return True
        # A batch copy leaves generated columns to the database: see accepted().
        moved = [re.sub(r"INSERT INTO \S*_alembic_tmp_[^;]*", "", text)
                 if "GENERATED" in text or " AS (" in text else text
                 for text in (theirs, ours)]
        lines = [sorted(re.sub(r", ?$", "", line) for line in text.split("\n"))
                 for text in moved]
        return lines[0] == lines[1]
    if not source.startswith("op.add_column"):
        return False
    errors, parts = [], []
    for text in (theirs, ours):
        text = re.sub("warning: Skipping unsupported ALTER.*\n", "", text)
        errors.append(re.findall(r"(?m)^! .*", text))
        parts.append({part for part in re.split(r"\n\n+|(?m:^)! ", text)[:10] if "ALTER" in part})
    if errors[0] != errors[1]:
        return False
    return parts[0] == parts[1] or bool(errors[0] and (parts[0] < parts[1] or parts[1] < parts[0]))


def differences(script, expected, seen):
    """[(dialect, statement, expected, seen)]"""
    if "crash" in seen:
        return [("all", "\n".join(script["prelude"] + script["statements"]), "", seen["crash"])]
    found = []
    for dialect in DIALECTS:
        ours, theirs = seen[dialect], expected[dialect]
        if len(ours) != len(theirs):
            found.append((dialect, "\n".join(script["prelude"]), "\n".join(theirs), "\n".join(ours)))
            continue
        count = len(theirs) - len(script["statements"])
        sources = script["prelude"][:count] + script["statements"]
        for source, theirs_text, ours_text in zip(sources, theirs, ours):
            if theirs_text == ours_text or same_set(source, theirs_text, ours_text):
                continue
            if not accepted(dialect, theirs_text, ours_text):
                found.append((dialect, source, theirs_text, ours_text))
    return found


def signature(difference):
    """What the first differing piece looks like, for grouping."""
    dialect, _, theirs, ours = difference
    if theirs.startswith("! ") != ours.startswith("! ") or "\n! " in theirs + ours:
        error = re.search(r"(?m)^! .*$", ours if "! " in ours else theirs)
        if error:
            text = re.sub(r"'[^']*'|\"[^\"]*\"|[0-9]+", "_", error.group(0))[:90]
            return ("ours " if "! " in ours else "theirs ") + text
    match = difflib.SequenceMatcher(None, theirs, ours, autojunk=False)
    for tag, a, b, c, d in match.get_opcodes():
        if tag != "equal":
            piece = "%s|%s -> %s" % (theirs[max(0, a - 12):a], theirs[a:b][:25], ours[c:d][:25])
            return re.sub(r"[0-9]+", "0", piece)
    return "?"


def keep(script, difference, folder):
    """A case with the statements up to the one that differs."""
    dialect, source, _, _ = difference
    head = "# Found by seed %d of compare_random.py.\n" % script["seed"]
    if script["naming"]:
        head += "# naming: %r\n" % script["naming"]
    if script["options"]:
        head += "# options: %r\n" % script["options"]
    if not script["literal_binds"]:
        head += "# literal_binds: no\n"
    os.makedirs(folder, exist_ok=True)
    name = "seed_%d_%s.txtar" % (script["seed"], hashlib.md5(source.encode()).hexdigest()[:4])
    with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
        f.write(head + "\n".join(script["prelude"] + [source]) + "\n")


def main():
    sys.stdout.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser()
    parser.add_argument("--oracle", required=True)
    parser.add_argument("--program", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--chunk", type=int, default=100)
    parser.add_argument("--show", type=int, default=1)
    parser.add_argument("--groups", type=int, default=40)
    parser.add_argument("--keep")
    parser.add_argument("--cache", help="a folder to remember the reference's answers in")
    options = parser.parse_args()
    scripts = [random_scripts.script(n) for n in range(options.seed, options.seed + options.count)]
    chunks = [scripts[n:n + options.chunk] for n in range(0, len(scripts), options.chunk)]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        expected_parts = [pool.submit(run_cached, options.cache, options.oracle, chunk) for chunk in chunks]
        seen_parts = [pool.submit(run_all, options.program, chunk) for chunk in chunks]
        expected, seen = {}, {}
        for part in expected_parts:
            expected.update(part.result())
        for part in seen_parts:
            seen.update(part.result())
    groups = collections.defaultdict(list)
    different = 0
    for script in scripts:
        theirs = expected[script["seed"]]
        if "crash" in theirs:
            print("the reference failed on seed %d: %s" % (script["seed"], theirs["crash"]))
            continue
        found = differences(script, theirs, seen[script["seed"]])
        different += bool(found)
        for each in found:
            groups[signature(each)].append((script, each))
    ordered = sorted(groups.items(), key=lambda item: -len(item[1]))
    for title, members in ordered[:options.groups]:
        print("=" * 70)
        print("%d times, seeds %s: %s" % (
            len(members), sorted({script["seed"] for script, _ in members})[:6], title))
        for script, (dialect, source, theirs, ours) in members[:options.show]:
            print("--- %s, seed %d: %s\n--- reference\n%s\n--- limbeck\n%s" % (
                dialect, script["seed"], source, theirs[:1500], ours[:1500]))
        if options.keep:
            keep(*members[0], options.keep)
    print("%d scripts, %d different, %d groups" % (len(scripts), different, len(groups)))
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
