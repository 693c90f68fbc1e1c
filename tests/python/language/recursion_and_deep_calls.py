import sys
def down(n): return 0 if n == 0 else 1 + down(n - 1)
print(down(500))
def mutual_a(n): return "end" if n == 0 else mutual_b(n - 1)
def mutual_b(n): return mutual_a(n)
print(mutual_a(200))
class Node:
    def __init__(self, n): self.child = Node(n - 1) if n else None
    def depth(self): return 1 + (self.child.depth() if self.child else 0)
    def __repr__(self): return f"N({self.child!r})" if self.child else "N"
print(Node(100).depth(), len(repr(Node(50))))
def forever(): return forever()
for f in (forever, lambda: (lambda x: x(x))(lambda x: x(x))):
    try: f()
    except RecursionError as e: print(type(e).__name__, e)
class R:
    def __getattr__(self, n): return getattr(self, n + "x")
try: R().a
except RecursionError as e: print("attr")
class E:
    def __eq__(self, o): return o == self
try: E() == E()
except RecursionError as e: print("eq")
def gen(n):
    if n: yield from gen(n - 1)
    yield n
print(sum(gen(150)))
print(sorted(range(10), key=lambda x: down(x) * -1))
l = []
l.append(l)
print(l)
def ack(m, n):
    if m == 0: return n + 1
    if n == 0: return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))
print(ack(2, 3))
print(down(800))
