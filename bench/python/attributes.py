class Column:
    kind = "column"

    def __init__(self, name, n):
        self.name = name
        self.n = n
        self.children = []

    @property
    def size(self):
        return self.n * 2


columns = [Column(f"c{i}", i) for i in range(1000)]
total = 0
for _ in range(200):
    for c in columns:
        c.n += 1
        total += c.n + c.size + len(c.name) + len(c.kind)
print(total)
