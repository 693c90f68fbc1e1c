def counter():
    n = 0
    def up(by=1):
        nonlocal n
        n += by
        return n
    return up
c = counter()
print(c(), c(5), c())  # expect: 1 6 7
fs = [lambda: i for i in range(3)]
print([f() for f in fs])  # expect: [2, 2, 2]
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])  # expect: [0, 1, 2]
def outer(x):
    def middle():
        def inner():
            return x
        return inner
    return middle()()
print(outer(7))  # expect: 7
def late():
    def get(): return value
    value = 3
    return get()
print(late())  # expect: 3
