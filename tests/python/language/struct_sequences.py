"""Tuples of sys whose items have names."""
import sys

info = sys.version_info
print(type(info).__name__, repr(info).startswith("sys.version_info(major=3, minor="))
print(str(info) == repr(info), info.n_fields, type(info).__match_args__, info[:1] == (3,))
print(info >= (3, 8), isinstance(info, tuple), f"{info.major}", info.releaselevel)
