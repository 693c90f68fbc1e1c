out = 0
for i in range(300000):
    line = f"ALTER TABLE t{i} ADD COLUMN c{i % 7} VARCHAR({i % 255:>4}) -- {i!r}"
    out += len(line)
print(out)
