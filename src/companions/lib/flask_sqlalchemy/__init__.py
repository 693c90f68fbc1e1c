"""A stand-in for Flask-SQLAlchemy."""
from flask_sqlalchemy.extension import SQLAlchemy

__limbeck_partial__ = True
__version__ = "3.1.1"
__all__ = ["SQLAlchemy"]


def __getattr__(name):
    if name == "BaseQuery":
        from flask_sqlalchemy.query import Query
        return Query
    raise AttributeError("module 'flask_sqlalchemy' has no attribute %r"
                         % name)
