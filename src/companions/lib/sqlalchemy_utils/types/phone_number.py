"""sqlalchemy_utils.types.phone_number"""
from sqlalchemy_utils.types import PhoneNumberType

__all__ = ["PhoneNumberType"]
