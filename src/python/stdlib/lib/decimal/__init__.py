"""Decimal numbers after the General Decimal Arithmetic Specification.

`_number` has the class, which is a sign, a coefficient and an exponent; the
operations are in `_arithmetic`, what rounds and traps in `_context`.
"""

from decimal._number import Decimal
from decimal._context import (
    BasicContext, Context, DefaultContext, ExtendedContext, getcontext,
    localcontext, setcontext,
)
from decimal._signals import (
    Clamped, ConversionSyntax, DecimalException, DivisionByZero,
    DivisionImpossible, DivisionUndefined, FloatOperation, HAVE_CONTEXTVAR,
    HAVE_THREADS, Inexact, InvalidContext, InvalidOperation, MAX_EMAX, MAX_PREC,
    MIN_EMIN, MIN_ETINY, Overflow, ROUND_05UP, ROUND_CEILING, ROUND_DOWN,
    ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP,
    Rounded, Subnormal, Underflow,
)


def __getattr__(name):
    if name == "DecimalTuple":
        from collections import namedtuple
        made = namedtuple("DecimalTuple", "sign digits exponent",
                          module="decimal")
        globals()["DecimalTuple"] = made
        return made
    raise AttributeError(f"module 'decimal' has no attribute {name!r}")
