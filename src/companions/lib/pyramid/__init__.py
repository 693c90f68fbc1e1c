"""A stand-in for Pyramid: what reads a project's ini files."""

__limbeck_partial__ = True
