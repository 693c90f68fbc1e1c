#!/usr/bin/env python3
"""Runs public Alembic projects with limbeck and with the real Alembic.

    compat/run.py --sources DIR [--reference PYTHON] [--limbeck PROGRAM]
                  [--work DIR] [--only NAME…] [--tasks texts,sql,online,models,drift,own,doctor]
                  [--write docs/compatibility.md]

The projects are listed in projects.toml; their checkouts lie in DIR, each as
`owner+name` or `name`. For each one the same scratch configuration is built for
both programs, and what they print and do is compared. What the reference did is
kept in the work directory, so that a second run only runs limbeck. What differs
is written below WORK/…/different and grouped by its first cause.

The online comparison needs COMPAT_PG_URL and COMPAT_MYSQL_URL (or the variables
that tests/servers.sh sets) for the projects that use these servers.
"""

import argparse
import collections
import concurrent.futures
import datetime
import hashlib
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import time
import tomllib
import urllib.parse

import dumps
import packages
import report

HERE = pathlib.Path(__file__).resolve().parent
TASKS = ("texts", "sql", "online", "models", "drift", "own", "doctor")
OFFLINE_URLS = {
    "postgresql": "postgresql+psycopg2://compat@localhost/compat",
    "mysql": "mysql+pymysql://compat@localhost/compat",
    "sqlite": "sqlite:///compat.db",
}
SCRATCH_ENV = '''\
import os

from alembic import context
from sqlalchemy import create_engine{imports}
{prelude}
config = context.config
url = os.environ.get("COMPAT_URL", config.get_main_option("sqlalchemy.url"))
target_metadata = {metadata}
arguments = dict({arguments})

if context.is_offline_mode():
    context.configure(
        url=url, target_metadata=target_metadata, literal_binds=True,
        dialect_opts={{"paramstyle": "named"}}, **arguments)
    with context.begin_transaction():
        context.run_migrations({run})
else:
    engine = create_engine(url)
    with engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=target_metadata, **arguments)
        with context.begin_transaction():
            context.run_migrations({run})
'''
TEMPLATE = HERE / "script.py.mako"
VARIABLE = re.compile(
    r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}"  # UUIDs
    r"|\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:[+-]\d\d:?\d\d)?)?"
    r"|(?<![\w.])\d{10,19}(?:\.\d+)?(?![\w.])")  # seconds since 1970


NOW = r"DEFAULT '\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+'"
NEW_VERSION = r"(?<=VALUES \(')[^']*|(?<=SET version_num=')[^']*"


class Run:
    """One project with one dialect: its scratch folder and its results."""

    def __init__(self, options, project, dialect):
        self.options, self.project, self.dialect = options, project, dialect
        self.name = project["name"]
        self.source = checkout(options.sources, project)
        label = self.name.replace("/", "+").replace(" ", "_")
        self.folder = options.work / label / dialect
        self.database = "compat_" + re.sub(r"\W", "_", label).lower()[:40]
        # limbeck takes third-party packages from where the reference has them.
        base = pathlib.Path(options.reference).absolute().parent.parent
        self.environment = dict(os.environ, PYTHONHASHSEED="0", TZ="UTC",
                                VIRTUAL_ENV=str(base))
        if project.get("packages"):
            place = packages.install(options.reference, project["packages"],
                                     self.source, options.work / "packages")
            self.environment["VIRTUAL_ENV"] = str(place)
            self.over = str(packages.site_packages(place))
        else:
            self.over = ""
        self.environment.update(self.substitute(project.get("env", {})))

    def of_reference(self, environment):
        """The environment with the project's own packages before the others."""
        own = [self.over, environment.get("PYTHONPATH", "")]
        own = [folder for folder in own if folder]
        return dict(environment, PYTHONPATH=":".join(own)) if own else environment

    def substitute(self, values):
        return {name: value.replace("{source}", str(self.source))
                for name, value in values.items()}

    def live_url(self):
        if self.dialect == "sqlite":
            return f"sqlite:///{self.folder}/{{tool}}.db"
        short = {"postgresql": "PG", "mysql": "MYSQL"}[self.dialect]
        base = (os.environ.get(f"COMPAT_{short}_URL")
                or os.environ.get(f"LIMBECK_TEST_{short}_URL"))
        if not base:
            return None
        return base.rsplit("/", 1)[0] + f"/{self.database}_{{tool}}"

    def build(self):
        """Writes the scratch configuration that both programs are given."""
        for name, text in self.project.get("files", {}).items():
            path = self.source / name  # what the project's build makes
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
        self.folder.mkdir(parents=True, exist_ok=True)
        project = self.project
        paths = [str(self.source / p) for p in project.get("path", ["."])]
        versions = [str(self.source / v) for v in project["versions"]]
        recursive = "true" if project.get("recursive") else "false"
        (self.folder / "alembic.ini").write_text(
            "[alembic]\nscript_location = %(here)s\n"
            "path_separator = newline\n"
            f"recursive_version_locations = {recursive}\n"
            "version_locations =\n"
            + "".join(f"    {v}\n" for v in versions)
            + "prepend_sys_path =\n" + "".join(f"    {p}\n" for p in paths)
            + f"sqlalchemy.url = {OFFLINE_URLS[self.dialect]}\n")
        self.write_env(self.folder, project.get("metadata"),
                       project.get("imports", []))
        shutil.copy(TEMPLATE, self.folder / "script.py.mako")

    def write_env(self, folder, metadata, modules):
        imports, name = "", "None"
        if metadata and ":" not in metadata:
            name = metadata  # an expression, such as a naming convention
            imports = "\nfrom sqlalchemy import MetaData"
        elif metadata:
            module, name = metadata.split(":")
            imports = f"\nimport {module}"
            name = f"{module}.{name}"
        imports += "".join(f"\nimport {module}" for module in modules)
        (folder / "env.py").write_text(SCRATCH_ENV.format(
            imports=imports, metadata=name, run=self.project.get("run", ""),
            prelude=self.project.get("prelude", ""),
            arguments=self.project.get("configure", "")))

    # The reference

    def reference(self, task, **more):
        """What the reference did, from disk if it did it before."""
        job = {"task": task, "ini": str(self.folder / "alembic.ini"),
               "cwd": str(self.folder), **more}
        texts = [(self.folder / n).read_text() for n in ("alembic.ini", "env.py")]
        texts += [(HERE / n).read_text() for n in ("reference.py", "dumps.py")]
        texts += [json.dumps(self.project.get("env", {})), json.dumps(job)]
        if self.over:
            texts.append(json.dumps(self.project["packages"]))
        digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
        kept = self.folder / f"reference-{task}-{digest}.json"
        if not kept.exists():
            path = self.folder / f"job-{task}.json"
            path.write_text(json.dumps(job))
            environment = dict(self.environment)
            environment["PYTHONHASHSEED"] = str(more.get("seed", 0))
            if task == "online":
                environment["COMPAT_URL"] = self.live_url().format(
                    tool="reference")
            with open(self.folder / f"reference-{task}.log", "wb") as log:
                done = subprocess.run(
                    [self.options.reference, str(HERE / "reference.py"),
                     str(path), str(kept) + ".part"],
                    env=self.of_reference(environment), stdout=log, stderr=log)
            if done.returncode != 0:
                return None
            os.rename(str(kept) + ".part", kept)
        return json.loads(kept.read_text())

    # limbeck

    def limbeck(self, *arguments, folder=None, ini=None, environment=None):
        ini = ini or "alembic.ini"
        try:
            done = subprocess.run(
                [self.options.limbeck, "-c", str(ini), *arguments],
                cwd=folder or self.folder,
                env=environment or self.environment, capture_output=True,
                timeout=self.options.timeout)
        except subprocess.TimeoutExpired:
            return 124, "", "TimeoutExpired: the program did not end\n"
        return (done.returncode, done.stdout.decode("utf-8", "replace"),
                done.stderr.decode("utf-8", "replace"))

    def keep(self, name, expected, actual, complaint):
        folder = self.folder / "different"
        folder.mkdir(exist_ok=True)
        for kind, text in (("expected", expected), ("actual", actual),
                           ("stderr", complaint)):
            (folder / f"{name}.{kind}").write_text(text)

    def compare_texts(self):
        known = self.reference("texts")
        if known is None:
            return {"error": self.log_tail("texts")}
        cases = []
        for entry in known:
            if entry["error"] and not entry["error"].startswith("SystemExit"):
                continue
            status, out, complaint = self.limbeck(*entry["line"])
            name = "_".join(entry["line"])
            cases.append(self.judge(name, branches_in_order(entry["out"]), status,
                                    branches_in_order(out), complaint))
        return {"cases": cases}

    def log_tail(self, task):
        log = (self.folder / f"reference-{task}.log").read_text("utf-8", "replace")
        return (log.strip().split("\n") or [""])[-1][:200]

    def judge(self, name, expected, status, out, complaint, unstable=False):
        case = {"name": name, "same": False, "cause": ""}
        if unstable:
            expected, out = mask(expected), mask(out)
        if status == 0 and in_order(out) == in_order(expected):
            case["same"] = True
            return case
        self.keep(name, expected, out, complaint)
        case["cause"] = (error_cause(complaint) if status != 0
                         else difference_cause(expected, out))
        return case

    def second_run(self, names):
        """What a second run of the reference gives, where it is another text."""
        # A day's: another day's dates would be taken for stable ones.
        kept = self.folder / f"reference-twins-{datetime.date.today()}.json"
        twins = json.loads(kept.read_text()) if kept.exists() else {}
        wanted = sorted({n.rsplit(".", 1)[0] for n in names if n not in twins})
        if wanted:
            for entry in self.reference("sql", seed=1, names=wanted) or []:
                for way in ("upgrade", "downgrade"):
                    twins[f"{entry['revision']}.{way}"] = entry[way]["out"]
            kept.write_text(json.dumps(twins))
        return twins

    def compare_sql(self):
        known = self.reference("sql")
        if known is None:
            return {"error": self.log_tail("sql")}
        shutil.rmtree(self.folder / "different", ignore_errors=True)
        work, beyond = [], []
        for entry in known:
            for way in ("upgrade", "downgrade"):
                name = f"{entry['revision']}.{way}"
                if entry[way]["error"]:
                    beyond.append({"name": name, "error": entry[way]["error"]})
                else:
                    work.append((name, way, entry[way]))

        def one(item):
            _, way, step = item
            return self.limbeck(way, step["spec"], "--sql")

        with concurrent.futures.ThreadPoolExecutor(self.options.jobs) as pool:
            outcomes = list(pool.map(one, work))
        different = [name for (name, _, step), (status, out, _)
                     in zip(work, outcomes) if status == 0
                     and in_order(out) != in_order(step["out"])
                     and sorted(mask(out)) == sorted(mask(step["out"]))]
        twins = self.second_run(different)
        cases = []
        for (name, _, step), (status, out, complaint) in zip(work, outcomes):
            expected, twin = step["out"], twins.get(name)
            unstable = twin is not None and twin != expected
            if unstable and in_order(mask(twin)) != in_order(mask(expected)):
                beyond.append({"name": name, "error": "differs from run to run"})
                continue
            cases.append(self.judge(name, expected, status, out, complaint,
                                    unstable))
        return {"cases": cases, "beyond": beyond, "revisions": len(known)}

    def compare_online(self):
        if self.live_url() is None:
            return {"error": "no server"}
        known = self.reference("online")
        if known is None:
            return {"error": self.log_tail("online")}
        url = self.live_url().format(tool="limbeck")
        environment = dict(self.environment, COMPAT_URL=url)
        dumps.recreate(url)
        cases, beyond = [], []
        carried, reached, before = (set(), set()), True, []
        left = []  # what the reference's step before left
        for number, entry in enumerate(known, 1):
            name = f"{entry['revision']}.online-" + (
                "down" if entry["down"] else "up")
            case = {"name": name, "same": False}
            if entry["error"]:
                beyond.append({"name": name, "error": entry["error"]})
                if reached and entry["stamped"] and entry["dump"] == left:
                    self.limbeck("stamp", entry["after"], environment=environment)
                    continue
                reached = reached and self.follow([entry], url, False)
                before, left = dumps.dump(url), entry["dump"]
                carried = gap(entry["dump"], before)
                continue
            left = entry["dump"]
            cases.append(case)
            if not reached:
                case["cause"] = "not reached: an earlier step failed"
                continue
            status, _, complaint = self.limbeck(
                *entry["line"], environment=environment)
            found = dumps.dump(url)
            wanted, seen = settled(entry["dump"]), settled(found)
            if status != 0:
                case["cause"] = error_cause(complaint)
                self.keep(name, "", "", complaint)
                # Go on from where the reference would be.
                clean = found == before and self.follow([entry], url, False)
                reached = clean or self.follow(known[:number], url, True)
                before = dumps.dump(url)
                carried = gap(entry["dump"], before)
                continue
            before = found
            lacking, surplus = gap(entry["dump"], found)
            ordered = wanted == seen or lacking or surplus
            if lacking <= carried[0] and surplus <= carried[1] and ordered:
                case["same"] = True
            else:
                case["cause"] = difference_cause(
                    "\n".join(wanted), "\n".join(seen))
                self.keep(name, "\n".join(wanted), "\n".join(seen), complaint)
            carried = (lacking, surplus)
        return {"cases": cases, "beyond": beyond}

    def follow(self, entries, url, anew):
        """The reference's steps on limbeck's database; whether they went alike."""
        job = {"task": "steps", "ini": str(self.folder / "alembic.ini"),
               "cwd": str(self.folder), "anew": anew,
               "steps": [{"line": entry["line"], "after": entry["after"]}
                         for entry in entries]}
        path, result = self.folder / "job-steps.json", self.folder / "steps.json"
        path.write_text(json.dumps(job))
        done = subprocess.run(
            [self.options.reference, str(HERE / "reference.py"), str(path),
             str(result)], capture_output=True,
            env=self.of_reference(dict(self.environment, COMPAT_URL=url)))
        if done.returncode != 0:
            return False
        made = json.loads(result.read_text())[-1]
        return (bool(made["error"]) == bool(entries[-1]["error"])
                and made["stamped"] == entries[-1]["stamped"])

    def compare_models(self):
        """`revision --autogenerate` of the project's models, empty database."""
        return self.autogenerated("models", dumps.recreate)

    def compare_drift(self):
        """The same against the database that the project's revisions make."""
        def upgraded(url):
            dumps.recreate(url)
            done = self.alembic("upgrade", "heads", folder=self.folder, url=url)
            if done.returncode == 0:  # the autogenerated one is the first again
                done = self.alembic("stamp", "--purge", "base", url=url,
                                    folder=self.folder / "drift/reference")
            return done if done.returncode else None
        return self.autogenerated("drift", upgraded)

    def alembic(self, *arguments, folder, url):
        """The reference's own command, online."""
        program = str(pathlib.Path(self.options.reference).parent / "alembic")
        return subprocess.run(
            [program, "-c", "alembic.ini", *arguments], cwd=folder,
            env=self.of_reference(dict(self.environment, COMPAT_URL=url)),
            capture_output=True)

    def autogenerated(self, kind, prepare):
        metadata = self.project.get("models")
        if not metadata or self.live_url() is None:
            return None
        folder = self.folder / kind
        shutil.rmtree(folder, ignore_errors=True)
        for tool in ("reference", "limbeck"):
            place = folder / tool
            (place / "versions").mkdir(parents=True)
            ini = (self.folder / "alembic.ini").read_text()
            ini = re.sub(r"version_locations =\n(    .*\n)+", "", ini)
            (place / "alembic.ini").write_text(ini)
            shutil.copy(TEMPLATE, place / "script.py.mako")
            self.write_env(place, metadata, self.project.get(
                "models_with", self.project.get("imports", [])))
        url = self.live_url().format(tool="models")
        failed = prepare(url)
        if failed is not None:
            return {"error": error_cause(failed.stderr.decode())}
        line = ("revision", "--autogenerate", "-m", kind, "--rev-id", kind)
        done = self.alembic(*line, folder=folder / "reference", url=url)
        if done.returncode != 0:
            return {"error": error_cause(done.stderr.decode())}
        status, _, complaint = self.limbeck(
            *line, folder=folder / "limbeck",
            environment=dict(self.environment, COMPAT_URL=url))
        texts = []
        for tool in ("reference", "limbeck"):
            written = sorted((folder / tool / "versions").glob("*.py"))
            texts.append(re.sub(r"Create Date: .*", "Create Date:",
                                written[0].read_text() if written else ""))
        return {"cases": [self.judge(kind, texts[0], status, texts[1],
                                     complaint)]}

    def compare_own(self):
        """The project's own configuration and env.py: base to heads online.

        Where the reference lacks packages that the project imports, its run with
        the scratch configuration tells what the schema is to be.
        """
        own = self.project.get("own")
        if not own or own.get("dialect", self.dialect) != self.dialect:
            return None
        if self.live_url() is None:
            return {"error": "no server"}
        wanted, refused = self.own_reference(own)
        url = self.live_url().format(tool="own")
        dumps.recreate(url)
        status, _, complaint = self.limbeck(
            "upgrade", "heads", folder=self.source / own.get("folder", "."),
            ini=own["ini"], environment=self.own_environment(own, url))
        if wanted is None:  # the reference does not get to the heads here
            cause = "" if status == 0 else error_cause(complaint)
            return {"cases": [], "reached": status == 0, "reference": refused,
                    "beyond": [{"name": "own", "error": cause}]}
        found = "\n".join(settled(dumps.dump(url)))
        return {"reached": status == 0, "reference": refused,
                "cases": [self.judge("own", "\n".join(settled(wanted)), status,
                                     found, complaint)]}

    def own_environment(self, own, url):
        parsed = urllib.parse.urlsplit(url)
        values = {
            "url": url, "plain": re.sub(r"\+\w+:", ":", url, count=1),
            "async": url.replace("+psycopg2", "+asyncpg").replace(
                "+pymysql", "+aiomysql"),
            "host": parsed.hostname or "", "port": str(parsed.port or ""),
            "user": parsed.username or "", "password": parsed.password or "x",
            "database": parsed.path.lstrip("/"), "source": str(self.source)}

        def filled(text):
            return re.sub(r"\{(\w+)\}",
                          lambda found: values.get(found[1], found[0]), text)
        for name, text in own.get("files", {}).items():
            path = self.source / name
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(filled(text))
        return dict(self.environment, PYTHONDONTWRITEBYTECODE="1",
                    **{name: filled(text)
                       for name, text in own.get("env", {}).items()})

    def own_reference(self, own):
        """The schema at the heads as the reference makes it, or None; why its
        run with the project's env.py ended, if it failed."""
        program = [str(pathlib.Path(self.options.reference).parent / "alembic")]
        place = self.source / own.get("folder", ".")
        command = [*program, "-c", own["ini"], "upgrade", "heads"]
        # Flask-Migrate's env.py asks for the application of its command line.
        if ("FLASK_APP" in own.get("env", {})
                or "script_location" not in (place / own["ini"]).read_text()):
            command = [self.options.reference, "-m", "flask", "db", "upgrade",
                       "-d", str(pathlib.Path(own["ini"]).parent), "heads"]
        url = self.live_url().format(tool="reference")
        scratch = dict(self.own_environment(own, url), COMPAT_URL=url)
        refused = None
        for folder, line, environment in (
                (place, command, self.own_environment(own, url)),
                (self.folder, [*program, "-c", "alembic.ini", "upgrade",
                               "heads"], scratch)):
            dumps.recreate(url)
            done = subprocess.run(
                line, cwd=folder, env=self.of_reference(environment),
                capture_output=True)
            if done.returncode == 0:
                return dumps.dump(url), refused
            refused = refused or error_cause(done.stderr.decode("utf-8", "replace"))
        return None, refused

    def compare_doctor(self):
        """Whether `limbeck doctor` tells beforehand of what did not run."""
        status, out, complaint = self.limbeck("doctor", "--json")
        failing = {}
        for task in ("sql", "online"):
            for case in (self.known.get(task) or {}).get("cases", []):
                if not case["same"] and report.is_failure(case["cause"]):
                    failing[case["name"].rsplit(".", 1)[0]] = case["cause"]
        try:
            told = json.loads(out)
        except json.JSONDecodeError:
            return {"cases": [], "error": error_cause(complaint)}
        ill = {entry["revision"] for entry in told["revisions"]
               if not entry["runs"]}
        if not told["environment"]["runs"]:
            ill |= set(failing)
        same = {case["name"].rsplit(".", 1)[0] for task in ("sql", "online")
                for case in (self.known.get(task) or {}).get("cases", [])
                if case["same"]}
        return {"cases": [
            {"name": name, "same": name in ill, "cause": "doctor is silent of: "
             + cause} for name, cause in sorted(failing.items())],
            "alarms": len(ill), "needless": len((ill & same) - set(failing))}

    def last_clean(self, task):
        """The last revision that the reference reaches without an error."""
        last = None
        for entry in self.reference(task) or []:
            step = entry if task == "online" else entry["upgrade"]
            if step["error"] or entry.get("down"):
                break
            last = entry["revision"]
        return last

    def speed(self):
        """Seconds of both programs: the history, SQL and the online run, both
        as far as the reference gets; where only the programs work, their
        processor time."""
        results = {}
        program = str(pathlib.Path(self.options.reference).parent / "alembic")
        for name in ("history", "sql", "online"):
            online = name == "online"
            if online and self.live_url() is None:
                continue
            line = ["history"]
            if name != "history":
                last = self.last_clean(name)
                if last is None:
                    continue
                line = ["upgrade", last] + ([] if online else ["--sql"])
            taken = []
            for tool in (program, self.options.limbeck):
                environment = self.environment
                if tool is program:
                    environment = self.of_reference(environment)
                if online:
                    url = self.live_url().format(tool="speed")
                    dumps.recreate(url)
                    environment = dict(environment, COMPAT_URL=url)
                start, before = time.monotonic(), processor_time()
                done = subprocess.run(
                    [tool, "-c", "alembic.ini", *line], cwd=self.folder,
                    env=environment, stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL)
                spent = (time.monotonic() - start if online else
                         processor_time() - before)
                taken.append(spent if done.returncode == 0 else None)
                if taken[-1] is None:
                    break
            if len(taken) == 2:
                results[name] = taken
        return results


def processor_time():
    """Seconds that the programs run so far took of the processor."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def gap(expected, found):
    """The lines that are lacking, and those that are too many."""
    wanted, seen = (set(settled(lines)) for lines in (expected, found))
    return wanted - seen, seen - wanted


def settled(lines):
    """The schema with the constraints and keys of each table in one order: a
    batch of the reference makes a table anew from a set of constraints."""
    result, block = [], []
    for line in [*lines, ""]:
        # A default that is the time at which the revision ran.
        line = re.sub(NOW, "DEFAULT 'NOW'", line)
        text = line.strip().rstrip(",").rstrip()
        if re.match(r"(CONSTRAINT|FOREIGN KEY|UNIQUE|CHECK|PRIMARY KEY|KEY)\b", text):
            block.append(text)
            continue
        result += sorted(block)
        block = []
        result.append(line.rstrip().rstrip(","))
    return result


def branches_in_order(text):
    """The revisions after a branch point by name; they come from a set."""
    text = re.sub(r"(?<=Branches into: ).*", lambda found: ", ".join(
        sorted(found.group().split(", "))), text)
    return re.sub(r"(?: +-> .*\n)+", lambda found: "".join(
        sorted(found.group().splitlines(True))), text)


def in_order(text):
    """Neighbouring CREATE INDEX statements by name: the reference keeps a
    table's indexes in a set, whose order differs from run to run. So it does
    the revisions that a downgrade from a merge goes back to."""
    blocks = text.split("\n\n")
    for kind in (r"(--.*\n)*CREATE (UNIQUE )?INDEX",
                 r"(INSERT INTO|UPDATE) alembic_version\b"):
        start = 0
        while start < len(blocks):
            end = start
            while end < len(blocks) and re.match(kind, blocks[end]):
                end += 1
            if end > start + 1:
                if "alembic_version" in kind:  # one row is changed, others added
                    blocks[start:end] = rows_in_order(blocks[start:end])
                blocks[start:end] = sorted(blocks[start:end])
            start = max(end, start + 1)
    return "\n\n".join(blocks)


def rows_in_order(blocks):
    """The new version identifiers of neighbouring statements in one order."""
    names = sorted(re.findall(NEW_VERSION, "\n".join(blocks)))
    return [re.sub(NEW_VERSION, lambda _: names.pop(0) if names else "", block)
            for block in sorted(blocks)]


def mask(text):
    return VARIABLE.sub("VARIES", text)


def error_cause(complaint):
    """The error that ended a run, without what is particular to a place."""
    lines = [line.strip() for line in complaint.split("\n") if line.strip()]
    text = lines[-1] if lines else "no message"
    for line in reversed(lines):  # a message may have several lines
        if re.match(r"[\w.]*(Error|Exception|Warning|Exit)\b|[\w.]+: |FAILED", line):
            text = line
            break
    text = re.sub(r"/\S+/", "", text)
    return re.sub(r"\b[0-9a-f]{12,}\b|\b\d+\b", "N", text)[:200]


def difference_cause(expected, actual):
    """The first line in which two texts differ."""
    ours, theirs = actual.split("\n"), expected.split("\n")
    for one, other in zip(theirs, ours):
        if one != other:
            return f"«{shape(one)}» is «{shape(other)}»"
    if len(theirs) > len(ours):
        return f"lacks «{shape(theirs[len(ours)])}»"
    return f"adds «{shape(ours[len(theirs)])}»"


def shape(line):
    return re.sub(r"'[^']*'", "'…'", line.strip())[:100]


def checkout(sources, project):
    repository = project.get("repo", project["name"])
    for name in (repository.replace("/", "+"), repository.split("/")[1]):
        if (sources / name).is_dir():
            return sources / name
    return None


def run_one(options, project, dialect):
    run = Run(options, project, dialect)
    run.build()
    result = {"name": run.name, "dialect": dialect}
    if options.prepare:
        for task in options.tasks:
            if task != "online" or run.live_url() is not None:
                run.reference(task)
        return result
    kept = run.folder / "results.json"
    known = json.loads(kept.read_text()) if kept.exists() else {}
    for task in options.tasks:
        run.known = {**known, **result}
        outcome = getattr(run, f"compare_{task}")()
        if outcome is not None:
            result[task] = outcome
    if options.speed:
        result["speed"] = {**known.get("speed", {}), **run.speed()}
    known.update(result)
    snapshot = run.source / ".snapshot"
    known["snapshot"] = snapshot.read_text().strip() if snapshot.exists() else ""
    kept.write_text(json.dumps(known))
    return known


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sources", type=pathlib.Path, required=True)
    parser.add_argument("--reference", default=sys.executable)
    parser.add_argument("--limbeck", default="build/release/limbeck")
    parser.add_argument("--work", type=pathlib.Path, default="/tmp/compat")
    parser.add_argument("--list", type=pathlib.Path,
                        default=HERE / "projects.toml")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--tasks", default=",".join(TASKS))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=120)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--summary", action="store_true",
                        help="only sum up what earlier runs kept")
    parser.add_argument("--prepare", action="store_true",
                        help="only run the reference, where it has not run")
    parser.add_argument("--causes", type=int, default=25)
    parser.add_argument("--write", type=pathlib.Path)
    options = parser.parse_args()
    options.limbeck = str(pathlib.Path(options.limbeck).resolve())
    options.work = options.work.resolve()
    options.tasks = [t for t in options.tasks.split(",") if t]
    with open(options.list, "rb") as file:
        listed = tomllib.load(file)
    projects, options.fresh = listed["project"], listed.get("fresh")
    results, missing = [], []
    for project in projects:
        if options.only and not any(o in project["name"] for o in options.only):
            continue
        if checkout(options.sources, project) is None:
            missing.append(project["name"])
            continue
        for dialect in project["dialects"]:
            if options.summary:
                kept = Run(options, project, dialect).folder / "results.json"
                if kept.exists():
                    results.append(json.loads(kept.read_text()))
                continue
            result = run_one(options, project, dialect)
            results.append(result)
            print(report.line(result), flush=True)
    if missing:
        print("no checkout of: " + ", ".join(missing))
    print(report.totals(results))
    print(report.causes(results, options.tasks, options.causes))
    if options.write:
        options.write.write_text(report.document(results, missing, options, projects))


if __name__ == "__main__":
    main()
