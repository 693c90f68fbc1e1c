"""sqlalchemy_utils.types.scalar_coercible"""
from sqlalchemy_utils.types import ScalarCoercible

__all__ = ["ScalarCoercible"]
