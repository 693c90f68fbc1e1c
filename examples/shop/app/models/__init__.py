from app.models.user import Order, User, UserRole

__all__ = ["Order", "User", "UserRole"]
