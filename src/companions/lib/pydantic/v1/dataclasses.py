"""Dataclasses of pydantic 1."""
from pydantic.dataclasses import *  # noqa: F403
