"""Mapped[...] and mapped_column(): what stands in a class before it is
mapped."""

import sqlalchemy as sa

_NOT_GIVEN = object()


class _MappedAnnotation:
    """Mapped[X], with X not looked at yet."""

    def __init__(self, origin, argument):
        self.__origin__ = origin
        self.__args__ = (argument,)

    def __repr__(self):
        return "%s[%r]" % (self.__origin__.__name__, self.__args__[0])

    def __or__(self, other):
        return self

    __ror__ = __or__


class Mapped:
    def __class_getitem__(cls, item):
        return _MappedAnnotation(cls, item)


class DynamicMapped(Mapped):
    pass


class WriteOnlyMapped(Mapped):
    pass


SQLORMExpression = ORMDescriptor = MappedSQLExpression = Mapped

# Keywords that say something about the attribute, not the column.
_OWN = (
    "init repr default_factory compare kw_only hash sort_order deferred "
    "deferred_group deferred_raiseload active_history use_existing_column "
    "dataclass_metadata"
).split()


class MappedColumn:
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, *args, **kw):
        self.given = {name: kw.pop(name) for name in _OWN if name in kw}
        self.args = args
        self.default = kw.get("default", _NOT_GIVEN)
        self.keywords = kw
        self.sort_order = self.given.get("sort_order", 0)
        self.nullable_given = "nullable" in kw
        self.column = sa.Column(*args, **kw)
        self.type_given = type(self.column.type) is not sa.types.NullType

    def copy(self):
        made = MappedColumn.__new__(MappedColumn)
        made.__dict__.update(self.__dict__)
        made.column = self.column._copy()
        return made

    def __clause_element__(self):
        return self.column

    def __getattr__(self, name):
        if name.startswith("__") or name == "column":
            raise AttributeError(name)
        return getattr(self.column, name)

    def __eq__(self, other):
        return self.column == other

    def __ne__(self, other):
        return self.column != other

    def __lt__(self, other):
        return self.column < other

    def __gt__(self, other):
        return self.column > other

    def __le__(self, other):
        return self.column <= other

    def __ge__(self, other):
        return self.column >= other

    def __add__(self, other):
        return self.column + other

    def __radd__(self, other):
        return other + self.column

    def __sub__(self, other):
        return self.column - other

    def __rsub__(self, other):
        return other - self.column

    def __mul__(self, other):
        return self.column * other

    def __rmul__(self, other):
        return other * self.column

    def __truediv__(self, other):
        return self.column / other

    def __rtruediv__(self, other):
        return other / self.column

    def __floordiv__(self, other):
        return self.column // other

    def __mod__(self, other):
        return self.column % other

    def __neg__(self):
        return -self.column

    def __getitem__(self, index):
        return self.column[index]

    def __hash__(self):
        return id(self)


def mapped_column(*args, **kw):
    return MappedColumn(*args, **kw)
