# Where in a line something failed, as traceback and sys tell it.
import io
import sys
import traceback


def inner(value):
    return value["é"] + value["missing"]


def outer():
    inner({"é": 1})


try:
    outer()
except KeyError as error:
    for entry in traceback.extract_tb(error.__traceback__)[1:]:
        print(entry.name, entry.lineno, entry.end_lineno, entry.colno, entry.end_colno, entry.line)
    print(len(traceback.extract_tb(error.__traceback__, limit=1)))
for attempt in (lambda: bytearray(1.5), lambda: bytearray([300]), lambda: bytes([300]),
                lambda: bytes(1.5), lambda: bytearray(b"a").append(256)):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, error)
sys.breakpointhook = lambda *args, **kw: print("hooked", args, kw)
breakpoint(1, two=2)


class Failing:
    def __del__(self):
        raise ValueError("in the end")


told = []
sys.unraisablehook = lambda unraisable: told.append((unraisable.exc_type, str(unraisable.exc_value)))
failing = Failing()
del failing
print(told)
shown, sys.stdout = sys.stdout, io.StringIO()
sys.displayhook([1])
sys.displayhook(None)
text, sys.stdout = sys.stdout.getvalue(), shown
print(repr(text))
