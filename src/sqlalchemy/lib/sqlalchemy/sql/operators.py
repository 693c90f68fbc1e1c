"""The operators of expressions as functions, for types that ask by which one
they are used and for Operators.operate().
https://docs.sqlalchemy.org/en/20/core/sqlelement.html"""
from operator import (add, and_, contains, eq, floordiv, ge, getitem, gt, inv,
                      le, lshift, lt, mod, mul, ne, neg, or_, pow, rshift, sub,
                      truediv)

div = truediv


def _method(name, method):
    """name(a, *arguments) calls a.method(*arguments)."""
    def operator(a, *arguments, **named):
        return getattr(a, method)(*arguments, **named)
    operator.__name__ = operator.__qualname__ = name
    return operator


_METHODS = {
    "is_": "is_", "is_not": "is_not", "isnot": "is_not",
    "is_distinct_from": "is_distinct_from",
    "is_not_distinct_from": "is_not_distinct_from",
    "isnot_distinct_from": "is_not_distinct_from",
    "like_op": "like", "not_like_op": "not_like", "notlike_op": "not_like",
    "ilike_op": "ilike", "not_ilike_op": "not_ilike",
    "notilike_op": "not_ilike", "in_op": "in_", "not_in_op": "not_in",
    "notin_op": "not_in", "between_op": "between",
    "startswith_op": "startswith", "istartswith_op": "istartswith",
    "endswith_op": "endswith", "iendswith_op": "iendswith",
    "contains_op": "contains", "icontains_op": "icontains",
    "match_op": "match", "regexp_match_op": "regexp_match",
    "regexp_replace_op": "regexp_replace", "concat_op": "concat",
    "collate": "collate", "desc_op": "desc", "asc_op": "asc",
    "nulls_first_op": "nulls_first", "nullsfirst_op": "nulls_first",
    "nulls_last_op": "nulls_last", "nullslast_op": "nulls_last",
    "bitwise_xor_op": "bitwise_xor", "bitwise_or_op": "bitwise_or",
    "bitwise_and_op": "bitwise_and", "bitwise_not_op": "bitwise_not",
    "bitwise_lshift_op": "bitwise_lshift",
    "bitwise_rshift_op": "bitwise_rshift", "any_op": "any_", "all_op": "all_",
}
for _name, _own in _METHODS.items():
    globals()[_name] = _method(_name, _own)


def _not_between(a, low, high, symmetric=False):
    return ~a.between(low, high, symmetric=symmetric)


def _entered(a, key):
    return a[key]


not_between_op = notbetween_op = _not_between
json_getitem_op = _entered


def json_path_getitem_op(a, path):
    return a[path]


def distinct_op(a):
    return a.distinct()


def exists():
    raise NotImplementedError()


class custom_op:
    """An operator by its text, as Operators.op() makes it."""

    def __init__(self, opstring, precedence=0, is_comparison=False,
                 return_type=None, natural_self_precedent=False,
                 eager_grouping=False, python_impl=None):
        self.opstring = opstring
        self.precedence = precedence
        self.is_comparison = is_comparison
        self.return_type = return_type
        self.natural_self_precedent = natural_self_precedent
        self.eager_grouping = eager_grouping
        self.python_impl = python_impl

    def __eq__(self, other):
        return isinstance(other, custom_op) and \
            vars(other) == vars(self)

    def __hash__(self):
        return hash(self.opstring)

    def __call__(self, left, right, **named):
        return left.op(self.opstring, precedence=self.precedence,
                       is_comparison=self.is_comparison,
                       return_type=self.return_type)(right)


_COMPARISONS = (eq, ne, gt, lt, ge, le)
_NAMED_COMPARISONS = (
    "is_", "is_not", "is_distinct_from", "is_not_distinct_from", "like_op",
    "not_like_op", "ilike_op", "not_ilike_op", "in_op", "not_in_op",
    "between_op", "not_between_op", "startswith_op", "endswith_op",
    "contains_op", "match_op", "regexp_match_op")


def is_comparison(op):
    if isinstance(op, custom_op):
        return op.is_comparison
    return any(op is one for one in _COMPARISONS) or any(
        op is globals()[name] for name in _NAMED_COMPARISONS)


def is_commutative(op):
    return any(op is one for one in (eq, ne, add, mul))


def is_ordering_modifier(op):
    return any(op is globals()[name] for name in (
        "asc_op", "desc_op", "nulls_first_op", "nulls_last_op"))
