# itertools, functools, collections and operator: what they give, how they
# show, what they refuse.
import collections
import copy
import functools
import itertools
import operator
import weakref


def show(name, f):
    try:
        print(name, f())
    except Exception as error:
        print(name, type(error).__name__, error)


# -- itertools -----------------------------------------------------------------
it = itertools
show("count", lambda: list(it.islice(it.count(10), 4)))
show("count", lambda: list(it.islice(it.count(1, 0.5), 3)))
show("count", lambda: (it.count(), it.count(2), it.count(2, 3), it.count(2.5)))
show("count", lambda: it.count("a"))
show("count", lambda: list(it.islice(it.count(2**62 - 1), 3)))
show("cycle", lambda: list(it.islice(it.cycle("abc"), 7)))
show("cycle", lambda: list(it.cycle([])))
show("repeat", lambda: (it.repeat(1), it.repeat("a", 3), list(it.repeat(7, 2)), list(it.repeat(7, -1))))
show("repeat", lambda: operator.length_hint(it.repeat(7, 5)))
show("repeat", lambda: it.repeat(1, "a"))
show("accumulate", lambda: list(it.accumulate([1, 2, 3, 4])))
show("accumulate", lambda: list(it.accumulate([1, 2, 3], operator.mul, initial=10)))
show("accumulate", lambda: list(it.accumulate([])))
show("accumulate", lambda: list(it.accumulate([], initial=3)))
show("accumulate", lambda: list(it.accumulate("abc")))
show("chain", lambda: list(it.chain([1, 2], "ab", ())))
show("chain", lambda: list(it.chain.from_iterable(["ab", [1]])))
show("chain", lambda: list(it.chain([1], 2)))
show("chain", lambda: list(it.chain()))
show("compress", lambda: list(it.compress("ABCDEF", [1, 0, 1, 0, 1])))
show("dropwhile", lambda: list(it.dropwhile(lambda x: x < 3, [1, 2, 3, 1, 4])))
show("takewhile", lambda: list(it.takewhile(lambda x: x < 3, [1, 2, 3, 1, 4])))
show("filterfalse", lambda: list(it.filterfalse(None, [0, 1, "", "a"])))
show("filterfalse", lambda: list(it.filterfalse(lambda x: x % 2, range(6))))
show("groupby", lambda: [(k, list(g)) for k, g in it.groupby("AAABBBCCA")])
show("groupby", lambda: [(k, len(list(g))) for k, g in it.groupby(range(10), lambda x: x // 4)])
show("groupby", lambda: [k for k, g in it.groupby("aab")])
groups = [g for k, g in it.groupby("aab")]
show("groupby", lambda: [list(g) for g in groups])
show("groupby", lambda: list(it.groupby([])))
show("islice", lambda: list(it.islice(range(10), 3)))
show("islice", lambda: list(it.islice(range(10), 2, None, 3)))
show("islice", lambda: list(it.islice(range(10), 2, 8, 4)))
show("islice", lambda: list(it.islice(range(3), 5, 9)))
show("islice", lambda: it.islice(range(3), -1))
show("islice", lambda: it.islice(range(3), -1, 3))
show("islice", lambda: it.islice(range(3), 0, 3, 0))
show("islice", lambda: it.islice(range(3), "a"))
source = iter(range(10))
show("islice", lambda: (list(it.islice(source, 1, 4, 2)), next(source)))
show("pairwise", lambda: list(it.pairwise("abcd")))
show("pairwise", lambda: list(it.pairwise("a")))
show("starmap", lambda: list(it.starmap(pow, [(2, 3), [3, 2]])))
show("tee", lambda: [list(x) for x in it.tee("abc", 3)])
a, b = it.tee(iter(range(5)))
show("tee", lambda: (next(a), next(a), list(b), list(a), it.tee([], 0)))
show("tee", lambda: it.tee([], -1))
c = copy.copy(it.tee("xyz")[0])
show("tee", lambda: list(c))
show("zip_longest", lambda: list(it.zip_longest("ab", [1], fillvalue="-")))
show("zip_longest", lambda: list(it.zip_longest()))
show("product", lambda: list(it.product("ab", [1, 2])))
show("product", lambda: len(list(it.product("abc", repeat=3))))
show("product", lambda: list(it.product()))
show("product", lambda: list(it.product("ab", [])))
show("product", lambda: it.product("ab", repeat=-1))
show("permutations", lambda: ["".join(p) for p in it.permutations("abc")])
show("permutations", lambda: ["".join(p) for p in it.permutations("abcd", 2)])
show("permutations", lambda: list(it.permutations("ab", 3)))
show("permutations", lambda: list(it.permutations([], 0)))
show("permutations", lambda: it.permutations("ab", -1))
show("combinations", lambda: ["".join(p) for p in it.combinations("abcd", 2)])
show("combinations", lambda: list(it.combinations("ab", 0)))
show("combinations", lambda: list(it.combinations("ab", 3)))
show("replacement", lambda: ["".join(p) for p in it.combinations_with_replacement("abc", 2)])
show("replacement", lambda: list(it.combinations_with_replacement("", 2)))
show("batched", lambda: list(it.batched("abcdefg", 3)))
show("batched", lambda: it.batched("a", 0))
show("batched", lambda: list(it.batched("abc", 2, strict=True)))
show("types", lambda: [type(x).__name__ for x in (it.count(), it.chain(), it.islice("", 1), it.groupby(""))])


class Numbers(it.chain):
    pass


show("subclass", lambda: list(Numbers([1], [2])))


def failing():
    yield 1
    raise KeyError("inside")


show("raising", lambda: list(it.chain([0], failing())))
show("raising", lambda: list(it.islice(failing(), 5)))

# -- functools -----------------------------------------------------------------
p = functools.partial(int, base=2)
show("partial", lambda: (p("101"), p.func, p.args, p.keywords, p("11", base=3)))
q = functools.partial(functools.partial(max, 1), 2, key=abs)
show("partial", lambda: (q.func, q.args, q.keywords == {"key": abs}, q(-5)))
show("partial", lambda: functools.partial(print, 1, sep="-"))
show("partial", lambda: functools.partial(3))
show("partial", lambda: functools.partial())
p.note = "kept"
show("partial", lambda: (p.note, p.__dict__, copy.copy(p)("10")))


class Special(functools.partial):
    def more(self):
        return self.args


show("partial", lambda: (Special(max, 1).more(), Special(max, 4)(3)))
show("reduce", lambda: functools.reduce(lambda x, y: x * y, [1, 2, 3, 4]))
show("reduce", lambda: functools.reduce(operator.add, [], 5))
show("reduce", lambda: functools.reduce(operator.add, []))
show("reduce", lambda: functools.reduce(operator.add, 5))
show("cmp_to_key", lambda: sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
K = functools.cmp_to_key(lambda a, b: (a > b) - (a < b))
show("cmp_to_key", lambda: (K(1) < K(2), K(1) == K(1), K(2) <= K(1), K(3).obj))
calls = []


@functools.lru_cache(maxsize=2)
def square(x):
    "Squares."
    calls.append(x)
    return x * x


show("lru", lambda: ([square(n) for n in (1, 2, 1, 3, 1, 2)], calls, square.cache_info()))
show("lru", lambda: (square.__name__, square.__doc__, square.__wrapped__(4), square.cache_parameters()))
show("lru", lambda: square([]))
show("lru", lambda: (square.cache_clear(), square.cache_info()))


@functools.lru_cache(maxsize=None, typed=True)
def kind(x, y=0):
    return type(x).__name__


show("lru", lambda: (kind(1), kind(1.0), kind(True), kind(1, y=2), kind(1), kind.cache_info()))


@functools.lru_cache(maxsize=0)
def never(x):
    return x


show("lru", lambda: (never(1), never(1), never.cache_info()))


class Owner:
    @functools.cache
    def twice(self, x):
        return 2 * x

    @functools.cached_property
    def once(self):
        calls.append("once")
        return 7


o = Owner()
show("lru", lambda: (o.twice(3), o.twice(3), Owner.twice.cache_info().hits))
show("cached_property", lambda: (o.once, o.once, calls.count("once"), vars(o)))
show("wraps", lambda: functools.wraps(square)(lambda: 0).__name__)

# -- collections ---------------------------------------------------------------
C = collections
d = C.deque([1, 2, 3])
d.append(4)
d.appendleft(0)
show("deque", lambda: (d, len(d), d[0], d[-1], 3 in d, list(reversed(d))))
show("deque", lambda: (d.pop(), d.popleft(), d))
show("deque", lambda: C.deque().pop())
show("deque", lambda: C.deque().popleft())
show("deque", lambda: d[9])
show("deque", lambda: d["a"])
d.rotate(1)
show("rotate", lambda: d)
d.rotate(-2)
show("rotate", lambda: d)
d.extendleft("ab")
d.insert(1, "i")
d.remove(2)
show("deque", lambda: (d, d.index(3), d.count("a")))
show("deque", lambda: d.remove(99))
show("deque", lambda: d.index(99))
del d[0]
d[0] = "set"
d.reverse()
show("deque", lambda: (d, d == C.deque(d), d != C.deque(), C.deque([1]) < C.deque([2]), d == list(d)))
m = C.deque(range(10), maxlen=3)
show("maxlen", lambda: (m, m.maxlen, m.append(10), m, m.appendleft(0), m))
show("maxlen", lambda: m.insert(0, 1))
show("maxlen", lambda: C.deque([], -1))
show("maxlen", lambda: (m + C.deque([7]), m * 2, copy.copy(m), m.copy().maxlen))
show("deque", lambda: m + [1])
show("deque", lambda: hash(m))
m += "xy"
show("deque", lambda: (m, bool(m), bool(C.deque())))


def changing():
    for x in m:
        m.append(x)


show("deque", changing)
r = C.deque()
r.append(r)
show("deque", lambda: r)
big = C.deque()
for i in range(1000):
    big.append(i)
    if i % 3:
        big.popleft()
show("deque", lambda: (len(big), big[0], big[-1], sum(big)))
show("deque", lambda: weakref.ref(big)() is big)


class Queue(C.deque):
    def first(self):
        return self[0]


show("deque", lambda: (Queue("ab"), Queue("ab").first(), Queue("ab", 1), vars(Queue())))

dd = C.defaultdict(list)
dd["a"].append(1)
dd["b"]
show("defaultdict", lambda: (dd, dd.default_factory, dict(dd), "c" in dd, dd.get("c")))
show("defaultdict", lambda: C.defaultdict(None)["x"])
show("defaultdict", lambda: C.defaultdict(3))
show("defaultdict", lambda: (C.defaultdict(int, {"a": 1}, b=2), dd.copy(), dd | {"z": 1}, {"z": 1} | dd))
show("defaultdict", lambda: (copy.copy(dd) == dd, type(copy.deepcopy(dd)).__name__, isinstance(dd, dict)))
dd.default_factory = None
show("defaultdict", lambda: dd["q"])


class Keyed(C.defaultdict):
    def __missing__(self, key):
        self[key] = key * 2
        return self[key]


show("defaultdict", lambda: (Keyed()["ab"], Keyed(int)))

w = C.Counter("abracadabra")
show("Counter", lambda: (w, w.most_common(2), w["z"], w.total()))
w.update("aaa")
w.subtract({"a": 1})
show("Counter", lambda: (w["a"], w + w, w - C.Counter("abc"), w & C.Counter("ab"), w | C.Counter("zz")))
show("Counter", lambda: (sorted(w.elements())[:3], C.Counter(a=1, b=0), C.Counter({"x": 2})))

P = C.namedtuple("P", "x y", defaults=[5])
show("namedtuple", lambda: (P(1), P(1, 2), P(x=3, y=4), P(1).x, P._fields, P._field_defaults))
show("namedtuple", lambda: (P(1)._replace(y=9), P._make([7, 8]), P(1)._asdict(), P(1) == (1, 5)))
show("namedtuple", lambda: P())
show("namedtuple", lambda: P(1, 2, 3))
show("namedtuple", lambda: P(1, z=3))
show("namedtuple", lambda: P(1, x=3))
show("namedtuple", lambda: P._make([1]))
show("namedtuple", lambda: P(1)._replace(q=1))
show("namedtuple", lambda: setattr(P(1), "x", 2))
show("namedtuple", lambda: (P.x.__doc__, P.__doc__, P.__new__.__name__, P.__match_args__))
show("namedtuple", lambda: C.namedtuple("Q", [])())
show("namedtuple", lambda: C.namedtuple("Q", "a class"))
show("namedtuple", lambda: C.namedtuple("Q", "a class a _b", rename=True)._fields)


class Named(P):
    @property
    def sum(self):
        return self.x + self.y


show("namedtuple", lambda: (Named(1, 2), Named(1, 2).sum))
match P(1, 2):
    case P(x=a, y=b):
        print("matched", a, b)

# -- operator ------------------------------------------------------------------
row = {"a": 1, "b": {"c": 2}}
show("itemgetter", lambda: (operator.itemgetter("a")(row), operator.itemgetter("a", "b")(row)))
show("itemgetter", lambda: operator.itemgetter(1, slice(0, 2))([1, 2, 3]))
show("itemgetter", lambda: operator.itemgetter("z")(row))
show("itemgetter", lambda: operator.itemgetter())
show("itemgetter", lambda: (operator.itemgetter(1, "a"), operator.attrgetter("a.b"), operator.methodcaller("f", 1, k=2)))
show("attrgetter", lambda: operator.attrgetter("real", "__class__.__name__")(5))
show("attrgetter", lambda: operator.attrgetter("zz")(5))
show("attrgetter", lambda: operator.attrgetter(1))
show("methodcaller", lambda: operator.methodcaller("split", ",", maxsplit=1)("a,b,c"))
show("methodcaller", lambda: operator.methodcaller("upper")("x"))
show("methodcaller", lambda: operator.methodcaller(1))
show("operators", lambda: (operator.add(1, 2), operator.floordiv(7, 2), operator.lt(1, 2), operator.not_(0), operator.contains([1], 1), operator.truth([])))
show("operators", lambda: (operator.neg(3), operator.inv(3), operator.pow(2, 5), operator.concat([1], [2]), operator.index(True), operator.abs(-2)))
show("operators", lambda: operator.concat(1, 2))
show("operators", lambda: (operator.countOf([1, 2, 1], 1), operator.indexOf("abc", "c")))
show("operators", lambda: operator.indexOf("abc", "z"))
x = [1]
y = operator.iadd(x, [2])
operator.setitem(x, 0, 9)
show("operators", lambda: (x, y is x, operator.getitem(x, 0), operator.delitem(x, 0), x, operator.is_(x, y)))
