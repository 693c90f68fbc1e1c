"""Tests that start another Python are skipped."""

import unittest


def _no_process(*args, **kwargs):
    raise unittest.SkipTest("needs processes")


assert_python_ok = assert_python_failure = spawn_python = kill_python = _no_process
run_python_until_end = run_test_script = make_script = make_pkg = _no_process
make_zip_script = make_zip_pkg = _no_process


def interpreter_requires_environment():
    return False
