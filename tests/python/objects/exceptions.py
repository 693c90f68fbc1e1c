# The built-in exceptions: their tree, their texts, what they carry.


def attempt(run):
    try:
        print(run())
    except BaseException as error:
        print(type(error).__name__ + ":", error)


print(ValueError("a"), repr(ValueError("a")), repr(ValueError()), repr(ValueError(1, "b")), str(ValueError(1, "b")), str(ValueError()))
print(ValueError("a").args, KeyError("k"), repr(KeyError("k")), str(KeyError()), str(KeyError(1, 2)))
for kind in (ZeroDivisionError, ModuleNotFoundError, FileNotFoundError, UnicodeDecodeError, RecursionError, NotImplementedError, IndentationError, BrokenPipeError, DeprecationWarning, StopAsyncIteration):
    print([k.__name__ for k in kind.__mro__])
print(StopIteration(5).value, StopIteration().value, SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code)
e = OSError(2, "No such file", "f.txt")
print(type(e).__name__, e, e.errno, e.strerror, e.filename, e.args, repr(e))
print(OSError("just text"), OSError(5, "io"), type(OSError(13, "x")).__name__, type(OSError(17, "x", "f")).__name__, OSError().errno, IOError is OSError)
e = ImportError("msg", name="n", path="p")
print(e, e.name, e.path, e.msg, ModuleNotFoundError("No module named 'q'", name="q").name)
e = AttributeError("m", name="n", obj=3)
print(e.name, e.obj, NameError("x", name="y").name)
attempt(lambda: ValueError(x=1))
attempt(lambda: ImportError("a", foo=1))
e = SyntaxError("bad", ("f.py", 3, 5, "text", 3, 6))
print(e, e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, SyntaxError("x"), SyntaxError().msg)
e = UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "invalid start byte")
print(e, e.encoding, e.object, e.start, e.end, e.reason)
print(UnicodeEncodeError("ascii", "a\xe9", 1, 2, "ordinal not in range(128)"), "|", UnicodeEncodeError("ascii", "\u1234\u1235", 0, 2, "why"))
e = ValueError("n")
e.add_note("first")
e.add_note("second")
print(e.__notes__, e.__cause__, e.__context__, e.__suppress_context__, e.__traceback__)
attempt(lambda: e.add_note(5))
try:
    try:
        1 / 0
    except ZeroDivisionError as inner:
        raise KeyError("outer") from inner
except KeyError as outer:
    print(repr(outer.__cause__), outer.__suppress_context__, repr(outer.__context__))
try:
    try:
        {}["a"]
    except KeyError:
        raise ValueError("second")
except ValueError as second:
    print(repr(second.__context__), second.__cause__, second.__suppress_context__)
try:
    try:
        raise KeyError(1)
    except KeyError:
        raise ValueError(2) from None
except ValueError as second:
    print(repr(second.__context__), second.__cause__, second.__suppress_context__)


def raise_it(what):
    raise what


attempt(lambda: raise_it(5))
attempt(lambda: raise_it(ValueError))
attempt(lambda: raise_it("text"))
attempt(lambda: raise_it(int))


def catch_wrong():
    try:
        1 / 0
    except "text":
        pass


attempt(catch_wrong)
attempt(lambda: ValueError("a").with_traceback(5))


class Mine(ValueError):
    code = 5

    def __str__(self):
        return "mine " + str(self.code)


try:
    raise Mine("x", 1)
except (KeyError, ValueError) as error:
    print(error, repr(error), error.args, isinstance(error, ValueError))


class Two(KeyError, AttributeError):
    pass


print(Two("k"), [k.__name__ for k in Two.__mro__][:4])
g = ExceptionGroup("many", [ValueError(1), ExceptionGroup("deep", [TypeError(2), ValueError(3)])])
print(g, g.message, g.exceptions, repr(g.split(ValueError)))
print(repr(g.subgroup(TypeError)), g.subgroup(OSError), type(BaseExceptionGroup("b", [ValueError(1)])).__name__)
attempt(lambda: ExceptionGroup("a", []))
attempt(lambda: ExceptionGroup("a", [5]))
attempt(lambda: ExceptionGroup("a", [KeyboardInterrupt()]))
attempt(lambda: ExceptionGroup("a"))
try:
    raise ExceptionGroup("eg", [ValueError("v"), TypeError("t"), OSError("o")])
except* ValueError as eg:
    print("values", eg.exceptions)
except* (TypeError, OSError) as eg:
    print("others", eg.exceptions)


def finally_order():
    try:
        return "try"
    finally:
        print("finally")


print(finally_order())


def nested():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                break
            print("body", i)
        finally:
            print("clean", i)
    else:
        print("never")


nested()
attempt(lambda: [].x)
attempt(lambda: undefined_name)
attempt(lambda: 1 / 0)
attempt(lambda: int("x"))
attempt(lambda: (1).foo)
attempt(lambda: exec("raise SystemExit(4)"))


def recurse():
    return recurse()


attempt(recurse)
a = []
a.append(a)
b = []
b.append(b)
attempt(lambda: a == b)
