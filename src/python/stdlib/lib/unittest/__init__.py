"""Unit tests: https://docs.python.org/3/library/unittest.html"""

from unittest.case import (FunctionTestCase, SkipTest, TestCase, addModuleCleanup,
                           doModuleCleanups, enterModuleContext, expectedFailure, skip,
                           skipIf, skipUnless)
from unittest.running import (BaseTestSuite, TestLoader, TestResult, TestSuite,
                              TextTestResult, TextTestRunner, defaultTestLoader, main)

__all__ = ["BaseTestSuite", "FunctionTestCase", "IsolatedAsyncioTestCase", "SkipTest",
           "TestCase", "TestLoader", "TestResult", "TestSuite", "TextTestResult",
           "TextTestRunner", "addModuleCleanup", "defaultTestLoader", "doModuleCleanups",
           "enterModuleContext", "expectedFailure", "main", "skip", "skipIf", "skipUnless"]


def __getattr__(name):
    if name == "IsolatedAsyncioTestCase":
        from unittest.async_case import IsolatedAsyncioTestCase
        return IsolatedAsyncioTestCase
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
