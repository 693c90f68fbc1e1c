"""Finding tests, running them and telling how they went."""

import sys
import time
import traceback

from unittest.case import SkipTest, TestCase, doModuleCleanups


class TestResult:
    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = False
        self.failures = []
        self.errors = []
        self.skipped = []
        self.expectedFailures = []
        self.unexpectedSuccesses = []
        self.collectedDurations = []
        self.testsRun = 0
        self.shouldStop = False
        self.buffer = False
        self.tb_locals = False

    def startTestRun(self):
        pass

    def stopTestRun(self):
        pass

    def startTest(self, test):
        self.testsRun += 1

    def stopTest(self, test):
        pass

    def stop(self):
        self.shouldStop = True

    def printErrors(self):
        pass

    def _told(self, err):
        return "".join(traceback.format_exception(err[1]))

    def addError(self, test, err):
        self.errors.append((test, self._told(err)))
        self.shouldStop = self.shouldStop or self.failfast

    def addFailure(self, test, err):
        self.failures.append((test, self._told(err)))
        self.shouldStop = self.shouldStop or self.failfast

    def addSubTest(self, test, subtest, err):
        if err is not None:
            failed = issubclass(err[0], test.failureException)
            (self.failures if failed else self.errors).append((subtest, self._told(err)))
            self.shouldStop = self.shouldStop or self.failfast

    def addSuccess(self, test):
        pass

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, self._told(err)))

    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)

    def addDuration(self, test, elapsed):
        self.collectedDurations.append((str(test), elapsed))

    def wasSuccessful(self):
        return not (self.failures or self.errors or self.unexpectedSuccesses)

    def __repr__(self):
        return (f"<unittest.result.TestResult run={self.testsRun} "
                f"errors={len(self.errors)} failures={len(self.failures)}>")


class TextTestResult(TestResult):
    """Writes a mark or a line for each test."""

    def __init__(self, stream, descriptions, verbosity, *, durations=None):
        super().__init__(stream, descriptions, verbosity)
        self.stream = stream
        self.verbosity = verbosity
        self.descriptions = descriptions

    def getDescription(self, test):
        first = test.shortDescription() if self.descriptions else None
        return f"{test}\n{first}" if first else str(test)

    def startTest(self, test):
        super().startTest(test)
        if self.verbosity > 1:
            self.stream.write(f"{self.getDescription(test)} ... ")
            self.stream.flush()

    def _mark(self, mark, word):
        if self.verbosity > 1:
            self.stream.write(word + "\n")
        elif self.verbosity == 1:
            self.stream.write(mark)
        self.stream.flush()

    def addSuccess(self, test):
        super().addSuccess(test)
        self._mark(".", "ok")

    def addError(self, test, err):
        super().addError(test, err)
        self._mark("E", "ERROR")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._mark("F", "FAIL")

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            failed = issubclass(err[0], subtest.failureException)
            self._mark("F" if failed else "E", "FAIL" if failed else "ERROR")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._mark("s", f"skipped {reason!r}")

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._mark("x", "expected failure")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._mark("u", "unexpected success")

    def printErrors(self):
        if self.verbosity:
            self.stream.write("\n")
        for word, found in (("ERROR", self.errors), ("FAIL", self.failures)):
            for test, text in found:
                self.stream.write("=" * 70 + f"\n{word}: {self.getDescription(test)}\n" +
                                  "-" * 70 + f"\n{text}\n")
        for test in self.unexpectedSuccesses:
            self.stream.write("=" * 70 + f"\nUNEXPECTED SUCCESS: "
                              f"{self.getDescription(test)}\n")
        self.stream.flush()


class TextTestRunner:
    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False,
                 buffer=False, resultclass=None, warnings=None, *, tb_locals=False,
                 durations=None):
        self.stream = stream if stream is not None else sys.stderr
        self.descriptions = descriptions
        self.verbosity = verbosity
        self.failfast = failfast
        self.buffer = buffer
        if resultclass is not None:
            self.resultclass = resultclass

    def run(self, test):
        result = self.resultclass(self.stream, self.descriptions, self.verbosity)
        result.failfast = self.failfast
        started = time.perf_counter()
        result.startTestRun()
        try:
            test(result)
        finally:
            result.stopTestRun()
        result.printErrors()
        self._summary(result, time.perf_counter() - started)
        return result

    def _summary(self, result, seconds):
        run = result.testsRun
        lines = ["-" * 70, f"Ran {run} test{'' if run == 1 else 's'} in {seconds:.3f}s", ""]
        told = [f"{name}={len(found)}" for name, found in (
            ("failures", result.failures), ("errors", result.errors),
            ("skipped", result.skipped), ("expected failures", result.expectedFailures),
            ("unexpected successes", result.unexpectedSuccesses)) if found]
        last = "OK" if result.wasSuccessful() else "FAILED"
        if run == 0 and not result.skipped and result.wasSuccessful():
            last = "NO TESTS RAN"
        lines.append(last + (f" ({', '.join(told)})" if told else ""))
        self.stream.write("\n".join(lines) + "\n")
        self.stream.flush()


class BaseTestSuite:
    def __init__(self, tests=()):
        self._tests = []
        self.addTests(tests)

    def addTest(self, test):
        if not callable(test):
            raise TypeError(f"{test!r} is not callable")
        if isinstance(test, type) and issubclass(test, (TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated before passing "
                            "them to addTest()")
        self._tests.append(test)

    def addTests(self, tests):
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for test in tests:
            self.addTest(test)

    def countTestCases(self):
        return sum(test.countTestCases() for test in self._tests)

    def run(self, result):
        for test in self:
            if result.shouldStop:
                break
            test(result)
        return result

    def debug(self):
        for test in self:
            test.debug()

    def __iter__(self):
        return iter(self._tests)

    def __eq__(self, other):
        if not isinstance(other, type(self)):
            return NotImplemented
        return list(self) == list(other)

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__qualname__} tests={self._tests!r}>"


class _Fixture:
    """Stands for the set-up of a class or module in a result."""

    failureException = None

    def __init__(self, description):
        self.description = description

    def id(self):
        return self.description

    def shortDescription(self):
        return None

    __str__ = id


def _flat(suite):
    for test in suite:
        if isinstance(test, BaseTestSuite):
            yield from _flat(test)
        else:
            yield test


class _Fixtures:
    """Calls the fixtures of classes and modules around their tests."""

    def __init__(self, result):
        self.result = result
        self.module = self.cls = None
        self.module_failed = self.class_failed = False

    def _call(self, name, where, function):
        try:
            if function is not None:
                function()
            return True
        except SkipTest as error:
            self.result.addSkip(_Fixture(f"{name} ({where})"), str(error))
        except Exception as error:
            self.result.addError(_Fixture(f"{name} ({where})"),
                                 (type(error), error, error.__traceback__))
        return False

    def enter(self, cls):
        if cls is self.cls:
            return not (self.module_failed or self.class_failed)
        self.leave_class()
        name = getattr(cls, "__module__", None)
        if name != self.module:
            self.leave_module()
            self.module = name
            module = sys.modules.get(name)
            self.module_failed = not self._call(
                "setUpModule", name, getattr(module, "setUpModule", None))
        self.cls = cls
        self.class_failed = False
        if self.module_failed:
            return False
        if not getattr(cls, "__unittest_skip__", False):
            self.class_failed = not self._call(
                "setUpClass", f"{name}.{cls.__qualname__}", getattr(cls, "setUpClass", None))
        return not self.class_failed

    def leave_class(self):
        cls, self.cls = self.cls, None
        if cls is None or getattr(cls, "__unittest_skip__", False) or self.module_failed:
            return
        if not self.class_failed:
            self._call("tearDownClass", f"{cls.__module__}.{cls.__qualname__}",
                       getattr(cls, "tearDownClass", None))
        if hasattr(cls, "doClassCleanups"):
            cls.doClassCleanups()

    def leave_module(self):
        name, self.module = self.module, None
        if name is None:
            return
        if not self.module_failed:
            self._call("tearDownModule", name,
                       getattr(sys.modules.get(name), "tearDownModule", None))
        self._call("doModuleCleanups", name, doModuleCleanups)
        self.module_failed = False


class TestSuite(BaseTestSuite):
    def run(self, result, debug=False):
        fixtures = _Fixtures(result)
        for test in _flat(self):
            if result.shouldStop:
                break
            if fixtures.enter(type(test)):
                test(result)
        fixtures.leave_class()
        fixtures.leave_module()
        return result


class TestLoader:
    testMethodPrefix = "test"
    suiteClass = TestSuite
    testNamePatterns = None

    def __init__(self):
        self.errors = []

    def getTestCaseNames(self, testCaseClass):
        return [name for name in sorted(dir(testCaseClass))
                if name.startswith(self.testMethodPrefix) and
                callable(getattr(testCaseClass, name))]

    def loadTestsFromTestCase(self, testCaseClass):
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, *, pattern=None):
        from unittest import case
        suite = self.suiteClass()
        for name in dir(module):
            item = getattr(module, name)
            if (isinstance(item, type) and issubclass(item, TestCase) and
                    item not in (TestCase, case.FunctionTestCase)):
                suite.addTest(self.loadTestsFromTestCase(item))
        load_tests = getattr(module, "load_tests", None)
        return suite if load_tests is None else load_tests(self, suite, pattern)

    def loadTestsFromName(self, name, module=None):
        if module is None:
            import importlib
            parts = name.split(".")
            for used in range(len(parts), 0, -1):
                try:
                    found = importlib.import_module(".".join(parts[:used]))
                    break
                except ImportError:
                    if used == 1:
                        raise
            parts = parts[used:]
        else:
            found, parts = module, name.split(".")
        parent = None
        for part in parts:
            parent, found = found, getattr(found, part)
        if hasattr(found, "__path__") or type(found).__name__ == "module":
            return self.loadTestsFromModule(found)
        if isinstance(found, type):
            return self.loadTestsFromTestCase(found)
        if isinstance(parent, type) and issubclass(parent, TestCase):
            return self.suiteClass([parent(parts[-1])])
        made = found()
        return made if isinstance(made, BaseTestSuite) else self.suiteClass([made])

    def loadTestsFromNames(self, names, module=None):
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])


defaultTestLoader = TestLoader()


class TestProgram:
    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None,
                 testLoader=defaultTestLoader, exit=True, verbosity=1, failfast=None,
                 catchbreak=None, buffer=None, warnings=None, *, tb_locals=False,
                 durations=None):
        if isinstance(module, str):
            import importlib
            module = sys.modules.get(module) or importlib.import_module(module)
        names = []
        for argument in (sys.argv if argv is None else argv)[1:]:
            if argument in ("-v", "--verbose"):
                verbosity = 2
            elif argument in ("-q", "--quiet"):
                verbosity = 0
            elif argument in ("-f", "--failfast"):
                failfast = True
            else:
                names.append(argument)
        if not names and defaultTest is not None:
            names = [defaultTest] if isinstance(defaultTest, str) else list(defaultTest)
        self.test = (testLoader.loadTestsFromNames(names, module) if names else
                     testLoader.loadTestsFromModule(module))
        runner = testRunner or TextTestRunner
        if isinstance(runner, type):
            runner = runner(verbosity=verbosity, failfast=bool(failfast))
        self.result = runner.run(self.test)
        if exit:
            sys.exit(not self.result.wasSuccessful())


main = TestProgram
