"""sqlalchemy_utils.types.choice"""
from sqlalchemy_utils.types import ChoiceType, Choice

__all__ = ["ChoiceType", "Choice"]
