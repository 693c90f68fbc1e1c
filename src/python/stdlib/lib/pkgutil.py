"""Modules of packages: https://docs.python.org/3/library/pkgutil.html"""

import sys

import _limbeck


class ModuleInfo(tuple):
    def __new__(cls, module_finder, name, ispkg):
        return tuple.__new__(cls, (module_finder, name, ispkg))

    module_finder = property(lambda self: self[0])
    name = property(lambda self: self[1])
    ispkg = property(lambda self: self[2])

    def __repr__(self):
        return f"ModuleInfo(module_finder={self[0]!r}, name={self[1]!r}, ispkg={self[2]!r})"


class _Finder:
    def __init__(self, path):
        self.path = path

    def find_spec(self, fullname, target=None):
        from importlib.util import spec_from_file_location
        tail = fullname.rpartition(".")[2]
        for name, ispkg, file in _limbeck.list_modules(self.path):
            if name == tail:
                return spec_from_file_location(fullname, file)
        return None

    def find_module(self, fullname, path=None):
        spec = self.find_spec(fullname)
        return spec.loader if spec else None

    def __repr__(self):
        return f"FileFinder({self.path!r})"


def get_importer(path_item):
    import os
    path = os.fsdecode(path_item)
    return _Finder(path) if os.path.isdir(path or ".") else None


def iter_modules(path=None, prefix=""):
    seen = set()
    for folder in sys.path if path is None else path:
        folder = getattr(folder, "__fspath__", lambda: folder)()
        finder = _Finder(folder)
        for name, ispkg, _ in _limbeck.list_modules(folder):
            if name not in seen:
                seen.add(name)
                yield ModuleInfo(finder, prefix + name, ispkg)


def walk_packages(path=None, prefix="", onerror=None):
    for info in iter_modules(path, prefix):
        yield info
        if not info.ispkg:
            continue
        try:
            __import__(info.name)
        except ImportError:
            if onerror is not None:
                onerror(info.name)
        except Exception:
            if onerror is None:
                raise
            onerror(info.name)
        else:
            inner = getattr(sys.modules[info.name], "__path__", None) or []
            yield from walk_packages(list(inner), info.name + ".", onerror)


def get_data(package, resource):
    module = _limbeck.import_module(package)
    with open(list(module.__path__)[0] + "/" + resource, "rb") as file:
        return file.read()


def resolve_name(name):
    module, _, attribute = name.partition(":")
    if _:
        found = _limbeck.import_module(module)
        parts = attribute.split(".") if attribute else []
    else:
        parts = name.split(".")
        found = _limbeck.import_module(parts.pop(0))
        path = found.__name__
        while parts:
            path += "." + parts[0]
            try:
                found = _limbeck.import_module(path)
            except ImportError:
                break
            parts.pop(0)
    for part in parts:
        found = getattr(found, part)
    return found


def extend_path(path, name):
    return path
