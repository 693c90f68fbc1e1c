"""Decimal numbers after the General Decimal Arithmetic Specification.

A number is a sign, a coefficient (an int of any size) and an exponent; each
operation computes exactly where it can and rounds once, in `_finish`.
"""
import math as _math

import _decimal_text

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


def __getattr__(name):
    if name == "DecimalTuple":
        from collections import namedtuple
        made = namedtuple("DecimalTuple", "sign digits exponent",
                          module="decimal")
        globals()["DecimalTuple"] = made
        return made
    raise AttributeError(f"module 'decimal' has no attribute {name!r}")


# -- digits ------------------------------------------------------------------

_text = _decimal_text.digits      # str(int) without a limit on its length
_number = _decimal_text.number    # and int(str)


def _length(n):
    """How many decimal digits a positive int has."""
    guess = n.bit_length() * 30103 // 100000 + 1
    return guess - 1 if n < 10 ** (guess - 1) else guess


def _drop(sign, n, digits, rounding):
    """n without its last digits, rounded; and whether that changed it."""
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


# -- contexts ----------------------------------------------------------------

class _Signals(dict):
    """The flags or traps of a context, by signal."""

    def __init__(self, on=()):
        super().__init__((signal, False) for signal in _SIGNALS)
        for signal in on:
            self[signal] = True

    def __setitem__(self, signal, value):
        if signal not in _SIGNALS:
            raise KeyError("invalid error flag")
        super().__setitem__(signal, bool(value))

    def names(self):
        order = (Clamped, InvalidOperation, DivisionByZero, Inexact,
                 FloatOperation, Overflow, Rounded, Subnormal, Underflow)
        return "[" + ", ".join(s.__name__ for s in order if self[s]) + "]"


def _as_signals(value):
    if isinstance(value, dict):
        return _Signals([signal for signal in value if value[signal]])
    for signal in value:
        if signal not in _SIGNALS:
            raise TypeError("valid values for signals are:\n  "
                            "[InvalidOperation, FloatOperation, "
                            "DivisionByZero,\n   Overflow, Underflow, "
                            "Subnormal, Inexact, Rounded,\n   Clamped]")
    return _Signals(value)


def _check_rounding(rounding):
    if rounding not in _ROUNDINGS:
        raise TypeError("valid values for rounding are:\n  [ROUND_CEILING, "
                        "ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   "
                        "ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n"
                        "   ROUND_05UP]")
    return rounding


def _checked(name, low, high, text):
    def check(value):
        if not isinstance(value, int):
            raise TypeError("'%s' object cannot be interpreted as an integer"
                            % type(value).__name__)
        if not low <= value <= high:
            raise ValueError(f"valid range for {name} is {text}")
        return value
    return check


_CHECKS = {
    "prec": _checked("prec", 1, MAX_PREC, "[1, MAX_PREC]"),
    "Emin": _checked("Emin", MIN_EMIN, 0, "[MIN_EMIN, 0]"),
    "Emax": _checked("Emax", 0, MAX_EMAX, "[0, MAX_EMAX]"),
    "capitals": _checked("capitals", 0, 1, "{0, 1}"),
    "clamp": _checked("clamp", 0, 1, "[0, 1]"),
    "rounding": _check_rounding,
    "flags": _as_signals,
    "traps": _as_signals,
}


class Context:
    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None,
                 capitals=None, clamp=None, flags=None, traps=None):
        base = _default
        given = {"prec": prec, "rounding": rounding, "Emin": Emin,
                 "Emax": Emax, "capitals": capitals, "clamp": clamp}
        for name, value in given.items():
            setattr(self, name,
                    getattr(base, name) if value is None else value)
        self.flags = () if flags is None else flags
        self.traps = base.traps if traps is None else traps

    def __setattr__(self, name, value):
        if name not in _CHECKS:
            raise AttributeError(
                f"'decimal.Context' object has no attribute {name!r}")
        object.__setattr__(self, name, _CHECKS[name](value))

    def __delattr__(self, name):
        raise AttributeError("context attributes cannot be deleted")

    def __repr__(self):
        return (f"Context(prec={self.prec}, rounding={self.rounding}, "
                f"Emin={self.Emin}, Emax={self.Emax}, "
                f"capitals={self.capitals}, clamp={self.clamp}, "
                f"flags={self.flags.names()}, traps={self.traps.names()})")

    def Etiny(self):
        return self.Emin - self.prec + 1

    def Etop(self):
        return self.Emax - self.prec + 1

    def clear_flags(self):
        self.flags = ()

    def clear_traps(self):
        self.traps = ()

    def copy(self):
        return Context(self.prec, self.rounding, self.Emin, self.Emax,
                       self.capitals, self.clamp, self.flags, self.traps)

    __copy__ = copy

    def _raise(self, *conditions):
        """Sets the flags; raises for those that are trapped."""
        trapped = []
        for condition in conditions:
            signal = _signal_of(condition)
            self.flags[signal] = True
            if self.traps[signal]:
                trapped.append(condition)
        if trapped:
            trapped.sort(key=lambda c: _SIGNALS.index(_signal_of(c)))
            raise _signal_of(trapped[0])(trapped)

    def create_decimal(self, num="0"):
        made = Decimal(num, self) if not isinstance(num, Decimal) else num
        if made._kind:
            if made._kind > 1 and made._int and _length(made._int) > (
                    self.prec - self.clamp):
                self._raise(ConversionSyntax)
                return _NAN
            return _new(made._sign, made._int, made._exp, made._kind)
        return _finish(made._sign, made._int, made._exp, self)

    def create_decimal_from_float(self, f):
        return self.create_decimal(Decimal.from_float(f))

    def to_sci_string(self, a):
        return _show(_operand(a), self, False)

    def to_eng_string(self, a):
        return _show(_operand(a), self, True)

    def radix(self):
        return _TEN

    def copy_decimal(self, a):
        return _operand(a)

    def power(self, a, b, modulo=None):
        return _power(_operand(a), _operand(b), modulo, self)

    def plus(self, a):
        return _plus(_operand(a), self)

    def minus(self, a):
        return _minus(_operand(a), self)

    def abs(self, a):
        return _absolute(_operand(a), self)

    def add(self, a, b):
        return _add(_operand(a), _operand(b), self)

    def subtract(self, a, b):
        return _subtract(_operand(a), _operand(b), self)

    def multiply(self, a, b):
        return _multiply(_operand(a), _operand(b), self)

    def divide(self, a, b):
        return _divide(_operand(a), _operand(b), self)

    def divide_int(self, a, b):
        return _divide_whole(_operand(a), _operand(b), self)[0]

    def remainder(self, a, b):
        return _remainder(_operand(a), _operand(b), self)

    def divmod(self, a, b):
        return _divide_whole(_operand(a), _operand(b), self)


def _forward(name, arguments):
    """Context.name(a, ...) is Decimal.name with this context."""
    def method(self, a, *others):
        if len(others) != arguments - 1:
            raise TypeError(f"{name}() takes {arguments} arguments")
        others = [_operand(other) for other in others]
        return getattr(_operand(a), name)(*others, context=self)
    method.__name__ = name
    return method


_BARE = ("canonical", "copy_abs", "copy_negate", "is_canonical", "is_finite",
         "is_infinite", "is_nan", "is_qnan", "is_signed", "is_snan", "is_zero")
_ONE = ("exp", "ln", "log10", "logb", "logical_invert", "next_minus",
        "next_plus", "normalize", "number_class", "sqrt", "to_integral_exact",
        "to_integral_value", "is_normal", "is_subnormal")
_TWO = ("compare", "compare_signal", "compare_total", "compare_total_mag",
        "copy_sign", "logical_and", "logical_or", "logical_xor", "max",
        "max_mag", "min", "min_mag", "next_toward", "quantize",
        "remainder_near", "rotate", "same_quantum", "scaleb", "shift")
for _name in _ONE:
    setattr(Context, _name, _forward(_name, 1))
for _name in _TWO:
    setattr(Context, _name, _forward(_name, 2))
for _name in _BARE:
    setattr(Context, _name,
            lambda self, a, _name=_name: getattr(_operand(a), _name)())
Context.fma = _forward("fma", 3)
Context.to_integral = Context.to_integral_value


class _Default:
    prec, rounding, Emin, Emax = 28, ROUND_HALF_EVEN, -999999, 999999
    capitals, clamp = 1, 0
    traps = (InvalidOperation, DivisionByZero, Overflow)


_default = _Default
DefaultContext = Context()
_default = DefaultContext
BasicContext = Context(9, ROUND_HALF_UP, traps=(
    InvalidOperation, DivisionByZero, Overflow, Underflow, Clamped))
ExtendedContext = Context(9, ROUND_HALF_EVEN, traps=())
_current = None


def getcontext():
    global _current
    if _current is None:
        _current = DefaultContext.copy()
    return _current


def setcontext(context):
    global _current
    if not isinstance(context, Context):
        raise TypeError("argument must be a context")
    if context in (DefaultContext, BasicContext, ExtendedContext):
        context = context.copy()
        context.clear_flags()
    _current = context


class _Local:
    def __init__(self, context):
        self._context = context

    def __enter__(self):
        self._saved = getcontext()
        setcontext(self._context)
        return self._context

    def __exit__(self, *_):
        setcontext(self._saved)


def localcontext(ctx=None, **kwargs):
    context = (getcontext() if ctx is None else ctx).copy()
    for name, value in kwargs.items():
        if name not in _CHECKS:
            raise TypeError(f"'{name}' is an invalid keyword argument for "
                            "this function")
        setattr(context, name, value)
    return _Local(context)


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


def _divide_whole(a, b, context):
    """(a // b, a % b), truncated towards zero."""
    sign = a._sign ^ b._sign
    if a._kind or b._kind:
        nan = _quiet(context, a, b)
        if nan is not None:
            return nan, nan
        if a._kind:
            if b._kind:
                bad = _invalid(context)
                return bad, bad
            context._raise(InvalidOperation)
            return _new(sign, 0, 0, 1), _NAN
        return _new(sign, 0, 0), _plus_same(a, context)
    if not b._int:
        if not a._int:
            bad = _invalid(context, DivisionUndefined)
            return bad, bad
        context._raise(DivisionByZero, InvalidOperation)
        return _new(sign, 0, 0, 1), _NAN
    exp = min(a._exp, b._exp)
    if a.adjusted() - b.adjusted() > context.prec:
        bad = _invalid(context, DivisionImpossible)
        return bad, bad
    if a._int and a.adjusted() < b.adjusted():
        quotient, rest = 0, a._int * 10 ** (a._exp - exp) if (
            a._exp - exp <= context.prec) else None
        if rest is None:
            return _new(sign, 0, 0), _finish(a._sign, a._int, a._exp, context)
    else:
        x = a._int * 10 ** (a._exp - exp)
        y = b._int * 10 ** (b._exp - exp)
        quotient, rest = divmod(x, y)
    if quotient >= 10 ** context.prec:
        bad = _invalid(context, DivisionImpossible)
        return bad, bad
    return (_finish(sign, quotient, 0, context),
            _finish(a._sign, rest, exp, context))


def _plus_same(a, context):
    return _finish(a._sign, a._int, a._exp, context)


def _remainder(a, b, context):
    if not a._kind and not b._kind and not b._int:
        return _invalid(context, InvalidOperation if a._int
                        else DivisionUndefined)
    if a._kind == 1 and b._kind < 2:
        return _invalid(context)
    return _divide_whole(a, b, context)[1]


def _floor_divide(a, b, context):
    if not a._kind and not b._kind and not b._int and a._int:
        context._raise(DivisionByZero)
        return _new(a._sign ^ b._sign, 0, 0, 1)
    if a._kind == 1 and not b._kind:
        return _new(a._sign ^ b._sign, 0, 0, 1)
    quiet = context.copy()
    quiet.traps = ()
    quiet.flags = ()
    quotient = _divide_whole(a, b, quiet)[0]
    if quiet.flags[InvalidOperation]:
        return _divide_whole(a, b, context)[0]
    return quotient


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
        return _overflow(0, context)
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


# -- text --------------------------------------------------------------------

def _show(a, context, engineering):
    sign = "-" if a._sign else ""
    if a._kind:
        name = ("", "Infinity", "NaN", "sNaN")[a._kind]
        payload = _text(a._int) if a._kind > 1 and a._int else ""
        return sign + name + payload
    digits = _text(a._int)
    left = a._exp + len(digits)
    if a._exp <= 0 and left > -6:
        point = left
    elif not engineering:
        point = 1
    elif digits == "0":
        point = (left + 1) % 3 - 1
    else:
        point = (left - 1) % 3 + 1
    if point <= 0:
        whole, rest = "0", "." + "0" * -point + digits
    elif point >= len(digits):
        whole, rest = digits + "0" * (point - len(digits)), ""
    else:
        whole, rest = digits[:point], "." + digits[point:]
    shown = ""
    if left != point:
        shown = ("E" if context.capitals else "e") + f"{left - point:+d}"
    return sign + whole + rest + shown


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
        make = globals().get("DecimalTuple") or __getattr__("DecimalTuple")
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
        if self._kind or other._kind or third._kind:
            nan = _quiet(context, self, other)
            if nan is not None:
                return nan
            product = _multiply(self, other, context)
            return _add(product, third, context)
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
                else _divide_whole(self, other, getcontext()))

    def __rdivmod__(self, other):
        other = _operand(other, True)
        return (NotImplemented if other is None
                else _divide_whole(other, self, getcontext()))

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


def _plus_or_same(a, context):
    return a if a._kind else _finish(a._sign, a._int, a._exp, context)


def _small(n):
    return _new(int(n < 0), abs(n), 0)


_ZERO = _new(0, 0, 0)
_ONE_NUMBER = _new(0, 1, 0)
_TEN = _new(0, 10, 0)
_NAN = _new(0, 0, 0, 2)


def _parts_of_float(f):
    sign = int(_math.copysign(1.0, f) < 0)
    if _math.isnan(f):
        return sign, 0, 0, 2
    if _math.isinf(f):
        return sign, 0, 0, 1
    n, bottom = abs(f).as_integer_ratio()
    twos = bottom.bit_length() - 1
    return sign, n * 5 ** twos, -twos, 0


def _parts(value, context):
    if isinstance(value, str):
        parts = _decimal_text.parse(value)
        if parts is None or parts[2] > MAX_EMAX or parts[2] < MIN_ETINY:
            (context or getcontext())._raise(ConversionSyntax
                                             if parts is None
                                             else InvalidOperation)
            return 0, 0, 0, 2
        return parts
    if isinstance(value, Decimal):
        return value._sign, value._int, value._exp, value._kind
    if isinstance(value, int):
        return int(value < 0), abs(int(value)), 0, 0
    if isinstance(value, float):
        context = context or getcontext()
        context._raise(FloatOperation)
        return _parts_of_float(value)
    if isinstance(value, (tuple, list)):
        return _parts_of_tuple(value)
    raise TypeError(f"conversion from {type(value).__name__} to Decimal is "
                    "not supported")


def _parts_of_tuple(value):
    if len(value) != 3:
        raise ValueError("argument must be a sequence of length 3")
    sign, digits, exponent = value
    if sign not in (0, 1):
        raise ValueError("sign must be an integer with the value 0 or 1")
    if exponent == "F":
        return sign, 0, 0, 1
    n = 0
    for digit in digits:
        if not isinstance(digit, int) or not 0 <= digit <= 9:
            raise ValueError("coefficient must be a tuple of digits")
        n = n * 10 + digit
    if exponent in ("n", "N"):
        return sign, n, 0, 2 if exponent == "n" else 3
    if not isinstance(exponent, int):
        raise ValueError("string argument in the third position must be 'F', "
                         "'n' or 'N'")
    return sign, n, exponent, 0


def _format(a, spec, context):
    layout = _decimal_text.parse_spec(spec)
    if layout is None:
        raise ValueError("invalid format string")
    precision, kind, no_negative_zero = layout
    if a._kind:
        return _decimal_text.lay_out(
            _show(a, context, False) + ("%" if kind == "%" else ""), spec,
            False)
    code = kind.lower()
    percent = code == "%"
    n, exp = a._int, a._exp
    if percent:
        exp += 2
    if precision is not None:
        rounding = context.rounding
        if code == "e":
            keep = precision + 1
            n, exp = _to_digits(a._sign, n, exp, keep, rounding)
        elif code in ("f", "%"):
            n, _ = _drop(a._sign, n, -precision - exp, rounding)
            exp = -precision
        elif n and _length(n) > max(precision, 1):
            n, exp = _to_digits(a._sign, n, exp, max(precision, 1), rounding)
    elif code in ("f", "%") and exp > 0:
        n, exp = n * 10 ** exp, 0
    digits = _text(n)
    left = exp + len(digits)
    if code == "e":
        point = 1 if n or precision is None else 1 - precision
        if not n and precision is not None:
            digits, left, point = "0" * (precision + 1), left + precision, 1
    elif code in ("f", "%"):
        point = left
    elif exp <= 0 and left > -6:
        point = left
    else:
        point = 1
    if point <= 0:
        whole, rest = "0", "0" * -point + digits
    elif point >= len(digits):
        whole, rest = digits + "0" * (point - len(digits)), ""
    else:
        whole, rest = digits[:point], digits[point:]
    sign = "-" if a._sign and not (no_negative_zero and not n) else ""
    body = sign + whole + ("." + rest if rest else "")
    if left != point or code == "e":
        mark = "e" if kind in ("e", "g", "n") else "E"
        if not kind and not context.capitals:
            mark = "e"
        body += mark + f"{left - point:+d}"
    return _decimal_text.lay_out(body + ("%" if percent else ""), spec, True)


def _to_digits(sign, n, exp, keep, rounding):
    """n * 10**exp with exactly `keep` digits."""
    if not n:
        return 0, exp
    drop = _length(n) - keep
    n, _ = _drop(sign, n, drop, rounding)
    if _length(n) > keep:
        n, drop = n // 10, drop + 1
    return n, exp + drop
