"""Warnings of a test."""

import contextlib
import functools
import re
import warnings


def ignore_warnings(*, category):
    def decorate(test):
        @functools.wraps(test)
        def wrapper(*args, **kwargs):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", category=category)
                return test(*args, **kwargs)
        return wrapper
    return decorate


@contextlib.contextmanager
def ignore_fork_in_thread_deprecation_warnings():
    yield


class WarningsRecorder:
    def __init__(self, found):
        self.warnings = found
        self._last = 0

    def __getattr__(self, name):
        if len(self.warnings) > self._last:
            return getattr(self.warnings[-1], name)
        raise AttributeError(f"{self!r} has no attribute {name!r}")

    def reset(self):
        self._last = len(self.warnings)


@contextlib.contextmanager
def check_warnings(*filters, quiet=None):
    if not filters:
        filters, quiet = (("", Warning),), True if quiet is None else quiet
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        yield WarningsRecorder(found)
    left = list(found)
    missing = []
    for message, category in filters:
        seen = [one for one in left if re.match(message, str(one.message), re.I) and
                issubclass(one.category, category)]
        for one in seen:
            left.remove(one)
        if not seen and not quiet:
            missing.append((message, category.__name__))
    if left:
        raise AssertionError("unhandled warning %s" % left[0])
    if missing:
        raise AssertionError("filter (%r, %s) did not catch any warning" % missing[0])


@contextlib.contextmanager
def check_no_warnings(testcase, message="", category=Warning, force_gc=False):
    with warnings.catch_warnings(record=True) as found:
        warnings.filterwarnings("always", message=message, category=category)
        yield
    testcase.assertEqual(found, [])


def check_no_resource_warning(testcase):
    return check_no_warnings(testcase, category=ResourceWarning)


def check_syntax_warning(testcase, statement, errtext="", *, lineno=1, offset=None):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always", SyntaxWarning)
        compile(statement, "<testcase>", "exec")
    testcase.assertEqual(len(found), 1, found)
    testcase.assertTrue(issubclass(found[0].category, SyntaxWarning))
    if errtext:
        testcase.assertRegex(str(found[0].message), errtext)
    testcase.assertEqual(found[0].filename, "<testcase>")
    testcase.assertEqual(found[0].lineno, lineno)


@contextlib.contextmanager
def save_restore_warnings_filters():
    saved = warnings.filters[:]
    try:
        yield
    finally:
        warnings.filters[:] = saved
