"""A stand-in for GeoAlchemy2: its column types, and the index that each column
of such a type gets."""
from geoalchemy2.exc import ArgumentError
from geoalchemy2.types import Geography, Geometry, Raster
from sqlalchemy import Column, Index, Table, event, func

__limbeck_partial__ = True
__all__ = ["Geometry", "Geography", "Raster"]


@event.listens_for(Column, "after_parent_attach")
def _add_index(column, table):
    type_ = column.type
    if not isinstance(type_, (Geometry, Geography, Raster)) or not isinstance(
            table, Table):
        return
    if not type_.nullable:
        column.nullable = False
    else:
        type_.nullable = column.nullable
    if not type_.spatial_index:
        if type_.use_N_D_index:
            raise ArgumentError(
                "Arg Error(use_N_D_index): spatial_index must be True")
        return
    options = {}
    expression = column
    if isinstance(type_, Raster):
        expression = func.ST_ConvexHull(column)
    elif type_.use_N_D_index:
        options["postgresql_ops"] = {column.name: "gist_geometry_ops_nd"}
    Index("idx_%s_%s" % (table.name, column.name), expression,
          postgresql_using="gist", _table=table, **options)
