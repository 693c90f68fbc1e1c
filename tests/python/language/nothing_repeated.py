# Repeating nothing takes no time, however often: found by random program 931362.
n = 2**62
print([] * n, () * n, n * (), "" * n, b"" * n, bytearray() * n)
x = []
x *= n
t = ()
print(x, t * 1 is t, [1] * -n, (1,) * 0)
try:
    (1,) * n
except (MemoryError, OverflowError):
    print("too much")
