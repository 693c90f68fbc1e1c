"""Marks that limit a type inside Annotated[...]."""


class BaseMetadata:
    _fields = ()

    def __init__(self, *args, **kwargs):
        values = dict(zip(self._fields, args), **kwargs)
        for name in self._fields:
            setattr(self, name, values.get(name, self._default(name)))

    def _default(self, name):
        return None

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self):
        return hash((type(self), tuple(vars(self).items())))

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, ", ".join(
            "%s=%r" % (name, getattr(self, name)) for name in self._fields))


class GroupedMetadata(BaseMetadata):
    pass


class Gt(BaseMetadata):
    _fields = ("gt",)


class Ge(BaseMetadata):
    _fields = ("ge",)


class Lt(BaseMetadata):
    _fields = ("lt",)


class Le(BaseMetadata):
    _fields = ("le",)


class MultipleOf(BaseMetadata):
    _fields = ("multiple_of",)


class MinLen(BaseMetadata):
    _fields = ("min_length",)


class MaxLen(BaseMetadata):
    _fields = ("max_length",)


class Interval(GroupedMetadata):
    _fields = ("gt", "ge", "lt", "le")


class Len(GroupedMetadata):
    _fields = ("min_length", "max_length")

    def _default(self, name):
        return 0 if name == "min_length" else None


class Timezone(BaseMetadata):
    _fields = ("tz",)


class Unit(BaseMetadata):
    _fields = ("unit",)


class Predicate(BaseMetadata):
    _fields = ("func",)


class Not(BaseMetadata):
    _fields = ("func",)

    def __call__(self, value):
        return not self.func(value)


class DocInfo(BaseMetadata):
    _fields = ("documentation",)


def doc(documentation):
    return DocInfo(documentation)
