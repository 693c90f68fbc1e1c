# What nests too deeply is a RecursionError, whoever walks over it.
import copy
import functools
import itertools
import json
import traceback


def deep(make, x):
    for _ in range(100000):
        x = make(x)
    return x


def check(name, function):
    try:
        function()
        print(name, "ends")
    except RecursionError:
        print(name, "RecursionError")


lists = deep(lambda x: [x], [])
tuples = deep(lambda x: (x,), ())
check("repr", lambda: repr(lists))  # expect: repr RecursionError
check("hash", lambda: hash(tuples))  # expect: hash RecursionError
check("equal", lambda: lists == deep(lambda x: [x], []))  # expect: equal RecursionError
check("json", lambda: json.dumps(lists))  # expect: json RecursionError
check("copy", lambda: copy.deepcopy(lists))  # expect: copy RecursionError
check("isinstance", lambda: isinstance(1, deep(lambda x: (x,), (str,))))  # expect: isinstance RecursionError


class Asks:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __eq__(self, other):
        return self == other

    def __repr__(self):
        return f"{self!r}"

    def __len__(self):
        return len(self)

    def __call__(self):
        return self()


check("getattr", lambda: Asks().x)  # expect: getattr RecursionError
check("eq", lambda: Asks() == 1)  # expect: eq RecursionError
check("str", lambda: str(Asks()))  # expect: str RecursionError
check("len", lambda: len(Asks()))  # expect: len RecursionError
check("call", lambda: Asks()())  # expect: call RecursionError


def key(value):
    return sorted([value, value], key=key)


check("sorted", lambda: key(1))  # expect: sorted RecursionError


@functools.lru_cache(None)
def cached(n):
    return cached(n + 1)


check("cache", lambda: cached(0))  # expect: cache RecursionError


class Called:
    pass


Called.__call__ = Called()
check("chain of calls", lambda: Called()())  # expect: chain of calls RecursionError
check("map", lambda: list(deep(lambda x: map(str, x), [])))  # expect: map RecursionError
check("chain", lambda: list(deep(itertools.chain, [])))  # expect: chain RecursionError

# Long chains of errors can still be shown, and long chains of objects dropped.
error = None
for i in range(5000):
    made = ValueError(i)
    made.__context__ = error
    error = made
print("ValueError: 4999" in "".join(traceback.format_exception(error)))  # expect: True
group = ValueError()
for i in range(500):
    group = ExceptionGroup("group", [group])
print("max_group_depth" in "".join(traceback.format_exception(group)))  # expect: True


class Node:
    pass


head = None
for i in range(200000):
    node = Node()
    node.next = head
    head = node
del head, node, lists, tuples
print("dropped")  # expect: dropped
