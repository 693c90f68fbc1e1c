"""A stand-in for packaging: versions and their comparison."""

__limbeck_partial__ = True
__version__ = "26.0"
