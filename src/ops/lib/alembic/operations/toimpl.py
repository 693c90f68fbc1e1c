"""The implementations of the built-in operations, by their usual name."""

from .implementations import *  # noqa: F401,F403
