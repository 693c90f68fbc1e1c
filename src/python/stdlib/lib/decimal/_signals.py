"""Signals, rounding modes, and the digits of coefficients."""

import _decimal_text

# The classes are known by the package's name.
__name__ = "decimal"


ROUND_DOWN = "ROUND_DOWN"
ROUND_HALF_UP = "ROUND_HALF_UP"
ROUND_HALF_EVEN = "ROUND_HALF_EVEN"
ROUND_CEILING = "ROUND_CEILING"
ROUND_FLOOR = "ROUND_FLOOR"
ROUND_UP = "ROUND_UP"
ROUND_HALF_DOWN = "ROUND_HALF_DOWN"
ROUND_05UP = "ROUND_05UP"
_ROUNDINGS = (ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN, ROUND_HALF_UP,
              ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP)

HAVE_THREADS = True
HAVE_CONTEXTVAR = True
MAX_PREC = 999999999999999999
MAX_EMAX = 999999999999999999
MIN_EMIN = -999999999999999999
MIN_ETINY = MIN_EMIN - (MAX_PREC - 1)

_MODULUS = (1 << 61) - 1
_INVERSE_OF_TEN = pow(10, _MODULUS - 2, _MODULUS)


class DecimalException(ArithmeticError):
    pass


class Clamped(DecimalException):
    pass


class InvalidOperation(DecimalException):
    pass


class ConversionSyntax(InvalidOperation):
    pass


class DivisionByZero(DecimalException, ZeroDivisionError):
    pass


class DivisionImpossible(InvalidOperation):
    pass


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    pass


class InvalidContext(InvalidOperation):
    pass


class Inexact(DecimalException):
    pass


class Rounded(DecimalException):
    pass


class Subnormal(DecimalException):
    pass


class Overflow(Inexact, Rounded):
    pass


class Underflow(Inexact, Rounded, Subnormal):
    pass


class FloatOperation(DecimalException, TypeError):
    pass


# In the order in which a trapped one wins over the others.
_SIGNALS = (InvalidOperation, FloatOperation, DivisionByZero, Overflow,
            Underflow, Subnormal, Inexact, Rounded, Clamped)
_CONDITIONS = {ConversionSyntax, DivisionImpossible, DivisionUndefined,
               InvalidContext}


def _signal_of(condition):
    return InvalidOperation if condition in _CONDITIONS else condition


# -- digits ------------------------------------------------------------------

_text = _decimal_text.digits      # str(int) without a limit on its length
_number = _decimal_text.number    # and int(str)
_length = _decimal_text.length    # how many digits a positive int has


def _drop(sign, n, digits, rounding):
    """n without its last digits, rounded; and whether that changed it."""
    done = _decimal_text.drop(sign, n, digits, rounding)
    if done is not None:
        return done
    if digits <= 0:
        return n * 10 ** -digits, False
    if digits > n.bit_length() // 3 + 2:
        quotient, rest, half = 0, n, 1  # below half of the unit
    else:
        unit = 10 ** digits
        quotient, rest = divmod(n, unit)
        half = (unit > 2 * rest) - (unit < 2 * rest)
    if not rest:
        return quotient, False
    if rounding == ROUND_HALF_EVEN:
        up = half < 0 or (half == 0 and quotient & 1)
    elif rounding == ROUND_HALF_UP:
        up = half <= 0
    elif rounding == ROUND_DOWN:
        up = False
    elif rounding == ROUND_UP:
        up = True
    elif rounding == ROUND_CEILING:
        up = not sign
    elif rounding == ROUND_FLOOR:
        up = bool(sign)
    elif rounding == ROUND_HALF_DOWN:
        up = half < 0
    else:
        up = quotient % 5 == 0
    return quotient + (1 if up else 0), True
