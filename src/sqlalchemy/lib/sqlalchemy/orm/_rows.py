"""Rows that hold mapped instances."""

import collections

_CLASSES = {}


def row_of(names, values):
    """A tuple that answers to the names as well."""
    names = tuple(names)
    made = _CLASSES.get(names)
    if made is None:
        made = collections.namedtuple("Row", names, rename=True)
        _CLASSES[names] = made
    return made(*values)
