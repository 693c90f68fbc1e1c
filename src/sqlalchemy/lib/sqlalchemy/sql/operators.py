"""The operators as functions: applied to an expression, or compared with the
`op` that a type's coerce_compared_value() gets.
Source: https://docs.sqlalchemy.org/en/20/core/sqlelement.html
"""

from operator import (add, and_, contains, eq, floordiv, ge, getitem, gt, inv, le, lshift, lt, mod,
                      mul, ne, neg, or_, pow, rshift, sub, truediv)

__all__ = [
    "add", "and_", "contains", "eq", "floordiv", "ge", "getitem", "gt", "inv", "le", "lshift",
    "lt", "mod", "mul", "ne", "neg", "or_", "pow", "rshift", "sub", "truediv",
]


def _method(name, method):
    """The function `name` that calls a method of its first argument."""

    def operate(a, *others, **options):
        return getattr(a, method)(*others, **options)

    operate.__name__ = operate.__qualname__ = name
    globals()[name] = operate
    __all__.append(name)


for _name in (
    "all_", "any_", "asc", "between", "bitwise_and", "bitwise_lshift", "bitwise_not", "bitwise_or",
    "bitwise_rshift", "bitwise_xor", "concat", "contains", "desc", "distinct", "endswith",
    "icontains", "iendswith", "ilike", "in_", "is_distinct_from", "istartswith", "like", "match",
    "not_ilike", "not_in", "not_like", "nulls_first", "nulls_last", "regexp_match",
    "regexp_replace", "startswith",
):
    _method(_name.rstrip("_") + "_op", _name)
for _name in ("is_", "is_not", "is_distinct_from", "is_not_distinct_from"):
    _method(_name, _name)

_method("collate", "collate")
div = truediv

# The names of SQLAlchemy 1.3.
isnot_distinct_from = is_not_distinct_from  # noqa: F821
isnot = is_not  # noqa: F821
notin_op = not_in_op  # noqa: F821
notlike_op = not_like_op  # noqa: F821
notilike_op = not_ilike_op  # noqa: F821
nullsfirst_op = nulls_first_op  # noqa: F821
nullslast_op = nulls_last_op  # noqa: F821


def _negated(name, positive):
    def operate(a, *others, **options):
        return ~positive(a, *others, **options)

    operate.__name__ = operate.__qualname__ = name
    globals()[name] = operate
    __all__.append(name)


for _name in ("between", "contains", "endswith", "icontains", "iendswith", "istartswith", "match",
              "regexp_match", "startswith"):
    _negated(f"not_{_name}_op", globals()[_name + "_op"])
    globals()[f"not{_name}_op"] = globals()[f"not_{_name}_op"]


def json_getitem_op(a, b):
    return a[b]


def json_path_getitem_op(a, b):
    return a[b]


class custom_op:
    """An operator by its text, as expression.op() takes it."""

    def __init__(self, opstring, precedence=0, is_comparison=False, return_type=None,
                 natural_self_precedent=False, eager_grouping=False):
        self.opstring = opstring
        self.precedence = precedence
        self.is_comparison = is_comparison
        self.return_type = return_type

    def __eq__(self, other):
        return isinstance(other, custom_op) and self.opstring == other.opstring

    def __hash__(self):
        return hash(self.opstring)

    def __call__(self, left, right, **options):
        return left.op(self.opstring, precedence=self.precedence,
                       is_comparison=self.is_comparison, return_type=self.return_type)(right)


_COMPARISONS = frozenset(
    globals()[name] for name in __all__
    if name in ("eq", "ne", "lt", "le", "gt", "ge", "is_", "is_not", "is_distinct_from",
                "is_not_distinct_from") or any(
        word in name for word in ("between", "like", "in_op", "startswith", "endswith",
                                  "contains_op", "match")))
_COMMUTATIVE = frozenset((eq, ne, add, mul))


def is_comparison(op):
    return op in _COMPARISONS or isinstance(op, custom_op) and op.is_comparison


def is_commutative(op):
    return op in _COMMUTATIVE
