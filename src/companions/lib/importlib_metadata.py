"""The backport is what the standard library has."""

from importlib.metadata import *
from importlib.metadata import (  # noqa: F401
    Distribution, EntryPoint, EntryPoints, PackageMetadata, PackageNotFoundError,
    PackagePath, distribution, distributions, entry_points, files, metadata,
    packages_distributions, requires, version)

__version__ = "8.7.0"
