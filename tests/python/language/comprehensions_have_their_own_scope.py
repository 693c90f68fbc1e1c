x = 10
print([x for x in range(3)], x)
print({x for x in "aab"} == {"a", "b"}, {x: y for x, y in [(1, 2)]}, x)
print([(a, b) for a in range(3) if a for b in range(a) if not b])
def f():
    y = 5
    l = [y + z for z in range(2)]
    m = [[i * j for j in range(3)] for i in range(2)]
    n = [lambda: (i, y) for i in range(2)]
    return l, m, [g() for g in n]
print(f())
print([y := 1, y ** 2], y)
def w():
    if any((last := n) > 2 for n in [1, 2, 3, 4]): return last
print(w())
print([z for z in [1, 2, 3] if (sq := z * z) > 3], sq)
class C:
    items = [1, 2]
    doubled = [i * 2 for i in items]
print(C.doubled)
print(list(map(lambda v: v + x, [1])), sorted({3, 1, 2}, key=lambda q: -q))
print([i for i in range(5) if i % 2 == 0 if i > 0])
matrix = [[1, 2], [3, 4]]
print([v for row in matrix for v in row], [[r[i] for r in matrix] for i in range(2)])
def g(n):
    i = "outer"
    r = [i for i in range(n)]
    return i, r
print(g(2))
print(sum(i for i in range(10)), dict((k, v) for k, v in [("a", 1)]))
try: [i for i in 5]
except TypeError as e: print(e)
