import sqlalchemy as sa
from geoalchemy2 import Geography, Geometry, Raster
from geoalchemy2.types import Geometry as Same
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex

table = sa.Table(
    "places", sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Geometry("POINT", srid=4326)),
    sa.Column("bare", Geometry("POINT", spatial_index=False)),
    sa.Column("area", Geography("POLYGON", use_N_D_index=True)),
    sa.Column("image", Raster()),
    sa.Column("kept", Same("POINT", nullable=False)))
for index in sorted(table.indexes, key=lambda index: index.name):
    print(CreateIndex(index).compile(dialect=postgresql.dialect()))
print(table.c.kept.nullable, table.c["at"].nullable)
try:
    sa.Table("t", sa.MetaData(), sa.Column("g", Geometry(
        "POINT", spatial_index=False, use_N_D_index=True)))
except Exception as error:
    print(error)
