# Containers changed by the comparisons that look into them, and objects that end
# in odd moments: nothing may break.


class Sweeper:
    def __init__(self, target):
        self.target = target

    def __eq__(self, other):
        self.target.clear()
        return False

    def __hash__(self):
        return 1


def pair():
    left, right = set(), set()
    left.update(Sweeper(right) for _ in range(5))
    right.update(Sweeper(left) for _ in range(5))
    return left, right


for operation in (lambda a, b: a & b, lambda a, b: a | b, lambda a, b: a ^ b,
                  lambda a, b: a - b, lambda a, b: a == b, lambda a, b: a <= b,
                  lambda a, b: a.isdisjoint(b), lambda a, b: a.update(b),
                  lambda a, b: a.add(Sweeper(a)), lambda a, b: Sweeper(a) in a):
    try:
        operation(*pair())
    except RuntimeError:
        pass
print("sets stand")


def change_keys(table):
    for key in table:
        del table[key]
        table[key + "x"] = 1


for table in ({"a": 1, "b": 2},):
    try:
        change_keys(table)
        print("done", table)
    except RuntimeError as error:
        print(error)


class Iterator:
    def __init__(self):
        self.left = 2

    def __iter__(self):
        return self

    def __next__(self):
        if self.left:
            self.left -= 1
            return self.left
        raise StopIteration("given")


def delegate():
    result = yield from Iterator()
    print("got", result)


print(list(delegate()))


def closing():
    try:
        yield 1
    except GeneratorExit:
        return "closed"


generator = closing()
next(generator)
print(generator.close(), generator.close())


class Ends:
    def __complex__(self):
        return 1

    def method(self):
        del self
        return super()


for attempt in (lambda: complex(Ends()), Ends().method,
                lambda: eval((lambda x: lambda: x)(1).__code__), lambda: pow(2, 1, "a"),
                lambda: pow(2.0, 1, 2), lambda: {}.pop([], "default"),
                lambda: [].insert(10**30, 1), lambda: "a".center(10**30),
                lambda: round(2.5, 10**20)):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
exec(compile("1 + 1\n", "prompt", "single"))
exec(compile("for word in 'ab':\n    word\n    None\n", "prompt", "single"))
try:
    compile("x.__debug__ = 1", "text", "exec")
except SyntaxError as error:
    print(error.msg)
