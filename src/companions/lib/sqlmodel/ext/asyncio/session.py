"""Sessions of async engines."""
from sqlalchemy.ext.asyncio import AsyncSession

__all__ = ["AsyncSession"]
