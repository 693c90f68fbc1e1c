"""The assert methods of TestCase."""

import pprint
import re
import sys
import warnings


def _short(value):
    try:
        text = repr(value)
    except Exception:
        text = object.__repr__(value)
    return text if len(text) < 400 else text[:400] + " [truncated]..."


class _Expectation:
    """`with` block or call that is to raise, warn or log."""

    def __init__(self, case, expected, pattern=None):
        if pattern is not None and isinstance(pattern, (str, bytes)):
            pattern = re.compile(pattern)
        self.case = case
        self.expected = expected
        self.pattern = pattern
        self.msg = None

    def fail(self, text):
        raise self.case.failureException(self.case._formatMessage(self.msg, text))

    def names(self):
        if isinstance(self.expected, tuple):
            return ", ".join(kind.__name__ for kind in self.expected)
        return self.expected.__name__

    def start(self, name, base, args, kwargs):
        kinds = self.expected if isinstance(self.expected, tuple) else (self.expected,)
        for kind in kinds:
            if not (isinstance(kind, type) and issubclass(kind, base)):
                raise TypeError(f"{name}() arg 1 must be a subclass of {base.__name__} "
                                "or a tuple of these")
        if not args:
            self.msg = kwargs.pop("msg", None)
            if kwargs:
                raise TypeError(f"{next(iter(kwargs))!r} is an invalid keyword argument "
                                "for this function")
            return self
        function, *rest = args
        self.called = getattr(function, "__name__", str(function))
        with self:
            function(*rest, **kwargs)
        return None

    called = None

    def nothing(self, what):
        by = f" by {self.called}" if self.called else ""
        self.fail(f"{self.names()} not {what}{by}")


class _Raises(_Expectation):
    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            self.nothing("raised")
        if not issubclass(kind, self.expected):
            return False
        self.exception = error.with_traceback(None)
        if self.pattern is not None and not self.pattern.search(str(error)):
            self.fail(f'"{self.pattern.pattern}" does not match "{error}"')
        return True


class _Warns(_Expectation):
    def __enter__(self):
        for module in list(sys.modules.values()):
            if getattr(module, "__warningregistry__", None):
                module.__warningregistry__ = {}
        self.catcher = warnings.catch_warnings(record=True)
        self.warnings = self.catcher.__enter__()
        warnings.simplefilter("always", self.expected)
        return self

    def __exit__(self, kind, error, trace):
        self.catcher.__exit__(kind, error, trace)
        if kind is not None:
            return False
        first = None
        for caught in self.warnings:
            if not isinstance(caught.message, self.expected):
                continue
            first = first or caught
            if self.pattern is not None and not self.pattern.search(str(caught.message)):
                continue
            self.warning = caught.message
            self.filename = caught.filename
            self.lineno = caught.lineno
            return False
        if first is not None:
            self.fail(f'"{self.pattern.pattern}" does not match "{first.message}"')
        self.nothing("triggered")


class _NoWarns(_Warns):
    def __exit__(self, kind, error, trace):
        self.catcher.__exit__(kind, error, trace)
        if kind is None:
            for caught in self.warnings:
                if isinstance(caught.message, self.expected):
                    self.fail(f"{self.names()} triggered")
        return False


class _Logs:
    def __init__(self, case, logger, level, none=False):
        import logging

        self.case = case
        self.none = none
        self.logger = logger if isinstance(logger, logging.Logger) else \
            logging.getLogger(logger)
        self.level = logging._nameToLevel.get(level, level) if level else logging.INFO

    def __enter__(self):
        import logging

        watcher = self

        class Handler(logging.Handler):
            def emit(self, record):
                watcher.records.append(record)
                watcher.output.append(self.format(record))

        self.records = []
        self.output = []
        handler = Handler()
        handler.setLevel(self.level)
        handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
        logger = self.logger
        self.saved = logger.handlers, logger.level, logger.propagate
        logger.handlers = [handler]
        logger.setLevel(self.level)
        logger.propagate = False
        return None if self.none else self

    def __exit__(self, kind, error, trace):
        import logging

        self.logger.handlers, level, self.logger.propagate = self.saved
        self.logger.setLevel(level)
        if kind is not None:
            return False
        name = self.logger.name
        if self.none and self.records:
            raise self.case.failureException(f"Unexpected logs found: {self.output!r}")
        if not self.none and not self.records:
            raise self.case.failureException(
                f"no logs of level {logging.getLevelName(self.level)} or higher "
                f"triggered on {name}")
        return False


class Assertions:
    def fail(self, msg=None):
        raise self.failureException(msg)

    def _formatMessage(self, msg, standard):
        if not self.longMessage:
            return msg or standard
        return standard if msg is None else f"{standard} : {msg}"

    def _check(self, well, msg, text, *values):
        if not well:
            raise self.failureException(
                self._formatMessage(msg, text % tuple(map(_short, values))))

    # Truth, identity, membership.

    def assertTrue(self, expr, msg=None):
        self._check(expr, msg, "%s is not true", expr)

    def assertFalse(self, expr, msg=None):
        self._check(not expr, msg, "%s is not false", expr)

    def assertIs(self, expr1, expr2, msg=None):
        self._check(expr1 is expr2, msg, "%s is not %s", expr1, expr2)

    def assertIsNot(self, expr1, expr2, msg=None):
        self._check(expr1 is not expr2, msg, "unexpectedly identical: %s", expr1)

    def assertIsNone(self, obj, msg=None):
        self._check(obj is None, msg, "%s is not None", obj)

    def assertIsNotNone(self, obj, msg=None):
        self._check(obj is not None, msg, "unexpectedly None")

    def assertIn(self, member, container, msg=None):
        self._check(member in container, msg, "%s not found in %s", member, container)

    def assertNotIn(self, member, container, msg=None):
        self._check(member not in container, msg, "%s unexpectedly found in %s", member,
                    container)

    def assertIsInstance(self, obj, cls, msg=None):
        self._check(isinstance(obj, cls), msg, "%s is not an instance of %s", obj, cls)

    def assertNotIsInstance(self, obj, cls, msg=None):
        self._check(not isinstance(obj, cls), msg, "%s is an instance of %s", obj, cls)

    def assertHasAttr(self, obj, name, msg=None):
        self._check(hasattr(obj, name), msg, "%s has no attribute %s", obj, name)

    def assertNotHasAttr(self, obj, name, msg=None):
        self._check(not hasattr(obj, name), msg, "%s has unexpected attribute %s", obj, name)

    def assertIsSubclass(self, cls, superclass, msg=None):
        self._check(issubclass(cls, superclass), msg, "%s is not a subclass of %s", cls,
                    superclass)

    def assertNotIsSubclass(self, cls, superclass, msg=None):
        self._check(not issubclass(cls, superclass), msg, "%s is a subclass of %s", cls,
                    superclass)

    def assertStartsWith(self, s, prefix, msg=None):
        self._check(s.startswith(prefix), msg, "%s doesn't start with %s", s, prefix)

    def assertNotStartsWith(self, s, prefix, msg=None):
        self._check(not s.startswith(prefix), msg, "%s starts with %s", s, prefix)

    def assertEndsWith(self, s, suffix, msg=None):
        self._check(s.endswith(suffix), msg, "%s doesn't end with %s", s, suffix)

    def assertNotEndsWith(self, s, suffix, msg=None):
        self._check(not s.endswith(suffix), msg, "%s ends with %s", s, suffix)

    # Order.

    def assertLess(self, a, b, msg=None):
        self._check(a < b, msg, "%s not less than %s", a, b)

    def assertLessEqual(self, a, b, msg=None):
        self._check(a <= b, msg, "%s not less than or equal to %s", a, b)

    def assertGreater(self, a, b, msg=None):
        self._check(a > b, msg, "%s not greater than %s", a, b)

    def assertGreaterEqual(self, a, b, msg=None):
        self._check(a >= b, msg, "%s not greater than or equal to %s", a, b)

    # Equality.

    def addTypeEqualityFunc(self, typeobj, function):
        self._equality_functions[typeobj] = function

    def assertEqual(self, first, second, msg=None):
        function = None
        if type(first) is type(second):
            function = self._equality_functions.get(type(first))
            if isinstance(function, str):
                function = getattr(self, function)
        if function is not None:
            function(first, second, msg=msg)
        else:
            self._check(first == second, msg, "%s != %s", first, second)

    def assertNotEqual(self, first, second, msg=None):
        self._check(first != second, msg, "%s == %s", first, second)

    def _differing(self, first, second, msg, lines1, lines2):
        text = f"{_short(first)} != {_short(second)}"
        difference = "\n" + "\n".join([f"- {line}" for line in lines1] +
                                       [f"+ {line}" for line in lines2])
        if self.maxDiff is None or len(difference) <= self.maxDiff:
            text += difference
        self.fail(self._formatMessage(msg, text))

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertIsInstance(first, str, "First argument is not a string")
        self.assertIsInstance(second, str, "Second argument is not a string")
        if first != second:
            if len(first) + len(second) > 4000:
                self._check(False, msg, "%s != %s", first, second)
            self._differing(first, second, msg, first.splitlines(), second.splitlines())

    def assertSequenceEqual(self, first, second, msg=None, seq_type=None):
        if seq_type is not None:
            self.assertIsInstance(first, seq_type)
            self.assertIsInstance(second, seq_type)
        if first == second:
            return
        text = "%s != %s"
        for index, (one, other) in enumerate(zip(first, second)):
            if one != other:
                text += f"\n\nFirst differing element {index}:\n".replace("%", "%%")
                text += f"{_short(one)}\n{_short(other)}\n".replace("%", "%%")
                break
        else:
            text += f"\n\nlengths {len(first)} and {len(second)}"
        self._check(False, msg, text, first, second)

    def assertListEqual(self, first, second, msg=None):
        self.assertSequenceEqual(first, second, msg, seq_type=list)

    def assertTupleEqual(self, first, second, msg=None):
        self.assertSequenceEqual(first, second, msg, seq_type=tuple)

    def assertSetEqual(self, first, second, msg=None):
        if first == second:
            return
        lines = []
        for title, items in (("first", first.difference(second)),
                             ("second", second.difference(first))):
            if items:
                lines.append(f"Items in the {title} set but not the other:")
                lines += map(_short, items)
        self.fail(self._formatMessage(msg, "\n".join(lines)))

    def assertDictEqual(self, first, second, msg=None):
        self.assertIsInstance(first, dict, "First argument is not a dictionary")
        self.assertIsInstance(second, dict, "Second argument is not a dictionary")
        if first != second:
            if len(first) + len(second) > 200:
                self._check(False, msg, "%s != %s", first, second)
            self._differing(first, second, msg, pprint.pformat(first).splitlines(),
                            pprint.pformat(second).splitlines())

    def assertCountEqual(self, first, second, msg=None):
        left, right = list(first), list(second)
        missing = []
        for item in left:
            if item in right:
                right.remove(item)
            else:
                missing.append(item)
        if missing or right:
            self.fail(self._formatMessage(
                msg, f"Element counts were not equal:\nonly in the first: {_short(missing)}"
                     f"\nonly in the second: {_short(right)}"))

    def _near(self, first, second, places, delta):
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        difference = abs(first - second)
        if delta is not None:
            how = f"within {_short(delta)} delta"
            return difference <= delta, f"{how} ({_short(difference)} difference)"
        places = 7 if places is None else places
        how = f"within {places!r} places"
        return round(difference, places) == 0, f"{how} ({_short(difference)} difference)"

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        near, how = self._near(first, second, places, delta)
        self._check(near, msg, "%s != %s " + how, first, second)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        near, how = self._near(first, second, places, delta)
        self._check(first != second and not near, msg, "%s == %s " + how, first, second)

    # Patterns.

    def assertRegex(self, text, expected_regex, msg=None):
        pattern = re.compile(expected_regex)
        self._check(pattern.search(text), msg, "Regex didn't match: %s not found in %s",
                    pattern.pattern, text)

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        pattern = re.compile(unexpected_regex)
        self._check(not pattern.search(text), msg, "Regex matched: %s matches in %s",
                    pattern.pattern, text)

    # What a call does beside its result.

    def assertRaises(self, expected_exception, *args, **kwargs):
        return _Raises(self, expected_exception).start(
            "assertRaises", BaseException, args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        return _Raises(self, expected_exception, expected_regex).start(
            "assertRaisesRegex", BaseException, args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        return _Warns(self, expected_warning).start("assertWarns", Warning, args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        return _Warns(self, expected_warning, expected_regex).start(
            "assertWarnsRegex", Warning, args, kwargs)

    def _assertNotWarns(self, expected_warning, *args, **kwargs):
        return _NoWarns(self, expected_warning).start(
            "_assertNotWarns", Warning, args, kwargs)

    def assertLogs(self, logger=None, level=None):
        return _Logs(self, logger, level)

    def assertNoLogs(self, logger=None, level=None):
        return _Logs(self, logger, level, none=True)
