a, b = 1, 2
a, b = b, a
print(a, b)
first, *rest, last = range(5)
print(first, rest, last)
(a, (b, c)), d = (1, (2, 3)), 4
print(a, b, c, d)
[a, *b] = "xyz"
print(a, b)
x = y = [1]
x.append(2); print(y)
d = {}
d["a"], d["b"] = 1, 2
print(d)
def show(f):
    try: f()
    except Exception as e: print(type(e).__name__, e)
def t1(): a, b = 1, 2, 3
def t2(): a, b, c = 1, 2
def t3(): a, *b, c = [1]
def t4(): a, b = 5
def t5(): a, b = iter([1, 2, 3])
def t6(): a, b = {1: 2}
for t in (t1, t2, t3, t4, t5, t6): show(t)
i = 5; i += 3; i -= 1; i *= 2; i //= 3; i **= 2; i %= 7; i <<= 3; i >>= 1; i |= 1; i &= 13; i ^= 6
print(i)
l = [1]; k = l; l += [2]; print(k)
s = "a"; s += "b"; s *= 2; print(s)
class O: pass
o = O(); o.x = 1; o.x += 5; print(o.x)
l = [1, 2, 3]; l[0] += 10; l[1:] = [9, 9, 9]; print(l); del l[0], l[-1]; print(l)
del o.x
show(lambda: o.x)
def dd():
    v = 1
    del v
    v
show(dd)
g = 1
def gl():
    global g, newg
    g = 2; newg = 3
gl(); print(g, newg)
print((n := 10) + n)
x: int = 5
y: "str"
print(x, __annotations__ if "__annotations__" in globals() else None) if 0 else None
*a, = (1, 2); print(a)
for i, (j, *k) in [(1, (2, 3, 4))]: print(i, j, k)
a = b = c = 0; print(a, b, c)
print(*[1, 2], *(3,), sep="-", **{"end": "!\n"})
print([*range(2), *"ab"], {*[1], 2}, {**{"a": 1}, "b": 2, **{"a": 3}}, (*[1], 2))
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 != 2, not 1 in [1])
print(1 if False else 2, 0 or "x", 1 and "y", None or 0 or [])
print("yes" if 1 < 2 <= 2 else "no")
