def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def add(a, b=1, *, c=2):
    return a + b + c


class P:
    def __init__(self, x):
        self.x = x

    def get(self):
        return self.x


total = fib(25)
for i in range(300000):
    total += add(i, c=3)
for i in range(200000):
    total += P(i).get()
print(total)
