"""A stand-in for Starlette: its settings."""

__limbeck_partial__ = True
