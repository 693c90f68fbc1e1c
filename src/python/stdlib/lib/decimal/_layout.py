"""Numbers from and to text."""

import math as _math
import _decimal_text
from decimal._signals import (
    ConversionSyntax, FloatOperation, InvalidOperation, MAX_EMAX, MIN_ETINY,
    _drop, _length, _text,
)
from decimal._number import Decimal

# The classes are known by the package's name.
__name__ = "decimal"


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


# Contexts need these operations.
from decimal._context import getcontext
