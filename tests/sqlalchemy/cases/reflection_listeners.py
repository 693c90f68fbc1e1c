# "column_reflect" listeners change what is read; the arguments of autoload.
from sqlalchemy import (
    Column,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    select,
    text,
)
from sqlalchemy.schema import CreateTable

engine = create_engine("sqlite://")
connection = engine.connect()
for sql in (
    "create table d (id integer primary key)",
    "create table b (id integer primary key, d_id integer references d(id))",
    "create table a (id integer primary key,"
    " b_id integer not null references b(id), n varchar(5) default 'x',"
    " w numeric(5,2), unique (n, w), check (w > 1))",
    "create index ix on a (w, n)",
):
    connection.exec_driver_sql(sql)

metadata = MetaData()


@event.listens_for(metadata, "column_reflect")
def generic_with_keys(inspector, table, info):
    shown = {key: str(value) for key, value in info.items()}
    print("of the metadata", type(inspector).__name__, table.name, shown)
    info["key"] = "k_" + info["name"]
    info["type"] = info["type"].as_generic()


def of_the_table(inspector, table, info):
    print("of the table", info["key"])
    if info["name"] == "w":
        info.update(nullable=False, default=text("7"), comment="hey")
        info["info"] = {"a": 1}
    if info["name"] == "n":
        info["default"] = None


a = Table(
    "a",
    metadata,
    listeners=[("column_reflect", of_the_table)],
    autoload_with=connection,
)
print([repr(c.type) for c in a.c], a.c.keys(), sorted(metadata.tables))
for constraint in sorted(a.constraints, key=lambda c: type(c).__name__):
    print(type(constraint).__name__, [c.key for c in constraint.columns])
print([(i.name, i.columns.keys()) for i in a.indexes])
print(select(a), a.c.k_w.info, a.c.k_w.comment)
print([f.column.name for f in a.c.k_b_id.foreign_keys])
print(CreateTable(a))


def shown(table):
    print([(c.name, repr(c.type)) for c in table.c], sorted(table.metadata.tables))


metadata = MetaData()
shown(Table("a", metadata, autoload_with=connection, resolve_fks=False))
own = Column("w", String(9))
shown(
    Table(
        "a", metadata, own, autoload_with=connection, extend_existing=True, autoload_replace=False
    )
)
metadata = MetaData()
Table("a", metadata, Column("w", String(9)), Column("q", Integer))
shown(
    Table(
        "a", metadata, autoload_with=connection, extend_existing=True, autoload_replace=False
    )
)
metadata = MetaData()
metadata.reflect(connection, only=["a"], resolve_fks=False)
shown(metadata.tables["a"])


@event.listens_for(Table, "column_reflect")
def renamed(inspector, table, info):
    if info["name"] == "w":
        info.update(name="ww", type=Date())


metadata = MetaData()
metadata.reflect(connection)
shown(metadata.tables["a"])
print([c.name for c in list(metadata.tables["a"].indexes)[0].columns])


@event.listens_for(Table, "column_reflect")
def asks_again(inspector, table, info):
    inspector.clear_cache()
    info["info"] = {"of": inspector.get_table_names()}


metadata = MetaData()
metadata.reflect(connection)
print([(c.name, c.info) for c in metadata.tables["b"].c])
