"""inspect: signatures of many callables, argument records, source, members."""
import functools
import inspect


def plain(a, /, b: int, *rest, c=3, d: "str" = "x", **more) -> bool:
    """Says something.

        Indented.
    """
    return True


signature = inspect.signature(plain)
print(signature, repr(signature))
print(hash(signature) == hash(inspect.signature(plain)), signature == inspect.signature(plain))
for parameter in signature.parameters.values():
    print(repr(parameter), str(parameter.kind), parameter.kind.description,
          parameter.default is inspect.Parameter.empty)
print(signature.format(max_width=20))
bound = signature.bind(1, 2, 3, 4, c=5, e=6)
print(bound, bound.args, bound.kwargs)
partly = signature.bind_partial(1)
partly.apply_defaults()
print(partly)


def attempt(call, *args, **kwargs):
    try:
        print(call(*args, **kwargs))
    except (TypeError, ValueError, AttributeError, OSError) as error:
        print(type(error).__name__, error)


P = inspect.Parameter
attempt(P, "x y", P.KEYWORD_ONLY)
attempt(P, "if", P.KEYWORD_ONLY)
attempt(P, "x", 7)
attempt(P, 7, P.KEYWORD_ONLY)
attempt(P, "x", P.VAR_KEYWORD, default=1)
attempt(inspect.Signature, [P("a", P.KEYWORD_ONLY), P("b", P.POSITIONAL_ONLY)])
attempt(inspect.Signature, [P("a", P.KEYWORD_ONLY), P("a", P.KEYWORD_ONLY)])
attempt(inspect.Signature, [P("a", P.POSITIONAL_ONLY, default=1), P("b", P.POSITIONAL_ONLY)])
attempt(setattr, signature, "parameters", {})
attempt(signature.bind)
attempt(signature.bind, 1)
attempt(signature.bind, 1, 2, b=3)
attempt(inspect.signature(lambda x: x).bind, 1, 2)
attempt(inspect.signature(lambda x: x).bind, 1, y=2)
attempt(inspect.signature(lambda *, x: x).bind)
attempt(inspect.signature, 5)

print(inspect.signature(functools.partial(plain, 1, c=9)))
print(inspect.signature(functools.partial(plain, 1, b=9)))


class Base:
    def __init__(self, x, *, y=2):
        pass

    def method(self, a):
        """What it does."""

    @classmethod
    def made(cls, b):
        pass

    @staticmethod
    def still(c):
        pass

    half = functools.partialmethod(method, 1)

    def __call__(self, z):
        pass


class Child(Base):
    def method(self, a):
        pass


class New:
    def __new__(cls, n):
        return object.__new__(cls)


class Meta(type):
    def __call__(cls, *parts):
        return type.__call__(cls)


class Made(metaclass=Meta):
    def __init__(self, hidden):
        pass


class Told:
    __signature__ = inspect.Signature([P("told", P.POSITIONAL_ONLY)])


class Nothing:
    pass


for what in (Base, Child, New, Made, Told, Nothing, Base(1), Base(1).method, Base.method,
             Base.made, Base.still, Base.half, Base(1).half, len, "".upper, str.upper):
    attempt(inspect.signature, what)


def decorate(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)
    return inner


@decorate
def decorated(a, b=1):
    return a


print(inspect.signature(decorated), inspect.signature(decorated, follow_wrapped=False))
print(inspect.unwrap(decorated) is decorated.__wrapped__)
print(inspect.getfullargspec(plain))
print(inspect.getfullargspec(Base(1).method))
print(inspect.getcallargs(plain, 1, 2, 3, f=4))
attempt(inspect.getcallargs, decorated.__wrapped__)
attempt(inspect.getcallargs, lambda x, y, z: 0)
attempt(inspect.getcallargs, lambda x, y=1: 0, 1, 2, 3)
attempt(inspect.getcallargs, lambda x, *, y: 0, 1)
attempt(inspect.getcallargs, lambda x: 0, 1, z=2)

# --- documentation and source -------------------------------------------------
print(repr(inspect.getdoc(plain)), inspect.getdoc(Child(1).method), inspect.getdoc(Child.method))


# Before the function.
def sourced(x):
    if x:
        return (1,
                2)
    # inside

    return "a string \" with quotes"
# outside


print(inspect.getsource(sourced), end="")
print(repr(inspect.getcomments(sourced)))
print(inspect.getsource(decorated), end="")
short = lambda x: (x,
                   1)
print(inspect.getsource(short), end="")
print(inspect.getsource(Nothing), end="")
print(inspect.getsourcelines(New.__new__)[0])

# --- members --------------------------------------------------------------------
print([name for name, value in inspect.getmembers(Child, inspect.isfunction)])
print([name for name, value in inspect.getmembers(Base(1), inspect.ismethod)])
print([name for name, value in inspect.getmembers_static(Base) if not name.startswith("__")])
print([(a.name, a.kind, a.defining_class.__name__) for a in inspect.classify_class_attrs(Child)
       if not a.name.startswith("__")])


class Watching:
    seen = []

    @property
    def value(self):
        self.seen.append("value")
        return 1

    def __getattr__(self, name):
        self.seen.append(name)
        return 2


watching = Watching()
watching.own = 5
print(type(inspect.getattr_static(watching, "value")), inspect.getattr_static(watching, "own"),
      inspect.getattr_static(watching, "other", "none"), Watching.seen)
attempt(inspect.getattr_static, watching, "other")
print(inspect.getclasstree([Base, Child]))

factor = 3


def closing():
    local = 4

    def inside(x):
        return len(x) + factor + local + unknown
    return inside


print(inspect.getclosurevars(closing()))


def framed(a, b=2, *c, **d):
    return inspect.getargvalues(inspect.currentframe())


print(framed(1, 5, 6, e=7)[:3], inspect.formatargvalues(*framed(1, 5, 6, e=7)))


class Annotated:
    a: int
    b: "list"


class Bare(Annotated):
    pass


print(inspect.get_annotations(Annotated), inspect.get_annotations(Bare))
print(inspect.get_annotations(Annotated, eval_str=True))
