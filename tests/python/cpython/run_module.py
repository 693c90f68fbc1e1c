"""Runs the tests of one module and tells of each, one JSON line at a time.

usage: run_module.py MODULE [ID-TO-LEAVE-OUT…]

A line "start" comes before each test, so that who reads them knows which one
ended the process.
"""

import json
import os
import sys
import tempfile
import traceback
import unittest

OUT = sys.stdout


def tell(**what):
    OUT.write(json.dumps(what) + "\n")
    OUT.flush()


def cause(error):
    """What went wrong in one line, and where in the modules of the tests."""
    try:
        text = f"{type(error).__name__}: {error}"
    except BaseException:
        text = type(error).__name__
    return text[:400]


def place(trace):
    where = ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if "unittest" not in code.co_filename:
            where = f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return where


class Telling(unittest.TestResult):
    def startTest(self, test):
        super().startTest(test)
        self.told = False
        tell(event="start", id=test.id())

    def end(self, test, outcome, error=None, trace=None, reason=""):
        if outcome != "pass" or not self.told:
            tell(event=outcome, id=test.id(), cause=cause(error) if error else reason,
                 place=place(trace))
        self.told = self.told or outcome != "pass"

    def addSuccess(self, test):
        self.end(test, "pass")

    def addError(self, test, err):
        self.end(test, "error", err[1], err[2])

    def addFailure(self, test, err):
        self.end(test, "fail", err[1], err[2])

    def addSubTest(self, test, subtest, err):
        if err is not None and not self.told:
            self.end(test, "fail", err[1], err[2])

    def addSkip(self, test, reason):
        if not self.told:
            self.end(test, "skip", reason=reason)

    def addExpectedFailure(self, test, err):
        self.end(test, "pass")

    def addUnexpectedSuccess(self, test):
        self.end(test, "fail", reason="unexpected success")


def flat(suite):
    for test in suite:
        if isinstance(test, unittest.BaseTestSuite):
            yield from flat(test)
        else:
            yield test


def _private(*args, **kwargs):
    raise unittest.SkipTest("tests a private name of CPython's module")


# Private names that tests read when they are imported, not when they run.
PRIVATE = {
    "time": "_STRUCT_TM_ITEMS",
    "uuid": "_ifconfig_getnode _ip_getnode _arp_getnode _lanscan_getnode _netstat_getnode _GETTERS _MAC_DELIM _random_getnode",
    "enum": "_iter_bits_lsb _make_class_unpicklable _reduce_ex_by_global_name "
            "_test_simple_enum",
    "pickle": "_loads", "configparser": "_default_dict", "collections": "_count_elements",
    "tempfile": "_text_openflags _bin_openflags _RandomNameSequence",
    "random": "_parse_args", "statistics": "_sum _convert", "calendar": "main",
    "gettext": "_localedirs", "shutil": "_use_fd_functions",
    "hmac": "_init_old", "traceback": "_print_exception_bltin",
}


def add_private_names(module):
    for name in PRIVATE.get(module.__name__, "").split():
        if not hasattr(module, name):
            setattr(module, name, () if name.strip("_").isupper() else _private)


def main():
    name, *left_out = sys.argv[1:]
    os.chdir(tempfile.mkdtemp())  # where the tests may write
    sys.stdout = sys.stderr
    tell(event="import")
    for private in PRIVATE:
        add_private_names(__import__(private))
    try:
        module = __import__(name, fromlist=["*"])
        suite = unittest.defaultTestLoader.loadTestsFromModule(module)
    except unittest.SkipTest as skipped:
        tell(event="skip", id=name, cause=str(skipped), place="")
        return
    except BaseException as error:
        tell(event="error", id=name, cause=cause(error), place=place(error.__traceback__))
        traceback.print_exc()
        return
    chosen = unittest.TestSuite(test for test in flat(suite) if test.id() not in left_out)
    chosen.run(Telling())
    tell(event="end")


main()
