"""A stand-in for Starlette: its settings."""

__limbeck_partial__ = True


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    from importlib import import_module
    return import_module("starlette." + name)
