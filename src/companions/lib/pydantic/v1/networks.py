"""Addresses of pydantic 1."""
from pydantic.networks import *  # noqa: F403
