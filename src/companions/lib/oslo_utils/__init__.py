"""A stand-in for oslo.utils."""

__limbeck_partial__ = True
