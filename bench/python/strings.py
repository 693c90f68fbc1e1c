s = ""
for i in range(200000):
    s += "x" if i % 2 else "yz"
parts = []
for i in range(200000):
    parts.append(str(i).upper().replace("1", "one"))
text = ",".join(parts)
n = 0
for piece in text.split(","):
    if piece.startswith("one") and "2" in piece:
        n += len(piece)
print(len(s), len(text), n)
