"""What CPython's tests need of test.support, as far as limbeck's run needs it.

Tests that speak of CPython itself (its sizes, its collector, its C code) are
skipped: cpython_only, refcount_test and the like say which those are.
"""

import contextlib
import functools
import io
import os
import sys
import time
import types
import unittest

verbose = 0
use_resources = []
max_memuse = 0
failfast = False
LOOPBACK_TIMEOUT = 5.0
INTERNET_TIMEOUT = 60.0
SHORT_TIMEOUT = 30.0
LONG_TIMEOUT = 300.0
TEST_HOME_DIR = os.environ["CPYTHON_TESTS"]
TEST_SUPPORT_DIR = os.path.join(TEST_HOME_DIR, "support")
STDLIB_DIR = os.path.dirname(TEST_HOME_DIR)
REPO_ROOT = os.path.dirname(STDLIB_DIR)
TEST_DATA_DIR = os.path.join(TEST_HOME_DIR, "data")
MS_WINDOWS = is_jython = is_android = is_emscripten = is_wasi = False
is_apple = is_apple_mobile = False
unix_shell = "/bin/sh"
has_fork_support = has_subprocess_support = has_socket_support = False
has_strftime_extensions = True
PGO = PGO_EXTENDED = False
Py_GIL_DISABLED = Py_DEBUG = Py_TRACE_REFS = False
MAX_Py_ssize_t = sys.maxsize
_1M = 1024 * 1024
_1G = 1024 * _1M
_2G = 2 * _1G
_4G = 4 * _1G
NHASHBITS = 64
HAVE_DOCSTRINGS = True
MISSING_C_DOCSTRINGS = True
HAVE_ASAN_FORK_BUG = False
PIPE_MAX_SIZE = SOCK_MAX_SIZE = 16 * _1M + 1
TEST_MODULES_ENABLED = False
TEST_HTTP_URL = "http://www.pythontest.net"


class Error(Exception):
    pass


class TestFailed(Error):
    pass


class TestDidNotRun(Error):
    pass


class ResourceDenied(unittest.SkipTest):
    pass


def _skip(reason):
    return unittest.skip(reason)


def _same(item):
    return item


# What runs here and what does not.

def cpython_only(item):
    return _skip("implementation detail of CPython")(item)


def impl_detail(msg=None, **guards):
    return _same if check_impl_detail(**guards) else _skip(msg or "implementation detail")


def check_impl_detail(**guards):
    if not guards:
        return False
    default = not all(guards.values())
    return guards.get(sys.implementation.name, default)


def refcount_test(item):
    return _skip("counts references")(item)


def no_tracing(item):
    return item


def requires_docstrings(item):
    return _skip("needs the documentation of native functions")(item)


def requires_specialization(item):
    return _skip("needs specialization")(item)


def requires_limited_api(item):
    return _skip("needs the C API")(item)


def requires_IEEE_754(item):
    return item


def requires_gil_enabled(msg=""):
    return _same


def expected_failure_if_gil_disabled():
    return _same


def requires_fork():
    return _skip("needs fork")


def requires_subprocess():
    return _skip("needs processes")


def requires_working_socket(*, module=False):
    if module:
        raise unittest.SkipTest("needs sockets")
    return _skip("needs sockets")


def requires_zlib(reason="requires zlib"):
    try:
        import zlib
    except ImportError:
        return _skip(reason)
    return _same


def requires_gzip(reason="requires gzip"):
    return requires_zlib(reason)


def requires_bz2(reason="requires bz2"):
    return _skip(reason)


def requires_lzma(reason="requires lzma"):
    return _skip(reason)


def requires_debug_ranges(reason=""):
    return _same


def has_no_debug_ranges():
    return False


def requires_resource(resource):
    return _skip(f"resource {resource!r} is not enabled")


def requires_mac_ver(*version):
    return _same


def requires_linux_version(*version):
    return _same


def is_resource_enabled(resource):
    return False


def requires(resource, msg=None):
    raise ResourceDenied(msg or f"resource {resource!r} is not enabled")


def bigmemtest(size, memuse, dry_run=True):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(self):
            if not dry_run:
                raise unittest.SkipTest("not enough memory")
            return function(self, 5147)
        wrapper.size = size
        wrapper.memuse = memuse
        return wrapper
    return decorate


def bigaddrspacetest(item):
    return _skip("needs a huge address space")(item)


def skip_if_pgo_task(item):
    return item


def skip_if_buildbot(reason=None):
    return _same


def skip_if_sanitizer(reason=None, **which):
    return _same


def skip_if_suppress_immortalization():
    return _same


def skip_on_s390x(item):
    return item


def skip_if_broken_multiprocessing_synchronize():
    raise unittest.SkipTest("needs processes")


def anticipate_failure(condition):
    return unittest.expectedFailure if condition else _same


def check_sanitizer(**which):
    return False


def without_optimizer(item):
    return item


def skip_if_buggy_ucrt_strfptime(item):
    return item


def darwin_malloc_err_warning(test_name):
    pass


def force_not_colorized(item):
    return item


force_not_colorized_test_class = force_not_colorized


@contextlib.contextmanager
def suppress_immortalization(suppress=True):
    yield


# Finding things.

def findfile(filename, subdir=None):
    if os.path.isabs(filename):
        return filename
    path = os.path.join(TEST_HOME_DIR, subdir or "data", filename)
    return path if os.path.exists(path) else os.path.join(TEST_HOME_DIR, filename)


def open_urlresource(url, *args, **kw):
    raise unittest.SkipTest("needs the network")


def get_attribute(obj, name):
    try:
        return getattr(obj, name)
    except AttributeError:
        raise unittest.SkipTest(f"object {obj!r} has no attribute {name!r}")


def load_package_tests(pkg_dir, loader, standard_tests, pattern):
    package = os.path.relpath(pkg_dir, TEST_HOME_DIR).replace(os.sep, ".")
    for entry in sorted(os.listdir(pkg_dir)):
        if entry.startswith("test_") and entry.endswith(".py"):
            standard_tests.addTests(
                loader.loadTestsFromName(f"test.{package}.{entry[:-3]}"))
    return standard_tests


# Output.

@contextlib.contextmanager
def captured_output(stream_name):
    saved = getattr(sys, stream_name)
    setattr(sys, stream_name, io.StringIO())
    try:
        yield getattr(sys, stream_name)
    finally:
        setattr(sys, stream_name, saved)


def captured_stdout():
    return captured_output("stdout")


def captured_stderr():
    return captured_output("stderr")


def captured_stdin():
    return captured_output("stdin")


def flush_std_streams():
    sys.stdout.flush()
    sys.stderr.flush()


def print_warning(msg):
    print("Warning --", msg, file=sys.stderr)


def record_original_stdout(stdout):
    pass


# Running code.

def run_code(code):
    namespace = {}
    exec(__import__("textwrap").dedent(code), namespace)
    return namespace


def check_syntax_error(testcase, statement, errtext="", *, lineno=None, offset=None):
    with testcase.assertRaisesRegex(SyntaxError, errtext) as caught:
        compile(statement, "<test string>", "exec")
    error = caught.exception
    testcase.assertIsNotNone(error.lineno)
    if lineno is not None:
        testcase.assertEqual(error.lineno, lineno)
    testcase.assertIsNotNone(error.offset)
    if offset is not None:
        testcase.assertEqual(error.offset, offset)


def check_disallow_instantiation(testcase, tp, *args, **kwds):
    testcase.assertRaisesRegex(TypeError, "cannot create '.*' instances", tp, *args, **kwds)


def check_free_after_iterating(test, iter, cls, args=()):
    class Watched(cls):
        def __del__(self):
            nonlocal done
            done = True
            try:
                next(it)
            except StopIteration:
                pass

    done = False
    it = iter(Watched(*args))
    test.assertRaises(StopIteration, next, it)
    test.assertTrue(done)


def check__all__(test_case, module, name_of_module=None, extra=(), not_exported=()):
    names = (module.__name__,) if name_of_module is None else name_of_module
    names = (names,) if isinstance(names, str) else names
    expected = set(extra)
    for name in dir(module):
        if name.startswith("_") or name in not_exported:
            continue
        item = getattr(module, name)
        if getattr(item, "__module__", None) in names or (
                not hasattr(item, "__module__") and not isinstance(item, types.ModuleType)):
            expected.add(name)
    test_case.assertCountEqual(module.__all__, expected)


def detect_api_mismatch(ref_api, other_api, *, ignore=()):
    missing = set(dir(ref_api)) - set(dir(other_api)) - set(ignore)
    return {item for item in missing if not item.startswith("_") or item.endswith("__")}


def run_in_subinterp(code):
    raise unittest.SkipTest("needs interpreters in the interpreter")


def run_in_subinterp_with_config(code, **config):
    raise unittest.SkipTest("needs interpreters in the interpreter")


def wait_process(pid, *, exitcode, timeout=None):
    raise unittest.SkipTest("needs processes")


def check_sizeof(test, o, size):
    raise unittest.SkipTest("speaks of CPython's sizes")


def calcobjsize(fmt):
    return 0


calcvobjsize = calcobjsize


def gc_collect():
    import gc
    gc.collect()


def late_deletion(obj):
    pass


def reap_children():
    pass


@contextlib.contextmanager
def disable_gc():
    yield


@contextlib.contextmanager
def gc_threshold(*args):
    yield


@contextlib.contextmanager
def infinite_recursion(max_depth=None):
    yield


@contextlib.contextmanager
def set_recursion_limit(limit):
    saved = sys.getrecursionlimit()
    sys.setrecursionlimit(limit)
    try:
        yield
    finally:
        sys.setrecursionlimit(saved)


def get_recursion_depth():
    depth, frame = 0, sys._getframe()
    while frame is not None:
        depth, frame = depth + 1, frame.f_back
    return depth


def get_recursion_available():
    return sys.getrecursionlimit() - get_recursion_depth()


def get_c_recursion_limit():
    return 1000


def exceeds_recursion_limit():
    return 100_000


@contextlib.contextmanager
def adjust_int_max_str_digits(max_digits):
    saved = sys.get_int_max_str_digits()
    try:
        sys.set_int_max_str_digits(max_digits)
        yield
    finally:
        sys.set_int_max_str_digits(saved)


@contextlib.contextmanager
def ignore_deprecations_from(module, *, like):
    yield


def clear_ignored_deprecations(*tokens):
    pass


class SuppressCrashReport:
    def __enter__(self):
        return self

    def __exit__(self, *told):
        return False


class catch_unraisable_exception:
    def __enter__(self):
        self.unraisable = None
        self.saved = sys.unraisablehook
        sys.unraisablehook = lambda told: setattr(self, "unraisable", told)
        return self

    def __exit__(self, *told):
        sys.unraisablehook = self.saved
        self.unraisable = None


class CPUStopwatch:
    def __enter__(self):
        self.start = time.perf_counter()
        return self

    def __exit__(self, *told):
        self.seconds = time.perf_counter() - self.start
        self.clock_info = types.SimpleNamespace(resolution=1e-9)


# Changing things for a while.

@contextlib.contextmanager
def swap_attr(obj, attr, new_val):
    missing = object()
    saved = getattr(obj, attr, missing)
    setattr(obj, attr, new_val)
    try:
        yield None if saved is missing else saved
    finally:
        if saved is missing:
            delattr(obj, attr)
        else:
            setattr(obj, attr, saved)


@contextlib.contextmanager
def swap_item(obj, item, new_val):
    missing = object()
    saved = obj[item] if item in obj else missing
    obj[item] = new_val
    try:
        yield None if saved is missing else saved
    finally:
        if saved is not missing:
            obj[item] = saved
        elif item in obj:
            del obj[item]


def patch(test_instance, object_to_patch, attr_name, new_value):
    getattr(object_to_patch, attr_name)
    manager = swap_attr(object_to_patch, attr_name, new_value)
    manager.__enter__()
    test_instance.addCleanup(manager.__exit__, None, None, None)


@contextlib.contextmanager
def patch_list(orig):
    saved = orig[:]
    try:
        yield
    finally:
        orig[:] = saved


@contextlib.contextmanager
def run_with_locale(catstr, *locales):
    if any(locales):
        raise unittest.SkipTest("needs locales")
    yield


def run_with_tz(tz):
    def decorate(function):
        @functools.wraps(function)
        def inner(*args, **kwargs):
            saved = os.environ.get("TZ")
            os.environ["TZ"] = tz
            time.tzset()
            try:
                return function(*args, **kwargs)
            finally:
                if saved is None:
                    del os.environ["TZ"]
                else:
                    os.environ["TZ"] = saved
                time.tzset()
        return inner
    return decorate


def setswitchinterval(interval):
    pass


# Objects with extreme opinions.

@functools.total_ordering
class _Largest:
    def __eq__(self, other):
        return isinstance(other, _Largest)

    def __lt__(self, other):
        return False


@functools.total_ordering
class _Smallest:
    def __eq__(self, other):
        return isinstance(other, _Smallest)

    def __gt__(self, other):
        return False


class _AlwaysEq:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


class _NeverEq:
    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    def __hash__(self):
        return 1


ALWAYS_EQ = _AlwaysEq()
NEVER_EQ = _NeverEq()
LARGEST = _Largest()
SMALLEST = _Smallest()


class BrokenIter:
    def __init__(self, init_raises=False, next_raises=False, iter_raises=False):
        if init_raises:
            1 / 0
        self.next_raises = next_raises
        self.iter_raises = iter_raises

    def __next__(self):
        if self.next_raises:
            1 / 0

    def __iter__(self):
        if self.iter_raises:
            1 / 0
        return self


class Matcher:
    _partial_matches = ("msg", "message")

    def matches(self, d, **kwargs):
        return all(self.match_value(k, d.get(k), v) for k, v in kwargs.items())

    def match_value(self, k, dv, v):
        if type(v) is not type(dv):
            return False
        if isinstance(dv, str) and k in self._partial_matches:
            return v in dv
        return v == dv


def sortdict(dict):
    return "{%s}" % ", ".join("%r: %r" % pair for pair in sorted(dict.items()))


def collision_stats(nbins, nballs):
    raise unittest.SkipTest("speaks of CPython's hashes")


def maybe_get_event_loop_policy():
    return None


@contextlib.contextmanager
def disable_faulthandler():
    yield


def iter_builtin_types():
    import builtins
    for item in vars(builtins).values():
        if isinstance(item, type):
            yield item


def iter_slot_wrappers(cls):
    for name, value in vars(cls).items():
        if name.startswith("__") and type(value) is type(object.__init__):
            yield name, True
