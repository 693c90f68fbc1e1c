"""Exceptions of GeoAlchemy2."""


class GeoAlchemyError(Exception):
    pass


class ArgumentError(GeoAlchemyError):
    pass
