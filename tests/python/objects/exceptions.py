# The built-in exceptions: their tree, their texts, what they carry.


def attempt(run):
    try:
        print(run())
    except BaseException as error:
        print(type(error).__name__ + ":", error)


print(ValueError("a"), repr(ValueError("a")), repr(ValueError()), repr(ValueError(1, "b")), str(ValueError(1, "b")), str(ValueError()))  # expect: a ValueError('a') ValueError() ValueError(1, 'b') (1, 'b') 
print(ValueError("a").args, KeyError("k"), repr(KeyError("k")), str(KeyError()), str(KeyError(1, 2)))  # expect: ('a',) 'k' KeyError('k')  (1, 2)
for kind in (ZeroDivisionError, ModuleNotFoundError, FileNotFoundError, UnicodeDecodeError, RecursionError, NotImplementedError, IndentationError, BrokenPipeError, DeprecationWarning, StopAsyncIteration):
    print([k.__name__ for k in kind.__mro__])  # expect: ['ZeroDivisionError', 'ArithmeticError', 'Exception', 'BaseException', 'object']
    # expect: ['ModuleNotFoundError', 'ImportError', 'Exception', 'BaseException', 'object']
    # expect: ['FileNotFoundError', 'OSError', 'Exception', 'BaseException', 'object']
    # expect: ['UnicodeDecodeError', 'UnicodeError', 'ValueError', 'Exception', 'BaseException', 'object']
    # expect: ['RecursionError', 'RuntimeError', 'Exception', 'BaseException', 'object']
    # expect: ['NotImplementedError', 'RuntimeError', 'Exception', 'BaseException', 'object']
    # expect: ['IndentationError', 'SyntaxError', 'Exception', 'BaseException', 'object']
    # expect: ['BrokenPipeError', 'ConnectionError', 'OSError', 'Exception', 'BaseException', 'object']
    # expect: ['DeprecationWarning', 'Warning', 'Exception', 'BaseException', 'object']
    # expect: ['StopAsyncIteration', 'Exception', 'BaseException', 'object']
print(StopIteration(5).value, StopIteration().value, SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code)  # expect: 5 None 3 None (1, 2)
e = OSError(2, "No such file", "f.txt")
print(type(e).__name__, e, e.errno, e.strerror, e.filename, e.args, repr(e))  # expect: FileNotFoundError [Errno 2] No such file: 'f.txt' 2 No such file f.txt (2, 'No such file') FileNotFoundError(2, 'No such file')
print(OSError("just text"), OSError(5, "io"), type(OSError(13, "x")).__name__, type(OSError(17, "x", "f")).__name__, OSError().errno, IOError is OSError)  # expect: just text [Errno 5] io PermissionError FileExistsError None True
e = ImportError("msg", name="n", path="p")
print(e, e.name, e.path, e.msg, ModuleNotFoundError("No module named 'q'", name="q").name)  # expect: msg n p msg q
e = AttributeError("m", name="n", obj=3)
print(e.name, e.obj, NameError("x", name="y").name)  # expect: n 3 y
attempt(lambda: ValueError(x=1))  # expect: TypeError: ValueError() takes no keyword arguments
attempt(lambda: ImportError("a", foo=1))  # expect: TypeError: ImportError() got an unexpected keyword argument 'foo'
e = SyntaxError("bad", ("f.py", 3, 5, "text", 3, 6))
print(e, e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, SyntaxError("x"), SyntaxError().msg)  # expect: bad (f.py, line 3) bad f.py 3 5 text 3 x None
e = UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "invalid start byte")
print(e, e.encoding, e.object, e.start, e.end, e.reason)  # expect: 'utf-8' codec can't decode byte 0xff in position 2: invalid start byte utf-8 b'ab\xff' 2 3 invalid start byte
print(UnicodeEncodeError("ascii", "a\xe9", 1, 2, "ordinal not in range(128)"), "|", UnicodeEncodeError("ascii", "\u1234\u1235", 0, 2, "why"))  # expect: 'ascii' codec can't encode character '\xe9' in position 1: ordinal not in range(128) | 'ascii' codec can't encode characters in position 0-1: why
e = ValueError("n")
e.add_note("first")
e.add_note("second")
print(e.__notes__, e.__cause__, e.__context__, e.__suppress_context__, e.__traceback__)  # expect: ['first', 'second'] None None False None
attempt(lambda: e.add_note(5))  # expect: TypeError: note must be a str, not 'int'
try:
    try:
        1 / 0
    except ZeroDivisionError as inner:
        raise KeyError("outer") from inner
except KeyError as outer:
    print(repr(outer.__cause__), outer.__suppress_context__, repr(outer.__context__))  # expect: ZeroDivisionError('division by zero') True ZeroDivisionError('division by zero')
try:
    try:
        {}["a"]
    except KeyError:
        raise ValueError("second")
except ValueError as second:
    print(repr(second.__context__), second.__cause__, second.__suppress_context__)  # expect: KeyError('a') None False
try:
    try:
        raise KeyError(1)
    except KeyError:
        raise ValueError(2) from None
except ValueError as second:
    print(repr(second.__context__), second.__cause__, second.__suppress_context__)  # expect: KeyError(1) None True


def raise_it(what):
    raise what


attempt(lambda: raise_it(5))  # expect: TypeError: exceptions must derive from BaseException
attempt(lambda: raise_it(ValueError))  # expect: ValueError: 
attempt(lambda: raise_it("text"))  # expect: TypeError: exceptions must derive from BaseException
attempt(lambda: raise_it(int))  # expect: TypeError: exceptions must derive from BaseException


def catch_wrong():
    try:
        1 / 0
    except "text":
        pass


attempt(catch_wrong)  # expect: TypeError: catching classes that do not inherit from BaseException is not allowed
attempt(lambda: ValueError("a").with_traceback(5))  # expect: TypeError: __traceback__ must be a traceback or None


class Mine(ValueError):
    code = 5

    def __str__(self):
        return "mine " + str(self.code)


try:
    raise Mine("x", 1)
except (KeyError, ValueError) as error:
    print(error, repr(error), error.args, isinstance(error, ValueError))  # expect: mine 5 Mine('x', 1) ('x', 1) True


class Two(KeyError, AttributeError):
    pass


print(Two("k"), [k.__name__ for k in Two.__mro__][:4])  # expect: 'k' ['Two', 'KeyError', 'LookupError', 'AttributeError']
g = ExceptionGroup("many", [ValueError(1), ExceptionGroup("deep", [TypeError(2), ValueError(3)])])
print(g, g.message, g.exceptions, repr(g.split(ValueError)))  # expect: many (2 sub-exceptions) many (ValueError(1), ExceptionGroup('deep', [TypeError(2), ValueError(3)])) (ExceptionGroup('many', [ValueError(1), ExceptionGroup('deep', [ValueError(3)])]), ExceptionGroup('many', [ExceptionGroup('deep', [TypeError(2)])]))
print(repr(g.subgroup(TypeError)), g.subgroup(OSError), type(BaseExceptionGroup("b", [ValueError(1)])).__name__)  # expect: ExceptionGroup('many', [ExceptionGroup('deep', [TypeError(2)])]) None ExceptionGroup
attempt(lambda: ExceptionGroup("a", []))  # expect: ValueError: second argument (exceptions) must be a non-empty sequence
attempt(lambda: ExceptionGroup("a", [5]))  # expect: ValueError: Item 0 of second argument (exceptions) is not an exception
attempt(lambda: ExceptionGroup("a", [KeyboardInterrupt()]))  # expect: TypeError: Cannot nest BaseExceptions in an ExceptionGroup
attempt(lambda: ExceptionGroup("a"))  # expect: TypeError: BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)
try:
    raise ExceptionGroup("eg", [ValueError("v"), TypeError("t"), OSError("o")])
except* ValueError as eg:
    print("values", eg.exceptions)  # expect: values (ValueError('v'),)
except* (TypeError, OSError) as eg:
    print("others", eg.exceptions)  # expect: others (TypeError('t'), OSError('o'))


def finally_order():
    try:
        return "try"
    finally:
        print("finally")


print(finally_order())  # expect: finally
# expect: try


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


nested()  # expect: body 0
# expect: clean 0
# expect: clean 1
# expect: clean 2
attempt(lambda: [].x)  # expect: AttributeError: 'list' object has no attribute 'x'
attempt(lambda: undefined_name)  # expect: NameError: name 'undefined_name' is not defined
attempt(lambda: 1 / 0)  # expect: ZeroDivisionError: division by zero
attempt(lambda: int("x"))  # expect: ValueError: invalid literal for int() with base 10: 'x'
attempt(lambda: (1).foo)  # expect: AttributeError: 'int' object has no attribute 'foo'
attempt(lambda: exec("raise SystemExit(4)"))  # expect: SystemExit: 4


def recurse():
    return recurse()


attempt(recurse)  # expect: RecursionError: maximum recursion depth exceeded
a = []
a.append(a)
b = []
b.append(b)
attempt(lambda: a == b)  # expect: RecursionError: maximum recursion depth exceeded in comparison
