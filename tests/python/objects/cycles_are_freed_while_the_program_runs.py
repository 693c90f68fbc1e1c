# What only refers to itself is freed by and by, not just at the end.
import gc
import weakref


class Node:
    pass


def parent_and_child():
    parent, child = Node(), Node()
    parent.children = [child]
    child.parent = parent
    return weakref.ref(child)


gone = parent_and_child()
gc.collect()
print(gone())  # expect: None


def closure():
    node = Node()

    def inner():
        return node

    node.inner = inner
    return weakref.ref(node)


gone = closure()
gc.collect()
print(gone())  # expect: None


def through_tuples():
    node = Node()
    node.pair = (1, ({2: (node,)}, [node]))
    node.bound = node.__repr__
    node.method = node.pair[1][1].append
    return weakref.ref(node)


gone = through_tuples()
gc.collect()
print(gone())  # expect: None


def suspended():
    node = Node()

    def numbers():
        yield node
        yield 2

    node.numbers = numbers()
    next(node.numbers)
    return weakref.ref(node)


gone = suspended()
gc.collect()
print(gone())  # expect: None


def whole_class():
    class Made:
        def method(self):
            return Made

        @property
        def size(self):
            return 1

    Made.instance = Made()
    return weakref.ref(Made)


gone = whole_class()
gc.collect()
print(gone())  # expect: None


class Closed:
    closed = []

    def __init__(self, name):
        self.name = name
        self.self = self

    def __del__(self):
        self.closed.append(self.name)


Closed("a")
gc.collect()
print(Closed.closed)  # expect: ['a']


class Revived:
    kept = []

    def __init__(self):
        self.self = self
        self.data = {"key": [1, 2]}

    def __del__(self):
        self.kept.append(self)


Revived()
gc.collect()
print(Revived.kept[0].data, Revived.kept[0].self is Revived.kept[0])  # expect: {'key': [1, 2]} True

# A callback of a reference that lives on is called.
told = []
node = Node()
node.self = node
reference = weakref.ref(node, lambda gone: told.append(gone() is None))
node = None
gc.collect()
print(told)  # expect: [True]


# What is still used stays.
def keep():
    node = Node()
    node.self = node
    node.text = "kept"
    return {"inside": [(node,)]}


kept = keep()
generator = (item for item in kept["inside"])
gc.collect()
print(kept["inside"][0][0].self.text, next(generator)[0].text)  # expect: kept kept

# Many of them do not add up.
seen = weakref.WeakSet()
most = 0
for i in range(60000):
    node = Node()
    node.self = node
    seen.add(node)
    if i % 1000 == 0:
        most = max(most, len(seen))
print(most < 50000)  # expect: True

gc.disable()
print(gc.isenabled())  # expect: False
gc.enable()
print(gc.isenabled(), gc.is_tracked([]), gc.is_tracked(1))  # expect: True True False
