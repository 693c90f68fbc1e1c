"""Fields of pydantic 1."""
from pydantic.fields import *  # noqa: F403
