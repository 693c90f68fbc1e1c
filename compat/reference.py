"""Runs the real Alembic over one scratch configuration; writes what it did.

    python reference.py JOB.json RESULT.json

This part alone imports Alembic. It is started by run.py with the reference's
interpreter, once for each job, and its results are kept on disk. Each step runs
in a forked child, so that no step sees what another one left in memory, while
the revision scripts are loaded only once.
"""

import ast
import gc
import json
import os
import pickle
import signal
import sys
import tempfile
import traceback
import types

from alembic import command, util
from alembic.config import CommandLine, Config
from alembic.script import ScriptDirectory
from alembic.script import base as script_base

import dumps

STEP_SECONDS = 120  # a step that waits longer than this waits for itself
IDENTIFIERS = ("revision", "down_revision", "branch_labels", "depends_on")


class NotImportable(Exception):
    """A script that the reference itself cannot import."""


def header_only(path, error):
    """A module with the identifiers of a script that cannot be imported."""
    module = types.ModuleType("header_only")
    text = f"{type(error).__name__}: {error}"

    def fail(*_args, **_named):
        raise NotImportable(text)

    module.upgrade = module.downgrade = fail
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    module.__doc__ = ast.get_docstring(tree, clean=False)
    for node in tree.body:
        if isinstance(node, ast.Assign):
            target = node.targets[0]
        elif isinstance(node, ast.AnnAssign):
            target = node.target
        else:
            continue
        if isinstance(target, ast.Name) and target.id in IDENTIFIERS:
            try:
                value = ast.literal_eval(node.value)
            except ValueError:  # a label that the project's code holds
                value = None
            setattr(module, target.id, value)
    return module


def load_leniently():
    """Lets a history load although some of its scripts cannot be imported."""
    load = util.load_python_file

    def lenient(directory, filename):
        path = os.path.join(directory, filename)
        try:
            return load(directory, filename)
        except BaseException as error:  # a script may call exit()
            if filename == "env.py":
                raise
            return header_only(path, error)

    for module in (util, script_base.util):
        module.load_python_file = lenient


def in_child(work):
    """Runs `work` in a forked process: what it printed, its result, its error."""
    sys.stdout.flush()
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as told:
        child = os.fork()
        if child == 0:
            os.dup2(printed.fileno(), 1)
            devnull = os.open(os.devnull, os.O_WRONLY)
            os.dup2(devnull, 2)
            signal.alarm(STEP_SECONDS)
            outcome = {"value": None, "error": None}
            try:
                outcome["value"] = work()
            except BaseException as error:
                last = traceback.extract_tb(error.__traceback__)[-1:]
                text = str(error).split("\n")[0]
                outcome["error"] = f"{type(error).__name__}: {text}"
                outcome["where"] = str(last[0].filename) if last else ""
            sys.stdout.flush()
            told.write(pickle.dumps(outcome))
            told.flush()
            os._exit(0)
        os.waitpid(child, 0)
        told.seek(0)
        printed.seek(0)
        written = told.read()
        outcome = (pickle.loads(written) if written
                   else {"value": None, "error": "the process ended"})
        outcome["out"] = printed.read().decode("utf-8", "replace")
        return outcome


class Reference:
    def __init__(self, job):
        self.job = job
        load_leniently()
        self.config = Config(job["ini"])
        self.script = ScriptDirectory.from_config(self.config)
        gc.freeze()  # children then copy less
        # Commands load the scripts anew; they may have the loaded ones.
        shared = self.script
        ScriptDirectory.from_config = classmethod(lambda *_: shared)

    def order(self):
        walk = self.script.walk_revisions("base", "heads")
        return list(reversed([script for script in walk]))

    def texts(self):
        """The commands that only read the scripts."""
        heads = sorted(self.script.get_heads())
        bases = sorted(self.script.get_bases())
        merges = [s.revision for s in self.order() if s.is_merge_point]
        lines = [["history", "-v"], ["history"], ["heads", "-v"], ["heads"],
                 ["branches", "-v"]]
        lines += [["show", name] for name in heads + bases + merges]
        results = []
        for line in lines:
            arguments = ["-c", self.job["ini"], *line]
            outcome = in_child(lambda: CommandLine().main(argv=arguments))
            results.append({"line": line, **outcome})
        return results

    def sql(self):
        """Every revision alone, up and down, as SQL."""
        results = []
        for script in self.order():
            down = script.down_revision
            if isinstance(down, (tuple, list)):
                down = down[0]
            start, name = down or "base", script.revision
            if name not in self.job.get("names", [name]):
                continue
            entry = {"revision": name, "path": script.path}
            for way, spec in (("upgrade", f"{start}:{name}"),
                              ("downgrade", f"{name}:{start}")):
                entry[way] = {"spec": spec, **in_child(
                    lambda: getattr(command, way)(self.config, spec, sql=True))}
            results.append(entry)
        return results

    def online(self):
        """base to head and back, with the schema after each step.

        A step that fails is stamped as done, so that the others follow.
        """
        url = os.environ["COMPAT_URL"]
        dumps.recreate(url)
        forward = self.order()
        steps = [(s, "upgrade", s.revision, s.revision) for s in forward]
        branches = len(self.script.get_bases()) > 1 or any(
            s.is_branch_point or s.is_merge_point for s in forward)
        for script in reversed(forward):
            below = script.down_revision
            if isinstance(below, (tuple, list)):
                steps.append((script, "downgrade", below[0], None))
                continue
            alone = (len(self.script.get_bases()) == 1 if below is None else
                     len(self.script.get_revision(below).nextrev) == 1)
            # From several heads -1 takes the one that a set gives first.
            down = f"{script.revision}@-1" if branches else "-1"
            steps.append((script, "downgrade", down,
                          (below or "base") if alone else None))
        results = []
        for script, way, target, after in steps:
            entry = {"revision": script.revision, "path": script.path,
                     "down": way == "downgrade", "after": after,
                     "line": [way, target], **self.move(way, target, after)}
            entry["dump"] = dumps.dump(url)
            results.append(entry)
            if entry["error"] and not entry["stamped"]:
                break
        return results

    def move(self, way, target, after):
        entry = in_child(lambda: getattr(command, way)(self.config, target))
        entry["stamped"] = bool(entry["error"] and after) and not in_child(
            lambda: command.stamp(self.config, after))["error"]
        return entry

    def steps(self):
        """Steps of an online run, on another program's database."""
        if self.job["anew"]:
            dumps.recreate(os.environ["COMPAT_URL"])
        return [self.move(*step["line"], step["after"])
                for step in self.job["steps"]]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        job = json.load(file)
    for name, value in job.get("environment", {}).items():
        os.environ[name] = value
    os.chdir(job["cwd"])
    result = getattr(Reference(job), job["task"])()
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main()
