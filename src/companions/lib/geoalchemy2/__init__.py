"""A stand-in for GeoAlchemy2: its column types."""
from geoalchemy2.types import Geography, Geometry, Raster

__limbeck_partial__ = True
__all__ = ["Geometry", "Geography", "Raster"]
