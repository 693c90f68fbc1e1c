class CM:
    def __init__(self, name, suppress=False): self.name, self.suppress = name, suppress
    def __enter__(self): print("enter", self.name); return self
    def __exit__(self, t, v, tb): print("exit", self.name, t and t.__name__, v, tb is not None); return self.suppress
with CM("a") as a, CM("b") as b: print(a.name, b.name)
with CM("s", True): raise ValueError("x")
try:
    with CM("n"): raise KeyError("k")
except KeyError: print("out")
def f():
    with CM("r"): return 1
print(f())
for i in range(2):
    with CM(i):
        if i == 0: continue
        break
with (CM("p") as p, CM("q")): print("paren")
try:
    with 5: pass
except TypeError as e: print(e)
class OnlyEnter:
    def __enter__(self): pass
try:
    with OnlyEnter(): pass
except TypeError as e: print(e)
from contextlib import contextmanager, suppress, ExitStack
@contextmanager
def ctx(x):
    print("in", x)
    try: yield x * 2
    finally: print("out", x)
with ctx(4) as v: print(v)
try:
    with ctx(5): 1/0
except ZeroDivisionError as e: print(e)
with suppress(KeyError): {}["a"]
with ExitStack() as stack:
    stack.enter_context(ctx(1)); stack.enter_context(ctx(2))
