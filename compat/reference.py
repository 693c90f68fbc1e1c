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
import sys
import tempfile
import traceback
import types

from alembic import command, util
from alembic.config import CommandLine, Config
from alembic.script import ScriptDirectory
from alembic.script import base as script_base

import dumps

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
        """base to head and back, with the schema after each step."""
        url = os.environ["COMPAT_URL"]
        results = []
        dumps.recreate(url)
        for script in self.order():
            name = script.revision
            entry = {"revision": name, "path": script.path}
            entry.update(in_child(lambda: command.upgrade(self.config, name)))
            if entry["error"]:
                stamped = in_child(lambda: command.stamp(self.config, name))
                entry["stamped"] = not stamped["error"]
            entry["dump"] = dumps.dump(url)
            results.append(entry)
            if entry["error"] and not entry["stamped"]:
                break
        for entry in reversed(list(results)):
            if entry["error"]:
                break
            name = entry["revision"]
            back = {"revision": name, "down": True, "path": entry["path"]}
            back.update(in_child(
                lambda: command.downgrade(self.config, "-1")))
            back["dump"] = dumps.dump(url)
            results.append(back)
            if back["error"]:
                break
        return results


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
