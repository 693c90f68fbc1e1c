"""The __init__, __repr__ and __eq__ of MappedAsDataclass classes."""

from ._mapped import MappedColumn, _NOT_GIVEN


class _Field:
    def __init__(self, name, item, options):
        given = getattr(item, "given", {})
        self.name = name
        self.init = given.get("init", True)
        self.repr = given.get("repr", True)
        self.kw_only = given.get("kw_only", options.get("kw_only", False))
        self.factory = given.get("default_factory")
        self.default = getattr(item, "default", _NOT_GIVEN)
        if not isinstance(item, MappedColumn):
            self.default = given.get("default", _NOT_GIVEN)

    @property
    def required(self):
        return self.default is _NOT_GIVEN and self.factory is None


def add_methods(cls, attributes):
    options = cls._sa_dataclass
    fields = {}
    for base in reversed(cls.__mro__[1:]):
        fields.update(vars(base).get("_sa_fields", {}))
    for name, item in attributes.items():
        fields[name] = _Field(name, item, options)
    type.__setattr__(cls, "_sa_fields", fields)
    type.__setattr__(cls, "__dataclass_fields__", fields)
    if options.get("init", True) and "__init__" not in vars(cls):
        type.__setattr__(cls, "__init__", _make_init(cls, fields))
    if options.get("repr", True) and "__repr__" not in vars(cls):
        type.__setattr__(cls, "__repr__", _make_repr(fields))


def _make_init(cls, fields):
    wanted = [f for f in fields.values() if f.init]
    positional = [f for f in wanted if not f.kw_only]

    def __init__(self, *args, **kwargs):
        if len(args) > len(positional):
            raise TypeError(
                "%s.__init__() takes %d positional arguments but %d were given"
                % (cls.__name__, len(positional) + 1, len(args) + 1)
            )
        values = dict(zip([f.name for f in positional], args))
        for name, value in kwargs.items():
            if name not in fields or not fields[name].init:
                raise TypeError(
                    "%s.__init__() got an unexpected keyword argument %r"
                    % (cls.__name__, name)
                )
            values[name] = value
        missing = [f.name for f in wanted if f.required and f.name not in values]
        if missing:
            raise TypeError(
                "%s.__init__() missing %d required argument%s: %s"
                % (
                    cls.__name__,
                    len(missing),
                    "" if len(missing) == 1 else "s",
                    " and ".join(repr(n) for n in missing),
                )
            )
        for field in fields.values():
            if field.name in values:
                setattr(self, field.name, values[field.name])
            elif field.factory is not None:
                setattr(self, field.name, field.factory())
            elif field.default is not _NOT_GIVEN:
                setattr(self, field.name, field.default)
        after = getattr(self, "__post_init__", None)
        if after is not None:
            after()

    return __init__


def _make_repr(fields):
    def __repr__(self):
        shown = ", ".join(
            "%s=%r" % (f.name, getattr(self, f.name))
            for f in fields.values()
            if f.repr
        )
        return "%s(%s)" % (type(self).__qualname__, shown)

    return __repr__
