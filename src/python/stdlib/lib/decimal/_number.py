"""Decimal: a sign, a coefficient (an int of any size) and an exponent."""

import math as _math
from decimal._signals import (
    Clamped, DivisionByZero, DivisionImpossible, DivisionUndefined,
    FloatOperation, Inexact, InvalidOperation, Overflow, ROUND_CEILING,
    ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, Rounded, Subnormal, Underflow,
    _INVERSE_OF_TEN, _MODULUS, _drop, _length, _text,
)

# The classes are known by the package's name.
__name__ = "decimal"


class Decimal:
    __slots__ = ("_sign", "_int", "_exp", "_kind")

    def __new__(cls, value="0", context=None):
        self = object.__new__(cls)
        self._sign, self._int, self._exp, self._kind = _parts(value, context)
        return self

    @classmethod
    def from_float(cls, f):
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError("argument must be int or float")
        sign, n, exp, kind = _parts_of_float(f)
        made = _new(sign, n, exp, kind)
        return made if cls is Decimal else cls(made)

    # -- parts ---------------------------------------------------------------
    def as_tuple(self):
        from decimal import DecimalTuple as make
        if self._kind == 1:
            return make(self._sign, (0,), "F")
        digits = tuple(map(int, _text(self._int)))
        if self._kind:
            return make(self._sign, digits if self._int else (),
                        "n" if self._kind == 2 else "N")
        return make(self._sign, digits, self._exp)

    def as_integer_ratio(self):
        if self._kind == 1:
            raise OverflowError("cannot convert Infinity to integer ratio")
        if self._kind:
            raise ValueError("cannot convert NaN to integer ratio")
        n = -self._int if self._sign else self._int
        if self._exp >= 0:
            return n * 10 ** self._exp, 1
        bottom = 10 ** -self._exp
        common = _math.gcd(n, bottom)
        return n // common, bottom // common

    def adjusted(self):
        if self._kind:
            return 0
        return self._exp + (_length(self._int) if self._int else 1) - 1

    real = property(lambda self: self)
    imag = property(lambda self: _ZERO)

    def conjugate(self):
        return self

    def radix(self):
        return _TEN

    def canonical(self):
        return self

    def is_canonical(self):
        return True

    def is_finite(self):
        return not self._kind

    def is_infinite(self):
        return self._kind == 1

    def is_nan(self):
        return self._kind > 1

    def is_qnan(self):
        return self._kind == 2

    def is_snan(self):
        return self._kind == 3

    def is_signed(self):
        return self._sign == 1

    def is_zero(self):
        return not self._kind and not self._int

    def is_normal(self, context=None):
        context = context or getcontext()
        return (not self._kind and bool(self._int)
                and self.adjusted() >= context.Emin)

    def is_subnormal(self, context=None):
        context = context or getcontext()
        return (not self._kind and bool(self._int)
                and self.adjusted() < context.Emin)

    def number_class(self, context=None):
        if self._kind > 1:
            return "sNaN" if self._kind == 3 else "NaN"
        sign = "-" if self._sign else "+"
        if self._kind:
            return sign + "Infinity"
        if not self._int:
            return sign + "Zero"
        normal = self.is_normal(context=context)
        return sign + ("Normal" if normal else "Subnormal")

    def _is_whole(self):
        if self._kind:
            return False
        return self._exp >= 0 or self._int % 10 ** -self._exp == 0

    def _is_odd(self):
        if self._exp > 0:
            return False
        return bool(self._int // 10 ** -self._exp & 1)

    # -- text and conversion -------------------------------------------------
    def __repr__(self):
        return f"Decimal('{self}')"

    def __str__(self):
        return _show(self, getcontext(), False)

    def to_eng_string(self, context=None):
        return _show(self, context or getcontext(), True)

    def __format__(self, spec, context=None):
        return _format(self, spec, context or getcontext())

    def __float__(self):
        if self._kind == 3:
            raise ValueError("cannot convert signaling NaN to float")
        if self._kind == 2:
            return -_math.nan if self._sign else _math.nan
        return float(str(self))

    def __int__(self):
        if self._kind == 1:
            raise OverflowError("cannot convert Infinity to integer")
        if self._kind:
            raise ValueError("cannot convert NaN to integer")
        n, _ = _drop(0, self._int, -self._exp, ROUND_DOWN)
        return -n if self._sign else n

    __trunc__ = __int__

    def __complex__(self):
        return complex(float(self))

    def _whole(self, rounding):
        if self._kind == 1:
            raise OverflowError("cannot convert Infinity to integer")
        if self._kind:
            raise ValueError("cannot convert NaN to integer")
        n, _ = _drop(self._sign, self._int, -self._exp, rounding)
        return -n if self._sign else n

    def __floor__(self):
        return self._whole(ROUND_FLOOR)

    def __ceil__(self):
        return self._whole(ROUND_CEILING)

    def __round__(self, ndigits=None):
        if ndigits is None:
            return self._whole(ROUND_HALF_EVEN)
        if not isinstance(ndigits, int):
            raise TypeError("optional arg must be an integer")
        return self.quantize(_new(0, 1, -ndigits))

    def __bool__(self):
        return bool(self._kind or self._int)

    def __hash__(self):
        if self._kind == 3:
            raise TypeError("Cannot hash a signaling NaN value")
        if self._kind == 2:
            return object.__hash__(self)
        if self._kind:
            return -314159 if self._sign else 314159
        power = pow(10 if self._exp >= 0 else _INVERSE_OF_TEN,
                    abs(self._exp), _MODULUS)
        result = self._int * power % _MODULUS
        if self._sign:
            result = -result
        return -2 if result == -1 else result

    def __reduce__(self):
        return self.__class__, (str(self),)

    def __copy__(self):
        return self if type(self) is Decimal else self.__class__(str(self))

    def __deepcopy__(self, memo):
        return self.__copy__()

    # -- comparison ----------------------------------------------------------
    def _compare(self, other):
        """-1, 0, 1 of two that are no nan."""
        if self._kind or other._kind:
            a = (-1 if self._sign else 1) if self._kind else 0
            b = (-1 if other._sign else 1) if other._kind else 0
            return (a > b) - (a < b)
        if not self._int or not other._int:
            a = (-1 if self._sign else 1) if self._int else 0
            b = (-1 if other._sign else 1) if other._int else 0
            return (a > b) - (a < b)
        if self._sign != other._sign:
            return -1 if self._sign else 1
        size, other_size = self.adjusted(), other.adjusted()
        if size != other_size:
            order = 1 if size > other_size else -1
        else:
            exp = min(self._exp, other._exp)
            a = self._int * 10 ** (self._exp - exp)
            b = other._int * 10 ** (other._exp - exp)
            order = (a > b) - (a < b)
        return -order if self._sign else order

    def _comparable(self, other, equality):
        if isinstance(other, Decimal):
            return other
        if isinstance(other, int):
            return _operand(other)
        if isinstance(other, float):
            context = getcontext()
            if context.traps[FloatOperation] and not equality:
                context._raise(FloatOperation)
            context.flags[FloatOperation] = True
            return Decimal.from_float(other)
        if isinstance(other, complex):
            if equality and other.imag == 0:
                return Decimal.from_float(other.real)
            return None
        if (hasattr(other, "numerator") and hasattr(other, "denominator")
                and not self._kind):
            return other
        return None

    def __eq__(self, other):
        other = self._comparable(other, True)
        if other is None:
            return NotImplemented
        if not isinstance(other, Decimal):
            n, bottom = self.as_integer_ratio()
            return (n, bottom) == (other.numerator, other.denominator)
        if self._kind > 1 or other._kind > 1:
            if self._kind == 3 or other._kind == 3:
                getcontext()._raise(InvalidOperation)
            return False
        return self._compare(other) == 0

    def _ordered(self, other):
        other = self._comparable(other, False)
        if other is None:
            return None
        if not isinstance(other, Decimal):
            n, bottom = self.as_integer_ratio()
            a, b = n * other.denominator, other.numerator * bottom
            return (a > b) - (a < b)
        if self._kind > 1 or other._kind > 1:
            getcontext()._raise(InvalidOperation)
            return _math.nan
        return self._compare(other)

    def __lt__(self, other):
        order = self._ordered(other)
        return NotImplemented if order is None else order < 0

    def __le__(self, other):
        order = self._ordered(other)
        return NotImplemented if order is None else order <= 0

    def __gt__(self, other):
        order = self._ordered(other)
        return NotImplemented if order is None else order > 0

    def __ge__(self, other):
        order = self._ordered(other)
        return NotImplemented if order is None else order >= 0

    def compare(self, other, context=None):
        context, other = context or getcontext(), _operand(other)
        if self._kind > 1 or other._kind > 1:
            return _quiet(context, self, other)
        return _small(self._compare(other))

    def compare_signal(self, other, context=None):
        context, other = context or getcontext(), _operand(other)
        if self._kind > 1 or other._kind > 1:
            context._raise(InvalidOperation)
            return _quiet(context, self, other)
        return _small(self._compare(other))

    def compare_total(self, other, context=None):
        other = _operand(other)
        if self._sign != other._sign:
            return _small(-1 if self._sign else 1)
        return _small(_total_order(self, other)
                      * (-1 if self._sign else 1))

    def compare_total_mag(self, other, context=None):
        return self.copy_abs().compare_total(_operand(other).copy_abs())

    def same_quantum(self, other, context=None):
        other = _operand(other)
        if self._kind or other._kind:
            return (min(self._kind, 2) == min(other._kind, 2))
        return self._exp == other._exp

    def _extreme(self, other, context, magnitude, largest):
        context, other = context or getcontext(), _operand(other)
        if self._kind > 1 or other._kind > 1:
            if self._kind == 2 and other._kind < 2:
                return _plus_or_same(other, context)
            if other._kind == 2 and self._kind < 2:
                return _plus_or_same(self, context)
            return _quiet(context, self, other)
        order = (self.copy_abs()._compare(other.copy_abs()) if magnitude
                 else self._compare(other))
        if order == 0 and magnitude:
            order = self._compare(other)
        if order == 0:
            order = int(self.compare_total(other))
        return _plus_or_same(self if (order > 0) == largest and order
                             else other if order else self, context)

    def max(self, other, context=None):
        return self._extreme(other, context, False, True)

    def min(self, other, context=None):
        return self._extreme(other, context, False, False)

    def max_mag(self, other, context=None):
        return self._extreme(other, context, True, True)

    def min_mag(self, other, context=None):
        return self._extreme(other, context, True, False)

    # -- signs and exponents -------------------------------------------------
    def copy_abs(self):
        return _new(0, self._int, self._exp, self._kind)

    def copy_negate(self):
        return _new(1 - self._sign, self._int, self._exp, self._kind)

    def copy_sign(self, other, context=None):
        return _new(_operand(other)._sign, self._int, self._exp, self._kind)

    def __neg__(self):
        return _minus(self, getcontext())

    def __pos__(self):
        return _plus(self, getcontext())

    def __abs__(self):
        return _absolute(self, getcontext())

    def quantize(self, exp, rounding=None, context=None):
        context, exp = context or getcontext(), _operand(exp)
        rounding = (context.rounding if rounding is None
                    else _check_rounding(rounding))
        if self._kind or exp._kind:
            nan = _quiet(context, self, exp)
            if nan is not None:
                return nan
            if self._kind and exp._kind:
                return self
            return _invalid(context)
        target = exp._exp
        if not context.Etiny() <= target <= context.Emax:
            return _invalid(context)
        if not self._int:
            return _finish(self._sign, 0, target, context)
        if (self.adjusted() > context.Emax
                or self.adjusted() - target + 1 > context.prec):
            return _invalid(context)
        n, changed = _drop(self._sign, self._int, target - self._exp, rounding)
        if n and (_length(n) > context.prec
                  or _length(n) + target - 1 > context.Emax):
            return _invalid(context)
        if n and _length(n) + target - 1 < context.Emin:
            context._raise(Subnormal)
        if target > self._exp:
            context._raise(*((Inexact, Rounded) if changed else (Rounded,)))
        if context.clamp:
            return _finish(self._sign, n, target, context)
        return _new(self._sign, n, target)

    def normalize(self, context=None):
        context = context or getcontext()
        if self._kind:
            nan = _quiet(context, self)
            return self if nan is None else nan
        result = _finish(self._sign, self._int, self._exp, context)
        if result._kind:
            return result
        if not result._int:
            return _new(result._sign, 0, 0)
        n, exp = result._int, result._exp
        highest = context.Etop() if context.clamp else context.Emax
        while n % 10 == 0 and exp < highest:
            n //= 10
            exp += 1
        return _new(result._sign, n, exp)

    def _integral(self, rounding, context):
        if self._kind:
            nan = _quiet(context, self)
            return (self if nan is None else nan), False, False
        if self._exp >= 0:
            return self, False, False
        n, changed = _drop(self._sign, self._int, -self._exp, rounding)
        return _new(self._sign, n, 0), changed, True

    def to_integral_value(self, rounding=None, context=None):
        context = context or getcontext()
        rounding = (context.rounding if rounding is None
                    else _check_rounding(rounding))
        return self._integral(rounding, context)[0]

    to_integral = to_integral_value

    def to_integral_exact(self, rounding=None, context=None):
        context = context or getcontext()
        rounding = (context.rounding if rounding is None
                    else _check_rounding(rounding))
        result, changed, rounded = self._integral(rounding, context)
        if rounded and self._int:
            context._raise(*((Inexact, Rounded) if changed else (Rounded,)))
        return result

    def scaleb(self, other, context=None):
        context, other = context or getcontext(), _operand(other)
        if self._kind > 1 or other._kind > 1:
            return _quiet(context, self, other)
        limit = 2 * (context.Emax + context.prec)
        if other._kind or other._exp or abs(int(other)) > limit:
            return _invalid(context)
        if self._kind:
            return self
        return _finish(self._sign, self._int, self._exp + int(other), context)

    def logb(self, context=None):
        context = context or getcontext()
        if self._kind:
            nan = _quiet(context, self)
            return _new(0, 0, 0, 1) if nan is None else nan
        if not self._int:
            context._raise(DivisionByZero)
            return _new(1, 0, 0, 1)
        return _plus(_operand(self.adjusted()), context)

    def _neighbour(self, context, up):
        context = context or getcontext()
        if self._kind:
            nan = _quiet(context, self)
            if nan is not None:
                return nan
            if self._sign != up:
                return self
            return _new(self._sign, 10 ** context.prec - 1, context.Etop())
        near = context.copy()
        near.traps = ()
        near.rounding = ROUND_CEILING if up else ROUND_FLOOR
        moved = _finish(self._sign, self._int, self._exp, near)
        if moved._kind or moved._compare(self):
            return moved
        step = _new(0 if up else 1, 1, near.Etiny() - 1)
        return _add(self, step, near)

    def next_plus(self, context=None):
        return self._neighbour(context, True)

    def next_minus(self, context=None):
        return self._neighbour(context, False)

    def next_toward(self, other, context=None):
        context, other = context or getcontext(), _operand(other)
        if self._kind > 1 or other._kind > 1:
            return _quiet(context, self, other)
        order = self._compare(other)
        if order == 0:
            return self.copy_sign(other)
        result = self._neighbour(context, order < 0)
        if result._kind:
            context._raise(Overflow, Inexact, Rounded)
        elif result.adjusted() < context.Emin:
            context._raise(Underflow, Subnormal, Inexact, Rounded)
            if not result._int:
                context._raise(Clamped)
        return result

    # -- functions -----------------------------------------------------------
    def sqrt(self, context=None):
        return _square_root(self, context or getcontext())

    def exp(self, context=None):
        return _exponential(self, context or getcontext())

    def ln(self, context=None):
        return _logarithm(self, context or getcontext(), False)

    def log10(self, context=None):
        return _logarithm(self, context or getcontext(), True)

    def fma(self, other, third, context=None):
        context = context or getcontext()
        other, third = _operand(other), _operand(third)
        if self._kind or other._kind:
            nan = _quiet(context, self, other)
            if nan is not None:
                return nan
            return _add(_multiply(self, other, context), third, context)
        product = _new(self._sign ^ other._sign, self._int * other._int,
                       self._exp + other._exp)
        return _add(product, third, context)

    def remainder_near(self, other, context=None):
        context, other = context or getcontext(), _operand(other)
        if self._kind or other._kind:
            nan = _quiet(context, self, other)
            if nan is not None:
                return nan
            if self._kind:
                return _invalid(context)
            return _plus_same(self, context)
        if not other._int:
            return _invalid(context, InvalidOperation if self._int
                            else DivisionUndefined)
        exp = min(self._exp, other._exp)
        if self.adjusted() - other.adjusted() >= context.prec + 1:
            return _invalid(context, DivisionImpossible)
        a = self._int * 10 ** (self._exp - exp)
        b = other._int * 10 ** (other._exp - exp)
        quotient, rest = divmod(a, b)
        sign = self._sign
        if 2 * rest + (quotient & 1) > b:
            rest -= b
            quotient += 1
        if quotient >= 10 ** context.prec:
            return _invalid(context, DivisionImpossible)
        if rest < 0:
            sign, rest = 1 - sign, -rest
        return _finish(sign, rest, exp, context)

    def __add__(self, other):
        other = _operand(other, True)
        return (NotImplemented if other is None
                else _add(self, other, getcontext()))

    __radd__ = __add__

    def __sub__(self, other):
        other = _operand(other, True)
        return (NotImplemented if other is None
                else _subtract(self, other, getcontext()))

    def __rsub__(self, other):
        other = _operand(other, True)
        return (NotImplemented if other is None
                else _subtract(other, self, getcontext()))

    def __mul__(self, other):
        other = _operand(other, True)
        return (NotImplemented if other is None
                else _multiply(self, other, getcontext()))

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = _operand(other, True)
        return (NotImplemented if other is None
                else _divide(self, other, getcontext()))

    def __rtruediv__(self, other):
        other = _operand(other, True)
        return (NotImplemented if other is None
                else _divide(other, self, getcontext()))

    def __floordiv__(self, other):
        other = _operand(other, True)
        return (NotImplemented if other is None
                else _floor_divide(self, other, getcontext()))

    def __rfloordiv__(self, other):
        other = _operand(other, True)
        return (NotImplemented if other is None
                else _floor_divide(other, self, getcontext()))

    def __mod__(self, other):
        other = _operand(other, True)
        return (NotImplemented if other is None
                else _remainder(self, other, getcontext()))

    def __rmod__(self, other):
        other = _operand(other, True)
        return (NotImplemented if other is None
                else _remainder(other, self, getcontext()))

    def __divmod__(self, other):
        other = _operand(other, True)
        return (NotImplemented if other is None
                else _divmod(self, other, getcontext()))

    def __rdivmod__(self, other):
        other = _operand(other, True)
        return (NotImplemented if other is None
                else _divmod(other, self, getcontext()))

    def __pow__(self, other, modulo=None):
        other = _operand(other, True)
        return (NotImplemented if other is None
                else _power(self, other, modulo, getcontext()))

    def __rpow__(self, other):
        other = _operand(other, True)
        return (NotImplemented if other is None
                else _power(other, self, None, getcontext()))

    # -- coefficients as bits ------------------------------------------------
    def _bits(self, context):
        digits = _text(self._int)
        if self._kind or self._sign or self._exp or digits.strip("01"):
            return None
        return int(digits[-context.prec:], 2)

    def _logical(self, other, context, operation):
        context, other = context or getcontext(), _operand(other)
        a, b = self._bits(context), other._bits(context)
        if a is None or b is None:
            return _invalid(context)
        return _new(0, int(bin(operation(a, b))[2:]), 0)

    def logical_and(self, other, context=None):
        return self._logical(other, context, lambda a, b: a & b)

    def logical_or(self, other, context=None):
        return self._logical(other, context, lambda a, b: a | b)

    def logical_xor(self, other, context=None):
        return self._logical(other, context, lambda a, b: a ^ b)

    def logical_invert(self, context=None):
        context = context or getcontext()
        ones = _new(0, (10 ** context.prec - 1) // 9, 0)
        return self.logical_xor(ones, context=context)

    def _moved(self, other, context, around):
        context, other = context or getcontext(), _operand(other)
        if self._kind > 1 or other._kind > 1:
            return _quiet(context, self, other)
        places = int(other) if not other._kind and not other._exp else None
        if places is None or abs(places) > context.prec:
            return _invalid(context)
        if self._kind:
            return self
        limit = 10 ** context.prec
        n = self._int % limit
        if around:
            high, low = divmod(n, 10 ** (context.prec - places % context.prec))
            n = low * 10 ** (places % context.prec) + high
        elif places >= 0:
            n = n * 10 ** places % limit
        else:
            n //= 10 ** -places
        return _new(self._sign, n, self._exp)

    def rotate(self, other, context=None):
        return self._moved(other, context, True)

    def shift(self, other, context=None):
        return self._moved(other, context, False)


def _total_order(a, b):
    """The total order of two of the same sign, as magnitudes."""
    rank = {0: 0, 1: 0, 3: 1, 2: 2}
    if a._kind > 1 or b._kind > 1:
        x, y = (rank[a._kind], a._int), (rank[b._kind], b._int)
        return (x > y) - (x < y)
    order = a.copy_abs()._compare(b.copy_abs())
    if order == 0 and not a._kind:
        order = (a._exp > b._exp) - (a._exp < b._exp)
    return order


# These modules need Decimal.
from decimal._arithmetic import (
    _TEN, _ZERO, _absolute, _add, _divide, _divmod, _exponential, _finish,
    _floor_divide, _invalid, _logarithm, _minus, _multiply, _new, _operand,
    _plus, _plus_or_same, _plus_same, _power, _quiet, _remainder, _small,
    _square_root, _subtract,
)
from decimal._layout import _format, _parts, _parts_of_float, _show
from decimal._context import _check_rounding, getcontext
