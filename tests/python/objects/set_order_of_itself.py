# The order of a set joined with itself, and of sets that hold large numbers.
s={100000000000000000000, 5, -1}; print(s)
s={5, 100000000000000000000, -1}; print(s)
s={-1,5, 100000000000000000000}; print(s)
s=set(); s.add(5); s.add(10**20); s.add(-1); print(s, s|{1}, set(s), s.copy(), s&{5,10**20,-1}, frozenset(s), s-{7}, s^{9})
print(hash(10**20), hash(10**20)%8)
a={5,-1,10**20, 3}; a.discard(3); print(a, set(a), a&a, a|a)
b={10**20,5,-1}
print(b|b, b.union(b), b&b, b.intersection(b), b-b, b^b, b.union(b,[7]))
