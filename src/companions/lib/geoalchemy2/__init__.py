"""A stand-in for GeoAlchemy2: its column types."""
from geoalchemy2.types import Geography, Geometry, Raster

__limbeck_partial__ = True
__all__ = ["Geometry", "Geography", "Raster"]


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    from importlib import import_module
    return import_module("geoalchemy2." + name)
