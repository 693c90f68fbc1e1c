"""Runs CPython's own tests with limbeck and counts how they end.

usage: cpython_tests.py PYRUN [MODULE…] [-v] [--json FILE] [--lib FOLDER]

PYRUN runs a Python file (build/…/tests/pyrun). The tests are those of the
Python that runs this script (3.13), or of --lib; `test.support` and `doctest`
are our own stand-ins in tests/python/cpython. -v lists every test that does
not pass; causes are grouped at the end, the most frequent first.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import selectors
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
MODULES = """
test_grammar test_syntax test_exceptions test_baseexception test_raise test_generators
test_genexps test_listcomps test_setcomps test_dictcomps test_yield_from test_coroutines
test_asyncgen test_dict test_dictviews test_list test_set test_tuple test_int
test_int_literal test_long test_float test_complex test_bool test_str test_bytes
test_string_literals test_fstring test_format test_slice test_range test_sort
test_enumerate test_iter test_itertools test_functools test_collections test_defaultdict
test_deque test_ordered_dict test_userdict test_userlist test_userstring test_contextlib
test_contextlib_async test_dataclasses test_enum test_decimal test_fractions
test_json.test_decode test_json.test_default test_json.test_dump test_json.test_encode_basestring_ascii
test_json.test_enum test_json.test_fail test_json.test_float test_json.test_indent
test_json.test_pass1 test_json.test_pass2 test_json.test_pass3 test_json.test_recursion
test_json.test_scanstring test_json.test_separators test_json.test_speedups
test_json.test_unicode test_re test_datetime test_textwrap test_string test_base64
test_binascii test_hashlib test_hmac test_struct test_math test_random test_copy
test_operator test_patma test_descr test_class test_super test_scope test_global
test_keywordonlyarg test_positional_only_arg test_extcall test_unpack test_unpack_ex
test_with test_decorators test_property test_typing test_abc test_types test_type_params
test_type_aliases test_type_annotations test_genericalias test_genericclass
test_subclassinit test_metaclass test_named_expressions test_except_star
test_exception_group test_exception_hierarchy test_exception_variations
test_augassign test_binop test_compare test_richcmp test_contains test_index test_hash
test_isinstance test_funcattrs test_dynamic test_call test_builtin test_print
test_configparser test_argparse test_optparse test_csv test_urlparse test_uuid test_logging
test_inspect.test_inspect test_shlex test_pathlib.test_pathlib test_pathlib.test_pathlib_abc
test_heapq test_bisect test_graphlib test_keyword test_secrets test_statistics
test_calendar test_ipaddress test_pprint test_reprlib test_string_literals test_strtod
test_time test_strptime test_unicodedata test_ucn test_unicode_identifiers test_traceback
test_warnings test_weakref test_weakset test_context test_zlib test_gzip test_tempfile
test_shutil test_fnmatch test_glob test_genericpath test_posixpath test_io test_getopt
test_html test_numeric_tower test_abstract_numbers test_pow test_unary test_long
test_difflib test_zoneinfo.test_zoneinfo test_module test_pkgutil test_future_stmt.test_future
test_code test_compile test_eof test_frame test_gettext test_iterlen test_mimetypes
test_opcodes test_platform test_queue test_sys test_threading_local test_timeit
test_typechecks test_univnewlines test_utf8source test_source_encoding test_colorsys
test_ast.test_ast test_copyreg test_linecache test_codecs test_charmapcodec test_pep646_syntax
""".split()


class Module:
    """One file of tests, run in as many processes as it ends before time."""

    def __init__(self, name, options):
        self.name = name if name.startswith("test.") else "test." + name
        self.options = options
        self.outcomes = {}
        self.current = None
        self.ended = False
        self.seconds = 0.0

    def run(self):
        started = time.monotonic()
        for _ in range(40):
            self.current, before = None, len(self.outcomes)
            status = self.run_once()
            if self.ended:
                break
            self.outcomes[self.current or self.name] = (status, status, "")
            if self.current is None or len(self.outcomes) == before:
                break
        self.seconds = time.monotonic() - started

    def run_once(self):
        environment = dict(os.environ, CPYTHON_TESTS=str(self.options.lib / "test"))
        with tempfile.TemporaryDirectory() as folder, \
                open(os.path.join(folder, "errors"), "w+") as errors:
            process = subprocess.Popen(
                [self.options.pyrun, str(HERE / "cpython" / "run_module.py"), self.name,
                 *self.outcomes], stdout=subprocess.PIPE, stderr=errors, text=True,
                cwd=folder, env=environment, errors="replace")
            status = self.read(process)
            if status is None:
                process.wait()
                errors.seek(0)
                last = errors.read().strip().splitlines()[-1:]
                status = f"ended the process ({process.returncode})"
                if process.returncode == 2 and last:
                    status += f": {last[0]}"
            process.stdout.close()
        return status

    def read(self, process):
        """Follows one process; what it was ended for, or None."""
        selector = selectors.DefaultSelector()
        selector.register(process.stdout, selectors.EVENT_READ)
        os.set_blocking(process.stdout.fileno(), False)
        text, limit = "", time.monotonic() + self.options.timeout
        while True:
            if not selector.select(max(0, limit - time.monotonic())):
                process.kill()
                process.wait()
                return f"took more than {self.options.timeout} s"
            part = process.stdout.read()
            if not part:
                return None
            *lines, text = (text + part).split("\n")
            for line in lines:
                limit = time.monotonic() + self.options.timeout
                if line.startswith("{"):
                    self.told(json.loads(line))

    def told(self, line):
        event = line["event"]
        if event == "start":
            self.current = line["id"]
        elif event == "end":
            self.ended = True
        elif event != "import":
            known = self.outcomes.get(line["id"])
            if known is None or known[0] == "pass":
                self.outcomes[line["id"]] = (event, line["cause"], line["place"])
            if line["id"] == self.name:
                self.ended = True

    def count(self, outcome):
        return sum(told[0] == outcome for told in self.outcomes.values())

    @property
    def run_tests(self):
        return len(self.outcomes) - self.count("skip")


def shape(cause):
    """The cause without what differs from test to test."""
    first = cause.split("\n")[0]
    first = re.sub(r"0x[0-9a-f]+", "0x…", first)
    return re.sub(r"\d{3,}", "…", first)[:150]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pyrun", type=os.path.abspath)
    parser.add_argument("modules", nargs="*")
    parser.add_argument("-v", action="store_true")
    parser.add_argument("--json")
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("--lib", type=pathlib.Path, default=pathlib.Path(os.__file__).parent)
    options = parser.parse_args()
    causes, total, record = collections.Counter(), [0, 0, 0], {}
    examples = {}
    for name in dict.fromkeys(options.modules or MODULES):
        module = Module(name, options)
        module.run()
        passed, run, skipped = module.count("pass"), module.run_tests, module.count("skip")
        total = [total[0] + passed, total[1] + run, total[2] + skipped]
        record[name] = {"passed": passed, "run": run, "skipped": skipped,
                        "outcomes": module.outcomes}
        print(f"{name:40} {passed:5} of {run:5} passed, {skipped:4} skipped "
              f"({module.seconds:.1f} s)", flush=True)
        for test, (outcome, cause, place) in module.outcomes.items():
            if outcome in ("pass", "skip"):
                continue
            causes[shape(cause)] += 1
            examples.setdefault(shape(cause), f"{test} {place}")
            if options.v:
                print(f"    {outcome} {test} {place}\n        {cause[:300]}")
    print(f"\n{total[0]} of {total[1]} passed, {total[2]} skipped")
    print("\nThe most frequent causes:")
    for cause, count in causes.most_common(60):
        print(f"{count:5} {cause}\n        {examples[cause]}")
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(record, indent=1))


if __name__ == "__main__":
    sys.exit(main())
