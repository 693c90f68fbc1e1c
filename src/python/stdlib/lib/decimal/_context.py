"""Contexts: precision, rounding, limits, flags and traps."""

from decimal._signals import (
    Clamped, ConversionSyntax, DivisionByZero, FloatOperation, Inexact,
    InvalidOperation, MAX_EMAX, MAX_PREC, MIN_EMIN, Overflow, ROUND_HALF_EVEN,
    ROUND_HALF_UP, Rounded, Subnormal, Underflow, _ROUNDINGS, _SIGNALS, _length,
    _signal_of,
)
from decimal._number import Decimal
from decimal._arithmetic import (
    _NAN, _TEN, _absolute, _add, _divide, _divmod, _finish, _floor_divide, _minus,
    _multiply, _new, _operand, _plus, _power, _remainder, _subtract,
)
from decimal._layout import _show

# The classes are known by the package's name.
__name__ = "decimal"


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
        flags, traps, trapped = self.flags, self.traps, []
        for condition in conditions:
            signal = condition if condition in flags else InvalidOperation
            if not flags[signal]:
                flags[signal] = True
            if traps[signal]:
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
        return _floor_divide(_operand(a), _operand(b), self)

    def remainder(self, a, b):
        return _remainder(_operand(a), _operand(b), self)

    def divmod(self, a, b):
        return _divmod(_operand(a), _operand(b), self)


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
