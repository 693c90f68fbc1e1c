"""A stand-in for neutron-lib: constants and the base of models."""

__limbeck_partial__ = True


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    from importlib import import_module
    return import_module("neutron_lib." + name)
