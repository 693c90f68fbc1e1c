# Ints around the sizes that their object holds without memory of its own.
numbers = [s * ((1 << n) + d) for n in (31, 32, 62, 63, 64, 95, 96, 127, 128, 129, 160, 256)
           for d in (-1, 0, 1) for s in (1, -1)]
total = 0
for a in numbers:
    b = a
    b += a
    b -= a
    assert a == b and hash(a) == hash(b) and -(-a) == a and ~~a == a
    for c in numbers:
        q, r = divmod(a, c)
        assert q * c + r == a and (a + c) - c == a and (a ^ c) ^ c == a
        assert (a * c) // c == a and (a & c) + (a | c) == a + c
        total = (total * 31 + a * c + q - r) % (1 << 200)
    assert int(str(a)) == a and int(hex(a), 16) == a and (a << 70) >> 70 == a
print(total, hash(total), sum(numbers), min(numbers), sorted(numbers)[5])


class Code(int):
    pass


kept = [Code(n) for n in numbers]
print([x for x in kept if x.bit_length() == 129], type(kept[-1] + 1).__name__, hash(""), hash(b""))
