"""Where a test does not apply, or is known to fail."""

import contextlib
import inspect
import operator
import re

_OPERATORS = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "==": operator.eq, "!=": operator.ne, "=": operator.eq}


class LambdaPredicate:
    def __init__(self, function, description=None, **kw):
        self.function = function

    def __call__(self, config):
        if inspect.signature(self.function).parameters:
            return bool(self.function(config))
        return bool(self.function())


def _version(config):
    info = getattr(config.db.dialect, "server_version_info", None)
    if info is None:
        with config.db.connect():
            info = config.db.dialect.server_version_info
    return tuple(v for v in info if isinstance(v, int))


def _fits(spec, config):
    if isinstance(spec, (list, tuple, set)):
        return any(_fits(one, config) for one in spec)
    if isinstance(spec, compound):
        return not spec.enabled_for_config(config)
    if isinstance(spec, bool):
        return spec
    if not isinstance(spec, str):
        return bool(spec(config)) if isinstance(spec, LambdaPredicate) else LambdaPredicate(spec)(config)
    name, sign, version = re.match(r"\s*([\w+]+)\s*(?:([<>=!]+)\s*([\d.]+))?", spec).groups()
    dialect = config.db.dialect
    actual = dialect.name
    if getattr(dialect, "is_mariadb", False):
        actual = "mariadb"
    if name.split("+")[0] != actual:
        return False
    if sign is None:
        return True
    return _OPERATORS[sign](_version(config), tuple(int(v) for v in version.split(".")))


def against(config, *specs):
    return any(_fits(spec, config) for spec in specs)


class compound:
    """Rules of one test: when to skip it and when it must fail."""

    def __init__(self, skips=(), fails=()):
        self.skips = list(skips)
        self.fails = list(fails)

    def __add__(self, other):
        return compound(self.skips + other.skips, self.fails + other.fails)

    @contextlib.contextmanager
    def fail_if(self):
        """What stands inside must fail where these rules say so."""
        from . import config

        must_fail = not self.enabled_for_config(config)
        try:
            yield
        except Exception:
            if not must_fail:
                raise
        else:
            assert not must_fail, "it worked, and was expected to fail"

    def skip_if(self, spec, reason=None):
        return self + skip_if(spec)

    def enabled_for_config(self, config):
        return not any(rule(config) for rule in self.skips + self.fails)

    @property
    def enabled(self):
        from . import config

        return self.enabled_for_config(config)

    def __call__(self, target):
        own = target.__dict__.get("_rules", ())
        target._rules = list(own) + [self]
        return target

    def skipped(self, config):
        return any(rule(config) for rule in self.skips)

    def expected_failure(self, config):
        return any(rule(config) for rule in self.fails)


def skip_if(spec, reason=None):
    return compound([lambda config: _fits(spec, config)])


def only_if(spec, reason=None):
    if isinstance(spec, (list, tuple)):
        return compound([lambda config: not all(_fits(one, config) for one in spec)])
    return compound([lambda config: not _fits(spec, config)])


def only_on(specs, reason=None):
    return compound([lambda config: not _fits(specs, config)])


def fails_if(spec, reason=None):
    return compound([], [lambda config: _fits(spec, config)])


def fails_on(specs, reason=None):
    return fails_if(specs)


def fails_on_everything_except(*specs):
    return compound([], [lambda config: not _fits(list(specs), config)])


def fails(reason=None):
    return fails_if(True)


def open():
    return compound()


def closed():
    return skip_if(True)
