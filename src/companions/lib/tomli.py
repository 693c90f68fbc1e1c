"""The package tomli: tomllib under its older name."""

from tomllib import TOMLDecodeError, load, loads

__all__ = ("loads", "load", "TOMLDecodeError")
