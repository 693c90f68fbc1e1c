"""Numbers come out of a set in an order that its growing decides."""
big = 100000000000000000000
print({2, 3, -13, 7, big})
print(set([2, 3, -13, 7, big]))
print({big, 2}.union({3: [], -13: [], 7: [1]}))
print({1.5, -2, 10**18, 3, 999, 12345, -7})
print({number for number in (5, -1, 99)} | {33: 1}.keys())
grown = {3, 1, -9, 255, 4096, 70000}
grown.update({9: 0, -4: 0})
print(grown, 3 in {1, 2, 3}, frozenset({5, -6, 7, 1000}))
seen = {7, 2, 3}
print(seen | {-13, big}, seen ^ {-13, big}, {-13, big} | seen)
for again in range(2):
    changed = {1, 2, 3}
    changed.add(again + 10)
    print(changed)
