# A data migration: a million rows, each a dict, a text and a tuple made of it.
names = ("alice", "bob", "carol", "dave")
total = 0
seen = {}
for i in range(1000000):
    row = {"id": i, "name": names[i & 3], "active": i % 3 == 0, "score": i * 0.5}
    email = row["name"] + "@" + str(row["id"] % 1000)
    if row["active"]:
        seen[email] = seen.get(email, 0) + 1
    key = (row["name"], i % 7)
    total += len(email) + len(key)
print(total, len(seen))
