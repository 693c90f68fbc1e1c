"""Importable, since models name it; nothing is pickled.
https://docs.python.org/3/library/pickle.html"""

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 5


class PickleError(Exception):
    pass


class PicklingError(PickleError):
    pass


class UnpicklingError(PickleError):
    pass


def _refused(name):
    def refuse(*args, **kwargs):
        raise NotImplementedError("pickle.%s() is not available in limbeck" % name)
    refuse.__name__ = name
    return refuse


dump, dumps, load, loads = map(_refused, ("dump", "dumps", "load", "loads"))


class Pickler:
    def __init__(self, *args, **kwargs):
        _refused("Pickler")()


class Unpickler:
    def __init__(self, *args, **kwargs):
        _refused("Unpickler")()
