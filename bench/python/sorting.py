x = 12345
values = []
for _ in range(200000):
    x = (x * 1103515245 + 12345) % 2147483648
    values.append(x)
a = sorted(values)
b = sorted(values, key=lambda v: -v)
c = sorted([str(v) for v in values])
d = sorted([(v % 100, v) for v in values])
print(a[0], b[0], c[0], d[0])
