"""A stand-in for oslo.config: options with their defaults."""

__limbeck_partial__ = True
