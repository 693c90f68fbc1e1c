"""A stand-in for oslo.log."""

__limbeck_partial__ = True
