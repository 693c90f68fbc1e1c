"""Hooks of the project's own that run on each new revision file.

Source: https://alembic.sqlalchemy.org/en/latest/api/script.html#write-hooks"""

REVISION_SCRIPT_TOKEN = "REVISION_SCRIPT_FILENAME"

_registry = {}


def register(name):
    """Function decorator: `fn(filename, options)` is the hook of that type."""
    def decorate(fn):
        _registry[name] = fn
        return fn
    return decorate
