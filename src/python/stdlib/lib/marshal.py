"""Importable; nothing is marshalled. https://docs.python.org/3/library/marshal.html"""

version = 4


def _refused(name):
    def refuse(*args, **kwargs):
        raise NotImplementedError("marshal.%s() is not available in limbeck" % name)
    refuse.__name__ = name
    return refuse


dump, dumps, load, loads = map(_refused, ("dump", "dumps", "load", "loads"))
