"""Validators of pydantic 1."""
from pydantic.class_validators import *  # noqa: F403
