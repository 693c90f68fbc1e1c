"""A stand-in for oslo.serialization."""

__limbeck_partial__ = True
