# Where a property's documentation comes from, and what locals() leaves out.


class Documented(property):
    """The subclass's own text."""


class Spam:
    @property
    def plain(self):
        """plain's text"""

    @Documented
    def shown(self):
        """shown's text"""

    @plain.setter
    def plain(self, value):
        """never used"""

    given = property(None, doc="given")
    empty = Documented(None)


print(Spam.plain.__doc__, Spam.shown.__doc__, Spam.given.__doc__, Spam.empty.__doc__)
print(Spam.shown.setter(print).__doc__, Spam.given.getter(print).__doc__)


def names():
    before = 1
    print(sorted(locals()), dir())
    del before
    after = 2
    print(sorted(locals()))


names()


class Meta(type):
    def mro(cls):
        return [cls]


class Alone(metaclass=Meta):
    pass


print(Alone.__mro__ == (Alone,))


class Keyword(list):
    def __new__(cls, items, extra=None):
        made = super().__new__(cls, items)
        made.extra = extra
        return made


print(Keyword([1], extra=2), Keyword([1], extra=2).extra)


class Counting(int):
    count = 0

    def __hash__(self):
        Counting.count += 1
        return int.__hash__(self)


keys = dict.fromkeys(map(Counting, range(10)))
dict.fromkeys(set(keys))
dict.fromkeys(frozenset(keys))
dict.fromkeys(keys)
print(Counting.count)
print(iter({1, 2, 3}).__length_hint__())
try:
    [0] * 10**14
except MemoryError as error:
    print("MemoryError", error)
