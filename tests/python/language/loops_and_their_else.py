for i in range(3):
    for j in range(3):
        if j == 2: break
        if i == 1: continue
        print(i, j)
    else: print("never")
else: print("outer else")
n = 0
while n < 5:
    n += 1
    if n == 2: continue
    if n == 4: break
else: print("no")
print(n)
while False: pass
else: print("else")
for i in []: pass
else: print("empty else", "i" in globals())
for c in "abc": print(c, end="")
print()
for k, v in {"a": 1, "b": 2}.items(): print(k, v)
for i, x in enumerate("ab", 1): print(i, x)
for a, b in zip([1, 2], "xy"): print(a, b)
for i in reversed(range(3)): print(i)
for i in range(10, 0, -3): print(i, end=" ")
print(list(range(0)), sum(range(101)))
it = iter([1, 2, 3])
for x in it:
    print(x, next(it, None))
d = {1: 1}
try:
    for k in d: d[k + 1] = 1
except RuntimeError as e: print(e)
l = [1, 2, 3]
for x in l:
    if x < 3: l.append(x + 10)
    if len(l) > 6: break
print(l)
def f():
    for i in range(5):
        try:
            if i == 3: return i
        finally: print("f", i)
print(f())
