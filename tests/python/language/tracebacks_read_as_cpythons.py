import sys, traceback
def run(fn):
    try: fn()
    except BaseException:
        print(traceback.format_exc().replace(__file__.rpartition("/")[0] + "/", ""))
    print("=====")
def f(x):
    return g(x) + 1
def g(x):
    return x["a"]["b"] + undefined_thing
run(lambda: f({}))
run(lambda: f({"a": {"b": 1}}))
run(lambda: (1 + 2) / 0)
def chained():
    try: {}["k"]
    except KeyError as e: raise ValueError("bad") from e
run(chained)
def implicit():
    try: {}["k"]
    except KeyError: int("x")
run(implicit)
class A:
    attribute = 1
def attr(): A().atribute
run(attr)
def name():
    foobar = 1
    print(foobaz)
run(name)


def imp2(): import nosuchmodule.x
def rec(n): rec(n + 1)
run(lambda: rec(0))
def grp(): raise ExceptionGroup("eg", [ValueError(1), ExceptionGroup("in", [TypeError("t")]), KeyError("k")])
run(grp)
def notes():
    e = ValueError("v"); e.add_note("a note\nsecond"); raise e
run(notes)
def multi():
    return sum(
        [1,
         "a"],
    )
run(multi)
def syn(): compile("x = = 1\n", "file.py", "exec")
run(syn)
def asr():
    x = 5
    assert x == 6, f"got {x}"
run(asr)
def call_attr():
    a = A()
    return a.attribute.foo.bar(1, 2)
run(call_attr)
def sub():
    d = {"x": [1]}
    d["x"][5] = 3
run(sub)
def unicode_line():
    é = "ü" + 1
run(unicode_line)
class E(Exception):
    def __str__(self): return "custom"
def cust(): raise E
run(cust)
def exc_noarg(): raise ValueError
run(exc_noarg)
def w():
    with open("/nonexistent/x") as fh: pass
run(w)
def comp(): return [1/x for x in [1, 0]]
run(comp)
def gen():
    yield 1
    1/0
run(lambda: list(gen()))
def math_op():
    a = 1; b = "x"
    c = (a *
         b) - (a // 0)
run(math_op)
