"""A stand-in for oslo.log."""

__limbeck_partial__ = True


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    from importlib import import_module
    return import_module("oslo_log." + name)
