"""Fixtures and the cases that one test function stands for."""

import inspect

from . import exclusions

db = None
db_url = None
requirements = None
test_schema = "test_schema"
options = None


class _Current:
    options = None


_current = _Current()


class Skipped(Exception):
    pass


def skip_test(message):
    raise Skipped(message)


def fixture(function=None, **settings):
    def mark(function):
        function._is_fixture = True
        function._fixture_settings = settings
        return function

    return mark(function) if callable(function) else mark


class Variation:
    def __init__(self, argname, case):
        self._argname = argname
        self._case = case
        if case is True:
            self.name = argname
        elif case is False:
            self.name = "not_%s" % argname
        else:
            self.name = case

    def __bool__(self):
        return self.name == self._argname

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self.name == name

    def __str__(self):
        return "%s=%s" % (self._argname, self.name)

    __repr__ = __str__

    def fail(self):
        raise AssertionError("unexpected case %s" % self)


def _add(target, names, cases):
    # The outermost decorator varies slowest.
    target.__dict__.get("_cases")
    rows = list(getattr(target, "_cases", ())) if not isinstance(target, type) else list(target.__dict__.get("_cases", ()))
    target._cases = [(names, cases)] + rows
    return target


def combinations(*sets, id_=None, argnames=None, **kw):
    sets = [s if isinstance(s, tuple) else (s,) for s in sets]

    def mark(target):
        cases = []
        for given in sets:
            rules = [v for v in given if isinstance(v, exclusions.compound)]
            values = [v for v in given if not isinstance(v, exclusions.compound)]
            title = "-".join(str(v)[:30] for v in values)
            if id_:
                passed = [v for v, kind in zip(values, id_) if kind not in "ix"]
            else:
                passed = values
            cases.append((title, passed, rules))
        if argnames:
            names = [n.strip() for n in argnames.split(",")]
        else:
            count = max(len(c[1]) for c in cases)
            names = list(inspect.signature(target).parameters)[1:][:count]
        return _add(target, names, cases)

    return mark


def variation(argname, cases):
    def mark(target):
        rows = []
        for case in cases:
            rules = []
            if isinstance(case, tuple):
                rules = [c for c in case[1:]]
                case = case[0]
            one = Variation(argname, case)
            rows.append((str(one), [one], rules))
        return _add(target, [argname], rows)

    return mark
