print(len([1,2]), abs(-3), abs(-2.5), min(3,1,2), max([1,5,2]), min([], default=0), max("a","bb",key=len))
print(sum([1,2,3]), sum([0.1]*10), sum([[1],[2]], []), any([0,1]), all([]), round(2.5), round(3.14159, 2), round(1234, -2))
print(divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), pow(2, 10), pow(3, -1), pow(2, 100, 7))
print(sorted([3,1,2]), sorted("bca", reverse=True), sorted([(1,"b"),(1,"a")]), sorted([3,1,2], key=lambda x: -x))
print(list(map(lambda a, b: a + b, [1,2], [3,4])), list(filter(None, [0,1,2])), list(zip([1,2],[3,4],[5,6])))
print(list(enumerate("ab")), list(reversed([1,2,3])), chr(8364), ord("€"), bin(10), oct(8), hex(255), hex(-1))
print(isinstance(1, int), isinstance(True, int), isinstance("a", (int, str)), issubclass(bool, int), isinstance(1, int | str))
print(callable(len), callable(5), hash("a") == hash("a"), repr("a'b"), ascii("é"), format(3.5, ".2f"), format(10, "b"))
class A:
    x = 1
    def __init__(self): self.y = 2
a = A()
print(getattr(a, "y"), getattr(a, "z", "def"), hasattr(a, "x"), hasattr(a, "q"), vars(a))
setattr(a, "z", 5); delattr(a, "y"); print(vars(a), "x" in dir(a))
it = iter([1,2]); print(next(it), next(it), next(it, "end"))
try: next(it)
except StopIteration: print("stop")
f = iter(lambda c=[0]: c.append(1) or len(c), 4); print(list(f))
print(eval("1 + x", {"x": 2}), eval("a + b", {"a": 1}, {"b": 2}))
ns = {}; exec("def q(n):\n  return n * 2\nz = q(4)", ns); print(ns["z"])
code = compile("1 + 1", "<s>", "eval"); print(eval(code))
def loc():
    a = 1; b = 2
    return locals()
print(loc(), type(globals()))
print(type(1), type("a"), type(None), type(...), type(NotImplemented), type(len), type(lambda: 0), type(A), type(a.__init__))
print(int("12"), int("ff", 16), int(3.9), float("1.5"), str(5), bool([]), list("ab"), tuple([1]), set([1]), dict(a=1), bytes([65]), complex(1, 2))
for bad in ["int('x')", "[].pop()", "{}['a']", "1 + 'a'", "'a' + 1", "len(5)", "None.foo", "[][1]", "(1)[0]", "float('x')", "max([])", "chr(-1)", "ord('ab')", "abs('a')", "sum(['a'])", "int([])", "'a'.foo", "range(1,2,0)", "object().x", "sorted([1,'a'])", "iter(5)", "isinstance(1, 5)", "round('a')", "print(end=5)", "getattr(1, 5)", "hash([])", "{[]: 1}", "'abc'['a']", "[1]['a']", "1 < 'a'", "-'a'", "1 @ 2", "1 in 5", "super()", "vars(5)", "next(5)", "int('1', 99)", "bytes(-1)", "[].remove(1)", "{}.popitem()", "'x'.index('y')", "(1,2).index(3)", "type(1, 2)", "1()", "dict([1])", "set(5)"]:
    try: print(bad, eval(bad))
    except Exception as e: print(bad, "->", type(e).__name__, e)
