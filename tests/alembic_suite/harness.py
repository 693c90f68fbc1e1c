"""Runs one file of Alembic's own tests: harness.py CHECKOUT FILE URL [NAME…].

Works under limbeck and under Python. Each test ends in one line of JSON on
standard error, behind "RESULT "."""

import importlib
import importlib.util
import inspect
import itertools
import json
import os
import re
import shutil
import sys
import tempfile
import traceback
import types
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))


def prepare(checkout, url):
    os.chdir(tempfile.mkdtemp())
    import alembic
    import sqlalchemy

    sys.path.insert(0, HERE)
    sys.path.insert(0, checkout)
    if not hasattr(alembic, "__file__"):
        # Its parts are private, and limbeck's are others.
        sys.modules["alembic.operations.batch"] = types.ModuleType("alembic.operations.batch")
    sys.modules["pytest"] = importlib.import_module("pytest_standin")
    # Only its test library comes from the checkout, never what it tests.
    # limbeck has a module of that name of its own.
    folder = os.path.join(HERE, "sqlalchemy_testing", "testing")
    spec = importlib.util.spec_from_file_location(
        "sqlalchemy.testing", os.path.join(folder, "__init__.py"), submodule_search_locations=[folder])
    module = sys.modules["sqlalchemy.testing"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    only_testing = os.path.abspath("library")
    os.makedirs(only_testing)
    shutil.copytree(os.path.join(os.environ["ALEMBIC_TESTING"], "testing"), os.path.join(only_testing, "testing"))
    alembic.__path__.insert(0, only_testing)
    from sqlalchemy.testing import config

    config.db_url = url
    config.db = config._current.db = sqlalchemy.create_engine(url)
    # Rules ask for the server's version, and by names of SQLAlchemy's own.
    with config.db.connect():
        dialect = config.db.dialect
    if not hasattr(alembic, "__file__") and dialect.name in ("mysql", "mariadb"):
        dialect._support_default_function = True
        if dialect.is_mariadb:
            dialect._mariadb_normalized_version_info = dialect.server_version_info
    sqlalchemy.testing = sys.modules["sqlalchemy.testing"]
    config.requirements = importlib.import_module("tests.requirements").DefaultRequirements()
    return config


class Request:
    def __init__(self, instance, parameter=None):
        self.instance = instance
        self.param = parameter
        self.finalizers = []

    def addfinalizer(self, function):
        self.finalizers.append(function)


class MonkeyPatch:
    def __init__(self):
        self.undo_list = []

    def setattr(self, target, name, value):
        self.undo_list.append((target, name, getattr(target, name)))
        setattr(target, name, value)

    def setenv(self, name, value):
        self.undo_list.append((os.environ, name, os.environ.get(name)))
        os.environ[name] = value

    def undo(self):
        for target, name, value in reversed(self.undo_list):
            if target is os.environ:
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value
            else:
                setattr(target, name, value)


class Capture:
    """pytest's capsys."""

    def __init__(self):
        import io

        self.old = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = self.out, self.err = io.StringIO(), io.StringIO()

    def readouterr(self):
        result = types.SimpleNamespace(out=self.out.getvalue(), err=self.err.getvalue())
        self.out.truncate(0), self.err.truncate(0)
        self.out.seek(0), self.err.seek(0)
        return result

    def stop(self):
        sys.stdout, sys.stderr = self.old


class Fixtures:
    """What a test asks for by the names of its parameters."""

    def __init__(self, module, instance, parameters):
        self.module, self.instance, self.parameters = module, instance, parameters
        self.values, self.ends = {}, []

    def get(self, name):
        if name in self.values:
            return self.values[name]
        if name == "request":
            value = Request(self.instance, self.parameters.get("request.param"))
            self.ends.append(lambda: [f() for f in value.finalizers])
        elif name == "self":
            return self.instance
        elif name == "monkeypatch":
            value = MonkeyPatch()
            self.ends.append(value.undo)
        elif name == "capsys":
            value = Capture()
            self.ends.append(value.stop)
        elif name in ("tmp_path", "tmpdir"):
            import pathlib
            import tempfile

            value = pathlib.Path(tempfile.mkdtemp(dir="."))
        else:
            function = getattr(self.instance, name, None)
            if not getattr(function, "_is_fixture", False):
                function = getattr(self.module, name, None)
            if function is None:
                raise LookupError("no fixture %s" % name)
            value = self.call(function)
        self.values[name] = value
        return value

    def call(self, function):
        names = [n for n in inspect.signature(function).parameters]
        result = function(**{n: self.get(n) for n in names})
        if inspect.isgenerator(result):
            value = next(result)
            self.ends.append(lambda: next(result, None))
            return value
        return result

    def close(self):
        for end in reversed(self.ends):
            end()


def cases_of(function, owner):
    """Every combination of a test's parameters: title, values, rules."""
    tables = list(getattr(owner, "_cases", ())) + list(getattr(function, "_cases", ()))
    rows = []
    for chosen in itertools.product(*[cases for _, cases in tables]):
        values, rules, titles = {}, [], []
        for (names, _), (title, passed, own) in zip(tables, chosen):
            values.update(zip(names, passed))
            rules += own
            titles.append(title)
        rows.append(("[%s]" % "-".join(titles) if titles else "", values, rules))
    return rows


def rules_of(function, owner, config):
    rules = []
    for name in getattr(owner, "__requires__", ()):
        rules.append(getattr(config.requirements, name))
    from sqlalchemy.testing import exclusions

    if getattr(owner, "__only_on__", None):
        only = owner.__only_on__
        rules.append(exclusions.only_on(only if isinstance(only, (list, tuple)) else [only]))
    for base in owner.__mro__:
        rules += base.__dict__.get("_rules", ())
    return rules + list(getattr(function, "_rules", ()))


def first_words(error):
    text = str(error).strip().split("\n")
    return "%s: %s" % (type(error).__name__, " ".join(text)[:700])


def place_of(error):
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        if "/tests/test_" in frame.filename or "/suite/" in frame.filename:
            return "%s:%s" % (os.path.basename(frame.filename), frame.lineno)
    return ""


def run_test(module, owner, name, values, config):
    instance = owner()
    for key, value in values.items():
        setattr(instance, key, value)
    fixtures = Fixtures(module, instance, values)
    try:
        for other in dir(owner):
            function = getattr(owner, other, None)
            settings = getattr(function, "_fixture_settings", None)
            if settings and settings.get("autouse"):
                fixtures.get(other)
        try:
            for setup in ("setUp", "setup_test", "setup_method"):
                if hasattr(instance, setup):
                    getattr(instance, setup)()
        except BaseException:
            # One failure is enough: nothing is left for the next.
            shutil.rmtree("scratch", True)
            raise
        try:
            function = getattr(instance, name)
            given = {}
            for parameter in inspect.signature(function).parameters.values():
                if parameter.name in values:
                    given[parameter.name] = values[parameter.name]
                elif parameter.default is inspect.Parameter.empty and parameter.kind not in (
                    inspect.Parameter.VAR_POSITIONAL,
                    inspect.Parameter.VAR_KEYWORD,
                ):
                    given[parameter.name] = fixtures.get(parameter.name)
            function(**given)
        finally:
            for teardown in ("tearDown", "teardown_test", "teardown_method"):
                if hasattr(instance, teardown):
                    getattr(instance, teardown)()
    finally:
        fixtures.close()
        from sqlalchemy.testing.engines import testing_reaper

        testing_reaper.close_all()


class Gap:
    """In place of a name that nobody has: what uses it fails."""

    def __init__(self, name):
        self._name = name

    def __getattr__(self, name):
        raise AttributeError("%s is missing" % self._name)


def import_with_gaps(name, report):
    """The module; names that it cannot import are told, once each."""
    while True:
        try:
            return importlib.import_module(name)
        except ImportError as error:
            words = re.match(r"cannot import name '(\w+)' from '([\w.]+)'", str(error))
            if words:
                setattr(sys.modules[words[2]], words[1], Gap(words[1]))
            else:
                words = re.match(r"No module named '([\w.]+)'", str(error))
                if not words or words[1].split(".")[0] not in ("alembic", "sqlalchemy"):
                    raise
                parent, _, last = words[1].rpartition(".")
                sys.modules[words[1]] = types.ModuleType(words[1])
                setattr(sys.modules[parent], last, sys.modules[words[1]])
            report("%s: %s" % (name, error.msg.split(" (")[0]), "lacking", error.msg.split(" (")[0])
            for made in [m for m in sys.modules if m.startswith("tests.test_")]:
                del sys.modules[made]


def fixture_params(module, owner, function):
    """Fixtures that come in several forms."""
    for name in inspect.signature(function).parameters:
        made = getattr(owner, name, None) or getattr(module, name, None)
        params = (getattr(made, "_fixture_settings", None) or {}).get("params")
        if params:
            return [("[%s]" % (p,), p) for p in params]
    return [("", None)]


def main():
    checkout, path, url = sys.argv[1:4]
    only = sys.argv[4:]
    skip = set(os.environ.get("SKIP", "").split("\n"))
    config = prepare(os.path.abspath(checkout), url)
    from sqlalchemy import exc as sa_exc
    from sqlalchemy.testing.config import Skipped

    warnings.filterwarnings("error", category=sa_exc.SAWarning)
    if path.startswith("suite/"):
        name = "alembic.testing.suite." + os.path.basename(path)[:-3]
    else:
        name = "tests." + os.path.basename(path)[:-3]
    results = sys.stderr

    def report(title, outcome, words="", where=""):
        results.write("\nRESULT " + json.dumps([title, outcome, words, where]) + "\n")
        results.flush()

    try:
        module = import_with_gaps(name, report)
    except BaseException as error:
        traceback.print_exc()
        report(name, "blocked", first_words(error))
        return
    for class_name, owner in sorted(vars(module).items()):
        if not isinstance(owner, type) or class_name.startswith("_") or owner.__module__ != name:
            continue
        tests = [t for t in dir(owner) if t.startswith("test_")]
        if not tests or not any(c.__name__ == "TestBase" for c in owner.__mro__):
            continue
        title = "%s.%s" % (name, class_name)
        if any(rule.skipped(config) for rule in rules_of(None, owner, config) if rule.skips):
            report(title, "skipped")
            continue
        if not hasattr(owner, "setup_class"):
            shutil.rmtree("scratch", True)
        started = True
        for setup in ("setup_class", "setup_test_class"):
            if hasattr(owner, setup):
                try:
                    getattr(owner, setup)()
                except Skipped:
                    started = False
                except BaseException as error:
                    report(title, "blocked", first_words(error), place_of(error))
                    started = False
                    shutil.rmtree("scratch", True)
        for test in tests if started else ():
            function = getattr(owner, test)
            for form, parameter in fixture_params(module, owner, function):
                for case, values, rules in cases_of(function, owner):
                    whole = "%s.%s%s%s" % (title, test, case, form)
                    if only and not any(o in whole for o in only):
                        continue
                    if form:
                        values = dict(values, **{"request.param": parameter})
                    all_rules = rules_of(function, owner, config) + rules
                    if whole in skip:
                        continue
                    try:
                        left_out = any(rule.skipped(config) for rule in all_rules)
                        must_fail = any(rule.expected_failure(config) for rule in all_rules)
                    except (AttributeError, TypeError) as error:
                        report(whole, "blocked", first_words(error), "rules")
                        continue
                    if left_out:
                        report(whole, "skipped")
                        continue
                    results.write("\nSTART %s\n" % whole)
                    try:
                        run_test(module, owner, test, values, config)
                        report(whole, "unexpected" if must_fail else "passed")
                    except Skipped:
                        report(whole, "skipped")
                    except KeyboardInterrupt:
                        raise
                    except BaseException as error:
                        if only:
                            traceback.print_exc()
                        report(whole, "passed" if must_fail else "failed", first_words(error), place_of(error))
        for teardown in ("teardown_class", "teardown_test_class"):
            if hasattr(owner, teardown) and started:
                try:
                    getattr(owner, teardown)()
                except BaseException as error:
                    report(title, "failed", "teardown: " + first_words(error))


main()
