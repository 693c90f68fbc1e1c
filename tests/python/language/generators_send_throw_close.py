def g():
    try:
        while True:
            try:
                x = yield "ready"
                print("got", x)
            except ValueError as e:
                print("caught", e)
    finally:
        print("closing")
i = g()
print(next(i))
print(i.send(1))
print(i.throw(ValueError("v")))
i.close()
i.close()
def sub():
    try:
        a = yield 1
        print("a", a)
        b = yield 2
        print("b", b)
    except KeyError:
        yield "key"
    return "done"
def main():
    r = yield from sub()
    print("r", r)
    r = yield from [10, 20]
    print("r", r)
m = main()
print(next(m), m.send("A"), m.throw(KeyError), next(m), next(m))
try: next(m)
except StopIteration as e: print("stop", e.value)
def bad():
    yield 1
    raise StopIteration
try:
    list(bad())
except RuntimeError as e:
    print(repr(e), repr(e.__cause__))
def ret():
    return 5
    yield
try: next(ret())
except StopIteration as e: print(e.value)
gen = (x * y for x in range(3) for y in range(3) if x != y)
print(list(gen), list(gen))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
import itertools
print(list(itertools.islice(fib(), 10)))
try:
    i = g(); i.send(1)
except TypeError as e: print(e)
def running():
    try: next(me)
    except ValueError as e: print(e)
    yield
me = running()
next(me)
def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)
print(list(tree(3)))
