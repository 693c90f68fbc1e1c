# heapq and bisect, numbers, stat, errno.
import heapq, bisect, numbers, stat, errno, random
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
values = [(i * 7919) % 101 for i in range(60)]
h = []
for v in values: heapq.heappush(h, v)
print(h); print([heapq.heappop(h) for _ in range(60)] == sorted(values)); x = list(values); heapq.heapify(x); print(x, heapq.heapreplace(x, 50), heapq.heappushpop(x, -1), x[:5])
print(heapq.nlargest(3, values), heapq.nsmallest(3, values, key=lambda v: -v), list(heapq.merge([1, 4, 7], [2, 5], [0, 9])), list(heapq.merge([9, 3], [8, 1], reverse=True)), list(heapq.merge(["aa", "b"], ["ccc"], key=len, reverse=True)))
t(lambda: heapq.heappop([]))
a = [1, 2, 2, 3, 5]
print(bisect.bisect(a, 2), bisect.bisect_left(a, 2), bisect.bisect_right(a, 9), bisect.bisect_left(a, 0), bisect.bisect([(1, "a"), (2, "b")], 1, key=lambda p: p[0])); bisect.insort(a, 4); bisect.insort_left(a, 2); print(a); t(lambda: bisect.bisect(a, 1, -1))
print(isinstance(3, numbers.Integral), isinstance(3.0, numbers.Real), isinstance(3.0, numbers.Rational), isinstance(1j, numbers.Complex), isinstance("x", numbers.Number), issubclass(bool, numbers.Number))
print(stat.filemode(0o100644), stat.filemode(0o040755), stat.S_ISREG(0o100644), oct(stat.S_IMODE(0o100644)), errno.ENOENT, errno.errorcode[13], errno.EWOULDBLOCK)
