total = 0
for i in range(1500000):
    if i % 3 == 0 and i % 5 != 0:
        total += i
i = 0
while i < 800000:
    i += 1
    total ^= i
matrix = [[j for j in range(100)] for _ in range(100)]
for _ in range(10):
    for row in matrix:
        for k in range(len(row)):
            row[k] = row[k] + 1
print(total, matrix[5][5])
