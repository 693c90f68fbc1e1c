"""Constants and the base of models."""

__limbeck_partial__ = True
