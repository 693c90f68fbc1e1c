"""Tests of threads are skipped: code runs in one."""

import contextlib
import unittest

can_start_thread = False


def requires_working_threading(*, module=False):
    if module:
        raise unittest.SkipTest("needs threads")
    return unittest.skip("needs threads")


def reap_threads(item):
    return item


def threading_setup():
    return ()


def threading_cleanup(*args):
    pass


@contextlib.contextmanager
def wait_threads_exit(timeout=None):
    yield


def join_thread(thread, timeout=None):
    thread.join(timeout)


def start_threads(threads, unlock=None):
    raise unittest.SkipTest("needs threads")


def run_concurrently(*args, **kwargs):
    raise unittest.SkipTest("needs threads")


@contextlib.contextmanager
def catch_threading_exception():
    raise unittest.SkipTest("needs threads")
    yield
