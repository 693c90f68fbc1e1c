"""The operations on numbers: each computes exactly where it can and rounds once,
in `_finish`."""

import math as _math
from decimal._signals import (
    Clamped, DivisionByZero, DivisionImpossible, DivisionUndefined, Inexact,
    InvalidOperation, Overflow, ROUND_05UP, ROUND_CEILING, ROUND_DOWN,
    ROUND_FLOOR, ROUND_HALF_EVEN, Rounded, Subnormal, Underflow, _drop, _length,
    _text,
)
from decimal._number import Decimal

# The classes are known by the package's name.
__name__ = "decimal"


def _finish(sign, n, exp, context):
    """The number rounded and bounded as the context wants it."""
    prec = context.prec
    tiny = context.Emin - prec + 1
    top = context.Emax - prec + 1
    if not n:
        bounded = min(max(exp, tiny), top if context.clamp else context.Emax)
        if bounded != exp:
            context._raise(Clamped)
        return _new(sign, 0, bounded)
    lowest = _length(n) + exp - prec
    if lowest > top:
        return _overflow(sign, context)
    subnormal = lowest < tiny
    if subnormal:
        lowest = tiny
    if exp < lowest:
        n, changed = _drop(sign, n, lowest - exp, context.rounding)
        exp = lowest
        if n and _length(n) > prec:
            n //= 10
            exp += 1
            if exp > top:
                return _overflow(sign, context)
        conditions = [Rounded]
        if changed:
            conditions.append(Inexact)
        if subnormal:
            conditions.append(Subnormal)
            if changed:
                conditions.append(Underflow)
        if not n:
            conditions.append(Clamped)
        context._raise(*conditions)
    elif subnormal:
        context._raise(Subnormal)
    if context.clamp and exp > top:
        context._raise(Clamped)
        n, exp = n * 10 ** (exp - top), top
    return _new(sign, n, exp)


def _overflow(sign, context):
    context._raise(Overflow, Inexact, Rounded)
    rounding = context.rounding
    if (rounding in (ROUND_DOWN, ROUND_05UP)
            or (rounding == ROUND_CEILING and sign)
            or (rounding == ROUND_FLOOR and not sign)):
        return _new(sign, 10 ** context.prec - 1, context.Etop())
    return _new(sign, 0, 0, 1)


def _new(sign, n, exp, kind=0):
    self = object.__new__(Decimal)
    self._sign, self._int, self._exp, self._kind = sign, n, exp, kind
    return self


def _operand(value, or_none=False):
    """An operand as a Decimal; None where its type is no number of ours."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return _new(int(value < 0), abs(int(value)), 0)
    if or_none:
        return None
    raise TypeError(f"conversion from {type(value).__name__} to Decimal is "
                    "not supported")


def _quiet(context, *numbers):
    """The result where an operand is a nan, else None. Signaling ones first."""
    for wanted in (3, 2):
        for number in numbers:
            if number._kind == wanted:
                if wanted == 3:
                    context._raise(InvalidOperation)
                n = number._int
                room = context.prec - context.clamp
                if n and _length(n) > room:
                    n %= 10 ** room
                return _new(number._sign, n, 0, 2)
    return None


def _invalid(context, condition=InvalidOperation):
    context._raise(condition)
    return _NAN


# -- arithmetic --------------------------------------------------------------

def _add(a, b, context):
    if a._kind or b._kind:
        nan = _quiet(context, a, b)
        if nan is not None:
            return nan
        if a._kind and b._kind and a._sign != b._sign:
            return _invalid(context)
        infinite = a if a._kind else b
        return _new(infinite._sign, 0, 0, 1)
    exp = min(a._exp, b._exp)
    if not a._int and not b._int:
        sign = a._sign & b._sign
        if a._sign != b._sign and context.rounding == ROUND_FLOOR:
            sign = 1
        return _finish(sign, 0, exp, context)
    if not a._int or not b._int:
        zero, other = (a, b) if not a._int else (b, a)
        lowest = max(exp, other._exp + _length(other._int) - context.prec - 1)
        lowest = min(lowest, other._exp)
        return _finish(other._sign, other._int * 10 ** (other._exp - lowest),
                       lowest, context)
    a, b = _closer(a, b, context.prec)
    exp = min(a._exp, b._exp)
    x = a._int * 10 ** (a._exp - exp)
    y = b._int * 10 ** (b._exp - exp)
    total = (-x if a._sign else x) + (-y if b._sign else y)
    if not total:
        return _finish(int(context.rounding == ROUND_FLOOR), 0, exp, context)
    return _finish(int(total < 0), abs(total), exp, context)


def _closer(a, b, prec):
    """Far below the other's last digit only that there is something counts."""
    big, small = (a, b) if a._exp >= b._exp else (b, a)
    big_length, small_length = _length(big._int), _length(small._int)
    exp = big._exp + min(-1, big_length - prec - 2)
    if small_length + small._exp - 1 < exp:
        small = _new(small._sign, 1, exp)
        return (big, small) if big is a else (small, big)
    return a, b


def _subtract(a, b, context):
    if b._kind > 1 or a._kind > 1:
        return _quiet(context, a, b)
    return _add(a, b.copy_negate(), context)


def _multiply(a, b, context):
    sign = a._sign ^ b._sign
    if a._kind or b._kind:
        nan = _quiet(context, a, b)
        if nan is not None:
            return nan
        if (not a._kind and not a._int) or (not b._kind and not b._int):
            return _invalid(context)
        return _new(sign, 0, 0, 1)
    return _finish(sign, a._int * b._int, a._exp + b._exp, context)


def _divide(a, b, context):
    sign = a._sign ^ b._sign
    if a._kind or b._kind:
        nan = _quiet(context, a, b)
        if nan is not None:
            return nan
        if a._kind and b._kind:
            return _invalid(context)
        if a._kind:
            return _new(sign, 0, 0, 1)
        context._raise(Clamped)
        return _new(sign, 0, context.Etiny())
    if not b._int:
        if not a._int:
            return _invalid(context, DivisionUndefined)
        context._raise(DivisionByZero)
        return _new(sign, 0, 0, 1)
    ideal = a._exp - b._exp
    if not a._int:
        return _finish(sign, 0, ideal, context)
    shift = max(_length(b._int) - _length(a._int) + context.prec + 1, 0)
    quotient, rest = divmod(a._int * 10 ** shift, b._int)
    exp = ideal - shift
    if rest:
        if quotient % 5 == 0:
            quotient += 1  # sticky
    else:
        while exp < ideal and quotient % 10 == 0:
            quotient //= 10
            exp += 1
    return _finish(sign, quotient, exp, context)


def _whole(a, b, context):
    """The whole quotient of finite numbers, the rest and the rest's exponent.

    None where the quotient has more digits than the context allows.
    """
    exp = min(a._exp, b._exp)
    if not a._int:
        return 0, 0, exp
    if a.adjusted() - b.adjusted() > context.prec:
        return None
    if a.adjusted() < b.adjusted():
        # Of many zeros one more than there is room for says as much.
        zeros = min(a._exp - exp, context.prec + 1)
        return 0, a._int * 10 ** zeros, a._exp - zeros
    quotient, rest = divmod(a._int * 10 ** (a._exp - exp),
                            b._int * 10 ** (b._exp - exp))
    return None if quotient >= 10 ** context.prec else (quotient, rest, exp)


def _plus_same(a, context):
    return _finish(a._sign, a._int, a._exp, context)


def _remainder(a, b, context):
    if a._kind or b._kind:
        nan = _quiet(context, a, b)
        if nan is not None:
            return nan
        return _invalid(context) if a._kind else _plus_same(a, context)
    if not b._int:
        return _invalid(context, InvalidOperation if a._int
                        else DivisionUndefined)
    whole = _whole(a, b, context)
    if whole is None:
        return _invalid(context, DivisionImpossible)
    return _finish(a._sign, whole[1], whole[2], context)


def _floor_divide(a, b, context):
    """Truncated towards zero."""
    sign = a._sign ^ b._sign
    if a._kind or b._kind:
        nan = _quiet(context, a, b)
        if nan is not None:
            return nan
        if a._kind and b._kind:
            return _invalid(context)
        return _new(sign, 0, 0, a._kind)
    if not b._int:
        if not a._int:
            return _invalid(context, DivisionUndefined)
        context._raise(DivisionByZero)
        return _new(sign, 0, 0, 1)
    whole = _whole(a, b, context)
    if whole is None:
        return _invalid(context, DivisionImpossible)
    return _finish(sign, whole[0], 0, context)


def _divmod(a, b, context):
    sign = a._sign ^ b._sign
    if a._kind or b._kind:
        nan = _quiet(context, a, b)
        if nan is None and a._kind and b._kind:
            nan = _invalid(context)
        if nan is not None:
            return nan, nan
        if a._kind:
            context._raise(InvalidOperation)
            return _new(sign, 0, 0, 1), _NAN
        return _new(sign, 0, 0), _plus_same(a, context)
    if not b._int and a._int:
        context._raise(DivisionByZero, InvalidOperation)
        return _new(sign, 0, 0, 1), _NAN
    whole = _whole(a, b, context) if b._int else None
    if whole is None:
        nan = _invalid(context, DivisionImpossible if b._int
                       else DivisionUndefined)
        return nan, nan
    return (_finish(sign, whole[0], 0, context),
            _finish(a._sign, whole[1], whole[2], context))


def _plus(a, context):
    if a._kind:
        nan = _quiet(context, a)
        return a if nan is None else nan
    sign = a._sign
    if not a._int and context.rounding != ROUND_FLOOR:
        sign = 0
    return _finish(sign, a._int, a._exp, context)


def _minus(a, context):
    if a._kind > 1:
        return _quiet(context, a)
    return _plus(a.copy_negate(), context)


def _absolute(a, context):
    if a._kind > 1:
        return _quiet(context, a)
    return _plus(a.copy_abs(), context)


# -- powers, roots, logarithms -----------------------------------------------

def _rounded_series(compute, context, half_even=True):
    """Rounds what compute(digits) gives, (n, exp) within one unit, once the
    digits behind the precision decide."""
    extra = 4
    while True:
        digits = context.prec + extra
        n, exp = compute(digits)
        unit = 10 ** max(_length(abs(n)) - context.prec - 1, 0)
        if unit > 10 and (abs(n) - 2) // unit == (abs(n) + 2) // unit:
            middle = abs(n) % (unit * 10)
            if middle > 2 and abs(middle - unit * 5) > 2 and (
                    unit * 10 - middle > 2):
                break
        extra += max(extra // 2, 3)
    n = abs(n) * 10 + 1 if n else 0
    return _finish(int(compute.negative), n, exp - 1,
                   _half_even(context) if half_even else context)


def _half_even(context):
    """The same context, flags shared, rounding to the nearest."""
    near = context.copy()
    near.rounding = ROUND_HALF_EVEN
    object.__setattr__(near, "flags", context.flags)
    return near


class _Series:
    negative = False

    def __init__(self, function):
        self._function = function

    def __call__(self, digits):
        n, exp = self._function(digits)
        self.negative = n < 0
        return n, exp


def _atanh_inverse(k, one):
    """one * atanh(1/k)"""
    power = one // k
    total, i, square = power, 3, k * k
    while power:
        power //= square
        total += power // i
        i += 2
    return total


_logs = {}


def _log_constants(digits):
    """ln 2 and ln 10, times 10**digits."""
    if digits not in _logs:
        one = 10 ** (digits + 5)
        two = (18 * _atanh_inverse(26, one) - 2 * _atanh_inverse(4801, one)
               + 8 * _atanh_inverse(8749, one))
        ten = 3 * two + 2 * _atanh_inverse(9, one)
        _logs.clear()
        _logs[digits] = two // 10 ** 5, ten // 10 ** 5
    return _logs[digits]


def _log_scaled(n, exp, digits):
    """ln(n * 10**exp) * 10**digits, within a few units."""
    guard = digits + 8
    one = 10 ** guard
    two, ten = _log_constants(guard)
    length = _length(n)
    tens = length + exp
    shift = guard - length
    x = n * 10 ** shift if shift >= 0 else n // 10 ** -shift  # 0.1 <= x < 1
    halves = 0
    while x < one * 3 // 4:
        x *= 2
        halves += 1
    ratio = (x - one) * one // (x + one)
    square = ratio * ratio // one
    power, total, i = ratio, ratio, 3
    while power:
        power = power * square // one
        if power == -1:
            break
        total += power // i
        i += 2
    return (2 * total - halves * two + tens * ten) // 10 ** 8


def _exp_scaled(n, exp, digits):
    """e**(n * 10**exp) as (m, e): about `digits` digits."""
    size = max(_length(abs(n)) + exp, 0) if n else 0
    guard = digits + size + 8
    one = 10 ** guard
    x = n * 10 ** (exp + guard) if exp + guard >= 0 else (
        n // 10 ** -(exp + guard))
    _, ten = _log_constants(guard)
    tens, x = divmod(x, ten)
    steps = 0
    while x > one // 16:
        x //= 2
        steps += 1
    term = total = one
    i = 1
    while term:
        term = term * x // (one * i)
        total += term
        i += 1
    for _ in range(steps):
        total = total * total // one
    cut = size + 8
    return total // 10 ** cut, tens - guard + cut


def _power(a, b, modulo, context):
    if modulo is not None:
        return _power_modulo(a, b, _operand(modulo), context)
    if b._kind < 2 and a._kind < 2:
        special = _power_special(a, b, context)
        if special is not None:
            return special
    else:
        if not b._kind and not b._int and a._kind != 3:
            return _ONE_NUMBER if a._kind != 2 else _quiet(context, a)
        return _quiet(context, a, b)
    whole = b._is_whole()
    sign = a._sign and whole and b._is_odd()
    if whole:
        exponent = int(b)
        size = _length(a._int) * abs(exponent)
        if size < 20000 + 4 * context.prec and abs(exponent) < 100000:
            return _power_of_int(sign, a, exponent, context)
    base = a.copy_abs()
    if base._compare(_ONE_NUMBER) == 0:
        return _finish(sign, 10 ** (context.prec - 1), 1 - context.prec,
                       context)
    bound = _log_scaled(base._int, base._exp, 30) * b._int
    shift = b._exp - 30
    magnitude = len(_text(abs(bound))) + shift
    if magnitude > len(str(context.Emax)) + 2:
        up = (bound > 0) != bool(b._sign)
        if up:
            return _overflow(sign, context)
        return _finish(sign, 1, context.Etiny() - 5, _half_even(context))

    def compute(digits):
        extra = digits + max(magnitude, 0) + 10
        log = _log_scaled(base._int, base._exp, extra + max(
            _length(b._int) + b._exp, 0) + 5)
        log_exp = -(extra + max(_length(b._int) + b._exp, 0) + 5)
        product = log * (-b._int if b._sign else b._int)
        n, exp = _exp_scaled(product, log_exp + b._exp, digits)
        return (-n if sign else n), exp
    return _power_rounded(compute, sign, base, b, context)


def _power_rounded(compute, sign, base, b, context):
    n, exp = compute(context.prec + 12)
    n = abs(n)
    # An exact root shows as a result that ends in zeros or nines.
    length = _length(n)
    nearest, _ = _drop(0, n, length - context.prec, ROUND_HALF_EVEN)
    if abs(nearest * 10 ** (length - context.prec) - n) < 10 ** 4:
        context._raise(Inexact, Rounded)
        return _finish(sign, nearest, exp + length - context.prec, context)
    return _rounded_series(_Series(compute), context, half_even=False)


def _power_of_int(sign, a, exponent, context):
    if exponent >= 0:
        return _finish(sign, a._int ** exponent, a._exp * exponent, context)
    power = a._int ** -exponent
    inverse = _new(0, power, a._exp * -exponent)
    result = _divide(_ONE_NUMBER, inverse, context)
    return _new(sign, result._int, result._exp, result._kind)


def _power_special(a, b, context):
    if not b._kind and not b._int:
        if not a._kind and not a._int:
            return _invalid(context)
        return _ONE_NUMBER
    sign = int(a._sign and not b._kind and b._is_whole() and b._is_odd())
    if a._sign and a._int | a._kind and (b._kind or not b._is_whole()):
        if b._kind and not a._kind:
            return _invalid(context)
        if not b._kind:
            return _invalid(context)
        return _invalid(context)
    if not a._kind and not a._int:
        if b._sign:
            return _new(sign, 0, 0, 1)
        return _new(sign, 0, 0)
    if a._kind:
        return _new(sign, 0, 0 if b._sign else 0, 0 if b._sign else 1)
    if b._kind:
        order = a.copy_abs()._compare(_ONE_NUMBER)
        if order == 0:
            context._raise(Inexact, Rounded)
            return _new(0, 10 ** (context.prec - 1), 1 - context.prec)
        if (order < 0) == bool(b._sign):
            return _new(0, 0, 0, 1)
        return _new(0, 0, 0)
    if not b._is_whole() and a._compare(_ONE_NUMBER) == 0:
        context._raise(Inexact, Rounded)
        return _new(0, 10 ** (context.prec - 1), 1 - context.prec)
    return None


def _power_modulo(a, b, modulo, context):
    if a._kind > 1 or b._kind > 1 or modulo._kind > 1:
        return _quiet(context, a, b, modulo)
    if (a._kind or b._kind or modulo._kind or not a._is_whole()
            or not b._is_whole() or not modulo._is_whole() or b._sign
            or not modulo._int or (not b._int and not a._int)
            or modulo.adjusted() >= context.prec):
        return _invalid(context)
    result = pow(abs(int(a)), int(b), abs(int(modulo)))
    return _new(int(a._sign and b._is_odd()), result, 0)


def _exponential(a, context):
    if a._kind:
        nan = _quiet(context, a)
        if nan is not None:
            return nan
        return _ZERO if a._sign else _new(0, 0, 0, 1)
    if not a._int:
        return _ONE_NUMBER
    adjusted = a.adjusted()
    if adjusted > len(str(context.Emax)) + 2:
        if a._sign:
            return _finish(0, 1, context.Etiny() - 5, _half_even(context))
        return _overflow(0, _half_even(context))
    if adjusted < -context.prec - 2:  # one, and a little
        context._raise(Inexact, Rounded)
        return _finish(0, 10 ** (context.prec - 1), 1 - context.prec, context)
    n = -a._int if a._sign else a._int
    return _rounded_series(
        _Series(lambda digits: _exp_scaled(n, a._exp, digits)), context)


def _logarithm(a, context, base_ten):
    if a._kind:
        nan = _quiet(context, a)
        if nan is not None:
            return nan
    if not a._kind and not a._int:
        return _new(1, 0, 0, 1)
    if a._sign:
        return _invalid(context)
    if a._kind:
        return _new(0, 0, 0, 1)
    if a._compare(_ONE_NUMBER) == 0:
        return _ZERO
    if base_ten:
        digits = _text(a._int)
        if digits[0] == "1" and not digits.strip("0")[1:]:
            return _finish(int(a.adjusted() < 0), abs(a.adjusted()), 0,
                           context)
    # Near one the logarithm is small: so many more digits are needed.
    from decimal._context import ExtendedContext

    near = max(-_subtract(a, _ONE_NUMBER, ExtendedContext).adjusted(), 0)

    def compute(digits):
        scale = digits + near + 2
        log = _log_scaled(a._int, a._exp, scale + 6)
        if base_ten:
            _, ten = _log_constants(scale + 6)
            return log * 10 ** scale // ten, -scale
        return log // 10 ** 6, -scale
    return _rounded_series(_Series(compute), context)


def _square_root(a, context):
    if a._kind:
        nan = _quiet(context, a)
        if nan is not None:
            return nan
        if not a._sign:
            return a
    if not a._kind and not a._int:
        return _finish(a._sign, 0, a._exp // 2, context)
    if a._sign:
        return _invalid(context)
    ideal = a._exp // 2
    n, exp = a._int, a._exp
    if exp & 1:
        n, exp = n * 10, exp - 1
    shift = max(context.prec + 1 - (_length(n) + 1) // 2, 0)
    root = _math.isqrt(n * 100 ** shift)
    exp = exp // 2 - shift
    if root * root != n * 100 ** shift:
        if root % 5 == 0:
            root += 1  # sticky
    else:
        while exp < ideal and root % 10 == 0:
            root //= 10
            exp += 1
    return _finish(0, root, exp, _half_even(context))



def _plus_or_same(a, context):
    return a if a._kind else _finish(a._sign, a._int, a._exp, context)


def _small(n):
    return _new(int(n < 0), abs(n), 0)


_ZERO = _new(0, 0, 0)
_ONE_NUMBER = _new(0, 1, 0)
_TEN = _new(0, 10, 0)
_NAN = _new(0, 0, 0, 2)
