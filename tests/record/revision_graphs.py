#!/usr/bin/env python3
"""Records what Alembic answers about random revision graphs.

    python tests/record/revision_graphs.py [--graphs N] [--seed S] [--size K]
        > tests/data/revision_graphs.jsonl

Needs Alembic. Each line is one graph with its derived data and the answers to
random queries; tests/unit/revision/reference_test.cc compares them. Where the
reference iterates over hash sets, so that it answers differently from run to
run, the sets are given load order; what differs between hash seeds even then
is left out.
"""
import argparse
import io
import json
import logging
import os
import random
import re
import subprocess
import sys
import warnings

from alembic import command
from alembic.config import Config
from alembic.runtime import migration
from alembic.script import base, revision
from alembic.util import CommandError


class SortedSet(set):
    def __iter__(self):
        return iter(sorted(super().__iter__()))


class FakeModule:
    def upgrade(self):
        pass

    def downgrade(self):
        pass


def document(rev_id):
    """A docstring; tests/unit/revision has the same function."""
    shape = len(rev_id)
    if shape == 3:
        return ""
    if shape == 4:
        return "doc " + rev_id
    return "doc " + rev_id + "\n\nRevision ID: " + rev_id + "\n\n  end"


class FakeScript(base.Script):
    """A script without a file, whose sets keep load order."""

    def __init__(self, place, rev_id, downs, deps, labels):
        self.place = place
        module = FakeModule()
        module.__doc__ = document(rev_id)
        module.down_revision = tuple(downs) or None
        module.branch_labels = tuple(labels) or None
        module.depends_on = tuple(deps) or None
        self.nextrev = ()
        self._all_nextrev = ()
        super().__init__(module, rev_id, rev_id + ".py")
        self.branch_labels = SortedSet(self.branch_labels)

    def __hash__(self):
        return self.place

    def add_nextrev(self, rev):
        if rev.revision not in self._all_nextrev:
            self._all_nextrev += (rev.revision,)
        if (
            self.revision in rev._versioned_down_revisions
            and rev.revision not in self.nextrev
        ):
            self.nextrev += (rev.revision,)


class Map(revision.RevisionMap):
    def _normalize_depends_on(self, revisions, map_):
        super()._normalize_depends_on(revisions, map_)
        for rev in revisions:
            found = rev._normalized_resolved_dependencies
            rev._normalized_resolved_dependencies = tuple(
                dict.fromkeys(
                    d for d in rev._resolved_dependencies if d in found
                )
            )


class Maintainer(migration.HeadMaintainer):
    def __init__(self, heads):
        self.heads = set(heads)

    def _insert_version(self, version):
        assert version not in self.heads
        self.heads.add(version)

    def _delete_version(self, version):
        self.heads.remove(version)

    def _update_version(self, from_, to_):
        assert to_ not in self.heads
        self.heads.remove(from_)
        self.heads.add(to_)


def load(graph):
    # Labelled revisions first, so that sets of them iterate in load order.
    order = sorted(range(len(graph)), key=lambda i: (not graph[i][3], i))
    place = {i: n for n, i in enumerate(order)}
    directory = base.ScriptDirectory.__new__(base.ScriptDirectory)
    directory.revision_map = Map(
        lambda: [FakeScript(place[i], *row) for i, row in enumerate(graph)]
    )
    return directory


def failure(error):
    if isinstance(error, (AssertionError, KeyError, AttributeError, TypeError,
                          IndexError)):
        return {"crash": type(error).__name__, "text": str(error)}
    return {"error": type(error).__name__, "text": str(error)}


def shown(rev):
    return rev.revision if isinstance(rev, revision.Revision) else rev


class Messages(logging.Handler):
    """Keeps what the reference logs about version rows."""

    def __init__(self):
        super().__init__()
        self.texts = []

    def emit(self, record):
        self.texts.append(record.getMessage())


MESSAGES = Messages()
migration.log.addHandler(MESSAGES)
migration.log.setLevel(logging.DEBUG)


def migrate(steps, rows):
    out, log = [], []
    del MESSAGES.texts[:]
    maintainer = Maintainer(rows)
    for step in steps:
        before = set(maintainer.heads)
        out.append(shown(getattr(step, "revision", None)) or step.short_log)
        try:
            maintainer.update_to_step(step)
        except Exception as error:
            log.append(failure(error))
            break
        after = maintainer.heads
        log.append(
            "".join("-" + r for r in sorted(before - after))
            + "".join("+" + r for r in sorted(after - before))
        )
        tops = maintainer.heads
        try:
            map_ = steps[0].revision_map
            list(
                map_._get_ancestor_nodes(
                    map_.get_revisions(tuple(tops)), check=True
                )
            )
        except revision.RevisionError:
            # Rows that lie on one line: the next command would refuse them.
            log[-1] = {"crash": "overlap", "text": ""}
            break
    result = {"steps": out, "rows": log}
    if len(steps) <= 4:
        result["shown"] = [str(step) for step in steps]
        # Sorted words: the order of several rows differs from run to run.
        result["log"] = [
            " ".join(sorted(re.sub(r"[][()',]", "", text).split()))
            for text in MESSAGES.texts
        ]
    return result


def ask(directory, query):
    kind, args = query[0], query[1:]
    map_ = directory.revision_map
    if kind == "revs":
        return [shown(r) for r in map_.get_revisions(args[0])]
    if kind == "rev":
        return shown(map_.get_revision(args[0]))
    if kind == "lineage":
        return [
            shown(r)
            for r in map_.filter_for_lineage(
                map_.heads, args[0], include_dependencies=args[1]
            )
        ]
    if kind == "current":
        return sorted(shown(r) for r in directory.get_all_current(tuple(args[0])))
    if kind == "number":
        found = directory.as_revision_number(args[0])
        return list(found) if isinstance(found, tuple) else [found] if found else []
    if kind == "walk":
        return [r.revision for r in directory.walk_revisions(args[0], args[1])]
    if kind == "between":
        return [
            r.revision
            for r in map_.iterate_revisions(
                args[0],
                args[1],
                implicit_base=args[2],
                inclusive=args[3],
                select_for_downgrade=args[4],
            )
        ]
    if kind == "up":
        return migrate(
            directory._upgrade_revs(args[0], tuple(args[1])), args[1]
        )
    if kind == "down":
        return migrate(
            directory._downgrade_revs(args[0], tuple(args[1])), args[1]
        )
    assert kind == "stamp"
    return migrate(directory._stamp_revs(tuple(args[0]), tuple(args[1])), args[1])


def has_cycle(map_):
    """Whether a cycle escaped the reference, which may then never end."""
    revs = {r for r in map_._revision_map.values() if r is not None}
    waiting = {r.revision: len(r._all_down_revisions) for r in revs}
    ready = [r for r in revs if not r._all_down_revisions]
    for rev in ready:
        for name in rev._all_nextrev:
            waiting[name] -= 1
            if waiting[name] == 0:
                ready.append(map_._revision_map[name])
    return len(ready) < len(revs)


def texts(directory):
    """What the commands print that need no database."""
    base.ScriptDirectory.from_config = staticmethod(lambda config: directory)
    out = {}

    def run(name, function, *args, **kwargs):
        config = Config(stdout=io.StringIO())
        function(config, *args, **kwargs)
        out[name] = config.stdout.getvalue()

    for verbose in (False, True):
        mark = " -v" if verbose else ""
        run("heads" + mark, command.heads, verbose)
        run("resolved" + mark, command.heads, verbose, True)
        run("branches" + mark, command.branches, verbose)
        run("history" + mark, command.history, None, verbose)
    run("show", command.show, "heads")
    return out


def answer(case):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        out = {}
        directory = load(case["graph"])
        map_ = directory.revision_map
        try:
            map_._revision_map
        except Exception as error:
            out["failed"] = failure(error)
        else:
            if has_cycle(map_):
                return {"skip": True, "warnings": []}
            out["heads"] = list(map_.heads)
            out["real_heads"] = list(map_._real_heads)
            out["bases"] = list(map_.bases)
            out["real_bases"] = list(map_._real_bases)
            revs = [map_.get_revision(row[0]) for row in case["graph"]]
            out["labels"] = [
                " ".join(sorted(r.branch_labels)) for r in revs
            ]
            out["normalized"] = [
                " ".join(r._normalized_down_revisions) for r in revs
            ]
            if len(case["graph"]) <= 6:
                out["texts"] = texts(directory)
            answers = []
            for query in case["queries"]:
                del caught[:]
                try:
                    answers.append(ask(directory, query))
                except Exception as error:
                    answers.append(failure(error))
            out["answers"] = answers
            del caught[:]
        out["warnings"] = [str(w.message) for w in caught]
        return out


# --- making graphs and queries -------------------------------------------


def make_graph(rng, size):
    style = rng.random()
    branchy = rng.choice([0.02, 0.1, 0.3, 0.6])
    merge = rng.choice([0, 0.05, 0.2, 0.4])
    depend = rng.choice([0, 0, 0.05, 0.2, 0.5])
    bases = rng.choice([0.0, 0.02, 0.1])
    label = rng.choice([0, 0.02, 0.1])
    names, rows = [], []
    used = set()
    for i in range(size):
        while True:
            length = rng.choice([3, 4, 5, 5, 6])
            name = "".join(rng.choice("ab12") for _ in range(length))
            if name not in used:
                break
        used.add(name)
        downs, deps, labels = [], [], []
        if names and rng.random() >= bases:
            downs = [
                names[-1] if rng.random() >= branchy else rng.choice(names)
            ]
            while rng.random() < merge and len(downs) < 5:
                other = rng.choice(names[-12:])
                if other not in downs:
                    downs.append(other)
                elif rng.random() < 0.5:
                    break
        while names and rng.random() < depend and len(deps) < 4:
            other = rng.choice(names)
            if other not in deps and (other not in downs or rng.random() < 0.1):
                deps.append(other)
        if rng.random() < label:
            labels = ["br%d" % i]
            if rng.random() < 0.1:
                labels.append("lab%d" % i)
        names.append(name)
        rows.append([name, downs, deps, labels])
    labelled = [l for row in rows for l in row[3]]
    for row in rows[1:]:
        if labelled and row[2] and rng.random() < 0.1:
            owner = rng.choice(labelled)
            place = next(i for i, r in enumerate(rows) if owner in r[3])
            if place < rows.index(row):
                row[2].append(owner)
    if style < 0.06:
        spoil(rng, rows)
    if rng.random() < 0.7:
        rng.shuffle(rows)
    return rows


def spoil(rng, rows):
    row = rng.choice(rows)
    other = rng.choice(rows)
    what = rng.randrange(8)
    if what == 0:
        row[1] = row[1] + [other[0]]
    elif what == 1:
        row[2] = row[2] + [other[0]]
    elif what == 2:
        row[1] = ["zzzz9"]
    elif what == 3:
        row[2] = ["nosuch"]
    elif what == 4:
        row[3] = ["same"]
        other[3] = ["same"]
    elif what == 5:
        row[3] = [other[0]]
    elif what == 6:
        row[0] = rng.choice(["a-b", "a@b+c", "x:y", row[0]])
    elif what == 7:
        row[1] = ["qqqq1"]
        row[2] = []


def applied_rows(rng, graph):
    """Tips of a random set that is closed downward."""
    by_id = {row[0]: row for row in graph}
    owner = {l: row[0] for row in graph for l in row[3]}
    todo = [rng.choice(graph)[0] for _ in range(rng.choice([0, 1, 1, 2, 3, 6]))]
    closed = set()

    def needs(name):
        row = by_id.get(name)
        return [] if row is None else row[1] + [owner.get(d, d) for d in row[2]]

    stack = list(todo)
    while stack:
        name = stack.pop()
        if name in closed:
            continue
        closed.add(name)
        stack.extend(needs(name))
    below = {n for name in closed for n in needs(name)}
    rows = sorted(closed - below)
    rng.shuffle(rows)
    if rng.random() < 0.04:
        rows.append(rng.choice(graph)[0])
    if rng.random() < 0.01:
        rows.append("zzzz")
    return rows


def name_in(rng, graph):
    labels = [l for row in graph for l in row[3]]
    pick = rng.random()
    if pick < 0.5:
        return rng.choice(graph)[0]
    if pick < 0.62:
        name = rng.choice(graph)[0]
        return name[: rng.randint(1, len(name))]
    if pick < 0.78 and labels:
        return rng.choice(labels)
    if pick < 0.80 and labels:
        name = rng.choice(labels)
        return name[: rng.randint(1, len(name))]
    return rng.choice(["head", "heads", "base", "heads", "head", "nosuch"])


def number(rng):
    return "%s%d" % (rng.choice("+-"), rng.choice([1, 1, 1, 2, 2, 3, 5, 0, 40]))


def specifier(rng, graph):
    pick = rng.random()
    if pick < 0.4:
        return name_in(rng, graph)
    if pick < 0.6:
        return name_in(rng, graph) + "@" + name_in(rng, graph)
    if pick < 0.75:
        return number(rng)
    if pick < 0.87:
        return name_in(rng, graph) + number(rng)
    if pick < 0.94:
        return name_in(rng, graph) + "@" + number(rng)
    return name_in(rng, graph) + "@" + name_in(rng, graph) + number(rng)


def make_query(rng, graph):
    kind = rng.choice(
        ["revs", "rev", "lineage", "current", "number", "walk", "between"]
        + ["up"] * 5
        + ["down"] * 5
        + ["stamp"] * 2
    )
    if kind in ("revs", "rev", "number"):
        return [kind, specifier(rng, graph)]
    if kind == "lineage":
        return [kind, specifier(rng, graph), rng.random() < 0.5]
    if kind == "current":
        return [kind, applied_rows(rng, graph)]
    if kind == "walk":
        return [
            kind,
            "base" if rng.random() < 0.4 else specifier(rng, graph),
            "heads" if rng.random() < 0.4 else specifier(rng, graph),
        ]
    if kind == "between":
        return [
            kind,
            specifier(rng, graph),
            specifier(rng, graph),
            rng.random() < 0.5,
            rng.random() < 0.5,
            rng.random() < 0.5,
        ]
    rows = applied_rows(rng, graph)
    if kind == "stamp":
        return [
            kind,
            [specifier(rng, graph) for _ in range(rng.choice([1, 1, 1, 2]))],
            rows,
        ]
    easy = rng.random()
    if easy < 0.25:
        target = "heads" if kind == "up" else "base"
    elif easy < 0.45:
        target = rng.choice(graph)[0]
    else:
        target = specifier(rng, graph)
    return [kind, target, rows]


def make_cases(seed, graphs, size, queries):
    rng = random.Random(seed)
    for _ in range(graphs):
        count = rng.choice([1, 2, 3, 4, 5, 6, 8, 10, 15, size // 4, size])
        graph = make_graph(rng, min(max(count, 1), size))
        yield {
            "graph": graph,
            "queries": [make_query(rng, graph) for _ in range(queries)],
        }


def same(first, second):
    return json.dumps(first, sort_keys=True) == json.dumps(
        second, sort_keys=True
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--graphs", type=int, default=700)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=200)
    parser.add_argument("--queries", type=int, default=11)
    parser.add_argument("--worker", action="store_true")
    options = parser.parse_args()
    cases = make_cases(
        options.seed, options.graphs, options.size, options.queries
    )
    if options.worker:
        for case in cases:
            print(json.dumps(answer(case)))
        return
    workers = [
        subprocess.Popen(
            [sys.executable, *sys.argv, "--worker"],
            env={**os.environ, "PYTHONHASHSEED": str(n)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in (1, 2)
    ]
    left_out = 0
    for case in cases:
        first, second = [json.loads(w.stdout.readline()) for w in workers]
        if "answers" in first and "answers" in second:
            pairs = list(
                zip(case["queries"], first["answers"], second["answers"])
            )
            stable = [(q, a) for q, a, b in pairs if same(a, b)]
            left_out += len(pairs) - len(stable)
            case["queries"] = [q for q, _ in stable]
            first["answers"] = [a for _, a in stable]
        if "skip" in first or not same(
            {**first, "answers": 0}, {**second, "answers": 0}
        ):
            left_out += 1
            continue
        print(json.dumps({**case, **first}, separators=(",", ":")))
    print("left out: %d" % left_out, file=sys.stderr)


if __name__ == "__main__":
    main()
