"""https://docs.python.org/3/library/importlib.html#module-importlib.util"""

import sys

import _limbeck
from importlib.machinery import BuiltinLoader, ModuleSpec, SourceFileLoader


def spec_from_file_location(name, location=None, *, loader=None,
                            submodule_search_locations=None):
    location = getattr(location, "__fspath__", lambda: location)()
    if loader is None:
        if not location.endswith(".py"):
            return None
        loader = SourceFileLoader(name, location)
    spec = ModuleSpec(name, loader, origin=location)
    spec.has_location = True
    if submodule_search_locations is not None:
        spec.submodule_search_locations = submodule_search_locations
    elif location.rpartition("/")[2] == "__init__.py":
        spec.submodule_search_locations = [location.rpartition("/")[0]]
    return spec


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    path = getattr(loader, "path", None)
    if path is not None:
        return spec_from_file_location(name, path, loader=loader)
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def module_from_spec(spec):
    module = spec.loader.create_module(spec) if hasattr(spec.loader, "create_module") else None
    if module is None:
        module = type(sys)(spec.name)
    module.__spec__ = spec
    module.__loader__ = spec.loader
    module.__package__ = spec.parent
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    if spec.has_location:
        module.__file__ = spec.origin
    return module


def find_spec(name, package=None):
    if name.startswith("."):
        name = resolve_name(name, package)
    parent = name.rpartition(".")[0]
    if parent:
        _limbeck.import_module(parent)
    found = _limbeck.find_module(name)
    if found is None:
        return None
    kind, location = found
    if kind == "native":
        return ModuleSpec(name, BuiltinLoader(), origin="built-in")
    if kind == "namespace":
        spec = ModuleSpec(name, None)
        spec.submodule_search_locations = location
        return spec
    return spec_from_file_location(name, location)


def resolve_name(name, package):
    if not name.startswith("."):
        return name
    if not package:
        raise ImportError(f"no package specified for {name!r} (required for relative module "
                          "names)")
    level = len(name) - len(name.lstrip("."))
    bits = package.rsplit(".", level - 1)
    if len(bits) < level:
        raise ImportError("attempted relative import beyond top-level package")
    return f"{bits[0]}.{name[level:]}" if name[level:] else bits[0]


def cache_from_source(path, debug_override=None, *, optimization=None):
    head, _, tail = path.rpartition("/")
    stem = tail.rpartition(".")[0] or tail
    tag = "" if not optimization else ".opt-%s" % optimization
    return "%s__pycache__/%s.cpython-%d%d%s.pyc" % (
        head + "/" if head or path.startswith("/") else "", stem,
        sys.version_info[0], sys.version_info[1], tag)


def source_from_cache(path):
    head, _, tail = path.rpartition("/")
    parent, _, folder = head.rpartition("/")
    if folder != "__pycache__":
        raise ValueError("__pycache__ not bottom-level directory in %r" % path)
    return "%s%s.py" % (parent + "/" if parent or head.startswith("/") else "",
                        tail.partition(".")[0])
