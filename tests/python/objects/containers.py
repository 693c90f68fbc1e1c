# list, tuple, dict, set: every method, and what they say when refused.


def attempt(run):
    try:
        print(run())
    except Exception as error:
        print(type(error).__name__ + ":", error)


x = [3, 1, 2]
x.append(5)
x.extend((7, 8))
x.insert(0, "i")
x.insert(-1, "j")
x.insert(100, "k")
print(x, x.pop(), x.pop(0), x.index(7), x.count(1), 5 in x, 99 in x)
x.remove("j")
x.reverse()
print(x, x[::-1], x[1:3], x[-2:], x[::2], x[10:], x[5:1:-2])
x[1:3] = ["a", "b", "c"]
print(x)
x[::2] = [0] * len(x[::2])
print(x)
del x[1::2]
print(x)
del x[0]
x += "zz"
x *= 2
print(x, x + [1], [0] * 3, 2 * [1, 2], x.copy() == x, x is x.copy())
x.clear()
print(x, bool(x), [1, 2] < [1, 3], [1, 2] < [1, 2, 0], [2] > [1, 9], [1] == (1,), [1] != [1])
attempt(lambda: [].pop())
attempt(lambda: [1].pop(4))
attempt(lambda: [1][1])
attempt(lambda: [1]["a"])
attempt(lambda: [1][1.0])
attempt(lambda: [1].remove(2))
attempt(lambda: [1].index(2))
attempt(lambda: [1] + (1,))
attempt(lambda: [1] * "a")
attempt(lambda: [1].append())
attempt(lambda: [1].insert(1))
attempt(lambda: [1, "a"].sort())
attempt(lambda: [1].sort(5))
attempt(lambda: list(5))
attempt(lambda: list(1, 2))
attempt(lambda: [1] < 5)
attempt(lambda: hash([]))


def set_wrong(i, v):
    a = [1, 2, 3]
    a[i] = v
    return a


attempt(lambda: set_wrong(5, 1))
attempt(lambda: set_wrong(slice(None, None, 2), [1]))
attempt(lambda: set_wrong(slice(0, 2), 1))
attempt(lambda: set_wrong(slice(0, 2), []))
attempt(lambda: set_wrong("a", 1))
words = ["pear", "fig", "apple", "kiwi", "date"]
words.sort()
print(words)
words.sort(key=len, reverse=True)
print(words, sorted(words, key=lambda w: w[-1]), sorted([3, 1.5, True]), sorted("hello"))
print(sorted([(1, "b"), (1, "a"), (0, "z")]), sorted({"b": 1, "a": 2}), sorted([[2], [1, 5], [1]]))
r = []
r.append(r)
print(r, [[]] * 2, [None, True, 1.5, "q'", b"b", (1,), {}])
print([i for i in range(5) if i % 2], list("abc"), list({"k": 1}), [*range(3), *"ab"])
first, *rest = [1, 2, 3]
print(first, rest)

t = (1, 2, 3, 2)
print(t.count(2), t.index(2), t.index(2, 2), t[1:], t[::-1], t + (4,), t * 2, len(t), 3 in t, (), (1,))
print(hash((1, 2, 3)) == hash((1, 2, 3)), (1, 2) < (1, 3), (1,) == [1], tuple("ab"), tuple([1]))
attempt(lambda: t.index(9))
attempt(lambda: t[9])
attempt(lambda: t["a"])
attempt(lambda: t + [1])
attempt(lambda: hash(([],)))
attempt(lambda: t.__setitem__)


def assign():
    t[0] = 1


def drop():
    del t[0]


attempt(assign)
attempt(drop)

d = {"a": 1, "b": 2, 3: "c"}
print(d, d["a"], d.get("z"), d.get("z", 0), "a" in d, 9 in d, len(d), list(d), list(d.values()))
print(d.setdefault("n", []), d.setdefault("a", 5), d.pop("n"), d.pop("n", "dflt"))
d.update({"x": 1}, y=2)
d.update([("p", 1), ["q", 2]])
d |= {"a": 100}
print(d, d | {"zz": 0}, {**d, "b": 0}, d.popitem(), dict(a=1, b=2), dict([(1, 2)]), dict({"k": 1}, j=2))
print(d.keys(), d.items(), d.values(), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), list(reversed(d)))
print(d.keys() & {"a", "zzz"}, {"a"} | {"a": 1}.keys(), d.keys() >= {"a"}, ("a", 100) in d.items(), {"a": 1}.items() == {"a": 1}.items())
print({"a": 1} == {"a": 1.0}, {"a": 1} != {"a": 2}, {1: "i", 1.0: "f", True: "b"}, {"x": {"y": {}}})
attempt(lambda: {}["k"])
attempt(lambda: {}.pop("k"))
attempt(lambda: {}.popitem())
attempt(lambda: {[]: 1})
attempt(lambda: {}[[]])
attempt(lambda: dict(5))
attempt(lambda: dict([1]))
attempt(lambda: dict(["ab", "c"]))
attempt(lambda: dict([("a",)]))
attempt(lambda: {} < {})
attempt(lambda: {} + {})
attempt(lambda: {}.get())
attempt(lambda: {}.update(1, 2))
attempt(lambda: {}.update(5))
attempt(lambda: hash({}))


def grow():
    a = {1: 1}
    for k in a:
        a[k + 1] = 1


def grow_set():
    a = {1}
    for k in a:
        a.add(k + 1)


def delete_missing():
    a = {}
    del a["k"]


attempt(grow)
attempt(grow_set)
attempt(delete_missing)
big = {i: i * i for i in range(1000)}
for i in range(0, 1000, 2):
    del big[i]
big[0] = "zero"
print(len(big), big[999], list(big)[:3], list(big)[-1], 500 in big, sum(k for k in big))
e = {"k": 1}
e["self"] = e
print(e)

s = {3, 1, 2}
s.add(5)
s.add(1)
s.discard(99)
s.discard(5)
print(s, len(s), 2 in s, s | {9}, s & {1, 9}, s - {1}, s ^ {1, 9}, s.union([7], (8,)), s.intersection([1, 2], {2}))
print(s.difference([1]), s.symmetric_difference([1, 10]), s.issubset({1, 2, 3, 4}), s.issuperset([1]), s.isdisjoint([7]))
print(s <= {1, 2, 3}, s < {1, 2, 3}, s > {1}, s == {1, 2, 3}, s == frozenset([1, 2, 3]), s != {1}, set(), frozenset(), frozenset([1]))
s.update([4], {5})
s -= {4}
s |= {6}
s &= {1, 2, 6}
s ^= {2, 3}
print(s, set("aab") == {"a", "b"}, {i % 3 for i in range(10)}, hash(frozenset([1, 2])) == hash(frozenset([2, 1])))
s.intersection_update([1, 6])
s.difference_update([1])
s.symmetric_difference_update([6, 7])
print(s, s.pop(), s, s.copy(), frozenset({1}) | {2}, {1} | frozenset({2}), {frozenset({1}): 1}, {1} in {frozenset({1})})
attempt(lambda: {1}.remove(2))
attempt(lambda: set().pop())
attempt(lambda: {[]})
attempt(lambda: {1} | [1])
attempt(lambda: {1} + {1})
attempt(lambda: {1} < [1])
attempt(lambda: set(5))
attempt(lambda: hash(set()))
attempt(lambda: frozenset([1]).add(2))
print({100, 7, 33, 8, 64, 1, 0, -1}, set(range(20)), {10**20, 5}, set([1, 2]) | {5, 4, 3})

print(list(enumerate("ab")), list(enumerate("ab", 5)), list(zip([1, 2], "ab", (True, False))), list(zip()))
print(list(map(lambda a, b: a * b, [1, 2], [3, 4])), list(filter(None, [0, 1, "", 2])), list(filter(lambda v: v > 1, [1, 2])))
print(list(reversed([1, 2, 3])), list(reversed((1, 2))), list(reversed("ab")), list(reversed(range(3))), list(reversed({"a": 1}.items())))
attempt(lambda: list(zip([1, 2], [1], strict=True)))
attempt(lambda: list(zip([1], [1, 2], strict=True)))
attempt(lambda: list(zip([1], [1], [1, 2], strict=True)))
attempt(lambda: zip(1))
attempt(lambda: list(enumerate(5)))
attempt(lambda: map(len))
attempt(lambda: filter(1))
attempt(lambda: reversed({1}))
attempt(lambda: reversed(5))
attempt(lambda: next(iter([])))
attempt(lambda: next(5))
print(next(iter([]), "end"), list(iter([1, 2, 3].pop, 2)), type(iter([])).__name__, type(iter({})).__name__, type(iter(())).__name__)
it = iter([1, 2, 3])
print(next(it), list(it), list(it))
print(list[int], dict[str, list[int]], tuple[int, ...], list[int] == list[int], int | None, int | str | int, list[int] | None, isinstance(3, int | str))
print(list[int].__origin__, dict[str, int].__args__, list[int]([1]), type(list[int]).__name__, type(int | str).__name__)
attempt(lambda: int[str])
attempt(lambda: isinstance([], list[int]))
attempt(lambda: int | 5)
