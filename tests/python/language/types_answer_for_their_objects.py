# Operators and built-in functions ask the type: what a class says of its
# instances says nothing of the class.
import enum


class Spelled:
    def __format__(self, spec):
        return f"<{spec}>"

    def __len__(self):
        return 3

    def __iter__(self):
        return iter("abc")

    def __reversed__(self):
        return "cba"

    def __round__(self, digits=None):
        return 7

    def __bool__(self):
        return False


class Kind(enum.Enum):
    ONE = 1

    def __format__(self, spec):
        return self.name


print(f"{Spelled:}", "{}".format(Spelled), format(Spelled), f"{Spelled():x}")
print(f"{Kind} {Kind.ONE}", format(Kind), "%s" % Kind)
for ask in (len, iter, reversed, round, list):
    try:
        ask(Spelled)
    except TypeError as error:
        print(error)
print(bool(Spelled), bool(Spelled()), len(Spelled()), round(Spelled()))
spelled = Spelled()
spelled.__format__ = lambda spec: "own"
print(f"{spelled}")

# Views of a dict are sets to any iterable, and to nothing else.
table = {"a": 1, "b": 2}
print(sorted(table.keys() & "bc"), sorted(table.keys() | ["z"]), sorted("bc" & table.keys()),
      sorted(table.keys() - iter("a")), sorted(table.items() ^ [("a", 1)]))
for combine in (lambda: table.keys() & 5, lambda: 5 & table.keys(), lambda: table.items() - None,
                lambda: table.values() & {1}):
    try:
        combine()
    except TypeError as error:
        print(error)

for modulus in (2.5, "2"):
    try:
        pow(3, 4, modulus)
    except TypeError as error:
        print(error)
