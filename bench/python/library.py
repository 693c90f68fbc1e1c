# The parts of the library that loops in scripts lean on.
import collections
import functools
import itertools
import operator

Point = collections.namedtuple("Point", "x y z")
counts = collections.Counter("abracadabra" * 20000)
groups = collections.defaultdict(list)
queue = collections.deque(maxlen=100)
total = 0
for i in range(200000):
    groups[i % 100].append(i)
    queue.append(i)
    p = Point(i, 2, z=3)
    total += p.x + p.z


@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


for i in range(200000):
    total += fib(i % 80)
add = functools.partial(operator.add, 1)
total += sum(map(add, range(200000)))
rows = [{"k": i % 1000, "v": i} for i in range(100000)]
rows.sort(key=operator.itemgetter("k"))
for key, group in itertools.groupby(rows, key=operator.itemgetter("k")):
    total += sum(1 for _ in group)
for a, b in itertools.product(range(300), range(300)):
    total += a ^ b
total += sum(itertools.chain.from_iterable([i, i + 1] for i in range(100000)))
total += len(list(itertools.islice(itertools.count(), 200000)))
print(total, counts.most_common(2), len(groups), queue[0])
