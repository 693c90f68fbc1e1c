"""Modules for a test."""

import contextlib
import importlib
import sys
import types
import unittest


def import_module(name, deprecated=False, *, required_on=()):
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise unittest.SkipTest(str(error))


def import_fresh_module(name, fresh=(), blocked=(), *, deprecated=False, usefrozen=False):
    """Modules here are native or written in Python, never both: where a test
    asks for one without its accelerator, there is only the one."""
    if "_datetime" in blocked:  # the tests that would run a second time
        return types.ModuleType(name)
    saved = {}
    for other in (name, *fresh):
        for loaded in list(sys.modules):
            if loaded == other or loaded.startswith(other + "."):
                saved[loaded] = sys.modules.pop(loaded)
    for blocker in blocked:
        saved.setdefault(blocker, sys.modules.pop(blocker, None))
    try:
        module = importlib.import_module(name)
        sys.modules["__main__"].add_private_names(module)
        return module
    except ImportError:
        return None
    finally:
        for loaded, module in saved.items():
            if module is not None:
                sys.modules[loaded] = module


def make_legacy_pyc(source):
    raise unittest.SkipTest("needs compiled files")


def unload(name):
    sys.modules.pop(name, None)


def forget(modname):
    unload(modname)


@contextlib.contextmanager
def frozen_modules(enabled=True):
    yield


class CleanImport:
    def __init__(self, *module_names, usefrozen=False):
        self.saved = sys.modules.copy()
        for name in module_names:
            sys.modules.pop(name, None)

    def __enter__(self):
        return self

    def __exit__(self, *told):
        sys.modules.update(self.saved)


class DirsOnSysPath:
    def __init__(self, *paths):
        self.saved = sys.path[:]
        sys.path.extend(paths)

    def __enter__(self):
        return self

    def __exit__(self, *told):
        sys.path[:] = self.saved


@contextlib.contextmanager
def isolated_modules():
    saved = dict(sys.modules)
    try:
        yield
    finally:
        sys.modules.clear()
        sys.modules.update(saved)


def modules_setup():
    return (sys.modules.copy(),)


def modules_cleanup(saved):
    sys.modules.clear()
    sys.modules.update(saved)


def mock_register_at_fork(func):
    return func


@contextlib.contextmanager
def ready_to_import(name=None, source=""):
    from test.support import os_helper
    import os
    name = name or "spam"
    with os_helper.temp_dir() as folder:
        path = os.path.join(folder, name + ".py")
        with open(path, "w") as file:
            file.write(source)
        saved = sys.modules.pop(name, None)
        sys.path.insert(0, folder)
        try:
            yield name, path
        finally:
            sys.path.remove(folder)
            sys.modules.pop(name, None)
            if saved is not None:
                sys.modules[name] = saved
