"""Enough of doctest to run the examples in CPython's tests as test cases."""

import io
import re
import sys
import traceback
import unittest

ELLIPSIS = 1
NORMALIZE_WHITESPACE = 2
IGNORE_EXCEPTION_DETAIL = 4
SKIP = 8
DONT_ACCEPT_TRUE_FOR_1 = REPORT_NDIFF = REPORT_ONLY_FIRST_FAILURE = 0
FLAGS = {"ELLIPSIS": ELLIPSIS, "NORMALIZE_WHITESPACE": NORMALIZE_WHITESPACE,
         "IGNORE_EXCEPTION_DETAIL": IGNORE_EXCEPTION_DETAIL, "SKIP": SKIP}


class Example:
    def __init__(self, source, want, line, flags):
        self.source = source
        self.want = want
        self.line = line
        self.flags = flags


def examples_of(text):
    """The prompts in `text`, each with what is to follow it."""
    lines = text.expandtabs().split("\n")
    found, at = [], 0
    while at < len(lines):
        prompt = re.match(r"( *)>>> ?(.*)", lines[at])
        if not prompt:
            at += 1
            continue
        indent, first = len(prompt[1]), at
        source = [prompt[2]]
        at += 1
        while at < len(lines) and re.match(r" {%d}\.\.\.( |$)" % indent, lines[at]):
            source.append(lines[at][indent + 4:])
            at += 1
        want = []
        while at < len(lines) and lines[at].strip() and \
                not re.match(r" *>>>( |$)", lines[at]):
            want.append(lines[at][indent:])
            at += 1
        flags = 0
        for option in re.findall(r"# *doctest: *(.*)", "\n".join(source)):
            for name in re.findall(r"\+(\w+)", option):
                flags |= FLAGS.get(name, 0)
        code = "\n".join(source) + "\n"
        if code.strip() and not all(line.strip().startswith("#") or not line.strip()
                                    for line in source):
            found.append(Example(code, "\n".join(want) + "\n" if want else "", first, flags))
    return found


def agrees(want, got, flags):
    want = re.sub(r"(?m)^<BLANKLINE>\s*?$", "", want)
    if flags & NORMALIZE_WHITESPACE:
        want, got = " ".join(want.split()), " ".join(got.split())
    if want == got:
        return True
    if not flags & ELLIPSIS or "..." not in want:
        return False
    pattern = ".*".join(map(re.escape, want.split("...")))
    return re.fullmatch(pattern, got, re.S) is not None


def last_lines(want):
    """The part of an expected traceback that names the exception."""
    found = re.search(r"(?ms)^Traceback \((?:most recent call last|innermost last)\):\s*$"
                      r".*?(^\w[^\n]*.*)", want)
    return found[1] if found else None


class DocTestCase(unittest.TestCase):
    def __init__(self, name, examples, globs, flags):
        super().__init__("runTest")
        self.name = name
        self.examples = examples
        self.globs = globs
        self.flags = flags

    def id(self):
        return self.name

    __str__ = id

    def run_example(self, example, globs):
        out, saved, hook = io.StringIO(), sys.stdout, sys.displayhook
        sys.stdout = out

        def show(value):
            if value is not None:
                globs["_"] = value
                out.write(repr(value) + "\n")
        try:
            code = compile(example.source, f"<doctest {self.name}>", "single")
            sys.displayhook = show
            exec(code, globs)
            return out.getvalue(), None
        except Exception as error:
            return out.getvalue(), error
        finally:
            sys.stdout = saved
            sys.displayhook = hook

    def compare(self, example, got, error, flags):
        if error is None:
            if got and not got.endswith("\n"):
                got += "\n"
            want = {"1\n": "True\n", "0\n": "False\n"}.get(example.want)
            if got != want and not agrees(example.want, got, flags):
                self.fail(f"expected {example.want!r}, got {got!r}")
            return
        wanted = last_lines(example.want)
        lines = traceback.format_exception_only(type(error), error)
        if isinstance(error, SyntaxError):
            lines = lines[-1 - len(getattr(error, "__notes__", ())):]
        told = "".join(lines)
        if wanted is None:
            self.fail(f"unexpected {told!r}")
        if flags & IGNORE_EXCEPTION_DETAIL:
            wanted, told = (text.split(":")[0].split(".")[-1] for text in (wanted, told))
        if not agrees(wanted, told, flags):
            self.fail(f"expected {wanted!r}, got {told!r}")

    def runTest(self):
        globs = dict(self.globs)
        failed, first = 0, None
        for example in self.examples:
            flags = self.flags | example.flags
            if flags & SKIP:
                continue
            got, error = self.run_example(example, globs)
            with self.subTest(source=example.source):
                self.compare(example, got, error, flags)


def _with_examples(name, text, globs, flags):
    examples = examples_of(text) if text else []
    return [DocTestCase(name, examples, globs, flags)] if examples else []


def _documented(name, item, module, seen):
    """(name, text) of what in a module has documentation."""
    if id(item) in seen:
        return
    seen.add(id(item))
    yield name, getattr(item, "__doc__", None)
    if isinstance(item, type):
        for part, value in vars(item).items():
            value = getattr(value, "__func__", value)
            if isinstance(value, (type, property)) or callable(value):
                yield from _documented(f"{name}.{part}", value, module, seen)


def DocTestSuite(module=None, globs=None, optionflags=0, setUp=None, tearDown=None, **kwargs):
    if module is None:
        module = sys.modules[sys._getframe(1).f_globals["__name__"]]
    elif isinstance(module, str):
        module = __import__(module, fromlist=["*"])
    suite, globs = unittest.TestSuite(), globs or vars(module)
    cases = _with_examples(module.__name__, module.__doc__, globs, optionflags)
    seen = set()
    for part, value in list(vars(module).items()):
        if getattr(value, "__module__", None) == module.__name__:
            for name, text in _documented(f"{module.__name__}.{part}", value, module, seen):
                if isinstance(text, str):
                    cases += _with_examples(name, text, globs, optionflags)
    for key, text in getattr(module, "__test__", {}).items():
        if isinstance(text, str):
            cases += _with_examples(f"{module.__name__}.__test__.{key}", text, globs,
                                    optionflags)
    suite.addTests(cases)
    return suite


def DocFileSuite(*paths, **kwargs):
    return unittest.TestSuite()


def testmod(*args, **kwargs):
    pass
