"""What scripts import from SQLAlchemy's own test helpers by mistake."""
from sqlalchemy.testing import schema

__limbeck_partial__ = True
