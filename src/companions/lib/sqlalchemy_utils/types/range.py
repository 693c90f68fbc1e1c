"""sqlalchemy_utils.types.range"""
from sqlalchemy_utils.types import (
    DateRangeType, DateTimeRangeType, Int8RangeType, IntRangeType,
    NumericRangeType)

__all__ = ["DateRangeType", "DateTimeRangeType", "Int8RangeType",
           "IntRangeType", "NumericRangeType"]
