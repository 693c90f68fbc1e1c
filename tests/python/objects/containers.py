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
print(x, x.pop(), x.pop(0), x.index(7), x.count(1), 5 in x, 99 in x)  # expect: [3, 1, 2, 5, 7, 'j', 8] k i 4 1 True False
x.remove("j")
x.reverse()
print(x, x[::-1], x[1:3], x[-2:], x[::2], x[10:], x[5:1:-2])  # expect: [8, 7, 5, 2, 1, 3] [3, 1, 2, 5, 7, 8] [7, 5] [1, 3] [8, 5, 1] [] [3, 2]
x[1:3] = ["a", "b", "c"]
print(x)  # expect: [8, 'a', 'b', 'c', 2, 1, 3]
x[::2] = [0] * len(x[::2])
print(x)  # expect: [0, 'a', 0, 'c', 0, 1, 0]
del x[1::2]
print(x)  # expect: [0, 0, 0, 0]
del x[0]
x += "zz"
x *= 2
print(x, x + [1], [0] * 3, 2 * [1, 2], x.copy() == x, x is x.copy())  # expect: [0, 0, 0, 'z', 'z', 0, 0, 0, 'z', 'z'] [0, 0, 0, 'z', 'z', 0, 0, 0, 'z', 'z', 1] [0, 0, 0] [1, 2, 1, 2] True False
x.clear()
print(x, bool(x), [1, 2] < [1, 3], [1, 2] < [1, 2, 0], [2] > [1, 9], [1] == (1,), [1] != [1])  # expect: [] False True True True False False
attempt(lambda: [].pop())  # expect: IndexError: pop from empty list
attempt(lambda: [1].pop(4))  # expect: IndexError: pop index out of range
attempt(lambda: [1][1])  # expect: IndexError: list index out of range
attempt(lambda: [1]["a"])  # expect: TypeError: list indices must be integers or slices, not str
attempt(lambda: [1][1.0])  # expect: TypeError: list indices must be integers or slices, not float
attempt(lambda: [1].remove(2))  # expect: ValueError: list.remove(x): x not in list
attempt(lambda: [1].index(2))  # expect: ValueError: 2 is not in list
attempt(lambda: [1] + (1,))  # expect: TypeError: can only concatenate list (not "tuple") to list
attempt(lambda: [1] * "a")  # expect: TypeError: can't multiply sequence by non-int of type 'str'
attempt(lambda: [1].append())  # expect: TypeError: list.append() takes exactly one argument (0 given)
attempt(lambda: [1].insert(1))  # expect: TypeError: insert expected 2 arguments, got 1
attempt(lambda: [1, "a"].sort())  # expect: TypeError: '<' not supported between instances of 'str' and 'int'
attempt(lambda: [1].sort(5))  # expect: TypeError: sort() takes no positional arguments
attempt(lambda: list(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: list(1, 2))  # expect: TypeError: list expected at most 1 argument, got 2
attempt(lambda: [1] < 5)  # expect: TypeError: '<' not supported between instances of 'list' and 'int'
attempt(lambda: hash([]))  # expect: TypeError: unhashable type: 'list'


def set_wrong(i, v):
    a = [1, 2, 3]
    a[i] = v
    return a


attempt(lambda: set_wrong(5, 1))  # expect: IndexError: list assignment index out of range
attempt(lambda: set_wrong(slice(None, None, 2), [1]))  # expect: ValueError: attempt to assign sequence of size 1 to extended slice of size 2
attempt(lambda: set_wrong(slice(0, 2), 1))  # expect: TypeError: must assign iterable to extended slice
attempt(lambda: set_wrong(slice(0, 2), []))  # expect: [3]
attempt(lambda: set_wrong("a", 1))  # expect: TypeError: list indices must be integers or slices, not str
words = ["pear", "fig", "apple", "kiwi", "date"]
words.sort()
print(words)  # expect: ['apple', 'date', 'fig', 'kiwi', 'pear']
words.sort(key=len, reverse=True)
print(words, sorted(words, key=lambda w: w[-1]), sorted([3, 1.5, True]), sorted("hello"))  # expect: ['apple', 'date', 'kiwi', 'pear', 'fig'] ['apple', 'date', 'fig', 'kiwi', 'pear'] [True, 1.5, 3] ['e', 'h', 'l', 'l', 'o']
print(sorted([(1, "b"), (1, "a"), (0, "z")]), sorted({"b": 1, "a": 2}), sorted([[2], [1, 5], [1]]))  # expect: [(0, 'z'), (1, 'a'), (1, 'b')] ['a', 'b'] [[1], [1, 5], [2]]
r = []
r.append(r)
print(r, [[]] * 2, [None, True, 1.5, "q'", b"b", (1,), {}])  # expect: [[...]] [[], []] [None, True, 1.5, "q'", b'b', (1,), {}]
print([i for i in range(5) if i % 2], list("abc"), list({"k": 1}), [*range(3), *"ab"])  # expect: [1, 3] ['a', 'b', 'c'] ['k'] [0, 1, 2, 'a', 'b']
first, *rest = [1, 2, 3]
print(first, rest)  # expect: 1 [2, 3]

t = (1, 2, 3, 2)
print(t.count(2), t.index(2), t.index(2, 2), t[1:], t[::-1], t + (4,), t * 2, len(t), 3 in t, (), (1,))  # expect: 2 1 3 (2, 3, 2) (2, 3, 2, 1) (1, 2, 3, 2, 4) (1, 2, 3, 2, 1, 2, 3, 2) 4 True () (1,)
print(hash((1, 2, 3)) == hash((1, 2, 3)), (1, 2) < (1, 3), (1,) == [1], tuple("ab"), tuple([1]))  # expect: True True False ('a', 'b') (1,)
attempt(lambda: t.index(9))  # expect: ValueError: tuple.index(x): x not in tuple
attempt(lambda: t[9])  # expect: IndexError: tuple index out of range
attempt(lambda: t["a"])  # expect: TypeError: tuple indices must be integers or slices, not str
attempt(lambda: t + [1])  # expect: TypeError: can only concatenate tuple (not "list") to tuple
attempt(lambda: hash(([],)))  # expect: TypeError: unhashable type: 'list'
attempt(lambda: t.__setitem__)  # expect: AttributeError: 'tuple' object has no attribute '__setitem__'


def assign():
    t[0] = 1


def drop():
    del t[0]


attempt(assign)  # expect: TypeError: 'tuple' object does not support item assignment
attempt(drop)  # expect: TypeError: 'tuple' object doesn't support item deletion

d = {"a": 1, "b": 2, 3: "c"}
print(d, d["a"], d.get("z"), d.get("z", 0), "a" in d, 9 in d, len(d), list(d), list(d.values()))  # expect: {'a': 1, 'b': 2, 3: 'c'} 1 None 0 True False 3 ['a', 'b', 3] [1, 2, 'c']
print(d.setdefault("n", []), d.setdefault("a", 5), d.pop("n"), d.pop("n", "dflt"))  # expect: [] 1 [] dflt
d.update({"x": 1}, y=2)
d.update([("p", 1), ["q", 2]])
d |= {"a": 100}
print(d, d | {"zz": 0}, {**d, "b": 0}, d.popitem(), dict(a=1, b=2), dict([(1, 2)]), dict({"k": 1}, j=2))  # expect: {'a': 100, 'b': 2, 3: 'c', 'x': 1, 'y': 2, 'p': 1} {'a': 100, 'b': 2, 3: 'c', 'x': 1, 'y': 2, 'p': 1, 'q': 2, 'zz': 0} {'a': 100, 'b': 0, 3: 'c', 'x': 1, 'y': 2, 'p': 1, 'q': 2} ('q', 2) {'a': 1, 'b': 2} {1: 2} {'k': 1, 'j': 2}
print(d.keys(), d.items(), d.values(), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), list(reversed(d)))  # expect: dict_keys(['a', 'b', 3, 'x', 'y', 'p']) dict_items([('a', 100), ('b', 2), (3, 'c'), ('x', 1), ('y', 2), ('p', 1)]) dict_values([100, 2, 'c', 1, 2, 1]) {'a': None, 'b': None} {1: 0, 2: 0} ['p', 'y', 'x', 3, 'b', 'a']
print(d.keys() & {"a", "zzz"}, {"a"} | {"a": 1}.keys(), d.keys() >= {"a"}, ("a", 100) in d.items(), {"a": 1}.items() == {"a": 1}.items())  # expect: {'a'} {'a'} True True True
print({"a": 1} == {"a": 1.0}, {"a": 1} != {"a": 2}, {1: "i", 1.0: "f", True: "b"}, {"x": {"y": {}}})  # expect: True True {1: 'b'} {'x': {'y': {}}}
attempt(lambda: {}["k"])  # expect: KeyError: 'k'
attempt(lambda: {}.pop("k"))  # expect: KeyError: 'k'
attempt(lambda: {}.popitem())  # expect: KeyError: 'popitem(): dictionary is empty'
attempt(lambda: {[]: 1})  # expect: TypeError: unhashable type: 'list'
attempt(lambda: {}[[]])  # expect: TypeError: unhashable type: 'list'
attempt(lambda: dict(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: dict([1]))  # expect: TypeError: cannot convert dictionary update sequence element #0 to a sequence
attempt(lambda: dict(["ab", "c"]))  # expect: ValueError: dictionary update sequence element #1 has length 1; 2 is required
attempt(lambda: dict([("a",)]))  # expect: ValueError: dictionary update sequence element #0 has length 1; 2 is required
attempt(lambda: {} < {})  # expect: TypeError: '<' not supported between instances of 'dict' and 'dict'
attempt(lambda: {} + {})  # expect: TypeError: unsupported operand type(s) for +: 'dict' and 'dict'
attempt(lambda: {}.get())  # expect: TypeError: get expected at least 1 argument, got 0
attempt(lambda: {}.update(1, 2))  # expect: TypeError: update expected at most 1 argument, got 2
attempt(lambda: {}.update(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: hash({}))  # expect: TypeError: unhashable type: 'dict'


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


attempt(grow)  # expect: RuntimeError: dictionary changed size during iteration
attempt(grow_set)  # expect: RuntimeError: Set changed size during iteration
attempt(delete_missing)  # expect: KeyError: 'k'
big = {i: i * i for i in range(1000)}
for i in range(0, 1000, 2):
    del big[i]
big[0] = "zero"
print(len(big), big[999], list(big)[:3], list(big)[-1], 500 in big, sum(k for k in big))  # expect: 501 998001 [1, 3, 5] 0 False 250000
e = {"k": 1}
e["self"] = e
print(e)  # expect: {'k': 1, 'self': {...}}

s = {3, 1, 2}
s.add(5)
s.add(1)
s.discard(99)
s.discard(5)
print(s, len(s), 2 in s, s | {9}, s & {1, 9}, s - {1}, s ^ {1, 9}, s.union([7], (8,)), s.intersection([1, 2], {2}))  # expect: {1, 2, 3} 3 True {1, 2, 3, 9} {1} {2, 3} {2, 3, 9} {1, 2, 3, 7, 8} {2}
print(s.difference([1]), s.symmetric_difference([1, 10]), s.issubset({1, 2, 3, 4}), s.issuperset([1]), s.isdisjoint([7]))  # expect: {2, 3} {3, 10, 2} True True True
print(s <= {1, 2, 3}, s < {1, 2, 3}, s > {1}, s == {1, 2, 3}, s == frozenset([1, 2, 3]), s != {1}, set(), frozenset(), frozenset([1]))  # expect: True False True True True True set() frozenset() frozenset({1})
s.update([4], {5})
s -= {4}
s |= {6}
s &= {1, 2, 6}
s ^= {2, 3}
print(s, set("aab") == {"a", "b"}, {i % 3 for i in range(10)}, hash(frozenset([1, 2])) == hash(frozenset([2, 1])))  # expect: {1, 3, 6} True {0, 1, 2} True
s.intersection_update([1, 6])
s.difference_update([1])
s.symmetric_difference_update([6, 7])
print(s, s.pop(), s, s.copy(), frozenset({1}) | {2}, {1} | frozenset({2}), {frozenset({1}): 1}, {1} in {frozenset({1})})  # expect: set() 7 set() set() frozenset({1, 2}) {1, 2} {frozenset({1}): 1} True
attempt(lambda: {1}.remove(2))  # expect: KeyError: 2
attempt(lambda: set().pop())  # expect: KeyError: 'pop from an empty set'
attempt(lambda: {[]})  # expect: TypeError: unhashable type: 'list'
attempt(lambda: {1} | [1])  # expect: TypeError: unsupported operand type(s) for |: 'set' and 'list'
attempt(lambda: {1} + {1})  # expect: TypeError: unsupported operand type(s) for +: 'set' and 'set'
attempt(lambda: {1} < [1])  # expect: TypeError: '<' not supported between instances of 'set' and 'list'
attempt(lambda: set(5))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: hash(set()))  # expect: TypeError: unhashable type: 'set'
attempt(lambda: frozenset([1]).add(2))  # expect: AttributeError: 'frozenset' object has no attribute 'add'
print({100, 7, 33, 8, 64, 1, 0, -1}, set(range(20)), {10**20, 5}, set([1, 2]) | {5, 4, 3})  # expect: {64, 33, 1, 0, 100, 7, 8, -1} {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19} {100000000000000000000, 5} {1, 2, 3, 4, 5}

print(list(enumerate("ab")), list(enumerate("ab", 5)), list(zip([1, 2], "ab", (True, False))), list(zip()))  # expect: [(0, 'a'), (1, 'b')] [(5, 'a'), (6, 'b')] [(1, 'a', True), (2, 'b', False)] []
print(list(map(lambda a, b: a * b, [1, 2], [3, 4])), list(filter(None, [0, 1, "", 2])), list(filter(lambda v: v > 1, [1, 2])))  # expect: [3, 8] [1, 2] [2]
print(list(reversed([1, 2, 3])), list(reversed((1, 2))), list(reversed("ab")), list(reversed(range(3))), list(reversed({"a": 1}.items())))  # expect: [3, 2, 1] [2, 1] ['b', 'a'] [2, 1, 0] [('a', 1)]
attempt(lambda: list(zip([1, 2], [1], strict=True)))  # expect: ValueError: zip() argument 2 is shorter than argument 1
attempt(lambda: list(zip([1], [1, 2], strict=True)))  # expect: ValueError: zip() argument 2 is longer than argument 1
attempt(lambda: list(zip([1], [1], [1, 2], strict=True)))  # expect: ValueError: zip() argument 3 is longer than arguments 1-2
attempt(lambda: zip(1))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: list(enumerate(5)))  # expect: TypeError: 'int' object is not iterable
attempt(lambda: map(len))  # expect: TypeError: map() must have at least two arguments.
attempt(lambda: filter(1))  # expect: TypeError: filter expected 2 arguments, got 1
attempt(lambda: reversed({1}))  # expect: TypeError: 'set' object is not reversible
attempt(lambda: reversed(5))  # expect: TypeError: 'int' object is not reversible
attempt(lambda: next(iter([])))  # expect: StopIteration: 
attempt(lambda: next(5))  # expect: TypeError: 'int' object is not an iterator
print(next(iter([]), "end"), list(iter([1, 2, 3].pop, 2)), type(iter([])).__name__, type(iter({})).__name__, type(iter(())).__name__)  # expect: end [3] list_iterator dict_keyiterator tuple_iterator
it = iter([1, 2, 3])
print(next(it), list(it), list(it))  # expect: 1 [2, 3] []
print(list[int], dict[str, list[int]], tuple[int, ...], list[int] == list[int], int | None, int | str | int, list[int] | None, isinstance(3, int | str))  # expect: list[int] dict[str, list[int]] tuple[int, ...] True int | None int | str list[int] | None True
print(list[int].__origin__, dict[str, int].__args__, list[int]([1]), type(list[int]).__name__, type(int | str).__name__)  # expect: <class 'list'> (<class 'str'>, <class 'int'>) [1] GenericAlias UnionType
attempt(lambda: int[str])  # expect: TypeError: type 'int' is not subscriptable
attempt(lambda: isinstance([], list[int]))  # expect: TypeError: isinstance() argument 2 cannot be a parameterized generic
attempt(lambda: int | 5)  # expect: TypeError: unsupported operand type(s) for |: 'type' and 'int'
