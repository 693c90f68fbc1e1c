d = {}
for i in range(300000):
    d["key%d" % (i % 5000)] = i
counts = {}
for word in ("a b c d e f g h i j " * 30000).split():
    counts[word] = counts.get(word, 0) + 1
squares = {i: i * i for i in range(200000)}
pairs = [(k, v) for k, v in squares.items() if v % 3 == 0]
print(len(d), counts["a"], len(pairs))
