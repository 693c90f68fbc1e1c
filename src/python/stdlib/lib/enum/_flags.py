"""Enumerations whose members combine, and what checks and exports members."""

import enum
from enum import Enum, ReprEnum, StrEnum, auto

# The classes are known by the package's name.
__name__ = "enum"


class FlagBoundary(StrEnum):
    """What a Flag does with bits that no member has."""

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT = FlagBoundary.STRICT
CONFORM = FlagBoundary.CONFORM
EJECT = FlagBoundary.EJECT
KEEP = FlagBoundary.KEEP


def _bits(value):
    while value:
        bit = value & (~value + 1)
        yield bit
        value ^= bit


class Flag(Enum, boundary=STRICT):
    """An enumeration whose members combine with | & ^ ~."""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        last = max(last_values)
        try:
            return 2 ** last.bit_length()
        except Exception:
            raise TypeError("invalid flag value %r" % (last,)) from None

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        mask = cls._flag_mask_
        all_bits = cls._all_bits_
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ mask):
            if cls._boundary_ is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(
                    "%r invalid value %r\n    given %s\n  allowed %s" % (
                        cls, value, _binary(value, width), _binary(mask, width)))
            if cls._boundary_ is CONFORM:
                value = value & mask
            elif cls._boundary_ is EJECT:
                return value
            elif cls._boundary_ is KEEP and value < 0:
                value = max(all_bits + 1, 2 ** value.bit_length()) + value
        if value < 0:
            value = all_bits + 1 + value
            if cls._boundary_ is not KEEP:
                value &= mask
        found = cls._value2member_map_.get(value)
        if found is not None:
            return found
        if cls._member_type_ is object:
            item = object.__new__(cls)
        else:
            item = cls._member_type_.__new__(cls, value)
        item._value_ = value
        names = [m._name_ for m in cls._iter_member_(value)]
        unknown = value & ~mask
        if names:
            text = "|".join(names)
            if unknown:
                text += "|%s" % cls._numeric_repr_(unknown)
            item._name_ = text
        elif value == 0:
            item._name_ = None
        else:
            item._name_ = None
        cls._value2member_map_.setdefault(value, item)
        return item

    @classmethod
    def _iter_member_(cls, value):
        found = []
        for bit in _bits(value & cls._flag_mask_):
            item = cls._value2member_map_.get(bit)
            if item is not None:
                found.append(item)
        found.sort(key=lambda item: item._sort_order_)
        return iter(found)

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(
                "unsupported operand type(s) for 'in': %r and %r"
                % (type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return self._iter_member_(self._value_)

    def __len__(self):
        return bin(self._value_).count("1")

    def __repr__(self):
        name = self.__class__.__name__
        value_repr = self.__class__._value_repr_ or repr
        if self._name_ is None:
            return "<%s: %s>" % (name, value_repr(self._value_))
        return "<%s.%s: %s>" % (name, self._name_, value_repr(self._value_))

    def __str__(self):
        name = self.__class__.__name__
        if self._name_ is None:
            return "%s(%r)" % (name, self._value_)
        return "%s.%s" % (name, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def _get_value(self, flag):
        if isinstance(flag, self.__class__):
            return flag._value_
        if self._member_type_ is not object and isinstance(flag, self._member_type_):
            return flag
        return NotImplemented

    def __or__(self, other):
        value = self._get_value(other)
        if value is NotImplemented:
            return NotImplemented
        return self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._get_value(other)
        if value is NotImplemented:
            return NotImplemented
        return self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._get_value(other)
        if value is NotImplemented:
            return NotImplemented
        return self.__class__(self._value_ ^ value)

    def __invert__(self):
        cls = self.__class__
        if cls._boundary_ in (EJECT, KEEP):
            return cls(~self._value_)
        return cls(cls._singles_mask_ & ~self._value_)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


# From here on the metaclass knows what a Flag is.
enum.Flag = Flag


def _binary(value, width):
    if value >= 0:
        return "0b0 " + bin(value)[2:].rjust(width, "0")
    return "0b1 " + bin(2 ** width + value)[2:].rjust(width, "1")


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """A Flag whose members are ints too."""


def unique(enumeration):
    """Class decorator that refuses aliases."""
    aliases = [(alias, item.name) for alias, item in enumeration.__members__.items()
               if alias != item.name]
    if aliases:
        details = ", ".join("%s -> %s" % pair for pair in aliases)
        raise ValueError("duplicate values found in %r: %s" % (enumeration, details))
    return enumeration


class EnumCheck(StrEnum):
    """What verify() can check."""

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS = EnumCheck.CONTINUOUS
NAMED_FLAGS = EnumCheck.NAMED_FLAGS
UNIQUE = EnumCheck.UNIQUE


class verify:
    """Class decorator: verify(UNIQUE, CONTINUOUS)."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            if check is UNIQUE:
                aliases = ["%s -> %s" % (alias, item.name)
                           for alias, item in enumeration.__members__.items()
                           if alias != item.name]
                if aliases:
                    raise ValueError("aliases found in %r: %s" % (enumeration, ", ".join(aliases)))
            elif check is CONTINUOUS:
                values = {item.value for item in enumeration}
                if len(values) < 2:
                    continue
                low, high = min(values), max(values)
                missing = [n for n in range(low, high + 1) if n not in values]
                if missing:
                    raise ValueError("invalid enum %r: missing values %s"
                                     % (enumeration.__name__, ", ".join(map(str, missing))))
        return enumeration


def show_flag_values(value):
    return list(_bits(int(value)))


def global_enum(cls, update_str=False):
    import sys
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def global_enum_repr(self):
    return "%s.%s" % (self.__class__.__module__.split(".")[-1], self._name_)


global_flag_repr = global_enum_repr


def global_str(self):
    return str(self._name_)


def pickle_by_global_name(self, proto):
    return self.name


pickle_by_enum_name = pickle_by_global_name
