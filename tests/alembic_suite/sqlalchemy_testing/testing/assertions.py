"""What tests assert, and which warnings they expect."""

import contextlib
import functools
import re
import warnings

from sqlalchemy import exc


def eq_(a, b, msg=None):
    assert a == b, msg or "%r != %r" % (a, b)


def ne_(a, b, msg=None):
    assert a != b, msg or "%r == %r" % (a, b)


def is_(a, b, msg=None):
    assert a is b, msg or "%r is not %r" % (a, b)


def is_not_(a, b, msg=None):
    assert a is not b, msg or "%r is %r" % (a, b)


def is_true(a, msg=None):
    assert bool(a), msg or "%r is not true" % (a,)


def is_false(a, msg=None):
    assert not bool(a), msg or "%r is not false" % (a,)


def in_(a, b, msg=None):
    assert a in b, msg or "%r not in %r" % (a, b)


@contextlib.contextmanager
def _expect_warnings(category, messages, regex=True, assert_=True, squelch_other_warnings=False, **kw):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        yield seen
    unmet = list(messages)
    for one in seen:
        text = str(one.message)
        fits = [m for m in messages if (re.match(m, text) if regex else m == text)]
        for message in fits:
            if message in unmet:
                unmet.remove(message)
        expected = fits or not messages
        if not expected and not squelch_other_warnings and issubclass(one.category, exc.SAWarning):
            raise AssertionError("unexpected warning: %s" % text)
    if assert_:
        assert not unmet, "Warnings were not seen: %s" % ", ".join(map(repr, unmet))


def expect_warnings(*messages, **kw):
    return _expect_warnings(Warning, messages, **kw)


def _quietly(*messages):
    def decorate(function):
        @functools.wraps(function)
        def run(*args, **kw):
            with _expect_warnings(Warning, messages, assert_=False):
                return function(*args, **kw)

        return run

    return decorate


emits_warning = uses_deprecated = _quietly


def assert_raises(category, function, *args, **kw):
    try:
        function(*args, **kw)
    except category as error:
        return error
    raise AssertionError("Callable did not raise an exception")


def assert_raises_message(category, message, function, *args, **kw):
    error = assert_raises(category, function, *args, **kw)
    assert re.search(message, str(error)), "%r !~ %s" % (message, error)
    return error
