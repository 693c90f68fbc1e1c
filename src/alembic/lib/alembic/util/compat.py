"""Names of Python's versions and helpers that programs import from here."""

import os
import sys
import tomllib  # noqa: F401
from importlib import metadata as importlib_metadata
from importlib.metadata import EntryPoint  # noqa: F401

is_posix = os.name == "posix"
py310 = py311 = py312 = py313 = True
py314 = sys.version_info >= (3, 14)


def importlib_metadata_get(group):
    return importlib_metadata.entry_points().select(group=group)


def read_config_parser(file_config, file_argument):
    return file_config.read(file_argument, encoding="locale")
