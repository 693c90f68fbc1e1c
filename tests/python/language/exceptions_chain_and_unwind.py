def f():
    try:
        return "try"
    finally:
        print("finally")
print(f())
def g():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
            print("body", i)
        finally:
            print("fin", i)
    else:
        print("else")
    return "end"
print(g())
def h():
    try:
        raise ValueError(1)
    except ValueError as e:
        try:
            raise KeyError(2) from e
        except KeyError as k:
            print(repr(k.__cause__), repr(k.__context__), k.__suppress_context__)
    try:
        e
    except UnboundLocalError as err:
        print(err)
h()
try:
    try: 1/0
    finally: {}["x"]
except KeyError as e: print(repr(e.__context__))
def swallow():
    while True:
        try: raise ValueError
        finally: return "swallowed"
print(swallow())
try:
    raise ValueError("a") from None
except ValueError as e: print(e.__suppress_context__, e.__cause__)
try: raise 5
except TypeError as e: print(e)
try: raise ValueError from 5
except TypeError as e: print(e)
class E(Exception):
    def __init__(self, a, b): super().__init__(a); self.b = b
try: raise E(1, 2)
except (KeyError, E) as e: print(e, e.b, e.args)
else: print("no")
try: pass
except: print("no")
else: print("else")
finally: print("finally")
def nested():
    try:
        try: raise ValueError("inner")
        except KeyError: print("no")
        finally: print("f1")
    except ValueError as e:
        print("outer", e)
        try: raise
        except ValueError as e2: print("again", e2 is e)
nested()
try: raise
except RuntimeError as e: print(e)
import sys
def info():
    try: 1/0
    except ZeroDivisionError: return sys.exc_info()[0]
print(info(), sys.exc_info())
assert True
try: assert 1 == 2, "msg"
except AssertionError as e: print(repr(e))
try: assert 0
except AssertionError as e: print(repr(e))
try:
    try: raise OSError(2, "No such", "f")
    except FileNotFoundError as e: print(e, e.errno, e.filename); raise
except OSError as e: print(type(e))
e = ValueError("x"); e.add_note("n1"); print(e.__notes__)
def deep(n): return deep(n + 1)
try: deep(0)
except RecursionError as e: print(e)
try: undefined_name
except NameError as e: print(e, e.name)
def unbound():
    print(x)
    x = 1
try: unbound()
except UnboundLocalError as e: print(e)
