"""Rational numbers of any size."""
import math
import operator
from decimal import Decimal

__all__ = ["Fraction"]

_MODULUS = (1 << 61) - 1


def _digits(text, start):
    """The end of digits with single underscores between them."""
    end = start
    while end < len(text) and (text[end].isdecimal()
                               or (text[end] == "_" and end > start
                                   and text[end - 1] != "_"
                                   and text[end + 1:end + 2].isdecimal())):
        end += 1
    return end


def _parse(text):
    """(numerator, denominator) of "3/4", "-1.25e3"; None for other text."""
    body = text.strip()
    sign = -1 if body[:1] == "-" else 1
    at = 1 if body[:1] in ("+", "-") and body else 0
    end = _digits(body, at)
    whole = body[at:end]
    rest = body[end:].lstrip()
    if rest[:1] == "/" and whole:
        below = rest[1:].lstrip()
        if not below or _digits(below, 0) != len(below):
            return None
        return sign * int(whole), int(below)
    fraction = ""
    if body[end:end + 1] == ".":
        stop = _digits(body, end + 1)
        fraction, end = body[end + 1:stop].replace("_", ""), stop
    if not whole and not fraction:
        return None
    numerator = int((whole or "0") + fraction)
    exponent = -len(fraction)
    if body[end:end + 1] in ("e", "E") and end < len(body):
        start = end + 1 + (body[end + 1:end + 2] in ("+", "-")
                           and end + 1 < len(body))
        stop = _digits(body, start)
        if stop == start:
            return None
        exponent += int(body[end + 1:stop])
        end = stop
    if end != len(body):
        return None
    if exponent >= 0:
        return sign * numerator * 10 ** exponent, 1
    return sign * numerator, 10 ** -exponent


class Fraction:
    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        self = super().__new__(cls)
        if denominator is None:
            top, bottom = cls._ratio(numerator)
        elif (isinstance(numerator, (int, Fraction))
              and isinstance(denominator, (int, Fraction))):
            top = numerator.numerator * denominator.denominator
            bottom = denominator.numerator * numerator.denominator
        else:
            raise TypeError("both arguments should be Rational instances")
        if bottom == 0:
            raise ZeroDivisionError(f"Fraction({top}, 0)")
        common = math.gcd(top, bottom)
        if bottom < 0:
            common = -common
        self._numerator, self._denominator = top // common, bottom // common
        return self

    @staticmethod
    def _ratio(value):
        if isinstance(value, (int, Fraction)):
            return value.numerator, value.denominator
        if isinstance(value, str):
            ratio = _parse(value)
            if ratio is None:
                raise ValueError(f"Invalid literal for Fraction: {value!r}")
            return ratio
        if hasattr(value, "as_integer_ratio"):
            return value.as_integer_ratio()
        raise TypeError("argument should be a string or a Rational instance "
                        "or have the as_integer_ratio() method")

    @classmethod
    def from_float(cls, f):
        if not isinstance(f, (int, float)):
            raise TypeError(f"{cls.__name__}.from_float() only takes floats, "
                            f"not {f!r} ({type(f).__name__})")
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        return cls(*dec.as_integer_ratio())

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    def is_integer(self):
        return self._denominator == 1

    def as_integer_ratio(self):
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        if 2 * d * (q0 + k * q1) <= self._denominator:
            return Fraction(p1, q1)
        return Fraction(p0 + k * p1, q0 + k * q1)

    def __repr__(self):
        return (f"{self.__class__.__name__}({self._numerator}, "
                f"{self._denominator})")

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return f"{self._numerator}/{self._denominator}"

    def __format__(self, spec):
        if not spec:
            return str(self)
        if spec[-1] in "eEfFgG%":
            precise = Decimal(self._numerator) / Decimal(self._denominator)
            return format(precise, spec)
        return format(str(self), spec)

    def _binary(self, other, exact, approximate):
        if isinstance(other, (int, Fraction)):
            return exact(self, other)
        if isinstance(other, float):
            return approximate(float(self), other)
        if isinstance(other, complex):
            return approximate(complex(self), other)
        return NotImplemented

    def _reflected(self, other, exact, approximate):
        if isinstance(other, int):
            return exact(Fraction(other), self)
        if isinstance(other, float):
            return approximate(other, float(self))
        if isinstance(other, complex):
            return approximate(other, complex(self))
        return NotImplemented

    def __add__(self, other):
        return self._binary(other, _add, operator.add)

    def __radd__(self, other):
        return self._reflected(other, _add, operator.add)

    def __sub__(self, other):
        return self._binary(other, _subtract, operator.sub)

    def __rsub__(self, other):
        return self._reflected(other, _subtract, operator.sub)

    def __mul__(self, other):
        return self._binary(other, _multiply, operator.mul)

    def __rmul__(self, other):
        return self._reflected(other, _multiply, operator.mul)

    def __truediv__(self, other):
        return self._binary(other, _divide, operator.truediv)

    def __rtruediv__(self, other):
        return self._reflected(other, _divide, operator.truediv)

    def __floordiv__(self, other):
        return self._binary(other, _floor_divide, operator.floordiv)

    def __rfloordiv__(self, other):
        return self._reflected(other, _floor_divide, operator.floordiv)

    def __mod__(self, other):
        return self._binary(other, _modulo, operator.mod)

    def __rmod__(self, other):
        return self._reflected(other, _modulo, operator.mod)

    def __divmod__(self, other):
        return self._binary(other, _divmod, divmod)

    def __rdivmod__(self, other):
        return self._reflected(other, _divmod, divmod)

    def __pow__(self, other):
        if isinstance(other, (int, Fraction)):
            if other.denominator != 1:
                return float(self) ** float(other)
            power = other.numerator
            if power >= 0:
                return Fraction(self._numerator ** power,
                                self._denominator ** power)
            if self._numerator == 0:
                raise ZeroDivisionError(
                    f"Fraction({self._denominator ** -power}, 0)")
            return Fraction(self._denominator ** -power,
                            self._numerator ** -power)
        if isinstance(other, (float, complex)):
            return float(self) ** other
        return NotImplemented

    def __rpow__(self, other):
        if self._denominator == 1 and self._numerator >= 0:
            return other ** self._numerator
        if isinstance(other, int):
            return Fraction(other) ** self
        return other ** float(self)

    def __pos__(self):
        return Fraction(self._numerator, self._denominator)

    def __neg__(self):
        return Fraction(-self._numerator, self._denominator)

    def __abs__(self):
        return Fraction(abs(self._numerator), self._denominator)

    def __int__(self):
        return self.__trunc__()

    def __float__(self):
        return self._numerator / self._denominator

    def __complex__(self):
        return complex(float(self))

    def __trunc__(self):
        if self._numerator < 0:
            return -(-self._numerator // self._denominator)
        return self._numerator // self._denominator

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            floor, rest = divmod(self._numerator, self._denominator)
            doubled = rest * 2
            if doubled < self._denominator:
                return floor
            if doubled > self._denominator or floor % 2:
                return floor + 1
            return floor
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        if self._denominator % _MODULUS == 0:
            result = 314159
        else:
            inverse = pow(self._denominator, -1, _MODULUS)
            result = hash(hash(abs(self._numerator)) * inverse)
        if self._numerator < 0:
            result = -result
        return -2 if result == -1 else result

    def __eq__(self, other):
        if isinstance(other, (int, Fraction)):
            return (self._numerator == other.numerator
                    and self._denominator == other.denominator)
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return 0.0 == other
            return self == Fraction(other)
        if isinstance(other, complex):
            return other.imag == 0 and self == other.real
        return NotImplemented

    def _order(self, other, compare):
        if isinstance(other, (int, Fraction)):
            return compare(self._numerator * other.denominator,
                           self._denominator * other.numerator)
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return compare(0.0, other)
            return compare(self, Fraction(other))
        return NotImplemented

    def __lt__(self, other):
        return self._order(other, operator.lt)

    def __gt__(self, other):
        return self._order(other, operator.gt)

    def __le__(self, other):
        return self._order(other, operator.le)

    def __ge__(self, other):
        return self._order(other, operator.ge)

    def __bool__(self):
        return self._numerator != 0

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _add(a, b):
    return Fraction(a.numerator * b.denominator + b.numerator * a.denominator,
                    a.denominator * b.denominator)


def _subtract(a, b):
    return Fraction(a.numerator * b.denominator - b.numerator * a.denominator,
                    a.denominator * b.denominator)


def _multiply(a, b):
    return Fraction(a.numerator * b.numerator, a.denominator * b.denominator)


def _divide(a, b):
    if b.numerator == 0:
        raise ZeroDivisionError(f"Fraction({int(a.numerator != 0)}, 0)")
    return Fraction(a.numerator * b.denominator, a.denominator * b.numerator)


def _floor_divide(a, b):
    return (a.numerator * b.denominator) // (a.denominator * b.numerator)


def _modulo(a, b):
    bottom = a.denominator * b.denominator
    return Fraction((a.numerator * b.denominator)
                    % (b.numerator * a.denominator), bottom)


def _divmod(a, b):
    return _floor_divide(a, b), _modulo(a, b)
