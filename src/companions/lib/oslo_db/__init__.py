"""A stand-in for oslo.db: what models inherit from it."""

__limbeck_partial__ = True
