"""TestCase: one test, its fixtures and how it ends."""

import functools
import sys
import time
import types
import warnings

from unittest.assertions import Assertions


class SkipTest(Exception):
    """Raised by a test that cannot run here."""


class _ShouldStop(Exception):
    """The rest of a test is pointless after its sub-test failed."""


_module_cleanups = []


def addModuleCleanup(function, /, *args, **kwargs):
    _module_cleanups.append((function, args, kwargs))


def enterModuleContext(manager):
    value = type(manager).__enter__(manager)
    addModuleCleanup(type(manager).__exit__, manager, None, None, None)
    return value


def doModuleCleanups():
    first = None
    while _module_cleanups:
        function, args, kwargs = _module_cleanups.pop()
        try:
            function(*args, **kwargs)
        except Exception as error:
            first = first or error
    if first is not None:
        raise first


def _marked(item, reason):
    if not isinstance(item, type):
        @functools.wraps(item)
        def skipped(*args, **kwargs):
            raise SkipTest(reason)
        item = skipped
    item.__unittest_skip__ = True
    item.__unittest_skip_why__ = reason
    return item


def skip(reason):
    if isinstance(reason, types.FunctionType):
        return _marked(reason, "")
    return lambda item: _marked(item, reason)


def skipIf(condition, reason):
    return skip(reason) if condition else lambda item: item


def skipUnless(condition, reason):
    return lambda item: item if condition else _marked(item, reason)


def expectedFailure(item):
    item.__unittest_expecting_failure__ = True
    return item


class _SubTest:
    """What results are told about a failed part of a test."""

    def __init__(self, test_case, message, params):
        self.test_case = test_case
        self._message = message
        self.params = params
        self.failureException = test_case.failureException

    def _description(self):
        parts = [] if self._message is None else [f"[{self._message}]"]
        if self.params:
            parts.append("(%s)" % ", ".join(f"{k}={v!r}" for k, v in self.params.items()))
        return " ".join(parts) or "(<subtest>)"

    def id(self):
        return f"{self.test_case.id()} {self._description()}"

    def shortDescription(self):
        return self.test_case.shortDescription()

    def __str__(self):
        return f"{self.test_case} {self._description()}"


class _SubTestScope:
    def __init__(self, case, message, params):
        self.case = case
        self.params = {**case._params, **params}
        self.message = message

    def __enter__(self):
        self.outer = self.case._params
        self.case._params = self.params

    def __exit__(self, kind, error, trace):
        case = self.case
        case._params = self.outer
        if error is None:
            if case._result is not None:
                case._result.addSubTest(case, _SubTest(case, self.message, self.params), None)
            return False
        if not isinstance(error, Exception):
            return False
        sub_test = _SubTest(case, self.message, self.params)
        if isinstance(error, SkipTest):
            case._result.addSkip(sub_test, str(error))
            return True
        if case._expecting_failure:
            return False
        case._succeeded = False
        case._result.addSubTest(case, sub_test, (kind, error, trace))
        if case._result.failfast:
            raise _ShouldStop
        return True


class TestCase(Assertions):
    failureException = AssertionError
    longMessage = True
    maxDiff = 640
    _class_cleanups = []

    def __init_subclass__(cls, *args, **kwargs):
        cls.__unittest_skip__ = getattr(cls, "__unittest_skip__", False)
        cls._class_cleanups = []
        super().__init_subclass__(*args, **kwargs)

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        method = getattr(self, methodName, None)
        if method is None and methodName != "runTest":
            raise ValueError(f"no such test method in {type(self)}: {methodName}")
        self._testMethodDoc = getattr(method, "__doc__", None)
        self._cleanups = []
        self._params = {}
        self._result = None
        self._succeeded = True
        self._expecting_failure = False
        self._equality_functions = {}
        self.addTypeEqualityFunc(dict, "assertDictEqual")
        self.addTypeEqualityFunc(list, "assertListEqual")
        self.addTypeEqualityFunc(tuple, "assertTupleEqual")
        self.addTypeEqualityFunc(set, "assertSetEqual")
        self.addTypeEqualityFunc(frozenset, "assertSetEqual")
        self.addTypeEqualityFunc(str, "assertMultiLineEqual")

    # Fixtures.

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def _set_up(self):
        self.setUp()

    def _call(self, function, *args, **kwargs):
        return function(*args, **kwargs)

    def _tear_down(self):
        self.tearDown()

    def addCleanup(self, function, /, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, manager):
        value = type(manager).__enter__(manager)
        self.addCleanup(type(manager).__exit__, manager, None, None, None)
        return value

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        cls._class_cleanups.append((function, args, kwargs))

    @classmethod
    def enterClassContext(cls, manager):
        value = type(manager).__enter__(manager)
        cls.addClassCleanup(type(manager).__exit__, manager, None, None, None)
        return value

    @classmethod
    def doClassCleanups(cls):
        cls.tearDown_exceptions = []
        while cls._class_cleanups:
            function, args, kwargs = cls._class_cleanups.pop()
            try:
                function(*args, **kwargs)
            except Exception:
                cls.tearDown_exceptions.append(sys.exc_info())

    def doCleanups(self):
        well = True
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            well = self._attempt(self._call, function, *args, **kwargs) and well
        return well

    # Names.

    def id(self):
        return f"{type(self).__module__}.{type(self).__qualname__}.{self._testMethodName}"

    def shortDescription(self):
        text = self._testMethodDoc
        return text.strip().split("\n")[0].strip() if text else None

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        from unittest.running import TestResult
        return TestResult()

    def __str__(self):
        return f"{self._testMethodName} ({self.id()})"

    def __repr__(self):
        return (f"<{type(self).__module__}.{type(self).__qualname__} "
                f"testMethod={self._testMethodName}>")

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self._testMethodName == other._testMethodName

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    # Running.

    def subTest(self, msg=None, **params):
        return _SubTestScope(self, msg, params)

    def skipTest(self, reason):
        raise SkipTest(reason)

    def _attempt(self, function, *args, **kwargs):
        """Runs a part of the test; tells the result what went wrong."""
        try:
            function(*args, **kwargs)
            return True
        except KeyboardInterrupt:
            raise
        except SkipTest as error:
            self._succeeded = False
            self._result.addSkip(self, str(error))
        except _ShouldStop:
            self._succeeded = False
        except BaseException as error:
            self._succeeded = False
            told = (type(error), error, error.__traceback__)
            if self._expecting_failure:
                self._failed_as_expected = told
            elif isinstance(error, self.failureException):
                self._result.addFailure(self, told)
            else:
                self._result.addError(self, told)
        return False

    def _run_parts(self, method):
        if self._attempt(self._set_up):
            self._expecting_failure = (
                getattr(method, "__unittest_expecting_failure__", False) or
                getattr(type(self), "__unittest_expecting_failure__", False))
            self._attempt(self._call, method)
            expecting, self._expecting_failure = self._expecting_failure, False
            self._attempt(self._tear_down)
            self._expecting_failure = expecting
        expecting, self._expecting_failure = self._expecting_failure, False
        self.doCleanups()
        self._expecting_failure = expecting

    def run(self, result=None):
        own = result is None
        if own:
            result = self.defaultTestResult()
            result.startTestRun()
        self._result = result
        result.startTest(self)
        try:
            method = getattr(self, self._testMethodName)
            if (getattr(type(self), "__unittest_skip__", False) or
                    getattr(method, "__unittest_skip__", False)):
                result.addSkip(self, getattr(type(self), "__unittest_skip_why__", "") or
                               getattr(method, "__unittest_skip_why__", ""))
                return result
            self._succeeded = True
            self._failed_as_expected = None
            started = time.perf_counter()
            self._run_parts(method)
            result.addDuration(self, time.perf_counter() - started)
            if self._failed_as_expected is not None:
                result.addExpectedFailure(self, self._failed_as_expected)
            elif self._succeeded and self._expecting_failure:
                result.addUnexpectedSuccess(self)
            elif self._succeeded:
                result.addSuccess(self)
            return result
        finally:
            self._failed_as_expected = None
            self._expecting_failure = False
            self._result = None
            result.stopTest(self)
            if own:
                result.stopTestRun()

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

    def debug(self):
        self._set_up()
        self._call(getattr(self, self._testMethodName))
        self._tear_down()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            self._call(function, *args, **kwargs)


class FunctionTestCase(TestCase):
    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._function = testFunc
        self._set_up_function = setUp
        self._tear_down_function = tearDown
        self._description = description

    def setUp(self):
        if self._set_up_function is not None:
            self._set_up_function()

    def tearDown(self):
        if self._tear_down_function is not None:
            self._tear_down_function()

    def runTest(self):
        self._function()

    def id(self):
        return self._function.__name__

    def shortDescription(self):
        return self._description or (self._function.__doc__ or "").split("\n")[0] or None
