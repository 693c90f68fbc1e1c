"""Imports by name: https://docs.python.org/3/library/importlib.html"""

import sys

import _limbeck


def import_module(name, package=None):
    if name.startswith("."):
        if not package:
            raise TypeError(
                f"the 'package' argument is required to perform a relative import for {name!r}")
        level = len(name) - len(name.lstrip("."))
        base = package
        for _ in range(level - 1):
            if "." not in base:
                raise ImportError("attempted relative import beyond top-level package")
            base = base.rpartition(".")[0]
        name = name[level:]
        name = f"{base}.{name}" if name else base
    return _limbeck.import_module(name)


def reload(module):
    name = module.__spec__.name if module.__spec__ is not None else module.__name__
    if sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    from importlib import util
    spec = util.find_spec(name)
    spec.loader.exec_module(module)
    return sys.modules[name]


def invalidate_caches():
    pass


__import__ = __import__


def __getattr__(name):
    if name in ("util", "machinery", "resources", "metadata", "abc"):
        return _limbeck.import_module("importlib." + name)
    raise AttributeError(f"module 'importlib' has no attribute {name!r}")
