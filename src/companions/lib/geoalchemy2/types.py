"""Column types of PostGIS."""
from sqlalchemy.types import UserDefinedType


class _GISType(UserDefinedType):
    cache_ok = True
    name = None
    from_text = None
    as_binary = None

    def __init__(self, geometry_type="GEOMETRY", srid=-1, dimension=None,
                 spatial_index=True, use_N_D_index=False,
                 use_typmod=None, from_text=None, name=None, nullable=True,
                 _spatial_index_reflected=None):
        if geometry_type is not None:
            geometry_type = geometry_type.upper()
        if dimension is None:
            dimension = 2
            if geometry_type and geometry_type.endswith("ZM"):
                dimension = 4
            elif geometry_type and geometry_type[-1] in "ZM":
                dimension = 3
        self.geometry_type = geometry_type
        self.srid = int(srid)
        self.dimension = dimension
        self.spatial_index = spatial_index
        self.use_N_D_index = use_N_D_index
        self.use_typmod = use_typmod
        self.nullable = nullable
        if from_text is not None:
            self.from_text = from_text
        if name is not None:
            self.name = name

    def __repr__(self):
        told = [] if self.geometry_type == "GEOMETRY" else [
            "geometry_type=%r" % self.geometry_type]
        if self.srid != -1:
            told.append("srid=%d" % self.srid)
        told.append("dimension=%d" % self.dimension)
        if not self.spatial_index:
            told.append("spatial_index=False")
        told.append("from_text=%r" % self.from_text)
        told.append("name=%r" % self.name)
        if not self.nullable:
            told.append("nullable=False")
        return "%s(%s)" % (type(self).__name__, ", ".join(told))

    def get_col_spec(self, **options):
        if not self.geometry_type:
            return self.name
        return "%s(%s,%d)" % (self.name, self.geometry_type, self.srid)


class Geometry(_GISType):
    name = "geometry"
    from_text = "ST_GeomFromEWKT"


class Geography(_GISType):
    name = "geography"
    from_text = "ST_GeogFromText"


class Raster(_GISType):
    name = "raster"

    def __init__(self, spatial_index=True, from_text=None, name=None,
                 nullable=True):
        _GISType.__init__(self, None, -1, None, spatial_index, False, None,
                          from_text, name, nullable)
