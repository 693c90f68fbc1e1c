"""Files of Python code, as programs ask for them."""

import importlib.util
import os
import re


def coerce_resource_to_filename(fname_or_resource):
    """A file's name as it is; "package:path" as a file of the package."""
    if os.path.isabs(fname_or_resource) or ":" not in fname_or_resource:
        return fname_or_resource
    from importlib import resources
    package, *parts = fname_or_resource.split(":")
    found = resources.files(package)
    for part in parts:
        found = found / part
    return str(found)


def pyc_file_from_path(path):
    """The compiled file beside a source, or None."""
    for candidate in (importlib.util.cache_from_source(str(path)), str(path) + "c", str(path) + "o"):
        if os.path.exists(candidate):
            return candidate
    return None


def load_python_file(dir_, filename):
    """The module in a file, executed anew."""
    path = os.path.join(dir_, filename)
    return load_module_py(re.sub(r"\W", "_", filename), path)


def load_module_py(module_id, path):
    spec = importlib.util.spec_from_file_location(module_id, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
