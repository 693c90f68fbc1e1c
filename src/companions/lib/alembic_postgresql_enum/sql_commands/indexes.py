"""Indexes that are dropped while their enum changes."""
from collections import namedtuple

TableIndex = namedtuple("TableIndex", ["name", "definition"])
